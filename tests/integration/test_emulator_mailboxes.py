# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's mailboxes of every kind of owner: settings, licences, scopes."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import USER_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.actions import ACTIONS
from ansible_collections.webex.calling.tests.emulator.resources import MAILBOXES, RESOURCES
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    NO_LICENCE,
    PENDING,
    ask,
    emulator,
    path_of,
    put,
    refused,
    running,
    writable,
)

__all__ = ["ask", "emulator", "running"]

OTHERS = ("workspace", "virtual_line")


def path(owner):
    """The path of an owner's mailbox."""
    return MAILBOXES[owner.kind].path.format(**{owner.kind: owner.id})


def any_path(emulator, template):
    """A path with the IDs of the first owners in it."""
    return template.format(**{kind: roster.all[0].id for kind, roster in emulator.world.rosters.items()})


@pytest.mark.parametrize("kind", OTHERS)
def test_every_mailbox_can_be_sent_back(emulator, ask, kind):
    owners = [one for one in emulator.world.rosters[kind].all if one.licensed]
    assert len(owners) >= 6
    for one in owners:
        box = ask("GET", path(one)).json()
        assert box == emulator.world.voicemail(one)
        assert ("announcementLanguageCode" in box) == (kind == "virtual_line")
        assert ask("PUT", path(one), json=writable(box)).status_code == 204
        assert emulator.world.voicemail(one) == box


@pytest.mark.parametrize("kind", OTHERS)
def test_put_replaces_and_is_checked(emulator, ask, kind):
    one = emulator.world.rosters[kind].all[0]
    assert refused(emulator, ask("PUT", path(one), json={}), 400, "^Missing Mandatory field name: notifications", 25008)
    assert refused(emulator, ask("PUT", path(one), json=put(colour=1)), 400, "colour is not a known")
    language = put(announcementLanguageCode="sv_se")
    if kind == "workspace":
        assert refused(emulator, ask("PUT", path(one), json=language), 400, "announcementLanguageCode is not a known")
    else:
        assert ask("PUT", path(one), json=language).status_code == 204
        assert emulator.world.voicemail(one)["announcementLanguageCode"] == "sv_se"
    assert ask("PUT", path(one), json=put(faxMessage={"extension": "12"})).status_code == 204
    assert emulator.world.voicemail(one)["faxMessage"] == {"enabled": False, "extension": "12"}
    entry = emulator.log[-1]
    assert (entry["owner_id"], entry["owner"], entry["applied"]) == (one.id, one.name, True)
    assert (entry["person_id"], entry["email"]) == (None, None)


def test_ids_of_virtual_lines(emulator, ask):
    assert {ask("GET", path(one)).status_code for one in emulator.world.virtual_lines} == {200}


@pytest.mark.parametrize("kind", OTHERS)
def test_unknown_owners(emulator, ask, kind):
    stranger = Emulator(people=1, seed=99).world.rosters[kind].all[0]
    assert not refused(emulator, ask("GET", path(stranger)), 404, "not found")
    template = MAILBOXES[kind].path
    wrong_kind = template.format(**{kind: emulator.world.people[0].id})
    assert refused(emulator, ask("GET", wrong_kind), 404, "not found")
    assert refused(emulator, ask("GET", template.format(**{kind: "Lobby"})), 400, "Not a valid")


def test_a_workspace_without_a_professional_licence(emulator, ask):
    ones = [one for one in emulator.world.workspaces if not one.licensed]
    assert {one.calling for one in ones} == {True, False}
    for one in ones:
        base = path(one)
        for method, where, body in (
            ("GET", base, None),
            ("PUT", base, put()),
            ("PUT", base + "/passcode", {"passcode": "975310"}),
            ("POST", base + "/actions/uploadBusyGreeting/invoke", None),
        ):
            assert not refused(emulator, ask(method, where, json=body), 405, "^Invalid Professional Place$", 25409)


