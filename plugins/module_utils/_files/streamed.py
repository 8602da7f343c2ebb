# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot that is written and read line by line, so that memory does not grow with it; and what is left of one that was
interrupted. The format is that of C(snapshot)."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import time
import typing as t
import zlib

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import private_file, snapshot
from ansible_collections.webex.calling.plugins.module_utils._files.live import unpacked
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

_LARGEST_LINE = 1 << 20
# Seconds for which what was read is good enough to go on with.
_FRESH = 24 * 3600
_PRIVATE = 0o600
_LAST = b'{"sha256":'


class Row(t.NamedTuple):
    """An object of a snapshot; the I(settings) of its I(owner) are packed."""

    kind: str
    key: str
    id: str
    location: str | None
    settings: bytes
    owner: Owner

    @property
    def line(self) -> bytes:
        """Its line."""
        head = {"kind": self.kind, "id": self.id, "key": self.key, "location": self.location}
        return f'{json.dumps(head, separators=(",", ":"))[:-1]},"settings":{unpacked(self.settings, self.owner)}}}\n'.encode()


def write(path: str, org_id: str | None, rows: t.Iterable[Row]) -> None:
    """Write a snapshot of now, whole or not at all.

    @raise WebexError: it cannot be written, or something else is there.
    """
    ordered = sorted(rows, key=lambda row: row[:3])
    counts: dict[str, int] = {}
    for row in ordered:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    empty = snapshot.new(org_id)
    head = {"format": snapshot.FORMAT, "org_id": org_id, "created": empty.created, "by": empty.by, "counts": counts}
    digest, content = hashlib.sha256(), io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=content, mtime=0) as packed:
        packed.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
        for row in ordered:
            line = row.line
            digest.update(line)
            packed.write(line)
        packed.write(_LAST + f'"{digest.hexdigest()}"}}\n'.encode())

    def replace(before: bytes | None) -> bytes:
        _check_is_one(path, before)
        return content.getvalue()

    private_file.update(path, replace, True)


def check_replaceable(path: str) -> None:
    """Find out whether I(path) may be written: nothing is there, or a snapshot.

    @raise WebexError: it may not.
    """
    _check_is_one(path, private_file.read(path))


def _check_is_one(path: str, content: bytes | None) -> None:
    try:
        found = None if content is None else _line(_unpacked(content).readline(_LARGEST_LINE))
    except (OSError, EOFError, ValueError, zlib.error):
        found = {}
    if found is not None and "counts" not in found:
        raise ValidationError(f"{printable(path)} is there already, and is not a snapshot. Nothing was written.")


class Stored(t.NamedTuple):
    """A snapshot that was read: its first line, its content, and the digest of that."""

    head: Json
    content: bytes
    digest: str

    def rows(self) -> t.Iterator[Json]:
        """Its objects."""
        packed = _unpacked(self.content)
        packed.readline(_LARGEST_LINE)
        for line in packed:
            if not line.startswith(_LAST):
                yield json.loads(line)


def read(path: str) -> Stored:
    """The snapshot that is there; all of it is checked.

    @raise WebexError: there is none, or it cannot be trusted.
    """
    content = private_file.read(path)
    if content is None:
        raise ValidationError(f"There is no snapshot {printable(path)}.")
    try:
        return Stored(_checked(content), content, hashlib.sha256(content).hexdigest())
    except (OSError, EOFError, zlib.error):
        why = "it is not packed as one (gzip), or not all of it is there"
    except ValueError as error:
        why = str(error)
    raise ValidationError(f"{printable(path)} is not a snapshot: {why}.")


def _checked(content: bytes) -> Json:
    packed = _unpacked(content)
    head = _line(packed.readline(_LARGEST_LINE))
    if head.get("format") != snapshot.FORMAT or not isinstance(head.get("counts"), dict):
        raise ValueError(f"its format is not {snapshot.FORMAT}, which is all that this release reads")
    digest, counts = hashlib.sha256(), dict.fromkeys(head["counts"], 0)
    line = packed.readline(_LARGEST_LINE)
    while line and not line.startswith(_LAST):
        digest.update(line)
        kind = _line(line).get("kind", "")
        counts[kind] = counts.get(kind, 0) + 1
        line = packed.readline(_LARGEST_LINE)
    if _line(line).get("sha256") != digest.hexdigest() or counts != head["counts"]:
        raise ValueError("its digest does not fit what it holds")
    return head


def _unpacked(content: bytes) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=io.BytesIO(content))


def _line(line: bytes) -> Json:
    try:
        found = json.loads(line or b"null")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ValueError("a line in it is not an object in JSON")
    return found


class Partial:
    """What an export has read so far, in C(<name>.partial): another one of the same I(what) resumes from it. Without a I(path) it
    keeps nothing."""

    def __init__(self, path: str | None, what: Json) -> None:
        self._path = f"{path}.partial" if path else None
        self._head = json.dumps({"format": snapshot.FORMAT, **what}, sort_keys=True).encode() + b"\n"
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
