# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What everyone gets: people as a team names them, merged with profiles, for webex_person_voicemail."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.dict_transformations import dict_merge

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.plugin_utils.greetings import (
    Files,
    Layer,
    by_file,
    files_for,
    without_files,
    without_selection,
)
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, redact, shown
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import rows_of_a_csv
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import Row, rows_of_a_list
from ansible_collections.webex.calling.plugins.plugin_utils.survey import answer
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES, check_names, checked

_MOST_NAMED = 10
# What an item holds beside settings: results of a module among them, which are ignored as the module does.
_ABOUT_THE_PERSON = (
    *("person", "profile", "person_id", "name", "email", "location", "location_id", "extension", "changed", "changes"),
    PERSON_VOICEMAIL.result_key,
)


class Defaults(t.NamedTuple):
    """What people get who bring none of their own: the name of the profile, the I(known) profiles, and files with greetings; None
    where these are not known. With some of the profiles something is wrong, which is said already: they are I(bad)."""

    profile: str
    known: t.Mapping[str, Layer]
    bad: t.Container[str]
    files: Files | None


class Wanted(t.NamedTuple):
    """A person, what to call them, the name of the profile (or nothing), all settings, the files with their greetings, and whether a
    module returned the settings."""

    person: str
    name: str
    profile: str
    settings: Json
    files: Files
    returned: bool = False


def assign_profiles(
    people: t.Any,
    profile: str,
    profiles: t.Any,
    csv: t.Any,
    called: t.Mapping[str, str],
    files: Files | None,
    listed: t.Sequence[t.Mapping[str, t.Any]] | None,
    problems: list[str],
) -> Json:
    """What the filter assign_voicemail_profiles returns; what is wrong is added to the I(problems), and then it is of no use."""
    known, bad = _profiles(profiles, profile, called, files is not None, problems)
    everyone = _all(_rows(people, csv, problems), listed, Defaults(profile, known, bad, files), problems)
    return {
        "people": [
            {"person": one.person, **({PERSON_VOICEMAIL.result_key: one.settings} if one.returned else one.settings)}
            for one in everyone
        ],
        "profiles": [one.profile for one in everyone],
        "names": [one.name for one in everyone],
        "greetings": by_file((one.person, one.files) for one in everyone),
        "forwarding": _forwarding(everyone),
    }


def _wanted(row: Row, default: Defaults) -> Wanted:
    """What one of them gets.

    @raise Problem: it is of no use.
    """
    if "problem" in row.item:
        raise Problem(f"{row.where}: {row.item['problem']}")
    item = _given(row.item)
    person = _person(row, item)
    where = f"{row.where} ({shown(person)})"
    own, returned = _brought(item, where, default.files is not None)
    brought = dict_merge(returned.settings, own.settings)
    name = item["email"] if isinstance(item.get("email"), str) and "@" not in person else person
    profile = item.get("profile") or ("" if returned.settings else default.profile)
    if not profile:
        files = files_for((own, returned), default.files or {})
        settings = without_selection(brought, files)
        alone = not own.settings
        return Wanted(person, name, "", checked(settings, where, alone), files, alone)
    if profile in default.bad:
        return Wanted(person, name, profile, {}, {})
    if profile not in default.known:
        known = ", ".join(sorted(default.known))
        raise Problem(f"{where}: there is no profile {shown(profile)}. The profiles are {known}")
    profiles = default.known[profile]
    merged = dict_merge(profiles.settings, brought)
    _check_completed(profile, profiles.settings, merged, where)
    files = files_for((own, returned, profiles), default.files or {})
    return Wanted(person, name, profile, checked(without_selection(merged, files), where), files)


def _brought(item: Json, where: str, with_files: bool) -> tuple[Layer, Layer]:
    """The settings and files that stand in the I(item) itself, and the settings that a module returned.

    @raise Problem: they are none.
    """
    own = {name: value for name, value in item.items() if name not in _ABOUT_THE_PERSON}
    own_layer = without_files(own, where) if with_files else Layer(own, {})
    returned = item.get(PERSON_VOICEMAIL.result_key, {})
    for settings in (returned, own_layer.settings):
        if not isinstance(settings, t.Mapping):
            raise Problem(f"{where}: {PERSON_VOICEMAIL.result_key} must hold settings")
        check_names(settings, where)
    return own_layer, Layer(returned, {})


def _person(row: Row, item: t.Mapping[str, t.Any]) -> str:
    person = item.get("person")
    if not isinstance(person, str) or not person.strip():
        raise Problem(f"{row.where} has no person, which must be an e-mail address or a person ID")
    try:
        PERSON.validate(person.strip())
    except ValidationError as error:
        raise Problem(f"{row.where}: {redact(error.msg).rstrip('.')}") from None
    return person.strip()


