# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings paths: one row each, served by one generic GET and PUT (see api.py)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from .world import Person, World

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 256


@dataclass(frozen=True)
class Field:
    """One property: its JSON type, its default and what it may be."""

    kind: type
    default: Any = None
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    email: bool = False
    read_only: bool = False

    def fault(self, value: Any) -> str:
        """What is wrong with this value; nothing when it is fine."""
        kind: Any = type(value)
        if kind is not self.kind:  # a bool is no number here, nor is 3.0 an integer
            return f"must be a {self.kind.__name__}, not {'null' if value is None else kind.__name__}"
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        if self.low is not None and self.high is not None and not self.low <= value <= self.high:
            return f"must be between {self.low} and {self.high}"
        if self.kind is str and len(value) > LONGEST:
            return f"must not be longer than {LONGEST} characters"
        if self.email and not EMAIL.fullmatch(value):
            return "must be an e-mail address"
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
        new = _parse(self.schema, body, stored, wrong)
        if not missing and not wrong:
            wrong = [sentence for rule in self.rules if (sentence := rule(new, stored, world))]
        return new, missing, wrong


def _parse(schema: Schema, body: Settings, stored: Settings, wrong: list[str], where: str = "") -> Settings:
    """The body with defaults for what was not sent, and the read-only properties as they were."""
    wrong.extend(f"{where}{name} is not a known property" for name in body if name not in schema)
    new: Settings = {}
    for name, field in schema.items():
        value = body.get(name)
        if isinstance(field, dict):
            if name in body and not isinstance(value, dict):
                wrong.append(f"{where}{name} must be an object")
            before = stored.get(name)
            inner = value if isinstance(value, dict) else {}
            new[name] = _parse(field, inner, before if isinstance(before, dict) else {}, wrong, f"{where}{name}.")
        elif field.read_only:
            if name in body:
                wrong.append(f"{where}{name} is read-only")
            value = stored.get(name)
        elif name not in body or (field.kind is str and not field.choices and value in (None, "")):
            value = field.default
        elif fault := field.fault(value):
            wrong.append(f"{where}{name} {fault}")
        if not isinstance(field, dict) and value is not None:
            new[name] = value
    return new


def value_at(settings: Settings, path: str) -> Any:
    """The value under a dotted path."""
    value: Any = settings
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def needs(switch: str, state: Any, path: str) -> Rule:
    """While `switch` is `state`, `path` must have a value."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if value_at(new, switch) == state and not value_at(new, path):
            return f"{path} is mandatory while {switch} is {str(state).lower() if state is True else state}"
        return ""

    return rule


def uploaded(section: str) -> Rule:
    """A custom greeting must have been uploaded."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if value_at(new, f"{section}.greeting") == "CUSTOM" and not value_at(stored, f"{section}.greetingUploaded"):
            return f"{section}.greeting cannot be CUSTOM: no custom greeting was uploaded"
        return ""

    return rule


def forwarding(switch: str, state: Any) -> Rule:
    """E-mail is allowed to people only where the organization allows it."""

    def rule(new: Settings, stored: Settings, world: World) -> str:
        if value_at(new, switch) == state and not world.org_settings["voiceMessageForwardingEnabled"]:
            return f"{switch} is not available: voice message forwarding is disabled for the organization"
        return ""

    return rule


def rings(new: Settings, stored: Settings, world: World) -> str:
    """No more rings than this person's system allows."""
    most = value_at(stored, "sendUnansweredCalls.systemMaxNumberOfRings")
    if value_at(new, "sendUnansweredCalls.numberOfRings") > most:
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
TEXT, ADDRESS, FLAG = Field(str), Field(str, email=True), Field(bool, read_only=True)
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
        "notifications": {"enabled": OFF, "destination": ADDRESS},
        "transferToNumber": {"enabled": OFF, "destination": TEXT},
        "emailCopyOfMessage": {"enabled": OFF, "emailId": ADDRESS},
        "messageStorage": {
            "mwiEnabled": ON,
            "storageType": Field(str, "INTERNAL", choices=("INTERNAL", "EXTERNAL")),
            "externalEmail": ADDRESS,
        },
        "faxMessage": {"enabled": OFF, "phoneNumber": TEXT, "extension": TEXT},
        "voiceMessageForwardingEnabled": FLAG,
    },
    rules=(
        rings,
        uploaded("sendBusyCalls"),
        uploaded("sendUnansweredCalls"),
        needs("notifications.enabled", True, "notifications.destination"),
        needs("transferToNumber.enabled", True, "transferToNumber.destination"),
        needs("emailCopyOfMessage.enabled", True, "emailCopyOfMessage.emailId"),
        needs("faxMessage.enabled", True, "faxMessage.phoneNumber"),
        needs("messageStorage.storageType", "EXTERNAL", "messageStorage.externalEmail"),
        forwarding("emailCopyOfMessage.enabled", True),
        forwarding("messageStorage.storageType", "EXTERNAL"),
    ),
    first=first_voicemail,
    computed=lambda world: {
        "voiceMessageForwardingEnabled": world.org_settings["voiceMessageForwardingEnabled"],
    },
)

ORG_VOICEMAIL = Resource(
    name="org_voicemail",
    path="/telephony/config/voicemail/settings",
    read=("spark-admin:telephony_config_read", ""),
    write=("spark-admin:telephony_config_write", ""),
    required=("messageExpiryEnabled", "numberOfDaysForMessageExpiry"),
    schema={
        "messageExpiryEnabled": OFF,
        "numberOfDaysForMessageExpiry": Field(int, 14, low=1, high=180),
        "strictDeletionEnabled": OFF,
        "voiceMessageForwardingEnabled": OFF,
    },
    first=first_org_voicemail,
)

RESOURCES = (PERSON_VOICEMAIL, ORG_VOICEMAIL)
