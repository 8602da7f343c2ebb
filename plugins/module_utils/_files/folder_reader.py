# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the folder: all that is wrong with its files is told at once, with file and line."""

from __future__ import annotations

import sys
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    as_given,
)
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.folder import (
    FORMAT,
    NOTE,
    PASSCODE,
    PROFILE,
    STATE,
    UNMANAGED,
    Entry,
    Folder,
    told,
)
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import (
    KINDS,
    LOCATION_FILE,
    ORGANIZATION_FILE,
    Key,
    ObjectKind,
)
from ansible_collections.webex.calling.plugins.module_utils._files.limits import read_limits
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import read_profiles
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import (
    Doubt,
    Leaves,
    instead_of,
    read_settings,
    unknown_key,
    uses_email,
)
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import (
    Document,
    Mapping,
    Node,
    Problem,
    Scalar,
    Sequence,
    parse,
    require_yaml,
)
from ansible_collections.webex.calling.plugins.module_utils._http.ids import organization_id
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON

_NOTHING: Leaves = {}  # one for all who follow a profile and have nothing of their own
_ROOT_KEYS = ("format", "org_id", "domains", "limits")


def read_folder(files: t.Mapping[str, bytes]) -> Folder:
    """What the I(files) say. A value that is out of range or malformed is read too, and doubted: it may be what is there, and an export
    wrote it. Nor is a rule of the API a matter here.

    @raise ValidationError: something is wrong with them; all of it is told.
    """
    require_yaml()
    return _FolderReader(files).read()


