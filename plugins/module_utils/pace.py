# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the next request may go: one pause for all the workers of a task."""

from __future__ import annotations

import threading
import time


class Pace:
    """The pause that the API asked for. C(waited) is how many seconds the task has spent in such pauses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self.waited = 0.0

    def take(self) -> None:
        """Return when a request may go."""
        wait = self._until - time.monotonic()
        while wait > 0:
            time.sleep(wait)
            wait = self._until - time.monotonic()

    def refused(self, seconds: float) -> None:
        """The API refused a request and asks to be left alone for I(seconds)."""
        with self._lock:
            now = time.monotonic()
            self.waited += max(0.0, now + seconds - max(now, self._until))
            self._until = max(self._until, now + seconds)

    def rest(self, seconds: float, at_its_word: bool) -> None:
        """One request waits, the others go on."""
        if at_its_word:
            with self._lock:
                self.waited += seconds
        time.sleep(seconds)
