# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens, limits and what is told about requests."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN
from ansible_collections.webex.calling.tests.emulator.limits import Limiter
from ansible_collections.webex.calling.tests.emulator.tokens import CLIENT
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    BO,
    ORG,
    ask,
    emulator,
    path_of,
    put,
    refused,
    running,
)

__all__ = ["ask", "emulator", "running"]

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
