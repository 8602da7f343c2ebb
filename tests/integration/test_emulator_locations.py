# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's rules for passcodes, and its locations: transcription and voice portals."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator.resources import (
    LOCATION_VOICEMAIL,
    ORG_VOICEMAIL_RULES,
    PORTAL_PASSCODE_RULES,
    VOICE_PORTAL,
    VOICEMAIL_GROUP,
)
from ansible_collections.webex.calling.tests.integration.emulator_support import ask, emulator, refused, running

__all__ = ["ask", "emulator", "running"]

RULES = ORG_VOICEMAIL_RULES.path


def path(emulator, resource, location=0):
    """The path of a location's settings."""
    return resource.path.format(location=emulator.world.location_ids[location])


def writable(settings):
    """What a PUT to a portal may carry."""
    return {name: value for name, value in settings.items() if name not in ("id", "language")}


# --- rules


def test_the_default_pin_is_written_and_read_at_two_places(emulator, ask):
    before = ask("GET", RULES).json()
    assert before["defaultVoicemailPinRules"]["defaultVoicemailPinEnabled"] is False
    assert not {"defaultVoicemailPinEnabled", "defaultVoicemailPin"} & set(before)
    sections = {name: one for name, one in before.items() if name != "defaultVoicemailPinRules"}
    body = {**sections, "defaultVoicemailPinEnabled": True}
    assert refused(emulator, ask("PUT", RULES, json=body), 400, "defaultVoicemailPin is mandatory")
    assert ask("PUT", RULES, json={**body, "defaultVoicemailPin": "246813"}).status_code == 204
    after = ask("GET", RULES).json()
    inner = {**before["defaultVoicemailPinRules"], "defaultVoicemailPinEnabled": True}
    assert after == {**before, "defaultVoicemailPinRules": inner}
    assert emulator.world.passcodes == {emulator.world.org_id: "246813"}
    assert ask("PUT", RULES, json=body).status_code == 204
    assert ask("PUT", RULES, json=sections).status_code == 204
    assert ask("GET", RULES).json() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expirePasscode": {"enabled": True, "numberOfDays": 14}}, "between 15 and 180"),
        ({"expirePasscode": {"enabled": True, "numberOfDays": 181}}, "between 15 and 180"),
        ({"changePasscode": {"numberOfDays": 8}}, "between 1 and 7"),
        ({"blockPreviousPasscodes": {"numberOfPasscodes": 11}}, "between 1 and 10"),
        ({"defaultVoicemailPinRules": {"length": {"min": 4}}}, "length.min is read-only"),
        ({"defaultVoicemailPinRules": {"defaultVoicemailPinEnabled": True}}, "not a known"),
        ({"defaultVoicemailPin": "123456"}, "5432"),
        ({"defaultVoicemailPin": 246813}, "must be a str"),
        ({"colour": 1}, "not a known"),
    ],
)
def test_rules_are_checked(emulator, ask, change, words):
    before = ask("GET", RULES).json()
    assert refused(emulator, ask("PUT", RULES, json=change), 400, words)
    assert ask("GET", RULES).json() == before
    assert emulator.world.passcodes == {}


def test_rules_are_replaced(emulator, ask):
    assert ask("PUT", RULES, json={"changePasscode": {"enabled": True, "numberOfDays": 3}}).status_code == 204
    after = ask("GET", RULES).json()
    assert after["changePasscode"] == {"enabled": True, "numberOfDays": 3}
    assert after["expirePasscode"] == {"enabled": False, "numberOfDays": 180}


# --- locations


def test_transcription(emulator, ask):
    where = path(emulator, LOCATION_VOICEMAIL)
    assert ask("GET", where).json() == {"voicemailTranscriptionEnabled": True}
    words = "^Missing Mandatory field name: voicemailTranscriptionEnabled$"
    assert refused(emulator, ask("PUT", where, json={}), 400, words, 25008)
    assert ask("PUT", where, json={"voicemailTranscriptionEnabled": False}).status_code == 204
    assert ask("GET", where).json() == {"voicemailTranscriptionEnabled": False}
    other = LOCATION_VOICEMAIL.path.format(location=emulator.world.people[0].id)
    assert refused(emulator, ask("GET", other), 404, "Location not found")


