# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is learned of the API's allowance: simulations in virtual time, against services that limit in many ways."""

from __future__ import annotations

import statistics

import pytest

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Controller, Together
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._limits.simulation import (
    AtATime,
    Bucket,
    Each,
    Server,
    Simulation,
    Switched,
    Task,
    simulate,
)

FREE = simulate(100, Server()).seconds


# --- limits


@pytest.mark.parametrize("rate", [5, 10, 20, 50])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_allowance_is_used_and_hardly_exceeded(rate: int, seed: int) -> None:
    run = simulate(rate * 50, Bucket(rate), seed=seed)
    assert run.seconds <= 105
    assert run.refused <= 14 + 0.012 * rate * 100


def test_a_thousand_people_at_twenty_a_second() -> None:
    run = simulate(1000, Bucket(20))
    assert run.seconds <= 103 and run.refused <= 20


def test_a_smaller_limit_in_the_middle() -> None:
    run = simulate(1000, Switched(Bucket(20), 1000, Bucket(10)))
    assert run.seconds <= 1.05 * (1000 / 20 + 1000 / 10)
    assert run.refused <= 0.02 * 2000


def test_a_larger_limit_in_the_middle_is_found() -> None:
    run = simulate(2000, Switched(Bucket(10), 1000, Bucket(30)))
    assert run.seconds <= 1.2 * (1000 / 10 + 3000 / 30)


def test_one_request_a_second() -> None:
    run = simulate(30, Bucket(1))
    assert run.seconds <= 1.25 * 70 and run.refused <= 20


def test_a_hundred_requests_a_minute() -> None:
    run = simulate(80, Bucket(100 / 60))
    assert run.seconds <= 1.2 * 96 and run.refused <= 20


@pytest.mark.parametrize(("rate", "burst", "people", "most"), [(10, 5, 55, 1.5), (20, 1, 1000, 1.55)])
def test_a_limit_that_keeps_little_for_later(rate: int, burst: int, people: int, most: float) -> None:
    run = simulate(people, Bucket(rate, burst))
    assert run.seconds <= most * 2 * people / rate
    assert run.refused <= 35


def test_only_so_many_at_a_time() -> None:
    run = simulate(300, AtATime(8), threads=20)
    assert run.seconds <= 1.25 * 600 * 0.1 / 8
    assert run.refused <= 20


def test_no_limit_no_rate() -> None:
    run = simulate(500, Server())
    assert run.refused == 0 and run.seconds <= 1.1 * 1010 * 0.1 / 10


# --- what others do


def test_somebody_else_takes_half() -> None:
    run = simulate(1000, Bucket(20, other=lambda now: 10))
    assert 2000 / run.seconds >= 0.9 * 10
    assert run.refused <= 0.03 * 2000


@pytest.mark.parametrize("begun", [0, 10])
def test_somebody_else_holds_all_of_it_from_the_beginning_or_in_the_middle(begun: int) -> None:
    until = begun + 60
    run = simulate(1000, Bucket(20, other=lambda now: 20 if begun <= now < until else 0))
    reached = next(
        time for time in run.granted if time > until and sum(time <= one < time + 3 for one in run.granted) >= 0.9 * 60
    )
    assert reached <= until + 15


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_four_tasks_that_do_not_know_of_one_another(seed: int) -> None:
    run = Simulation(Bucket(20), *(Task(250, 10, Controller()) for dummy in range(4)), seed=seed)
    assert run.seconds <= 1.15 * 100
    assert run.refused <= 0.05 * 2000


@pytest.mark.parametrize("stagger", [0.1, 0.3])
def test_four_tasks_that_start_one_after_the_other(stagger: float) -> None:
    """Who comes first keeps the largest share for long, and the last one goes on alone: no longer than in the bench on average."""
    tasks = [[Task(250, 10, Controller()) for dummy in range(4)] for dummy in range(6)]
    runs = [Simulation(Bucket(20), *four, seed=seed, stagger=stagger) for seed, four in enumerate(tasks)]
    assert statistics.mean(run.seconds for run in runs) <= 1.15 * 100
    assert statistics.mean(run.refused for run in runs) <= 0.05 * 2000


def test_ten_processes_that_share_what_they_know() -> None:
    shared = Controller()
    run = Simulation(Bucket(10), *(Task(20, 1, shared) for dummy in range(10)))
    assert run.seconds <= 1.05 * 40
    assert run.refused <= 0.05 * 400


# --- refusals that are no limit


@pytest.mark.parametrize("retry_after", [1, 2, 20])
@pytest.mark.parametrize("number", [1, 2, 3, 9, 10, 11, 15, 50, 100, 199])
def test_a_stray_refusal_costs_its_pause_and_no_more(number: int, retry_after: int) -> None:
    controller = Controller()
    run = Simulation(Each(number, retry_after, once=True), Task(100, 10, controller))
    assert run.seconds <= FREE + retry_after + 1
    after = Simulation(Server(), Task(100, 10, controller), start=run.seconds + 0.5)
    assert after.seconds <= 1.1 * FREE


def test_a_stray_refusal_for_one_person_is_nothing_to_the_next_task() -> None:
    controller = Controller()
    run = Simulation(Each(2, 2, once=True), Task(1, 1, controller))
    after = Simulation(Server(), Task(100, 10, controller), start=run.seconds + 0.1)
    assert after.seconds <= 1.1 * FREE


def test_stray_refusals_again_and_again() -> None:
    assert simulate(300, Each(97)).seconds <= 3 * simulate(300, Server()).seconds


def test_a_few_refusals_at_first_are_no_limit_to_another_task() -> None:
    controller = Controller()
    tickets = [controller.send(0.0, 0) for dummy in range(5)]
    for ticket in tickets:
        controller.refused(0.1, ticket, 20, Together())
    assert controller.wait(10.0, 0, refused=False) == pytest.approx(10.1)
    assert controller.wait(20.2, 0, refused=False) == 0
    for dummy in range(6):
        controller.send(20.2, 0)
    assert 0 < controller.wait(20.2, 1, refused=True) <= 1
    assert controller.wait(20.2, 1, refused=False) == 0


# --- the rest


def test_a_refusal_while_others_are_under_way_counts_once() -> None:
    controller = Controller()
    tickets = [controller.send(0.0, 0) for dummy in range(10)]
    for ticket in tickets[5:]:
        controller.refused(0.1, ticket, 1, Together())
    assert (controller.number, controller.until, controller.closed.refused) == (1, 1.1, 5)


def test_a_longer_pause_wins() -> None:
    controller = Controller()
    tickets = [controller.send(0.0, 0) for dummy in range(3)]
    for ticket, seconds in zip(tickets, (3, 1, 2)):
        controller.refused(0.0, ticket, seconds, Together())
    assert controller.wait(0.5, 0, True) == 2.5


def test_a_limit_that_nobody_confirms_for_a_minute_is_forgotten() -> None:
    controller = Controller()
    controller.episode.rate, controller.episode.confirmed, controller.due = 0.001, True, 0.0
    assert controller.wait(1.0, 0, True) > 0
    assert controller.wait(60.5, 0, True) == 0


def test_a_task_that_waited_for_something_else_measures_from_then_on() -> None:
    """Two requests, a pause of its own, and then the limit is met: the pause is no part of the measure."""

    def learned(*before: float) -> float:
        controller = Controller()
        for now in before:
            controller.send(now, 0)
        tickets = [controller.send(10 + number / 30, 9) for number in range(30)]
        for ticket in tickets[-2:]:
            controller.refused(11.0, ticket, 1.0, Together())
        return controller.episode.rate

    assert learned(5.0, 5.1) == learned() > 10
