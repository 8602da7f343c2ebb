# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What else happens while a scenario runs: other clients, refusals, a lock."""

from __future__ import annotations

import functools
import random
import threading
import typing as t

from emulator import Emulator
from jobs import CONCURRENCY


class Stage(t.NamedTuple):
    """Where a scenario runs: what happens meanwhile does so in a thread of its own, until it is C(over)."""

    emulator: Emulator
    people: list[t.Any]
    needed: int  # requests
    over: threading.Event


def nothing(dummy: Stage) -> None:
    """Nothing does."""


def halve(stage: Stage) -> None:
    """The allowance, when half of the requests were sent."""
    while not stage.over.wait(0.02):
        if len(stage.emulator.log) >= stage.needed // 2:
            stage.emulator.limit = t.cast(float, stage.emulator.limit) / 2
            return


def stray(stage: Stage, retry_after: int) -> None:
    """One request is refused, whichever. Which one stands in the emulator's log, in C(.build/bench/log)."""
    moment = random.randrange(stage.needed)
    stage.emulator.fault("status", skip=moment, times=1, status=429, retry_after=retry_after)


def each_97th(stage: Stage) -> None:
    """Each 97th request is refused. A rule does not see what a rule before it took."""
    for number in range(1, stage.needed // 90):
        stage.emulator.fault("status", skip=96 * number, times=1, status=429, retry_after=1)


HELD = 60.0  # seconds


def hold(stage: Stage, begins: float) -> None:
    """Another client takes all, so many seconds from our first request on, and then leaves."""
    emulator, everything = stage.emulator, 10 * t.cast(float, stage.emulator.limit)  # also what was kept for later
    if not begins:
        emulator.other = everything
    while not emulator.log and not stage.over.wait(0.01):
        pass
    stage.over.wait(begins)
    emulator.other = everything
    stage.over.wait(HELD)
    emulator.other = 0


def take_half(stage: Stage) -> None:
    """Another client takes half of the allowance all the time."""
    stage.emulator.other = t.cast(float, stage.emulator.limit) / 2


def at_a_time(stage: Stage, most: int) -> None:
    """What is over so many requests under way is refused."""
    stage.emulator.in_flight = most


def lock(stage: Stage) -> None:
    """The first mailbox, when it is first asked for: all others are done while it is waited for."""
    stage.emulator.fault("status", {"person": stage.people[0].id}, times=1, status=423, retry_after=30)


class Meanwhile(t.NamedTuple):
    """What else happens, and how the people are divided."""

    happens: t.Callable[[Stage], None] = nothing
    floor: float = 1.0  # times what it would be without
    concurrency: int = CONCURRENCY
    processes: int = 1  # at a time, each with a part of the people and a state of its own
    left: float = 0.0  # seconds from the first request until the other client leaves
    tasks: int = 1  # one after the other, with one state; the last one is measured


MEANWHILE = {
    "": Meanwhile(),
    "halved": Meanwhile(halve, floor=1.5),  # the first half of the requests has the whole of it
    "nothing": Meanwhile(),
    "stray-2": Meanwhile(functools.partial(stray, retry_after=2)),
    "stray-20": Meanwhile(functools.partial(stray, retry_after=20)),
    "after-stray": Meanwhile(functools.partial(stray, retry_after=2), tasks=2),
    "each-97th": Meanwhile(each_97th),
    "held": Meanwhile(functools.partial(hold, begins=0.0), left=HELD),
    "held-midway": Meanwhile(functools.partial(hold, begins=10.0), left=10.0 + HELD),
    "half": Meanwhile(take_half, floor=2.0),
    "in-flight-8": Meanwhile(functools.partial(at_a_time, most=8), floor=20 / 8, concurrency=20),
    "locked": Meanwhile(lock),
    "four": Meanwhile(processes=4),
}
