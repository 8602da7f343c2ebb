# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that may not do everything: what they may not is told once, and the rest is done."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import READONLY_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.resources import VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import Json, call, licensed, wav, writes

GROUP, GREETING, PASSCODE = "webex_voicemail_group", "webex_voicemail_greeting", "webex_voicemail_passcode"
CALLING, PEOPLE = "spark-admin:telephony_config_write", "spark-admin:people_write"
ONE_LOCATION = "token-of-a-location-administrator"

pytestmark = pytest.mark.usefixtures("both_ways", "soon")


@pytest.fixture
def stockholm(emulator: Emulator) -> str:
    """The ID of the only location that the administrator of ONE_LOCATION sees."""
    identity: str = emulator.world.owner("location", "Stockholm").id
    emulator.grant(ONE_LOCATION, locations=[identity])
    return identity


@pytest.fixture
def src(tmp_path: Path) -> str:
    """A greeting."""
    (tmp_path / "greeting.wav").write_bytes(wav())
    return str(tmp_path / "greeting.wav")


def told_once(result: Json, *scopes: str) -> None:
    """The reason stands once in the message, whomever it is about."""
    for scope in scopes:
        assert result["msg"].count(scope) == 1 and "and a role that allows it" in result["msg"], result["msg"]


def refused(result: Json, plural: str) -> list[Json]:
    """Those who failed: each was refused."""
    found = [one for one in result[plural] if one.get("failed")]
    assert all(one["status"] == 403 and not one["changed"] for one in found)
    return found


def names(emulator: Emulator, location_id: str = "") -> list[Json]:
    """The groups, or those at a location, by location and name."""
    places = {one.id: one.name for one in emulator.world.locations}
    return [
        {"location": places[one.location_id], "name": one.name}
        for one in emulator.world.groups
        if location_id in ("", one.location_id)
    ]


# --- a token that may read alone


def test_groups_that_may_only_be_read(emulator: Emulator) -> None:
    items = [{**one, "language_code": "fr_fr"} for one in names(emulator)]
    for group in emulator.world.groups:
        emulator.world.set_settings(VOICEMAIL_GROUP, {"languageCode": "en_us"}, group)
    emulator.world.set_settings(VOICEMAIL_GROUP, {"languageCode": "fr_fr"}, emulator.world.groups[0])
    assert call(GROUP + "_info", access_token=READONLY_TOKEN)["voicemail_groups"]
    assert call(GROUP, check=True, access_token=READONLY_TOKEN, voicemail_groups=items)["summary"]["changed"] == 7
    done = call(GROUP, access_token=READONLY_TOKEN, voicemail_groups=items)
    assert done["summary"] == {"total": 8, "changed": 0, "unchanged": 1, "failed": 7}
    assert len(refused(done, "voicemail_groups")) == 7
    told_once(done, CALLING)
    gone = call(GROUP, access_token=READONLY_TOKEN, state="absent", **names(emulator)[0])
    assert gone["status"] == 403 and "To delete voicemail groups the token needs the scope" in gone["msg"]


def test_greetings_that_may_only_be_read(emulator: Emulator, src: str) -> None:
    people = licensed(emulator)[:8]
    assert call(GREETING, person=people[:1], src=src)["changed"]
    emulator.clear_log()
    done = call(GREETING, access_token=READONLY_TOKEN, person=people, src=src)
    assert done["summary"] == {"total": 8, "changed": 0, "unchanged": 1, "failed": 7}
    assert len(refused(done, "people")) == 7 and len(writes(emulator)) == 7
    told_once(done, PEOPLE)


@pytest.mark.parametrize(
    ("params", "scope"), [({"passcode": "147258"}, CALLING), ({"reset": True}, PEOPLE)], ids=["set", "reset"]
)
def test_passcodes_that_may_not_be_set(emulator: Emulator, params: Json, scope: str) -> None:
    people = licensed(emulator)[:8]
    assert call(PASSCODE, check=True, access_token=READONLY_TOKEN, person=people, **params)["changed"]
    done = call(PASSCODE, access_token=READONLY_TOKEN, person=people, **params)
    assert done["summary"]["failed"] == len(refused(done, "people")) == 8 and not done["changed"]
    told_once(done, scope)


