# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings that the world starts with: far from the defaults, so that a client that loses a setting is seen."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from .fields import Settings

if TYPE_CHECKING:
    from .owners import Owner

LANGUAGES = ("en_us", "sv_se", "pt_pt", "en_gb")


def first_voicemail(rng: random.Random, owner: Owner) -> Settings:
    """A mailbox as somebody may have left it; always one that the API itself would accept."""
    number = owner.number
    address = owner.address.title() if number % 5 == 4 else owner.address  # comes back in another case
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


def first_line_voicemail(rng: random.Random, owner: Owner) -> Settings:
    """A virtual line's mailbox."""
    language = LANGUAGES[owner.number % len(LANGUAGES)]
    return {**first_voicemail(rng, owner), "announcementLanguageCode": language}


def first_org_voicemail(rng: random.Random, owner: object) -> Settings:
    """The organization's settings."""
    return {
        "messageExpiryEnabled": True,
        "numberOfDaysForMessageExpiry": 30,
        "strictDeletionEnabled": True,
        "voiceMessageForwardingEnabled": True,
    }


PASSCODES: Settings = {
    "blockRepeatedPatternsEnabled": True,
    "blockRepeatedDigits": {"enabled": True, "max": 3},
    "blockContiguousSequences": {"enabled": True, "numberOfAscendingDigits": 3, "numberOfDescendingDigits": 3},
    "length": {"min": 6, "max": 30},
}


def first_rules(rng: random.Random, owner: object) -> Settings:
    """The organization's rules for passcodes."""
    return {
        "defaultVoicemailPinRules": dict(PASSCODES),
        "defaultVoicemailPinEnabled": False,
        "expirePasscode": {"enabled": True, "numberOfDays": 100},
        "changePasscode": {"enabled": True, "numberOfDays": 1},
        "blockPreviousPasscodes": {"enabled": False, "numberOfPasscodes": 10},
    }


def first_portal_rules(rng: random.Random, owner: object) -> Settings:
    """A voice portal's rules for passcodes."""
    return {
        **PASSCODES,
        "expirePasscode": {"enabled": True, "numberOfDays": 180},
        "failedAttempts": {"enabled": True, "attempts": 3},
        "blockPreviousPasscodes": {"enabled": False, "numberOfPasscodes": 10},
        "blockUserNumberEnabled": True,
        "blockReversedUserNumberEnabled": True,
        "blockReversedOldPasscodeEnabled": False,
    }


def first_location_voicemail(rng: random.Random, owner: Owner) -> Settings:
    """A location's settings."""
    return {"voicemailTranscriptionEnabled": owner.number % 2 == 0}


def first_portal(rng: random.Random, owner: Owner) -> Settings:
    """A location's voice portal."""
    number = owner.number
    custom = {"selection": "CUSTOM_NAME", "customName": f"Voicemail {number}"}
    return {
        "id": owner.id,
        "name": f"Voice Portal {owner.name}",
        "language": "English",
        "languageCode": LANGUAGES[number % len(LANGUAGES)],
        "extension": str(90000 + number),
        **({"phoneNumber": f"+1555900{number:04d}"} if number % 2 else {}),
        "firstName": "Voice",
        "lastName": f"Portal {number}",
        "directLineCallerIdName": custom if number % 3 == 1 else {"selection": "DISPLAY_NAME"},
        "dialByName": f"Voice Portal {number}",
    }


def first_group(rng: random.Random, owner: Owner) -> Settings:
    """A voicemail group."""
    number, mail = owner.number, owner.address
    box: dict[str, Any] = {"storageType": "EXTERNAL", "externalEmail": mail} if number % 3 == 1 else {}
    return {
        "name": owner.name,
        "extension": str(60000 + number),
        **({"phoneNumber": f"+1555600{number % 10000:04d}"} if number % 2 else {}),
        "firstName": owner.name,
        "lastName": "Mailbox",
        "enabled": number % 4 != 2,
        "languageCode": LANGUAGES[number % len(LANGUAGES)],
        "greeting": "CUSTOM" if number % 4 == 1 else "DEFAULT",
        "greetingUploaded": number % 4 in (1, 2),
        **({"greetingDescription": "greeting.wav"} if number % 4 in (1, 2) else {}),
        "messageStorage": box or {"storageType": "INTERNAL"},
        "notifications": {"enabled": number % 2 == 0, "destination": mail},
        "faxMessage": {"enabled": False},
        "transferToNumber": {"enabled": number % 3 == 0, "destination": "+14085550100"},
        "emailCopyOfMessage": {"enabled": number % 3 == 2, "emailId": mail},
        "directLineCallerIdName": {"selection": "DISPLAY_NAME"},
        "dialByName": f"{owner.name} Mailbox",
        "timeZone": "Europe/Stockholm",
    }
