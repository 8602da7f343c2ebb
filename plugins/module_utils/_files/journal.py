# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of a plan that is applied: a line before each write and one after it, on the disk before anything goes on."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.other_files import JOURNAL, but_what
from ansible_collections.webex.calling.plugins.module_utils._files.sources import RowsSource

FORMAT = 1
_LARGEST = 1 << 30


class Journal:
    """Appends to the file I(path); without one it keeps nothing. Lines of several threads get onto the disk together.

    @raise ValidationError: the file cannot be written.
    """

    def __init__(self, path: str | None, head: Json) -> None:
        self._lock, self._syncing = threading.Lock(), threading.Lock()
        self._written = self._synced = 0
        self._file: t.BinaryIO | None = None
        if not path:
            return
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
            opened = os.open(path, flags, 0o600)
            self._file = os.fdopen(opened, "ab")
            size = os.fstat(opened).st_size
            # What was killed while it wrote may have left half a line.
            if size and os.pread(opened, 1, size - 1) != b"\n":
                self._file.write(b"\n")
            self.append({"format": FORMAT, **head})
        except OSError as error:
            raise ValidationError(f"journal: {printable(path)} cannot be written: {error.strerror}.") from None

    def append(self, entry: Json) -> None:
        """Keep an I(entry); it is on the disk when this returns."""
        if not self._file:
            return
        with self._lock:
            self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            self._written += 1
            mine = self._written
        with self._syncing:
            if self._synced >= mine:
                return
            with self._lock:
                self._file.flush()
                written = self._written
            os.fsync(self._file.fileno())
            self._synced = written

    def close(self) -> None:
        """Nothing more is kept."""
        if self._file:
            self._file.close()


def source(path: str) -> RowsSource:
    """What undoes what a journal says.

    @raise ValidationError: it is none.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ValidationError(
            f"journal: {printable(os.path.abspath(path))} cannot be read: {error.strerror}. "
            "Give the one that apply wrote, by default journal.jsonl in the plan's folder."
        ) from None
    heads, rows = _read(path, content.splitlines(keepends=True))
    if not heads:
        raise ValidationError(
            f"journal: {printable(path)} is not a journal{but_what(content, JOURNAL)}. Give the one that apply wrote, by default "
            "journal.jsonl in the plan's folder."
        )
    return RowsSource("journal", hashlib.sha256(content).hexdigest(), heads[0].get("org_id"), rows)


def _read(path: str, lines: t.Iterable[bytes]) -> tuple[list[Json], list[Json]]:
    heads: list[Json] = []
    before: dict[tuple[str, str], Json] = {}
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # the half of a line that a kill left
        if not isinstance(entry, dict):
            entry = {}
        if "format" in entry and entry["format"] != FORMAT:
            raise ValidationError(
                f"journal: {printable(path)} has the format {printable(entry['format'])}, and this release only reads {FORMAT}."
            )
        if "started" in entry:
            heads.append(entry)
        elif entry.get("phase") == "before":
            _merge(before, entry)
        elif entry.get("phase") == "after" and entry.get("created_id"):
            before[_key(entry)]["id"] = entry["created_id"]
    return heads, [_inverse(entry) for entry in before.values()]


def _key(entry: Json) -> tuple[str, str]:
    return entry["kind"], entry.get("object") or entry["id"]


def _merge(before: dict[tuple[str, str], Json], entry: Json) -> None:
    """An object that was written more than once was before as it was before the first time."""
    first = before.setdefault(_key(entry), entry)
    if first is not entry:
        known = {one["field"]: one for one in first["set"]}
        for one in entry["set"]:
            if one["field"] in known:
                known[one["field"]]["now"] = one.get("now")
            else:
                first["set"].append(one)


def _inverse(entry: Json) -> Json:
    row: Json = {name: entry.get(name) for name in ("kind", "key", "location", "location_id")}
    row["id"] = entry.get("id") or ""
    if entry["action"] == "create":
        return {**row, "absent": True, "desired": {}}
    if entry["action"] == "delete":
        return {**row, "create": True, "desired": entry["before"]}
    before = {one["field"]: _before(entry["kind"], one) for one in entry["set"]}
    desired = {path: value for path, value in before.items() if value is not None}
    return {
        **row,
        "desired": desired,
        "applied": {one["field"]: one["now"] for one in entry["set"] if one["field"] in desired},
        "unknown": [path for path in before if path not in desired],
    }


def _before(kind: str, one: Json) -> t.Any:
    """What a field was; None where that is not known. A text that was not there was empty, and where the API did not tell what each PUT
    must hold, it is what such a PUT holds then."""
    resource = KINDS[kind].resource
    fields = dict(resource.fields.leaves())
    if one.get("was") is not None or one["field"] not in fields:
        return one.get("was")
    return "" if fields[one["field"]].is_text else flatten(resource.required).get(one["field"])
