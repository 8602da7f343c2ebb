# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role voicemail_groups: in check mode, for real, and again; and no passcode in any output."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.resources import VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.awx_files import TEMPLATES
from ansible_collections.webex.calling.tests.integration.role_support import Ran, run, thrice
from ansible_collections.webex.calling.tests.integration.support import Json, ansible, writes
from ansible_collections.webex.calling.tests.integration.test_awx_jobs import job
from ansible_collections.webex.calling.tests.integration.test_surveys import GROUPS, launched

PLAYBOOK = "webex.calling.groups"
OFF = {"enabled": False}
SETTINGS: Json = {
    "extension": "07110",
    "language_code": "en_us",
    "message_storage": {"storage_type": "INTERNAL"},
    **dict.fromkeys(("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), OFF),
}
PASSCODE, OWN = "147258", "963741"


def group(emulator: Emulator, name: str, location: str = "Stockholm") -> Json | None:
    """What the server holds of a group."""
    found = [
        emulator.world.stored(VOICEMAIL_GROUP, one)
        for one in emulator.world.groups
        if one.location_id == next(at.id for at in emulator.world.locations if at.location_name == location)
    ]
    return next((one for one in found if one["name"] == name), None)


def passcode(emulator: Emulator, name: str) -> str | None:
    """The passcode of a group."""
    for one in emulator.world.groups:
        if emulator.world.settings(VOICEMAIL_GROUP, one)["name"] == name:
            return emulator.world.passcodes.get(one.id)
    return None


def result(ran: Ran) -> Json:
    found: Json = ran.stats["voicemail_groups_result"]
    return found


@pytest.fixture
def there(emulator: Emulator) -> str:
    """The name of a group that is there, at Stockholm."""
    stockholm = next(at.id for at in emulator.world.locations if at.location_name == "Stockholm")
    one = next(one for one in emulator.world.groups if one.location_id == stockholm)
    name: str = emulator.world.settings(VOICEMAIL_GROUP, one)["name"]
    return name


def test_created_changed_and_deleted(emulator: Emulator, tmp_path: Path, there: str) -> None:
    new = [
        {"name": "Newest", "location": None, **SETTINGS},
        {"name": "Newer", "location": "Lisbon", **SETTINGS, "passcode": OWN},
        {"name": there, "location": "", "enabled": False},
    ]
    variables: Json = {"voicemail_groups_location": "Stockholm", "voicemail_groups_passcode": PASSCODE}
    checked, done, again = thrice(emulator, tmp_path, PLAYBOOK, **variables, voicemail_groups_groups=new)
    assert (group(emulator, "Newest") or {})["extension"] == "07110"
    assert group(emulator, "Newer", "Lisbon") and (group(emulator, there) or {})["enabled"] is False
    assert (passcode(emulator, "Newest"), passcode(emulator, "Newer")) == (PASSCODE, OWN)
    assert passcode(emulator, there) is None  # it is for groups that are created
    counts = {"total": 3, "changed": 3, "unchanged": 0, "failed": 0}
    assert result(checked)["summary"] == result(done)["summary"] == counts
    assert result(again) == {
        "check_mode": False,
        "changed": False,
        "summary": {**counts, "changed": 0, "unchanged": 3},
        "failed": [],
        "msg": "",
    }
    gone = [
        {"name": "Newest", "location": "Stockholm", "state": "absent"},
        {"name": "Newer", "location": "Lisbon", "state": "absent"},
    ]
    dummy, deleted, dummy = thrice(emulator, tmp_path, PLAYBOOK, voicemail_groups_groups=json.dumps(gone))
    assert result(deleted)["summary"]["changed"] == 2
    assert group(emulator, "Newest") is None and group(emulator, "Newer", "Lisbon") is None


def test_where_it_fails_for_a_group_the_others_are_done(emulator: Emulator, tmp_path: Path, there: str) -> None:
    groups = [
        {"name": "Incomplete", "extension": "71009"},
        {"name": "Elsewhere", "location": "Nowhere", "state": "absent"},
        {"name": there, "enabled": False},
    ]
    ran = run(tmp_path, PLAYBOOK, voicemail_groups_groups=groups, voicemail_groups_location="Stockholm")
    assert ran.status == 2 and ran.recap["failed"] == 1
    found = result(ran)
    assert found["summary"] == {"total": 3, "changed": 1, "unchanged": 0, "failed": 2} and found["changed"]
    assert [one["name"] for one in found["failed"]] == ["Incomplete", "Elsewhere"]
    assert "Incomplete: it does not exist, and creating it requires passcode" in found["msg"]
    for line in (f"Groups: Incomplete, Elsewhere, {there}", "Changed: 1", "Unchanged: 0", "Failed: 2"):
        assert f'"{line}"' in ran.output
    assert ran.output.index("Show the summary") < ran.output.index("fatal: [localhost]")
    assert (group(emulator, there) or {})["enabled"] is False


def in_a_file(folder: Path, text: str, *arguments: str) -> tuple[int, str]:
    """The status and the output of a run with extra variables of a file."""
    (folder / "answers.yml").write_text(text)
    done = ansible("ansible-playbook", PLAYBOOK, "-vvv", "--diff", "-e", "@answers.yml", *arguments, cwd=folder)
    return done.returncode, done.stdout


@pytest.mark.parametrize("arguments", [["--check"], []])
def test_no_passcode_is_in_any_output(emulator: Emulator, tmp_path: Path, arguments: list[str]) -> None:
    """Of the role, and of a group; where it is taken, and where it breaks a rule."""
    for good, own in (("111111", "12345678"), (PASSCODE, OWN)):
        groups = [{"name": "Newest", **SETTINGS}, {"name": "Newer", **SETTINGS, "extension": "7111", "passcode": own}]
        variables = {"voicemail_groups_groups": groups, "voicemail_groups_passcode": good}
        text = json.dumps({**variables, "voicemail_groups_location": "Stockholm"})
        status, output = in_a_file(tmp_path, text, *arguments)
        assert (status == 0) == (good == PASSCODE), output
        assert good not in output and own not in output
        assert "changed=0" not in output or status


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("voicemail_groups_passcode: 147258\n", "voicemail_groups_passcode must be a text in quotes"),
        ("voicemail_groups_groups: []\n", "No group is given. Set voicemail_groups_groups to a list of groups."),
        ("voicemail_groups_groups: Sales\n", "voicemail_groups_groups must be a list, not Sales (a text)"),
        ("voicemail_groups_groups: [Sales]\n", "Group 1 must be a dictionary with name and location, not a text"),
        (
            "voicemail_groups_groups: [{name: Sales, passcode: 147258, fax_message: {extension: 5}}, 7]\n",
            "Group 1 (Sales): fax_message.extension, passcode must be a text: write it in quotes",
        ),
        ("voicemail_groups_groups: [{name: Sales, location: 83}]\n", "Group 1 (Sales): location must be a text"),
        (
            "voicemail_groups_groups: [{name: Sales, location: Oslo}, {name: Ops}]\n",
            "Group 2 (Ops) has no location. Give it location, or set voicemail_groups_location.",
        ),
    ],
)
def test_what_is_refused(emulator: Emulator, tmp_path: Path, text: str, words: str) -> None:
    group_of = "" if "_groups:" in text else "voicemail_groups_groups: [{name: Sales, location: Oslo}]\n"
    status, output = in_a_file(tmp_path, group_of + text, "--check")
    assert status == 2 and words in output and "This is wrong" in output, output
    assert PASSCODE not in output and "Show the summary" not in output and emulator.log == []


