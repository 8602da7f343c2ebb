# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as a file: JSON lines, of which the first says what it is, with a digest of all of it."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import other_files
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._files.output import PLAN_FILE, replaced

FORMAT = 1
PLAN, SUMMARY, PAGE, TEXT = PLAN_FILE, "summary.json", "plan.html", "plan.md"
# Days for which a plan may be applied.
VALID = 7
CLEAN, CHANGES, REFUSED, INCOMPLETE = "clean", "changes", "refused", "incomplete"
_LARGEST, _LONGEST_HEAD = 512 << 20, 1 << 20
DIGEST = re.compile("sha256:[0-9a-f]{64}")
_ITS_DIGEST = re.compile(rb'"digest": "(sha256:[0-9a-f]{64})"\}\n\Z')
_ACTIONS = ("create", "change", "delete")


def now() -> datetime.datetime:
    """The time, in UTC and whole seconds."""
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def timestamp(time: datetime.datetime) -> str:
    """A time in RFC 3339."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(head: Json, records: t.Iterable[Json]) -> tuple[bytes, Json]:
    """The file's content, and its first line with the digest."""
    head = {name: value for name, value in head.items() if name != "digest"}  # which comes last
    body = b"".join(_line(one) for one in records)
    digest = "sha256:" + hashlib.sha256(_line({**head, "digest": ""}) + body).hexdigest()
    signed = {**head, "digest": digest}
    return _line(signed) + body, signed


def decode(content: bytes) -> tuple[Json, list[Json]]:
    """The first line and the records.

    @raise ValueError: it is no plan, or was changed, and why.
    """
    lines = content.splitlines(keepends=True)
    first = lines[0] if lines else b""
    found = _ITS_DIGEST.search(first)
    head = _object(first, 1)
    if "format" in head and (head["format"] != FORMAT or isinstance(head["format"], bool)):
        raise ValueError(f"its format is {printable(head['format'])}, and this release only reads {FORMAT}")
    if not found:
        raise ValueError("its first line does not end with a digest")
    unsigned = first[: found.start(1)] + first[found.end(1) :]
    if hashlib.sha256(unsigned + b"".join(lines[1:])).hexdigest() != found[1].decode()[len("sha256:") :]:
        raise ValueError("it was changed after it was made: its digest does not fit")
    records = [_record(_object(line, number), number) for number, line in enumerate(lines[1:], start=2)]
    return head, records


def write(folder: str, files: t.Mapping[str, bytes]) -> None:
    """Write files of a plan, for this user alone to read.

    @raise ValidationError: they cannot be written.
    """
    for name, content in files.items():
        with replaced(folder, name) as file:
            file.write(content)


def left_in(folder: str) -> str:
    """What is to be said of the plan in a I(folder) where no other one takes its place; empty where there is none."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        with open(os.path.join(folder, PLAN), "rb") as file:
            created = json.loads(file.readline(_LONGEST_HEAD))["created"]
        return f"The folder {printable(folder)} still holds the earlier plan of {printable(created)}: do not apply it."
    return ""


def read(folder: str) -> tuple[Json, list[Json]]:
    """The plan in a folder.

    @raise ValidationError: there is none, or it cannot be trusted.
    """
    path = os.path.join(folder, PLAN)
    if os.path.isfile(folder):
        raise ValidationError(f"plan: {printable(folder)} is a file. Give the folder of a plan, in which {PLAN} is.")
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ValidationError(
            f"plan: {printable(os.path.abspath(path))} cannot be read: {error.strerror}. Plan first, or give the folder of a plan."
        ) from None
    try:
        if len(content) > _LARGEST:
            raise ValueError(f"it is larger than {_LARGEST >> 20} MiB")
        return decode(content)
    except ValueError as error:
        other = other_files.but_what(content, other_files.PLAN)
        why = (
            f"{other}. Give the folder of a plan"
            if other
            else f" that can be applied: {error}. Plan again, and review the new plan"
        )
        raise ValidationError(f"plan: {printable(path)} is not a plan{why}.") from None


def _line(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _object(line: bytes, number: int) -> Json:
    try:
        found = json.loads(line.decode())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not line.endswith(b"\n"):
        raise ValueError(f"line {number} is not an object in JSON")
    return found


def _record(found: Json, number: int) -> Json:
    is_known = found.get("kind") in KINDS and found.get("action") in _ACTIONS and isinstance(found.get("key"), str)
    if not is_known or not isinstance(found.get("set"), list) or not isinstance(found.get("uses", []), list):
        raise ValueError(f"line {number} does not say what is done to whom")
    return found


def pretty(value: Json) -> bytes:
    """JSON for people to read."""
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def compact(value: Json) -> str:
    """JSON in as few characters as can be."""
    return json.dumps(value, separators=(",", ":"))
