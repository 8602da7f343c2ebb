# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users give to the roles, in all the forms in which it arrives: lists, pasted texts, CSV, answers to a survey."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import typing as t

import yaml
from ansible.module_utils.common.validation import check_type_bool, check_type_int
from ansible.module_utils.common.yaml import SafeLoader

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, normalize_phone
from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL

Json = dict[str, t.Any]

ARTIFACT = "voicemail_offboarding_before"

_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"\+[0-9][0-9 ().-]*")
_BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YAML = re.compile(r"""---|- |['"]?\w+['"]?:(\s|$)""")
_SECRETS = ("WEBEX_ACCESS_TOKEN", "WEBEX_CLIENT_SECRET", "WEBEX_REFRESH_TOKEN")
# A shorter value that is no secret, such as WEBEX_TIMEOUT=30, is part of many words.
_SHORTEST = 8
_LARGEST = 16 << 20
_DEEPEST = 20


class Problem(Exception):
    """What is wrong with one person, or with all of it."""


class Row(t.NamedTuple):
    """A person as they were named. C(where) says in words where that is."""

    where: str
    item: t.Mapping[str, t.Any]


def redact(text: object) -> str:
    """I(text) without the connection's values, which are in the environment of every job."""
    words = str(text)
    values = {
        form
        for name, value in os.environ.items()
        if name.startswith("WEBEX_")
        for form in (value, value.strip())
        if len(form) >= (1 if name in _SECRETS else _SHORTEST)
    }
    for value in sorted(values, key=len, reverse=True):
        words = words.replace(value, "********")
    return words


def shown(value: object) -> str:
    """What a user gave, made fit for a message."""
    return printable(redact(value))


LEAVES = dict(PERSON_VOICEMAIL.fields.leaves())


def known_settings() -> str:
    """The names of all settings, for a message."""
    return ", ".join(name for name, option in LEAVES.items() if not option.read_only)


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
            value = _from_json(value) if isinstance(value, str) else value
            if isinstance(value, t.Mapping):
                return value
    except (TypeError, ValueError):
        pass
    if kind == "str" and isinstance(value, str):
        return value.strip()
    expected = {"bool": "true or false", "int": "a whole number", "dict": "a dictionary", "str": "a text"}[kind]
    msg = f"{name} must be {expected}, not {shown(value)} ({type_name(value)})"
    raise Problem(msg + NUMBER_ADVICE if kind == "str" and isinstance(value, (int, float)) else msg)


NUMBER_ADVICE = (
    ". Where it was typed as a text, ansible-core has taken it for a number, and what was typed is lost: "
    "leading zeros, a plus sign"
)


def type_name(value: t.Any) -> str:
    """What a value is, in the words of YAML."""
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a text"}
    for kind, name in names.items():
        if isinstance(value, kind):
            return name
    return "a dictionary" if isinstance(value, t.Mapping) else "a list" if isinstance(value, t.Iterable) else "a value"


# --- a list


def rows_of_a_list(people: t.Any) -> t.Iterator[Row]:
    """The people of a list, or of a text with one: addresses, JSON or YAML, or the artifacts of an off-boarding in it.

    @raise Problem: it is none of these.
    """
    if people is None:
        return
    if isinstance(people, str):
        people = _from_text(people.strip())
    if isinstance(people, t.Mapping) and ARTIFACT in people:
        people = people[ARTIFACT]
    if isinstance(people, (t.Mapping, str)) or not isinstance(people, t.Iterable):
        raise Problem(f"The list must be a list, not {shown(people)} ({type_name(people)})")
    for number, item in enumerate(people, start=1):
        yield Row(f"Person {number} of the list", item if isinstance(item, t.Mapping) else {"person": item})


def _from_text(text: str) -> t.Any:
    if text.startswith(("[", "{")):
        try:
            return _from_json(text)
        except ValueError:
            raise Problem("The list is not JSON, though it begins with a bracket") from None
    if _YAML.match(text):
        return _from_yaml(text)
    return [one for one in re.split(r"[\s,;]+", text) if one]


