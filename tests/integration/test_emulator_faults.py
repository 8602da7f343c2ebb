# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator does wrong where a test asks for it."""

from __future__ import annotations

import copy

import pytest
import requests

from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    BO,
    ask,
    emulator,
    path_of,
    put,
    running,
)

__all__ = ["ask", "emulator", "running"]

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
    assert with_fault("hold", until=iter([False, True]).__next__).json() == emulator.world.voicemail(ANNA)
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
