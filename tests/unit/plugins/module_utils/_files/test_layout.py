# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are of an organization, and what its folders and entries are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.tree import read_organization, read_tree, write_tree
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS

FILES = {"voicemail.yml": b"format: 1\n", "organization.yml": b"", "locations/Oslo/ids.json": b"{}"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Neither to a file nor to a folder."""
    (tmp_path / "locations").mkdir()
    os.symlink("/etc/hostname", tmp_path / "organization.yml")
    with pytest.raises(ValidationError, match="organization.yml is a link"):
        read_tree(str(tmp_path))
    (tmp_path / "organization.yml").unlink()
    os.symlink("/etc", tmp_path / "locations/Oslo")
    with pytest.raises(ValidationError, match="locations/Oslo is a link"):
        read_tree(str(tmp_path))


@pytest.mark.parametrize(
    "name, is_folder, meant",
    [
        ("voicemail.yml", False, "voicemail.yml"),
        ("voicemail.yaml", False, "voicemail.yml"),
        ("Profile.yml", False, "profiles.yml"),
        ("organisation.yml", False, "organization.yml"),
        ("locations", True, "locations"),
        ("location", True, "locations"),
        *((name, False, None) for name in ("plan.yml", "roles.yml", "people.yml", "voicemail_groups.yml", "site.yaml")),
        *((name, False, None) for name in ("profiles.json", ".voicemail.yml", "voicemail", "locations", "")),
        *((name, True, None) for name in ("voicemail", "roles", "profiles", "playbooks", ".locations", "plan")),
    ],
)
def test_what_else_is_in_the_folder_is_left_alone(name: str, is_folder: bool, meant: str | None) -> None:
    """But for a name that is nearly one of an organization."""
    assert layout.meant(name, is_folder) == meant


def test_a_folder_without_an_organization_is_refused(tmp_path: Path) -> None:
    """Where there is one near, it is named."""
    root = tmp_path / "repository"
    write_tree(str(root / "voicemail"), dict(FILES))
    (root / "site.yml").write_text("- hosts: all\n")
    (root / "profiles.yml").write_text("")
    for folder in (".", "locations/Oslo", "vmm", "voicemail/locations/Oslo", "voicemail/locations/Nowhere"):
        with pytest.raises(ValidationError, match="there is no (organization in|folder) ") as caught:
            read_organization(str(root / folder))
        wanted = folder != "locations/Oslo"
        assert (f"Did you mean {root / 'voicemail'}?" in caught.value.msg) == wanted
        assert ("webex.calling.export" in caught.value.msg) != wanted
    assert read_organization(str(root / "voicemail")) == FILES


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """And a file that goes is gone."""
    root = str(tmp_path / "new")
    write_tree(root, dict(FILES))
    assert read_tree(root) == FILES
    write_tree(root, {"organization.yml": None})
    assert "organization.yml" not in read_tree(root)


@pytest.mark.parametrize(
    "name, folder",
    [
        ("Oslo", "Oslo"),
        ("../../etc", "_.._etc"),
        ("..", "_"),
        ("con", "_con"),
        ("COM1.x", "_COM1.x"),
        ("a/b\\c:d", "a_b_c_d"),
        (" x. ", "x"),
        ("é" * 99, "é" * 50),
        ("-x", "_-x"),
    ],
)
def test_a_locations_folder_is_fit_for_every_system(name: str, folder: str) -> None:
    """Whatever the location is called."""
    assert layout.folder_name(name) == folder


def test_folders_do_not_collide_and_are_kept() -> None:
    """Names that some system takes for one get different folders, in whichever order they are listed."""
    names = {"L3": "OSLO", "L1": "Oslo", "L2": "oslo", "L4": "Oslo~2"}
    found = layout.folders(names, {})
    assert found == layout.folders(dict(reversed(list(names.items()))), {})
    assert len({one.casefold() for one in found.values()}) == 4
    assert layout.folders({**names, "L0": "Oslo"}, found) == {**found, "L0": "Oslo~4"}


def test_keys_of_owners_whose_names_repeat() -> None:
    """The extension tells them apart, or the ID."""
    owners = [
        Owner("W1", "Lobby", extension="7001"),
        Owner("W2", "Lobby"),
        Owner("W3", "Roof"),
        Owner("W4", "Lobby (7001)"),
    ]
    found = layout.keys(OWNER_KINDS["workspace"], owners)
    assert found == {"W1": "Lobby (W1)", "W2": "Lobby (W2)", "W3": "Roof", "W4": "Lobby (7001) (W4)"}
    assert layout.keys(OWNER_KINDS["workspace"], owners[:3])["W1"] == "Lobby (7001)"
