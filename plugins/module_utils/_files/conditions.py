# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy demands of a field: operators, which say of an object whether it is so, in words, and what would mend it. Pure."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass
from functools import lru_cache

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._files import patterns
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import domain, is_within, switches
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import deviations
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import EMAIL, Leaves, expand, typed
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import (
    UNDECLARED,
    WRITABLE,
    Standard,
    Subject,
    field_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import scalar

FOLLOW = "follow_profile"
_INTEGER = re.compile(r"-?[0-9]{1,9}")


class Condition(t.Protocol):
    """A demand. Where it names no field of its own, it is about the I(path) that it is asked for."""

    def holds(self, subject: Subject, path: str, standard: Standard) -> bool | None:
        """Whether it is so; None where there is nothing that counts: no such field, or unknown, or switched off."""

    def words(self, path: str, subject: str = "") -> str:
        """What it demands, as it is said after the name of the field; as a sentence where the field is called by a I(subject)."""

    def mend(self, subject: Subject, path: str, standard: Standard) -> Leaves:
        """Settings with which it would be so; none where nobody but a person can know."""


@dataclass(frozen=True)
class Several:
    """All of the I(parts) must hold, or I(any_of) them. What does not count is left out."""

    any_of: bool
    parts: tuple[Condition, ...]

    def holds(self, subject: Subject, path: str, standard: Standard) -> bool | None:
        """See L(Condition)."""
        found = [one for part in self.parts if (one := part.holds(subject, path, standard)) is not None]
        if not found:
            return None
        return any(found) if self.any_of else all(found)

    def words(self, path: str, subject: str = "") -> str:
        """See L(Condition)."""
        if self.is_choice:
            first, values = t.cast(Demand, self.parts[0]), [t.cast(Demand, one).given for one in self.parts]
            return f"{first.about(path, subject)}is one of {joined([_listed(one) for one in values], 'and')}"
        # What has no name of its own stands after that of the field.
        bare = [one for one in self.parts if isinstance(one, Demand) and not one.about(path)]
        words = [one.words(path, subject if number == 0 else "") for number, one in enumerate(bare)]
        for one in self.parts:
            if one not in bare:
                text = one.words(path, subject)
                words.append(f"({text})" if isinstance(one, Several) else text)
        return joined(words, "or" if self.any_of else "and")

    @property
    def is_choice(self) -> bool:
        """Whether it is one field that may have one of several values."""
        found = [one for one in self.parts if isinstance(one, Demand) and one.operator == "is"]
        return self.any_of and len(found) == len(self.parts) > 1 and len({one.field for one in found}) == 1

    def mend(self, subject: Subject, path: str, standard: Standard) -> Leaves:
        """See L(Condition)."""
        failed = [part for part in self.parts if part.holds(subject, path, standard) is False]
        mends = [part.mend(subject, path, standard) for part in failed]
        if self.any_of:
            return next((one for one in mends if one and subject.fits(one)), {})
        return {name: value for one in mends for name, value in one.items()}


@dataclass(frozen=True)
class Demand:
    """One I(operator) with what it is given, of the I(field), or of whichever it is asked for."""

    operator: str
    given: t.Any
    field: str = ""

    def holds(self, subject: Subject, path: str, standard: Standard) -> bool | None:
        """See L(Condition)."""
        path = self.field or path
        if self.operator == FOLLOW:
            found = nearest(self, subject, standard)
            return None if found is None else not found[1]
        one = field_of(subject.kind, path)
        if one is None or not subject.counts(path):
            return None
        value = subject.value(path)
        if self.operator == "set":
            return (value not in (None, "")) == self.given
        return None if value is None else _OPERATORS[self.operator](self, one, value, subject, standard)

    def about(self, path: str, subject: str = "") -> str:
        """The name of the field, where it is not the one that it is asked for, or is called by a I(subject)."""
        name = self.field if self.field and self.field != path else subject
        return f"{name} " if name else ""

    def words(self, path: str, subject: str = "") -> str:
        """See L(Condition)."""
        about = self.about(path, subject)
        if not self.given and self.operator in _WITHOUT:
            return about + _WITHOUT[self.operator]
        return about + _WORDS[self.operator].format(_listed(self.given))

    def mend(self, subject: Subject, path: str, standard: Standard) -> Leaves:
        """See L(Condition)."""
        path = self.field or path
        one = field_of(subject.kind, path)
        if one is None or path not in WRITABLE[subject.kind.name]:
            return {}
        if self.operator in ("is", "at_least", "at_most"):
            return {path: value_of(one, self.given) if self.operator == "is" else self.given}
        if self.operator == "set":
            return {} if self.given else {path: ""}
        own = domain(subject.email) if subject.email and one.normalize is normalize_email else None
        if self.operator == "domain_in" and own in (standard.allowed.of(subject, self.given) or ()):
            return {path: EMAIL}
        return _switched_off(subject, path)


def nearest(demand: Demand, subject: Subject, standard: Standard) -> tuple[str, Leaves] | None:
    """Of the profiles that are demanded the one that somebody's settings are nearest to, and what is other than it says, as it
    is. None where there are none for such an object."""
    kind = subject.kind
    if not kind.has_profiles:
        return None
    found: list[tuple[int, str, Leaves]] = []
    for name in demand.given or standard.profiles.by_name:
        wanted = standard.profiles.settings(name, kind)
        if wanted:
            live = {path: subject.value(path) for path in wanted}
            own = deviations(wanted, live, subject.email)
            found.append((len(own), name, own))
    if not found:
        return None
    dummy, name, own = min(found, key=lambda one: one[:2])
    return name, own


def _switched_off(subject: Subject, path: str) -> Leaves:
    for switch, on in switches(subject.kind, path):
        one = field_of(subject.kind, switch)
        if one is not None and switch in WRITABLE[subject.kind.name]:
            return {switch: False if on is True else next(other for other in one.choices if other != on)}
    return {}


def value_of(one: Field, text: str) -> t.Any:
    """What a I(text) of a file means for a field, or for one that is not declared.

    @raise ValueError: nothing; the words say what it must be.
    """
    if one is not UNDECLARED:
        return typed(one, text)
    if _INTEGER.fullmatch(text):
        return int(text)
    return {"true": True, "false": False}.get(text.lower(), text)


# Whether it is so. Each is given the demand, the field, its value, whose it is, and the standard.


def _is(demand: Demand, one: Field, value: t.Any, subject: Subject, *dummy: t.Any) -> bool:
    return one.equal(value, expand(value_of(one, demand.given), subject.email))


def _is_not(demand: Demand, one: Field, value: t.Any, subject: Subject, *dummy: t.Any) -> bool:
    return not _is(demand, one, value, subject)


def _matches(demand: Demand, one: Field, value: t.Any, *dummy: t.Any) -> bool:
    return patterns.matches(_pattern(demand.given), one.normalize(value) if isinstance(value, str) else scalar(value))


def _at_least(demand: Demand, one: Field, value: t.Any, *dummy: t.Any) -> bool | None:
    return None if isinstance(value, (bool, str)) else value >= demand.given


def _at_most(demand: Demand, one: Field, value: t.Any, *dummy: t.Any) -> bool | None:
    return None if isinstance(value, (bool, str)) else value <= demand.given


def _domain_in(demand: Demand, one: Field, value: t.Any, subject: Subject, standard: Standard) -> bool | None:
    allowed = standard.allowed.of(subject, demand.given)
    if allowed is None:
        return None
    return is_within(str(value), allowed)


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return patterns.compiled(text)


def joined(words: t.Sequence[str], link: str) -> str:
    """Some I(words) as a list, with I(link) before the last one."""
    return f" {link} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _listed(given: t.Any) -> str:
    if isinstance(given, tuple):
        return joined(given, "or")
    return scalar(given) if not isinstance(given, str) else given or "empty"


_OPERATORS: dict[str, t.Callable[..., bool | None]] = {
    "is": _is,
    "is_not": _is_not,
    "matches": _matches,
    "at_least": _at_least,
    "at_most": _at_most,
    "domain_in": _domain_in,
}
_WORDS = {
    "is": "is {}",
    "is_not": "is not {}",
    "matches": "matches the pattern {}",
    "at_least": "is at least {}",
    "at_most": "is at most {}",
    "domain_in": "has the domain {}",
    "set": "is set",
    FOLLOW: "follows the profile {}",
}
_WITHOUT = {"domain_in": "has an allowed domain", "set": "is not set", FOLLOW: "follows a profile"}
OPERATORS = (*_WORDS, "any_of", "all_of")
