# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's voicemail groups."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import READONLY_TOKEN
from ansible_collections.webex.calling.tests.emulator.ids import uuid_of
from ansible_collections.webex.calling.tests.emulator.resources import VOICE_PORTAL, VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.emulator_support import ask, emulator, refused, running

__all__ = ["ask", "emulator", "running"]

OFF = {"enabled": False}
BODY = {
    "name": "Newest",
    "extension": "4711",
    "passcode": "246813",
    "languageCode": "en_us",
    "messageStorage": {"storageType": "INTERNAL"},
    **dict.fromkeys(("notifications", "faxMessage", "transferToNumber", "emailCopyOfMessage"), OFF),
}
READ_ONLY = (
    "id",
    "routingPrefix",
    "esn",
    "tollFreeNumber",
    "greetingUploaded",
    "voiceMessageForwardingEnabled",
)


def groups_of(emulator, location=0):
    """The path of a location's groups."""
    return f"/telephony/config/locations/{emulator.world.location_ids[location]}/voicemailGroups"


def path_of(group):
    """The path of a group."""
    return f"/telephony/config/locations/{group.location_id}/voicemailGroups/{group.id}"


def writable(settings):
    """What a PUT may carry."""
    return {name: value for name, value in settings.items() if name not in READ_ONLY}


def test_detail(emulator, ask):
    for one in emulator.world.groups:
        settings = ask("GET", path_of(one)).json()
        assert settings == emulator.world.settings(VOICEMAIL_GROUP, one)
        assert settings["id"] == uuid_of(one.id)
        assert settings["tollFreeNumber"] == "false"
        assert settings["timeZone"] == "Europe/Stockholm"
        assert settings["esn"] == settings["routingPrefix"] + settings["extension"]
        assert "passcode" not in settings
        assert ask("PUT", path_of(one), json=writable(settings)).status_code == 204
        assert ask("GET", path_of(one)).json() == settings


def test_unknown_groups(emulator, ask):
    one, other = emulator.world.groups[:2]
    assert refused(emulator, ask("GET", f"{groups_of(emulator)}/{uuid_of(one.id)}"), 404, "group not found")
    assert not refused(emulator, ask("GET", f"{groups_of(emulator)}/{other.id}"), 404, "group not found")
    assert refused(emulator, ask("GET", f"{groups_of(emulator)}/{one.location_id}"), 404, "group not found")


@pytest.mark.parametrize("numbers", [{}, {"extension": 4711, "passcode": 246813}])
def test_create(emulator, ask, numbers):
    response = ask("POST", groups_of(emulator), json={**BODY, **numbers})
    assert response.status_code == 201
    (one,) = emulator.world.groups[8:]
    assert response.json() == {"id": uuid_of(one.id)}
    assert emulator.world.passcodes == {one.id: "246813"}
    assert emulator.log[-1]["applied"]
    assert emulator.stats()["writes"] == 1
    settings = ask("GET", path_of(one)).json()
    assert settings["extension"] == "4711"
    assert settings["enabled"] is True
    assert settings["greetingUploaded"] is False
    assert "passcode" not in settings
    assert "246813" not in str(emulator.log)


def test_create_needs(emulator, ask):
    response = ask("POST", groups_of(emulator), json={"name": "Newest"})
    assert refused(emulator, response, 400, "^Missing Mandatory field name: extension", 25008)
    named = {one["description"].rpartition(" ")[2] for one in response.json()["errors"]}
    assert named == set(BODY) - {"name"}
    assert len(emulator.world.groups) == 8


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": 1}, "colour is not a known"),
        ({"notifications": {"enabled": True}}, "notifications.destination is mandatory"),
        ({"messageStorage": {"storageType": "EXTERNAL"}}, "externalEmail is mandatory"),
        ({"greeting": "CUSTOM"}, "no custom greeting was uploaded; greetingDescription is mandatory"),
        ({"directLineCallerIdName": {"selection": "CUSTOM_NAME"}}, "customName is mandatory"),
        ({"dialByName": "Zoë"}, "dialByName must not"),
        ({"dialByName": 'a "b"'}, "dialByName must not"),
        ({"esn": "8004711"}, "esn is read-only"),
        ({"passcode": "123456"}, r"^\[Error 5432\] Invalid portal passcode.$"),
        ({"passcode": "1234"}, "5432"),
    ],
)
def test_bodies_are_checked(emulator, ask, change, words):
    assert refused(emulator, ask("POST", groups_of(emulator), json={**BODY, **change}), 400, words)
    assert len(emulator.world.groups) == 8
    one = emulator.world.groups[0]
    emulator.world.set_settings(VOICEMAIL_GROUP, {"greetingUploaded": False, "greetingDescription": None}, one)
    before = emulator.world.settings(VOICEMAIL_GROUP, one)
    body = {**writable(before), **change}
    assert refused(emulator, ask("PUT", path_of(one), json=body), 400, words)
    assert emulator.world.settings(VOICEMAIL_GROUP, one) == before
    assert emulator.world.passcodes == {}


