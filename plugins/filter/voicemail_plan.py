# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From people as a team names them, and profiles, to what webex_person_voicemail takes as its people."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_plan
short_description: Turn people, a CSV and profiles into the people of webex_person_voicemail
version_added: 0.2.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Merges the settings of each person's profile and those that the person brings, which win.
  - A person who brings settings in C(voicemail), as an item of RV(webex.calling.webex_person_voicemail_info#module:people)
    does, and no profile of their own, gets exactly these.
  - It reads nothing and asks nobody. It fails with all that is wrong, before anything is sent.
options:
  _input:
    description:
      - E-mail addresses and person IDs, or dictionaries with C(person), optionally C(profile), and settings as
        M(webex.calling.webex_person_voicemail) names them.
      - A text is taken apart at commas, semicolons and white space, or, where it begins with a bracket, as a list in JSON.
    type: raw
    required: true
  csv:
    description:
      - The text of a CSV file, with commas, semicolons or tabs, whose people are added. The first line names the columns,
        C(person), optionally C(profile), and settings such as C(transfer_to_number.destination).
      - An empty cell means not given. A cell that looks like a formula is refused, unless it is a phone number.
    type: str
    default: ""
  snapshot:
    description:
      - More people, in the form of RV(webex.calling.webex_person_voicemail_info#module:people), with the settings to restore.
    type: list
    elements: dict
    default: []
  profile:
    description:
      - The name of the profile of everyone who has none of their own.
    type: str
    required: true
  profiles:
    description:
      - The known profiles by their names, each a dictionary of settings.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Say what the modules would be asked for
  ansible.builtin.debug:
    msg: "{{ ['anna.andersson@example.com'] | webex.calling.voicemail_plan(profile='quiet', profiles=known) }}"
  vars:
    known:
      quiet:
        notifications:
          enabled: false
"""

RETURN = r"""
_value:
  description: The plan.
  type: dict
  contains:
    people:
      description: What M(webex.calling.webex_person_voicemail) takes as its O(webex.calling.webex_person_voicemail#module:people).
      type: list
      elements: dict
    profiles:
      description: For each of the people the name of the profile, or an empty text.
      type: list
      elements: str
    forwarding:
      description: >-
        Which settings, of whom, need an organization that lets voice messages be forwarded by e-mail, in words; empty
        where none do.
      type: str
"""

import csv as csv_module
import io
import json
import re
import typing as t

from ansible.errors import AnsibleFilterError
from ansible.module_utils.common.dict_transformations import dict_merge
from ansible.module_utils.common.validation import check_type_bool, check_type_int

from ansible_collections.webex.calling.plugins.module_utils.errors import printable
from ansible_collections.webex.calling.plugins.module_utils.settings import Option, RequiredIf, phone, same_address
from ansible_collections.webex.calling.plugins.module_utils.voicemail import VOICEMAIL

Json = dict[str, t.Any]

_ABOUT_THE_PERSON = ("person", "profile", "person_id", "email", VOICEMAIL.key)
_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"\+[0-9][0-9 ().-]*")
_MOST_NAMED = 10


class Problem(Exception):
    """What is wrong with one person, or with all of it."""


class Row(t.NamedTuple):
    """A person as they were named. C(where) says in words where that is."""

    where: str
    item: t.Mapping[str, t.Any]


def _leaves(group: Option, above: str = "") -> t.Iterator[tuple[str, Option]]:
    for name, option in group.options.items():
        if option.options:
            yield from _leaves(option, above + name + ".")
        else:
            yield above + name, option


_LEAVES = dict(_leaves(VOICEMAIL.options))


def _known_settings() -> str:
    return ", ".join(name for name, option in _LEAVES.items() if not option.read_only)


def _some(names: t.Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (" and {0:,} more".format(more) if more > 0 else "")


def _get(values: t.Any, path: str) -> t.Any:
    for name in path.split("."):
        values = values.get(name) if isinstance(values, t.Mapping) else None
    return values


def _given(value: t.Any) -> t.Any:
    """A setting without what is null, which means not given."""
    if isinstance(value, t.Mapping):
        return {name: _given(one) for name, one in value.items() if one is not None}
    return value


def _check_names(
    settings: t.Mapping[str, t.Any], where: str, group: Option = VOICEMAIL.options, above: str = ""
) -> None:
    for name, value in settings.items():
        option = group.options.get(name)
        if option is None:
            raise Problem(
                "{0}: there is no setting {1}. The settings are {2}".format(
                    where, printable(above + str(name)), _known_settings()
                )
            )
        if option.options:
            if not isinstance(value, t.Mapping):
                raise Problem("{0}: {1} must hold settings, not {2}".format(where, above + name, printable(value)))
            _check_names(value, where, option, name + ".")


# --- what was named


def _rows_of_a_list(people: t.Any, what: str) -> t.Iterator[Row]:
    if isinstance(people, str):
        text = people.strip()
        try:
            people = json.loads(text) if text.startswith("[") else [one for one in re.split(r"[\s,;]+", text) if one]
        except ValueError:
            raise Problem("The {0} is not JSON, though it begins with a bracket".format(what)) from None
    if isinstance(people, t.Mapping) or not isinstance(people, t.Iterable):
        raise Problem("The {0} must be a list, not {1}".format(what, printable(people)))
    for number, item in enumerate(people, start=1):
        where = "Person {0} of the {1}".format(number, what)
        if isinstance(item, t.Mapping):
            yield Row(where, item)
        else:
            yield Row(where, {"person": item})


def _rows_of_a_csv(text: str) -> t.Iterator[Row]:
    text = text.lstrip("\ufeff")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Problem("The CSV is not in UTF-8: save it as CSV UTF-8")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv_module.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if columns:
                yield _row_of_a_line("Line {0} of the CSV".format(reader.line_num), columns, cells)
            else:
                columns = _columns(cells)
    except csv_module.Error as error:
        raise Problem("Line {0} of the CSV cannot be read: {1}".format(reader.line_num, error)) from None


def _columns(cells: t.Sequence[str]) -> list[str]:
    columns = [cell.lower() for cell in cells]
    if "person" not in columns:
        raise Problem("The CSV has no column person. Its first line is {0}".format(printable(", ".join(cells))))
    for column in columns:
        if column and column not in ("person", "profile", *_LEAVES):
            raise Problem(
                "The CSV has a column {0}, which is none of person, profile, {1}".format(
                    printable(column), _known_settings()
                )
            )
        if column and columns.count(column) > 1:
            raise Problem("The CSV has the column {0} more than once".format(column))
    return columns


def _row_of_a_line(where: str, columns: t.Sequence[str], cells: t.Sequence[str]) -> Row:
    """What stands in a line. A problem of one cell is told with those of the other people."""
    item: Json = {}
    for number, cell in enumerate(cells):
        if not cell:
            continue
        column = columns[number] if number < len(columns) else ""
        if not column:
            return Row(where, {"problem": "it has a cell that belongs to no column ({0})".format(printable(cell))})
        try:
            value = _value(cell, _LEAVES.get(column, Option()))
        except ValueError as error:
            return Row(where, {"problem": "{0} cannot be {1}: {2}".format(column, printable(cell), error)})
        inner = item
        *sections, name = column.split(".")
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    return Row(where, item)


def _value(cell: str, option: Option) -> t.Any:
    """A cell as its option's type asks for.

    @raise ValueError: it is none, and why.
    """
    if cell.startswith(_FORMULA) and not (option.compared is phone().compared and _NUMBER.fullmatch(cell)):
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


# --- what each of them gets


class Wanted(t.NamedTuple):
    """A person, the name of the profile (or nothing), and all settings."""

    person: str
    profile: str
    settings: Json


def _wanted(row: Row, default: str, profiles: t.Mapping[str, Json]) -> Wanted:
    if "problem" in row.item:
        raise Problem("{0}: {1}".format(row.where, row.item["problem"]))
    item = _given(row.item)
    person = item.get("person")
    if not isinstance(person, str) or not person.strip():
        raise Problem("{0} has no person, which must be an e-mail address or a person ID".format(row.where))
    person = person.strip()
    where = "{0} ({1})".format(row.where, printable(person))
    own = {name: value for name, value in item.items() if name not in _ABOUT_THE_PERSON}
    exactly = item.get(VOICEMAIL.key, {})
    for settings in (exactly, own):
        if not isinstance(settings, t.Mapping):
            raise Problem("{0}: {1} must hold settings".format(where, VOICEMAIL.key))
        _check_names(settings, where)
    brought = dict_merge(exactly, own)
    profile = item.get("profile") or ("" if exactly else default)
    if not profile:
        return Wanted(person, "", brought)
    if profile not in profiles:
        raise Problem(
            "{0}: there is no profile {1}. The profiles are {2}".format(
                where, printable(profile), ", ".join(sorted(profiles))
            )
        )
    merged = dict_merge(profiles[profile], brought)
    for rule in VOICEMAIL.rules:
        if not isinstance(rule, RequiredIf) or any(_LEAVES[needed].read_only for needed in rule.needed):
            continue
        switched_on = rule.value in (_get(profiles[profile], rule.option),) and _get(merged, rule.option) == rule.value
        if switched_on and all(_get(merged, needed) in (None, "") for needed in rule.needed):
            needed = " or ".join(rule.needed)
            raise Problem("{0}: the profile {1} needs {2}, which must be given".format(where, profile, needed))
    return Wanted(person, profile, merged)


def _all(rows: t.Iterable[Row], default: str, profiles: t.Mapping[str, Json]) -> list[Wanted]:
    """What everyone gets.

    @raise Problem: something is wrong with some of them; it says with whom.
    """
    found: list[Wanted] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for row in rows:
        try:
            wanted = _wanted(row, default, profiles)
            key = same_address(wanted.person) if "@" in wanted.person else wanted.person
            before = seen.setdefault(key, row.where)
            if before is not row.where:
                raise Problem(
                    "{0}: {1} is there twice, first as {2}".format(row.where, printable(key), _inside(before))
                )
            found.append(wanted)
        except Problem as problem:
            problems.append(str(problem))
    if problems:
        shown, more = problems[:_MOST_NAMED], len(problems) - _MOST_NAMED
        raise Problem(". ".join(shown) + (". There are {0:,} more problems".format(more) if more > 0 else ""))
    if not found:
        raise Problem("Nobody is named: the list of people is empty, and there is no other source of people")
    return found


def _inside(where: str) -> str:
    return where[0].lower() + where[1:]


def _forwarding(everyone: t.Iterable[Wanted]) -> str:
    """In words, which settings of whom need the organization's leave to forward voice messages by e-mail."""
    hit: dict[str, dict[str, list[str]]] = {}
    for option, value in VOICEMAIL.needs_forwarding:
        name = "{0} {1}".format(option, json.dumps(value).strip('"'))
        for one in everyone:
            if _get(one.settings, option) == value:
                hit.setdefault(name, {}).setdefault(one.profile, []).append(one.person)
    return "; ".join(
        "{0} ({1}) for {2}".format(name, "profile " + profile if profile else "settings of their own", _some(people))
        for name, profiles in hit.items()
        for profile, people in profiles.items()
    )


def voicemail_plan(
    people: t.Any, profile: str, profiles: t.Mapping[str, t.Any], csv: str = "", snapshot: t.Sequence[t.Any] = ()
) -> Json:
    """The plan, as the documentation above describes it."""
    try:
        known = {name: _given(settings or {}) for name, settings in profiles.items()}
        for name, settings in known.items():
            if not isinstance(settings, t.Mapping):
                raise Problem("The profile {0} must hold settings, not {1}".format(name, printable(settings)))
            _check_names(settings, "The profile {0}".format(name))
        if profile not in known:
            raise Problem(
                "There is no profile {0}. The profiles are {1}".format(printable(profile), ", ".join(sorted(known)))
            )
        rows = [
            *_rows_of_a_list([] if people is None else people, "list"),
            *_rows_of_a_list(snapshot, "snapshot"),
            *_rows_of_a_csv(csv or ""),
        ]
        everyone = _all(rows, profile, known)
    except Problem as problem:
        raise AnsibleFilterError("{0}.".format(problem)) from None
    return {
        "people": [{"person": one.person, **one.settings} for one in everyone],
        "profiles": [one.profile for one in everyone],
        "forwarding": _forwarding(everyone),
    }


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_plan": voicemail_plan}
