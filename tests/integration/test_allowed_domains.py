# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose address is not known before a look-up: by ID, as the token's owner, at a location. And the look-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import OFFBOARD, ONBOARD, run
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    LIST,
    Json,
    call,
    methods,
    writes,
)

NAME = "webex_people_info"
OUT: Json = {"standard": {"email_copy_of_message": {"enabled": True, "email_id": "all@exmaple.com"}}}


def test_who_is_named_by_an_id_is_looked_up_in_pages(emulator: Emulator, tmp_path: Path) -> None:
    """A contact at their own domain costs a request for all, one elsewhere that is allowed none, and one that is not writes nothing."""
    ids = [emulator.world.person(who).id for who in (BO, CARLA)]
    leaving: Json = {"voicemail_offboarding_people": ids}
    emulator.read_only = True
    for arguments in (["--check"], []):
        emulator.clear_log()
        ran = run(tmp_path, OFFBOARD, *arguments, **leaving, voicemail_offboarding_contact="x@exmaple.com")
        assert ran.status == 2 and f"x@exmaple.com would get messages of {ids[0]}, {ids[1]}, and is at" in ran.output
        assert methods(emulator) == [LIST]
    emulator.read_only = False
    emulator.clear_log()
    allowed = {"voicemail_offboarding_contact": "x@exmaple.com", "voicemail_offboarding_allow_domains": "*"}
    assert run(tmp_path, OFFBOARD, "--check", **leaving, **allowed).status == 0 and LIST not in methods(emulator)
    done = run(tmp_path, OFFBOARD, **leaving, voicemail_offboarding_contact=ANNA)
    assert done.status == 0 and len(writes(emulator)) >= 2, done.output
    assert emulator.world.voicemail(BO)["emailCopyOfMessage"]["emailId"] == ANNA


@pytest.mark.parametrize("whom", [{"people": ["me"]}, {"location": "Oslo"}])
def test_a_location_and_the_owner_of_the_token(emulator: Emulator, tmp_path: Path, whom: Json) -> None:
    emulator.read_only = True
    named = {f"voicemail_onboarding_{name}": value for name, value in {**whom, "profiles": OUT}.items()}
    ran = run(tmp_path, ONBOARD, **named)
    assert ran.status == 2 and "all@exmaple.com would get messages of" in ran.output
    assert "allow exmaple.com in voicemail_onboarding_allow_domains" in ran.output


# --- the look-up


@pytest.mark.usefixtures("both_ways")
def test_people_are_looked_up_in_the_order_given(emulator: Emulator) -> None:
    people = [emulator.world.person(who) for who in (CARLA, ANNA, BO)]
    given = [people[0].id, "me", f" {BO.upper()}"]
    found = call(NAME, person=given)["people"]
    assert [one["person"] for one in found] == given and [one["person_id"] for one in found] == [
        one.id for one in people
    ]
    assert [one["email"].lower() for one in found] == [CARLA, ANNA, BO]
    assert all(set(one) == {"person", "person_id", "email", "emails", "name"} for one in found)


@pytest.mark.usefixtures("both_ways")
def test_who_is_not_found_does_not_hide_the_others(emulator: Emulator) -> None:
    nobody = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xMTExMTExMS0xMTExLTExMTEtMTExMS0xMTExMTExMTExMTE"
    found = call(NAME, person=[nobody, emulator.world.person(BO).id])
    assert found["failed"] and f"{nobody}: no person in the organization has this ID: check it, or" in found["msg"]
    assert [one["email"].lower() for one in found["people"]] == [BO] and methods(emulator) == [LIST]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"person": [ANNA], "location": ["Oslo"]}, "mutually exclusive"),
        ({"person": [ANNA], "licensed": True}, "mutually exclusive"),
        ({"person": ["nobody"]}, "nobody is no"),
    ],
)
def test_what_is_refused_before_anything_is_sent(emulator: Emulator, params: Json, words: str) -> None:
    found = call(NAME, **params)
    assert found["failed"] and words in found["msg"] and emulator.log == []


@pytest.mark.usefixtures("both_ways")
def test_nobody_is_named(emulator: Emulator) -> None:
    assert call(NAME, person=[])["people"] == [] and emulator.log == []
