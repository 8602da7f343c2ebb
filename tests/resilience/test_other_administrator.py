# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else changes a mailbox while a task is at work on it: what survives, and how long the time is when it does not.

The API has no version to compare and no partial write: a PUT replaces all settings with what the GET told. So only what is
changed between the two can be lost, and the time between them is to be as short as can be.
"""

from __future__ import annotations

import random
import statistics
import time
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.faults import Exchange, kind
from ansible_collections.webex.calling.tests.integration.support import call, writes
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    VOICEMAIL,
    Flat,
    Json,
    any_settings,
    desired,
    flat,
    licensed,
    nested,
    on_server,
    refused,
    tell,
)

OURS: Json = {"send_unanswered_calls.number_of_rings": 6, "enabled": True}
# Nobody has these settings: whoever finds them knows where they come from.
THEIRS: Json = {"fax_message.extension": "424242", "transfer_to_number.destination": "+46 8 424242"}
NAMED_BY_BOTH: Json = {"send_unanswered_calls.number_of_rings": 4}
PEOPLE = 100 if FULL else 30


@kind
async def somebody_else(exchange: Exchange, *, change: t.Callable[[], object], first: bool) -> t.Any:
    """Another administrator's change just before, or just after, this request is carried out."""
    if first:
        change()
    answer = exchange.right()
    if not first:
        change()
    return await exchange.send(answer)


@kind
async def timed(exchange: Exchange, *, answered: dict[str, float]) -> t.Any:
    """The right answer; when it left."""
    answer = exchange.right()
    answered[str(exchange.call.entry["email"])] = time.monotonic()
    return await exchange.send(answer)


def change(emulator: Emulator, who: str, settings: Json) -> t.Callable[[], object]:
    """What another administrator does."""
    return lambda: emulator.world.set_voicemail(who, nested(flat(nested(settings))))


def all_at(emulator: Emulator, method: str, first: bool, settings: Json) -> tuple[list[str], dict[str, Flat]]:
    """For each of some people another administrator's I(settings), at this moment; and what is there before."""
    people = licensed(emulator, PEOPLE)
    for who in people:
        emulator.world.set_voicemail(who, {"sendUnansweredCalls": {"numberOfRings": 3}})
        match = {"method": method, "path": "voicemail$", "person": who}
        emulator.fault("somebody_else", match, change=change(emulator, who, settings), first=first, times=1)
    return people, {who: on_server(emulator, who) for who in people}


def both(emulator: Emulator, who: str, before: Flat, *each: Json) -> Flat:
    """What comes of it when one change follows another."""
    for settings in each:
        before = desired(emulator, who, before, settings)
    return before


