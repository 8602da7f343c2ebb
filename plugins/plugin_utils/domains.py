# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""To which domains people's messages may go: those of their own addresses, and those that are allowed."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._errors import some_of
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, shown, type_name
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES

ANY = "*"

_OWN_ADDRESS = "{email}"
_DOMAIN = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
# By the field that holds an address, the one that says whether messages go there, and with which value.
_SWITCHES = {
    field: (rule.field, rule.value)
    for rule in PERSON_VOICEMAIL.rules
    if isinstance(rule, RequiredIf)
    for field in rule.needed
    if LEAVES[field].normalize is normalize_email
}


class Domains(t.NamedTuple):
    """The domains that are I(allowed) beside everyone's own, in the I(variable) of that name; and the I(addresses) of those who are
    named by an ID and were looked up."""

    variable: str
    allowed: frozenset[str]
    addresses: t.Mapping[str, t.Sequence[str]]


def allowed_domains(variable: str, given: t.Any) -> frozenset[str]:
    """The domains that are I(given) in the I(variable), in a list or in a text.

    @raise Problem: they are none.
    """
    listed = re.split(r"[\s,;]+", given) if isinstance(given, str) else given or ()
    if not isinstance(listed, (list, tuple)):
        raise Problem(f"{variable} must be a list of domains, not {shown(given)} ({type_name(given)})")
    found = frozenset(str(one).strip().lower() for one in listed) - {""}
    wrong = [shown(one) for one in sorted(found) if one != ANY and not _DOMAIN.fullmatch(one)]
    if wrong:
        raise Problem(
            f"{variable} must hold domains, such as example.com, or {ANY} for any domain, not {some_of(wrong)}"
        )
    return found


def check_domains(
    everyone: t.Iterable[tuple[str, str, Json]], domains: Domains | None, problems: list[str]
) -> list[str]:
    """Find out whether somebody's messages would go to another domain, and add each such address to the I(problems). For each of
    I(everyone) there are the name or ID, what to call them, and the settings. Returned is who must be looked up before that can be
    said. Without I(domains) all are allowed."""
    if domains is None:
        return []
    outside: dict[str, list[str]] = {}
    unknown: list[str] = []
    for person, name, settings in everyone:
        others = [one for one in _recipients(settings) if not {ANY, _domain(one)} & domains.allowed]
        own = [person] if "@" in person else domains.addresses.get(person)
        if others and own is None:
            unknown.append(person)
            continue
        for address in dict.fromkeys(map(normalize_email, others)):
            if _domain(address) not in map(_domain, own or ()):
                outside.setdefault(address, []).append(name)
    for address, names in outside.items():
        problems.append(
            f"{shown(address)} would get messages of {shown(some_of(names))}, and is at another domain: correct it, or allow "
            f"{shown(_domain(address))} in {domains.variable}"
        )
    return unknown


def _recipients(settings: Json) -> t.Iterator[str]:
    """The addresses to which the settings would send messages, or may, but for the person's own."""
    for field, (switch, value) in _SWITCHES.items():
        address = get(settings, field)
        if address and not address.endswith(_OWN_ADDRESS) and get(settings, switch) in (None, value):
            yield address


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
