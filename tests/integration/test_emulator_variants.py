# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways in which the emulator answers otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.tokens import CLIENT
from ansible_collections.webex.calling.tests.emulator.variants import SWITCHES
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    NO_LICENCE,
    ORG,
    PENDING,
    ask,
    at,
    box,
    emulator,
    path_of,
    put,
    refused,
    running,
    writable,
)
from ansible_collections.webex.calling.tests.integration.test_emulator_groups import path_of as group_path

__all__ = ["ask", "box", "emulator", "running"]

README = Path(__file__).parents[1] / "emulator/README.md"


# --- the variants


@pytest.mark.parametrize("name", SWITCHES)
def test_every_variant_answers_differently_and_ends(emulator, ask, name):
    def answered(method, path, **options):
        answer = ask(method, path, **options)
        body = answer.json() if answer.content else {}
        return answer.status_code, {key: value for key, value in body.items() if key != "trackingId"}

    def answers():
        paths = [path_of(emulator, who) for who in (*range(5), NO_LICENCE, PENDING)]
        body, form = put(notifications={"enabled": False, "destination": ""}), {"grant_type": "refresh_token", **CLIENT}
        return [
            *(answered("GET", path) for path in (*paths, ORG, "/people?max=5")),
            answered("GET", f"/telephony/config/locations/{emulator.world.location_ids[0]}/voicePortal/passcodeRules"),
            answered("GET", group_path(emulator.world.groups[0])),
            answered("GET", "/telephony/config/voicemailGroups?max=3"),
            answered("GET", "/telephony/config/voicemailGroups?max=3&start=3"),
            ask("GET", "/workspaces?max=3").links,
            *(answered("PUT", path, json=body) for path in paths),
            *(answered("GET", path) for path in paths),
            answered("POST", "/access_token", token=None, data=form)[0],
            (emulator.limit, emulator.burst, emulator.retry_after),
        ]

    ordinary = answers()
    emulator.variants = [name]
    assert emulator.variants == [name]
    assert answers() != ordinary
    assert not emulator.take_problems()
    emulator.variants = []
    assert answers() == ordinary


MISSING = ("sendAllCalls", "sendBusyCalls.greeting", "transferToNumber", "messageStorage", "faxMessage")


def test_missing(emulator, ask, box):
    emulator.variants = ["missing"]
    assert {at(box(), path) for path in (*MISSING, "sendUnansweredCalls.systemMaxNumberOfRings")} == {...}
    before = emulator.world.voicemail(ANNA)
    assert ask("PUT", path_of(emulator, ANNA), json=writable({"transferToNumber": {}, **before})).status_code == 204
    assert emulator.world.voicemail(ANNA) == {**before, "transferToNumber": {}}
    assert box(faxMessage={"enabled": False})["faxMessage"] == {"enabled": False}
    assert ask("GET", ORG).json() == {"messageExpiryEnabled": True, "numberOfDaysForMessageExpiry": 30}
    assert ask("PUT", ORG, json={"strictDeletionEnabled": False}).status_code == 204
    assert ask("GET", ORG).json()["strictDeletionEnabled"] is False
    emulator.variants = ["missing", "nulls"]
    assert at(box(), "transferToNumber.enabled") is None


def test_nulls(emulator, ask, box):
    emulator.variants = ["nulls"]
    null = ("faxMessage.enabled", "sendUnansweredCalls.numberOfRings", "messageStorage.mwiEnabled")
    assert {at(box(), path) for path in null} == {None}
    assert ask("GET", ORG).json()["strictDeletionEnabled"] is None
    body = writable(box())
    assert refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, "null")
    assert box(sendUnansweredCalls={"enabled": True})["sendUnansweredCalls"]["numberOfRings"] is None
    assert box(sendUnansweredCalls={"numberOfRings": 3})["sendUnansweredCalls"]["numberOfRings"] == 3


def test_forwarding_of_a_person(emulator, ask, box):
    for name, value in (("forwarding-false", False), ("forwarding-absent", ...)):
        emulator.variants = [name]
        assert at(box(), "voiceMessageForwardingEnabled") is value
        assert ask("GET", ORG).json()["voiceMessageForwardingEnabled"] is True
        assert at(box(emailCopyOfMessage={"enabled": True, "emailId": ANNA}), "emailCopyOfMessage.enabled")


EXTRA = ("notifications.pushEnabled", "sendBusyCalls.audioFile.name", "nobodyKnowsThis.words")


def test_extras(emulator, ask, box):
    emulator.variants = ["extras-taken"]
    whole = box()
    assert not {at(whole, path) for path in EXTRA[:2]} & {...} and at(whole, EXTRA[2]) is not ...
    assert ask("GET", ORG).json()["voicePortalAccessVMDepositEnabled"] is True
    assert box(**{**writable(whole), "nobodyKnowsThis": 3}) == {**whole, "nobodyKnowsThis": 3}
    assert [at(box(enabled=True), path) for path in EXTRA] == [...] * 3
    body = put(nobodyKnowsThis=1)  # not there any more
    assert refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, "nobodyKnowsThis is not a known")
    emulator.variants = ["extras-refused"]
    response = ask("PUT", path_of(emulator, ANNA), json=writable(whole))
    assert not refused(emulator, response, 400, "not a known property")
    named = {one["description"].partition(" ")[0] for one in response.json()["errors"]}
    assert named == {"notifications.pushEnabled", "sendBusyCalls.audioFile", "nobodyKnowsThis"}
    assert all(at(box(enabled=True), path) == at(whole, path) for path in EXTRA)
    assert refused(emulator, ask("PUT", path_of(emulator, ANNA), json=put(colour=1)), 400, "colour")


