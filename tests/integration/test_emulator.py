# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator keeps to the facts of the API, and does what a test tells it to."""

from __future__ import annotations

import copy
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.emulator.limits import Limiter
from ansible_collections.webex.calling.tests.emulator.variants import SWITCHES

ANNA, BO = "anna.andersson@example.com", "bo.berg@example.com"
NO_LICENCE, PENDING = 9, 17  # numbers of people
VOICEMAIL = "/people/{}/features/voicemail"
ORG = "/telephony/config/voicemail/settings"
TESTS = Path(__file__).parents[1]
README = TESTS / "emulator/README.md"
READ_ONLY = ("greetingUploaded", "systemMaxNumberOfRings", "voiceMessageForwardingEnabled")


@pytest.fixture(scope="module")
def running():
    """One emulator for all tests."""
    with Emulator(people=50) as emulator:
        yield emulator


@pytest.fixture
def emulator(running):
    """It, as new; a test that provokes problems takes them."""
    running.reset()
    yield running
    assert not running.problems


@pytest.fixture
def ask(emulator):
    """Send a request."""
    with requests.Session() as session:

        def send(method, path, token=ADMIN_TOKEN, **options):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            headers.update(options.pop("headers", {}))
            options = {"timeout": 5, "allow_redirects": False, **options}
            return session.request(method, emulator.url + path, headers=headers, **options)

        yield send


def writable(settings):
    """A GET's answer without what a PUT must not carry."""
    return {
        name: writable(value) if isinstance(value, dict) else value
        for name, value in settings.items()
        if name not in READ_ONLY
    }


def path_of(emulator, who):
    """The voicemail path of a person, by e-mail address or number."""
    return VOICEMAIL.format(emulator.world.people[who].id if isinstance(who, int) else emulator.world.person(who).id)


def refused(emulator, response, status, words, code=None):
    """The answer is this refusal, in the API's form, and was noted."""
    assert response.status_code == status, response.text
    body = response.json()
    assert re.search(words, body["message"]), body["message"]
    assert body["errors"][0].get("errorCode") == code
    assert body["trackingId"] == response.headers["TrackingID"] == emulator.log[-1]["tracking_id"]
    return emulator.take_problems()


def put(**changes):
    """A PUT's body that is enough, with these sections in it."""
    return {"notifications": {"enabled": False}, "transferToNumber": {"enabled": False}, **changes}


# --- the world


def test_same_seed_same_world(emulator):
    again, other = Emulator(people=50).world, Emulator(people=50, seed=2).world
    assert again.people == emulator.world.people != other.people
    assert [again.voicemail(one) for one in again.people] == [emulator.world.voicemail(one) for one in again.people]


def test_ten_thousand_people_start_and_reset_quickly():
    start = time.monotonic()
    big = Emulator(people=10_000)
    assert time.monotonic() - start < 1
    assert len({one.email for one in big.world.people}) == len({one.id for one in big.world.people}) == 10_000
    start = time.monotonic()
    big.reset()
    assert time.monotonic() - start < 0.2


def test_mailboxes_vary_and_every_one_can_be_sent_back(emulator, ask):
    boxes = {one: emulator.world.voicemail(one) for one in emulator.world.people if one.licensed}
    for one, box in boxes.items():
        assert ask("PUT", path_of(emulator, one.email), json=writable(box)).status_code == 204
        assert emulator.world.voicemail(one) == box
    values = boxes.values()
    for section, name in (("notifications", "destination"), ("faxMessage", "phoneNumber"), ("faxMessage", "extension")):
        assert {name in box[section] for box in values} == {True, False}
    assert {box["sendUnansweredCalls"]["systemMaxNumberOfRings"] for box in values} == {15, 20}
    assert {box["sendBusyCalls"]["greetingUploaded"] for box in values} == {True, False}
    assert any(value != value.lower() for box in values if (value := box["notifications"].get("destination")))


