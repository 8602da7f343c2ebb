# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module webex_voicemail_snapshot, and what the roles do with a snapshot: nobody is lost, and nobody is shown to others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.module_utils._files import snapshot, streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.tokens import CLIENT
from ansible_collections.webex.calling.tests.integration.role_support import OFFBOARD, held
from ansible_collections.webex.calling.tests.integration.support import (
    ALL,
    ANNA,
    BO,
    CARLA,
    Json,
    ansible,
    call,
    methods,
    playbook,
    without_actions,
    writes,
)

NAME = "webex_voicemail_snapshot"
CHANGE: Json = {"enabled": True, "send_all_calls": {"enabled": True}}


# --- the module


@pytest.mark.usefixtures("both_ways")
def test_keep_and_read(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "leavers.snapshot"
    params: Json = {"path": str(file), "change": CHANGE}
    checked = call(NAME, check=True, diff=True, person=[ANNA, BO], **params)
    assert checked["changed"] is True and not list(tmp_path.glob("leavers*"))
    emulator.clear_log()
    done = call(NAME, diff=True, person=[ANNA, BO], **params)
    assert {**checked, "api": None} == {**done, "api": None} and "diff" not in done
    read = call("webex_person_voicemail_info", person=[ANNA, BO])["people"]
    assert (
        done["people"] == read
        and [one.lower() for one in done["added"]] == sorted([ANNA, BO])
        and done["snapshot"] == str(file)
    )
    assert held(file) == {one["email"].lower(): one["voicemail"] for one in read}
    assert methods(emulator)[:1] == ["GET /people/{id}"] and done["api"]["requests"] == 5
    content = file.read_bytes()
    again = call(NAME, person=[BO, ANNA], **params)
    assert again["changed"] is False and again["added"] == [] and file.read_bytes() == content
    assert streamed.read(str(file)).head["org_id"] == emulator.world.org_id

    for who in (BO.upper(), emulator.world.person(BO).id):
        emulator.clear_log()
        found = call(NAME, operation="read", path=str(file), person=[who])
        assert found["changed"] is False and [entry["path"] for entry in emulator.log] == ["/people/me"]
        assert found["people"] == [
            {**{name: read[1][name] for name in ("person_id", "email", "voicemail")}, "person": read[1]["person_id"]}
        ]
    everyone = call(NAME, operation="read", path=str(file), all=True)["people"]
    assert sorted(one["email"].lower() for one in everyone) == sorted([ANNA, BO])
    restored = call("webex_person_voicemail", people=everyone)
    assert restored["changed"] is False and not restored.get("failed")


@pytest.mark.usefixtures("both_ways")
def test_who_cannot_be_read_is_not_kept(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "leavers.snapshot"
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": CARLA}, status=404, times=1)
    found = call(NAME, path=str(file), person=[ANNA, CARLA])
    assert found["failed"] and found["changed"] is True and [one.lower() for one in found["added"]] == [ANNA]
    assert [one.get("failed") for one in found["people"]] == [None, True] and CARLA in found["msg"]
    assert list(held(file)) == [ANNA]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({}, "No person is given"),
        ({"person": []}, "No person is given"),
        ({"operation": "read"}, "No person is given"),
        ({"all": True}, "all can only be true if operation is read or restore"),
        ({"operation": "restore"}, "No person is given"),
        ({"operation": "read", "all": True, "person": [ANNA]}, "person is not given"),
        ({"person": [ANNA], "path": "nowhere/x"}, "there is no folder"),
        ({"person": [ANNA], "operation": "read", "path": "nowhere"}, "There is no snapshot nowhere"),
        ({"all": True, "operation": "restore", "path": "nowhere"}, "There is no snapshot nowhere"),
    ],
)
def test_what_is_refused_before_anything_is_sent(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, params: Json, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call(NAME, **{"path": "file", **params})
    assert found["failed"] and sentence in found["msg"] and emulator.log == []


@pytest.mark.usefixtures("both_ways")
def test_a_snapshot_of_another_organization(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "theirs.snapshot"
    mine = call("webex_person_voicemail_info", person=[ANNA])["people"]
    theirs = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8x"
    streamed.add(str(file), theirs, lambda kept: snapshot.missing(kept, mine, {}), True)
    content = file.read_bytes()
    for params in ({"person": [BO]}, {"operation": "read", "person": [ANNA]}, {"operation": "restore", "all": True}):
        found = call(NAME, path=str(file), **params)
        assert found["failed"] and "from another organization than the access token" in found["msg"]
        assert "people" not in found and file.read_bytes() == content
    # The task may name the organization; nothing is asked then.
    emulator.clear_log()
    own = tmp_path / "own.snapshot"
    assert call(NAME, path=str(own), person=[ANNA], org_id=emulator.world.org_id)["changed"]
    assert not any(entry["path"] == "/people/me" for entry in emulator.log)


# --- nobody is lost


@pytest.mark.parametrize("modules_only", [False, True])
def test_many_hosts_and_one_file(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modules_only: bool
) -> None:
    """Each off-boards one person, all at a time; with C(ALL) ten at a time."""
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    people = [one.email for one in emulator.world.people if one.licensed][: 20 if ALL and not modules_only else 6]
    before = {who: emulator.world.voicemail(who) for who in people}
    hosts = {"all": {"hosts": dict.fromkeys(people), "vars": {"ansible_connection": "local"}}}
    hosts["all"]["vars"]["ansible_python_interpreter"] = sys.executable
    (tmp_path / "people.yml").write_text(yaml.safe_dump(hosts))
    task: Json = {
        f"webex.calling.{NAME}": {"path": "leavers.snapshot", "person": "{{ inventory_hostname }}", "change": CHANGE}
    }
    role: Json = {
        "ansible.builtin.import_role": {"name": "webex.calling.voicemail_offboarding"},
        "vars": {
            "voicemail_offboarding_people": "{{ inventory_hostname }}",
            "voicemail_offboarding_snapshot": "leavers.snapshot",
        },
    }
    playbook = [{"hosts": "all", "gather_facts": False, "tasks": [task if modules_only else role]}]
    (tmp_path / "leave.yml").write_text(json.dumps(playbook))
    done = ansible("ansible-playbook", "-i", "people.yml", "--forks", "10", "leave.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert sorted(held(tmp_path / "leavers.snapshot")) == sorted(people)
    if not modules_only:
        assert all(emulator.world.voicemail(who) != before[who] for who in people)


def test_some_processes_and_one_file(emulator: Emulator, tmp_path: Path) -> None:
    processes = 4 if ALL else 2
    people = [one.email for one in emulator.world.people if one.licensed][: processes * 2]
    command = [str(Path(sys.executable).with_name("ansible-playbook")), OFFBOARD, "-e"]
    running = []
    for number in range(processes):
        two = people[number * 2 : number * 2 + 2]
        variables = {"voicemail_offboarding_people": two, "voicemail_offboarding_snapshot": "leavers.snapshot"}
        running.append(
            subprocess.Popen(
                [*command, json.dumps(variables)],
                cwd=tmp_path,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
    for process in running:
        output, dummy = process.communicate(timeout=120)
        assert process.returncode == 0, output
    assert sorted(held(tmp_path / "leavers.snapshot")) == sorted(people)
    assert len(writes(emulator)) == len(people)


def test_what_cannot_be_kept_is_not_changed(emulator: Emulator, tmp_path: Path) -> None:
    emulator.read_only = True
    (tmp_path / "open").mkdir(mode=0o700)
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link.snapshot").symlink_to(tmp_path / "elsewhere")
    for path, words in (("open/x", "Other users may write to the folder"), ("link.snapshot", "it is a link")):
        for arguments in (["--check"], []):
            done = playbook(
                tmp_path,
                OFFBOARD,
                *arguments,
                voicemail_offboarding_people=[ANNA],
                voicemail_offboarding_snapshot=path,
            )
            assert done.returncode == 2 and words in done.stdout
    assert not (tmp_path / "elsewhere").exists() and writes(emulator) == []


@pytest.mark.usefixtures("both_ways")
def test_a_token_is_minted_once(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the organization is, is asked by the connection that reads the settings."""
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    for operation, requests in (("keep", 4), ("read", 2)):
        emulator.clear_log()
        found = call(NAME, operation=operation, path=str(tmp_path / "kept"), person=[ANNA], **CLIENT)
        assert not found.get("failed") and found["api"]["requests"] - found["api"]["retries"] == requests
        assert [one["path"] for one in emulator.log if one["status"] == 200].count("/access_token") == 1