def test_put_replaces(emulator, ask):
    one = emulator.world.groups[1]
    before = ask("GET", path_of(one)).json()
    assert ask("PUT", path_of(one), json={"enabled": False, "passcode": "975310"}).status_code == 204
    after = ask("GET", path_of(one)).json()
    assert {name for name in before if name not in after} == {
        *("phoneNumber", "firstName", "lastName", "greetingDescription", "dialByName")
    }
    assert {name for name in after if before.get(name) == after[name]} >= {
        "name",
        "extension",
        "languageCode",
        "timeZone",
    }
    assert after["messageStorage"] == {"storageType": "INTERNAL"}
    assert emulator.world.passcodes == {one.id: "975310"}


def test_numbers_are_somebodys_alone(emulator, ask):
    world, path = emulator.world, groups_of(emulator)
    portal = world.settings(VOICE_PORTAL, world.locations[0])["extension"]
    taken = (world.people[0].extension, world.workspaces[0].extension, world.virtual_lines[0].extension, portal)
    for extension in (*taken, world.settings(VOICEMAIL_GROUP, world.groups[0])["extension"]):
        response = ask("POST", path, json={**BODY, "extension": extension})
        assert not refused(emulator, response, 409, f"extension {extension} is not available")
    elsewhere = world.people[1].extension
    assert ask("POST", path, json={**BODY, "extension": elsewhere}).status_code == 201
    number = world.virtual_lines[0].phone_number
    response = ask("POST", path, json={**BODY, "phoneNumber": f"{number[:2]} {number[2:]}"})
    assert not refused(emulator, response, 400, "phoneNumber .* is not available")
    one = world.groups[1]
    body = {**writable(world.settings(VOICEMAIL_GROUP, one)), "phoneNumber": number}
    assert not refused(emulator, ask("PUT", path_of(one), json=body), 400, "is not available")


def test_names_may_be_the_same(emulator, ask):
    name = emulator.world.settings(VOICEMAIL_GROUP, emulator.world.groups[0])["name"]
    assert ask("POST", groups_of(emulator), json={**BODY, "name": name}).status_code == 201


def test_delete(emulator, ask):
    one = emulator.world.groups[0]
    response = ask("DELETE", path_of(one))
    assert (response.status_code, response.content) == (204, b"")
    assert emulator.log[-1]["applied"]
    assert not refused(emulator, ask("GET", path_of(one)), 404, "group not found")
    assert not refused(emulator, ask("DELETE", path_of(one)), 404, "group not found")
    assert one not in emulator.world.groups
    assert emulator.stats()["writes"] == 1


def test_read_only_and_scopes(emulator, ask):
    one = emulator.world.groups[0]
    requests_that_write = (
        ("POST", groups_of(emulator), BODY),
        ("PUT", path_of(one), {}),
        ("DELETE", path_of(one), None),
    )
    for method, path, body in requests_that_write:
        refused(emulator, ask(method, path, json=body, token=READONLY_TOKEN), 403, "missing required scopes")
    emulator.read_only = True
    for method, path, body in requests_that_write:
        assert len(refused(emulator, ask(method, path, json=body), 400, "read-only")) == 1
    assert emulator.stats()["writes"] == 0
    assert len(emulator.world.groups) == 8


def test_a_locations_administrator(emulator, ask):
    token = emulator.grant("oslo", locations=emulator.world.location_ids[1:2])
    refused(emulator, ask("POST", groups_of(emulator), json=BODY, token=token), 403, "missing required")
    refused(emulator, ask("DELETE", path_of(emulator.world.groups[0]), token=token), 403, "missing required")
    assert ask("POST", groups_of(emulator, 1), json=BODY, token=token).status_code == 201
    assert ask("DELETE", path_of(emulator.world.groups[1]), token=token).status_code == 204


@pytest.mark.parametrize(("kind", "made"), [("cut_after", 1), ("cut_before", 0)])
def test_an_answer_that_is_lost(emulator, ask, kind, made):
    emulator.fault(kind, {"method": "POST"}, times=1)
    with pytest.raises(requests.ConnectionError):
        ask("POST", groups_of(emulator), json=BODY)
    assert len(emulator.world.groups) == 8 + made
    assert emulator.stats()["writes"] == made


def test_faults_by_owner(emulator, ask):
    one, other = emulator.world.groups[:2]
    for name in (one.id, one.name):
        emulator.fault("status", {"owner": name}, times=1, status=503)
        assert [ask("GET", path_of(each)).status_code for each in (other, one)] == [200, 503]
    assert (emulator.log[-1]["owner_id"], emulator.log[-1]["owner"]) == (one.id, one.name)


def test_variants_of_groups(emulator, ask):
    one = emulator.world.groups[0]
    for name, path in (("missing", "faxMessage"), ("nulls", "lastName"), ("extras-taken", "nobodyKnowsThis")):
        emulator.variants = []
        ordinary = ask("GET", path_of(one)).json().get(path, ...)
        emulator.variants = [name]
        assert ask("GET", path_of(one)).json().get(path, ...) != ordinary
    emulator.variants = ["stale"]
    before = ask("GET", path_of(one)).json()
    assert ask("PUT", path_of(one), json={"name": "Another"}).status_code == 204
    assert [ask("GET", path_of(one)).json()["name"] for dummy in range(2)] == [before["name"], "Another"]
    emulator.variants = ["extras-refused"]
    body = writable(ask("GET", path_of(one)).json())
    assert not refused(emulator, ask("PUT", path_of(one), json=body), 400, "timeZone is not a known property")
