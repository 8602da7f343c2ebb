# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a request is sent."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http import retry
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import NoResponse, Outcome, Response
from ansible_collections.webex.calling.plugins.module_utils._http.retry import Tries, backoff
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import DELETE, GET, POST, PUT, Verb


def answer(status: int, retry_after: int | None = None) -> Response:
    return Response(status, {} if retry_after is None else {"Retry-After": str(retry_after)}, b"")


BROKEN, NOT_CONNECTED = NoResponse("broken"), NoResponse("refused", sent=False)


def tried(verb: Verb, *outcomes: Outcome, max_retries: int = 8, max_wait: float = 600) -> Tries:
    tries = Tries(verb, max_retries, max_wait)
    for outcome in outcomes:
        tries.add(outcome)
    return tries


def test_a_backoff_grows_has_jitter_and_ends() -> None:
    waits = [[backoff(times) for dummy in range(50)] for times in range(1, 100)]
    assert all(0.25 * 2**number <= min(some) for number, some in enumerate(waits[:6]))
    assert all(max(some) <= 0.5 * 2**number for number, some in enumerate(waits[:6]))
    assert all(len(set(some)) > 10 for some in waits)
    assert all(min(some) >= 15 and max(some) <= 30 for some in waits[7:])
    assert 15 <= backoff(100_000) <= 30


def test_a_pause_is_what_the_api_asks_for_or_a_backoff() -> None:
    assert tried(GET, answer(503, 7)).pause == 7 and tried(GET, answer(429, 7)).pause == 7
    assert 0.25 <= (tried(GET, answer(503)).pause or 0) <= 0.5 and 0.25 <= (tried(GET, BROKEN).pause or 0) <= 0.5
    assert 0.5 <= (tried(GET, answer(429), answer(429)).pause or 0) <= 1
    assert tried(GET).pause is None and tried(GET, answer(404)).pause is None


def test_so_many_failures_are_too_many() -> None:
    for number in range(3):
        failed = [answer(503)] * number
        assert (tried(PUT, *failed, BROKEN, max_retries=2).pause is None) == (number == 2)
    assert tried(PUT, answer(429), answer(429), answer(503), max_retries=1).pause is not None  # 429 is none of them
    assert tried(PUT, answer(429), answer(429), max_retries=0).pause is not None
    renewed = tried(PUT, answer(401), answer(503), max_retries=1)
    renewed.renewed = True  # nor is a 401 after which a token was minted
    assert renewed.pause is not None


def test_what_is_permanent_or_lasts_too_long_is_final() -> None:
    assert tried(GET, NoResponse("not trusted", permanent=True, sent=False)).pause is None
    assert tried(GET, answer(503, 601)).pause is None and tried(GET, answer(503, 600)).pause == 600


@pytest.mark.parametrize(
    ("outcome", "repeated"),
    [
        (answer(423), True),
        (answer(429), True),
        (answer(503, 5), True),
        (NOT_CONNECTED, True),
        (answer(503), False),
        (answer(500, 5), False),
        (answer(502), False),
        (answer(504), False),
        (BROKEN, False),
    ],
)
def test_a_post_is_repeated_only_where_it_was_not_processed(outcome: Outcome, repeated: bool) -> None:
    assert (tried(POST, outcome).pause is not None) is repeated
    assert tried(DELETE, outcome).pause is not None or outcome.status == 500


def test_what_may_have_been_done_stays_so() -> None:
    assert not tried(PUT).lost and not tried(PUT, answer(429), answer(423), NOT_CONNECTED, answer(404)).lost
    assert tried(PUT, BROKEN, answer(429)).lost and tried(PUT, answer(500), NOT_CONNECTED).lost


def test_429_counts_against_max_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(100, 10)
    monkeypatch.setattr(retry.time, "monotonic", lambda: next(clock))
    assert tried(GET, BROKEN, max_wait=60).patience == 60
    tries = tried(GET, answer(429), answer(429), max_wait=60)  # at 100; the second is not looked at
    assert [tries.patience, tries.patience] == [50, 40]
