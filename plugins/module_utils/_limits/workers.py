# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for many, a few at a time."""

from __future__ import annotations

import queue
import threading
import typing as t
from collections import deque

Item = t.TypeVar("Item")
Outcome = t.TypeVar("Outcome")

# Threads at the most that wait each for something of its own.
_MAX_IDLE = 100


class Workers:
    """Do I(work) for each item with as many I(workers), and yield items with outcomes as they come: iterate over it.

    What I(work) raises is raised here. The workers are daemons, unlike those of C(concurrent.futures), so that an interrupted
    task does not wait for answers that nobody reads.
    """

    def __init__(self, work: t.Callable[[Item], Outcome], items: t.Iterable[Item], workers: int) -> None:
        self._work, self._todo, self._workers = work, deque(items), workers
        self._done: queue.SimpleQueue[tuple[t.Any, t.Any, BaseException | None]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._alive = self._idle = 0

    def idle(self, change: int) -> None:
        """One worker waits for something of its own (I(change) is 1), or has ended to (-1). Another takes its place meanwhile."""
        with self._lock:
            self._idle += change
        self._start()

    def __iter__(self) -> t.Iterator[tuple[t.Any, t.Any]]:
        left = len(self._todo)
        self._start()
        try:
            for dummy in range(left):
                item, outcome, error = self._done.get()
                if error:
                    raise error
                yield item, outcome
        finally:
            with self._lock:
                self._todo.clear()

    def _start(self) -> None:
        with self._lock:
            missing = min(self._workers + min(self._idle, _MAX_IDLE) - self._alive, len(self._todo))
            for dummy in range(missing):
                self._alive += 1
                threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._todo or self._alive > self._workers + self._idle:
                    self._alive -= 1
                    return
                item = self._todo.popleft()
            try:
                self._done.put((item, self._work(item), None))
            except BaseException as error:  # pylint: disable=broad-exception-caught
                self._done.put((item, None, error))


def run_concurrently(
    work: t.Callable[[Item], Outcome], items: t.Iterable[Item], workers: int
) -> t.Iterator[tuple[Item, Outcome]]:
    """Do I(work) for each item with as many I(workers), and yield items with outcomes as they come."""
    return iter(Workers(work, items, workers))
