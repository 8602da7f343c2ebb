# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One task at a time changes an object, among the tasks of a user on a machine.

The API has no version of an object to compare: a PUT replaces all with what the GET told, so that what another task wrote
between the two is lost. So a task holds a lock on the object from the GET to the answer of the PUT. All locks are bytes of one
file, at a place that the object's URL decides; the kernel frees them when their process ends, in whichever way. Such a lock is
the process's: a task inside the controller runs in a process of its own, and so does a module.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import open_private, state_file

# Seconds between two tries: the first, and at most. A PUT takes some tenths of a second.
_FIRST_WAIT, _MAX_WAIT = 0.01, 0.1
# Seconds after which who holds it is thought to be stopped and not at work.
_MAX_SECONDS = 900.0


class Locks:
    """The locks of a task on the objects of the API at I(api_url). C(sleep) waits, and raises where the task is stopped.

    Where the file cannot be had, nothing is locked and everything goes on.
    """

    def __init__(self, api_url: str, sleep: t.Callable[[float], None]) -> None:
        self._api, self._sleep = api_url, sleep
        self._file = open_private(os.path.join(os.path.dirname(state_file()), "locks"))

    def close(self) -> None:
        """Give all of them back."""
        if self._file is not None:
            os.close(self._file)
        self._file = None

    @contextlib.contextmanager
    def held(self, path: str) -> t.Iterator[None]:
        """No other task changes the object at I(path) meanwhile.

        @raise WebexError: another task holds it for longer than any work takes, or this one was stopped.
        """
        self.acquire(path)
        try:
            yield
        finally:
            if self._file is not None:
                with contextlib.suppress(OSError):
                    fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._place(path))

    def acquire(self, path: str) -> None:
        """No other task changes the object at I(path), until C(held) ends for it, or C(close).

        @raise WebexError: see C(held).
        """
        file, place = self._file, self._place(path)
        if file is None:
            return
        wait, end = _FIRST_WAIT, time.monotonic() + _MAX_SECONDS
        while True:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                return
            except (BlockingIOError, PermissionError):  # somebody else has it
                pass
            except OSError:  # a file system without locks
                return
            if time.monotonic() > end:
                raise WebexError(f"another task on this machine has been changing it for {_MAX_SECONDS:.0f} s.")
            self._sleep(wait)
            wait = min(_MAX_WAIT, 2 * wait)

    def _place(self, path: str) -> int:
        digest = hashlib.sha256(f"{self._api}{path}".encode()).digest()
        return int.from_bytes(digest[:8], "big") >> 2