def answers(code: str) -> dict[str, t.Any]:
    return {
        "voicemail_groups_groups": GROUPS,
        "voicemail_groups_location": "Stockholm",
        "voicemail_groups_passcode": code,
    }


def test_the_survey(emulator: Emulator, tmp_path: Path) -> None:
    """Digits stay as they were typed, on every release of ansible-core; a passcode in quotes."""
    status, output = launched(tmp_path, "groups", answers('"013579"'), "-vvv")
    assert status == 0 and "013579" not in output, output
    assert (group(emulator, "Newest") or {})["extension"] == "07110" and passcode(emulator, "Newest") == "013579"


def test_a_passcode_without_quotes_is_taken_as_typed_or_not_at_all(emulator: Emulator, tmp_path: Path) -> None:
    status, output = launched(tmp_path, "groups", answers("0135724"))
    if status:
        assert "must be a text in quotes" in output and writes(emulator) == []
    else:
        assert passcode(emulator, "Newest") == "0135724"
    assert "0135724" not in output and str(0o135724) not in output


def test_a_job_of_awx_keeps_no_passcode(emulator: Emulator, tmp_path: Path) -> None:
    """In no event, no artifact and no output, at C(-vvv)."""
    apply = next(one for one in TEMPLATES if one["survey"] == "groups" and one["job_type"] == "run")
    credential = {"access_token": ADMIN_TOKEN, "api_url": emulator.url}
    done = job(tmp_path, apply, credential, answers(f'"{PASSCODE}"'), "-vvv")
    assert done.status == 0, done.output
    assert passcode(emulator, "Newest") == PASSCODE
    assert PASSCODE not in done.kept and len(json.dumps(done.end["artifact_data"])) < 1000
