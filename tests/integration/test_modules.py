# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules do, and what it costs."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    GET,
    LIST,
    PUT,
    RINGS,
    VOICEMAIL,
    call,
    methods,
    puts,
    rings,
    writes,
)

pytestmark = pytest.mark.usefixtures("both_ways", "other_rings")


def test_requests_of_a_change_and_of_none(emulator: Emulator) -> None:
    times = puts(emulator)
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"] == {"requests": 2 + times, "retries": 0, "waited": 0.0}
    assert methods(emulator) == [LIST, GET, *[PUT] * times]
    emulator.clear_log()
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"]["requests"] == 2
    assert methods(emulator) == [LIST, GET]


def test_an_id_costs_no_look_up(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, **RINGS)
    assert methods(emulator) == [GET, *[PUT] * puts(emulator)]
    assert result["changed"] and result["email"] is None
    assert rings(emulator, ANNA) == 6


def test_many_addresses_cost_one_page(emulator: Emulator) -> None:
    everyone = [person.email for person in emulator.world.people if person.licensed]
    result = call(VOICEMAIL, person=everyone, **RINGS)
    assert methods(emulator).count(LIST) == 1
    assert result["api"]["requests"] - result["api"]["retries"] == 1 + (1 + puts(emulator)) * len(everyone)
    assert [one["person"] for one in result["people"]] == everyone
    assert result["summary"] == {"total": len(everyone), "changed": len(everyone), "unchanged": 0, "failed": 0}


def test_an_id_needs_a_look_up_for_its_address(emulator: Emulator) -> None:
    ids = [emulator.world.person(one).id for one in (ANNA, BO)]
    result = call(VOICEMAIL, person=ids, notifications={"enabled": True, "destination": "{email}"})
    assert sorted(methods(emulator)) == sorted([LIST, *[GET, *[PUT] * puts(emulator)] * 2])
    assert [one["email"].lower() for one in result["people"]] == [ANNA, BO]
    assert emulator.world.voicemail(BO)["notifications"]["destination"].lower() == BO


def test_an_address_that_nobody_has_clears_nothing(emulator: Emulator) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": True, "destination": ANNA}})
    emulator.fault("mutate", {"path": "^/people$"}, path="items.0.emails", to=[])
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, notifications={"destination": "{email}"})
    assert result["failed"] and "has no e-mail address" in result["msg"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == ANNA


def test_what_surrounds_an_address_in_a_setting_is_not_sent(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, notifications={"enabled": True, "destination": " ops@example.com\n"})["changed"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == "ops@example.com"


def test_the_same_person_with_different_settings_is_refused(emulator: Emulator) -> None:
    result = call(VOICEMAIL, people=[{"person": ANNA, **RINGS}, {"person": ANNA.title()}, {"person": BO, **RINGS}])
    assert result["failed"] and result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert all("more than once, with different settings" in one["msg"] for one in result["people"][:2])
    assert (rings(emulator, ANNA), rings(emulator, BO)) == (3, 6)


@pytest.mark.variants(
    without="hidden-texts", because="of a text that is not shown nobody can tell that it is to be cleared"
)
def test_an_empty_string_clears(emulator: Emulator) -> None:
    emulator.world.set_voicemail(ANNA, {"transferToNumber": {"enabled": False, "destination": "6527"}})
    result = call(VOICEMAIL, person=ANNA, transfer_to_number={"destination": ""})
    assert result["changed"] and result["voicemail"]["transfer_to_number"] == {"enabled": False, "destination": ""}
    assert not emulator.world.voicemail(ANNA)["transferToNumber"].get("destination")
    assert not call(VOICEMAIL, person=ANNA, transfer_to_number={"destination": ""})["changed"]


def test_what_means_the_same_is_not_written(emulator: Emulator) -> None:
    emulator.world.set_voicemail(
        ANNA,
        {
            "notifications": {"enabled": True, "destination": "Anna@Example.COM"},
            "transferToNumber": {"enabled": True, "destination": "+1 (408) 555-12.34"},
        },
    )
    result = call(
        VOICEMAIL,
        person=ANNA,
        notifications={"destination": "anna@example.com"},
        transfer_to_number={"destination": "+14085551234"},
    )
    assert not result["changed"] and writes(emulator) == []


def test_a_person_may_fail_while_looking_up(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "^/people$", "person": BO}, status=400, message="odd")
    result = call(VOICEMAIL, person=[ANNA, BO], **RINGS)
    assert result["summary"]["failed"] == 1 and result["people"][0]["changed"]
    assert result["people"][1]["tracking_id"] in result["people"][1]["msg"]


def test_a_refused_token_ends_a_bulk_task(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401, skip=1 + puts(emulator), times=1)
    everyone = [person.email for person in emulator.world.people]
    result = call(VOICEMAIL, person=everyone, concurrency=1, **RINGS)
    assert result["people"][0]["changed"]
    assert result["summary"]["failed"] == len(everyone) - 1
    assert "not tried" in result["people"][-1]["msg"]
    assert len(emulator.log) == 3 + puts(emulator)


def test_many_workers_stop_at_a_refused_token_too(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401)
    result = call(VOICEMAIL, person=[person.email for person in emulator.world.people], **RINGS)
    assert result["summary"]["failed"] == len(emulator.world.people)
    assert len(emulator.log) <= 1 + 10


def test_org_voicemail_sends_all_settings(emulator: Emulator) -> None:
    before = dict(emulator.world.org_settings)
    strict = not before.get("strictDeletionEnabled")
    result = call("webex_org_voicemail", strict_deletion_enabled=strict, diff=True)
    assert emulator.world.org_settings == {**before, "strictDeletionEnabled": strict}
    assert result["api"]["requests"] == 1 + puts(emulator)
    assert result["diff"]["before"] != result["diff"]["after"] == result["voicemail"]
