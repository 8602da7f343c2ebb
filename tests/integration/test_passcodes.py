# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passcodes: checked against the rules, always sent, and in no output."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import (
    ORG_VOICEMAIL_RULES,
    PORTAL_PASSCODE_RULES,
    VOICEMAIL_GROUP,
)
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call, puts, verbs

MODULE = "webex_voicemail_passcode"
GOOD, OTHER, BAD = "147258", "963852", "111111"

pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.mark.parametrize(
    "target",
    [
        {"person": [ANNA, BO]},
        {"workspace": ["Boardroom"]},
        {"virtual_line": ["40002"]},
        {"voice_portal": ["Stockholm"]},
    ],
)
def test_always_sent_but_in_check_mode(emulator: Emulator, target: Result) -> None:
    checked = call(MODULE, check=True, passcode=GOOD, **target)
    assert set(verbs(emulator)) == {"GET"}
    for dummy in range(2):
        emulator.clear_log()
        done = call(MODULE, passcode=GOOD, **target)
        assert done["changed"] and not done.get("failed"), done
        tries = puts(emulator) if "voice_portal" in target else 1  # among its other settings
        assert verbs(emulator).count("PUT") == len(next(iter(target.values()))) * tries
    assert checked["changed"]
    assert GOOD not in str((checked, done)) and GOOD not in str(emulator.log)


def test_one_for_each(emulator: Emulator) -> None:
    done = call(MODULE, person=[ANNA, BO], passcodes={ANNA: GOOD, BO: OTHER})
    assert done["summary"] == {"total": 2, "changed": 2, "unchanged": 0, "failed": 0}
    assert [one["changes"] for one in done["people"]] == [[{"field": "passcode", "before": None, "after": None}]] * 2
    # The rules, two look-ups, two passcodes.
    assert sorted(verbs(emulator)) == ["GET", "GET", "GET", "PUT", "PUT"]


def test_reset(emulator: Emulator) -> None:
    assert call(MODULE, check=True, person=[ANNA], reset=True)["changed"]
    done = call(MODULE, person=[ANNA], reset=True)
    assert done["changed"] and not done.get("failed"), done
    assert verbs(emulator).count("POST") == 1
    assert not call(MODULE, virtual_line=["40002"], reset=True).get("failed")


@pytest.mark.parametrize("check", [True, False])
def test_a_reset_without_a_default_pin_is_told(emulator: Emulator, check: bool) -> None:
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": False})
    for params in ({"person": [ANNA, BO]}, {"virtual_line": "40002"}):
        emulator.clear_log()
        done = call(MODULE, check=check, reset=True, **params)
        (warning,) = done["warnings"]
        assert done["changed"] and warning.startswith("The organization's default PIN is switched off, so")
        assert [entry["path"] for entry in emulator.log].count("/telephony/config/voicemail/rules") == 1
    assert "warnings" not in call(MODULE, check=check, person=ANNA, passcode=GOOD)
    emulator.clear_log()
    assert "warnings" not in call(MODULE, check=check, person=[], reset=True) and emulator.log == []
    emulator.world.set_passcode(None, OTHER)
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": True})
    assert "warnings" not in call(MODULE, check=check, person=ANNA, reset=True)


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_reset_needs_no_rules(emulator: Emulator, status: int) -> None:
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": False})
    emulator.fault("status", {"path": "voicemail/rules"}, status=status, times=1)
    done = call(MODULE, person=ANNA, reset=True, max_retries=0)
    assert done["changed"] and "warnings" not in done and verbs(emulator).count("POST") == 1


@pytest.mark.parametrize("params", [{"reset": True}, {"passcode": GOOD}])
def test_somebody_without_a_licence(emulator: Emulator, params: Result) -> None:
    emulator.fault("status", {"path": "passcode|resetPin"}, status=405)
    failed = call(MODULE, person=ANNA, **params)
    assert "has no active Webex Calling licence" in failed["msg"] and failed["status"] == 405


def test_the_difference_of_one_says_what_cannot_be_compared(emulator: Emulator) -> None:
    diff = call(MODULE, diff=True, person=ANNA, passcode=GOOD)["diff"]
    assert diff == {"before": {}, "after": {"passcode": "is sent, and cannot be compared"}}


def test_a_default_pin_that_is_not_used_is_told(emulator: Emulator) -> None:
    module, pin = "webex_org_voicemail_rules", {"default_voicemail_pin": GOOD}
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": False})
    switch = "default_voicemail_pin_enabled"
    warned = call(module, diff=True, **pin)
    assert warned["warnings"] == [
        f"default_voicemail_pin is not used while {switch} is false. Set {switch} to true as well."
    ]
    assert warned["diff"]["after"]["default_voicemail_pin"] == "is sent, and cannot be compared"
    assert "warnings" not in call(module, **pin, **{switch: True})
    assert "warnings" not in call(module, **pin)


