# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From people as a team names them, and profiles, to what webex_person_voicemail takes as its people."""

from __future__ import annotations

DOCUMENTATION = r"""
name: assign_voicemail_profiles
short_description: Turn people, a CSV and profiles into the people of webex_person_voicemail
version_added: 0.2.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Merges the settings of each person's profile and those that the person brings, which win.
  - A person who brings settings in C(voicemail), as an item of RV(webex.calling.webex_person_voicemail_info#module:people)
    does, and no profile of their own, gets exactly these.
  - It reads nothing and asks nobody. All values of all people are checked as the module does. It fails with all that is
    wrong, before anything is sent.
options:
  _input:
    description:
      - E-mail addresses and person IDs, or dictionaries with C(person), optionally C(profile), and settings as
        M(webex.calling.webex_person_voicemail) names them.
      - A text is taken apart at commas, semicolons and white space, or is a list in JSON or YAML, in which a number stays as
        it was typed.
      - In place of the list, the artifacts of a job of the role P(webex.calling.voicemail_offboarding#role), whose
        C(voicemail_offboarding_before) is the list.
    type: raw
    required: true
  csv:
    description:
      - The text of a CSV, or several of them, with commas, semicolons or tabs, whose people are added. The first line names the columns,
        C(person), optionally C(profile), and settings such as C(transfer_to_number.destination).
      - An empty cell means not given. A cell that looks like a formula is refused, unless it is a phone number.
    type: list
    elements: str
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
  called:
    description:
      - By the name of a profile, what is named in its place where its settings are wrong, such as the variable that they come from.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Say what the modules would be asked for
  ansible.builtin.debug:
    msg: "{{ ['anna.andersson@example.com'] | webex.calling.assign_voicemail_profiles(profile='quiet', profiles=known) }}"
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
    names:
      description: For each of the people the e-mail address, where it is known, or the ID.
      type: list
      elements: str
    forwarding:
      description: >-
        Which settings, of whom, need an organization that lets voice messages be forwarded by e-mail, in words; empty
        where none do.
      type: str
"""

import json
import typing as t

from ansible.errors import AnsibleFilterError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.dict_transformations import dict_merge

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, get, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import problems_of, specified
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.plugin_utils.given import (
    LEAVES,
    NUMBER_ADVICE,
    Problem,
    Row,
    answer,
    known_settings,
    redact,
    rows_of_a_csv,
    rows_of_a_list,
    shown,
    type_name,
)

Json = dict[str, t.Any]

_ABOUT_THE_PERSON = ("person", "profile", "person_id", "email", "changed", PERSON_VOICEMAIL.result_key)
_MOST_NAMED = 10
_VALIDATOR = ArgumentSpecValidator(PERSON_VOICEMAIL.fields.argument_spec)


