# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of an export that was interrupted."""

from __future__ import annotations

import contextlib
import json
import os
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._files.streamed import FORMAT

# Seconds for which what was read is good enough to go on with.
_FRESH = 24 * 3600
_PRIVATE = 0o600


class Partial:
    """What an export has read so far, in C(<name>.partial): another one of the same I(what) resumes from it. Without a I(path) it
    keeps nothing."""

    def __init__(self, path: str | None, what: Json) -> None:
        self._path = f"{path}.partial" if path else None
        self._head = json.dumps({"format": FORMAT, **what}, sort_keys=True).encode() + b"\n"
        self._file: t.BinaryIO | None = None
        self._written = 0

    def begin(self) -> t.Iterator[tuple[str, str, Json]]:
        """The kind, ID and settings of each that was read before. From now on what is read is kept."""
        if not self._path:
            return
        size = 0
        with contextlib.suppress(OSError), open(self._path, "rb") as file:
            if time.time() - os.fstat(file.fileno()).st_mtime < _FRESH and file.readline() == self._head:
                size = len(self._head)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    size += len(line)
                    kind, identity, settings = json.loads(line)
                    yield kind, identity, settings
        opened = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, _PRIVATE)
        os.ftruncate(opened, size)
        os.lseek(opened, size, os.SEEK_SET)
        self._file = os.fdopen(opened, "wb")
        if not size:
            self._file.write(self._head)

    def add(self, kind: str, identity: str, settings: str) -> None:
        """One more was read; its I(settings) are JSON."""
        if self._file:
            self._file.write(f"[{json.dumps(kind)},{json.dumps(identity)},{settings}]\n".encode())
            self._written += 1
            if self._written % 100 == 0:
                self._file.flush()

    def close(self, done: bool) -> None:
        """Nothing more is read; where it is I(done), nothing is kept."""
        if self._file:
            self._file.close()
        if self._path and done:
            with contextlib.suppress(OSError):
                os.unlink(self._path)
