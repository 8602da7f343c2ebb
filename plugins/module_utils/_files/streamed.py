# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a snapshot: packed JSON lines, written and read line by line, so that memory does not grow with it.

The first line says of which organization it is, who made it and when; the last one has the SHA-256 of the lines between, one for
each object, sorted. A file is read as this format alone, and nothing of what it holds is quoted in a message.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import heapq
import io
import json
import os
import time
import typing as t
import zlib

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import private_file
from ansible_collections.webex.calling.plugins.module_utils._files.live import NOBODY, unpacked
from ansible_collections.webex.calling.plugins.module_utils._files.other_files import SNAPSHOT, but_what
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

FORMAT = 1

_LARGEST_LINE = 1 << 20
# What is larger was not made here, and is not unpacked in full: 100,000 people are 110 MB.
_MOST_UNPACKED = 512 << 20
_LAST = b'{"sha256":'
_WAY_OUT = "Give the one that an export or an off-boarding wrote."
_NOT_PACKED = "it is not packed as one (gzip), or not all of it is there"


class Row(t.NamedTuple):
    """An object of a snapshot; the I(settings) of its I(owner) are packed."""

    kind: str
    key: str
    id: str
    location: str | None
    settings: bytes
    owner: Owner = NOBODY

    @property
    def line(self) -> bytes:
        """Its line."""
        head = {"kind": self.kind, "id": self.id, "key": self.key, "location": self.location}
        return f'{json.dumps(head, separators=(",", ":"))[:-1]},"settings":{unpacked(self.settings, self.owner)}}}\n'.encode()


class Stored(t.NamedTuple):
    """A snapshot that was read: its first line, its content, and the digest of that."""

    head: Json
    content: bytes
    digest: str

    def rows(self) -> t.Iterator[Json]:
        """Its objects."""
        return (json.loads(line) for line in self.lines())

    def lines(self) -> t.Iterator[bytes]:
        """Their lines."""
        packed = _unpacked(self.content)
        packed.readline(_LARGEST_LINE)
        return (line for line in packed if not line.startswith(_LAST))


def read(path: str, option: str = "") -> Stored:
    """The snapshot that is there; all of it is checked. An error names the I(option) that gives it.

    @raise WebexError: there is none, or it cannot be trusted.
    """
    with _about(option):
        _refuse_folder(path, option)
        stored = _stored(path, private_file.read(path))
    if stored is None:
        searched = "" if os.path.isabs(path) else f" in {printable(os.getcwd())}"
        there = f"{option}: there" if option else "There"
        raise ValidationError(
            f"{there} is no snapshot {printable(path)}{searched}. Correct the path, or export one first."
        )
    return stored


def check(path: str) -> None:
    """Find out whether I(path) can hold a snapshot, and whether what is there is one.

    @raise WebexError: it cannot, or is not.
    """
    _stored(path, private_file.read(path))


def write(path: str, org_id: str | None, rows: t.Iterable[Row]) -> None:
    """Write a snapshot of now, whole or not at all.

    @raise WebexError: it cannot be written, or something else is there.
    """
    ordered = sorted({row[:3]: row for row in rows}.values())
    content = _encoded(_head_of_now(org_id), ordered, (row.line for row in ordered))

    def replace(before: bytes | None) -> bytes:
        _check_is_one(path, before)
        return content

    private_file.update(path, replace, True)


def add(path: str, org_id: str | None, choose: t.Callable[[Stored | None], t.Iterable[Row]], write: bool) -> None:
    """Add to the snapshot that is there, or to a new one, what I(choose) makes of it, while nobody else does. What is in it stays.

    Without I(write) nothing is written.

    @raise WebexError: the file or its folder cannot be trusted, or not be written. Also what I(choose) raises.
    """

    def merged(content: bytes | None) -> bytes | None:
        stored = _stored(path, content)
        rows = sorted(choose(stored))
        if not rows:
            return None
        if stored is None:
            return _encoded(_head_of_now(org_id), rows, (row.line for row in rows))
        new = ((row[:3], row.line) for row in rows)
        lines = heapq.merge(((_order(json.loads(line)), line) for line in stored.lines()), new)
        return _encoded(stored.head, rows, (line for dummy, line in lines))

    private_file.update(path, merged, write)


def check_replaceable(path: str, option: str) -> None:
    """Find out whether the I(path) of an I(option) may be written: nothing is there, or a snapshot.

    @raise WebexError: it may not.
    """
    with _about(option):
        _refuse_folder(path, option)
        _check_is_one(path, private_file.read(path))