def test_world_can_be_changed(emulator, ask):
    emulator.world.set_voicemail(ANNA, {"notifications": {"destination": "X@example.com"}, "sendAllCalls": None})
    box = ask("GET", path_of(emulator, ANNA)).json()
    assert box == emulator.world.voicemail(ANNA)
    assert box["notifications"]["destination"] == "X@example.com"
    assert "sendAllCalls" not in box
    one = emulator.world.add_person("new+one@example.com")
    assert [p["id"] for p in ask("GET", "/people", params={"email": one.email}).json()["items"]] == [one.id]
    emulator.world.change_person(one, licensed=False)
    assert ask("GET", path_of(emulator, one.email)).status_code == 400
    emulator.reset()
    assert emulator.world.find(one.email) is None


# --- people


def test_pages_follow_the_link(emulator, ask):
    seen, response = [], ask("GET", "/people", params={"max": 20})
    while True:
        seen += [one["id"] for one in response.json()["items"]]
        if "next" not in response.links:
            break
        url = response.links["next"]["url"]
        assert url.startswith(emulator.url)
        response = ask("GET", url[len(emulator.url) :])
    assert seen == [one.id for one in emulator.world.people]
    assert len(emulator.log) == 3


def test_page_sizes_are_capped():
    with Emulator(people=1300) as emulator:
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
        location = emulator.world.location_ids[0]
        for query, size in (
            ({}, 100),
            ({"max": "5000"}, 1000),
            ({"max": "5000", "callingData": "true"}, 100),
            ({"max": "5000", "callingData": "true", "locationId": location}, 50),
        ):
            items = requests.get(f"{emulator.url}/people", params=query, headers=headers, timeout=5).json()["items"]
            assert len(items) == size


def test_people_by_email(ask):
    found = ask("GET", "/people", params={"email": "DAVID.dahl@example.com"}).json()["items"]
    assert [one["emails"] for one in found] == [["David.Dahl@Example.Com"]]
    assert ask("GET", "/people", params={"email": "nobody@example.com"}).json()["items"] == []


def test_people_by_id(emulator, ask):
    ids = [one.id for one in emulator.world.people[:3]]
    body = ask("GET", "/people", params={"id": ",".join([*ids, "nonsense"])}).json()
    assert [one["id"] for one in body["items"]] == ids
    assert body["notFoundIds"] == ["nonsense"]
    assert "licenses" not in body["items"][0]
    assert ask("GET", "/people", params={"id": ",".join(ids * 28 + ids[:1])}).status_code == 200
    assert refused(emulator, ask("GET", "/people", params={"id": ",".join(ids * 29)}), 400, "85")


def test_calling_data(emulator, ask):
    plain = ask("GET", "/people").json()["items"]
    assert not any("locationId" in one or "extension" in one for one in plain)
    for one in ask("GET", "/people", params={"callingData": "true"}).json()["items"]:
        assert ("locationId" in one and "extension" in one) == emulator.world.person(one["id"]).licensed
    location = emulator.world.location_ids[1]
    for one in ask("GET", "/people", params={"callingData": "true", "locationId": location}).json()["items"]:
        assert one["locationId"] == location
    one = ask("GET", f"/people/{emulator.world.people[0].id}", params={"callingData": "true"}).json()
    assert one["extension"] == "1000"
    assert refused(emulator, ask("GET", "/people", params={"locationId": location}), 400, "Calling flag not set")


def test_queries_that_are_allowed(emulator, ask):
    everyone = [one.id for one in emulator.world.people]
    for query, found in (
        ({"displayName": ""}, everyone),
        ({"displayName": "anna a"}, everyone[:1]),
        ({"max": "10.0"}, everyone[:10]),
        ({"roles": "x,y"}, []),
    ):
        assert [one["id"] for one in ask("GET", "/people", params=query).json()["items"]] == found


@pytest.mark.parametrize(
    "query",
    [
        {"max": "0"},
        {"max": "x"},
        {"max": "1.5"},
        {"max": "inf"},
        {"max": "nan"},
        {"mail": "a@b.c"},
        {"email": ""},
        {"cursor": "x"},
        {"callingData": "True"},
    ],
)
def test_wrong_queries(emulator, ask, query):
    assert refused(emulator, ask("GET", "/people", params=query), 400, "query|Query")


