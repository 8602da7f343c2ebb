# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's control calls, and its command line."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN
from ansible_collections.webex.calling.tests.emulator.variants import SWITCHES
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    NO_LICENCE,
    ORG,
    ask,
    emulator,
    path_of,
    running,
)

__all__ = ["ask", "emulator", "running"]

TESTS = Path(__file__).parents[1]


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


def test_a_port_that_is_used(emulator):
    """What `make emulator` prints then, and nothing before it."""
    command = [sys.executable, "-m", "emulator", "--port", str(emulator.port), "--people", "1", "--hint", "try this"]
    done = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, check=False)
    port = emulator.port
    assert done.returncode and not done.stdout
    assert (
        done.stderr == f"Another program uses port {port}: choose another one, such as make emulator PORT={port + 1}.\n"
    )
