# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limiter of a task: its threads wait here until their request may go."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import math
import threading
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Controller, Ticket, Together
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import SharedController

# Seconds between two looks at a state that other tasks may have changed.
_LOOK = 0.5


class PutOffTooLong(WebexError):
    """A request would be put off for longer than it may."""


class _Waiting:
    """A request that waits. Writes go first, then whoever came first."""

    def __init__(self, order: tuple[bool, int]) -> None:
        self.order = order
        self.turn = threading.Event()

    def __lt__(self, other: _Waiting) -> bool:
        return self.order < other.order


class RateLimiter:
    """Lets requests go, one by one, with no more than I(max_in_flight) under way at a time.

    C(on_lock) is called with 1 where a thread begins to wait for one object that is locked, and with -1 where it ends.
    """

    def __init__(self, shared: SharedController, max_in_flight: float = math.inf) -> None:
        self.on_lock: t.Callable[[int], None] = lambda change: None
        self._max_in_flight = max_in_flight
        self._shared = shared
        self._lock = threading.Lock()
        self._queue: list[_Waiting] = []
        self._count = itertools.count()
        self._stopped = threading.Event()
        self._refused = False  # was any of the task?
        self._busy = self._episode = 0
        self._together = Together()
        self._held, self._held_since, self._waited = 0, 0.0, 0.0
        self._paused_until = self._asked_until = 0.0

    @property
    def waited(self) -> float:
        """Seconds in which at least one request was held back by the limit, or by what the API asked for."""
        with self._lock:
            return self._waited + (time.monotonic() - self._held_since if self._held else 0.0)

    @property
    def holding(self) -> float | None:
        """Seconds that what the API asked for still lasts, 0 where a rate is kept; None while no request is held back."""
        with self._lock:
            now = time.monotonic()
            return max(0.0, self._paused_until - now, self._asked_until - now) if self._held else None

    def acquire(self, urgent: bool = False, max_wait: float = math.inf) -> Ticket:
        """Return when a request may go; an urgent one goes before those that wait.

        @raise PutOffTooLong: that would take more than I(max_wait) seconds.
        @raise WebexError: the task was stopped.
        """
        me = _Waiting((not urgent, next(self._count)))
        end = time.monotonic() + max_wait
        with self._lock:
            heapq.heappush(self._queue, me)
        with contextlib.ExitStack() as stack:
            stack.callback(self._leave, me)
            counted = False
            while True:
                self._check()
                ticket, wait = self._try(me)
                if ticket:
                    return ticket
                if wait is not None and not counted and self._busy < self._max_in_flight:
                    counted = bool(stack.enter_context(self._holding()))
                if time.monotonic() + (wait if wait and wait < math.inf else 0.0) > end:
                    raise PutOffTooLong("it would be put off for longer than that")
                me.turn.wait(min(wait or _LOOK, _LOOK))
                me.turn.clear()

    def granted(self, ticket: Ticket) -> None:
        """The request was answered, and not refused for the limit."""
        self._over()
        with self._lock:
            self._together.add(ticket.sent, time.monotonic())
            if ticket.episode == self._episode:
                return
        with self._shared.changing() as (dummy, state), self._lock:
            state.granted(ticket, self._together)

    def refused(self, ticket: Ticket, seconds: float) -> None:
        """The API refused the request, and asks to be left alone for I(seconds)."""
        with self._shared.changing() as (now, state), self._lock:
            self._refused = True
            state.refused(now, ticket, seconds, self._together)
            self._note(state)
        self._over()  # not before: whoever waits for its place is to find the pause

    def lost(self, ticket: Ticket) -> None:
        """The request was not answered."""
        self._over()

    def sleep(self, seconds: float, asked: bool = False, locked: bool = False) -> None:
        """Wait, but not longer than the task lasts. I(asked): the API asked for it. I(locked): for one object alone, so that
        another thread takes up the work meanwhile.

        @raise WebexError: the task was stopped.
        """
        with contextlib.ExitStack() as stack:
            if asked:
                stack.enter_context(self._holding())
                with self._lock:
                    self._asked_until = max(self._asked_until, time.monotonic() + seconds)
            if locked:
                self.on_lock(1)
                stack.callback(self.on_lock, -1)
            self._stopped.wait(seconds)
        self._check()

    def stop(self) -> None:
        """Nothing more is sent."""
        self._stopped.set()
        with self._lock:
            for one in self._queue:
                one.turn.set()

    def close(self) -> None:
        """The task is over."""
        self._shared.close()

    def _try(self, me: _Waiting) -> tuple[Ticket | None, float | None]:
        """A ticket, or for how long there is none: infinite until another request is over, None while others go first."""
        with self._lock:
            if self._queue[0] is not me:
                return None, None
        with self._shared.changing() as (now, state), self._lock:
            self._note(state)
            wait = state.wait(now, self._busy, self._refused) if self._busy < self._max_in_flight else math.inf
            if wait:
                return None, wait
            ticket = state.send(now, self._busy)
            self._busy += 1
            return ticket, None

    def _leave(self, me: _Waiting) -> None:
        with self._lock:
            self._queue.remove(me)
            heapq.heapify(self._queue)
        self._next()

    def _note(self, state: Controller) -> None:
        self._episode, self._paused_until = state.number, state.until

    def _over(self) -> None:
        with self._lock:
            self._busy -= 1
        self._next()

    def _next(self) -> None:
        with self._lock:
            if self._queue:
                self._queue[0].turn.set()

    def _check(self) -> None:
        if self._stopped.is_set():
            raise WebexError("not done, because the task was stopped.")

    @contextlib.contextmanager
    def _holding(self) -> t.Iterator[bool]:
        with self._lock:
            if not self._held:
                self._held_since = time.monotonic()
            self._held += 1
        try:
            yield True
        finally:
            with self._lock:
                self._held -= 1
                if not self._held:
                    self._waited += time.monotonic() - self._held_since
