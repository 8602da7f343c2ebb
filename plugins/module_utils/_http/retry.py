# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a request is sent, and how long is waited in between."""

from __future__ import annotations

import random
import time

from ansible_collections.webex.calling.plugins.module_utils._http.exchange import Outcome
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import Verb

_FIRST_BACKOFF, _MAX_BACKOFF = 0.5, 30.0


class Tries:
    """The tries of one request.

    C(count) is their number, C(outcome) what came of the last one, C(lost) whether the answer of any was, so that it may have been
    processed. C(renewed) is set where the token was minted anew for it. A 429 counts against I(max_wait), whatever else fails
    against I(max_retries).
    """

    def __init__(self, verb: Verb, max_retries: int, max_wait: float) -> None:
        self._verb, self._max_retries, self._max_wait = verb, max_retries, max_wait
        self.count = 0
        self.outcome: Outcome | None = None
        self.lost = self.renewed = False
        self._refusals, self._first_refusal = 0, 0.0

    def add(self, outcome: Outcome) -> None:
        """One more try."""
        self.count += 1
        self.outcome = outcome
        if outcome.status == 429:
            self._refusals += 1
            self._first_refusal = self._first_refusal or time.monotonic()
        self.lost = self.lost or outcome.is_lost

    @property
    def patience(self) -> float:
        """Seconds by which 429 may put it off from now on."""
        return self._max_wait - (time.monotonic() - self._first_refusal if self._refusals else 0.0)

    @property
    def pause(self) -> float | None:
        """Seconds until the next try; None where the last outcome is final."""
        outcome = self.outcome
        if outcome is None:
            return None
        if outcome.status == 429:
            return outcome.retry_after or backoff(self._refusals)
        failures = self.count - self._refusals - self.renewed
        repeated = self._verb.is_repeated(outcome.status, outcome.is_unprocessed) and not outcome.permanent
        if not repeated or failures > self._max_retries or (outcome.retry_after or 0) > self._max_wait:
            return None
        return outcome.retry_after or backoff(failures)


def backoff(times: int) -> float:
    """Seconds to wait after so many failures where the API asks for nothing: exponential, with jitter, bounded."""
    return min(_MAX_BACKOFF, _FIRST_BACKOFF * 2.0 ** min(times - 1, 30)) * random.uniform(0.5, 1)
