# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variants: ways in which the service may answer otherwise than its description says, as named switches.

What a switch does to a body is in `fields.py` (which asks for it by name), what to a list in `pages.py`, what to a licence in
`api.py`; everything else of it is in its row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .fields import Field, Schema, Settings, is_on

Answering = Callable[[Schema, Settings], Settings]


class Refusal(NamedTuple):
    """How the API says that somebody has no voicemail; `{id}` and `{org}` in the words."""

    status: int
    words: str
    code: int | None = None


@dataclass(frozen=True)
class Switch:
    """One way to answer otherwise; only what is given differs."""

    help: str
    first: Mapping[str, Settings] = field(default_factory=dict)  # by resource: a patch on what the world starts with
    answer: Answering | None = None  # what becomes of the settings that a GET shows
    unlicensed: Refusal | None = None  # for a person without a licence
    pending: Refusal | None = None  # for a person whose invitation is pending
    state: Mapping[str, Any] = field(default_factory=dict)  # attributes of the emulator
    faults: tuple[Mapping[str, Any], ...] = ()


def is_text(one: Field | Schema) -> bool:
    """Whether this is a property that takes any text, or a text of a form."""
    return isinstance(one, Field) and one.kind is str and not one.choices


def each(change: Callable[[Field, Settings, str], None]) -> Answering:
    """Apply a change to each property of each section."""

    def answer(schema: Schema, settings: Settings) -> Settings:
        shown = dict(settings)
        for name, one in schema.items():
            if not isinstance(one, dict):
                change(one, shown, name)
            elif name in shown:
                shown[name] = answer(one, shown[name])
        return shown

    return answer


def nulls(schema: Schema, settings: Settings) -> Settings:
    """Whatever was never set is null, in sections that were never set, too."""
    inner = {name: nulls(one, settings.get(name, {})) for name, one in schema.items() if isinstance(one, dict)}
    unset = [name for name, one in schema.items() if isinstance(one, dict) or not one.newer]
    return {**dict.fromkeys(unset), **settings, **inner}


def forwarding(change: Callable[[Settings], Any]) -> Answering:
    """Change the property of a person's answer that the description does not explain."""

    def answer(schema: Schema, settings: Settings) -> Settings:
        shown, one = dict(settings), schema.get("voiceMessageForwardingEnabled")
        if isinstance(one, Field) and one.read_only:
            change(shown)
        return shown

    return answer


def empty_texts(one: Field, settings: Settings, name: str) -> None:
    if is_text(one):
        settings.setdefault(name, "")


def numbers(one: Field, settings: Settings, name: str) -> None:
    if one.number and str(settings.get(name, "")).isdigit():
        settings[name] = int(settings[name])


def group_numbers(schema: Schema, settings: Settings) -> Settings:
    return each(numbers)(schema, settings) if "greetingDescription" in schema else settings


def title_case(one: Field, settings: Settings, name: str) -> None:
    if one.email and settings.get(name):
        settings[name] = settings[name].title()


def hidden_texts(schema: Schema, settings: Settings) -> Settings:
    """Texts are not there in sections that are off."""
    shown = dict(settings)
    for name, section in schema.items():
        if isinstance(section, dict) and name in shown and not is_on(shown[name]):
            shown[name] = {
                inner: value
                for inner, value in shown[name].items()
                if inner not in section or not is_text(section[inner])
            }
    return shown


def audio_files(schema: Schema, settings: Settings) -> Settings:
    """What was uploaded is named in each section."""
    return {
        name: {**value, "audioFile": {"name": "greeting.wav", "mediaType": "WAV"}}
        if isinstance(value, dict) and value.get("greetingUploaded") and isinstance(schema.get(name), dict)
        else value
        for name, value in settings.items()
    }


def portal_rules(change: Callable[[Settings], Settings | None]) -> Answering:
    """Change the days after which a voice portal's passcode expires."""

    def answer(schema: Schema, settings: Settings) -> Settings:
        if "failedAttempts" not in schema:
            return settings
        others = {name: value for name, value in settings.items() if name != "expirePasscode"}
        changed = change(settings.get("expirePasscode", {}))
        return others if changed is None else {**others, "expirePasscode": changed}

    return answer


EXTRAS: Mapping[str, Settings] = {
    "voicemail": {
        "notifications": {"pushEnabled": True},
        "sendBusyCalls": {"audioFile": {"name": "busy.wav", "mediaType": "WAV"}},
        "nobodyKnowsThis": {"enabled": True, "words": ["a", "b"]},
    },
    "org_voicemail": {"voicePortalAccessVMDepositEnabled": True, "nobodyKnowsThat": 7},
    "voicemail_group": {"nobodyKnowsThis": [1]},
    "voice_portal": {"nobodyKnowsThis": [1]},
}
NOT_FOUND = "User not found: {id}"

