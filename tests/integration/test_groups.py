# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voicemail groups: created, changed, renamed and deleted, each once."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import Result, call, verbs

MODULE = "webex_voicemail_group"
OFF = {"enabled": False}
NEW: Result = {
    "location": "Stockholm",
    "name": "Newest",
    "extension": "71001",
    "passcode": "147258",
    "language_code": "en_us",
    "message_storage": {"storage_type": "INTERNAL"},
    **dict.fromkeys(("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), OFF),
}

pytestmark = pytest.mark.usefixtures("both_ways", "soon")


def named(emulator: Emulator, name: str) -> list[t.Any]:
    """The groups of the emulator that are called so."""
    return [one for one in emulator.world.groups if emulator.world.settings(VOICEMAIL_GROUP, one)["name"] == name]


def test_created_once(emulator: Emulator) -> None:
    checked = call(MODULE, check=True, diff=True, **NEW)
    assert named(emulator, "Newest") == []
    done = call(MODULE, diff=True, **NEW)
    emulator.clear_log()
    again = call(MODULE, diff=True, **NEW)
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False)
    assert checked["diff"] == done["diff"] and checked["voicemail_group"] == done["voicemail_group"]
    assert {"field": "extension", "before": None, "after": "71001"} in done["changes"]
    assert {"field": "passcode", "before": None, "after": None} in done["changes"]
    assert len(named(emulator, "Newest")) == 1
    assert verbs(emulator) == ["GET", "GET", "GET"]
    assert done["voicemail_group_id"] == again["voicemail_group_id"]
    assert checked["voicemail_group_id"] is None
    assert "147258" not in str((checked, done, again))


def test_what_a_post_does_not_take_follows(emulator: Emulator) -> None:
    assert call(MODULE, **NEW, enabled=False)["changed"]
    assert verbs(emulator)[-3:] == ["POST", "GET", "PUT"]
    read = call(MODULE + "_info", location="Stockholm", name="Newest")
    assert read["voicemail_groups"][0]["voicemail_group"]["enabled"] is False
    assert not call(MODULE, **NEW, enabled=False)["changed"]


def test_all_that_is_missing_is_told_before_anything_is_written(emulator: Emulator) -> None:
    failed = call(MODULE, location="Stockholm", name="Newest", extension="71001")
    assert failed["failed"]
    assert failed["msg"] == (
        "Newest: it does not exist, and creating it requires passcode, language_code, message_storage, notifications, "
        "transfer_to_number, email_copy_of_message, fax_message."
    )
    assert set(verbs(emulator)) == {"GET"}
    # The API lists names that hold the one that is looked for, and all where many are.
    for names in (["Sale"], ["Salez", "Two", "Three", "Four"]):
        groups = [
            {"location": "Stockholm", "name": name, "extension": f"7{number}"} for number, name in enumerate(names)
        ]
        (first, *rest) = call(MODULE, voicemail_groups=groups)["voicemail_groups"]
        assert first["msg"].endswith("fax_message. Did you mean Sales?")
        assert not any("Did you mean" in one["msg"] for one in rest)


def test_what_a_setting_of_a_new_group_needs_is_told_before_anything_is_written(emulator: Emulator) -> None:
    failed = call(MODULE, **{**NEW, "fax_message": {"enabled": True}})
    assert failed["failed"]
    assert failed["msg"] == "Newest: fax_message.enabled cannot be true: it needs fax_message.phone_number."
    assert set(verbs(emulator)) == {"GET"}


def test_the_diff_of_several_says_which_are_created_and_deleted(emulator: Emulator) -> None:
    both = [NEW, {**NEW, "name": "Third", "extension": "71003"}]
    made = call(MODULE, voicemail_groups=both, diff=True)["diff"]["prepared"]
    assert "  state: absent -> present\n" in made and "  name: (none) -> Newest\n" in made and "unknown" not in made
    gone = [{"location": "Stockholm", "name": one["name"], "state": "absent"} for one in both]
    deleted = call(MODULE, voicemail_groups=gone, diff=True)["diff"]["prepared"]
    assert "  state: present -> absent\n" in deleted and "  name: Third -> (none)\n" in deleted


def test_renamed_once(emulator: Emulator) -> None:
    call(MODULE, **NEW)
    rename = {"location": "Stockholm", "name": "Newest", "new_name": "Newer"}
    checked, done, again = (call(MODULE, check=check, **rename) for check in (True, False, False))
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False)
    assert done["changes"] == [{"field": "name", "before": "Newest", "after": "Newer"}]
    assert len(named(emulator, "Newer")) == 1 and not named(emulator, "Newest")
    other = emulator.world.groups[0]
    failed = call(MODULE, location=other.location_id, name=other.name, new_name=other.name + "X")
    assert not failed.get("failed")
    call(MODULE, **{**NEW, "name": "Third", "extension": "71003"})
    taken = call(MODULE, location="Stockholm", name="Third", new_name="Newer")
    assert "there is a group Newer at this location already" in taken["msg"]


