# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every object is read with one GET, many at a time, while the rest is still being listed."""

from __future__ import annotations

import queue
import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import plan_update
from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, WebexError, attempt
from ansible_collections.webex.calling.plugins.module_utils._files.census import Member
from ansible_collections.webex.calling.plugins.module_utils._limits.workers import Workers
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ReadSettings

# A batch ends when all of it is read; the fewer there are, the less waits for a last one.
_FEWEST = 200

Item = t.TypeVar("Item")


def read_settings(connection: Connection, member: Member) -> Json:
    """The settings of an object, as a module returns them.

    @raise WebexError: they could not be read.
    """
    job = ReadSettings(member.kind.owner, member.kind.resource)
    return plan_update(job.resource, job.get(connection.client, member.owner), {}).before


def has_none(member: Member, error: WebexError) -> bool:
    """Whether an I(error) says that an object has no such settings at all, and is nothing that failed."""
    return not member.kind.resource.without.isdisjoint(error.codes)


def for_each(
    connection: Connection,
    items: t.Iterator[Item],
    work: t.Callable[[Item], t.Any],
    concurrency: int,
    written: t.Callable[[Item], str | None] = lambda item: None,
) -> t.Iterator[tuple[Item, t.Any]]:
    """Do the I(work) for each of the I(items), I(concurrency) at a time, and yield them with what it returned or raised. I(written) is
    who is written to.

    @raise Unauthorized: the API does not accept the token.
    @raise WebexError: the items could not be listed.
    """
    feed = _Feed(items)
    while True:
        batch = feed.take()
        if not batch:
            return
        connection.progress.more(len(batch))
        workers = Workers(lambda item: attempt(work, item), batch, concurrency)
        connection.client.limiter.on_lock = workers.idle
        for item, outcome in workers:
            if isinstance(outcome, Unauthorized):
                raise outcome
            told = outcome if hasattr(outcome, "changed") or isinstance(outcome, Exception) else _UNCHANGED
            connection.progress.count(told, written=written(item))
            yield item, outcome


class _Unchanged:
    changed = False


_UNCHANGED = _Unchanged()


class _Feed(t.Generic[Item]):
    """Lists in a thread of its own."""

    def __init__(self, items: t.Iterator[Item]) -> None:
        self._found: queue.SimpleQueue[Item | BaseException | None] = queue.SimpleQueue()
        self._items = items
        self._over = False
        threading.Thread(target=self._list, daemon=True).start()

    def _list(self) -> None:
        try:
            for item in self._items:
                self._found.put(item)
            self._found.put(None)
        except BaseException as error:  # pylint: disable=broad-exception-caught
            self._found.put(error)

    def take(self) -> list[Item]:
        """Those that were listed meanwhile, at least some; none where all were taken."""
        batch: list[Item] = []
        while not self._over and (len(batch) < _FEWEST or not self._found.empty()):
            one = self._found.get()
            if isinstance(one, BaseException):
                raise one
            if one is None:
                self._over = True
            else:
                batch.append(one)
        return batch