# --- voicemail


def test_put_replaces(emulator, ask):
    path = path_of(emulator, BO)
    ask("PUT", path, json=put(sendBusyCalls={"enabled": True, "greeting": "CUSTOM"}, faxMessage={"extension": "12"}))
    assert emulator.world.voicemail(BO)["sendBusyCalls"] == {
        "enabled": True,
        "greeting": "CUSTOM",
        "greetingUploaded": True,
    }
    response = ask("PUT", path, json=put(notifications={"enabled": False, "destination": ""}))
    assert (response.status_code, response.content) == (204, b"")
    box = ask("GET", path).json()
    assert box["sendBusyCalls"] == {"enabled": False, "greeting": "DEFAULT", "greetingUploaded": True}
    assert box["sendUnansweredCalls"]["numberOfRings"] == 3
    assert box["faxMessage"] == box["notifications"] == {"enabled": False}
    assert [entry["applied"] for entry in emulator.log] == [True, True, False]


@pytest.mark.parametrize(
    ("change", "words", "code"),
    [
        ({"notifications": ...}, "notifications", 25008),
        ({"transferToNumber": ...}, "transferToNumber", 25008),
        ({"sendBusyCalls": {"greetingUploaded": False}}, "sendBusyCalls.greetingUploaded is read-only", None),
        ({"sendUnansweredCalls": {"systemMaxNumberOfRings": 20}}, "read-only", None),
        ({"voiceMessageForwardingEnabled": True}, "read-only", None),
        ({"colour": 1}, "colour is not a known", None),
        ({"faxMessage": {"colour": 1}}, "faxMessage.colour is not a known", None),
        ({"enabled": "true"}, "enabled must be a bool, not str", None),
        ({"enabled": None}, "null", None),
        ({"enabled": 1}, "bool, not int", None),
        ({"sendAllCalls": True}, "sendAllCalls must be an object", None),
        ({"notifications": None}, "notifications must be an object", None),
        ({"faxMessage": {"extension": 12}}, "str, not int", None),
        ({"sendUnansweredCalls": {"numberOfRings": True}}, "int, not bool", None),
        ({"sendUnansweredCalls": {"numberOfRings": 3.0}}, "int, not float", None),
        ({"sendUnansweredCalls": {"numberOfRings": "3"}}, "int, not str", None),
        ({"sendUnansweredCalls": {"numberOfRings": 1}}, "between 2 and 20", None),
        ({"sendUnansweredCalls": {"numberOfRings": 21}}, "between 2 and 20", None),
        ({"sendUnansweredCalls": {"numberOfRings": 16}}, "systemMaxNumberOfRings", None),
        ({"sendUnansweredCalls": {"greeting": "CUSTOM"}}, "uploaded", None),
        ({"sendBusyCalls": {"greeting": "custom"}}, "one of DEFAULT, CUSTOM", None),
        ({"notifications": {"enabled": True}}, "notifications.destination is mandatory", None),
        ({"transferToNumber": {"enabled": True, "destination": ""}}, "transferToNumber.destination", None),
        ({"emailCopyOfMessage": {"enabled": True}}, "emailCopyOfMessage.emailId", None),
        ({"faxMessage": {"enabled": True}}, "faxMessage.phoneNumber", None),
        ({"messageStorage": {"storageType": "EXTERNAL"}}, "messageStorage.externalEmail", None),
        ({"notifications": {"destination": "anna"}}, "e-mail address", None),
        ({"faxMessage": {"extension": None}}, "faxMessage.extension must be a str, not null", None),
    ],
)
def test_put_is_checked(emulator, ask, change, words, code):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"systemMaxNumberOfRings": 15}})
    before = emulator.world.voicemail(ANNA)
    body = {name: value for name, value in put(**change).items() if value is not ...}
    problems = refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, words, code)
    assert len(problems) == 1
    assert ANNA in problems[0]
    assert emulator.world.voicemail(ANNA) == before


