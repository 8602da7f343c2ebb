# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy: what must hold of some fields of some kinds of objects, and who is excepted until when. Pure."""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass

from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.conditions import (
    FOLLOW,
    Condition,
    Demand,
    Several,
    joined,
    nearest,
)
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import EMAIL, Leaves
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Standard, Subject, field_of

# By the names that policies use: the plural where there are several.
BY_PLURAL: dict[str, ObjectKind] = {kind.plural: kind for kind in KINDS.values()}


class Exempted(t.NamedTuple):
    """Who need not keep to a policy: those with the I(key), at the I(location) where there is one, I(until) a day, that day included.
    I(why), and where it is written: its I(line)."""

    key: str
    until: datetime.date
    why: str
    line: int
    location: str = ""

    def covers(self, subject: Subject) -> bool:
        """Whether it is about the I(subject)."""
        owner = subject.kind.owner
        same = layout.same_key(owner, self.key) == layout.same_key(owner, subject.key)
        return same and self.location in ("", subject.location)


class Deviation(t.NamedTuple):
    """A field that is not as a policy demands, in words what it should be, and settings that would mend it."""

    field: str
    expected: str
    mend: Leaves


@dataclass(frozen=True)
class Policy:
    """A policy with its I(id); the plurals of the I(kinds) that it is for, the I(fields) that it is about, and what I(must) hold."""

    id: str
    severity: str
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    must: Condition
    exempted: tuple[Exempted, ...] = ()
    line: int = 0

    @property
    def demand(self) -> str:
        """What it demands, as a sentence."""
        path, subject = "", "each owner"
        if len(self.fields) == 1:
            path = subject = self.fields[0]
        elif self.fields:
            subject = f"each of {joined(self.fields, 'and')}"
        words = self.must.words(path, subject)
        return f"{words[0].upper() if words.startswith('each ') else words[0]}{words[1:]}."

    def check(self, subject: Subject, standard: Standard) -> list[Deviation] | None:
        """What deviates; None where there is nothing to check."""
        if subject.kind.plural not in self.kinds:
            return None
        if isinstance(self.must, Demand) and self.must.operator == FOLLOW:
            return self._profile(self.must, subject, standard)
        found: list[Deviation] = []
        checked = False
        for path in self.fields or ("",):
            holds = self.must.holds(subject, path, standard)
            checked = checked or holds is not None
            if holds is False:
                found.append(Deviation(path, self._expected(path), self.must.mend(subject, path, standard)))
        return found if checked else None

    def _expected(self, path: str) -> str:
        """What is demanded of a field, as what it should be: after its name, so that it needs no verb."""
        words = self.must.words(path)
        is_one = isinstance(self.must, Demand) or (isinstance(self.must, Several) and self.must.is_choice)
        return words[len("is ") :] if is_one and words.startswith("is ") else words

    @staticmethod
    def _profile(demand: Demand, subject: Subject, standard: Standard) -> list[Deviation] | None:
        found = nearest(demand, subject, standard)
        if found is None:
            return None
        name, own = found
        wanted = standard.profiles.settings(name, subject.kind)
        return [Deviation(path, f"{_words(wanted[path])} (profile {name})", {path: wanted[path]}) for path in own]


def words_of(value: t.Any) -> str:
    """A value of a setting as a text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(value: t.Any) -> str:
    return "their own address" if value == EMAIL else words_of(value) or "empty"


def kinds_with(path: str, kinds: t.Iterable[str]) -> list[ObjectKind]:
    """Those of I(kinds), in the plural, that have a field at the I(path)."""
    return [BY_PLURAL[name] for name in kinds if field_of(BY_PLURAL[name], path) is not None]
