# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limiter's state in a file that the tasks of one user on one machine share.

Such a file is not trusted: it is used where it is this user's alone, and what stands in it decides for no longer than a
minute.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import stat
import threading
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import FORGOTTEN, Controller, Episode

_MAX_BYTES = 4096


def state_file(*identity: str | None) -> str:
    """Where tasks with the same allowance share their state: a file of this user, named by a hash."""
    folders = (os.environ.get(name, "") for name in ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME"))
    folder = next((folder for folder in folders if os.path.isabs(folder)), os.path.expanduser("~/.cache"))
    name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
    return os.path.join(folder, "webex.calling", name + ".json")


def open_private(path: str) -> int | None:
    """A file descriptor of the file at I(path), which is made where it is missing, and its folder too; None where that is not
    possible, or where the file or its folder is not this user's alone."""
    with contextlib.suppress(OSError):
        folder = os.path.dirname(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        found, above = os.fstat(file), os.stat(folder)
        ours = {found.st_uid, above.st_uid} == {os.getuid()}
        if ours and stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and not above.st_mode & 0o022:
            os.fchmod(file, 0o600)
            return file
        os.close(file)
    return None


def load(text: bytes, now: float) -> Controller:
    """A state that was kept; a new one where it is damaged, from long ago, or from before the clock began anew."""
    try:
        kept = json.loads(text)
        state = Controller(**{**kept, "episode": Episode(**kept["episode"]), "closed": Episode(**kept["closed"])})
        values = [value for part in (state.episode, state.closed, state) for value in vars(part).values()]
        numbers = [value for value in values if not isinstance(value, Episode)]
        sane = all(isinstance(value, (int, float)) and -1 <= value < now + 1e6 for value in numbers)
        if sane and is_current(state, now) and min(state.episode.doubling, state.closed.doubling) >= 1:
            state.until = min(state.until, now + FORGOTTEN)
            state.due = min(state.due, now + FORGOTTEN)
            for episode in (state.episode, state.closed):
                episode.resumed = min(episode.resumed, max(now, state.until))
            return state
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return Controller()


def is_current(state: Controller, now: float) -> bool:
    """Whether it is neither from long ago nor from before the clock began anew."""
    return now - FORGOTTEN < max(state.seen, min(state.until, now)) <= now


class SharedController:
    """The state in a file that the tasks of this user share; where that is not possible, in this task alone."""

    def __init__(self, path: str, clock: t.Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._state, self._written = Controller(), b""
        self._file = open_private(path)

    def close(self) -> None:
        """Leave the file to others."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
            self._file = None

    @contextlib.contextmanager
    def changing(self) -> t.Iterator[tuple[float, Controller]]:
        """The time and the state, for as long as it takes to change it."""
        with self._lock:
            if self._file is None or not self._acquire(self._file):
                yield self._clock(), self._state
                return
            try:
                now = self._clock()
                self._read(self._file, now)
                yield now, self._state
                self._write(self._file)
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _acquire(self, file: int) -> bool:
        for attempt in range(100):
            with contextlib.suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.001 * (attempt + 1) / 10)
        return False

    def _read(self, file: int, now: float) -> None:
        with contextlib.suppress(OSError):
            content = os.pread(file, _MAX_BYTES, 0)
            if content != self._written or not is_current(self._state, now):
                self._state = load(content, now)

    def _write(self, file: int) -> None:
        with contextlib.suppress(OSError):
            content = json.dumps(self._state, default=vars).encode()
            if content != self._written:
                os.pwrite(file, content, 0)
                os.ftruncate(file, len(content))
                self._written = content
