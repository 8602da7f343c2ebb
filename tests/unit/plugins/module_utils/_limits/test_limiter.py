# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the threads of a task wait for their turn."""

from __future__ import annotations

import contextlib
import threading
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Controller
from ansible_collections.webex.calling.plugins.module_utils._limits.limiter import PutOffTooLong, RateLimiter
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import SharedController


@pytest.fixture
def limiter(tmp_path: Path) -> t.Iterator[RateLimiter]:
    one = RateLimiter(SharedController(str(tmp_path / "folder/state.json")))
    yield one
    one.close()


def test_a_stopped_task_waits_no_longer(limiter: RateLimiter) -> None:
    limiter.refused(limiter.acquire(), 30)
    threading.Timer(0.1, limiter.stop).start()
    with pytest.raises(WebexError, match="stopped"):
        limiter.acquire()
    assert 0 < limiter.waited < 20 and limiter.holding is None


def test_a_request_is_not_put_off_for_longer_than_it_may(limiter: RateLimiter) -> None:
    limiter.refused(limiter.acquire(), 30)
    with pytest.raises(PutOffTooLong):
        limiter.acquire(max_wait=29)
    assert limiter.waited < 20


def test_seconds_in_which_several_wait_count_once(limiter: RateLimiter) -> None:
    limiter.refused(limiter.acquire(), 0.5)
    waiting = [threading.Thread(target=limiter.acquire) for dummy in range(5)]
    for one in waiting:
        one.start()
    assert limiter.holding is not None
    for one in waiting:
        one.join()
    assert 0.4 < limiter.waited < 2  # and not the sum of all


def test_what_one_request_waits_for_keeps_nobody_else(limiter: RateLimiter) -> None:
    def sleep() -> None:
        with contextlib.suppress(WebexError):
            limiter.sleep(30, asked=True)

    one = threading.Thread(target=sleep, daemon=True)
    one.start()
    while limiter.holding is None:
        pass
    limiter.granted(limiter.acquire())
    assert limiter.holding is not None and limiter.holding > 20
    limiter.stop()
    one.join()


def test_a_write_goes_first(limiter: RateLimiter) -> None:
    limiter.refused(limiter.acquire(), 0.5)
    order: list[str] = []

    def go(name: str) -> None:
        limiter.acquire(urgent=name == "write")
        order.append(name)

    waiting = []
    for name in ("first", "second", "write"):
        waiting.append(threading.Thread(target=go, args=(name,)))
        waiting[-1].start()
        while len(limiter._queue) < len(waiting):
            pass
    for one in waiting:
        one.join()
    assert order[0] == "write"


def test_who_waits_for_the_place_of_a_refused_request_finds_the_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks whether it may go just before the pause is known, and after that."""
    shared = SharedController(str(tmp_path / "folder/state.json"))
    limiter, know = RateLimiter(shared, max_in_flight=1), shared.changing
    ticket, went = limiter.acquire(), []

    def ask(when: str) -> None:
        with contextlib.suppress(PutOffTooLong):
            limiter.acquire(max_wait=0)
            went.append(when)

    def know_late() -> t.ContextManager[tuple[float, Controller]]:
        monkeypatch.undo()
        ask("before")
        return know()

    monkeypatch.setattr(shared, "changing", know_late)
    limiter.refused(ticket, 30)
    ask("after")
    assert went == []
    limiter.close()