@pytest.mark.parametrize("body", [{"destination": "call me"}, {"destination": "+-."}, {"destination": "1a"}])
def test_a_text_that_is_no_phone_number(emulator, ask, body):
    response = ask("PUT", path_of(emulator, ANNA), json=put(transferToNumber=body))
    assert not refused(emulator, response, 400, "transferToNumber.destination must be a phone number")


def test_any_length_is_taken(emulator, ask):
    body = put(transferToNumber={"enabled": True, "destination": "1" * 300}, faxMessage={"extension": "2" * 300})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204


def test_a_maximum_that_is_not_there(emulator, ask):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"systemMaxNumberOfRings": None}})
    body = put(sendUnansweredCalls={"numberOfRings": 20})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204


def test_either_destination_is_enough(emulator, ask):
    body = put(notifications={"enabled": True, "smsDestination": "+1 408 555 0100"})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204
    assert emulator.world.voicemail(ANNA)["notifications"] == body["notifications"]


def test_what_was_wrong_before_is_not_blamed(emulator, ask):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 18, "systemMaxNumberOfRings": 10}})
    body = writable(emulator.world.voicemail(ANNA))
    assert not refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, "systemMaxNumberOfRings")


def test_organization_can_forbid_forwarding(emulator, ask):
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    path = path_of(emulator, ANNA)
    assert ask("GET", path).json()["voiceMessageForwardingEnabled"] is False
    copy_on = put(emailCopyOfMessage={"enabled": True, "emailId": "a@example.com"})
    external = put(messageStorage={"storageType": "EXTERNAL", "externalEmail": "a@example.com"})
    for body in (copy_on, external):
        assert refused(emulator, ask("PUT", path, json=body), 400, "forwarding")


def test_people_without_voicemail(emulator, ask):
    for who, words, code in ((NO_LICENCE, "licence", 4008), (PENDING, "^Unauthorized request: ", 4003)):
        assert not refused(emulator, ask("GET", path_of(emulator, who)), 400, words, code)
        assert not refused(emulator, ask("PUT", path_of(emulator, who), json=put()), 405, "not allowed")


def test_unknown_people_and_ids(emulator, ask):
    stranger = Emulator(people=1, seed=99).world
    assert not refused(emulator, ask("GET", VOICEMAIL.format(stranger.people[0].id)), 404, "not found", 4003)
    assert refused(emulator, ask("GET", VOICEMAIL.format(emulator.world.location_ids[0])), 404, "not found", 4003)
    assert refused(emulator, ask("GET", VOICEMAIL.format(ANNA)), 400, "Not a valid person ID")
    assert not refused(
        emulator, ask("GET", ORG, params={"orgId": stranger.org_id}), 401, "does not have access to OrgId"
    )
    assert ask("GET", ORG, params={"orgId": emulator.world.org_id}).status_code == 200


def test_organization(emulator, ask):
    assert ask("GET", ORG).json() == emulator.world.org_settings
    body = {"messageExpiryEnabled": True, "numberOfDaysForMessageExpiry": 180}
    assert ask("PUT", ORG, json=body).status_code == 204
    expected = {**body, "strictDeletionEnabled": False, "voiceMessageForwardingEnabled": False}
    assert emulator.world.org_settings == expected
    for days in (0, 181):
        response = ask("PUT", ORG, json={**body, "numberOfDaysForMessageExpiry": days})
        assert refused(emulator, response, 400, "between 1 and 180")


@pytest.mark.parametrize(
    "body", [{"messageExpiryEnabled": False}, {"numberOfDaysForMessageExpiry": 9}, {"strictDeletionEnabled": True}]
)
def test_one_setting_of_the_organization(emulator, ask, body):
    before = dict(emulator.world.org_settings)
    assert ask("PUT", ORG, json=body).status_code == 204
    reset = {"strictDeletionEnabled": False, "voiceMessageForwardingEnabled": False}
    assert emulator.world.org_settings == {**before, **reset, **body}


