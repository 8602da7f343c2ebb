# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles: sets of settings with a name, which people follow but for what their own entry says."""

from __future__ import annotations

import json
import typing as t
from collections import Counter
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import (
    Doubt,
    Leaves,
    expand,
    read_settings,
    templated,
    unknown_key,
)
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_profiles import SHIPPED_PROFILES
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Mapping, Problem, Scalar, Sequence

PERSONAL = "personal"
# A profile with more deviations is nobody's.
_MOST_DEVIATIONS = 3
# Of a proposal: how many profiles at the most, and how many must follow one.
_MOST_PROPOSED, _FEWEST_FOLLOWERS, _SHARE = 9, 2, 100

_FIELDS: dict[str, Field] = {
    path: one for kind in KINDS.values() if kind.has_profiles for path, one in kind.resource.fields.leaves()
}
# Those of a profile: of the kind that has most.
FIELDS = next(
    kind.resource.fields
    for kind in sorted(KINDS.values(), key=lambda one: -len(list(one.resource.fields.leaves())))
    if kind.has_profiles
)


@dataclass(frozen=True)
class Profiles:
    """The profiles I(by_name), and the fields that people choose themselves, I(personal). I(doubts) are of values of profiles, by name."""

    by_name: t.Mapping[str, Leaves] = field(default_factory=lambda: {k: dict(v) for k, v in SHIPPED_PROFILES.items()})
    personal: frozenset[str] = frozenset()
    doubts: t.Mapping[str, t.Sequence[Doubt]] = field(default_factory=dict)
    _settings: dict[tuple[str, str], Leaves] = field(default_factory=dict, init=False, repr=False, compare=False)

    def settings(self, name: str, kind: ObjectKind) -> Leaves:
        """What those of a I(kind) who follow the profile I(name) are to have: one and the same for all, not to be changed."""
        known = self._settings.get((name, kind.name))
        if known is None:
            has = kind.writable
            known = {
                path: value for path, value in self.by_name[name].items() if path in has and path not in self.personal
            }
            self._settings[name, kind.name] = known
        return known

    def desired(self, kind: ObjectKind, profile: str | None, own: Leaves) -> Leaves:
        """What an entry manages: the profile's settings, and its own before them."""
        if not profile:
            return own
        return {**self.settings(profile, kind), **own} if own else self.settings(profile, kind)

    def best(self, kind: ObjectKind, live: Leaves, email: str | None) -> tuple[str, Leaves] | None:
        """The profile that fits best, and what deviates from it; None where none fits."""
        found: list[tuple[int, str, Leaves]] = []
        for name in self.by_name:
            wanted = self.settings(name, kind)
            if not wanted or not wanted.keys() <= live.keys():
                continue
            own = deviations(wanted, live, email)
            if len(own) <= _MOST_DEVIATIONS:
                found.append((len(own), name, own))
        if not found:
            return None
        dummy, name, own = min(found, key=lambda one: one[:2])
        return name, own


def same(path: str, value: t.Any, live: t.Any, email: str | None) -> bool:
    """Whether the I(value) of a file means what is I(live)."""
    return _FIELDS[path].equal(live, expand(value, email))


def deviations(wanted: Leaves, live: Leaves, email: str | None) -> Leaves:
    """What is I(live) and another than I(wanted), as a file says it."""
    return {
        path: templated(live[path], email)
        for path, value in wanted.items()
        if live.get(path) not in (None, value) and not same(path, value, live[path], email)
    }


def read_profiles(root: Mapping | None, problems: list[Problem]) -> Profiles:
    """The profiles of a file, beside the shipped ones."""
    by_name = {name: dict(settings) for name, settings in SHIPPED_PROFILES.items()}
    personal: frozenset[str] = frozenset()
    doubts: dict[str, list[Doubt]] = {}
    for key, value in root.items if root else ():
        name = key.text or ""
        if name == PERSONAL:
            personal = _personal(value, problems)
        elif isinstance(value, Mapping):
            by_name[name] = {
                **by_name.get(name, {}),
                **read_settings(FIELDS, value, problems, doubts.setdefault(name, [])),
            }
        elif isinstance(value, Scalar) and value.text is None:
            by_name.setdefault(name, {})
        else:
            problems.append(Problem(key.line, f"the profile {name} must hold settings"))
    return Profiles(by_name, personal, doubts)


def _personal(value: t.Any, problems: list[Problem]) -> frozenset[str]:
    if isinstance(value, Scalar) and value.text is None:
        return frozenset()
    if not isinstance(value, Sequence):
        problems.append(Problem(value.line, "personal must be a list of fields"))
        return frozenset()
    found: set[str] = set()
    for node in value.nodes:
        name = node.text or "" if isinstance(node, Scalar) else ""
        below = {path for path in _FIELDS if path == name or path.startswith(name + ".")}
        if not below:
            problems.append(Problem(node.line, unknown_key(name, _FIELDS)))
        found |= below
    return frozenset(found)


# The fields that a profile that is proposed names: those of the shipped ones. The others are each owner's own.
_PROPOSED = sorted({path for settings in SHIPPED_PROFILES.values() for path in settings})


class Proposal:
    """Counts sets of settings, to propose the commonest as profiles."""

    def __init__(self) -> None:
        self._sets: Counter[str] = Counter()
        self._total = 0
        self._shipped = Profiles()

    def add(self, kind: ObjectKind, live: Leaves, email: str | None) -> None:
        """Count somebody's settings, where no shipped profile is exactly these."""
        self._total += 1
        best = self._shipped.best(kind, live, email)
        if best is None or best[1]:
            told = {path: templated(live[path], email) for path in _PROPOSED if live.get(path) is not None}
            self._sets[json.dumps(told)] += 1

    def profiles(self) -> list[tuple[str, Leaves, int]]:
        """The profiles that are proposed, each with its name and how many have exactly these settings."""
        least = max(_FEWEST_FOLLOWERS, self._total // _SHARE)
        common = sorted(((number, told) for told, number in self._sets.items() if number >= least), key=_commonest)
        return [
            (f"profile-{number}", json.loads(told), followers)
            for number, (followers, told) in enumerate(common[:_MOST_PROPOSED], start=1)
        ]


def _commonest(one: tuple[int, str]) -> tuple[int, str]:
    return -one[0], one[1]