def _from_json(text: str) -> t.Any:
    """Numbers stay text, as they were typed; the setting decides about their type."""
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except RecursionError:
        raise ValueError("nested too deeply") from None


class _Texts(SafeLoader):
    """YAML whose values are texts, as they were typed, or null."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
        for letter, resolvers in SafeLoader.yaml_implicit_resolvers.items()
    }


def _from_yaml(text: str) -> t.Any:
    depth = 0
    try:  # a stream, because libyaml takes no text of ansible-core's own kind
        for event in yaml.parse(io.StringIO(text), Loader=_Texts):
            if isinstance(event, yaml.AliasEvent):
                raise Problem("The list is YAML with aliases, which are not read")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:  # libyaml would break down, and this process with it
                raise Problem("The list is YAML that is nested too deeply")
        return yaml.load(io.StringIO(text), Loader=_Texts)
    except (yaml.YAMLError, ValueError):
        raise Problem("The list is not YAML, though it begins like that") from None


# --- a CSV


def rows_of_a_csv(text: str) -> t.Iterator[Row]:
    """The people of a CSV. A problem of one cell is told with those of the other people.

    @raise Problem: it is none. Nothing of it is quoted, unless its first line names the column C(person).
    """
    text = text.lstrip("\ufeff")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Problem("The CSV is not in UTF-8: save it as CSV UTF-8")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if columns:
                yield _row_of_a_line(f"Line {reader.line_num} of the CSV", columns, cells)
            else:
                columns = _columns(cells)
    except csv.Error as error:
        raise Problem(f"Line {reader.line_num} of the CSV cannot be read: {error}") from None


def read_csv(file: t.BinaryIO) -> str:
    """The text of a CSV file.

    @raise Problem: it is not one, by its first line. Nothing of it is quoted then.
    """
    content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Problem(f"It is larger than {_LARGEST >> 20} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("The CSV is not in UTF-8: save it as CSV UTF-8") from None
    if _BINARY.search(text):
        raise Problem("It is not a text file")
    for dummy in rows_of_a_csv(text):
        break
    return text


def _columns(cells: t.Sequence[str]) -> list[str]:
    columns = [cell.lower() for cell in cells]
    if "person" not in columns:
        raise Problem(
            "The CSV has no column person. Its first line must name the columns: person, optionally profile, and settings"
        )
    for column in columns:
        if column and column not in ("person", "profile", *LEAVES):
            raise Problem(f"The CSV has a column {shown(column)}, which is none of person, profile, {known_settings()}")
        if column and columns.count(column) > 1:
            raise Problem(f"The CSV has the column {column} more than once")
    return columns


def _row_of_a_line(where: str, columns: t.Sequence[str], cells: t.Sequence[str]) -> Row:
    item: Json = {}
    for number, cell in enumerate(cells):
        if not cell:
            continue
        column = columns[number] if number < len(columns) else ""
        if not column:
            return Row(where, {"problem": f"it has a cell that belongs to no column ({shown(cell)})"})
        try:
            value = _value(cell, LEAVES.get(column, Field()))
        except ValueError as error:
            return Row(where, {"problem": f"{column} cannot be {shown(cell)}: {error}"})
        inner = item
        *sections, name = column.split(".")
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    return Row(where, item)


def _value(cell: str, option: Field) -> t.Any:
    """A cell as its option's type asks for.

    @raise ValueError: it is none, and why.
    """
    if cell.startswith(_FORMULA) and not (option.normalize is normalize_phone and _NUMBER.fullmatch(cell)):
        raise ValueError("it looks like a formula, which such a file must not hold")
    try:
        if option.type == "bool":
            return check_type_bool(cell)
        if option.type == "int":
            return check_type_int(cell)
    except TypeError:
        raise ValueError(
            "it takes {0}".format({"bool": "true or false", "int": "a whole number"}[option.type])
        ) from None
    if option.choices and cell not in option.choices:
        raise ValueError("it takes {0}".format(" or ".join(option.choices)))
    return cell
