# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in a snapshot: who is added to one before a change, and as what they are given back."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, some_of
from ansible_collections.webex.calling.plugins.module_utils._files.live import packed
from ansible_collections.webex.calling.plugins.module_utils._files.streamed import Row, Stored
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON


def missing(kept: Stored | None, people: t.Iterable[t.Mapping[str, t.Any]], change: t.Mapping[str, t.Any]) -> list[Row]:
    """Those of I(people) who are not I(kept) yet, as they are now.

    I(people) are a module's results, and I(change) are the settings that are named for everyone next: who has them all was
    changed before, so that what the snapshot holds of them is what was before.

    @raise ValidationError: somebody has other settings now than in the snapshot, and those of now would be in none.
    """
    now = {one["person_id"]: one for one in people if not one.get("failed")}
    lost = []
    for row in _people(kept):
        one = now.pop(row["id"], None)
        if one and row["settings"] != one["voicemail"] and not _has(one["voicemail"], change, row["settings"]):
            lost.append(one["person"])
    if lost:
        raise ValidationError(
            f"The snapshot holds settings of {some_of(lost)} that differ from the current ones, which would be lost. Nothing was written. "
            "Name another file for the snapshot."
        )
    return [
        Row(PERSON.name, one.get("email") or one["person"], identity, one.get("location"), packed(one["voicemail"]))
        for identity, one in now.items()
    ]


def select(stored: Stored, names: t.Sequence[str] | None) -> list[Json]:
    """The objects of a snapshot that are the people with these addresses or IDs, or all people for None.

    @raise ValidationError: somebody is not in it; it says who.
    """
    if names is None:
        return list(_people(stored))
    asked = [normalize_email(name.strip()) if "@" in name else name.strip() for name in names]
    found: dict[str, list[Json]] = {name: [] for name in asked}
    for row in _people(stored):
        for name in {row["id"], normalize_email(row["key"])} & found.keys():
            found[name].append(row)
    problems = []
    absent = [name for name, key in zip(names, asked) if not found[key]]
    several = [name for name, key in zip(names, asked) if len(found[key]) > 1]
    if absent:
        problems.append(f"{some_of(absent)}: not in the snapshot. Name people that it holds, or another snapshot.")
    if several:
        problems.append(f"{some_of(several)}: more than one person in the snapshot had this address. Give the ID.")
    if problems:
        raise ValidationError(" ".join(problems))
    return list({row["id"]: row for key in asked for row in found[key]}.values())


def _people(stored: Stored | None) -> t.Iterator[Json]:
    return (row for row in (stored.rows() if stored else ()) if row["kind"] == PERSON.name)


def _has(settings: t.Any, wanted: t.Mapping[str, t.Any], before: t.Any) -> bool:
    """Whether I(settings) are as I(wanted), in all that it names. What was not told I(before) either is never told."""
    if not isinstance(settings, t.Mapping):
        return False
    before = before if isinstance(before, t.Mapping) else {}
    return all(
        _has(settings.get(name), value, before.get(name))
        if isinstance(value, t.Mapping)
        else settings.get(name) == value
        for name, value in wanted.items()
        if name in settings or name in before
    )
