# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable of a role, in the forms in which an answer to a survey arrives."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.validation import check_type_bool, check_type_int

from ansible_collections.webex.calling.plugins.plugin_utils.messages import NUMBER_ADVICE, Problem, shown, type_name
from ansible_collections.webex.calling.plugins.plugin_utils.structured_text import from_json, from_yaml

_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "dict": "a dictionary, or a text with setting: value on each line",
    "list": "a list",
    "names": "a list of texts, or a text with one a line",
    "secret": "a text in quotes",
    "str": "a text",
    "words": "a list of texts, or a text with commas between them",
}


def answer(name: str, value: t.Any, kind: str = "str", default: t.Any = None) -> t.Any:
    """The value of the variable I(name), or I(default) where it is null or empty, which means not given.

    An answer to a survey arrives as text, or as what ansible-core takes the text for.

    @raise Problem: it is something else.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return default
    try:
        return _of_kind(name, value, kind)
    except (OverflowError, TypeError, ValueError):
        pass
    if kind == "secret":
        raise Problem(f"{name} must be {_EXPECTED[kind]}, or Ansible takes its digits for a number")
    msg = f"{name} must be {_EXPECTED[kind]}, not {shown(value)} ({type_name(value)})"
    raise Problem(msg + NUMBER_ADVICE if kind == "str" and isinstance(value, (int, float)) else msg)


def _of_kind(name: str, value: t.Any, kind: str) -> t.Any:
    """The value, which is neither null nor empty, as its I(kind).

    @raise OverflowError, TypeError, ValueError: it is none.
    """
    if kind == "bool":
        return check_type_bool(value)
    if kind == "int" and not isinstance(value, bool):
        return check_type_int(value)
    if kind in ("names", "words"):
        return _names(value, kind)
    if kind in ("dict", "list"):
        if isinstance(value, str):
            value = from_json(value) if value.lstrip().startswith(("[", "{")) else from_yaml(value, name)
        wanted = isinstance(value, t.Mapping) if kind == "dict" else _is_list(value)
        if wanted:
            return value
    elif kind in ("str", "secret") and isinstance(value, str):
        text = value.strip()
        quoted = kind == "secret" and len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
        return text[1:-1] if quoted else text
    raise TypeError


def _names(value: t.Any, kind: str) -> list[str]:
    """The texts of a list, or of a text with one a line: a name may hold commas, and a word may not."""
    if isinstance(value, str):
        lines = value.splitlines() if kind == "names" else value.replace(",", " ").split()
        value = from_json(value) if value.lstrip().startswith("[") else lines
    if not _is_list(value) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return [name for one in value if (name := one.strip())]


def _is_list(value: t.Any) -> bool:
    return isinstance(value, t.Sequence) and not isinstance(value, (str, bytes))