SWITCHES: dict[str, Switch] = {
    "missing": Switch(
        "sections and values that were never set are missing in answers",
        first={
            "voicemail": {
                "sendAllCalls": None,
                "sendBusyCalls": {"greeting": None},
                "sendUnansweredCalls": {"systemMaxNumberOfRings": None},
                "transferToNumber": None,
                "messageStorage": None,
                "faxMessage": None,
            },
            "org_voicemail": {"strictDeletionEnabled": None, "voiceMessageForwardingEnabled": None},
            "rules": {"changePasscode": None},
            "voice_portal": {"directLineCallerIdName": None, "firstName": None, "lastName": None},
            "voicemail_group": {"transferToNumber": None, "faxMessage": None, "directLineCallerIdName": None},
        },
    ),
    "nulls": Switch(
        "texts, flags and numbers that were never set are null in answers, and nulls are refused in a PUT as ever",
        first={
            "voicemail": {
                "sendBusyCalls": {"greetingUploaded": None},
                "sendUnansweredCalls": {"numberOfRings": None, "systemMaxNumberOfRings": None},
                "messageStorage": {"mwiEnabled": None},
                "faxMessage": None,
            },
            "org_voicemail": {"strictDeletionEnabled": None},
            "rules": {"changePasscode": {"numberOfDays": None}},
            "voice_portal": {"directLineCallerIdName": None, "lastName": None},
            "voicemail_group": {"faxMessage": None, "directLineCallerIdName": {"selection": None}, "lastName": None},
        },
        answer=nulls,
    ),
    "forwarding-false": Switch(
        "a person's voiceMessageForwardingEnabled is false, whatever the organization's is",
        answer=forwarding(lambda settings: settings.update(voiceMessageForwardingEnabled=False)),
    ),
    "forwarding-absent": Switch(
        "a person's voiceMessageForwardingEnabled is not there",
        answer=forwarding(lambda settings: settings.pop("voiceMessageForwardingEnabled", None)),
    ),
    "extras-taken": Switch(
        "answers carry properties that the description does not have; a PUT takes them, and one without them removes them",
        first=EXTRAS,
    ),
    "extras-refused": Switch(
        "answers carry properties that the description does not have; a PUT with them is refused, naming them",
        first=EXTRAS,
    ),
    "broken-rules": Switch(
        "what is stored breaks rules, and a PUT may leave it so",
        first={
            "voicemail": {
                "sendBusyCalls": {"greeting": "CUSTOM", "greetingUploaded": False},
                "sendUnansweredCalls": {"numberOfRings": 18, "systemMaxNumberOfRings": 10},
                "notifications": {"enabled": True, "destination": None},
                "transferToNumber": {"enabled": True, "destination": None},
                "emailCopyOfMessage": {"enabled": True, "emailId": None},
                "messageStorage": {"storageType": "EXTERNAL", "externalEmail": None},
                "faxMessage": {"enabled": True, "phoneNumber": None},
            },
            "voice_portal": {"directLineCallerIdName": {"selection": "CUSTOM_NAME", "customName": None}},
            "voicemail_group": {
                "notifications": {"enabled": True, "destination": None},
                "faxMessage": {"enabled": True, "phoneNumber": None},
            },
        },
    ),
    "hidden-texts": Switch(
        "texts are not in answers while their switch is off, and kept where a PUT has none", answer=hidden_texts
    ),
    "cleared-stored": Switch("a text that is not set is '' in answers", answer=each(empty_texts)),
    "cleared-refused": Switch("'' is refused in a PUT; a text is cleared by leaving it out"),
    "email-case": Switch("e-mail addresses come back in another case", answer=each(title_case)),
    "numbers": Switch("a voicemail group's extensions are numbers in its details", answer=group_numbers),
    "merges": Switch("what a PUT leaves out stays as it is"),
    "401-organization": Switch(
        "people without voicemail are answered 401: no access to their organization; the token is fine",
        unlicensed=Refusal(401, "The caller does not have access to OrgId {org}"),
        pending=Refusal(401, "The caller does not have access to OrgId {org}"),
    ),
    "403-person": Switch(
        "people without voicemail are answered 403; the token is fine",
        unlicensed=Refusal(403, "The request is understood, but it is refused for {id}"),
        pending=Refusal(403, "The request is understood, but it is refused for {id}"),
    ),
    "404-person": Switch(
        "people without voicemail are answered 404, with the errorCodes 4008 and 4003",
        unlicensed=Refusal(404, NOT_FOUND, 4008),
        pending=Refusal(404, NOT_FOUND, 4003),
    ),
    "405-write": Switch("people without voicemail can be read; a write is answered 405"),
    "audio-file": Switch(
        "answers name the greeting that was uploaded (audioFile); a PUT may have it, and need not", answer=audio_files
    ),
    "portal-rules-days": Switch(
        "a voice portal's rules tell days, not numberOfDays, of expirePasscode",
        answer=portal_rules(lambda section: {"enabled": section["enabled"], "days": section["numberOfDays"]}),
    ),
    "portal-rules-missing": Switch(
        "a voice portal's rules have no expirePasscode", answer=portal_rules(lambda section: None)
    ),
    "groups-lag": Switch(
        "lists have a new voicemail group after some seconds, and one at the border of pages twice or not at all"
    ),
    "links-missing": Switch(
        "the lists of workspaces and of voicemail groups, whose description has no Link header, have none"
    ),
    "links-relative": Switch("the Link header of a list names the next page relative to this one"),
    "ids-padded": Switch("lists have IDs with their padding"),
    "stale": Switch("the first GET after a write shows what was before; POST settle, or settle(), ends that"),
    "retry-after-5": Switch(
        "Retry-After is 5 seconds, at a limit of 3,000 requests a minute", state={"limit": 3000, "retry_after": 5}
    ),
    "limit-100": Switch("100 requests a minute, a minute's worth at once", state={"limit": 100, "burst": 100}),
    "limit-300": Switch("300 requests a minute, a minute's worth at once", state={"limit": 300, "burst": 300}),
    "limited-minting": Switch(
        "a token is not minted at the first try: 429, Retry-After 1",
        faults=({"kind": "status", "match": {"path": "^/access_token$"}, "times": 1, "status": 429, "retry_after": 1},),
    ),
}


def known(names: Iterable[str]) -> dict[str, Switch]:
    """The switches of these names, in the order of the table.

    A ValueError where one is unknown.
    """
    wanted = set(names)
    if unknown := wanted - set(SWITCHES):
        raise ValueError(f"unknown variants {', '.join(sorted(unknown))}; known: {', '.join(SWITCHES)}")
    return {name: switch for name, switch in SWITCHES.items() if name in wanted}
