# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limit of the organization."""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass
class Limiter:
    """A token bucket; after a refusal it refuses until Retry-After has passed.

    `burst` is what it holds (None: one second's worth), `other` how many requests a minute another client takes out of it.
    `in_flight` requests at most are under way at a time, with a limit a minute or without.
    """

    per_minute: float | None = None
    status: int = 429
    burst: float | None = None
    retry_after: int = 1  # at least; longer where the bucket needs longer
    other: float = 0.0
    in_flight: int | None = None
    _tokens: float = field(default=math.inf, init=False)
    _time: float = field(default=0.0, init=False)
    _closed_until: float = field(default=0.0, init=False)

    def change(self, now: float, name: str, value: float | None) -> None:
        """Another value for one of these, from now on. A new limit or burst begins with a full bucket, a limit with 429."""
        self._refill(now)
        setattr(self, name, value)
        if name == "per_minute":
            self.status = 429
        if name in ("per_minute", "burst"):
            self._tokens, self._closed_until = math.inf, 0.0

    def _refill(self, now: float) -> None:
        """What has come in since the last time, less what the other client took."""
        rate = (self.per_minute or 0) / 60
        capacity = self.burst if self.burst is not None else max(1.0, rate)
        # In this order: what is there is never more than the bucket holds, and the other client takes from that.
        now_there = min(capacity, self._tokens) + (now - self._time) * (rate - self.other / 60)
        self._tokens = max(0.0, min(capacity, now_there))
        self._time = now

    def refuse(self, now: float, under_way: int = 0) -> int:
        """Retry-After in seconds for a request that is refused; 0 for one that may pass."""
        if self.in_flight is not None and under_way >= self.in_flight:
            return self.retry_after
        if not self.per_minute:
            return 0
        self._refill(now)
        if now >= self._closed_until:
            if self._tokens >= 1:
                self._tokens -= 1
                return 0
            needed = math.ceil((1 - self._tokens) * 60 / self.per_minute)
            self._closed_until = now + max(self.retry_after, needed)
        return max(1, math.ceil(self._closed_until - now))