def test_protocol_errors(emulator, ask):
    path, types = path_of(emulator, ANNA), {"Content-Type": "application/json"}
    assert refused(emulator, ask("PUT", path, data="{", headers=types), 400, "JSON")
    assert refused(emulator, ask("PUT", path, data="[" * 100000, headers=types), 400, "JSON")
    assert refused(emulator, ask("PUT", path, data="[]", headers=types), 400, "object")
    assert refused(emulator, ask("PUT", path, data="{}"), 415, "Content-Type")
    assert refused(emulator, ask("POST", path, json={}), 405, "POST")
    assert refused(emulator, ask("GET", "/persons"), 404, "not be found")
    assert refused(emulator, ask("GET", "/../people"), 404, "not be found")


# --- tokens


def test_tokens(emulator, ask):
    path, other = path_of(emulator, ANNA), path_of(emulator, BO)
    for token in (None, "", "wrong"):
        assert not refused(emulator, ask("GET", path, token=token), 401, "access token")
    assert ask("GET", path, token=READONLY_TOKEN).status_code == 200
    response = ask("PUT", path, token=READONLY_TOKEN, json=put())
    refused(emulator, response, 403, "access token is missing required scopes")
    assert "spark" not in response.text
    assert ask("GET", "/people/me", token=USER_TOKEN).json()["emails"] == [ANNA]
    assert ask("PUT", path, token=USER_TOKEN, json=put()).status_code == 204
    for elsewhere in (other, ORG, "/people", other.removesuffix("/features/voicemail")):
        refused(emulator, ask("GET", elsewhere, token=USER_TOKEN), 403, "access token is missing required scopes")
    mine = ask("GET", "/people", token=USER_TOKEN, params={"email": ANNA, "callingData": "true"}).json()["items"]
    assert "locationId" not in mine[0]
    assert "licenses" not in mine[0]
    emulator.revoke(ADMIN_TOKEN)
    refused(emulator, ask("GET", path), 401, "access token")


def test_minting(emulator, ask):
    form = {"grant_type": "refresh_token", **CLIENT}
    minted = ask("POST", "/access_token", token=None, data=form).json()
    assert minted["expires_in"] == 14 * 24 * 3600
    assert minted["refresh_token"] == CLIENT["refresh_token"]
    assert minted["refresh_token_expires_in"] > 0
    assert ask("PUT", path_of(emulator, ANNA), token=minted["access_token"], json=put()).status_code == 204
    for name, status, error in (
        ("client_id", 401, "invalid_client"),
        ("client_secret", 401, "invalid_client"),
        ("refresh_token", 400, "invalid_grant"),
        ("grant_type", 400, "unsupported_grant_type"),
    ):
        response = ask("POST", "/access_token", token=None, data={**form, name: "x"})
        assert (response.status_code, response.json()["error"]) == (status, error)
    assert len(emulator.take_problems()) == 1
    assert not any(CLIENT["client_secret"] in str(entry) for entry in emulator.log)


# --- switches and limits


def test_read_only(emulator, ask):
    emulator.read_only = True
    assert ask("GET", path_of(emulator, ANNA)).status_code == 200
    before = emulator.world.voicemail(ANNA)
    problems = refused(emulator, ask("PUT", path_of(emulator, ANNA), json=put()), 400, "read-only")
    assert len(problems) == 1
    assert emulator.world.voicemail(ANNA) == before
    assert ask("POST", "/access_token", data={"grant_type": "refresh_token", **CLIENT}).status_code == 200


def test_limit(emulator, ask):
    emulator.limit = 60
    emulator.limit_status = 423
    assert ask("GET", ORG).status_code == 200
    for dummy in range(3):
        response = ask("GET", ORG)
        assert response.status_code == 423
        assert response.headers["Retry-After"] == "1"
    assert emulator.stats()["refused"] == 3
    time.sleep(1.01)
    assert ask("GET", ORG).status_code == 200
    emulator.limit = None
    assert [ask("GET", ORG).status_code for dummy in range(5)] == [200] * 5