@pytest.mark.usefixtures("both_ways")
class TestWhatSurvives:
    """A change at each moment, for each of some people."""

    def test_before_the_get(self, emulator: Emulator) -> None:
        """All of it survives, but for what the task names."""
        people, before = all_at(emulator, "GET", True, {**THEIRS, **NAMED_BY_BOTH})
        result = call(VOICEMAIL, person=people, **nested(OURS))
        for who, one in zip(people, result["people"], strict=True):
            goal = both(emulator, who, before[who], THEIRS, NAMED_BY_BOTH, OURS)
            assert on_server(emulator, who) == flat(one["voicemail"]) == goal
        tell(people=len(people))

    def test_between_the_get_and_the_put(self, emulator: Emulator) -> None:
        """It is undone: the PUT replaces everything with what the GET told. The result tells what was sent."""
        people, before = all_at(emulator, "PUT", True, {**THEIRS, **NAMED_BY_BOTH})
        result = call(VOICEMAIL, person=people, **nested(OURS))
        for who, one in zip(people, result["people"], strict=True):
            assert on_server(emulator, who) == flat(one["voicemail"]) == both(emulator, who, before[who], OURS)
        tell(people=len(people))

    def test_after_the_get_where_nothing_is_written(self, emulator: Emulator) -> None:
        """Where the task has nothing to change there is no PUT, and so nothing to lose."""
        people = licensed(emulator, PEOPLE)
        call(VOICEMAIL, person=people, **nested(OURS))
        before = {who: on_server(emulator, who) for who in people}
        emulator.clear_log()
        for who in people:
            match = {"method": "GET", "path": "voicemail$", "person": who}
            emulator.fault("somebody_else", match, change=change(emulator, who, THEIRS), first=False, times=1)
        assert not call(VOICEMAIL, person=people, **nested(OURS))["changed"] and writes(emulator) == []
        assert all(on_server(emulator, who) == both(emulator, who, before[who], THEIRS) for who in people)
        tell(people=len(people))

    def test_after_the_put(self, emulator: Emulator) -> None:
        """It survives; what the task names is brought back by the next run, and nothing else."""
        people, before = all_at(emulator, "PUT", False, {**THEIRS, **NAMED_BY_BOTH})
        call(VOICEMAIL, person=people, **nested(OURS))
        for who in people:
            assert on_server(emulator, who) == both(emulator, who, before[who], OURS, THEIRS, NAMED_BY_BOTH)
        assert call(VOICEMAIL, person=people, **nested(OURS))["summary"]["changed"] == len(people)
        for who in people:
            assert on_server(emulator, who) == both(emulator, who, before[who], THEIRS, OURS)
        tell(people=len(people))

    def test_after_a_put_whose_answer_is_lost(self, emulator: Emulator) -> None:
        """One more look settles it: what others changed meanwhile stays, and what the task names is not claimed."""
        people, before = all_at(emulator, "GET", True, {})
        emulator.faults = []
        for who in people:
            match = {"method": "PUT", "person": who}
            emulator.fault("empty", match, times=1)
            theirs = {**THEIRS, **(NAMED_BY_BOTH if people.index(who) % 2 else {})}
            again = {"method": "GET", "path": "voicemail$", "person": who}
            emulator.fault("somebody_else", again, change=change(emulator, who, theirs), first=True, skip=1, times=1)
        result = call(VOICEMAIL, person=people, **nested(OURS))
        for number, (who, one) in enumerate(zip(people, result["people"], strict=True)):
            theirs = {**THEIRS, **(NAMED_BY_BOTH if number % 2 else {})}
            assert on_server(emulator, who) == both(emulator, who, before[who], OURS, theirs)
            assert one.get("failed", False) is bool(number % 2)
        tell(people=len(people), writes=len(writes(emulator)))

    def test_any_change_by_another_before_the_get(self, emulator: Emulator) -> None:
        """Any settings of theirs, any of ours."""
        rng, wants, goals = random.Random(3), {}, {}
        for who in licensed(emulator, 2 * PEOPLE):
            ours, theirs, before = any_settings(rng), any_settings(rng), on_server(emulator, who)
            theirs = {name: value for name, value in theirs.items() if value != "" and "{" not in str(value)}
            middle = both(emulator, who, before, theirs)
            goal = both(emulator, who, middle, ours)
            if refused(emulator, who, middle) or refused(emulator, who, goal):
                continue
            wants[who], goals[who] = ours, goal
            match = {"method": "GET", "path": "voicemail$", "person": who}
            patch = nested(middle)
            emulator.fault(
                "somebody_else",
                match,
                change=lambda who=who, patch=patch: emulator.world.set_voicemail(who, patch),
                first=True,
                times=1,
            )
        result = call(VOICEMAIL, people=[{"person": who, **nested(ours)} for who, ours in wants.items()])
        assert not result.get("failed") and len(wants) > PEOPLE
        for one in result["people"]:
            assert on_server(emulator, one["person"]) == flat(one["voicemail"]) == goals[one["person"]]
        tell(people=len(wants))


@pytest.mark.parametrize("per_minute", [None, 3000, 900 if FULL else 1200])
def test_how_long_the_time_is(emulator: Emulator, per_minute: int | None) -> None:
    """From when the GET's answer leaves to when the PUT arrives, by the emulator's clock."""
    people = licensed(emulator, (1000 if per_minute in (None, 3000) else 300) if FULL else 60)
    answered: dict[str, float] = {}
    emulator.latency = 0.02
    emulator.limit = per_minute
    emulator.fault("timed", {"method": "GET", "path": "voicemail$"}, answered=answered)
    for who in people:
        emulator.world.set_voicemail(who, {"sendUnansweredCalls": {"numberOfRings": 3}})
    result = call(VOICEMAIL, person=people, concurrency=10, **nested(OURS))
    assert result["summary"]["changed"] == len(people)
    puts = [entry for entry in emulator.log if entry["method"] == "PUT"]
    arrived = {entry["email"]: entry["time"] for entry in reversed(puts)}
    applied = {entry["email"]: entry["time"] for entry in puts if entry["applied"]}
    figures: Json = {}
    for name, times in (("arrived", arrived), ("applied", applied)):
        spans = sorted(1000 * (times[who] - answered[who]) for who in people)
        assert spans[0] > 0 and statistics.median(spans) < 5000
        figures[name] = {
            "median_ms": round(statistics.median(spans), 1),
            "p99_ms": round(spans[int(0.99 * len(spans))], 1),
            "most_ms": round(spans[-1], 1),
        }
    tell(people=len(people), per_minute=per_minute, refused=emulator.stats()["refused"], **figures)