def test_settings_are_gone_with_the_licence(emulator, ask):
    for one in (emulator.world.person(ANNA), emulator.world.workspaces[0]):
        assert ask("PUT", path(one), json=put(faxMessage={"extension": "12"})).status_code == 204
        emulator.world.passcodes[one.id] = "975310"
        lost = emulator.world.change(one, licensed=False)
        assert ask("GET", path(lost)).status_code in (400, 405)
        emulator.world.change(lost, licensed=True)
        box = ask("GET", path(one)).json()
        assert box["faxMessage"] == {"enabled": False}
        assert box["sendBusyCalls"] == {"enabled": False, "greeting": "DEFAULT", "greetingUploaded": False}
        assert one.id not in emulator.world.passcodes
        assert ask("PUT", path(one), json=writable(box)).status_code == 204


def test_a_licence_takes_some_seconds(emulator, ask):
    for number in (NO_LICENCE, PENDING):
        one = emulator.world.people[number]
        now = emulator.world.clock()
        emulator.world.clock = lambda now=now: now
        emulator.world.license(one, after=5)
        assert ask("GET", path(one)).status_code == 400
        assert len(ask("GET", f"/people/{one.id}").json()["licenses"]) == 2
        listed = ask("GET", "/people", params={"id": one.id, "callingData": "true"}).json()["items"]
        assert "locationId" not in listed[0]
        emulator.world.clock = lambda now=now: now + 5
        assert ask("GET", path(one)).status_code == 200
        assert ask("GET", f"/people/{one.id}", params={"callingData": "true"}).json()["locationId"] == one.location_id


def test_a_licensed_person_without_a_number(emulator, ask):
    one = emulator.world.change_person(ANNA, extension="")
    assert not refused(emulator, ask("GET", path(one)), 403, "refused for")
    assert not refused(emulator, ask("PUT", path(one), json=put()), 403, "refused for")
    listed = ask("GET", f"/people/{one.id}", params={"callingData": "true"}).json()
    assert ("locationId" in listed, "extension" in listed) == (True, False)


def test_external_mwi(emulator, ask):
    one = emulator.world.person(ANNA)
    emulator.world.external_mwi.add(one.id)
    emulator.world.set_voicemail(one, {"messageStorage": {"mwiEnabled": True, "storageType": "INTERNAL"}})
    body = put(messageStorage={"mwiEnabled": False, "storageType": "INTERNAL"})
    words = "^External MWI Control not allowed for user with an internal mailbox$"
    assert not refused(emulator, ask("PUT", path(one), json=body), 400, words, 112130)
    assert ask("PUT", path(one), json=put(messageStorage={"mwiEnabled": True})).status_code == 204


def test_audio_file(emulator, ask):
    emulator.variants = ["audio-file"]
    one = emulator.world.workspaces[0]
    emulator.world.set_voicemail(one, {"sendBusyCalls": {"greetingUploaded": True}})
    box = ask("GET", path(one)).json()
    assert box["sendBusyCalls"]["audioFile"] == {"name": "greeting.wav", "mediaType": "WAV"}
    assert "audioFile" not in box["sendUnansweredCalls"]
    for body in (writable(box), put()):
        assert ask("PUT", path(one), json=body).status_code == 204
        assert "audioFile" in ask("GET", path(one)).json()["sendBusyCalls"]


def needed(emulator, ask, method, template, scope):
    """Whether a request is refused for its scope with all scopes but this one, and not with this one alone."""
    where, words = any_path(emulator, template), "missing required scopes"
    others = {one for token in ("emulator-admin-token",) for one in emulator.api.tokens[token].scopes} - {scope}
    without = ask(method, where, token=emulator.grant("without", *others), json={})
    alone = ask(method, where, token=emulator.grant("alone", scope), json={})
    emulator.take_problems()
    return without.status_code == 403 and words in without.json()["message"] and alone.status_code != 403


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: f"{one.kind}-{one.name}")
def test_scopes_of_settings(emulator, ask, resource):
    assert needed(emulator, ask, "GET", resource.path, resource.read[0])
    if any(resource.write):
        assert needed(emulator, ask, "PUT", resource.path, resource.write[0])
    else:
        assert refused(emulator, ask("PUT", any_path(emulator, resource.path), json={}), 405, "PUT")


