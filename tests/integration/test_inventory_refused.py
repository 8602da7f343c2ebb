# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an inventory says that is not to be had, or not whole; and that no token is in it."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.inventory import AS_SPELLED, PLUGIN, config, inventory
from ansible_collections.webex.calling.tests.integration.support import ANNA

SECRET = "a-token-that-nobody-may-see"
PEOPLE, CALLING = "spark-admin:people_read", "spark-admin:telephony_config_read"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"locations": ["Oslo"], "hosts": 1}, "Unsupported options: hosts, locations."),
        ({"kinds": ["groups"]}, "groups"),
        ({"location": ["Nowhere"]}, "there is no location Nowhere."),
        ({"location": [" "], "voicemail": True}, "location is empty"),
        ({"timeout": "soon"}, "timeout"),
        ({"concurrency": 0, "voicemail": True}, "concurrency must be from 1 to 100, not 0."),
        ({"api_url": "http://example.com/v1"}, "api_url must begin with https"),
        ({"org_id": "{{ nothing }}"}, "org_id: 'nothing' is undefined"),
        ({"access_token": [SECRET, SECRET]}, "access_token"),
        ({"access_token": SECRET + "{{ nothing }}"}, "access_token: 'nothing' is undefined"),
        ({"access_token": SECRET}, "The access token is missing, wrong or expired."),
        ({"voicemail": True, "strict": True, "compose": {"a": "webex_voicemail.nothing"}}, "Could not set a for host"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_refused(emulator: Emulator, tmp_path: Path, options: t.Any, said: str) -> None:
    found = inventory(tmp_path, "-vvvvvv", **options)
    assert not found.hosts and said in found.output, found.output
    assert SECRET not in found.output and emulator.environment["WEBEX_ACCESS_TOKEN"] not in found.output


@AS_SPELLED
def test_another_name_of_the_file_is_not_read(emulator: Emulator, tmp_path: Path) -> None:
    assert not inventory(tmp_path, source=config(tmp_path, "webex.yml")).hosts
    assert not emulator.log
    assert ANNA in inventory(tmp_path, source=config(tmp_path, "hosts.webex.yaml")).hosts


@AS_SPELLED
def test_a_kind_that_the_token_may_not_see_is_left_out(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", emulator.grant("of-people", PEOPLE, CALLING))
    options: t.Any = {"kinds": ["people", "workspaces"], "cache": True, "cache_plugin": "ansible.builtin.jsonfile"}
    options["cache_connection"] = str(tmp_path / "cache")
    for dummy in range(2):  # what is not whole is not cached
        found = inventory(tmp_path, **options)
        assert ANNA in found.hosts and "webex_workspaces" not in found.groups
        assert found.output.count("To look up workspaces the token needs the scope spark-admin:workspaces_read") == 1
    strict = inventory(tmp_path, **options, strict=True)
    assert not strict.hosts and "spark-admin:workspaces_read" in strict.output
    nothing = inventory(tmp_path, kinds=["workspaces"])
    assert not nothing.hosts and "Failed to parse" in nothing.output and "spark-admin:workspaces_read" in nothing.output


def test_without_the_names_of_locations_there_are_hosts(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", emulator.grant("of-workspaces", "spark-admin:workspaces_read"))
    found = inventory(tmp_path, kinds=["workspaces"])
    assert "Library" in found.hosts and "webex_location" not in found.hosts["Library"]
    assert "To look up locations the token needs" in found.output and list(found.groups) == ["webex_workspaces"]


@AS_SPELLED
def test_settings_that_cannot_be_read_are_told_once(emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault("status", {"path": "/features/voicemail$"}, status=403)
    found = inventory(tmp_path, voicemail=True)
    licensed = sum(one.licensed for one in emulator.world.people)
    assert len(found.hosts) == licensed and "webex_voicemail" not in found.hosts[ANNA]
    assert found.output.count("WARNING") == 1 and f"{licensed} of {licensed} people failed." in found.output


@AS_SPELLED
def test_values_are_rendered_or_encrypted_and_empty_variables_are_none(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, url = emulator.environment["WEBEX_ACCESS_TOKEN"], emulator.environment["WEBEX_API_URL"]
    # As AWX sets those of a credential's empty fields.
    for name in ("ACCESS_TOKEN", "CLIENT_ID", "ORG_ID", "API_URL", "VALIDATE_CERTS", "TIMEOUT"):
        monkeypatch.setenv(f"WEBEX_{name}", "")
    (tmp_path / "password").write_text("a password")
    vault = VaultLib([("default", VaultSecret(b"a password"))])
    encrypted = vault.encrypt(token).decode().replace("\n", "\n  ").rstrip()
    path = tmp_path / "hosts.webex.yml"
    location = "location: [\"{{ 'Sto' ~ 'ckholm' }}\"]\n"
    path.write_text(f"plugin: {PLUGIN}\napi_url: {url}\n{location}access_token: !vault |\n  {encrypted}\n")
    arguments = ("-vvvvvv", "--vault-password-file", str(tmp_path / "password"))
    found = inventory(tmp_path, *arguments, source=path)
    assert ANNA in found.hosts and token not in found.output + found.text, found.output

    monkeypatch.setenv("ANOTHER", token)
    rendered = "{{ lookup('ansible.builtin.env', 'ANOTHER') }}"
    found = inventory(tmp_path, "-vvvvvv", api_url="{{ url }}", access_token=rendered, location=["Oslo"])
    assert "api_url: 'url' is undefined" in found.output
    extra = ("-vvvvvv", "--extra-vars", f"url={url}")
    found = inventory(tmp_path, *extra, api_url="{{ url }}", access_token=rendered, location=["Oslo"])
    assert found.hosts and token not in found.output + found.text, found.output
