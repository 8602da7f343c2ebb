# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task returns: for one owner and for many, and given back to a module."""

from __future__ import annotations

import re

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    GET,
    INFO,
    LIST,
    PUT,
    RINGS,
    VOICEMAIL,
    call,
    methods,
    puts,
    rings,
    set_locations,
)

pytestmark = pytest.mark.usefixtures("both_ways", "other_rings")

IDENTITY = {"person", "person_id", "name", "email", "location_id", "extension"}
LISTED = {"location_id", "extension"}


def test_the_same_person_twice_is_done_once(emulator: Emulator) -> None:
    identity = emulator.world.person(ANNA).id
    given = [ANNA, ANNA.upper(), identity, identity + "==", f" {ANNA}\n", f"\t{identity} "]
    result = call(VOICEMAIL, person=given, diff=True, **RINGS)
    assert methods(emulator) == [LIST, GET, *[PUT] * puts(emulator)]
    assert [one["person"] for one in result["people"]] == given
    assert all(one["changed"] and one["voicemail"] == result["people"][0]["voicemail"] for one in result["people"])
    assert {one["person_id"] for one in result["people"]} == {identity}
    assert result["summary"] == {"total": 1, "changed": 1, "unchanged": 0, "failed": 0}
    assert set(result["diff"]) == {"before", "after"} and result["voicemail"] == result["people"][0]["voicemail"]