def _some(names: t.Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _given(value: t.Any) -> t.Any:
    """A setting without what is null, which means not given."""
    if isinstance(value, t.Mapping):
        return {name: _given(one) for name, one in value.items() if one is not None}
    return value


def _check_names(
    settings: t.Mapping[str, t.Any], where: str, group: Field = PERSON_VOICEMAIL.fields, above: str = ""
) -> None:
    for name, value in settings.items():
        option = group.fields.get(name)
        if option is None:
            raise Problem(
                f"{where}: there is no setting {shown(above + str(name))}. The settings are {known_settings()}"
            )
        if option.fields:
            if not isinstance(value, t.Mapping):
                raise Problem(f"{where}: {above + name} must hold settings, not {shown(value)}")
            _check_names(value, where, option, name + ".")
        elif option.type == "str" and not isinstance(value, str):
            raise Problem(
                f"{where}: {above + name} must be a text, not {shown(value)} ({type_name(value)}){NUMBER_ADVICE}. Write it in quotes, or give the people as JSON or as a CSV"
            )


def _checked(settings: Json, where: str, returned: bool = False) -> Json:
    """The settings as the module takes them; what it I(returned) before may break a rule of the API.

    @raise Problem: the module would refuse them.
    """
    try:
        found = _VALIDATOR.validate(settings)
        if found.error_messages:
            raise Problem("{0}: {1}".format(where, shown("; ".join(found.error_messages))))
        wanted = specified(PERSON_VOICEMAIL.fields, found.validated_parameters)
    except (OverflowError, TypeError):
        raise Problem(f"{where}: a value is of another type than its option") from None
    wrong = problems_of(PERSON_VOICEMAIL, {}, wanted) if returned else problems_of(PERSON_VOICEMAIL, wanted)
    if wrong:
        raise Problem("{0}: {1}".format(where, redact("; ".join(wrong))))
    return wanted


def _without_empty(settings: t.Mapping[str, t.Any]) -> Json:
    """A profile without the texts that its people may still give."""
    return {
        name: _without_empty(value) if isinstance(value, t.Mapping) else value
        for name, value in settings.items()
        if value != ""
    }


# --- what each of them gets


class Wanted(t.NamedTuple):
    """A person, what to call them, the name of the profile (or nothing), all settings, and whether a module returned them."""

    person: str
    name: str
    profile: str
    settings: Json
    returned: bool = False


def _wanted(row: Row, default: str, profiles: t.Mapping[str, Json], bad: t.Container[str]) -> Wanted:
    if "problem" in row.item:
        raise Problem("{0}: {1}".format(row.where, row.item["problem"]))
    item = _given(row.item)
    person = item.get("person")
    if not isinstance(person, str) or not person.strip():
        raise Problem(f"{row.where} has no person, which must be an e-mail address or a person ID")
    person = person.strip()
    where = f"{row.where} ({shown(person)})"
    try:
        PERSON.validate(person)
    except ValidationError as error:
        raise Problem("{0}: {1}".format(row.where, redact(error.msg).rstrip("."))) from None
    own = {name: value for name, value in item.items() if name not in _ABOUT_THE_PERSON}
    exactly = item.get(PERSON_VOICEMAIL.result_key, {})
    for settings in (exactly, own):
        if not isinstance(settings, t.Mapping):
            raise Problem(f"{where}: {PERSON_VOICEMAIL.result_key} must hold settings")
        _check_names(settings, where)
    brought = dict_merge(exactly, own)
    name = item["email"] if isinstance(item.get("email"), str) and "@" not in person else person
    profile = item.get("profile") or ("" if exactly else default)
    if not profile:
        return Wanted(person, name, "", _checked(brought, where, not own), not own)
    if profile in bad:
        return Wanted(person, name, profile, {})
    if profile not in profiles:
        raise Problem(
            "{0}: there is no profile {1}. The profiles are {2}".format(
                where, shown(profile), ", ".join(sorted(profiles))
            )
        )
    merged = dict_merge(profiles[profile], brought)
    for rule in PERSON_VOICEMAIL.rules:
        if not isinstance(rule, RequiredIf) or any(LEAVES[needed].read_only for needed in rule.needed):
            continue
        switched_on = rule.value in (get(profiles[profile], rule.field),) and get(merged, rule.field) == rule.value
        if switched_on and all(get(merged, needed) in (None, "") for needed in rule.needed):
            needed = " or ".join(rule.needed)
            raise Problem(f"{where}: the profile {profile} needs {needed}, which must be given")
    return Wanted(person, name, profile, _checked(merged, where))


def _rows(people: t.Any, csv: t.Any, problems: list[str]) -> t.Iterator[Row]:
    """Everyone who is named, and what is wrong with a list as a whole."""
    csvs = [csv] if isinstance(csv, str) or not isinstance(csv, t.Iterable) else csv
    for rows, given in ((rows_of_a_list, people), *((rows_of_a_csv, one) for one in csvs)):
        try:
            yield from rows(given if rows is rows_of_a_list else answer("The CSV", given, default=""))
        except Problem as problem:
            problems.append(str(problem))


def _all(
    rows: t.Iterable[Row], default: str, profiles: t.Mapping[str, Json], bad: t.Container[str], problems: list[str]
) -> list[Wanted]:
    """What everyone gets; what is wrong with some of them is added to the I(problems)."""
    found: list[Wanted] = []
    seen: dict[str, str] = {}
    nobody = True
    for row in rows:
        nobody = False
        try:
            wanted = _wanted(row, default, profiles, bad)
            key = normalize_email(wanted.person) if "@" in wanted.person else wanted.person
            before = seen.setdefault(key, row.where)
            if before is not row.where:
                raise Problem(f"{row.where}: {shown(key)} is there twice, first as {_inside(before)}")
            found.append(wanted)
        except Problem as problem:
            problems.append(str(problem))
    if nobody and not problems:
        problems.append("Nobody is named: the list of people is empty, and there is no other source of people")
    return found


def _inside(where: str) -> str:
    return where[0].lower() + where[1:]


def _profiles(
    profiles: t.Any, default: str, called: t.Mapping[str, str], problems: list[str]
) -> tuple[dict[str, Json], set[str]]:
    """The profiles by their names, and the names of those with which something is wrong."""
    known = {str(name): _given(settings or {}) for name, settings in profiles.items()}
    bad = set()
    for name, settings in known.items():
        where = called.get(name, f"The profile {name}")
        try:
            if not isinstance(settings, t.Mapping):
                raise Problem(f"{where} must hold settings, not {shown(settings)}")
            _check_names(settings, where)
            _checked(_without_empty(settings), where)
        except Problem as problem:
            problems.append(str(problem))
            bad.add(name)
    if default not in known:
        problems.append(
            "There is no profile {0}. The profiles are {1}".format(shown(default), ", ".join(sorted(known)))
        )
        bad.add(default)
    return known, bad


def _forwarding(everyone: t.Iterable[Wanted]) -> str:
    """In words, which settings of whom need the organization's leave to forward voice messages by e-mail."""
    hit: dict[str, dict[str, list[str]]] = {}
    for option, value in PERSON_VOICEMAIL.needs_forwarding:
        name = "{0} {1}".format(option, json.dumps(value).strip('"'))
        for one in everyone:
            if get(one.settings, option) == value:
                hit.setdefault(name, {}).setdefault(one.profile, []).append(one.name)
    return "; ".join(
        "{0} ({1}) for {2}".format(name, "profile " + profile if profile else "settings of their own", _some(people))
        for name, profiles in hit.items()
        for profile, people in profiles.items()
    )


def assign_voicemail_profiles(
    people: t.Any,
    profile: t.Any,
    profiles: t.Mapping[str, t.Any],
    csv: t.Any = "",
    called: t.Mapping[str, str] | None = None,
) -> Json:
    """The plan, as the documentation above describes it."""
    problems: list[str] = []
    known, bad = _profiles(profiles, str(profile), called or {}, problems)
    everyone = _all(_rows(people, csv, problems), str(profile), known, bad, problems)
    if problems:
        told, more = problems[:_MOST_NAMED], len(problems) - _MOST_NAMED
        more_of_them = f". There are {more:,} more problems" if more > 0 else ""
        raise AnsibleFilterError(redact("{0}{1}.".format(". ".join(told), more_of_them)))
    return {
        "people": [
            {"person": one.person, **({PERSON_VOICEMAIL.result_key: one.settings} if one.returned else one.settings)}
            for one in everyone
        ],
        "profiles": [one.profile for one in everyone],
        "names": [one.name for one in everyone],
        "forwarding": _forwarding(everyone),
    }


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"assign_voicemail_profiles": assign_voicemail_profiles}
