# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is concluded from an episode, the time between two refusals: each of the answers that controller.py describes."""

from __future__ import annotations

import math
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import (
    FORGOTTEN,
    Episode,
)

# The first episode: requests from 0 s on, of which three were refused from 0.5 s on.
FIRST: t.Any = {"since": 0.0, "resumed": 0.0, "ended": 0.5, "sent": 13, "refused": 3}
# A later one, with a known rate: a pause of a second after 100 s, and then 20 requests a second for five seconds.
KNOWN: t.Any = {
    "since": 100.0,
    "resumed": 101.0,
    "ended": 106.0,
    "sent": 121,
    "refused": 1,
    "rate": 20.0,
    "confirmed": True,
    "doubling": 20.0,
}


def after(base: t.Any, **changes: t.Any) -> Episode:
    """The episode after one."""
    return Episode(**{**base, **changes}).next()


# --- the pace


def test_without_a_limit_there_is_no_pace_and_any_number_may_be_under_way() -> None:
    assert Episode().pace(5.0) == 0 and Episode().room(5.0) == math.inf


def test_a_slow_start_doubles_each_second_and_not_without_end() -> None:
    start = Episode(resumed=1000.0, rate=4.0)
    assert [start.pace(1000.0 + seconds) for seconds in (-1, 0, 1, 2)] == [4, 4, 8, 16]
    assert start.pace(1050.0) == start.pace(1020.5) == 4 * 2.0**20


def test_a_rate_that_was_confirmed_is_kept_for_a_while_and_then_grows_faster_and_faster() -> None:
    known = Episode(resumed=1000.0, rate=14.0, window=10, confirmed=True, doubling=20.0)
    assert known.pace(999.0) == known.pace(1000.0) == 14 and known.room(1000.0) == 10
    assert known.pace(1005.0) < 1.02 * 14
    assert known.pace(1020.0) == pytest.approx(28) and known.room(1020.0) == 20
    small = Episode(resumed=1000.0, rate=1.75, confirmed=True, doubling=20.0)
    assert small.pace(1020.0) == pytest.approx(1.75 + 14 * 0.125**0.3)
    growth = [known.pace(1000.0 + seconds + 1) - known.pace(1000.0 + seconds) for seconds in range(30)]
    assert growth == sorted(growth)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_limit_is_forgotten_after_a_minute(confirmed: bool) -> None:
    known = Episode(resumed=1000.0, rate=4.0, window=3, confirmed=confirmed)
    assert known.pace(1000.0 + FORGOTTEN) > 0 and known.room(1000.0 + FORGOTTEN) < math.inf
    assert known.pace(1000.1 + FORGOTTEN) == 0 and known.room(1000.1 + FORGOTTEN) == math.inf


# --- stray refusals, and so many at a time


def test_two_that_were_sent_later_and_granted_show_that_the_api_is_not_closed() -> None:
    """A stray refusal, or so many at a time: no more than were granted at a time are kept under way."""
    found = after(FIRST, granted_after=2, together=8)
    assert (found.window, found.rate, found.confirmed) == (8, 0, False)
    assert after(FIRST, granted_after=1, together=8).window == 0


@pytest.mark.parametrize(
    ("window", "together", "then"),
    [
        (10, 10, 9),  # refused though no more than that were under way: one less
        (10, 12, 9),
        (10, 7, 10),  # it was not for that number
        (1, 1, 1),
    ],
)
def test_a_number_at_a_time_that_was_known(window: int, together: int, then: int) -> None:
    found = after(FIRST, window=window, granted_after=2, together=together, ended=0.0)
    assert found.window == then
    assert found.doubling > after(FIRST, granted_after=2, together=8).doubling  # it is kept for longer than a new one


def test_a_stray_refusal_costs_a_known_rate_little() -> None:
    found = after(KNOWN, granted_after=2, together=5)
    assert (found.rate, found.confirmed) == (20, True)
    grown = Episode(**{**KNOWN, "ended": 141.0})
    pace = grown.pace(141.0)
    assert pace > 2 * 20
    assert 0.85 * pace < after(KNOWN, ended=141.0, granted_after=2, together=5).rate < pace


@pytest.mark.parametrize(
    ("changes", "window"),
    [
        ({}, 4),
        ({"refused": 1}, 0),  # one says nothing
        ({"together": 1}, 0),
        ({"busy": 4}, 0),  # as many were granted as were refused
        ({"resumed": 0.2}, 0),  # after a pause there is another explanation
    ],
)
def test_several_refused_where_more_were_under_way_than_were_granted(changes: t.Any, window: int) -> None:
    assert after({**FIRST, "together": 4, "busy": 8}, **changes).window == window


def test_what_was_known_of_the_rate_is_kept_beside_a_number_at_a_time() -> None:
    found = after(FIRST, together=4, busy=8, rate=5.0)
    assert (found.window, found.rate) == (4, 5)


# --- a limit is measured


def test_nothing_is_known_after_one_refusal() -> None:
    found = after(FIRST, refused=1)
    assert (found.rate, found.window, found.confirmed, found.since) == (0, 0, False, 0.5)


def test_several_refusals_at_first_make_a_slow_start() -> None:
    found = after(FIRST)
    assert (found.rate, found.confirmed) == (6, False)
    assert (found.granted, found.lasted) == (10, 1.5)
    again = after(FIRST, resumed=0.4, ended=0.5, sent=4, granted=1, lasted=1.0)
    assert again.rate == pytest.approx(2 / 1.5) and (again.granted, again.lasted) == (2, pytest.approx(1.5))
    assert after(FIRST, resumed=0.4, sent=3).rate == 1  # at least one a second
    assert after(FIRST, resumed=0.4, sent=20).rate == 6