def test_every_portal_can_be_sent_back(emulator, ask):
    for one in emulator.world.locations:
        where = VOICE_PORTAL.path.format(location=one.id)
        portal = ask("GET", where).json()
        assert "passcode" not in portal
        assert ask("PUT", where, json=writable(portal)).status_code == 204
        assert ask("GET", where).json() == portal


def test_a_portal_is_replaced(emulator, ask):
    where = path(emulator, VOICE_PORTAL, 1)
    before = ask("GET", where).json()
    assert ask("PUT", where, json={"name": "New"}).status_code == 204
    after = ask("GET", where).json()
    kept = {name: before[name] for name in ("id", "language", "languageCode", "extension")}
    assert after == {**kept, "name": "New", "directLineCallerIdName": {"selection": "DISPLAY_NAME"}}
    body = {"extension": 5678, "dialByName": None, "directLineCallerIdName": {"customName": None}}
    assert ask("PUT", where, json=body).status_code == 204
    assert ask("GET", where).json()["extension"] == "5678"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"passcode": {"newPasscode": "246813", "confirmPasscode": "246814"}}, "must be the same"),
        ({"passcode": {"newPasscode": "246813"}}, "must be the same"),
        ({"passcode": {"newPasscode": "123456", "confirmPasscode": "123456"}}, "5432"),
        ({"passcode": "246813"}, "passcode must be an object"),
        ({"directLineCallerIdName": {"selection": "CUSTOM_NAME"}}, "customName is mandatory"),
        ({"directLineCallerIdName": {"selection": "custom"}}, "one of"),
        ({"dialByName": "100%"}, "dialByName must not"),
        ({"language": "English"}, "language is read-only"),
        ({"id": "x"}, "id is read-only"),
        ({"colour": 1}, "not a known"),
    ],
)
def test_portals_are_checked(emulator, ask, change, words):
    where = path(emulator, VOICE_PORTAL)
    before = ask("GET", where).json()
    assert refused(emulator, ask("PUT", where, json={**writable(before), **change}), 400, words)
    assert ask("GET", where).json() == before
    assert emulator.world.passcodes == {}


def test_the_passcode_of_a_portal(emulator, ask):
    where = path(emulator, VOICE_PORTAL)
    before = ask("GET", where).json()
    body = {**writable(before), "passcode": {"newPasscode": "246813", "confirmPasscode": "246813"}}
    assert ask("PUT", where, json=body).status_code == 204
    assert ask("GET", where).json() == before
    assert emulator.world.passcodes == {emulator.world.location_ids[0]: "246813"}
    emulator.world.set_settings(PORTAL_PASSCODE_RULES, {"length": {"min": 8}}, emulator.world.locations[0])
    assert refused(emulator, ask("PUT", where, json=body), 400, "5432")


def test_numbers_are_somebodys_alone(emulator, ask):
    world, where = emulator.world, path(emulator, VOICE_PORTAL)
    group = world.settings(VOICEMAIL_GROUP, world.groups[0])
    for extension in (world.people[0].extension, group["extension"]):
        assert not refused(emulator, ask("PUT", where, json={"extension": extension}), 409, "is not available")
    elsewhere = world.settings(VOICEMAIL_GROUP, world.groups[1])
    assert ask("PUT", where, json={"extension": elsewhere["extension"]}).status_code == 204
    response = ask("PUT", where, json={"phoneNumber": elsewhere["phoneNumber"]})
    assert not refused(emulator, response, 400, "phoneNumber .* is not available")
    assert ask("PUT", where, json={"phoneNumber": "+15559999999"}).status_code == 204


def test_the_rules_of_a_portal(emulator, ask):
    where = path(emulator, PORTAL_PASSCODE_RULES)
    rules = ask("GET", where).json()
    assert rules["expirePasscode"] == {"enabled": True, "numberOfDays": 180}
    assert rules["length"] == {"min": 6, "max": 30}
    emulator.variants = ["portal-rules-days"]
    assert ask("GET", where).json() == {**rules, "expirePasscode": {"enabled": True, "days": 180}}
    emulator.variants = ["portal-rules-missing"]
    others = {name: one for name, one in rules.items() if name != "expirePasscode"}
    assert ask("GET", where).json() == others
