# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the emulator itself share: an emulator as new, a way to ask it, and what a refusal is."""

from __future__ import annotations

import re

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator

ANNA, BO = "anna.andersson@example.com", "bo.berg@example.com"
NO_LICENCE, PENDING = 9, 17  # numbers of people
VOICEMAIL = "/people/{}/features/voicemail"
ORG = "/telephony/config/voicemail/settings"
READ_ONLY = ("greetingUploaded", "systemMaxNumberOfRings", "voiceMessageForwardingEnabled")


@pytest.fixture(scope="module")
def running():
    """One emulator for all tests of a file."""
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
