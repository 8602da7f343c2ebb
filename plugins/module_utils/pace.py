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
from dataclasses import dataclass, field, replace

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
    """A request that was sent: in which episode (the time between two refusals), and when."""

    episode: int
    sent: float


@dataclass
class Episode:
    """The time from a pause to the next refusal. At both ends the allowance was used up, but for the first."""

    since: float = -1.0  # the refusal before, or the first request
    resumed: float = 0.0  # the pause ended
    ended: float = 0.0  # the first refused request was sent
    sent: int = 0
    refused: int = 0
    rate: float = 0.0  # requests a second after the pause; 0 before any refusal
    credit: float = 0.9  # seconds of the pause that may be made up for at once
    doubling: float = _SHORTEST

    def pace(self, now: float) -> float:
        """Requests a second; 0 where no limit is known."""
        return self.rate * (1 + (max(0.0, now - self.resumed) / self.doubling) ** 3)

    def next(self, pause: float) -> Episode:
        """What is learned from it."""
        granted, lasted = max(self.sent - self.refused, 0.5), max(self.ended - self.since, 0.001)
        pace, running, credit, doubling = self.pace(self.ended), self.ended - self.resumed, self.credit, self.doubling
        if not pace:  # what the API had kept for later, it is thought, was a second's worth, and so is the pause
            rate = granted / (lasted + pause)
        else:
            if running < credit:  # the API keeps less for later than was made up for; it may be a second's worth
                lasted = 1 + running
                credit = max(0.0, 0.9 * min(credit, granted / pace - running))
            else:
                doubling = min(_LONGEST, max(doubling, _PATIENCE * lasted))
            rate = min(max(granted / lasted, _KEPT * self.rate), pace) * _CAUTION
        return Episode(since=self.ended, rate=rate, credit=credit, doubling=doubling)


@dataclass
class State:
    """What is known of the API's allowance. Pure: the time is an argument, in seconds of one clock."""

    episode: Episode = field(default_factory=Episode)
    closed: Episode = field(default_factory=Episode)
    number: int = 0  # of the episode
    refusals: int = 0
    until: float = 0.0  # the pause ends
    due: float = 0.0  # when the next request is, by the pace
    last: float = 0.0  # when the last request went, or will go before others
    inserted: int = 0  # requests that went before others
    seen: float = 0.0  # last

    def reserve(self, now: float, urgent: bool = False) -> float:
        """When a request may go that wants to go now. With another refusal, what was reserved is void.

        An urgent request goes before those that wait, which C(postponed) tells them.
        """
        start = max(now, self.until)
        pace = self.episode.pace(start)
        if pace:
            self.due = max(self.due, start - max(0.0, self.episode.credit - 1 / pace))
            if urgent and self.due > start:
                start = self.last = max(start, self.last + 1 / pace)
                self.inserted += 1
            start = start if urgent else max(start, self.due)
            self.due += 1 / pace
        return start

    def postponed(self, now: float, inserted: int) -> float:
        """How long a request must wait longer since so many urgent ones had gone before others."""
        return (self.inserted - inserted) / self.episode.pace(now) if self.inserted != inserted else 0.0

    def send(self, now: float) -> Ticket:
        """A request goes."""
        if self.episode.since < 0:
            self.episode.since = now
        self.episode.sent += 1
        self.seen = now
        self.last = max(self.last, now)
        return Ticket(self.number, now)

    def refused(self, now: float, ticket: Ticket, seconds: float) -> None:
        """A request was refused, and the API asks for a pause."""
        self.seen = now
        self.refusals += 1
        self.until = max(self.until, now + seconds)
        if ticket.episode == self.number:
            self.closed, self.number = replace(self.episode, ended=ticket.sent), self.number + 1
        if ticket.episode == self.number - 1:  # others were under way, and tell more of the same episode
            self.closed.refused += 1
            self.closed.ended = min(self.closed.ended, ticket.sent)
            self.episode = replace(self.closed.next(seconds), sent=self.episode.sent if self.closed.refused > 1 else 0)
        self.episode.resumed = self.until
        self.due = self.until - seconds
        self.last = 0.0

    def is_current(self, now: float) -> bool:
        """Whether it is neither from long ago nor from before the clock began anew."""
        return now - _STALE < self.seen <= now

    @classmethod
    def load(cls, text: bytes, now: float) -> State:
        """A state that was kept; a new one where it is damaged, from long ago, or from before the clock began anew."""
        try:
            kept = json.loads(text)
            state = cls(**{**kept, "episode": Episode(**kept["episode"]), "closed": Episode(**kept["closed"])})
            values = [*vars(state.episode).values(), *vars(state.closed).values()]
            values += [state.number, state.refusals, state.until, state.due, state.last, state.inserted, state.seen]
            sane = all(isinstance(value, (int, float)) and -1 <= value < now + _NEVER for value in values)
            if sane and state.is_current(now) and min(state.episode.doubling, state.closed.doubling) >= 1:
                return state
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
        return cls()

    def dump(self) -> bytes:
        """The state, to be kept."""
        return json.dumps(self, default=vars).encode()


def state_file(*identity: str | None) -> str:
    """Where tasks with the same allowance share their state: a file of this user, named by a hash."""
    folder = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
    return os.path.join(folder, "webex.calling", name + ".json")


class Shared:
    """The state in a file that the tasks of this user share; where that is not possible, in this task alone."""

    def __init__(self, path: str, clock: t.Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._state, self._written = State(), b""
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
    def changing(self) -> t.Iterator[tuple[float, State]]:
        """The time and the state, for as long as it takes to change it."""
        with self._lock:
            if self._file is None or not self._take():
                yield self._clock(), self._state
                return
            try:
                now = self._clock()
                self._read(now)
                yield now, self._state
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
        with contextlib.suppress(OSError):
            content = os.pread(t.cast(int, self._file), 4096, 0)
            if content != self._written or not self._state.is_current(now):
                self._state = State.load(content, now)

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            content = self._state.dump()
            if content == self._written:
                return
            os.pwrite(t.cast(int, self._file), content, 0)
            os.ftruncate(t.cast(int, self._file), len(content))
            self._written = content


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

    def take(self, urgent: bool = False) -> Ticket:
        """Return when a request may go. An urgent one waits for a pause alone.

        @raise WebexError: the task was stopped.
        """
        start, refusals, inserted = 0.0, -1, 0
        while True:
            with self._shared.changing() as (now, state):
                if state.refusals != refusals:
                    start, refusals, inserted = state.reserve(now, urgent), state.refusals, state.inserted
                elif not urgent:
                    start, inserted = start + state.postponed(now, inserted), state.inserted
                start = max(start, state.until)
                if start <= now:
                    return state.send(now)
                until = state.until
            self._note(now, until)
            self.sleep(start - now)

    def refused(self, ticket: Ticket, seconds: float) -> None:
        """The API refused the request and asks to be left alone for I(seconds)."""
        with self._shared.changing() as (now, state):
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
