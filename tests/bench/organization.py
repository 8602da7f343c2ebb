# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization as files: a folder that manages everyone, and the tasks that export, plan and apply it."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

Task = dict[str, t.Any]

CONCURRENCY = 20
# Lists, in pages, and whose token it is: what is asked for beside objects.
LISTS = frozenset(
    (
        "/people/me",
        "/people",
        "/workspaces",
        "/telephony/config/locations",
        "/telephony/config/virtualLines",
        "/telephony/config/voicemailGroups",
    )
)
_SETTINGS = "format: 1\nlimits:\n  minimum: 1000000\n  people:\n    changes: 1000000\n"
_PROFILES = "ours:\n  send_unanswered_calls:\n    number_of_rings: 5\n"


def folder_of(people: list[t.Any], folder: Path) -> str:
    """A folder in which everyone follows one profile, a line each."""
    root = folder / "voicemail"
    root.mkdir(exist_ok=True)
    (root / "voicemail.yml").write_text(_SETTINGS)
    (root / "profiles.yml").write_text(_PROFILES)
    by_location: dict[str, list[str]] = {}
    for one in people:
        by_location.setdefault(one.location_id, []).append(f"{one.email.lower()}: ours\n")
    for number, (location_id, lines) in enumerate(by_location.items()):
        location = root / "locations" / str(number)
        location.mkdir(parents=True, exist_ok=True)
        (location / "ids.json").write_text(json.dumps({"location": location_id}))
        (location / "people.yml").write_text("".join(sorted(lines)))
    return str(root)


def export(people: list[t.Any], folder: Path) -> Task:
    """An export into a folder that has everyone already."""
    return {"directory": folder_of(people, folder)}


def plan(people: list[t.Any], folder: Path) -> Task:
    """A plan of that folder."""
    return {"directory": folder_of(people, folder), "output": str(folder / "plan")}


def apply(people: list[t.Any], folder: Path, on_drift: str) -> Task:
    """The plan is applied."""
    digest = f"{{{{ (lookup('ansible.builtin.file', '{folder}/plan/summary.json') | from_json).digest }}}}"
    return {"plan": str(folder / "plan"), "digest": digest, "on_drift": on_drift}


def requests_an_object(log: t.Iterable[dict[str, t.Any]]) -> float:
    """The requests to objects, by the objects."""
    paths = [entry["path"] for entry in log if entry["path"] not in LISTS]
    return len(paths) / len(set(paths))
