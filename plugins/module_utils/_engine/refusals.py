# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PUT that the API refuses for what it itself returned: what can be left out of the next try."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource


def payload_without_refused(resource: SettingsResource, plan: Plan, payload: Json, words: str) -> Json | None:
    """The I(payload) of a planned PUT without what the API names in the I(words) of a refusal, and can be left out.

    That is what was only sent back and is a property of which this collection knows nothing, or one that not every release of
    the API takes; and a text that is to be empty, which some clear by C('') and some by leaving it out. None where there is no
    such property.
    """
    changed = {change["field"] for change in plan.changes}
    # Where the words also name what must stay, they say what there is: then what nobody knows goes alone, if anything.
    for unknown_alone in (True, False) if _names_what_stays(resource.fields, payload, words) else (False,):
        left = _without(resource.fields, payload, changed, words, unknown_alone)
        if left != payload:
            return left
    return None


def count_empty_texts(payload: Json) -> int:
    """How many texts in I(payload) are empty."""
    return sum(count_empty_texts(value) if isinstance(value, dict) else value == "" for value in payload.values())


def _without(
    group: Field, payload: Json, changed: t.Container[str], words: str, unknown_alone: bool, above: str = ""
) -> Json:
    left: Json = {}
    for api_name, value in payload.items():
        name, one = group.by_api_name.get(api_name, ("", None))
        if one is not None and one.fields:
            left[api_name] = _without(one, value, changed, words, unknown_alone, f"{above}{name}.")
            continue
        if one is None or unknown_alone:
            can_go = one is None
        else:
            can_go = (value == "" and not one.write_only) or (one.may_be_refused and above + name not in changed)
        if not (can_go and _is_named(api_name, words)):
            left[api_name] = value
    return left


def _names_what_stays(group: Field, payload: Json, words: str) -> bool:
    for api_name, value in payload.items():
        dummy, one = group.by_api_name.get(api_name, ("", None))
        if one is not None and one.fields:
            if _names_what_stays(one, value, words):
                return True
        elif one is not None and value != "" and not one.may_be_refused and _is_named(api_name, words):
            return True
    return False


def _is_named(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
