# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in a CSV."""

from __future__ import annotations

import csv
import io
import re
import typing as t

from ansible.module_utils.common.validation import check_type_bool, check_type_int

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import PHONE, Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import problem_of
from ansible_collections.webex.calling.plugins.module_utils._errors import nearest, some_of
from ansible_collections.webex.calling.plugins.plugin_utils.greetings import SECTIONS
from ansible_collections.webex.calling.plugins.plugin_utils.messages import (
    Problem,
    did_you_mean,
    redact,
    shown,
    squeezed,
)
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import Row
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES, SETTINGS

THE_CSV = "the CSV"

_FORMULA = ("=", "+", "-", "@")
_BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LARGEST = 16 << 20
# The first line that tells Excel what separates the cells.
_SEPARATOR = re.compile(r"sep=([,;\t])", re.IGNORECASE)
_PERSON = "person"
# What the column is called where others write such a file: Control Hub's exports of users and of calling data, scripts around the
# API or wxc_sdk, and wxc_sdk's example of changing voicemail.
_PERSON_ELSEWHERE = ("email", "User ID/Email (Required)", "User ID/Email", "User Email", "USERNAME", "personId")
# Columns of Control Hub whose names are like settings, which they are not.
_NO_SETTINGS = ("extension", "phonenumber", "location")
_WAY_OUT = "Delete {}, or have all unknown columns ignored with voicemail_onboarding_ignore_unknown_columns"
_COLUMNS = (_PERSON, "profile", *SECTIONS, *SETTINGS)
# So the API's own names are understood, as in sendUnansweredCalls.numberOfRings and sendUnansweredCalls_numberOfRings.
_BY_NAME = {squeezed(name): name for name in (*_COLUMNS, *LEAVES)} | {
    squeezed(name): _PERSON for name in _PERSON_ELSEWHERE
}


class Header(t.NamedTuple):
    """The first line of a CSV: for each column what it is (None where it is unknown, nothing where it has no name), and as it is
    written there. I(unknown) are those of the first kind."""

    keys: list[str | None]
    written: list[str]
    unknown: list[str]
    problems: list[str]


class People:
    """The people of a CSV, whose I(name) is for messages."""

    def __init__(self, text: str, name: str, ignore_unknown: bool = False) -> None:
        """Read the first line.

        @raise Problem: it is no CSV with people. Nothing of it is quoted then.
        """
        text = text.lstrip("\ufeff")
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Problem(f"{at_start(name)} is not in UTF-8: save it as CSV UTF-8")
        self._name = name
        first = next((line for line in text.splitlines() if line.strip()), "")
        told = _SEPARATOR.fullmatch(first)
        separator = told[1] if told else max(",;\t", key=first.count)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        if told:
            next(self._lines())
        where, cells = next(self._lines(), ("", []))
        self.header = _header(where, cells, name, ignore_unknown) if cells else Header([], [], [], [])

    def rows(self) -> t.Iterator[Row]:
        """Everyone who is in it.

        @raise Problem: it cannot be read any further.
        """
        columns = {key: shown(name) for key, name in zip(self.header.keys, self.header.written) if key}
        for where, cells in self._lines():
            yield _row(where, cells, self.header, columns)

    def _lines(self) -> t.Iterator[tuple[str, list[str]]]:
        """The cells of each line that is not empty, and where it begins."""
        while True:
            where = f"Line {self._reader.line_num + 1} of {self._name}"
            try:
                cells = [cell.strip() for cell in next(self._reader)]
            except StopIteration:
                return
            except csv.Error as error:
                raise Problem(f"{where} cannot be read: {error}") from None
            if any(cells):
                yield where, cells