SCOPES = {
    "/people/{person}/features/voicemail/actions/uploadBusyGreeting/invoke": "spark-admin:people_write",
    "/people/{person}/features/voicemail/actions/uploadNoAnswerGreeting/invoke": "spark-admin:people_write",
    "/people/{person}/features/voicemail/actions/resetPin/invoke": "spark-admin:people_write",
    "/telephony/config/people/{person}/voicemail/passcode": "spark-admin:telephony_config_write",
    "/telephony/config/workspaces/{workspace}/voicemail/actions/uploadBusyGreeting/invoke": "spark-admin:workspaces_write",
    "/telephony/config/workspaces/{workspace}/voicemail/actions/uploadNoAnswerGreeting/invoke": "spark-admin:workspaces_write",
    "/telephony/config/workspaces/{workspace}/voicemail/passcode": "spark-admin:telephony_config_write",
    "/telephony/config/virtualLines/{virtual_line}/voicemail/actions/uploadBusyGreeting/invoke": "spark-admin:telephony_config_write",
    "/telephony/config/virtualLines/{virtual_line}/voicemail/actions/uploadNoAnswerGreeting/invoke": "spark-admin:telephony_config_write",
    "/telephony/config/virtualLines/{virtual_line}/voicemail/actions/resetPin/invoke": "spark-admin:telephony_config_write",
    "/telephony/config/virtualLines/{virtual_line}/voicemail/passcode": "spark-admin:telephony_config_write",
}


def test_scopes_of_actions(emulator, ask):
    assert {action.path for action in ACTIONS} == set(SCOPES)
    for action in ACTIONS:
        assert needed(emulator, ask, action.method, action.path, SCOPES[action.path]), action.path
        emulator.read_only = True
        assert refused(emulator, ask(action.method, any_path(emulator, action.path), json={}), 400, "read-only")
        emulator.read_only = False


def test_a_persons_own_token(emulator, ask):
    own = emulator.world.person(ANNA)
    upload = path(own) + "/actions/uploadBusyGreeting/invoke"
    assert refused(emulator, ask("POST", upload, token=USER_TOKEN, json={}), 400, "multipart")
    for method, where in (
        ("POST", path(own) + "/actions/resetPin/invoke"),
        ("PUT", f"/telephony/config/people/{own.id}/voicemail/passcode"),
        ("GET", path(emulator.world.workspaces[0])),
    ):
        refused(emulator, ask(method, where, token=USER_TOKEN, json={}), 403, "missing required scopes")


def test_a_locations_administrator(emulator, ask):
    token = emulator.grant("oslo", locations=emulator.world.location_ids[1:2])
    for kind in MAILBOXES:
        other, own = emulator.world.rosters[kind].all[:2]
        assert ask("GET", path(own), token=token).status_code == 200
        refused(emulator, ask("GET", path(other), token=token), 403, "missing required")
    organization = "/telephony/config/voicemail/settings"
    assert ask("GET", organization, token=token).status_code == 200
    refused(emulator, ask("PUT", organization, token=token, json={}), 403, "missing required")


def test_control_of_owners_and_settings(emulator, ask):
    def control(method, where, body=None, status=200):
        response = requests.request(method, f"{emulator.origin}/_emulator/{where}", json=body, timeout=5)
        assert response.status_code == status, response.text
        return response.json()

    assert len(control("GET", "owners/workspace")) == len(emulator.world.workspaces)
    added = control("POST", "owners/workspace", {"name": "Attic", "licensed": False})
    one = emulator.world.workspaces[-1]
    assert (added["id"], one.display_name, one.licensed) == (one.id, "Attic", False)
    control("POST", "license/workspace/Attic", {"after": 0})
    assert ask("GET", path(one)).status_code == 200
    assert control("PATCH", "owners/workspace/Attic", {"licensed": False})["licensed"] is False
    assert control("PATCH", "settings/voicemail/workspace/Lobby", {"enabled": None}).get("enabled") is None
    assert "enabled" not in ask("GET", path(emulator.world.workspaces[0])).json()
    assert control("GET", "settings/rules") == ask("GET", "/telephony/config/voicemail/rules").json()
    token = control("POST", "grant", {"token": "few", "scopes": ["spark-admin:people_read"]})["token"]
    assert ask("GET", path_of(emulator, ANNA), token=token).status_code == 200
    control("GET", "settings/nothing", status=400)
    control("GET", "owners/nobody", status=400)
