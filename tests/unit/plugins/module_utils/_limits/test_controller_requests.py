# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a request may go, and what the controller is told of those that went."""

from __future__ import annotations

import math

import pytest

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Controller, Episode, Together


def test_the_most_that_were_under_way_at_a_time() -> None:
    together = Together()
    assert together.most() == 0
    for sent, answered in ((0.0, 1.0), (0.5, 1.5), (0.9, 2.0), (1.0, 3.0)):
        together.add(sent, answered)
    assert together.most() == 3  # one ended as the last one began
    for dummy in range(64):
        together.add(5.0, 6.0)
    for number in range(64):
        together.add(10.0 + number, 10.5 + number)
    assert together.most() == 1  # only the last ones count


@pytest.mark.parametrize(
    ("sent", "rate"),
    [
        ((), 0.0),
        ((5.0,), 1.0),
        ((0.0, 0.1, 0.2, 0.3, *[0.4] * 20), 20.0),  # it began with one at a time
        ((0.2, 0.0, 0.1), 3 / 1.2),  # answers come in another order
        ((*[0.0] * 4, 3.0), 5 / 4),
    ],
)
def test_what_was_granted_last_shows_a_rate_that_is_allowed(sent: tuple[float, ...], rate: float) -> None:
    together = Together()
    for one in sent:
        together.add(one, one + 0.1)
    assert together.rate() == pytest.approx(rate)


def test_requests_that_were_sent_after_a_refused_one_and_granted_are_counted() -> None:
    controller = Controller()
    early = [controller.send(now, 3) for now in (0.0, 1.0, 1.005, 1.02, 1.03, 1.04)]
    controller.refused(1.1, early[1], 1.0, Together())
    for ticket in early[:5]:  # the first three were sent before it, or may have been
        controller.granted(ticket, Together())
    assert controller.closed.granted_after == 2
    controller.granted(controller.send(3.0, 0), Together())  # of the next episode
    controller.granted(early[5]._replace(episode=-1), Together())  # of an earlier one
    assert controller.closed.granted_after == 2


def test_a_task_waits_for_one_that_is_under_way_where_there_is_no_room() -> None:
    controller = Controller(episode=Episode(since=0.0, resumed=0.0, window=2, confirmed=True))
    assert controller.wait(0.0, 1, False) == 0 and controller.wait(0.0, 2, False) == math.inf


def test_what_was_not_confirmed_is_no_other_tasks() -> None:
    controller = Controller(episode=Episode(since=0.0, resumed=0.0, rate=2.0), due=10.0)
    assert controller.wait(10.0, 0, refused=False) == 0
    assert 0 < controller.wait(10.0, 0, refused=True) <= 0.5


def test_requests_are_a_pace_apart_and_what_was_not_used_is_made_up_for() -> None:
    controller = Controller(episode=Episode(since=0.0, resumed=0.0, rate=2.0, confirmed=True, doubling=1e9), due=0.0)
    assert controller.wait(0.0, 0, False) == pytest.approx(0.5)
    assert controller.send(0.5, 3).busy == 4
    assert controller.wait(0.5, 0, False) == pytest.approx(0.5)
    controller.send(20.0, 0)  # it was away, and a second's worth is kept for it
    assert controller.wait(20.0, 0, False) == 0 and controller.due == pytest.approx(19.1)


def test_less_of_a_pause_is_made_up_for_after_the_first_measure() -> None:
    """It is of a burst, which says less of what follows than a measure between two refusals."""
    controller = Controller()
    for number in range(40):
        controller.send(number / 20, 9)
    for ticket in [controller.send(2.0, 9), controller.send(2.0, 9)]:
        controller.refused(2.0, ticket, 1.0, Together())
    assert controller.episode.confirmed and controller.due == pytest.approx(3.0 - 0.45)
    for number in range(40):
        controller.send(3.0 + number / 20, 9)
    controller.refused(5.0, controller.send(5.0, 9), 1.0, Together())
    assert controller.episode.confirmed and controller.due == pytest.approx(6.0 - 0.9)
