# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot that is written and read line by line, so that memory does not grow with it; and what is left of one that was
interrupted. The format is that of C(snapshot)."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import time
import typing as t
import zlib

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot

_LARGEST_LINE = 1 << 20
# Seconds for which what was read is good enough to go on with.
_FRESH = 24 * 3600
_PRIVATE = 0o600
_LAST = b'{"sha256":'


class Row(t.NamedTuple):
    """An object of a snapshot; its I(settings) are JSON."""

    kind: str
    key: str
    id: str
    location: str | None
    settings: str

    @property
    def line(self) -> bytes:
        """Its line."""
        head = {"kind": self.kind, "id": self.id, "key": self.key, "location": self.location}
        return f'{json.dumps(head, separators=(",", ":"))[:-1]},"settings":{self.settings}}}\n'.encode()


def write(path: str, org_id: str | None, rows: t.Iterable[Row]) -> None:
    """Write a snapshot of now, whole or not at all.

    @raise ValidationError: it cannot be written.
    """
    ordered = sorted(rows)
    counts: dict[str, int] = {}
    for row in ordered:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    empty = snapshot.new(org_id)
    head = {"format": snapshot.FORMAT, "org_id": org_id, "created": empty.created, "by": empty.by, "counts": counts}
    digest = hashlib.sha256()
    unfinished = f"{path}.{os.getpid()}.new"
    try:
        with _private(unfinished, os.O_EXCL) as file:
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                packed.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
                for row in ordered:
                    digest.update(row.line)
                    packed.write(row.line)
                packed.write(_LAST + f'"{digest.hexdigest()}"}}\n'.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise ValidationError(f"snapshot: {printable(path)} cannot be written: {error.strerror}.") from None


def read(path: str) -> tuple[Json, t.Iterator[Json]]:
    """The first line of a snapshot, and its objects. All of it was checked before.

    @raise ValidationError: it is none, or not all of one.
    """
    return _checked(path), _objects(path)


def check_replaceable(path: str) -> None:
    """Find out whether I(path) may be written: nothing is there, or a snapshot.

    @raise ValidationError: it may not.
    """
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise ValidationError(f"snapshot: there is no folder {printable(folder)}.")
    if os.path.islink(path):
        raise ValidationError(f"snapshot: {printable(path)} is a link, which is not followed.")
    if os.path.exists(path):
        try:
            with gzip.open(path) as packed:
                found = json.loads(packed.readline(_LARGEST_LINE))
        except (OSError, EOFError, ValueError, zlib.error):
            found = None
        if not isinstance(found, dict) or "counts" not in found:
            raise ValidationError(f"snapshot: {printable(path)} is there already, and is not a snapshot.")


def _checked(path: str) -> Json:
    try:
        with gzip.open(path) as packed:
            head = _line(packed.readline(_LARGEST_LINE))
            if head.get("format") != snapshot.FORMAT or not isinstance(head.get("counts"), dict):
                raise ValueError(f"its format is not {snapshot.FORMAT}, which is all that this release reads")
            digest, number = hashlib.sha256(), 0
            line = packed.readline(_LARGEST_LINE)
            while line and not line.startswith(_LAST):
                digest.update(line)
                number += 1
                line = packed.readline(_LARGEST_LINE)
            if _line(line).get("sha256") != digest.hexdigest() or number != sum(head["counts"].values()):
                raise ValueError("its digest does not fit what it holds")
            return head
    except OSError as error:
        raise ValidationError(f"{printable(path)} cannot be read: {error.strerror or 'it is not packed'}.") from None
    except (ValueError, EOFError, zlib.error) as error:
        why = error if type(error) is ValueError else "it is not packed as one, or not all of it is there"
        raise ValidationError(f"{printable(path)} is not a snapshot: {why}.") from None


def _objects(path: str) -> t.Iterator[Json]:
    with gzip.open(path) as packed:
        packed.readline(_LARGEST_LINE)
        for line in packed:
            if not line.startswith(_LAST):
                yield json.loads(line)


def _line(line: bytes) -> Json:
    found = json.loads(line or b"null")
    if not isinstance(found, dict):
        raise ValueError("a line in it is not an object")
    return found


@contextlib.contextmanager
def _private(path: str, *flags: int) -> t.Iterator[t.BinaryIO]:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | sum(flags), _PRIVATE)
    with open(opened, "wb") as file:
        yield file


class Partial:
    """What an export has read so far, in C(<name>.partial): another one of the same I(what) resumes from it. Without a I(path) it
    keeps nothing."""

    def __init__(self, path: str | None, what: Json) -> None:
        self._path = f"{path}.partial" if path else None
        self._head = json.dumps({"format": snapshot.FORMAT, **what}, sort_keys=True).encode() + b"\n"
        self._file: t.BinaryIO | None = None
        self._written = 0

    def begin(self) -> t.Iterator[tuple[str, str, str]]:
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
        """One more was read."""
        if self._file:
            self._file.write(json.dumps([kind, identity, settings]).encode() + b"\n")
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


def digest_of(path: str) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()