def _check_completed(name: str, profile: Json, merged: Json, where: str) -> None:
    """Find out whether somebody brings what the profile I(name) needs.

    @raise Problem: they do not.
    """
    for rule in PERSON_VOICEMAIL.rules:
        if not isinstance(rule, RequiredIf) or any(LEAVES[needed].read_only for needed in rule.needed):
            continue
        switched_on = rule.value in (get(profile, rule.field),) and get(merged, rule.field) == rule.value
        if switched_on and all(get(merged, needed) in (None, "") for needed in rule.needed):
            raise Problem(f"{where}: the profile {name} needs {' or '.join(rule.needed)}, which must be given")


def _rows(people: t.Any, csv: t.Any, problems: list[str]) -> t.Iterator[Row]:
    """Everyone who is named, and what is wrong with a list as a whole."""
    csvs = [csv] if isinstance(csv, str) or not isinstance(csv, t.Iterable) else csv
    for rows, given in ((rows_of_a_list, people), *((rows_of_a_csv, one) for one in csvs)):
        try:
            yield from rows(given if rows is rows_of_a_list else answer("The CSV", given, default=""))
        except Problem as problem:
            problems.append(str(problem))


def _all(
    rows: t.Iterable[Row], listed: t.Sequence[t.Mapping[str, t.Any]] | None, default: Defaults, problems: list[str]
) -> list[Wanted]:
    """What everyone gets: whom the I(rows) name, and whoever is I(listed) beside them. What is wrong with some of them is added to
    the I(problems)."""
    found: list[Wanted] = []
    seen: dict[str, str] = {}
    nobody = listed is None
    for row in rows:
        nobody = False
        try:
            wanted = _wanted(row, default)
            key = normalize_email(wanted.person) if "@" in wanted.person else wanted.person
            before = seen.setdefault(key, row.where)
            if before is not row.where:
                raise Problem(f"{row.where}: {shown(key)} is there twice, first as {_inside(before)}")
            found.append(wanted)
        except Problem as problem:
            problems.append(str(problem))
    for one in listed or ():
        if seen.keys().isdisjoint((one["person_id"], *map(normalize_email, one["emails"]))):
            try:
                found.append(_wanted(Row("One of the listed people", {"person": one["person"]}), default))
            except Problem as problem:
                problems.append(str(problem))
    if nobody and not problems:
        problems.append("Nobody is named: the list of people is empty, and there is no other source of people")
    return found


def _inside(where: str) -> str:
    return where[0].lower() + where[1:]


def _profiles(
    profiles: t.Any, default: str, called: t.Mapping[str, str], with_files: bool, problems: list[str]
) -> tuple[dict[str, Layer], set[str]]:
    """The profiles by their names, and the names of those with which something is wrong."""
    known: dict[str, Layer] = {}
    bad = set()
    for name, given in ((str(name), _given(settings or {})) for name, settings in profiles.items()):
        known[name] = Layer({}, {})
        where = called.get(name, f"The profile {name}")
        try:
            if not isinstance(given, t.Mapping):
                raise Problem(f"{where} must hold settings, not {shown(given)}")
            known[name] = without_files(given, where) if with_files else Layer(dict(given), {})
            check_names(known[name].settings, where)
            checked(_without_empty(known[name].settings), where)
        except Problem as problem:
            problems.append(str(problem))
            bad.add(name)
    if default not in known:
        problems.append(f"There is no profile {shown(default)}. The profiles are {', '.join(sorted(known))}")
        bad.add(default)
    return known, bad


def _forwarding(everyone: t.Iterable[Wanted]) -> str:
    """In words, which settings of whom need the organization's leave to forward voice messages by e-mail."""
    hit: dict[str, dict[str, list[str]]] = {}
    for option, value in PERSON_VOICEMAIL.needs_forwarding:
        name = f"{option} {str(value).lower() if isinstance(value, bool) else value}"
        for one in everyone:
            if get(one.settings, option) == value:
                hit.setdefault(name, {}).setdefault(one.profile, []).append(one.name)
    return "; ".join(
        f"{name} ({'profile ' + profile if profile else 'settings of their own'}) for {_some(people)}"
        for name, profiles in hit.items()
        for profile, people in profiles.items()
    )


def _given(value: t.Any) -> t.Any:
    """A setting without what is null, which means not given."""
    if isinstance(value, t.Mapping):
        return {name: _given(one) for name, one in value.items() if one is not None}
    return value


def _without_empty(settings: t.Mapping[str, t.Any]) -> Json:
    """A profile without the texts that its people may still give."""
    return {
        name: _without_empty(value) if isinstance(value, t.Mapping) else value
        for name, value in settings.items()
        if value != ""
    }


def _some(names: t.Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