class At:
    """A limiter at a time of one's own."""

    def __init__(self, **values):
        self.now, self.limiter = 1000.0, Limiter()
        for name, value in values.items():
            self.limiter.change(self.now, name, value)

    def after(self, seconds, requests=1):
        self.now += seconds
        return [self.limiter.refuse(self.now) for dummy in range(requests)]

    def passed(self, seconds, every=0.01):
        """Requests a minute that pass, asking again after each Retry-After."""
        end, count = self.now + seconds, 0
        while self.now < end:
            wait = self.limiter.refuse(self.now)
            count += not wait
            self.now += wait or every
        return count * 60 / seconds


def test_burst_and_retry_after():
    limiter = At(per_minute=60, burst=5, retry_after=5)
    assert limiter.after(0, 7) == [0] * 5 + [5, 5]
    assert limiter.after(4.5) == [1]
    assert limiter.after(0.5, 6) == [0] * 5 + [5]
    assert At(per_minute=6).after(0, 2) == [0, 10]


def test_another_client_takes_a_share():
    limiter = At(per_minute=1200)
    assert limiter.passed(600) == pytest.approx(1200, rel=0.1)
    limiter.limiter.change(limiter.now, "other", 600)
    assert limiter.passed(600) == pytest.approx(600, rel=0.1)
    limiter.limiter.change(limiter.now, "other", 1200)
    assert limiter.passed(60) < 60  # what was left in the bucket
    assert limiter.passed(600) == 0
    limiter.limiter.change(limiter.now, "other", 0)
    assert limiter.after(0) == [1]
    assert limiter.after(1, 20) == [0] * 20