def test_a_license_to_wait_for_is_none_of_the_token(emulator: Emulator) -> None:
    """A 403 does not get better by waiting."""
    settings = {"send_unanswered_calls": {"number_of_rings": 2}, "wait_for_license": 600}
    done = call("webex_person_voicemail", access_token=READONLY_TOKEN, person=licensed(emulator)[:7], **settings)
    assert done["summary"]["failed"] == len(refused(done, "people"))
    told_once(done, PEOPLE)


# --- an administrator of one location


def test_groups_of_other_locations(emulator: Emulator, stockholm: str) -> None:
    own, others = names(emulator, stockholm), [one for one in names(emulator) if one["location"] != "Stockholm"]
    done = call(
        GROUP,
        access_token=ONE_LOCATION,
        voicemail_groups=[{**one, "language_code": "de_de"} for one in [*own, *others]],
    )
    assert done["summary"] == {
        "total": len(own) + len(others),
        "changed": len(own),
        "unchanged": 0,
        "failed": len(others),
    }
    assert [one["name"] for one in done["voicemail_groups"] if one["changed"]] == [one["name"] for one in own]
    listed = call(GROUP + "_info", access_token=ONE_LOCATION)["voicemail_groups"]
    assert {one["location"] for one in listed} == {"Stockholm"}


def test_a_group_that_may_not_be_made(emulator: Emulator, stockholm: str) -> None:
    off = dict.fromkeys(
        ("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), {"enabled": False}
    )
    new = {"language_code": "en_us", "passcode": "147258", "message_storage": {"storage_type": "INTERNAL"}, **off}
    oslo = emulator.world.owner("location", "Oslo").id
    items = [{"location": one, "name": "New", "extension": "71001", **new} for one in (oslo, "Stockholm")]
    done = call(GROUP, access_token=ONE_LOCATION, voicemail_groups=items)
    assert [one.get("status") for one in done["voicemail_groups"]] == [403, None] and done["changed"]
    assert "To create voicemail groups the token needs the scope" in done["msg"]
    told_once(done, CALLING)


def at(emulator: Emulator, location_id: str, inside: bool) -> list[str]:
    """The addresses of people with a licence, at a location or not."""
    people = [one for one in emulator.world.people if one.licensed]
    return [one.email for one in people if (one.location_id == location_id) is inside][:7]


@pytest.mark.parametrize("module", [GREETING, PASSCODE])
def test_people_at_other_locations(emulator: Emulator, stockholm: str, src: str, module: str) -> None:
    own = [emulator.world.person(one).id for one in at(emulator, stockholm, True)]
    others = [emulator.world.person(one).id for one in at(emulator, stockholm, False)]
    params: dict[str, t.Any] = {"src": src} if module == GREETING else {"passcode": "147258"}
    done = call(module, access_token=ONE_LOCATION, person=[*others, *own], **params)
    assert [one["person_id"] for one in refused(done, "people")] == others
    assert done["summary"] == {"total": 7 + len(own), "changed": len(own), "unchanged": 0, "failed": 7}
    told_once(done, CALLING if module == PASSCODE else PEOPLE.replace("write", "read"))


def test_portals_of_other_locations(emulator: Emulator, stockholm: str) -> None:
    places = emulator.world.location_ids
    done = call(PASSCODE, access_token=ONE_LOCATION, voice_portal=places, passcode="147258")
    changed = [one["location_id"] for one in done["locations"] if one["changed"]]
    assert changed == [stockholm] and len(refused(done, "locations")) == len(places) - 1
    assert "the token needs the scope spark-admin:telephony_config_read" in done["msg"]