class _FolderReader:
    def __init__(self, files: t.Mapping[str, bytes]) -> None:
        self._files, self._folder = files, Folder(files)
        self._problems: list[tuple[str, Problem]] = []

    def read(self) -> Folder:
        """See L(read_folder)."""
        self._names()
        self._settings()
        self._folder.profiles = read_profiles(*self._told(layout.PROFILES))
        self._flush(layout.PROFILES)
        if layout.ORGANIZATION in self._files:
            self._sections(layout.ORGANIZATION, "", ORGANIZATION_FILE, ())
        for path in self._files:
            if path.startswith(layout.LOCATIONS + "/") and path.endswith("/" + layout.IDS):
                self._ids(path)
        for path in self._files:
            if path.startswith(layout.LOCATIONS + "/") and not path.endswith(".json"):
                self._location_file(path)
        self._twice()
        if self._problems:
            raise ValidationError(told(self._problems))
        return self._folder

    def _names(self) -> None:
        for name, below in dict.fromkeys(path.partition("/")[:2] for path in self._files):
            meant = layout.meant(name, bool(below))
            if meant not in (None, name):
                what = "folder" if below else "file"
                self._problem(name, 0, f"this is not a {what} of an organization: did you mean {meant}?")

    def _told(self, path: str) -> tuple[Mapping | None, list[Problem]]:
        self._found: list[Problem] = []
        return (self._document(path).root if path in self._files else None), self._found

    def _flush(self, path: str) -> None:
        self._problems += [(path, one) for one in self._found]

    def _document(self, path: str) -> Document:
        document = parse(self._files[path])
        self._problems += [(path, one) for one in document.problems]
        return document

    def _problem(self, path: str, line: int, words: str) -> None:
        self._problems.append((path, Problem(line, words)))

    def _settings(self) -> None:
        path, folder = layout.SETTINGS_FILE, self._folder
        root, problems = self._told(path)
        for key, value in root.items if root else ():
            text = value.text if isinstance(value, Scalar) else None
            if key.text not in _ROOT_KEYS:
                self._problem(
                    path, key.line, f"there is no key {as_given(key.text)}: {instead_of(key.text or '', _ROOT_KEYS)}"
                )
            elif key.text == "format" and text != str(FORMAT):
                self._problem(path, key.line, f"format is {as_given(text)}, and this release only reads {FORMAT}")
            elif key.text == "org_id":
                folder.org_id = self._org_id(path, key.line, text)
            elif key.text == "domains":
                folder.domains = self._list(path, value)
        folder.limits = read_limits(root.get("limits") if root else None, problems)
        self._flush(path)

    def _org_id(self, path: str, line: int, text: str | None) -> str | None:
        try:
            return organization_id(text) if text else None
        except ValidationError as error:
            self._problem(path, line, error.msg.rstrip("."))
            return None

    def _list(self, path: str, value: Node) -> list[str]:
        nodes = value.nodes if isinstance(value, Sequence) else []
        found = [one.text for one in nodes if isinstance(one, Scalar) and one.text]
        if len(found) != len(nodes) or isinstance(value, Mapping):
            self._problem(path, value.line, "the value must be a list of texts")
        return found

    def _ids(self, path: str) -> None:
        folder = path.split("/")[1]
        try:
            location, self._folder.ids[folder] = layout.decode_ids(self._files[path])
        except (ValueError, RecursionError):
            self._problem(path, 0, "the file is not what an export writes: restore it, or delete it")
            return
        if location:
            self._folder.location_ids[folder] = location

    def _location_file(self, path: str) -> None:
        dummy, folder, *rest = path.split("/")
        stem = rest[0].rpartition(".")[0] if len(rest) == 1 else rest[0] if rest else ""
        keyed = {kind.file: kind for kind in KINDS.values() if not kind.section}
        if not rest or (stem not in keyed and stem != LOCATION_FILE) or not path.endswith(".yml") or len(rest) > 2:
            names = [f"{name}.yml" for name in (LOCATION_FILE, *keyed)]
            self._problem(path, 0, f"this is not a file of a location: {instead_of(rest[-1] if rest else path, names)}")
        elif stem == LOCATION_FILE:
            self._sections(path, folder, LOCATION_FILE, ("name",))
        else:
            self._entries(path, folder, keyed[stem])

    def _sections(self, path: str, folder: str, file: str, besides: tuple[str, ...]) -> None:
        kinds = {kind.section: kind for kind in KINDS.values() if kind.file == file}
        root = self._document(path).root
        for key, value in root.items if root else ():
            name = key.text or ""
            if name in besides:
                self._folder.locations[folder] = (value.text or "") if isinstance(value, Scalar) else ""
            elif name not in kinds:
                self._problem(path, key.line, unknown_key(name, [*besides, *kinds]))
            elif isinstance(value, Mapping):
                kind = kinds[name]
                own, doubts = self._own(path, key.line, kind, value)
                known = self._folder.location_ids.get(folder)
                entry = Entry(kind, folder, folder, own, None, False, False, None, path, key.line, known, doubts)
                self._folder.entries.append(entry)
            elif not isinstance(value, Scalar) or value.text is not None:
                self._problem(path, key.line, f"{name} must hold settings")
        if folder:
            self._folder.locations.setdefault(folder, folder)

    def _own(
        self, path: str, line: int, kind: ObjectKind, value: Mapping, besides: t.Sequence[str] = ()
    ) -> tuple[Leaves, tuple[Doubt, ...]]:
        problems: list[Problem] = []
        doubts: list[Doubt] = []
        own = read_settings(kind.resource.fields, value, problems, doubts, besides=besides)
        if kind.owner is not PERSON and uses_email(own):
            problems.append(Problem(line, "{email} is the address of a person, which people alone have"))
        self._problems += [(path, one) for one in problems]
        return own, tuple(doubts)

    def _entries(self, path: str, folder: str, kind: ObjectKind) -> None:
        root = self._document(path).root
        ids = self._folder.ids.get(folder, {}).get(kind.file, {})
        same = {name: name for name in ids}
        for key, value in root.items if root else ():
            name = same.get(key.text or "", key.text or "")
            if not name.strip():
                self._problem(path, key.line, "the line holds an entry without a name")
                continue
            if kind.owner is PERSON and (name in (PROFILE, NOTE) or name in kind.resource.fields.fields):
                self._problem(path, key.line, f"{name} is a key of an entry, not an address: is it indented?")
                continue
            self._folder.entries.append(self._entry(path, folder, kind, name, key.line, value, ids.get(name)))
        self._folder.locations.setdefault(folder, folder)

    def _entry(
        self, path: str, folder: str, kind: ObjectKind, name: str, line: int, value: Node, known: str | None
    ) -> Entry:
        text = value.text if isinstance(value, Scalar) else None
        found = Entry(kind, name, folder, _NOTHING, None, text == UNMANAGED, False, None, path, line, known)
        if isinstance(value, Scalar):
            if text is None or text == UNMANAGED:
                return found._replace(unmanaged=True)
            return found._replace(profile=self._profile(path, line, kind, text, {}))
        if not isinstance(value, Mapping):
            self._problem(path, line, f"{as_given(name)} must be a profile or hold settings")
            return found
        control = {one: value.get(one) for one in (PROFILE, NOTE, STATE, PASSCODE)}
        allowed = (PROFILE, NOTE) if kind.has_profiles else (NOTE, STATE, PASSCODE)
        own, doubts = self._own(path, line, kind, value, allowed)
        texts = {one: node.text for one, node in control.items() if one in allowed and isinstance(node, Scalar)}
        for one, node in control.items():
            if one in allowed and node is not None and one not in texts:
                self._problem(path, node.line, f"{one} must be a text")
        if texts.get(STATE) not in (None, "present", "absent"):
            self._problem(path, line, f"state must be present or absent, not {as_given(texts[STATE])}")
        profile = texts.get(PROFILE)
        if profile:
            profile = self._profile(path, line, kind, profile, own)
        absent, variable = texts.get(STATE) == "absent", texts.get(PASSCODE)
        return found._replace(own=own, profile=profile, absent=absent, passcode_variable=variable, doubts=doubts)

    def _profile(self, path: str, line: int, kind: ObjectKind, name: str, own: Leaves) -> str | None:
        profiles = self._folder.profiles
        if not kind.has_profiles or name not in profiles.by_name:
            known = [UNMANAGED, *(profiles.by_name if kind.has_profiles else ())]
            self._problem(path, line, f"there is no profile {as_given(name)}: {instead_of(name, known)}")
            return None
        wanted = {path: value for path, value in profiles.settings(name, kind).items() if path not in own}
        if kind.owner is not PERSON and uses_email(wanted):
            self._problem(path, line, f"the profile {name} uses {{email}}, which only people have")
        return sys.intern(name)

    def _twice(self) -> None:
        seen: dict[Key, Entry] = {}
        for entry in self._folder.entries:
            before = seen.setdefault(entry.identity, entry)
            # The same text twice in one file is told by whoever reads that.
            if before is not entry and (before.file, before.key) != (entry.file, entry.key):
                self._problem(entry.file, entry.line, f"{as_given(entry.key)} is given twice, first in {before.place}")