def read_csv(file: t.BinaryIO) -> str:
    """The text of a CSV file.

    @raise Problem: it is not one, by its first line. Nothing of it is quoted then.
    """
    content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Problem(f"It is larger than {_LARGEST >> 20} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Problem(f"Line {line} is not in UTF-8: save it as CSV UTF-8") from None
    if _BINARY.search(text):
        raise Problem("It is not a text file in UTF-8: save it as CSV UTF-8")
    People(text, THE_CSV)
    return text


def _header(where: str, cells: list[str], name: str, ignore_unknown: bool) -> Header:
    """What the columns are.

    @raise Problem: none of them is for the person. It only quotes those that are like a known one: others may be no headings.
    """
    keys = [_BY_NAME.get(squeezed(cell), None if cell else "") for cell in cells]
    if _PERSON not in keys:
        familiar = some_of([redact(cell) for cell in cells if nearest(squeezed(cell), _BY_NAME)])
        raise Problem(
            f"{at_start(name)} has no column person. Its first line must name the columns: person (or {', '.join(_PERSON_ELSEWHERE)}), "
            f"optionally profile, and settings. It has {len(cells)} column{'s' if len(cells) > 1 else ''}"
            + (f", among them {familiar}" if familiar else "")
        )
    unknown = [cell for cell, key in zip(cells, keys) if key is None]
    problems = []
    for key in dict.fromkeys(filter(None, keys)):
        same = [shown(cell) for cell, one in zip(cells, keys) if one == key]
        if len(same) > 1:
            problems.append(f"{where}, columns {' and '.join(same)}: each of them is {key}. Leave one of them out")
    if not ignore_unknown:
        problems += _unknown(where, unknown)
    return Header(keys, cells, [shown(one) for one in unknown], problems)


def _unknown(where: str, columns: t.Sequence[str]) -> t.Iterator[str]:
    """What is said of columns that are none: a line for each that is near one of ours, and one for all others."""
    others = []
    for column in columns:
        bare = squeezed(column).removeprefix("voicemail")
        question = f"Did you mean {_BY_NAME[bare]}?" if bare in _BY_NAME else did_you_mean(column, _COLUMNS)
        if bare in _NO_SETTINGS:
            yield f"{where}, column {shown(column)}: it is no voicemail setting. {_WAY_OUT.format('it')}"
        elif question:
            yield f"{where}, column {shown(column)}: there is no such setting. {question}"
        else:
            others.append(shown(column))
    if others:
        several = len(others) > 1
        yield (
            f"{where}, column{'s' if several else ''} {', '.join(others)}: there is no such setting. The columns are {', '.join(_COLUMNS)}. "
            + _WAY_OUT.format("them" if several else "it")
        )


def _row(where: str, cells: t.Sequence[str], header: Header, columns: t.Mapping[str, str]) -> Row:
    """The person of a line. A problem of one cell is no reason not to look at the others."""
    item: Json = {}
    problems = {}
    for number, cell in enumerate(cells):
        key = header.keys[number] if number < len(header.keys) else ""
        if not cell or key is None:
            continue
        if not key:
            at = f"cell {number + 1}"
            problems[at] = f"{where}, {at}: {shown(cell)} belongs to no column"
            continue
        try:
            value = _value(cell, LEAVES.get(key, Field()))
        except ValueError as error:
            problems[key] = f"{where}, column {columns[key]}: it {error}"
            continue
        inner = item
        *sections, name = key.split(".")
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    return Row(where, item, columns, problems)


def _value(cell: str, field: Field) -> t.Any:
    """A cell as the type of its I(field) asks for. The case of a choice is ignored.

    @raise ValueError: it is none, as the end of a sentence.
    """
    if field.read_only:
        return None
    if cell.startswith(_FORMULA) and not (field.format is PHONE and cell.startswith("+")):
        raise ValueError(f"looks like a formula, which is not allowed: {shown(cell)}")
    value: t.Any = nearest(cell, field.choices, likeness=1) or cell
    try:
        value = {"bool": check_type_bool, "int": check_type_int}.get(field.type, str)(value)
    except (OverflowError, TypeError):  # of an infinite number
        wanted = "true or false" if field.type == "bool" else "a whole number"
        raise ValueError(f"must be {wanted}, not {shown(cell)}") from None
    problem = problem_of(field, value)
    if problem:
        raise ValueError(". ".join(filter(None, (problem, did_you_mean(cell, field.choices)))))
    return value


def at_start(name: str) -> str:
    """The I(name) of a CSV at the beginning of a sentence."""
    return "The CSV" if name == THE_CSV else name
