# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings in a file: the field decides what a text is, and an unknown key is told with the nearest right one."""

from __future__ import annotations

import re
import sys
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import problem_of
from ansible_collections.webex.calling.plugins.module_utils._errors import as_given, nearest
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Mapping, Node, Problem, Scalar

# Settings by their dotted paths.
Leaves = dict[str, t.Any]


class Doubt(t.NamedTuple):
    """A value that is out of range or malformed, but may be what is there: its I(field), and what is to be said where it is not."""

    field: str
    problem: Problem


_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_INTEGER = re.compile(r"-?[0-9]{1,9}")
EMAIL = "{email}"


def read_settings(
    fields: Field,
    mapping: Mapping,
    problems: list[Problem],
    doubts: list[Doubt],
    above: str = "",
    besides: t.Sequence[str] = (),
) -> Leaves:
    """The settings of I(mapping), without the keys I(besides); what is wrong is added to the I(problems), or to the I(doubts)."""
    found: Leaves = {}
    for key, value in mapping.items:
        name = key.text or ""
        if not above and name in besides:
            continue
        # The same few texts for all entries, of which there may be many.
        one, path = fields.fields.get(name), sys.intern(above + name)
        if one is None:
            known = _writable(fields) if above else [*besides, *_writable(fields)]
            problems.append(Problem(key.line, unknown_key(name, known, above)))
        elif one.write_only:
            way_out = f": {by_variable(path)}" if f"{path}_variable" in besides else ""
            problems.append(Problem(key.line, f"{path} is a secret, which must not be in a file{way_out}"))
        elif one.read_only:
            problems.append(Problem(key.line, f"{path} is read-only: remove it"))
        elif one.fields:
            if isinstance(value, Mapping):
                found.update(read_settings(one, value, problems, doubts, path + "."))
            elif not isinstance(value, Scalar) or value.text is not None:
                problems.append(Problem(key.line, f"{path} must hold settings"))
        else:
            _read_leaf(one, path, key.line, value, found, problems)
            words = problem_of(one, found[path]) if path in found else None
            if words:
                doubts.append(Doubt(path, Problem(key.line, f"{path} {words}")))
    return found


def _read_leaf(one: Field, path: str, line: int, value: Node, found: Leaves, problems: list[Problem]) -> None:
    if not isinstance(value, Scalar):
        problems.append(Problem(line, f"{path} must be one value"))
    elif value.text is not None:
        try:
            found[path] = typed(one, value.text)
        except ValueError as error:
            problems.append(Problem(value.line, f"{path} must be {error}, not {as_given(value.text)}"))


def typed(one: Field, text: str) -> t.Any:
    """What a text of a file means for a field.

    @raise ValueError: nothing; the words say what it must be.
    """
    if one.type == "bool":
        if text.lower() in _TRUE + _FALSE:
            return text.lower() in _TRUE
        raise ValueError("true or false")
    if one.type == "int":
        if _INTEGER.fullmatch(text):
            return int(text)
        raise ValueError("a whole number")
    return sys.intern(text) if one.choices else text


def _writable(fields: Field) -> list[str]:
    return [name for name, one in fields.fields.items() if not one.read_only and not one.write_only]


def unknown_key(name: str, known: t.Iterable[str], above: str = "") -> str:
    """What is said of a key that there is not."""
    return f"there is no {as_given(above + name)}: {instead_of(name, known)}"


def instead_of(name: str, known: t.Iterable[str]) -> str:
    """Which of the I(known) names is meant by another I(name), as the end of a sentence; else all of them."""
    names = list(known)
    near = _meant(name, names) or (names[0] if len(names) == 1 else None)
    return f"did you mean {near}?" if near else f"use one of {', '.join(names)}"


def ended(words: str) -> str:
    """A sentence with its end."""
    return words if words.endswith("?") else f"{words}."


def by_variable(secret: str) -> str:
    """How a I(secret) is given that must not be in a file."""
    return f"set {secret}_variable to a name, and give apply the {secret} under this name in passcodes"


def _meant(name: str, known: t.Sequence[str]) -> str | None:
    """The one that is meant: in the same section where that is right, and with the same word, unless several sections have it."""
    section, dummy, last = name.rpartition(".")
    inside = [one for one in known if one.rpartition(".")[0] == section] if section else known
    same = [one for one in inside if last in one.rpartition(".")[2].split("_")]
    return min(same, key=len) if len(same) == 1 or (same and section) else nearest(name, inside or known, 0.5)


def expand(value: t.Any, email: str | None) -> t.Any:
    """A value of a file, with somebody's own address where C({email}) stands."""
    return value.replace(EMAIL, email) if isinstance(value, str) and email and EMAIL in value else value


def templated(value: t.Any, email: str | None) -> t.Any:
    """A value of the API, as C({email}) where it is somebody's own address."""
    same = isinstance(value, str) and email and normalize_email(value) == normalize_email(email)
    return EMAIL if same else value


def uses_email(leaves: Leaves) -> bool:
    """Whether C({email}) stands in one of the values."""
    return any(isinstance(value, str) and EMAIL in value for value in leaves.values())
