# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What everyone gets: people as a team names them, merged with profiles, for webex_person_voicemail."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.dict_transformations import dict_merge

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, some_of
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.plugin_utils.domains import Domains, check_domains
from ansible_collections.webex.calling.plugins.plugin_utils.greetings import (
    SECTIONS,
    Files,
    Layer,
    by_file,
    files_for,
    without_files,
    without_selection,
)
from ansible_collections.webex.calling.plugins.plugin_utils.messages import (
    Problem,
    did_you_mean,
    redact,
    shown,
)
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import Row
from ansible_collections.webex.calling.plugins.plugin_utils.people_sources import Sources, nobody, rows_of
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES, check_names, checked, without_empty

_NAMES = ("person", "profile")
# What an item holds beside settings: results of a module among them, which are ignored as the module does.
_ABOUT_THE_PERSON = (
    *(*_NAMES, "person_id", "name", "email", "location", "location_id", "extension", "changed", "changes"),
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
    """A person, what to call them, the name of the profile (or nothing), all settings, the files with their greetings, whether a
    module returned the settings, and the line of a CSV that names them, in words."""

    person: str
    name: str
    profile: str
    settings: Json
    files: Files
    returned: bool = False
    line: str = ""


def assign_profiles(
    sources: Sources,
    profile: str,
    profile_variable: str,
    profiles: t.Any,
    called: t.Mapping[str, str],
    files: Files | None,
    domains: Domains | None,
    problems: list[str],
) -> Json:
    """What the filter assign_voicemail_profiles returns; what is wrong is added to the I(problems), and then it is about nobody."""
    known, bad = _profiles(profiles, profile, profile_variable, called, files is not None, problems)
    ignored: list[str] = []
    rows = rows_of(sources, ignored, problems)
    everyone = _all(rows, sources, Defaults(profile, known, bad, files), problems)
    unknown = check_domains(((one.person, one.name, one.settings) for one in everyone), domains, problems)
    named = list(dict.fromkeys(file for one in everyone for file in one.files.values()))
    if problems:
        everyone = []
    return {
        "people": [
            {"person": one.person, **({PERSON_VOICEMAIL.result_key: one.settings} if one.returned else one.settings)}
            for one in everyone
        ],
        "profiles": [one.profile for one in everyone],
        "names": [one.name for one in everyone],
        "lines": [one.line for one in everyone],
        "ignored_columns": ignored,
        "unknown_addresses": unknown,
        "greetings": by_file((one.person, one.files) for one in everyone),
        "greeting_files": named,
        "forwarding": _forwarding(everyone),
    }


def _wanted(row: Row, default: Defaults, seen: dict[str, str]) -> Wanted:
    """What one of them gets, who is none of those who were I(seen) before.

    @raise Problem: it is of no use.
    """
    item = _given(row.item)
    problems: list[str] = []
    person = profile = ""
    try:
        person = _person(row, item)
        _check_once(person, row, seen)
    except Problem as problem:
        problems += problem.args
    try:
        profile = _profile(row, item, default)
    except Problem as problem:
        problems += problem.args
    if row.problems:  # what they are about may be what is missing
        raise Problem(*problems, *row.problems.values())
    try:
        wanted = _merged(item, person, profile, default)
    except Problem as problem:
        who = f"{row.where} ({shown(person)})" if person else row.where
        problems += [f"{who}: {one}" for one in problem.args]
    if problems:
        raise Problem(*problems)
    return wanted._replace(line=_inside(row.where) if row.columns else "")


def _merged(item: Json, person: str, profile: str, default: Defaults) -> Wanted:
    """What the I(person) gets of the I(profile), and of what they bring.

    @raise Problem: it is of no use.
    """
    own, returned = _brought(item, default.files is not None)
    brought = dict_merge(returned.settings, own.settings)
    name = item["email"] if isinstance(item.get("email"), str) and "@" not in person else person
    if not profile or profile in default.bad:
        files = files_for((own, returned), default.files or {})
        settings = without_selection(brought, files)
        alone = not own.settings
        return Wanted(person, name, "", checked(settings, alone), files, alone)
    profiles = default.known[profile]
    merged = dict_merge(profiles.settings, brought)
    _check_completed(profile, profiles.settings, merged)
    files = files_for((own, returned, profiles), default.files or {})
    return Wanted(person, name, profile, checked(without_selection(merged, files)), files)


def _brought(item: Json, with_files: bool) -> tuple[Layer, Layer]:
    """The settings and files that stand in the I(item) itself, and the settings that a module returned.

    @raise Problem: they are none.
    """
    own = {name: value for name, value in item.items() if name not in _ABOUT_THE_PERSON}
    own_layer = without_files(own) if with_files else Layer(own, {})
    returned = item.get(PERSON_VOICEMAIL.result_key, {})
    if not isinstance(returned, t.Mapping):
        raise Problem(f"{PERSON_VOICEMAIL.result_key} must hold settings")
    check_names(returned)
    check_names(own_layer.settings, [*_NAMES, *(SECTIONS if with_files else ())])
    return own_layer, Layer(dict(returned), {})


def _person(row: Row, item: t.Mapping[str, t.Any]) -> str:
    if "person" in row.problems:
        raise Problem()
    person = item.get("person")
    if not isinstance(person, str) or not person.strip():
        raise Problem(f"{row.where} has no person, which must be an e-mail address or a person ID")
    try:
        PERSON.validate(person.strip())
    except ValidationError as error:
        words = error.msg.replace("person: ", "", 1) if row.columns else error.msg
        raise Problem(f"{row.at('person')}: {redact(words).rstrip('.')}") from None
    return person.strip()


def _check_once(person: str, row: Row, seen: dict[str, str]) -> None:
    """Find out whether the I(person) was I(seen) before.

    @raise Problem: they were.
    """
    key = normalize_email(person) if "@" in person else person
    before = seen.setdefault(key, row.where)
    if before is not row.where:
        raise Problem(f"{row.at('person')}: {shown(key)} is given twice, first as {_inside(before)}")


def _profile(row: Row, item: Json, default: Defaults) -> str:
    """The name of the profile, or nothing where the settings are those that a module returned.

    @raise Problem: there is no such profile.
    """
    name = item.get("profile") or ("" if item.get(PERSON_VOICEMAIL.result_key) else default.profile)
    if name and name not in default.known and name not in default.bad:
        raise Problem(_no_profile(row.at("profile"), name, default.known))
    return str(name)


def _check_completed(name: str, profile: Json, merged: Json) -> None:
    """Find out whether somebody brings what the profile I(name) needs.

    @raise Problem: they do not.
    """
    for rule in PERSON_VOICEMAIL.rules:
        if not isinstance(rule, RequiredIf) or any(LEAVES[needed].read_only for needed in rule.needed):
            continue
        switched_on = rule.value in (get(profile, rule.field),) and get(merged, rule.field) == rule.value
        if switched_on and all(get(merged, needed) in (None, "") for needed in rule.needed):
            raise Problem(f"the profile {name} needs {' or '.join(rule.needed)}, which must be given")


def _all(rows: t.Iterable[Row], sources: Sources, default: Defaults, problems: list[str]) -> list[Wanted]:
    """What everyone gets: whom the I(rows) of the I(sources) name, and whoever is listed beside them. What is wrong with some of them
    is added to the I(problems)."""
    found: list[Wanted] = []
    seen: dict[str, str] = {}
    alone = sources.listed is None
    for row in rows:
        alone = False
        try:
            found.append(_wanted(row, default, seen))
        except Problem as problem:
            problems += problem.args
    for one in sources.listed or ():
        if seen.keys().isdisjoint((one["person_id"], *map(normalize_email, one["emails"]))):
            try:
                found.append(_wanted(Row("One of the listed people", {"person": one["person"]}), default, {}))
            except Problem as problem:
                problems += problem.args
    if alone and not problems:
        problems += nobody(sources)
    return found


def _inside(where: str) -> str:
    return where[0].lower() + where[1:]


def _no_profile(where: str, name: t.Any, known: t.Iterable[str]) -> str:
    names = sorted(known)
    words = f"{where}: there is no profile {shown(name)}. The profiles are {', '.join(names)}"
    return ". ".join(filter(None, (words, did_you_mean(str(name), names))))


def _profiles(
    profiles: t.Any,
    default: str,
    variable: str,
    called: t.Mapping[str, str],
    with_files: bool,
    problems: list[str],
) -> tuple[dict[str, Layer], set[str]]:
    """The profiles by their names, and the names of those with which something is wrong."""
    known: dict[str, Layer] = {}
    bad = set()
    for name, given in ((str(name), _given(settings or {})) for name, settings in profiles.items()):
        known[name] = Layer({}, {})
        try:
            if not isinstance(given, t.Mapping):
                raise Problem(f"it must hold settings, not {shown(given)}")
            known[name] = without_files(given) if with_files else Layer(dict(given), {})
            check_names(known[name].settings, SECTIONS if with_files else ())
            checked(without_empty(known[name].settings))
        except Problem as problem:
            problems += [f"{called.get(name, f'The profile {name}')}: {one}" for one in problem.args]
            bad.add(name)
    if default not in known:
        problems.append(_no_profile(variable, default, known))
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
        f"{name} ({'profile ' + profile if profile else 'settings of their own'}) for {some_of(people)}"
        for name, profiles in hit.items()
        for profile, people in profiles.items()
    )


def _given(value: t.Any) -> t.Any:
    """A setting without what is null, which means not given."""
    if isinstance(value, t.Mapping):
        return {name: _given(one) for name, one in value.items() if one is not None}
    return value
