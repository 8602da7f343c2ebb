# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API demands of all settings of a resource together."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.passcode import passcode_problem


class Rule(t.Protocol):
    """A rule of the API."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The dotted paths of the fields that it speaks of."""

    def violation(self, values: Json) -> str | None:
        """The sentence for I(values), where they break the rule. They may be all settings, or some."""


@dataclass(frozen=True)
class RequiredIf:
    """Where the field I(field) is I(value), one of the fields I(needed) must be there: a text not empty, a boolean not false."""

    field: str
    value: t.Any
    needed: tuple[str, ...]
    advice: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it speaks of."""
        return (self.field, *self.needed)

    def violation(self, values: Json) -> str | None:
        """The sentence for I(values)."""
        if get(values, self.field) != self.value or any(get(values, name) not in ("", False) for name in self.needed):
            return None
        value = str(self.value).lower() if isinstance(self.value, bool) else self.value
        return f"{self.field} cannot be {value}: {self.advice or 'it needs ' + ' or '.join(self.needed)}"


@dataclass(frozen=True)
class MaximumFrom:
    """The field I(field) may not be above the field I(limit), a number that the API returns."""

    field: str
    limit: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it speaks of."""
        return (self.field, self.limit)

    def violation(self, values: Json) -> str | None:
        """The sentence for I(values)."""
        value, limit = get(values, self.field), get(values, self.limit)
        if value is None or limit is None or value <= limit:
            return None
        return f"{self.field} cannot be {value}: the system's maximum here is {limit}"


@dataclass(frozen=True)
class PasscodeFits:
    """The field I(field), a passcode, must fit the rules that the API returns as the field I(rules)."""

    field: str
    rules: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it speaks of."""
        return (self.field,)

    def violation(self, values: Json) -> str | None:
        """The sentence for I(values); it does not hold the passcode."""
        passcode = get(values, self.field)
        problem = passcode_problem(passcode, get(values, self.rules) or {}) if isinstance(passcode, str) else None
        return f"{self.field} {problem}" if problem else None
