# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, workspaces and virtual lines as the hosts of an inventory."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.inventory import webex
from ansible_collections.webex.calling.plugins.module_utils._http.argument_spec import CONNECTION_SPEC
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.inventory import AS_SPELLED, config, inventory
from ansible_collections.webex.calling.tests.integration.support import ANNA, ansible, call

KINDS = ["people", "workspaces", "virtual_lines"]


def paths(emulator: Emulator) -> list[str]:
    return [entry["path"] for entry in emulator.log]


def test_hosts_are_those_with_a_licence_in_groups_by_kind_and_location(emulator: Emulator, tmp_path: Path) -> None:
    done = ansible(
        *("ansible-inventory", "-i", str(config(tmp_path, kinds=KINDS)), "--graph"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout
    world = emulator.world
    graph = [line.rpartition("--")[2] for line in done.stdout.splitlines()]
    assert graph.count(ANNA) == 2  # among people, and in Stockholm
    for one in world.people:
        assert (one.listed_email in graph) == one.licensed
    groups = {line.strip("@:") for line in graph if line.startswith("@")}
    assert {f"webex_{kind}" for kind in KINDS} | {"Stockholm", "Oslo", "Lisbon", "Milpitas"} <= groups
    # Two are called so, and the list of workspaces tells no extension.
    for one in (one for one in world.workspaces if one.display_name == "Lobby"):
        assert f"Lobby ({one.id})" in graph
    assert "Lobby" not in graph


def test_the_variables_of_a_host(emulator: Emulator, tmp_path: Path) -> None:
    anna = emulator.world.person(ANNA)
    line = emulator.world.virtual_lines[0]
    template = emulator.world.add("workspace", "x", display_name="{{ 7 * 7 }}", location_id=anna.location_id)
    found = inventory(tmp_path, kinds=KINDS)
    assert found.hosts[ANNA] == {
        "ansible_connection": "local",
        "webex_email": ANNA,
        "webex_extension": anna.extension,
        "webex_id": anna.id,
        "webex_kind": "person",
        "webex_location": "Stockholm",
        "webex_location_id": anna.location_id,
        "webex_name": "Anna Andersson",
    }
    host = found.hosts[f"{line.name} ({line.extension})"]  # there are others of this name
    assert (host["webex_kind"], host["webex_id"], host["webex_extension"]) == ("virtual_line", line.id, line.extension)
    assert "webex_email" not in host
    # A name that is a template is rendered nowhere; what cannot be one is plain for those who read this, such as AWX.
    assert found.hosts[template.id]["webex_name"] == {"__ansible_unsafe": "{{ 7 * 7 }}"}
    assert found.text.count("__ansible_unsafe") == 1


def test_a_name_that_is_a_template_is_not_rendered_in_a_play(emulator: Emulator, tmp_path: Path) -> None:
    emulator.world.add("workspace", "x", display_name="{{ 7 * 7 }}", location_id=emulator.world.people[0].location_id)
    done = ansible(
        *("ansible", "all", "-i", str(config(tmp_path, kinds=["workspaces"])), "-m", "ansible.builtin.debug"),
        *("-a", "msg='{{ webex_name }} {{ inventory_hostname }}'"),
        cwd=tmp_path,
    )
    assert done.returncode == 0 and "{{ 7 * 7 }} " in done.stdout and "49" not in done.stdout, done.stdout


def test_a_host_is_called_as_no_group_and_as_no_other_host(emulator: Emulator, tmp_path: Path) -> None:
    oslo = emulator.world.location_ids[1]
    hall = emulator.world.add("workspace", "a", display_name="Oslo", location_id=oslo)
    line = emulator.world.add(
        "virtual_line", "b c", first_name="", last_name="all", location_id=oslo, extension="41234"
    )
    found = inventory(tmp_path, kinds=["workspaces", "virtual_lines"], location=["Oslo"])
    assert found.hosts[f"Oslo ({hall.id})"]["webex_id"] == hall.id
    assert found.hosts["all (41234)"]["webex_id"] == line.id
    assert f"Oslo ({hall.id})" in found.groups["Oslo"] and "Oslo" not in found.hosts


def test_a_location_narrows_it_to_its_own_pages(emulator: Emulator, tmp_path: Path) -> None:
    oslo = emulator.world.location_ids[1]
    for given in ("Oslo", oslo):
        emulator.clear_log()
        found = inventory(tmp_path, location=[given])
        assert {host["webex_location"] for host in found.hosts.values()} == {"Oslo"}
        assert sorted(found.hosts) == sorted(
            one.listed_email for one in emulator.world.people if one.licensed and one.location_id == oslo
        )
        assert all(entry["query"].get("locationId") for entry in emulator.log if entry["path"] == "/v1/people")
    emulator.clear_log()
    assert not inventory(tmp_path, location=[]).hosts
    assert not [path for path in paths(emulator) if "people" in path]


@pytest.mark.usefixtures("other_rings")
def test_voicemail_settings_are_variables_and_make_groups(emulator: Emulator, tmp_path: Path) -> None:
    world = emulator.world
    outside = {"emailCopyOfMessage": {"enabled": True, "emailId": "anna@else.where"}}
    world.set_voicemail(ANNA, outside)
    hall = world.add("workspace", "a", display_name="Hall", location_id=world.people[0].location_id)
    world.change(hall, licensed=False)
    found = inventory(
        tmp_path,
        kinds=["people", "workspaces"],
        voicemail=True,
        strict=False,
        groups={"outside": "not webex_voicemail.email_copy_of_message.email_id.endswith('@example.com')"},
        # Before ansible-core 2.19 a number alone becomes a text, in a dictionary it does not.
        compose={"unanswered": "webex_voicemail.send_unanswered_calls"},
        keyed_groups=[{"key": "webex_voicemail.message_storage.storage_type", "prefix": "storage"}],
    )
    expected = call("webex_person_voicemail_info", person=[ANNA])["voicemail"]
    assert found.hosts[ANNA]["webex_voicemail"] == expected
    assert found.hosts[ANNA]["unanswered"] == expected["send_unanswered_calls"]
    assert ANNA in found.groups["outside"] and ANNA in found.groups["storage_INTERNAL"]
    # Without a professional licence a workspace has no voicemail; that is no problem.
    assert found.hosts["Hall"]["webex_id"] == hall.id and "webex_voicemail" not in found.hosts["Hall"]
    assert "WARNING" not in found.output


def test_hostnames_are_expressions_and_the_first_with_a_text_is_taken(emulator: Emulator, tmp_path: Path) -> None:
    world = emulator.world
    kinds, names = ["people", "workspaces"], ["nothing", "webex_email", "'room-' ~ webex_name | lower", "webex_id"]
    found = inventory(tmp_path, kinds=kinds, hostnames=names)
    assert ANNA in found.hosts and "room-library" in found.hosts
    assert inventory(tmp_path, hostnames=["''"]).hosts.keys() == {one.id for one in world.people if one.licensed}
    strict = inventory(tmp_path, kinds=kinds, hostnames=names, strict=True)
    assert not strict.hosts and "hostnames: nothing" in strict.output
    emulator.variants = ["email-case"]
    lower = inventory(tmp_path, hostnames=["webex_email | lower"]).hosts
    assert lower.keys() == {one.email for one in world.people if one.licensed} and lower[ANNA]["webex_email"] != ANNA


@AS_SPELLED
def test_a_cache_saves_the_requests_and_holds_no_token(emulator: Emulator, tmp_path: Path) -> None:
    options = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    first = inventory(tmp_path, **options)
    assert ANNA in first.hosts and emulator.log
    emulator.clear_log()
    assert inventory(tmp_path, **options)[:2] == first[:2] and emulator.log == []
    # Names and groups are made of what is cached; what is asked for is not.
    assert "Anna Andersson" in inventory(tmp_path, **options, hostnames=["webex_name"]).hosts and emulator.log == []
    assert inventory(tmp_path, **options, location=["Oslo"]).hosts and emulator.log
    # What has changed is in the cache only after --flush-cache, which ansible-inventory has only from ansible-core 2.19 on.
    emulator.world.change_person(ANNA, licensed=False)
    assert ANNA in inventory(tmp_path, **options).hosts
    (tmp_path / "empty.yml").write_text("- hosts: all\n  gather_facts: false\n")
    flush = ("ansible-playbook", "--flush-cache", "-i", str(config(tmp_path, **options)), "empty.yml")
    assert ansible(*flush, cwd=tmp_path).returncode == 0
    emulator.clear_log()
    renewed = inventory(tmp_path, **options)
    assert ANNA not in renewed.hosts and emulator.log == []
    assert renewed[:2] == inventory(tmp_path)[:2]
    token = emulator.environment["WEBEX_ACCESS_TOKEN"]
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert files and not [path for path in files if token in path.read_text() or token in path.name]


def test_without_a_cache_each_run_asks(emulator: Emulator, tmp_path: Path) -> None:
    for dummy in range(2):
        emulator.clear_log()
        assert inventory(tmp_path).hosts and emulator.log


def test_it_shares_the_rate_with_tasks(emulator: Emulator, tmp_path: Path) -> None:
    call("webex_person_voicemail_info", person=[ANNA])
    before = sorted((tmp_path / "webex.calling").iterdir())
    inventory(tmp_path)
    assert before and sorted((tmp_path / "webex.calling").iterdir()) == before


EXAMPLES = [one for one in yaml.safe_load_all(webex.EXAMPLES) if one]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_plugin(emulator: Emulator, tmp_path: Path, example: t.Any) -> None:
    (tmp_path / "token.txt").write_text(emulator.environment["WEBEX_ACCESS_TOKEN"] + "\n")
    found = inventory(tmp_path, **example)
    assert found.hosts and "WARNING" not in found.output, found.output
    assert set(example.get("groups", {})) <= set(found.groups) | {"forwards_outside"}


def test_the_manual_page(tmp_path: Path) -> None:
    done = ansible("ansible-doc", "--type", "inventory", "webex.calling.webex", cwd=tmp_path)
    assert done.returncode == 0
    for said in (*CONNECTION_SPEC, "WEBEX_ACCESS_TOKEN", "WEBEX_MAX_WAIT", "keyed_groups", "cache_plugin"):
        assert said in done.stdout