@pytest.mark.parametrize("check", [True, False])
def test_a_passcode_that_breaks_a_rule_is_refused_before_any_is_sent(emulator: Emulator, check: bool) -> None:
    failed = call(MODULE, check=check, person=[ANNA, BO], passcodes={ANNA: GOOD, BO: BAD})
    assert failed["failed"]
    assert failed["msg"] == f"{BO}: the passcode must not repeat a digit more than 3 times in a row."
    assert set(verbs(emulator)) == {"GET"}
    assert BAD not in str(failed)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"person": [ANNA]}, "exactly one of passcode, passcodes and reset (true) must be given"),
        ({"person": [ANNA], "passcode": GOOD, "reset": True}, "exactly one of passcode, passcodes and reset"),
        (
            {"workspace": ["Boardroom"], "reset": True},
            "reset is only for people and virtual lines, not for a workspace",
        ),
        ({"passcode": GOOD}, "one of the following is required: person, workspace, virtual_line, voice_portal"),
        (
            {"passcodes": {ANNA: GOOD}},
            "required: person, workspace, virtual_line, voice_portal, with the names or IDs that passcodes holds",
        ),
        ({"person": [ANNA], "workspace": ["Lobby"], "passcode": GOOD}, "mutually exclusive: person|workspace"),
        ({"person": [ANNA, BO], "passcodes": {ANNA: GOOD}}, f"passcodes holds none for {BO}."),
        (
            {"person": [ANNA], "passcodes": {ANNA: GOOD, BO: OTHER}},
            f"passcodes holds one for {BO}, who is not named in the task",
        ),
        (
            {"person": [ANNA], "passcodes": {ANNA: 147258}},
            f"passcodes.{ANNA} must be in quotes, or YAML takes it for a number.",
        ),
        ({"person": [ANNA], "passcodes": {ANNA: None}}, f"passcodes: the passcode of {ANNA} must be a text."),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_bad_input_is_refused_before_anything_is_sent(
    emulator: Emulator, params: Result, words: str, check: bool
) -> None:
    failed = call(MODULE, check=check, **params)
    assert failed["failed"] and words in failed["msg"], failed
    assert GOOD not in failed["msg"] and OTHER not in failed["msg"]
    assert verbs(emulator) == []


def test_who_may_not_read_the_rules_may_still_set_passcodes(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail/rules"}, status=403, times=1)
    assert call(MODULE, person=[ANNA], passcode=GOOD)["changed"]
    emulator.fault("status", {"path": "voicemail/rules"}, status=403, times=1)
    failed = call(MODULE, person=[ANNA], passcode="12345")
    assert "must have from 6 to 30 digits" in failed["msg"]


@pytest.mark.parametrize("target", [{"person": [ANNA]}, {"workspace": ["Boardroom"]}, {"voice_portal": ["Stockholm"]}])
def test_an_empty_passcode_is_none_and_resets_nothing(emulator: Emulator, target: Result) -> None:
    failed = call(MODULE, passcode="", **target)
    assert failed["failed"] and "the passcode must only hold digits" in failed["msg"]
    assert set(verbs(emulator)) == {"GET"}


@pytest.mark.parametrize("check", [True, False])
def test_portals_are_all_checked_before_any_is_written(emulator: Emulator, check: bool) -> None:
    """Each has rules of its own, which are read once."""
    strict = emulator.world.owner("location", "Lisbon")
    emulator.world.set_settings(PORTAL_PASSCODE_RULES, {"length": {"min": 8, "max": 12}}, strict)
    failed = call(MODULE, check=check, voice_portal=["Stockholm", "Oslo", "Lisbon"], passcode=GOOD)
    assert failed["msg"] == "Lisbon: the passcode must have from 8 to 12 digits."
    assert set(verbs(emulator)) == {"GET"}
    emulator.clear_log()
    assert call(MODULE, check=check, voice_portal=["Stockholm", "Oslo"], passcode=GOOD)["summary"]["changed"] == 2
    assert sum(entry["path"].endswith("passcodeRules") for entry in emulator.log) == 2


def test_a_passcode_that_is_a_part_of_another_value(emulator: Emulator) -> None:
    """Ansible masks it there too: the result says so, and is refused where it is given to a module again."""
    group = {"location": "Stockholm", "name": "Sales"}
    emulator.world.set_settings(VOICEMAIL_GROUP, {"phoneNumber": "+4614725801"}, emulator.world.groups[0])
    same = call("webex_voicemail_group", voicemail_groups=[{**group, "passcode": GOOD}])
    assert same["voicemail_group"]["phone_number"] == "+46********01"
    (warning,) = same["warnings"]
    assert "A part of the result was masked" in warning
    refused = call("webex_voicemail_group", voicemail_groups=same["voicemail_groups"])
    assert "phone_number was masked by Ansible, because it equals or holds a secret" in refused["msg"]
    named = call("webex_voicemail_group", **{**group, "name": "Sales ********"}, passcode=GOOD)
    assert "name was masked by Ansible" in named["msg"]
    emulator.fault("status", {"method": "PUT"}, status=403)
    failed = call("webex_voicemail_group", **group, extension="1472580", passcode=GOOD, update_passcode="always")
    assert failed["failed"] and GOOD not in str(failed)
    many = call("webex_voicemail_group", voicemail_groups=[{**group, "passcode": GOOD}, {**group, "name": "None"}])
    assert many["failed"] and any("A part of the result was masked" in one for one in many["warnings"])


def test_a_number_that_is_a_passcode_is_in_no_output(emulator: Emulator) -> None:
    refused = call(MODULE, person=ANNA, passcode=int(GOOD))
    assert refused["msg"] == "passcode must be in quotes, or YAML takes it for a number." and GOOD not in str(refused)
    items = [{"location": "Stockholm", "name": "Sales", "passcode": int(GOOD)}]
    refused = call("webex_voicemail_group", voicemail_groups=items, update_passcode="always")
    assert "passcode must be in quotes" in refused["msg"] and GOOD not in str(refused)
    assert emulator.log == []
