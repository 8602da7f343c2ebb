# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, snapshots that hold them, and their files."""

from __future__ import annotations

import gzip
import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.streamed import Row, Stored

Json = dict[str, t.Any]

CHANGE = {"enabled": True, "send_all_calls": {"enabled": True}}
ORG = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi83MmIyZDU2Ny01Njk2LTU1MmItYjMxYy1hODg0YzAxMjdmZTk"


def person(name: str, *, all_calls: bool = False, rings: int = 3, **more: t.Any) -> Json:
    settings = {
        "enabled": True,
        "send_all_calls": {"enabled": all_calls},
        "send_unanswered_calls": {"number_of_rings": rings},
    }
    return {"person": f"{name}@example.com", "person_id": name, "email": None, "voicemail": settings, **more}


HEAD: Json = {"format": 1, "org_id": ORG, "created": "2026-11-01T08:00:00Z", "by": "anna", "counts": {}}


def content_of(rows: t.Iterable[Row], head: Json | None = None) -> bytes:
    ordered = sorted(rows)
    return streamed._encoded(head or HEAD, ordered, (row.line for row in ordered))


def holding(*people: Json) -> Stored:
    content = content_of(snapshot.missing(None, people, {}))
    return Stored(json.loads(lines(content)[0]), content, "")


def lines(content: bytes) -> list[bytes]:
    return gzip.decompress(content).splitlines(keepends=True)


def packed(*parts: bytes) -> bytes:
    return gzip.compress(b"".join(parts))


def refuse_to_merge(kept: t.Any) -> t.NoReturn:
    raise AssertionError(kept)


def write(path: Path, *people: Json) -> None:
    streamed.add(str(path), ORG, lambda kept: snapshot.missing(kept, people, CHANGE), True)


def held(path: Path) -> list[str]:
    return [one["id"] for one in streamed.read(str(path)).rows()]


def refused(path: Path) -> str:
    said = set()
    for use in (streamed.check, streamed.read, lambda one: streamed.add(one, None, refuse_to_merge, True)):
        with pytest.raises(WebexError) as error:
            use(str(path))
        said.add(error.value.msg)
    (message,) = said
    return message
