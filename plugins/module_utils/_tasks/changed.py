# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was changed so far, told while the task runs.

A cancelled task has no result, and no moment to say anything: ansible-runner kills it, and AWX reads nothing more of a job that it
cancels. So what is known of one is what was said before.
"""

from __future__ import annotations

import collections
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import printable

# Of a hundred owners each is named, as a result holds each; of more the last one is, for nobody reads the names of thousands. An apply
# counts each twice, for it reads all first.
_ALL = 200
# Characters of names in all messages of a task, and of one name.
_ROOM, _LONGEST = 3000, 80
# Seconds until somebody is named, twice as many each time; the most.
_FIRST, _MOST = 1.0, 10.0
# So many names do not wait for that.
_MANY = 20


class ChangedOwners:
    """Names of who was changed, of I(total) owners. I(redact) takes secrets out."""

    def __init__(self, redact: t.Callable[[object], str], now: float) -> None:
        self._redact = redact
        self._names: collections.deque[str] = collections.deque()
        self._room = _ROOM
        self._pause, self._due = _FIRST, now + _FIRST

    def add(self, name: str) -> None:
        """This one was changed."""
        self._names.append(printable(self._redact(name), _LONGEST))

    def are_due(self, now: float, total: int) -> bool:
        """Whether it is time to name some, and not only when the task says how far it is."""
        return bool(self._names) and self._has_room(total) and (len(self._names) >= _MANY or now >= self._due)

    def take(self, now: float, total: int) -> list[str]:
        """Words for those who were not told yet."""
        names = [self._names.popleft() for dummy in range(len(self._names))]
        self._pause = min(2 * self._pause, _MOST)
        self._due = now + self._pause
        if not names:
            return []
        listed = ", ".join(names)
        if not self._has_room(total) or len(listed) > self._room:
            self._room = 0  # from now on the last one is enough
            return [f"last changed {names[-1]}"]
        self._room -= len(listed)
        return [f"changed {listed}"]

    def _has_room(self, total: int) -> bool:
        return total <= _ALL and self._room > 0