def test_deleted_once(emulator: Emulator) -> None:
    call(MODULE, **NEW)
    gone = {"location": "Stockholm", "name": "Newest", "state": "absent"}
    checked = call(MODULE, check=True, **gone)
    assert len(named(emulator, "Newest")) == 1
    done = call(MODULE, **gone)
    emulator.clear_log()
    again = call(MODULE, **gone)
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False)
    assert not named(emulator, "Newest")
    # Absent after two complete listings.
    assert verbs(emulator) == ["GET", "GET", "GET"]
    assert done["voicemail_group"] == {}


def test_a_passcode_is_sent_where_asked(emulator: Emulator) -> None:
    call(MODULE, **NEW)
    assert not call(MODULE, **{**NEW, "passcode": "258369"})["changed"]
    always = call(MODULE, **{**NEW, "passcode": "258369"}, update_passcode="always")
    assert always["changed"] and always["changes"] == [{"field": "passcode", "before": None, "after": None}]
    refused = call(MODULE, **{**NEW, "passcode": "111111"}, update_passcode="always")
    assert refused["msg"] == "Newest: the passcode must not repeat a digit more than 3 times in a row."


def test_a_lost_answer_creates_no_second_group(emulator: Emulator) -> None:
    emulator.fault("cut_after", {"method": "POST"}, times=1)
    done = call(MODULE, **NEW)
    assert done["changed"] and not done.get("failed"), done
    assert len(named(emulator, "Newest")) == 1
    assert verbs(emulator).count("POST") == 1


def test_a_lost_request_is_sent_again(emulator: Emulator) -> None:
    emulator.fault("cut_before", {"method": "POST"}, times=1)
    done = call(MODULE, **NEW)
    assert done["changed"] and not done.get("failed"), done
    assert len(named(emulator, "Newest")) == 1


def test_many_in_one_task(emulator: Emulator) -> None:
    items = [
        {"location": "Stockholm", "name": "Gone", "state": "absent"},
        {**NEW, "location": "Oslo", "name": "Second", "extension": "71002"},
        {"location": "Nowhere", "name": "Lost"},
        {"location": "Stockholm", "name": "Half"},
    ]
    done = call(MODULE, voicemail_groups=items)
    assert done["failed"] and done["summary"] == {"total": 4, "changed": 1, "unchanged": 1, "failed": 2}
    assert [one["name"] for one in done["voicemail_groups"]] == ["Gone", "Second", "Lost", "Half"]
    assert "Lost: there is no location Nowhere." in done["msg"]
    assert len(named(emulator, "Second")) == 1


def test_a_greeting_that_was_never_recorded(emulator: Emulator) -> None:
    call(MODULE, **NEW)
    failed = call(MODULE, location="Stockholm", name="Newest", greeting="CUSTOM")
    assert "The API cannot upload a greeting of a group: record it in Control Hub or by phone first" in failed["msg"]
    assert failed["msg"].count("no custom greeting was uploaded") == 1 and failed["msg"].count("is mandatory") == 1
    copied = {"email_copy_of_message": {"enabled": True, "email_id": "a@example.com"}}
    both = call(MODULE, location="Stockholm", name="Newest", greeting="CUSTOM", **copied)
    assert "check voice_message_forwarding_enabled" in both["msg"] and "cannot upload a greeting" in both["msg"]
    assert emulator.take_problems()  # the API refuses what no client can know


def test_what_is_returned_can_be_fed_back(emulator: Emulator) -> None:
    read = call(MODULE + "_info")
    assert len(read["voicemail_groups"]) == len(emulator.world.groups)
    again = call(MODULE, voicemail_groups=read["voicemail_groups"])
    assert again["changed"] is False and not again.get("failed"), again
    failed = {**read["voicemail_groups"][0], "failed": True, "msg": "no"}
    refused = call(MODULE, voicemail_groups=[failed])
    assert "it is the result of a task that failed for this voicemail group" in refused["msg"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "one of the following is required: voicemail_groups, or location and name together"),
        ({"name": "A"}, "one of the following is required"),
        ({"name": "A", "location": "B", "voicemail_groups": []}, "mutually exclusive: voicemail_groups|location|name"),
        ({"voicemail_groups": [{**NEW, "passcode": 12345}]}, "(Newest): passcode must be in quotes"),
        ({"voicemail_groups": [{"name": "A"}]}, "voicemail_groups[0] (A): location is required"),
        ({"voicemail_groups": [{"location": "A", "name": " "}]}, "voicemail_groups[0] (' '): name is required"),
        (
            {"voicemail_groups": [{"location": "A", "name": "B", "enable": True}]},
            "unsupported: enable. Did you mean enabled?",
        ),
        (
            {"name": "A", "location": "B", "state": "absent", "new_name": "C"},
            "new_name cannot be used if state is absent",
        ),
        (
            {"name": "A", "location": "B", "notifications": {"enabled": True, "destination": ""}},
            "notifications.enabled cannot be true: it needs notifications.destination",
        ),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_bad_input_is_refused_before_anything_is_sent(
    emulator: Emulator, params: Result, words: str, check: bool
) -> None:
    failed = call(MODULE, check=check, **params)
    assert failed["failed"] and words in failed["msg"], failed
    assert verbs(emulator) == []
