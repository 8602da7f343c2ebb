# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One property of the API, and a body checked against all of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Union

from .messages import Unforeseen

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(?=.*\d)\+?[\d .()*#-]+")
SPARSE = {"missing", "nulls"}  # variants in which what was never set stays so until a PUT has it


@dataclass(frozen=True)
class Field:
    """One property: its JSON type, its default and what it may be."""

    kind: type
    default: Any = None
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    email: bool = False
    phone: bool = False
    read_only: bool = False
    write_only: bool = False  # in no answer
    kept: bool = False  # by a PUT without it
    newer: bool = False  # than the description: some services know it, and some refuse it
    nullable: bool = False  # null clears it
    number: bool = False  # a whole number is taken for the text

    def fault(self, value: Any) -> str:
        """What is wrong with this value; nothing when it is fine."""
        kind: Any = type(value)
        if kind is not self.kind:  # a bool is no number here, nor is 3.0 an integer
            return f"must be a {self.kind.__name__}, not {'null' if value is None else kind.__name__}"
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        if self.low is not None and self.high is not None and not self.low <= value <= self.high:
            return f"must be between {self.low} and {self.high}"
        if self.email and not EMAIL.fullmatch(value):
            return "must be an e-mail address"
        if self.phone and not PHONE.fullmatch(value):
            return "must be a phone number"
        return ""


ON, OFF = Field(bool, True), Field(bool, False)
TEXT, PHONE_NUMBER, ADDRESS = Field(str), Field(str, phone=True), Field(str, email=True)
NUMBER = Field(str, number=True)  # an extension: a number in the description, and a text in what is seen
CLEARABLE_TEXT = Field(str, nullable=True)
READ_ONLY_FLAG, READ_ONLY_TEXT = Field(bool, read_only=True), Field(str, read_only=True)
READ_ONLY_NUMBER = Field(int, read_only=True)
GREETING = Field(str, "DEFAULT", choices=("DEFAULT", "CUSTOM"))
STORAGE = Field(str, "INTERNAL", choices=("INTERNAL", "EXTERNAL"))

Schema = dict[str, Union[Field, "Schema"]]
Settings = dict[str, Any]


def value_at(settings: Settings, path: str) -> Any:
    """The value under a dotted path; None for the path ''."""
    value: Any = settings
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def merged(settings: Settings, patch: Settings) -> Settings:
    """A copy of the settings with the patch merged into it."""
    result = copy.deepcopy(settings)
    for name, value in patch.items():
        if isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        elif value is None:
            result.pop(name, None)
        else:
            result[name] = copy.deepcopy(value)
    return result


def bare(number: str) -> str:
    """A phone number without what only makes it readable."""
    return number.translate(str.maketrans("", "", " .()-"))


def is_on(section: Settings) -> bool:
    """Whether what a section is about is on."""
    return (
        bool(section.get("enabled"))
        or section.get("storageType") == "EXTERNAL"
        or section.get("selection") == "CUSTOM_NAME"
    )


def parse(
    schema: Schema, body: Settings, stored: Settings, wrong: list[str], variants: Collection[str], where: str = ""
) -> Settings:
    """The body with defaults for what was not sent, and the read-only properties as they were."""
    new = _parse_others(schema, body, stored, wrong, variants, where)
    hidden = "hidden-texts" in variants and where and not is_on(stored)
    for name, field in schema.items():
        value = body.get(name)
        if isinstance(field, dict):
            if name in body and not isinstance(value, dict):
                wrong.append(f"{where}{name} must be an object")
            if name in body or name in stored or not SPARSE & set(variants):
                inner, before = (one if isinstance(one, dict) else {} for one in (value, stored.get(name)))
                new[name] = parse(field, inner, before, wrong, variants, f"{where}{name}.")
            continue
        if field.number and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if field.read_only:
            if name in body:
                wrong.append(f"{where}{name} is read-only")
            value = stored.get(name)
        elif field.newer and name in body and "extras-refused" in variants:
            wrong.append(Unforeseen(f"{where}{name} is not a known property"))
        elif name not in body:
            kept = (
                field.kept
                or ("merges" in variants and name in stored)
                or (field.newer and "extras-refused" in variants)
            )
            kept = kept or (hidden and field.kind is str and not field.choices)
            unset = name not in stored and SPARSE & set(variants)
            value = stored.get(name) if kept or unset else field.default
        elif value == "" and field.kind is str and not field.choices:
            if "cleared-refused" in variants:
                wrong.append(Unforeseen(f"{where}{name} must not be empty"))
            value = None
        elif (value is None and field.nullable) or ("broken-rules" in variants and value == stored.get(name)):
            pass
        elif fault := field.fault(value):
            words = f"{where}{name} {fault}"
            # The description does not say what a phone number looks like.
            wrong.append(Unforeseen(words) if field.phone and isinstance(value, str) else words)
        if value is not None:
            new[name] = value
    return new


def _parse_others(
    schema: Schema, body: Settings, stored: Settings, wrong: list[str], variants: Collection[str], where: str
) -> Settings:
    """Of the properties that the schema does not have, those that stay."""
    others = {name for name in stored if name not in schema}
    kept = {name: stored[name] for name in others if {"extras-refused", "merges"} & set(variants)}
    for name in body:
        if name in others and "extras-taken" in variants:
            kept[name] = body[name]
        elif name not in schema and not (name == "audioFile" and "audio-file" in variants):
            words = f"{where}{name} is not a known property"
            wrong.append(Unforeseen(words) if name in others else words)
    return kept
