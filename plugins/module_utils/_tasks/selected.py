# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules that are about several kinds of owners: one of the options named like the kinds selects some, by name or ID."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    CONCURRENCY,
    RETURN,
    Selection,
    Target,
    refuse,
    validated,
)

Kinds = t.Mapping[str, OwnerKind]


def selection_spec(kinds: Kinds) -> Json:
    """The options with which such a module selects owners."""
    return {**{option: {"type": "list", "elements": "str"} for option in kinds}, **CONCURRENCY, **RETURN}


def selected_kind(kinds: Kinds, params: Json, advice: str = "") -> str:
    """The option that is given; where it is none, the I(advice) ends the sentence.

    @raise ValidationError: it is none, or more than one.
    """
    given = [option for option in kinds if params[option] is not None]
    if len(given) > 1:
        raise ValidationError(f"parameters are mutually exclusive: {'|'.join(given)}")
    if not given:
        raise ValidationError(f"one of the following is required: {', '.join(kinds)}{advice}")
    return given[0]


def select(
    kind: OwnerKind, option: str, params: Json, desired: t.Callable[[str], Json], problems: list[str]
) -> Selection:
    """Whom the task is about, and what is I(desired) for each by their name as given.

    @raise ValidationError: something is wrong, among it the I(problems) that are known already.
    """
    names = validated(kind.validate, params[option], problems)
    refuse(problems)
    targets = [Target(given, name, desired(given)) for given, name in zip(params[option], names)]
    return Selection(targets, None, {}, params["concurrency"], params["return"])
