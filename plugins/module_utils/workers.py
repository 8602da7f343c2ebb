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


def spread(
    work: t.Callable[[Item], Outcome],
    items: t.Iterable[Item],
    workers: int,
) -> t.Iterator[tuple[Item, Outcome]]:
    """Do I(work) for each item with as many I(workers), and yield items with outcomes as they come.

    What I(work) raises is raised here. The workers are daemons, unlike those of
    C(concurrent.futures), so that an interrupted task does not wait for answers that nobody reads.
    """
    todo = deque(items)
    done: queue.SimpleQueue[tuple[Item, Outcome | None, BaseException | None]] = queue.SimpleQueue()

    def worker() -> None:
        while True:
            try:
                item = todo.popleft()
            except IndexError:
                return
            try:
                done.put((item, work(item), None))
            except BaseException as error:  # pylint: disable=broad-exception-caught
                done.put((item, None, error))

    left = len(todo)
    for dummy in range(min(workers, left)):
        threading.Thread(target=worker, daemon=True).start()
    try:
        while left:
            item, outcome, error = done.get()
            left -= 1
            if error:
                raise error
            yield item, t.cast(Outcome, outcome)
    finally:
        todo.clear()
