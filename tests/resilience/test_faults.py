# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of every wrong kind, for many people: everybody ends as desired or is named with a reason, and nobody is lied to."""

from __future__ import annotations

import random

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import writes
from ansible_collections.webex.calling.tests.resilience.conftest import (
    any_settings,
    desired,
    licensed,
    mailboxes,
    on_server,
    refused,
    tell,
)
from ansible_collections.webex.calling.tests.resilience.planned_faults import (
    ALL,
    PEOPLE,
    TROUBLES,
    Faults,
    Trouble,
    answers,
    differences,
    judge,
    run,
    wishes,
)

pytestmark = pytest.mark.usefixtures("in_a_hurry")


@pytest.mark.usefixtures("both_ways")
def test_faults_of_every_kind_for_many(emulator: Emulator) -> None:
    """Also: check mode meets the same GETs, writes nothing, and foretells the run for all who succeed in both."""
    seed = 20260101
    wants, before = wishes(emulator, seed), mailboxes(emulator)
    faults = Faults(emulator, wants, seed)
    faults.install()
    foretold = run(wants, check=True)
    assert writes(emulator) == [] and mailboxes(emulator) == before
    in_check_mode = answers(foretold, wants)
    emulator.clear_log()
    faults.install()
    result = run(wants)
    outcome = judge(emulator, before, wants, result)
    used = faults.used()
    assert all(used[f"{method} {trouble[0]}"] for method, trouble in ALL)
    both = [
        who
        for who, one in answers(result, wants).items()
        if not (one.get("failed") or in_check_mode[who].get("failed"))
    ]
    diffs = [differences(one) for one in (foretold, result)]
    for who in both:
        assert diffs[0].get(who) == diffs[1].get(who), who
        one, other = (dict(answers(each, wants)[who]) for each in (foretold, result))
        assert one == other
    # What is left over is what a run without faults does, and then there is nothing left.
    emulator.faults = []
    emulator.clear_log()
    goals = {who: desired(emulator, who, before[who], wanted) for who, wanted in wants.items() if who in before}
    left = [who for who, goal in goals.items() if on_server(emulator, who) != goal and not refused(emulator, who, goal)]
    healed = run(wants, timeout=60)  # on a slow machine a second is too short for some, and their PUT is sent twice
    assert healed["summary"]["changed"] == len(left) == len(writes(emulator))
    assert sorted(left) == sorted(one["person"] for one in healed["people"] if one["changed"])
    emulator.clear_log()
    assert not run(wants, timeout=60)["changed"] and writes(emulator) == []
    tell(
        people=len(wants),
        outcome=outcome,
        healed=len(left),
        same_diff_in_check_mode=len(both),
        faults=sum(used.values()),
        by_kind=used,
        api=result["api"],
    )


def test_the_same_seed_gives_the_same_outcome(emulator: Emulator) -> None:
    outcomes = []
    for dummy in range(2):
        emulator.reset()
        people = licensed(emulator, PEOPLE)
        rng = random.Random(7)
        wants = {who: any_settings(rng) for who in people}
        faults = Faults(emulator, wants, 7)
        faults.install()
        found = answers(run(wants), wants)
        kept = ("failed", "changed", "status", "voicemail", "method")
        outcomes.append(({who: {name: one.get(name) for name in kept} for who, one in found.items()}, faults.used()))
        outcomes[-1] += (mailboxes(emulator),)
    for first, second in zip(*outcomes, strict=True):
        assert {key: (first[key], second[key]) for key in first if first[key] != second[key]} == {}
    tell(people=len(outcomes[0][0]), faults=sum(outcomes[0][1].values()))


@pytest.mark.parametrize("trouble", TROUBLES["GET"][:16], ids=lambda one: one[0])
def test_a_list_of_people_that_never_comes(emulator: Emulator, trouble: Trouble) -> None:
    """Without it nothing can be done for anybody: the task says so and writes nothing."""
    label, kind, parameters = trouble
    before = mailboxes(emulator)
    emulator.fault(kind, {"path": "^/people$"}, **parameters)
    result = run(wishes(emulator, 1), max_retries=0, max_wait=1)
    assert result["failed"] and not result.get("changed") and "/people" in result["msg"]
    assert mailboxes(emulator) == before and writes(emulator) == []