@pytest.mark.parametrize(
    ("changes", "rate"),
    [
        ({"ended": 2.0, "sent": 43}, 40 / 3),  # what was kept for later, a second's worth, is no rate
        ({"ended": 2.0, "sent": 43, "refused": 1}, 0),
        ({"ended": 30.0, "sent": 303}, 0),  # it was what was asked for, and not what is allowed
    ],
)
def test_enough_before_several_refusals_is_a_measure(changes: t.Any, rate: float) -> None:
    found = after(FIRST, **changes)
    assert found.confirmed is bool(rate)
    if rate:
        assert 0.9 * rate < found.rate < rate


def test_after_a_pause_what_was_granted_over_both_is_the_measure() -> None:
    found = after(FIRST, resumed=0.5, ended=2.5, sent=41, refused=1, rate=5.0)
    assert found.confirmed and 0.95 * 40 / 2.5 < found.rate < 40 / 2.5
    assert found.doubling == 14 < after(FIRST, ended=2.0, sent=43).doubling == 21


def test_a_slow_start_overshoots_and_a_share_of_its_last_rate_is_sure() -> None:
    found = after(FIRST, resumed=0.5, ended=6.5, sent=20, refused=1, rate=5.0)
    assert found.confirmed and found.rate > 0.25 * 5 * 2**6 > 19 / 6.5


# --- a known limit is measured again


def test_a_measure_is_taken_a_little_below_what_was_granted() -> None:
    assert 0.95 * 20 < after(KNOWN).rate < 20
    assert 0.9 * 20 < after(KNOWN, sent=117).rate < 20
    # over the pause and the time after it, as far as the API keeps allowance for later
    found = after(KNOWN, resumed=105.0, ended=110.0, kept=10.0, sent=51, rate=5.0, doubling=10.0)
    assert 4.5 < found.rate < 5
    assert 0.95 * 50 / 6 < after(KNOWN, resumed=105.0, ended=110.0, sent=51, rate=8.0, doubling=10.0).rate < 50 / 6


def test_one_measure_does_not_throw_away_what_was_kept_for_long() -> None:
    found = after(KNOWN, sent=11)
    assert found.confirmed and 0.6 * 20 < found.rate < 0.7 * 20


def test_a_measure_is_never_above_the_pace() -> None:
    pace = Episode(**KNOWN).pace(106.0)
    assert 0.9 * pace < after(KNOWN, sent=1000).rate < pace


def test_where_somebody_else_has_all_of_it_the_start_is_as_slow_as_can_be() -> None:
    for sent in (1, 0):
        found = after(KNOWN, sent=sent)
        assert found.rate == 1 and found.confirmed is False and found.window == 0


def test_what_the_api_does_not_keep_for_later_is_not_made_up_for_again() -> None:
    """Refused already while the allowance of the pause was made up for."""
    found = after(KNOWN, resumed=104.0, ended=106.0, sent=51, kept=4.0)
    assert found.kept == pytest.approx(50 / 20 - 2, abs=0.01)
    assert 0.85 * 20 < found.rate < 20 and found.confirmed
    assert after(KNOWN, resumed=104.0, ended=106.0, sent=11, kept=4.0).kept == 0
    assert after(KNOWN, resumed=104.0, ended=106.0, sent=200, kept=4.0).kept == 4


def test_who_is_soon_refused_again_was_too_fast_and_the_api_keeps_what_it_kept() -> None:
    """A pause of a second and one of requests: what is kept counts as a second again, once more was refused than it explains."""
    again = after(KNOWN, ended=102.0, sent=21, kept=0.2)
    assert again.kept == 1.0 and again.rate == pytest.approx(0.968 * max(20.3 / 2, 0.7 * 20))
    later = after(KNOWN, ended=104.0, sent=61, kept=0.2)
    assert later.kept == 0.2 and later.rate == pytest.approx(0.968 * 60.3 / 3.2)
    assert after(KNOWN, ended=103.9, sent=61, kept=0.2).kept == 1.0


def test_a_rate_that_was_far_too_low_ends_between_the_two() -> None:
    far = {**KNOWN, "rate": 5.0, "ended": 141.0, "doubling": 27.0}
    pace = Episode(**far).pace(141.0)
    granted = 20.0 * 41
    found = after(far, sent=round(granted) + 1)
    assert pace > 2.5 * 5
    assert 0.95 * math.sqrt(20.0 * pace) < found.rate < math.sqrt(20.1 * pace)
    assert found.doubling < far["doubling"]


@pytest.mark.parametrize(
    ("ran", "doubling", "then"), [(2, 10.0, 26), (20, 15.0, 42), (20, 60.0, 60), (50, 60.0, 75), (2, 30.0, 30)]
)
def test_a_limit_that_held_for_long_is_kept_for_longer(ran: float, doubling: float, then: float) -> None:
    found = after(KNOWN, ended=101.0 + ran, sent=1 + 20 * ran, doubling=doubling, rate=200.0)
    assert found.doubling == then


def test_a_burst_is_a_measure_where_it_was_large_enough() -> None:
    assert after(FIRST, ended=0.3, sent=23).confirmed
    assert not after(FIRST, ended=0.29, sent=23).confirmed and not after(FIRST, ended=0.3, sent=22).confirmed


def test_a_limit_is_measured_from_the_moment_that_shows_most() -> None:
    long: t.Any = {**FIRST, "ended": 1.0, "sent": 23}
    whole = after(long)
    assert whole.confirmed and whole.rate == pytest.approx(0.968 * 10)
    assert after(long, surely=15.0).rate == pytest.approx(0.968 * 0.968 * 15.0)
    assert after(long, surely=5.0) == whole
    assert after(KNOWN, surely=500.0) == after(KNOWN)
