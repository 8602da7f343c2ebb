# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator, for every test that asks for it."""

from __future__ import annotations

import signal
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """What a script starts in the background ignores SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def server() -> t.Iterator[Emulator]:
    """One server for all the tests of a process."""
    with Emulator(people=60) as emulator:
        yield emulator


@pytest.fixture
def emulator(server: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> t.Iterator[Emulator]:
    """The emulator as new, and the environment that leads to it.

    A test fails for every request that the API's rules would refuse, and for every write in check mode, unless it takes the
    problem as expected.
    """
    server.reset()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(support, "policed", server)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # the pace of one test is none of another's
    yield server
    assert server.take_problems() == []


@pytest.fixture(params=list(support.WAYS))
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with the modules, and with their action plugins."""
    monkeypatch.setattr(support, "way", request.param)