def together(emulator, count, path=ORG):
    """The answers to requests at the same time."""
    url, headers = emulator.url + path, {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    with ThreadPoolExecutor(count) as pool:
        asked = [pool.submit(requests.get, url, headers=headers, timeout=5) for dummy in range(count)]
        return [one.result() for one in asked]


def test_requests_in_flight_are_limited(emulator, ask):
    emulator.in_flight, emulator.latency = 3, 0.5
    answers = together(emulator, 8)
    assert sorted(one.status_code for one in answers) == [200] * 3 + [429] * 5
    assert {one.headers.get("Retry-After") for one in answers} == {None, "1"}
    assert ask("GET", ORG).status_code == 200


def test_minting_can_be_limited(emulator, ask):
    form = {"grant_type": "refresh_token", **CLIENT}
    emulator.limit = 60
    assert [ask("POST", "/access_token", token=None, data=form).status_code for dummy in range(3)] == [200] * 3
    emulator.limit, emulator.mint_limit = None, 6
    answers = [ask("POST", "/access_token", token=None, data=form) for dummy in range(2)]
    assert [one.status_code for one in answers] == [200, 429]
    assert answers[1].headers["Retry-After"] == "10"
    assert ask("GET", ORG).status_code == 200


def test_latency_and_requests_in_flight(emulator, ask):
    emulator.latency = 0.2
    start = time.monotonic()
    together(emulator, 5)
    assert time.monotonic() - start >= 0.2
    assert emulator.stats()["peak_in_flight"] > 1


# --- faults


def test_fault_rules(emulator, ask):
    path = path_of(emulator, ANNA)
    emulator.fault("status", {"method": "GET", "person": ANNA, "path": "voicemail$"}, skip=1, times=1, status=503)
    emulator.fault("status", {"person": BO}, probability=0.5, seed=3)
    assert [ask("GET", path).status_code for dummy in range(3)] == [200, 503, 200]
    some = [ask("GET", path_of(emulator, BO)).status_code for dummy in range(20)]
    assert 4 < some.count(500) < 16
    assert emulator.log[1]["fault"] == "status"
    for wrong in ({"kind": "earthquake"}, {"kind": "delay"}, {"kind": "status", "colour": 1}):
        assert requests.post(emulator.origin + "/_emulator/faults", json=wrong, timeout=5).status_code == 400


@pytest.mark.parametrize(
    ("kind", "parameters", "applied"),
    [
        ("cut_before", {}, False),
        ("cut_after", {}, True),
        ("hang", {"seconds": 0.1}, False),
        ("hang", {"seconds": 5, "apply": True}, True),
        ("truncate", {}, None),
        ("truncate", {"keep": 1.0}, None),
    ],
)
def test_broken_connections(emulator, ask, kind, parameters, applied):
    rule, path = emulator.fault(kind, times=1, **parameters), path_of(emulator, ANNA)
    with pytest.raises(requests.RequestException):
        ask("GET" if applied is None else "PUT", path, json=None if applied is None else put(), timeout=0.3).json()
    assert rule.used == 1
    assert emulator.log[-1]["applied"] == bool(applied)
    assert ask("GET", path).status_code == 200


def test_strange_answers(emulator, ask):
    path = path_of(emulator, ANNA)

    def with_fault(kind, /, path=path, **parameters):
        emulator.fault(kind, times=1, **parameters)
        return ask("GET", path)

    response = with_fault("status", status=429, retry_after="x", body=False)
    assert (response.status_code, response.headers["Retry-After"], response.content) == (429, "x", b"")
    assert with_fault("delay", seconds=0.05).elapsed.total_seconds() >= 0.05
    with pytest.raises(ValueError, match=r"JSON|Expecting"):
        with_fault("garbage").json()
    assert with_fault("content_type").headers["Content-Type"] == "text/html"
    assert with_fault("empty").content == b""
    assert "message" in with_fault("error_body").json()
    assert with_fault("redirect", location="{self}?x").headers["Location"] == emulator.url + path + "?x"
    assert with_fault("headers", headers={"Retry-After": "7"}).headers["Retry-After"] == "7"
    assert with_fault("link", path="/people", url="{self}").links["next"]["url"] == emulator.url + "/people"
    assert len(with_fault("body", size=0.1, gzip=True).content) > 100_000
    assert len(with_fault("body", size=0.1).content) > 100_000
    assert with_fault("slow_body", seconds=0).json() == emulator.world.voicemail(ANNA)


def test_mutated_answers(emulator, ask):
    right = emulator.world.voicemail(ANNA)
    for rule, change in (
        ({"path": "sendBusyCalls.enabled", "drop": True}, lambda box: box["sendBusyCalls"].pop("enabled")),
        ({"path": "sendBusyCalls", "to": None}, lambda box: box.update(sendBusyCalls=None)),
        ({"path": "enabled", "to": "yes"}, lambda box: box.update(enabled="yes")),
    ):
        expected = copy.deepcopy(right)
        change(expected)
        emulator.fault("mutate", times=1, **rule)
        assert ask("GET", path_of(emulator, ANNA)).json() == expected
    emulator.fault("mutate", times=1, path="faxMessage.nothing.here", to=1)
    emulator.fault("mutate", times=1, path="nothing", drop=True)
    assert [ask("GET", path_of(emulator, ANNA)).json() for dummy in range(2)] == [right, right]
    emulator.fault("mutate", times=1, to=[])
    assert ask("GET", path_of(emulator, ANNA)).json() == []
    emulator.fault("mutate", times=1, path="items.1.id", drop=True)
    assert "id" not in ask("GET", "/people").json()["items"][1]
    assert emulator.world.voicemail(ANNA) == right


# --- the variants


@pytest.fixture
def box(emulator, ask):
    """Read a mailbox, or write it and read it twice, for the first time may be stale."""

    def settings(who=ANNA, **changes):
        path = path_of(emulator, who)
        if changes:
            assert ask("PUT", path, json=put(**changes)).status_code == 204
            emulator.settle()
        return ask("GET", path).json()

    return settings


def at(value, path):
    """What is at a dotted path; ... for nothing."""
    for name in path.split("."):
        value = value.get(name, ...) if isinstance(value, dict) else ...
    return value


@pytest.mark.parametrize("name", SWITCHES)
def test_every_variants_answers_differently_and_ends(emulator, ask, name):
    def answered(method, path, **options):
        answer = ask(method, path, **options)
        body = answer.json() if answer.content else {}
        return answer.status_code, {key: value for key, value in body.items() if key != "trackingId"}

    def answers():
        paths = [path_of(emulator, who) for who in (*range(5), NO_LICENCE, PENDING)]
        body, form = put(notifications={"enabled": False, "destination": ""}), {"grant_type": "refresh_token", **CLIENT}
        return [
            *(answered("GET", path) for path in (*paths, ORG, "/people?max=5")),
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


EXTRA = ("notifications.smsDestination", "sendBusyCalls.audioFile.name", "nobodyKnowsThis.words")


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
    assert named == {"notifications.smsDestination", "sendBusyCalls.audioFile", "nobodyKnowsThis"}
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
def test_people_without_voicemail_in_a_variants(emulator, ask, box, name, read, write, words, codes):
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


def test_limits_of_a_variants(emulator):
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


def test_every_variants_is_told():
    told = README.read_text().partition("## The variants")[2]
    assert re.findall(r"^\| `([\w-]+)` \| (.+) \|$", told, re.MULTILINE) == [
        (one, SWITCHES[one].help) for one in SWITCHES
    ]


# --- control over HTTP, command line


def test_control_calls(emulator, ask):
    def control(method, path, body=None, status=200):
        response = requests.request(method, f"{emulator.origin}/_emulator/{path}", json=body, timeout=5)
        assert response.status_code == status, response.text
        return response.json()

    ask("GET", path_of(emulator, ANNA), params={"orgId": emulator.world.org_id})
    (entry,) = control("GET", "log")
    assert entry["email"] == ANNA
    assert entry["query"] == {"orgId": emulator.world.org_id}
    assert ADMIN_TOKEN not in str(entry)
    assert control("GET", "stats")["by_status"] == {"200": 1}
    assert control("PUT", "state", {"read_only": True, "limit": 300, "limit_status": 423})["limit_status"] == 423
    ask("PUT", ORG, json={})
    assert len(control("DELETE", "problems")) == 1
    assert control("POST", "faults", {"kind": "status", "status": 502, "times": 1})[0]["parameters"] == {"status": 502}
    assert ask("GET", ORG).status_code == 502
    assert control("GET", "faults")[0]["used"] == 1
    assert control("PATCH", f"voicemail/{ANNA}", {"enabled": False})["enabled"] is False
    assert control("GET", f"voicemail/{ANNA}") == emulator.world.voicemail(ANNA)
    assert control("PATCH", "organization", {"strictDeletionEnabled": False})["strictDeletionEnabled"] is False
    assert control("GET", "people")[NO_LICENCE]["licensed"] is False
    control("POST", "revoke", {"token": ADMIN_TOKEN})
    assert ask("GET", ORG).status_code == 401
    assert control("DELETE", "log") == control("DELETE", "faults") == []
    control("GET", "voicemail/nobody@example.com", status=400)
    control("GET", "nothing", status=404)
    assert control("POST", "reset")["read_only"] is False
    assert ask("GET", ORG).json()["strictDeletionEnabled"] is True


def test_help():
    command = [sys.executable, "-m", "emulator", "--help"]
    said = subprocess.run(command, cwd=TESTS, stdout=subprocess.PIPE, text=True, timeout=30, check=True).stdout
    assert all(f"\n  {name} " in said for name in SWITCHES)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_line(number):
    command = [
        sys.executable,
        "-m",
        "emulator",
        "--port",
        "0",
        "--people",
        "20",
        "--seed",
        "7",
        "--variants",
        "email-case",
    ]
    process = subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)
    try:
        found = re.fullmatch(r"export WEBEX_API_URL=(\S+) WEBEX_ACCESS_TOKEN=(\S+)\n", process.stdout.readline())
        known = [process.stdout.readline() for dummy in range(2)]
        response = requests.get(found[1] + "/people", headers={"Authorization": f"Bearer {found[2]}"}, timeout=5)
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.communicate()
    assert len(response.json()["items"]) == 20
    assert response.json()["items"][0]["emails"] == [ANNA.title()]
    assert ANNA in known[1]