def test_broken_rules(emulator, ask, box):
    emulator.variants = ["broken-rules"]
    before = box()
    rings = {**writable(before)["sendUnansweredCalls"], "numberOfRings": 5}
    after = box(**{**writable(before), "sendUnansweredCalls": rings})
    assert after == {**before, "sendUnansweredCalls": {**before["sendUnansweredCalls"], "numberOfRings": 5}}
    body = put(sendUnansweredCalls={"numberOfRings": 11})
    assert refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, "systemMaxNumberOfRings")


def test_hidden_texts(emulator, box):
    emulator.variants = ["hidden-texts"]
    shown = box(transferToNumber={"enabled": False, "destination": "6527"})
    assert shown["transferToNumber"] == {"enabled": False}
    assert box(transferToNumber={"enabled": True})["transferToNumber"] == {"enabled": True, "destination": "6527"}
    assert box(transferToNumber={"enabled": False, "destination": ""})["transferToNumber"] == {"enabled": False}


def test_cleared_texts(emulator, ask, box):
    for name, shown in (([], ...), (["cleared-stored"], "")):
        emulator.variants = name
        assert at(box(notifications={"enabled": False, "destination": ""}), "notifications.destination") == shown
    emulator.variants = ["cleared-refused"]
    response = ask("PUT", path_of(emulator, ANNA), json=put(faxMessage={"extension": ""}))
    assert not refused(emulator, response, 400, "faxMessage.extension must not be empty")


def test_addresses_in_another_case(emulator, ask, box):
    emulator.variants = ["email-case"]
    assert box(notifications={"destination": ANNA})["notifications"]["destination"] == ANNA.title()
    assert ask("GET", "/people", params={"email": ANNA}).json()["items"][0]["emails"] == [ANNA.title()]


def test_merges(emulator, ask, box):
    emulator.variants = ["merges"]
    before = box()
    changed = {"enabled": True, "greeting": "DEFAULT"}
    after = {**before, "sendBusyCalls": {**before["sendBusyCalls"], **changed}}
    after["notifications"] = {**before["notifications"], "enabled": False}
    after["transferToNumber"] = {**before["transferToNumber"], "enabled": False}
    assert box(sendBusyCalls=changed) == after
    organization = ask("GET", ORG).json()
    assert ask("PUT", ORG, json={"messageExpiryEnabled": False}).status_code == 204
    assert ask("GET", ORG).json() == {**organization, "messageExpiryEnabled": False}


@pytest.mark.parametrize(
    ("name", "read", "write", "words", "codes"),
    [
        ("401-organization", 401, 401, "does not have access to OrgId", (None, None)),
        ("403-person", 403, 403, "refused for", (None, None)),
        ("404-person", 404, 404, "^User not found", (4008, 4003)),
        ("405-write", 200, 405, "not allowed", (None, None)),
    ],
)
def test_people_without_voicemail_in_a_variant(emulator, ask, box, name, read, write, words, codes):
    emulator.variants = [name]
    for who, code in zip((NO_LICENCE, PENDING), codes, strict=True):
        assert not refused(emulator, ask("PUT", path_of(emulator, who), json=put()), write, words, code)
        if read == 200:
            assert at(box(who), "notifications.enabled") is not ...
        else:
            assert not refused(emulator, ask("GET", path_of(emulator, who)), read, words, code)
    assert ask("GET", path_of(emulator, ANNA)).status_code == 200


def test_stale(emulator, ask):
    emulator.variants, path = ["stale"], path_of(emulator, ANNA)
    before = ask("GET", path).json()
    assert ask("PUT", path, json=put(faxMessage={"extension": "1234"})).status_code == 204
    assert ask("GET", path).json() == before
    assert ask("GET", path).json()["faxMessage"] == {"enabled": False, "extension": "1234"}
    assert ask("PUT", path, json=put()).status_code == 204
    assert emulator.world.voicemail(ANNA)["faxMessage"] == {"enabled": False}
    assert requests.post(f"{emulator.origin}/_emulator/settle", timeout=5).status_code == 200
    assert ask("GET", path).json()["faxMessage"] == {"enabled": False}


def test_limits_of_a_variant(emulator):
    for name, limit, burst, retry_after in (
        ("retry-after-5", 3000, None, 5),
        ("limit-100", 100, 100, 1),
        ("limit-300", 300, 300, 1),
    ):
        emulator.variants = [name]
        assert (emulator.limit, emulator.burst, emulator.retry_after) == (limit, burst, retry_after)
        emulator.limit = None  # a test's own
        assert emulator.retry_after == retry_after


def test_the_variants_from_the_start_and_over_http():
    with Emulator(people=5, variants=["nulls", "missing"]) as emulator:
        emulator.variants = []
        emulator.reset()
        assert emulator.variants == ["missing", "nulls"]
        url = f"{emulator.origin}/_emulator/state"
        state = requests.put(url, json={"variants": ["stale"], "limit": 60, "other": 30}, timeout=5).json()
        assert (state.pop("variants"), state.pop("limit"), state.pop("other")) == (["stale"], 60, 30)
        assert set(state) == {"read_only", "latency", "limit_status", "burst", "retry_after", "in_flight", "mint_limit"}
        wrong = requests.put(url, json={"variants": ["hail"]}, timeout=5)
        assert wrong.status_code == 400
        assert "unknown variants hail" in wrong.text
        assert emulator.variants == ["stale"]


def test_every_variant_is_documented():
    documented = README.read_text().partition("## The variants")[2]
    assert re.findall(r"^\| `([\w-]+)` \| (.+) \|$", documented, re.MULTILINE) == [
        (one, SWITCHES[one].help) for one in SWITCHES
    ]
