# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""policies.yml: what each policy says, and all that is wrong, with file and line, at once."""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, as_given
from ansible_collections.webex.calling.plugins.module_utils._files import patterns
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    EXPIRED,
    SEVERITIES,
    UNLICENSED,
    UNREADABLE,
)
from ansible_collections.webex.calling.plugins.module_utils._files.conditions import (
    FOLLOW,
    OPERATORS,
    Condition,
    Demand,
    Several,
    value_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.folder import told
from ansible_collections.webex.calling.plugins.module_utils._files.policies import (
    BY_PLURAL,
    Exempted,
    Policy,
    kinds_with,
)
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import unknown_key
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import UNDECLARED, field_of, paths_of
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import (
    Mapping,
    Node,
    Problem,
    Scalar,
    Sequence,
    parse,
    require_yaml,
)

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
RESERVED = (DRIFT, CHANGED, EXPIRED, UNREADABLE, UNLICENSED)
KEYS = ("id", "severity", "for", "fields", "must", "except")
EXCEPTION_KEYS = ("key", "location", "until", "why")
OWN_FIELD = "field"
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[^\s@,;<>.]+(\.[^\s@,;<>.]+)+")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_MOST_PARTS = 100


def read_policies(content: bytes, path: str, profiles: Profiles) -> list[Policy]:
    """The policies in a file's I(content). I(path) is what it is called in errors; I(profiles) are those that policies may name.

    @raise ValidationError: something is wrong with them; all of it is told.
    """
    require_yaml()
    document = parse(content, is_list=True)
    problems = list(document.problems)
    reader = _Reader(profiles, problems)
    found = [one for node in document.nodes if (one := reader.policy(node))]
    if problems:
        raise ValidationError(told([(path, one) for one in problems]))
    return found


class _Reader:
    def __init__(self, profiles: Profiles, problems: list[Problem]) -> None:
        self._profiles, self._problems = profiles, problems
        self._ids: dict[str, int] = {}
        self._kinds: tuple[str, ...] = ()
        self._has_fields = False

    def _problem(self, line: int, words: str) -> None:
        self._problems.append(Problem(line, words))

    def policy(self, node: Node) -> Policy | None:
        """One policy, which is of use where no problem was found."""
        if not isinstance(node, Mapping):
            self._problem(node.line, f"a policy must hold {', '.join(KEYS)}")
            return None
        self._keys(node, KEYS, ("id", "severity", "for", "must"))
        identity = self._id(node)
        severity = self._choice(node.get("severity"), "severity", SEVERITIES)
        self._kinds = tuple(
            one for one in self._texts(node.get("for"), "for") if self._known(one, BY_PLURAL, node.get("for"))
        )
        fields = tuple(one for one in self._texts(node.get("fields"), "fields") if self._field(one, node.get("fields")))
        self._has_fields = node.get("fields") is not None
        must = node.get("must")
        is_missing = must is None or (isinstance(must, Scalar) and not must.text)
        condition = self._condition(must, fields) if must and not is_missing else None
        exempted = self._exempted(node.get("except"))
        if condition is None:
            return None
        return Policy(identity, severity, self._kinds, fields, condition, exempted, node.line)

    def _keys(self, node: Mapping, known: t.Sequence[str], needed: t.Sequence[str]) -> None:
        for item in node.items:
            if item.key.text not in known:
                self._problem(item.key.line, unknown_key(item.key.text or "", known))
        for name in needed:
            value = node.get(name)
            if value is None or (isinstance(value, Scalar) and not value.text):
                self._problem(node.line, f"{name} is missing")

    def _id(self, node: Mapping) -> str:
        value = node.get("id")
        text = (value.text or "") if isinstance(value, Scalar) else ""
        if value is not None and not ID.fullmatch(text):
            self._problem(value.line, f"id must be lower-case letters, digits, - and _, not {as_given(text)}")
        elif value is not None and text in RESERVED:
            self._problem(value.line, f"id must be another one than {', '.join(RESERVED)}, which audits use themselves")
        elif text and self._ids.setdefault(text, node.line) != node.line:
            self._problem(node.line, f"the policy {text} is given twice, first in line {self._ids[text]}")
        return text

    def _choice(self, node: Node | None, name: str, choices: t.Sequence[str]) -> str:
        text = (node.text or "") if isinstance(node, Scalar) else ""
        if node is not None and text not in choices and (text or not isinstance(node, Scalar)):
            self._problem(node.line, f"{name} must be one of {', '.join(choices)}, not {as_given(text)}")
        return text

    def _texts(self, node: Node | None, name: str) -> list[str]:
        nodes = node.nodes if isinstance(node, Sequence) else [] if node is None else [node]
        found = [one.text for one in nodes if isinstance(one, Scalar) and one.text]
        if node is not None and (len(found) != len(nodes) or not found):
            self._problem(node.line, f"{name} must be a list of texts")
        return found

    def _known(self, name: str, known: t.Iterable[str], node: Node | None) -> bool:
        found = name in known
        if not found:
            self._problem(node.line if node else 0, unknown_key(name, known))
        return found

    def _field(self, path: str, node: Node | None) -> bool:
        if not self._kinds or kinds_with(path, self._kinds):
            return True
        known = {one for name in self._kinds for one in paths_of(BY_PLURAL[name])}
        self._problem(node.line if node else 0, unknown_key(path, sorted(known)))
        return False

    # Conditions.

    def _condition(self, node: Node, fields: tuple[str, ...], depth: int = 0) -> Condition | None:
        if not isinstance(node, Mapping) or not node.items:
            self._problem(node.line, f"must holds one or more of {', '.join(OPERATORS)}")
            return None
        own = node.get(OWN_FIELD)
        if own is not None:
            if not depth:
                self._problem(own.line, "field belongs below any_of or all_of: a policy has fields")
            name = (own.text or "") if isinstance(own, Scalar) else ""
            fields = (name,) if self._field(name, own) else ()
        parts: list[Condition | None] = []
        for item in node.items:
            name = item.key.text or ""
            if name == OWN_FIELD:
                continue
            if self._known(name, OPERATORS, item.key):
                parts.append(self._part(name, item.value, fields, fields[0] if own and fields else "", depth))
        if any(part is None for part in parts) or not parts:
            return None
        known = [part for part in parts if part is not None]
        return known[0] if len(known) == 1 else Several(False, tuple(known))

    def _part(self, name: str, value: Node, fields: tuple[str, ...], own: str, depth: int) -> Condition | None:
        if name in ("any_of", "all_of"):
            nodes = value.nodes if isinstance(value, Sequence) else []
            if own or not nodes or depth > 3 or len(nodes) > _MOST_PARTS:
                where = "without a field beside it, at most 4 deep"
                self._problem(value.line, f"{name} must be a list of 1 to {_MOST_PARTS} conditions, {where}")
                return None
            parts = [self._condition(one, fields, depth + 1) for one in nodes]
            known = tuple(part for part in parts if part is not None)
            return Several(name == "any_of", known) if len(known) == len(parts) else None
        if name == FOLLOW and (fields or own):
            self._problem(value.line, f"{FOLLOW} is about all settings of the profile: leave fields out")
        elif name != FOLLOW and not fields and not (self._has_fields or own):
            self._problem(value.line, f"the operator {name} needs fields")
        before = len(self._problems)
        given = self._given(name, value, fields)
        return Demand(name, given, own) if len(self._problems) == before else None

    def _given(self, name: str, value: Node, fields: tuple[str, ...]) -> t.Any:
        text = value.text if isinstance(value, Scalar) else None
        if name == "domain_in":
            return self._domains(value, fields)
        if name == FOLLOW:
            if text == "true":
                return ()
            return tuple(one for one in self._texts(value, name) if self._known(one, self._profiles.by_name, value))
        if text is None:
            self._problem(value.line, f"{name} must be one value")
        elif name == "set":
            self._choice(value, name, ("true", "false"))
            return text == "true"
        elif name in ("at_least", "at_most"):
            if not _NUMBER.fullmatch(text):
                self._problem(value.line, f"{name} must be a whole number, not {as_given(text)}")
            elif self._types(value, name, fields, ("int", UNDECLARED.type)):
                return int(text)
        elif name == "matches":
            try:
                patterns.compiled(text)
            except ValueError as error:
                self._problem(value.line, f"matches must be {error}")
        else:
            self._values(name, value.line, text, fields)
        return text

    def _domains(self, value: Node, fields: tuple[str, ...]) -> tuple[str, ...]:
        self._types(value, "domain_in", fields, ("str",))
        if isinstance(value, Scalar) and value.text is None:
            return ()
        found = self._texts(value, "domain_in")
        for one in found:
            if not _DOMAIN.fullmatch(one):
                self._problem(value.line, f"domain_in must hold domains such as example.com, not {as_given(one)}")
        return tuple(one.lower().rstrip(".") for one in found)

    def _types(self, node: Node, name: str, fields: tuple[str, ...], types: t.Container[str]) -> bool:
        wrong = [path for path in fields for kind in kinds_with(path, self._kinds) if _type(kind, path) not in types]
        if wrong:
            what = "texts" if name == "domain_in" else "numbers"
            self._problem(node.line, f"{name} is for {what}, which {wrong[0]} is not")
        return not wrong

    def _values(self, name: str, line: int, text: str, fields: tuple[str, ...]) -> None:
        for path in fields:
            for kind in kinds_with(path, self._kinds):
                one = field_of(kind, path) or UNDECLARED
                try:
                    value_of(one, text)
                    if one.choices and text not in one.choices:
                        raise ValueError(f"one of {', '.join(one.choices)}")
                except ValueError as error:
                    self._problem(line, f"{name} of {path} must be {error}, not {as_given(text)}")
                    return

    # Exceptions.

    def _exempted(self, node: Node | None) -> tuple[Exempted, ...]:
        if node is None or (isinstance(node, Scalar) and node.text is None):
            return ()
        nodes = node.nodes if isinstance(node, Sequence) else []
        if not nodes:
            self._problem(node.line, "except must be a list of exceptions, each with key and until")
        return tuple(one for item in nodes if (one := self._exception(item)))

    def _exception(self, node: Node) -> Exempted | None:
        if not isinstance(node, Mapping):
            self._problem(node.line, f"an exception must hold {', '.join(EXCEPTION_KEYS)}")
            return None
        self._keys(node, EXCEPTION_KEYS, ("key", "until"))
        texts: dict[str, str] = {}
        for name in EXCEPTION_KEYS:
            value = node.get(name)
            if value is not None and not isinstance(value, Scalar):
                self._problem(value.line, f"{name} must be a text")
            texts[name] = (value.text or "") if isinstance(value, Scalar) else ""
        try:
            until = datetime.datetime.strptime(texts["until"], "%Y-%m-%d").date()
        except ValueError:
            if texts["until"]:
                self._problem(node.line, f"until must be a day such as 2027-03-31, not {as_given(texts['until'])}")
            return None
        return Exempted(texts["key"], until, texts["why"], node.line, texts["location"])


def _type(kind: t.Any, path: str) -> str:
    one = field_of(kind, path)
    return "choice" if one is not None and one.choices else one.type if one is not None else ""
