# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the next request may go: one pause and one pace for all workers of a task, and for all tasks on this machine.

The API does not tell its limit. It refuses a request that is over it, and every other until C(Retry-After). So the pace is
learned from refusals: at each the allowance is used up, hence what was granted between two of them, over the time between
them, is what the API allows. After a refusal the pace starts a little below that, stays there for a while, and then grows
faster and faster until the next one, so as to find a larger allowance without asking for it too often.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
import typing as t
from dataclasses import asdict, dataclass

from ansible_collections.webex.calling.plugins.module_utils.errors import WebexError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

# Below what was measured, since a measure is not exact.
_CAUTION = 0.97
# The share of a pace that is kept at least: a measure that mixes two limits may be far off.
_KEPT = 0.7
# The seconds after which a pace has doubled: short at first, four times as long as it took to the last refusal later.
_SHORTEST, _LONGEST, _PATIENCE = 20.0, 75.0, 4.0
# Seconds after which a state says nothing any more, and seconds that no pause lasts.
_STALE, _NEVER = 300.0, 3600.0


class Ticket(t.NamedTuple):
    """A request that was sent: in which episode (the time between two refusals), as which of it, and when."""

    episode: int
    number: int
    sent: float


@dataclass
class State:
    """What is known of the API's allowance. Pure: the time is an argument, in seconds of one clock."""

    until: float = 0.0  # the pause ends
    rate: float = 0.0  # requests a second when the last pause ended; 0 before any refusal
    credit: float = 1.0  # seconds of the pace that may be made up for at once
    due: float = 0.0  # when the next request is, by the pace
    doubling: float = _SHORTEST
    since: float = -1.0  # of the episode
    sent: int = 0  # in the episode
    episode: int = 0
    seen: float = 0.0  # last

    def pace(self, now: float) -> float:
        """Requests a second; 0 where no limit is known."""
        return self.rate * (1 + (max(0.0, now - self.until) / self.doubling) ** 3)

    def reserve(self, now: float) -> float:
        """When a request may go that wants to go now."""
        start = max(now, self.until)
        pace = self.pace(start)
        if pace:
            self.due = max(self.due, start - self.credit)
            start = max(start, self.due)
            self.due += 1 / pace
        return start

    def send(self, now: float) -> Ticket:
        """A request goes."""
        if self.since < 0:
            self.since = now
        self.sent += 1
        self.seen = now
        return Ticket(self.episode, self.sent, now)

    def refused(self, now: float, ticket: Ticket, seconds: float) -> None:
        """A request was refused, and the API asks for a pause."""
        pace, resumed = self.pace(ticket.sent), self.until
        self.until = max(self.until, now + seconds)
        self.seen = now
        if ticket.episode != self.episode:
            return  # it was under way when another was refused
        granted, lasted = ticket.number - 1, max(ticket.sent - self.since, 0.001)
        if not pace:
            self.rate = max(granted, 0.5) / (lasted + seconds) * _CAUTION
        else:
            running = ticket.sent - resumed
            if running < self.credit:  # the API keeps less for later than was made up for
                self.credit = max(0.0, 0.9 * min(self.credit, granted / pace - running))
            else:
                self.doubling = min(_LONGEST, max(_SHORTEST, _PATIENCE * lasted))
            self.rate = min(max(granted / lasted, _KEPT * pace), pace) * _CAUTION
        self.since, self.sent = ticket.sent, 0
        self.episode += 1
        self.due = self.until - min(seconds, self.credit)

    def is_current(self, now: float) -> bool:
        """Whether it says anything: it is not from long ago, nor from before the clock was set back by a restart."""
        return now - _STALE < self.seen <= now and self.until < now + _NEVER


def state_file(*identity: str | None) -> str:
    """Where tasks with the same allowance share their state: a file of this user, named by a hash."""
    folder = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
    return os.path.join(folder, "webex.calling", name + ".json")


class Shared:
    """The state in a file that the tasks of this user share; where that is not possible, in this task alone."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._state = State()
        self._file: int | None = None
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            if fcntl is not None and os.fstat(file).st_uid == os.getuid():
                os.fchmod(file, 0o600)
                self._file = file
            else:
                os.close(file)

    def close(self) -> None:
        """Leave the file to others."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
            self._file = None

    @contextlib.contextmanager
    def changing(self, now: float) -> t.Iterator[State]:
        """The state, for as long as it takes to change it."""
        with self._lock:
            if self._file is None or not self._take():
                yield self._state
                return
            try:
                self._read(now)
                yield self._state
                self._write()
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _take(self) -> bool:
        for attempt in range(100):
            with contextlib.suppress(OSError):
                fcntl.flock(t.cast(int, self._file), fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.001 * (attempt + 1) / 10)
        return False

    def _read(self, now: float) -> None:
        try:
            found = State(**json.loads(os.pread(t.cast(int, self._file), 4096, 0)))
            known = all(type(value) in (int, float) for value in vars(found).values())
            self._state = found if known and found.is_current(now) else State()
        except (OSError, ValueError, TypeError):
            self._state = State()  # nothing yet, or damaged

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            content = json.dumps(asdict(self._state)).encode()
            os.pwrite(t.cast(int, self._file), content, 0)
            os.ftruncate(t.cast(int, self._file), len(content))


class Pace:
    """Lets requests go, one by one. C(waited) is how many seconds the task has spent in pauses that the API asked for."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._paused_until = 0.0
        self.waited = 0.0

    @property
    def pause(self) -> float:
        """Seconds that the API's pause still lasts."""
        return max(0.0, self._paused_until - time.monotonic())

    def take(self) -> Ticket:
        """Return when a request may go.

        @raise WebexError: the task was stopped.
        """
        start, episode = 0.0, -1
        while True:
            now = time.monotonic()
            with self._shared.changing(now) as state:
                if state.episode != episode:
                    start, episode = state.reserve(now), state.episode
                start = max(start, state.until)
                if start <= now:
                    return state.send(now)
                until = state.until
            self._note(now, until)
            self.sleep(start - now)

    def refused(self, ticket: Ticket, seconds: float) -> None:
        """The API refused the request and asks to be left alone for I(seconds)."""
        now = time.monotonic()
        with self._shared.changing(now) as state:
            state.refused(now, ticket, seconds)
            until = state.until
        self._note(now, until)

    def rest(self, seconds: float, at_its_word: bool) -> None:
        """One request waits, the others go on."""
        if at_its_word:
            with self._lock:
                self.waited += seconds
        self.sleep(seconds)

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than the task lasts.

        @raise WebexError: the task was stopped.
        """
        if self._stopped.wait(seconds):
            raise WebexError("not done, because the task was stopped.")

    def stop(self) -> None:
        """Nothing more is sent."""
        self._stopped.set()

    def close(self) -> None:
        """The task is over."""
        self._shared.close()

    def _note(self, now: float, until: float) -> None:
        with self._lock:
            self.waited += max(0.0, until - max(now, self._paused_until))
            self._paused_until = max(self._paused_until, until)
