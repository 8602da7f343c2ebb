# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings paths: one row each, served by one generic GET and PUT (see api.py)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from .world import Person, World

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(?=.*\d)\+?[\d .()*#-]+")
SPARSE = {"missing", "nulls"}  # variant_sets in which what was never set stays so until a PUT has it


class Unforeseen(str):
    """What is wrong with a body, where a client that keeps to the description could not know it."""


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
    kept: bool = False  # by a PUT without it
    newer: bool = False  # than the description: some services know it, and some refuse it

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


Schema = dict[str, Union[Field, "Schema"]]
Settings = dict[str, Any]
Rule = Callable[[Settings, Settings, "World"], str]  # (new, stored, world) -> what is wrong, or nothing


@dataclass(frozen=True)
class Resource:
    """A settings path of a person (`{person}` in it) or of the organization."""

    name: str
    path: str
    read: tuple[str, str]  # the administrator's scope, and a person's own (or nothing)
    write: tuple[str, str]
    schema: Schema
    required: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    first: Callable[[random.Random, Any], Settings] | None = None  # what the world starts with; or the defaults
    computed: Callable[[World], Settings] | None = None  # read-only properties that come from elsewhere

    def parse(self, body: Settings, stored: Settings, world: World) -> tuple[Settings, list[str], list[str]]:
        """A PUT's body as what will be stored; required properties that are missing; everything else that is wrong."""
        missing = [name for name in self.required if name not in body]
        wrong: list[str] = []
        new = _parse(self.schema, body, stored, wrong, world.variants)
        if not missing and not wrong:
            for rule in self.rules:
                if sentence := rule(new, stored, world):
                    before = rule(stored, stored, world)  # what was wrong before is no fault of the client's
                    if not (before and "broken-rules" in world.variants):
                        wrong.append(Unforeseen(sentence) if before else sentence)
        return new, missing, wrong


def switched_on(section: Settings) -> bool:
    """Whether what a section is about is on."""
    return bool(section.get("enabled")) or section.get("storageType") == "EXTERNAL"


def _parse(
    schema: Schema, body: Settings, stored: Settings, wrong: list[str], variants: Collection[str], where: str = ""
) -> Settings:
    """The body with defaults for what was not sent, and the read-only properties as they were."""
    new = _parse_others(schema, body, stored, wrong, variants, where)
    hidden = "hidden-texts" in variants and not switched_on(stored)
    for name, field in schema.items():
        value = body.get(name)
        if isinstance(field, dict):
            if name in body and not isinstance(value, dict):
                wrong.append(f"{where}{name} must be an object")
            if name in body or name in stored or not SPARSE & set(variants):
                inner, before = (one if isinstance(one, dict) else {} for one in (value, stored.get(name)))
                new[name] = _parse(field, inner, before, wrong, variants, f"{where}{name}.")
            continue
        if field.read_only:
            if name in body:
                wrong.append(f"{where}{name} is read-only")
            value = stored.get(name)
        elif field.newer and name in body and "extras-refused" in variants:
            wrong.append(Unforeseen(f"{where}{name} is not a known property"))
        elif name not in body:
            kept = field.kept or "merges" in variants or (field.newer and "extras-refused" in variants)
            kept = kept or (hidden and field.kind is str and not field.choices)
            unset = name not in stored and SPARSE & set(variants)
            value = stored.get(name) if kept or unset else field.default
        elif value == "" and field.kind is str and not field.choices:
            if "cleared-refused" in variants:
                wrong.append(Unforeseen(f"{where}{name} must not be empty"))
            value = None
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
        elif name not in schema:
            words = f"{where}{name} is not a known property"
            wrong.append(Unforeseen(words) if name in others else words)
    return kept


def value_at(settings: Settings, path: str) -> Any:
    """The value under a dotted path."""
    value: Any = settings
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def needs(switch: str, state: Any, path: str, *instead: str) -> Rule:
    """While `switch` is `state`, `path` must have a value, or one of those that do instead."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if value_at(new, switch) == state and not any(value_at(new, one) for one in (path, *instead)):
            return f"{path} is mandatory while {switch} is {str(state).lower() if state is True else state}"
        return ""

    return rule


def uploaded(section: str) -> Rule:
    """A custom greeting must have been uploaded."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if (
            value_at(new, f"{section}.greeting") == "CUSTOM"
            and value_at(stored, f"{section}.greetingUploaded") is False
        ):
            return f"{section}.greeting cannot be CUSTOM: no custom greeting was uploaded"
        return ""

    return rule


def forwarding(switch: str, state: Any) -> Rule:
    """E-mail is allowed to people only where the organization allows it."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if value_at(new, switch) == state and not world.forwarding:
            return f"{switch} is not available: voice message forwarding is disabled for the organization"
        return ""

    return rule


def rings(new: Settings, stored: Settings, world: World) -> str:
    """No more rings than this person's system allows."""
    most = value_at(stored, "sendUnansweredCalls.systemMaxNumberOfRings")
    wanted = value_at(new, "sendUnansweredCalls.numberOfRings")
    if most is not None and wanted is not None and wanted > most:
        return f"sendUnansweredCalls.numberOfRings must not be above systemMaxNumberOfRings ({most})"
    return ""


