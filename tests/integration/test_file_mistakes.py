# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes with files that everybody makes once: the message says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, set_rings, wants


@pytest.fixture
def files(emulator: Emulator, tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.mark.parametrize(
    "key, line",
    [
        ("profile", "profile: standard"),
        ("note", "note: ticket 4711"),
        ("notifications", "notifications: {enabled: true}"),
    ],
)
def test_a_key_of_an_entry_that_is_not_indented(emulator: Emulator, files: Files, key: str, line: str) -> None:
    files.only(f"{ANNA}:\n{line}\n")
    emulator.clear_log()
    refused = files.plan()["msg"]
    assert refused == f"locations/Oslo/people.yml:2: {key} is a key of an entry, not an address: is it indented?"
    assert not emulator.log


def test_an_entry_in_the_file_of_another_location(emulator: Emulator, files: Files) -> None:
    files.only(wants(6, ANNA))
    words = f"people.yml:1: {ANNA} is at Stockholm: move the entry to the files of that location, or change the location in Control Hub."
    assert any(one.endswith(words) for one in files.plan()["warnings"])


def test_a_part_of_a_digest(emulator: Emulator, files: Files) -> None:
    """The right one is not shown: it is read at the end of the plan that is approved."""
    files.only(wants(6, ANNA))
    digest = files.plan()["digest"]
    emulator.clear_log()
    for part in (digest[:-1], digest.partition(":")[2], digest[:20]):
        said = files.apply(digest=part)["msg"]
        assert f"digest: {part} is not a whole digest, which is sha256: and 64 characters. Review plan.md" in said
        assert digest not in said
    said = files.apply(digest="sha256:" + "0" * 64)["msg"]
    assert f"but the plan in the folder is {digest[:19]}..." in said and digest not in said and not emulator.log


def test_a_folder_in_the_place_of_a_snapshot_and_the_other_way(emulator: Emulator, files: Files) -> None:
    snapshot = files.root / "before.snapshot"
    call("webex_voicemail_export", snapshot=str(snapshot), location=["Oslo"])
    emulator.clear_log()
    given = {"output": str(files.root / "audit")}
    for said in (
        files.plan(snapshot=files.folder)["msg"],
        call("webex_voicemail_audit", snapshot=str(files.folder), **given)["msg"],
        call("webex_voicemail_export", snapshot=str(files.folder))["msg"],
    ):
        words = f"snapshot: {files.folder} is a folder. Give the file of a snapshot, or set directory to this folder."
        assert said.startswith(words)
    assert files.plan(directory=files.folder, against=files.folder)["msg"].startswith(
        f"against: {files.folder} is a folder. Give the file of a snapshot."
    )
    for said in (
        files.plan(directory=snapshot)["msg"],
        call("webex_voicemail_audit", directory=str(snapshot), **given)["msg"],
        call("webex_voicemail_export", directory=str(snapshot))["msg"],
    ):
        assert said.startswith(f"directory: {snapshot} is a file. Give the folder") and "set snapshot." in said
    assert not emulator.log


def test_a_snapshot_that_holds_a_part_alone(emulator: Emulator, files: Files) -> None:
    snapshot = files.root / "part.snapshot"
    call("webex_voicemail_export", snapshot=str(snapshot), location=["Oslo"])
    files.only("")
    (files.folder / "organization.yml").write_text("voicemail: {strict_deletion_enabled: true}\n")
    planned = files.plan(directory=files.folder, against=snapshot)
    words = "the snapshot does not hold it: take one of the whole organization, or do not set against."
    assert planned["plan_status"] == "incomplete" and f"incomplete: organization: {words}" in planned["summary"]


def test_a_plan_is_sorted_without_case(emulator: Emulator, files: Files) -> None:
    for email in (ANNA, BO):
        set_rings(emulator, email, 4)
    emulator.world.change_person(BO, location_id=emulator.world.person(ANNA).location_id, email="Bo.Berg@Example.com")
    files.only(wants(6, "zoe@example.com", ANNA, "Bo.Berg@Example.com"))
    files.plan()
    assert [one["key"] for one in files.records()] == [ANNA, "Bo.Berg@Example.com"] and not writes(emulator)