def test_an_alias_is_the_same_person_with_the_primary_address(emulator: Emulator) -> None:
    alias = "annie@example.com"
    emulator.fault("mutate", {"path": "^/people$"}, path="items.0.emails", to=[ANNA, alias])
    given = [alias, ANNA, BO, CARLA]
    result = call(VOICEMAIL, person=given, notifications={"enabled": True, "destination": "{email}"}, **RINGS)
    assert [one["person"] for one in result["people"]] == given and not result.get("failed")
    assert [one["email"].lower() for one in result["people"]] == [ANNA, ANNA, BO, CARLA]
    assert result["summary"]["total"] == result["summary"]["changed"] == 3 == emulator.stats()["writes"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == ANNA


def test_a_failure_counts_once_too(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=["nobody@example.com", "Nobody@Example.com ", ANNA], **RINGS)
    assert result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert result["msg"].startswith("1 of 2 people failed. nobody@example.com: ") and len(result["people"]) == 3


def test_a_result_is_taken_as_people(emulator: Emulator) -> None:
    stockholm = set_locations(emulator, "Stockholm")[0]
    emulator.world.change_person(BO, location_id=stockholm)
    before = [one for one in call(INFO, location="Stockholm")["people"] if one["email"].lower() in (ANNA, BO)]
    assert all(set(one) == {*IDENTITY, "location", "voicemail"} for one in before) and len(before) == 2
    changed = call(VOICEMAIL, person=[ANNA, BO], **RINGS)["people"]
    assert all(set(one) == {*IDENTITY, "changed", "changes", "voicemail"} - LISTED for one in changed)
    assert not call(VOICEMAIL, people=changed)["changed"]
    assert call(VOICEMAIL, people=before)["summary"]["changed"] == 2
    assert (rings(emulator, ANNA), rings(emulator, BO)) == (3, 3)


@pytest.mark.parametrize("before", [[], ["voicemail"]])
def test_a_result_with_something_else_in_it_is_refused(emulator: Emulator, before: list[str]) -> None:
    (item,) = call(INFO, person=[ANNA])["people"]
    emulator.clear_log()
    (item[before[0]] if before else item)["colour"] = "blue"
    result = call(VOICEMAIL, people=[item])
    assert f"people[0] ({ANNA}): unsupported: {'.'.join([*before, 'colour'])}" in result["msg"] and emulator.log == []
    failed = call(VOICEMAIL, person=[ANNA, "nobody@example.com"], **RINGS)["people"]
    result = call(VOICEMAIL, people=failed)
    assert "people[1] (nobody@example.com): it is the result of a task that failed for this person" in result["msg"]


def test_settings_of_each_person_win_over_those_of_the_task(emulator: Emulator) -> None:
    people = [
        {"person": ANNA},
        {"person": BO, "send_unanswered_calls": {"number_of_rings": 9}},
        {"person": CARLA, "transfer_to_number": {"enabled": True, "destination": "6527"}},
    ]
    result = call(VOICEMAIL, people=people, diff=True, **RINGS)
    assert [rings(emulator, one) for one in (ANNA, BO, CARLA)] == [6, 9, 6]
    assert emulator.world.voicemail(CARLA)["transferToNumber"] == {"enabled": True, "destination": "6527"}
    assert list(result["diff"]) == ["prepared"]
    blocks = dict(re.findall(r"^(\S.*)\n((?:  .*\n)+)", result["diff"]["prepared"], re.MULTILINE))
    assert list(blocks) == [ANNA, BO, CARLA]
    for who, number in ((ANNA, 6), (BO, 9), (CARLA, 6)):
        assert f"  send_unanswered_calls.number_of_rings: 3 -> {number}\n" in blocks[who]
    assert "  transfer_to_number.destination: " in blocks[CARLA] and "-> 6527\n" in blocks[CARLA]
    assert blocks[ANNA].count("\n") == blocks[BO].count("\n") == 1
    assert "voicemail" not in result


def test_one_failure_does_not_stop_the_others(emulator: Emulator) -> None:
    unlicensed = next(person for person in emulator.world.people if not person.licensed and not person.invite_pending)
    result = call(VOICEMAIL, person=[ANNA, unlicensed.email, "nobody@example.com", BO], **RINGS)
    assert result["failed"] and result["changed"]
    assert result["msg"].startswith("2 of 4 people failed. " + unlicensed.email)
    assert [one.get("failed", False) for one in result["people"]] == [False, True, True, False]
    assert result["summary"] == {"total": 4, "changed": 2, "unchanged": 0, "failed": 2}
    status = emulator.api.no_voicemail(unlicensed, writing="405-write" in emulator.variants).status
    assert result["people"][1]["status"] == status
    assert ("OrgId" if status == 401 else "licence") in result["people"][1]["msg"]
    assert "no person in the organization" in result["people"][2]["msg"]
    assert rings(emulator, BO) == 6


def test_no_diff_unless_asked_for(emulator: Emulator) -> None:
    assert "diff" not in call(VOICEMAIL, person=ANNA, **RINGS)
    assert "diff" not in call("webex_org_voicemail", number_of_days_for_message_expiry=9)


def test_one_person_stands_at_the_top(emulator: Emulator) -> None:
    for result in (call(INFO, person=ANNA), call(VOICEMAIL, person=ANNA, **RINGS)):
        assert result.items() >= result["people"][0].items()
        assert (result["email"].lower(), result["person_id"]) == (ANNA, emulator.world.person(ANNA).id)
        assert result["name"] == "Anna Andersson" and result["summary"]["total"] == 1
    assert result["changes"] == [{"field": "send_unanswered_calls.number_of_rings", "before": 3, "after": 6}]


def test_one_failure_stands_at_the_top(emulator: Emulator) -> None:
    emulator.fault("status", {"method": "GET", "path": "voicemail"}, status=400, message="Odd", code=1)
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    (one,) = result["people"]
    assert result["failed"] and result["changed"] is False and result["msg"] == f"{ANNA}: {one['msg']}"
    assert set(one) == {*IDENTITY, "changed", "failed", "msg", "status", "tracking_id"} - LISTED
    for name in ("status", "tracking_id", "person", "person_id", "name"):
        assert result[name] == one[name]
    assert (result["status"], result["method"], result["api_message"]) == (400, "GET", "Odd")
    assert result["path"].endswith("/features/voicemail")
    assert result["tracking_id"] in result["msg"] and "voicemail" not in result and "changes" not in result


def test_how_many_of_the_people_a_result_holds(emulator: Emulator) -> None:
    call(VOICEMAIL, person=BO, **RINGS)
    people = [ANNA, "nobody@example.com", BO]
    for wanted, held in (
        ("all", people),
        ("", people),
        ("changed", people[:2]),
        ("failed", people[1:2]),
        ("summary", []),
    ):
        emulator.settle()
        result = call(VOICEMAIL, check=True, person=people, **({"return": wanted} if wanted else {}), **RINGS)
        assert [one["person"] for one in result["people"]] == held
        assert result["summary"] == {"total": 3, "changed": 1, "unchanged": 1, "failed": 1} and result["changed"]
    assert call(INFO, person=people, **{"return": "all"})["failed"]


def test_of_many_a_result_holds_those_who_failed(crowd: Emulator) -> None:
    people = [one.email for one in crowd.world.people if one.licensed][:101]
    assert len(call(VOICEMAIL, check=True, person=people[:100], **RINGS)["people"]) == 100
    crowd.fault("status", {"path": "voicemail$", "person": people[7]}, status=400)
    result = call(VOICEMAIL, check=True, person=people, **RINGS)
    assert [one["person"] for one in result["people"]] == [people[7]] and result["summary"]["total"] == 101
    assert len(call(VOICEMAIL, check=True, person=people, **{"return": "all"}, **RINGS)["people"]) == 101
    found = call(INFO, person=people)
    assert found["failed"] and [one["person"] for one in found["people"]] == people


def test_failures_of_many_are_grouped(crowd: Emulator) -> None:
    people = [one.email for one in crowd.world.people if one.licensed][:30]
    for who in people[:20]:
        crowd.fault("status", {"path": "voicemail$", "person": who}, status=403, message="Not allowed")
    for who in people[20:28]:
        crowd.fault("cut_before", {"path": "voicemail$", "person": who})
    result = call(VOICEMAIL, person=people, max_retries=0, **RINGS)
    assert result["summary"]["failed"] == 28 and result["msg"].startswith(
        "28 of 30 people failed. 20 people: 403: Not "
    )
    assert "needs the scope spark-admin:people_write" in result["msg"] or "spark-admin:people_read" in result["msg"]
    assert (
        f"; first {people[0]} (tracking ID " in result["msg"]
        and f"), {people[1]}, {people[2]}. 8 people: " in result["msg"]
    )
    assert re.search(r"8 people: [^;]*(no answer|without response)", result["msg"])
    assert result["msg"].endswith(f"; first {', '.join(people[20:23])}.") and len(result["msg"]) < 1500
