# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, snapshots that hold them, and their files."""

from __future__ import annotations

import gzip
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot, snapshot_file
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import Snapshot

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


def holding(*people: Json) -> Snapshot:
    return snapshot.keep(Snapshot(ORG, "2026-11-01T08:00:00Z", "anna"), people, {})


def lines(content: bytes) -> list[bytes]:
    return gzip.decompress(content).splitlines(keepends=True)


def packed(*parts: bytes) -> bytes:
    return gzip.compress(b"".join(parts))


def refuse_to_merge(kept: t.Any) -> t.NoReturn:
    raise AssertionError(kept)


def write(path: Path, *people: Json) -> None:
    snapshot_file.update(str(path), lambda kept: snapshot.keep(kept or snapshot.new(ORG), people, CHANGE))


def held(path: Path) -> list[str]:
    return [one.id for one in snapshot_file.read(str(path)).people()]


def refused(path: Path) -> str:
    said = set()
    for use in (snapshot_file.check, snapshot_file.read, lambda one: snapshot_file.update(one, refuse_to_merge)):
        with pytest.raises(WebexError) as error:
            use(str(path))
        said.add(error.value.msg)
    (message,) = said
    return message
