# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who there is in the emulator, and how people are listed."""

from __future__ import annotations

import time

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    ask,
    emulator,
    path_of,
    refused,
    running,
    writable,
)

__all__ = ["ask", "emulator", "running"]

# --- the world


def test_same_seed_same_world(emulator):
    again, other = Emulator(people=50).world, Emulator(people=50, seed=2).world
    assert again.people == emulator.world.people != other.people
    assert [again.voicemail(one) for one in again.people] == [emulator.world.voicemail(one) for one in again.people]


def test_ten_thousand_people_start_and_reset_quickly():
    start = time.thread_time()
    big = Emulator(people=10_000)
    assert time.thread_time() - start < 1
    assert len({one.email for one in big.world.people}) == len({one.id for one in big.world.people}) == 10_000
    start = time.thread_time()
    big.reset()
    assert time.thread_time() - start < 0.2


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
