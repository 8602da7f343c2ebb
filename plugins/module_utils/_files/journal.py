# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of a plan that is applied: a line before each write and one after it, on the disk before anything goes on."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import stat
import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.organization import check_same_organization
from ansible_collections.webex.calling.plugins.module_utils._files.other_files import JOURNAL, but_what
from ansible_collections.webex.calling.plugins.module_utils._files.output import set_aside
from ansible_collections.webex.calling.plugins.module_utils._files.sources import RowsSource

FORMAT = 1
_LARGEST = 1 << 30
_LONGEST_LINE = 1 << 20
# How the first line of each run begins, of which a kill may have left a part.
_BEGIN = b'{"format": '
_NOTHING_WRITTEN = "Give another path. Nothing was written."


class Journal:
    """Appends to the file I(path); without one it keeps nothing. Lines of several threads get onto the disk together. The journal of
    another plan that is there is kept under another name, as C(warning) says.

    @raise ValidationError: the file cannot be written, or is no journal.
    """

    def __init__(self, path: str | None, head: Json) -> None:
        self._lock, self._syncing = threading.Lock(), threading.Lock()
        self._written = self._synced = 0
        self._file: t.BinaryIO | None = None
        self.warning = ""
        if not path:
            return
        runs = _runs(path)
        if runs and runs[-1].get("plan") != head["plan"]:
            name = set_aside(path, _names(path, runs[-1]))
            self.warning = f"{printable(path)} was the journal of another plan: it is kept as {printable(name)}, and a new one begins."
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


def check_usable(path: str, org_id: str | None) -> None:
    """Find out whether a plan for an organization can have its journal at I(path): nothing is there, or a journal of the same
    organization.

    @raise ValidationError: it cannot.
    """
    for run in _runs(path):
        try:
            check_same_organization(run.get("org_id"), org_id, f"journal: {printable(path)}", "the plan")
        except ValidationError as error:
            raise error.followed_by("Give another path.") from None


def _runs(path: str) -> list[Json]:
    """The first lines of all runs in the journal at I(path); none where nothing is there.

    @raise ValidationError: something else is there, or it cannot be read.
    """
    try:
        begin, odd, runs = b"\0", "", t.cast("list[Json]", [])
        if stat.S_ISREG(os.lstat(path).st_mode):  # a link or a pipe is not opened
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                begin = file.read(_LONGEST_LINE)
                odd = but_what(begin, JOURNAL)
                file.seek(0)
                if begin.startswith(_BEGIN) and not odd:
                    first = (line for line in file if line.startswith(_BEGIN))
                    runs = [entry for entry in map(_parsed, first) if "started" in entry]
    except (FileNotFoundError, NotADirectoryError):
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(folder):
            return []
        raise ValidationError(f"journal: there is no folder {printable(folder)}. {_NOTHING_WRITTEN}") from None
    except OSError as error:
        raise ValidationError(
            f"journal: {printable(path)} cannot be used: {error.strerror}. {_NOTHING_WRITTEN}"
        ) from None
    for one in runs:
        _check_format(path, one, f" {_NOTHING_WRITTEN}")
    if begin and not runs and (b"\n" in begin or not begin.startswith(_BEGIN)):
        raise ValidationError(
            f"journal: {printable(path)} is there already, and is not a journal{odd}. {_NOTHING_WRITTEN}"
        )
    return runs


def _names(path: str, run: Json) -> t.Iterator[str]:
    """Names for the journal of a I(run), with its time in a form that every file system takes."""
    stem, ending = os.path.splitext(os.path.basename(path))
    base = f"{stem}-{re.sub('[^0-9A-Za-z]', '', str(run['started']))[:20]}"
    return (f"{base}{f'-{number}' if number > 1 else ''}{ending}" for number in itertools.count(1))


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
    found = RowsSource("journal", hashlib.sha256(content).hexdigest(), heads[0].get("org_id"), rows)
    plans = len({one.get("plan") for one in heads})
    what = f"of {plans:,} plans, the first of them" if plans > 1 else "of the plan"
    found.words = f"the journal {what} applied {printable(heads[0]['started'])}"
    return found


def _read(path: str, lines: t.Iterable[bytes]) -> tuple[list[Json], list[Json]]:
    heads: list[Json] = []
    before: dict[tuple[str, str], Json] = {}
    for line in lines:
        entry = _parsed(line)
        _check_format(path, entry)
        if "started" in entry:
            heads.append(entry)
        elif entry.get("phase") == "before":
            _merge(before, entry)
        elif entry.get("phase") == "after" and entry.get("created_id"):
            before[_key(entry)]["id"] = entry["created_id"]
    return heads, [_inverse(entry) for entry in before.values()]


def _parsed(line: bytes) -> Json:
    """What a line holds; nothing where it is the half that a kill left."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, dict) else {}


def _check_format(path: str, entry: Json, way_out: str = "") -> None:
    if "format" in entry and entry["format"] != FORMAT:
        raise ValidationError(
            f"journal: {printable(path)} has the format {printable(entry['format'])}, and this release only reads {FORMAT}.{way_out}"
        )


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
