# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace, in virtual time against a limiter as the API has one; and the file that tasks share it through."""

from __future__ import annotations

import heapq
import json
import math
import os
import random
import stat
import threading
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils.errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils.pace import Pace, Shared, State, Ticket, state_file


class Bucket:
    """A limit of I(rate) requests a second that holds I(burst) for later, and is closed until Retry-After."""

    def __init__(self, rate: float, burst: float | None = None) -> None:
        self.rate, self.burst = rate, burst or max(1.0, rate)
        self.tokens, self.time, self.closed = self.burst, 0.0, 0.0

    def refuse(self, now: float) -> int:
        """Retry-After, 0 for a request that passes."""
        self.tokens = min(self.burst, self.tokens + (now - self.time) * self.rate)
        self.time = now
        if now >= self.closed:
            if self.tokens >= 1:
                self.tokens -= 1
                return 0
            self.closed = now + max(1, math.ceil((1 - self.tokens) / self.rate))
        return max(1, math.ceil(self.closed - now))


class Run(t.NamedTuple):
    """How long it took, and how many requests were refused."""

    seconds: float
    refused: int


def simulate(
    requests: int,
    bucket: Bucket | None,
    workers: int = 10,
    latency: float = 0.1,
    change: tuple[int, Bucket] | None = None,
    seed: int = 1,
) -> Run:
    """As many workers send so many requests; I(change) is after how many another limit holds."""
    random_ = random.Random(seed)
    state, left, done, refused, last = State(), requests, 0, 0, 0.0
    writing = [False] * workers
    # A worker's next step: when, which worker, what, with what.
    steps: list[tuple[float, int, str, t.Any]] = [
        (0.3 if worker else 0.0, worker, "start", None)  # somebody is looked up first
        for worker in range(workers)
    ]
    while steps:
        now, worker, step, known = heapq.heappop(steps)
        if step == "start":
            if not writing[worker]:
                if not left:
                    continue
                left -= 2
            writing[worker] = not writing[worker]
            step, known = "take", (0.0, -1, 0)
        if step == "take":
            start, refusals, inserted = known
            urgent = not writing[worker]  # a read, then at once a write
            if refusals != state.refusals:
                start, refusals, inserted = state.reserve(now, urgent), state.refusals, state.inserted
            elif not urgent:
                start, inserted = start + state.postponed(now, inserted), state.inserted
            start = max(start, state.until)
            if start > now:
                heapq.heappush(steps, (start, worker, "take", (start, refusals, inserted)))
                continue
            ticket = state.send(now)
            if change and done >= change[0]:
                change[1].time, bucket, change = now, change[1], None
            wait = bucket.refuse(now) if bucket else 0
            answered = now + latency * random_.uniform(0.9, 1.1)
            heapq.heappush(steps, (answered, worker, "refused" if wait else "done", (ticket, wait)))
        elif step == "done":
            done, last = done + 1, now
            heapq.heappush(steps, (now, worker, "start", None))
        else:
            refused += 1
            state.refused(now, *known)
            heapq.heappush(steps, (now, worker, "take", (0.0, -1, 0)))
    assert done == requests
    return Run(last, refused)


@pytest.mark.parametrize("rate", [5, 10, 20, 50])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_allowance_is_used_and_hardly_exceeded(rate: int, seed: int) -> None:
    run = simulate(rate * 100, Bucket(rate), seed=seed)
    assert run.seconds <= 105
    assert run.refused <= 10 + 0.012 * rate * 100


def test_a_smaller_limit_in_the_middle() -> None:
    run = simulate(2000, Bucket(20), change=(1000, Bucket(10)))
    assert run.seconds <= 1.05 * (1000 / 20 + 1000 / 10)
    assert run.refused <= 0.02 * 2000


def test_a_larger_limit_in_the_middle_is_found() -> None:
    run = simulate(4000, Bucket(10), change=(1000, Bucket(30)))
    assert run.seconds <= 1.45 * (1000 / 10 + 3000 / 30)


def test_one_request_a_second() -> None:
    run = simulate(60, Bucket(1))
    assert run.seconds <= 1.2 * 70 and run.refused <= 12