def _refuse_folder(path: str, option: str) -> None:
    if option and os.path.isdir(path):
        or_else = ", or set directory to this folder" if option == "snapshot" else ""
        raise ValidationError(f"{printable(path)} is a folder. Give the file of a snapshot{or_else}.")


@contextlib.contextmanager
def _about(option: str) -> t.Iterator[None]:
    """An error names the I(option), where there is one."""
    try:
        yield
    except WebexError as error:
        if not option:
            raise
        raise error.about(option) from None


def _head_of_now(org_id: str | None) -> Json:
    """The first line of an empty snapshot, of now, by the user of this process."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {"format": FORMAT, "org_id": org_id, "created": now, "by": private_file.user_name(), "counts": {}}


def _encoded(head: Json, added: t.Iterable[Row], lines: t.Iterable[bytes]) -> bytes:
    """A file with these I(lines), which are those that I(head) counts and those I(added). The same gives the same bytes."""
    counts = dict(head["counts"])
    for row in added:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    digest, content = hashlib.sha256(), io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=content, mtime=0) as packed:
        packed.write(json.dumps({**head, "counts": counts}, separators=(",", ":")).encode() + b"\n")
        for line in lines:
            digest.update(line)
            packed.write(line)
        packed.write(_LAST + f'"{digest.hexdigest()}"}}\n'.encode())
    return content.getvalue()


def _stored(path: str, content: bytes | None) -> Stored | None:
    """What a file with this I(content) holds.

    @raise ValidationError: it is no snapshot, or not all of one, and why.
    """
    if content is None:
        return None
    try:
        return Stored(_checked(content), content, hashlib.sha256(content).hexdigest())
    except (OSError, EOFError, zlib.error):
        why = _NOT_PACKED
    except ValueError as error:
        why = str(error)
    raise ValidationError(f"{printable(path)} is not a snapshot{but_what(content, SNAPSHOT) or f': {why}'}. {_WAY_OUT}")


def _check_is_one(path: str, content: bytes | None) -> None:
    try:
        found = None if content is None else _object(_unpacked(content).readline(_LARGEST_LINE))
    except (OSError, EOFError, ValueError, zlib.error):
        found = {}
    if found is not None and "counts" not in found:
        raise ValidationError(
            f"{printable(path)} is there already, and is not a snapshot. Give another path. Nothing was written."
        )


def _checked(content: bytes) -> Json:
    """The first line, where all of it is as it should be.

    @raise ValueError: it is not; why.
    """
    packed = _unpacked(content)
    head = _checked_head(_object(packed.readline(_LARGEST_LINE)))
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    before: tuple[str, ...] = ()
    line = packed.readline(_LARGEST_LINE)
    while line and not line.startswith(_LAST):
        digest.update(line)
        order = _order(_checked_row(_object(line)))
        if before >= order:
            raise ValueError("its lines are not in order, or one occurs twice")
        before = order
        counts[order[0]] = counts.get(order[0], 0) + 1
        if packed.tell() > _MOST_UNPACKED:
            raise ValueError(f"unpacked it is larger than {_MOST_UNPACKED >> 20} MiB")
        line = packed.readline(_LARGEST_LINE)
    if _object(line).get("sha256") != digest.hexdigest() or packed.read(1):
        raise ValueError("its digest does not fit what it holds")
    if counts != head["counts"]:
        raise ValueError("it does not hold what its first line counts")
    return head


def _checked_head(head: Json) -> Json:
    if head.get("format") != FORMAT or isinstance(head["format"], bool) or not isinstance(head.get("counts"), dict):
        raise ValueError(f"its format is not {FORMAT}, the only one that this release reads")
    org_id, created, by = (head.get(name) for name in ("org_id", "created", "by"))
    if not isinstance(created, str) or not isinstance(by, str) or not isinstance(org_id, (str, type(None))):
        raise ValueError("its first line does not say of which organization it is, who made it, and when")
    return head


def _checked_row(row: Json) -> Json:
    texts = [row.get(name) for name in ("kind", "id", "key")]
    if (
        set(row) != set(Row._fields) - {"owner"}
        or not all(isinstance(one, str) and one for one in texts)
        or not isinstance(row["location"], (str, type(None)))
        or not isinstance(row["settings"], dict)
    ):
        raise ValueError("a line in it does not say what it is about, or not in this format")
    return row


def _order(row: Json) -> tuple[str, str, str]:
    return row["kind"], row["key"], row["id"]


def _unpacked(content: bytes) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=io.BytesIO(content))


def _object(line: bytes) -> Json:
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not line.endswith(b"\n"):
        raise ValueError("a line in it is not an object in JSON")
    return found
