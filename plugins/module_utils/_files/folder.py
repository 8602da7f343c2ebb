# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder as it was read: what each entry says. What is wrong with files is told with their lines."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._errors import all_of_them, printable
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import Key, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Doubt, Leaves, ended
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Problem
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON

FORMAT = 1
UNMANAGED = "unmanaged"
PROFILE, NOTE, STATE, PASSCODE = "profile", "note", "state", "passcode_variable"
MOST_TOLD = 20


class Entry(t.NamedTuple):
    """What a file says of one object: its I(own) settings, and the I(profile) that it follows. I(folder) is that of its location,
    I(id) what ids.json knows of it. I(doubts) are of its own settings."""

    kind: ObjectKind
    key: str
    folder: str
    own: Leaves
    profile: str | None
    unmanaged: bool
    absent: bool
    passcode_variable: str | None
    file: str
    line: int
    id: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def identity(self) -> Key:
        """What tells it from others. A person is one wherever their entry is."""
        return Key(
            self.kind.name, layout.same_key(self.kind.owner, self.key), "" if self.kind.owner is PERSON else self.folder
        )

    @property
    def place(self) -> str:
        """Where it is written."""
        return f"{self.file}:{self.line}"


@dataclass
class Folder:
    """What the folder's files say. I(locations) are the names that they tell, by folder; I(location_ids) what ids.json knows;
    I(ids) are all known IDs by folder, file and key."""

    files: t.Mapping[str, bytes]
    org_id: str | None = None
    domains: list[str] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    profiles: Profiles = field(default_factory=Profiles)
    entries: list[Entry] = field(default_factory=list)
    locations: dict[str, str] = field(default_factory=dict)
    location_ids: dict[str, str] = field(default_factory=dict)
    ids: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def doubts_of(self, entry: Entry) -> dict[str, str]:
        """By its path, what is to be said of each value that an I(entry) wants, or its profile, should it be another than there is."""
        followed = self.profiles.doubts.get(entry.profile or "", ())
        found = {one.field: told([(layout.PROFILES, one.problem)]) for one in followed if one.field not in entry.own}
        found.update((one.field, told([(entry.file, one.problem)])) for one in entry.doubts)
        return found


def told(problems: t.Sequence[tuple[str, Problem]]) -> str:
    """All that is wrong with files, each by its path, in the order of lines."""
    order = {path: number for number, path in enumerate(dict.fromkeys(path for path, dummy in problems))}
    sentences = [
        f"{printable(path)}{f':{line}' if line else ''}: {ended(words)}"
        for path, (line, words) in sorted(problems, key=lambda one: (order[one[0]], one[1].line))
    ]
    return all_of_them(sentences, MOST_TOLD)