def test_a_limit_that_keeps_nothing_for_later() -> None:
    run = simulate(2000, Bucket(20, burst=1))
    assert run.refused <= 0.02 * 2000


def test_no_limit_no_pace() -> None:
    run = simulate(1000, None)
    assert run.refused == 0 and run.seconds <= 1.1 * 1010 * 0.1 / 10


def test_a_refusal_while_others_are_under_way_counts_once() -> None:
    state = State()
    tickets = [state.send(0.0) for dummy in range(10)]
    for ticket in tickets[5:]:
        state.refused(0.1, ticket, 1)
    assert state.number == 1 and state.until == 1.1
    assert state.episode.rate == pytest.approx(5 / 1.001)


def test_a_longer_pause_wins() -> None:
    state = State()
    for seconds in (3, 1, 2):
        state.refused(0.0, Ticket(0, 0.0), seconds)
    assert state.reserve(0.5) >= 3


# --- the file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return state_file("https://example.com/v1", None, "t0p-secret")


def pause(path: str, now: float = 100.0) -> float:
    """The end of the pause that a task finds at I(now)."""
    with Shared(path, lambda: now).changing() as (dummy, state):
        return state.until


def paused(path: str, until: float = 150.0, now: float = 100.0) -> None:
    with Shared(path, lambda: now).changing() as (dummy, state):
        state.until, state.seen = until, now


def test_tasks_share_the_pause(path: str) -> None:
    paused(path)
    assert pause(path) == 150


def test_the_file_is_private_and_holds_no_secret(path: str) -> None:
    paused(path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    assert "secret" not in path + Path(path).read_text()


def test_another_token_has_another_file(path: str) -> None:
    assert state_file("https://example.com/v1", None, "another") != path
    assert state_file("https://example.com/v1", "org", "t0p-secret") != path


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"until": "x"}', '{"until": 1e999}', '{"nobody": 1}', "\0" * 9999]
)
def test_a_damaged_file_is_ignored(path: str, content: str) -> None:
    paused(path)
    Path(path).write_text(content)
    assert pause(path) == 0
    paused(path)
    assert pause(path) == 150


@pytest.mark.parametrize("now", [1000.0, 50.0])
def test_a_state_from_long_ago_or_from_before_a_restart_is_ignored(path: str, now: float) -> None:
    paused(path)
    assert pause(path, now) == 0


@pytest.mark.parametrize("value", [1e300, -1e300, 0, -1, None, "1", [], float("nan"), float("inf")])
def test_a_state_that_makes_no_sense_is_harmless(path: str, value: t.Any) -> None:
    paused(path)
    state = json.loads(Path(path).read_text())
    for name in state:
        Path(path).write_text(json.dumps({**state, name: value}))
        with Shared(path, lambda: 100.0).changing() as (dummy, found):
            assert found.reserve(100.0) < 100 + 3600
    for name in state["episode"]:
        Path(path).write_text(json.dumps({**state, "episode": {**state["episode"], name: value}}))
        with Shared(path, lambda: 100.0).changing() as (dummy, found):
            assert found.reserve(100.0) < 100 + 3600


def test_a_link_in_its_place_is_not_followed(path: str, tmp_path: Path) -> None:
    paused(path)
    os.rename(path, path + ".moved")
    os.symlink(path + ".moved", path)
    before = Path(path).read_text()
    paused(path, 170)
    assert Path(path + ".moved").read_text() == before


def test_where_nothing_can_be_written_a_task_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shared = Shared(str(tmp_path / "file" / "below" / "state.json"))
    with shared.changing() as (dummy, state):
        state.until = 150
    with shared.changing() as (dummy, state):
        assert state.until == 150


def test_a_lock_that_is_never_freed_does_not_stop_a_task(path: str) -> None:
    with Shared(path).changing(), Shared(path).changing() as (dummy, state):
        assert state.until == 0


def test_a_stopped_task_waits_no_longer(path: str) -> None:
    pace = Pace(Shared(path))
    pace.refused(pace.take(), 30)
    threading.Timer(0.1, pace.stop).start()
    with pytest.raises(WebexError, match="stopped"):
        pace.take()
    assert 29 < pace.pause <= 30 and pace.waited == pytest.approx(30, abs=0.5)
