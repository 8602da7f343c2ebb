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

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json, normalize_phone
from ansible_collections.webex.calling.plugins.plugin_utils.greetings import SECTIONS
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, shown
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import Row
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES, known_settings

_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"\+[0-9][0-9 ().-]*")
_BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LARGEST = 16 << 20


def rows_of_a_csv(text: str) -> t.Iterator[Row]:
    """The people of a CSV. A problem of one cell is reported with those of the other people.

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
        if column and column not in ("person", "profile", *SECTIONS, *LEAVES):
            known = ", ".join(("person", "profile", *SECTIONS, known_settings()))
            raise Problem(f"The CSV has a column {shown(column)}, which is none of {known}")
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
        raise ValueError(f"it takes {'true or false' if option.type == 'bool' else 'a whole number'}") from None
    if option.choices and cell not in option.choices:
        raise ValueError(f"it takes {' or '.join(option.choices)}")
    return cell
