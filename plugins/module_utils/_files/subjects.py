# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit looks at: an object with its settings, which of them count, and which domains it may send messages to. Pure."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import domain, switches
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Entry
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind, nest
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves

# What is in an object of the API whose fields are not declared.
UNDECLARED = Field("any")
_READABLE: dict[str, dict[str, Field]] = {
    kind.name: {path: one for path, one in kind.resource.fields.leaves() if not one.write_only}
    for kind in KINDS.values()
}
WRITABLE: dict[str, frozenset[str]] = {kind.name: frozenset(kind.writable) for kind in KINDS.values()}


class Subject(t.NamedTuple):
    """An object: its I(key) as files have it, the name of its I(location), a person's own address (I(email)), its settings as they
    are, by path, and the I(entry) of a folder that is about it."""

    kind: ObjectKind
    id: str
    key: str
    location: str
    email: str | None
    leaves: Leaves
    entry: Entry | None = None

    def value(self, path: str) -> t.Any:
        """What is at a I(path): a text that was never set is empty, and None is unknown."""
        found = self.leaves.get(path)
        one = field_of(self.kind, path)
        return "" if found is None and one is not None and one.is_text else found

    def counts(self, path: str) -> bool:
        """Whether there is such a field, and what it belongs to is switched on."""
        return field_of(self.kind, path) is not None and all(
            self.leaves.get(switch) in (None, on) for switch, on in switches(self.kind, path)
        )

    def fits(self, settings: Leaves) -> bool:
        """Whether no rule of the API is in the way of such I(settings)."""
        values = nest({**self.leaves, **settings})
        return not any(rule.violation(values) for rule in self.kind.resource.rules)


@dataclass
class Allowed:
    """Which I(domains) messages may go to. Without any, a person's go to the domain of their own address, and those of others to any
    that is C(seen): of a person's own address."""

    domains: frozenset[str] = frozenset()
    seen: set[str] = field(default_factory=set)

    def of(self, subject: Subject, given: t.Container[str] = ()) -> t.Container[str] | None:
        """The domains of a I(subject), which a policy may have I(given). None where no person's address was seen."""
        if given or self.domains:
            return given or self.domains
        return (domain(subject.email),) if subject.email else self.seen or None


@dataclass
class Standard:
    """What objects are compared with."""

    allowed: Allowed = field(default_factory=Allowed)
    profiles: Profiles = field(default_factory=Profiles)


def field_of(kind: ObjectKind, path: str) -> Field | None:
    """The field of a I(kind) at a I(path); None where there is none that can be read."""
    fields = _READABLE[kind.name]
    found = fields.get(path)
    if found is None or found.type == "dict":
        above = path.partition(".")[0]
        return UNDECLARED if above in fields and fields[above].type == "dict" and above != path else None
    return found


def paths_of(kind: ObjectKind) -> t.Iterable[str]:
    """The paths of the fields of a I(kind)."""
    return _READABLE[kind.name]