def first_voicemail(rng: random.Random, person: Person) -> Settings:
    """A mailbox as somebody may have left it; always one that the API itself would accept."""
    number = person.number
    address = person.email.title() if number % 5 == 4 else person.email  # comes back in another case
    phone = f"+1 408-555-{number % 10000:04d}"

    def often(chance: float) -> bool:
        return rng.random() < chance

    def optional(switch: str, name: str, value: str, chance: float) -> Settings:
        known = often(chance)  # otherwise it was never set, and so it is missing
        return {switch: known and often(0.5), **({name: value} if known else {})}

    def greeting(has_file: bool) -> Settings:
        custom = has_file and often(0.5)
        return {"greeting": "CUSTOM" if custom else "DEFAULT", "greetingUploaded": has_file}

    most = 15 if number % 4 == 3 else 20
    external = optional("enabled", "externalEmail", f"mailbox.{address}", 0.4)
    return {
        "enabled": often(0.8),
        "sendAllCalls": {"enabled": often(0.2)},
        "sendBusyCalls": {"enabled": often(0.5), **greeting(number % 3 == 1)},
        "sendUnansweredCalls": {
            "enabled": often(0.7),
            **greeting(number % 3 == 2),
            "numberOfRings": rng.randint(2, most),
            "systemMaxNumberOfRings": most,
        },
        "notifications": optional("enabled", "destination", address, 0.6),
        "transferToNumber": optional("enabled", "destination", phone, 0.5),
        "emailCopyOfMessage": optional("enabled", "emailId", address, 0.7),
        "messageStorage": {
            "mwiEnabled": often(0.5),
            "storageType": "EXTERNAL" if external.pop("enabled") else "INTERNAL",
            **external,
        },
        "faxMessage": {
            **optional("enabled", "phoneNumber", phone, 0.4),
            **({"extension": str(7000 + number % 1000)} if often(0.3) else {}),
        },
    }


def first_org_voicemail(rng: random.Random, owner: object) -> Settings:
    """Far from the defaults, so that a client that loses a setting is seen."""
    return {
        "messageExpiryEnabled": True,
        "numberOfDaysForMessageExpiry": 30,
        "strictDeletionEnabled": True,
        "voiceMessageForwardingEnabled": True,
    }


ON, OFF = Field(bool, True), Field(bool, False)
TEXT, PHONE_NUMBER, ADDRESS = Field(str), Field(str, phone=True), Field(str, email=True)
FLAG = Field(bool, read_only=True)
GREETING = Field(str, "DEFAULT", choices=("DEFAULT", "CUSTOM"))

PERSON_VOICEMAIL = Resource(
    name="voicemail",
    path="/people/{person}/features/voicemail",
    read=("spark-admin:people_read", "spark:people_read"),
    write=("spark-admin:people_write", "spark:people_write"),
    required=("notifications", "transferToNumber"),
    schema={
        "enabled": OFF,
        "sendAllCalls": {"enabled": OFF},
        "sendBusyCalls": {"enabled": OFF, "greeting": GREETING, "greetingUploaded": FLAG},
        "sendUnansweredCalls": {
            "enabled": OFF,
            "greeting": GREETING,
            "greetingUploaded": FLAG,
            "numberOfRings": Field(int, 3, low=2, high=20),
            "systemMaxNumberOfRings": Field(int, read_only=True),
        },
        "notifications": {
            "enabled": OFF,
            "destination": ADDRESS,
            "smsDestination": Field(str, phone=True, newer=True),
        },
        "transferToNumber": {"enabled": OFF, "destination": PHONE_NUMBER},
        "emailCopyOfMessage": {"enabled": OFF, "emailId": ADDRESS},
        "messageStorage": {
            "mwiEnabled": ON,
            "storageType": Field(str, "INTERNAL", choices=("INTERNAL", "EXTERNAL")),
            "externalEmail": ADDRESS,
        },
        "faxMessage": {"enabled": OFF, "phoneNumber": PHONE_NUMBER, "extension": TEXT},
        "voiceMessageForwardingEnabled": FLAG,
    },
    rules=(
        rings,
        uploaded("sendBusyCalls"),
        uploaded("sendUnansweredCalls"),
        needs("notifications.enabled", True, "notifications.destination", "notifications.smsDestination"),
        needs("transferToNumber.enabled", True, "transferToNumber.destination"),
        needs("emailCopyOfMessage.enabled", True, "emailCopyOfMessage.emailId"),
        needs("faxMessage.enabled", True, "faxMessage.phoneNumber"),
        needs("messageStorage.storageType", "EXTERNAL", "messageStorage.externalEmail"),
        forwarding("emailCopyOfMessage.enabled", True),
        forwarding("messageStorage.storageType", "EXTERNAL"),
    ),
    first=first_voicemail,
    computed=lambda world: {"voiceMessageForwardingEnabled": world.forwarding},
)

ORG_VOICEMAIL = Resource(
    name="org_voicemail",
    path="/telephony/config/voicemail/settings",
    read=("spark-admin:telephony_config_read", ""),
    write=("spark-admin:telephony_config_write", ""),
    # The description requires messageExpiryEnabled and numberOfDaysForMessageExpiry; the service keeps what is not sent.
    schema={
        "messageExpiryEnabled": Field(bool, False, kept=True),
        "numberOfDaysForMessageExpiry": Field(int, 14, low=1, high=180, kept=True),
        "strictDeletionEnabled": OFF,
        "voiceMessageForwardingEnabled": OFF,
        "voicePortalAccessVMDepositEnabled": Field(bool, newer=True),
    },
    first=first_org_voicemail,
)

RESOURCES = (PERSON_VOICEMAIL, ORG_VOICEMAIL)
