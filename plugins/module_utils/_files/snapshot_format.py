# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The format of a snapshot: packed JSON lines.

The first line says of which organization it is, who made it and when; the last one has the SHA-256 of the lines between,
one for each object. A file is read as this format alone, and nothing of what it holds is quoted in a message.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import FORMAT, Entry, Snapshot

# What is larger was not made here, and is not unpacked in full: 100,000 people are 110 MB.
_MOST_UNPACKED = 512 << 20


def encode(snapshot: Snapshot) -> bytes:
    """The file's content. The same snapshot gives the same bytes."""
    counts: dict[str, int] = {}
    between = io.BytesIO()
    for entry in sorted(snapshot.entries.values(), key=lambda one: (one.kind, one.key, one.id)):
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
        between.write(_line(entry._asdict()))
    head = {
        "format": FORMAT,
        "org_id": snapshot.org_id,
        "created": snapshot.created,
        "by": snapshot.by,
        "counts": counts,
    }
    lines = between.getvalue()
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(_line(head) + lines + _line({"sha256": hashlib.sha256(lines).hexdigest()}))
    return packed.getvalue()


def decode(content: bytes) -> Snapshot:
    """What I(content) holds.

    @raise ValueError: it is not a snapshot, or not all of one, and why.
    """
    lines = _unpack(content).splitlines(keepends=True)
    if len(lines) < 2:
        raise ValueError("it has no first and last line")
    first, *middle, last = lines
    head = _object(first, "its first line")
    if head.get("format") != FORMAT or isinstance(head.get("format"), bool):
        raise ValueError(f"its format is not {FORMAT}, which is all that this release reads")
    if _object(last, "its last line").get("sha256") != hashlib.sha256(b"".join(middle)).hexdigest():
        raise ValueError("its digest does not fit what it holds")
    org_id, created, by = (head.get(name) for name in ("org_id", "created", "by"))
    if not isinstance(created, str) or not isinstance(by, str) or not isinstance(org_id, (str, type(None))):
        raise ValueError("its first line does not say of which organization it is, who made it, and when")
    entries: dict[tuple[str, str], Entry] = {}
    counts: dict[str, int] = {}
    for number, line in enumerate(middle, start=2):
        entry = _entry(_object(line, f"line {number}"), number)
        entries[entry.kind, entry.id] = entry
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    if len(entries) != len(middle) or head.get("counts") != counts:
        raise ValueError("it does not hold what its first line counts")
    return Snapshot(org_id, created, by, entries)


def _line(value: Json) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _unpack(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            lines = file.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise ValueError("it is not packed as one (gzip), or not all of it is there") from None
    if len(lines) > _MOST_UNPACKED:
        raise ValueError(f"unpacked it is larger than {_MOST_UNPACKED >> 20} MiB")
    return lines


def _object(line: bytes, where: str) -> Json:
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not line.endswith(b"\n"):
        raise ValueError(f"{where} is not an object in JSON")
    return found


def _entry(found: Json, number: int) -> Entry:
    texts = [found.get(name) for name in ("kind", "id", "key")]
    if (
        set(found) != set(Entry._fields)
        or not all(isinstance(one, str) and one for one in texts)
        or not isinstance(found["location"], (str, type(None)))
        or not isinstance(found["settings"], dict)
    ):
        raise ValueError(f"line {number} does not say what it is about, or not in this format")
    return Entry(**found)
