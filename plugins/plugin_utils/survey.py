# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable of a role, in the forms in which an answer to a survey arrives."""

from __future__ import annotations

import json
import typing as t

from ansible.module_utils.common.validation import check_type_bool, check_type_int

from ansible_collections.webex.calling.plugins.plugin_utils.messages import NUMBER_ADVICE, Problem, shown, type_name


def answer(name: str, value: t.Any, kind: str = "str", default: t.Any = None) -> t.Any:
    """The value of the variable I(name), or I(default) where it is null or empty, which means not given.

    An answer to a survey arrives as text, or as what ansible-core takes the text for.

    @raise Problem: it is something else.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return default
    try:
        if kind == "bool":
            return check_type_bool(value)
        if kind == "int" and not isinstance(value, bool):
            return check_type_int(value)
        if kind == "dict":
            value = from_json(value) if isinstance(value, str) else value
            if isinstance(value, t.Mapping):
                return value
    except (TypeError, ValueError):
        pass
    if kind == "str" and isinstance(value, str):
        return value.strip()
    expected = {"bool": "true or false", "int": "a whole number", "dict": "a dictionary", "str": "a text"}[kind]
    msg = f"{name} must be {expected}, not {shown(value)} ({type_name(value)})"
    raise Problem(msg + NUMBER_ADVICE if kind == "str" and isinstance(value, (int, float)) else msg)


def from_json(text: str) -> t.Any:
    """JSON in which numbers stay text, as they were typed; the setting decides about their type.

    @raise ValueError: it is none.
    """
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except RecursionError:
        raise ValueError("nested too deeply") from None
