# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limit of the organization."""

from __future__ import annotations

import math


class Limiter:
    """A token bucket that holds one second's worth; after a refusal it refuses until Retry-After has passed."""

    def __init__(self, per_minute: float | None = None, status: int = 429) -> None:
        self.per_minute = per_minute
        self.status = status
        self._tokens = self._capacity
        self._time = 0.0
        self._closed_until = 0.0

    @property
    def _capacity(self) -> float:
        return max(1.0, (self.per_minute or 0) / 60)

    def refuse(self, now: float) -> int:
        """Retry-After in seconds for a request that is refused; 0 for one that may pass."""
        if not self.per_minute:
            return 0
        rate = self.per_minute / 60
        self._tokens = min(self._capacity, self._tokens + (now - self._time) * rate)
        self._time = now
        if now >= self._closed_until:
            if self._tokens >= 1:
                self._tokens -= 1
                return 0
            self._closed_until = now + max(1, math.ceil((1 - self._tokens) / rate))
        return max(1, math.ceil(self._closed_until - now))
