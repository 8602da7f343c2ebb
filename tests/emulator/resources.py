# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: a declaration each, served by one generic GET and PUT (see api.py); mailboxes are in mailboxes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import first
from .fields import (
    ADDRESS,
    CLEARED,
    FLAG,
    GREETING,
    NUMBER,
    OFF,
    PHONE_NUMBER,
    STORAGE,
    TEXT,
    TOLD,
    TOLD_NUMBER,
    Field,
    Schema,
    Settings,
)
from .ids import uuid_of
from .mailboxes import FAX, MAILBOXES, PERSON_VOICEMAIL, STORED_OUTSIDE, TRANSFER
from .resource import CALLING_READ, CALLING_WRITE, NOBODY, Resource
from .rules import default_pin, dial_by_name, free_numbers, needs, same, uploaded

if TYPE_CHECKING:
    from .owners import Owner
    from .world import World

__all__ = ["MAILBOXES", "PERSON_VOICEMAIL", "RESOURCES"]

CALLER_ID: Schema = {
    "selection": Field(str, "DISPLAY_NAME", choices=("CUSTOM_NAME", "DISPLAY_NAME")),
    "customName": CLEARED,
}
NAMED = needs("directLineCallerIdName.selection", "CUSTOM_NAME", "directLineCallerIdName.customName")
ORG_VOICEMAIL = Resource(
    name="org_voicemail",
    path="/telephony/config/voicemail/settings",
    read=CALLING_READ,
    write=CALLING_WRITE,
    # The description requires messageExpiryEnabled and numberOfDaysForMessageExpiry; the service keeps what is not sent.
    schema={
        "messageExpiryEnabled": Field(bool, False, kept=True),
        "numberOfDaysForMessageExpiry": Field(int, 14, low=1, high=180, kept=True),
        "strictDeletionEnabled": OFF,
        "voiceMessageForwardingEnabled": OFF,
        "voicePortalAccessVMDepositEnabled": Field(bool, newer=True),
    },
    first=first.first_org_voicemail,
)

PASSCODE_RULES: Schema = {
    "blockRepeatedPatternsEnabled": FLAG,
    "blockRepeatedDigits": {"enabled": FLAG, "max": TOLD_NUMBER},
    "blockContiguousSequences": {
        "enabled": FLAG,
        "numberOfAscendingDigits": TOLD_NUMBER,
        "numberOfDescendingDigits": TOLD_NUMBER,
    },
    "length": {"min": TOLD_NUMBER, "max": TOLD_NUMBER},
}


def pin_enabled(settings: Settings, world: World, owner: object) -> Settings:
    """What is written at the top is read among the rules."""
    told = {"defaultVoicemailPinEnabled": settings.get("defaultVoicemailPinEnabled")}
    return {"defaultVoicemailPinRules": {**settings.get("defaultVoicemailPinRules", {}), **told}}


ORG_VOICEMAIL_RULES = Resource(
    name="rules",
    path="/telephony/config/voicemail/rules",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        "defaultVoicemailPinEnabled": Field(bool, False, write_only=True),
        "defaultVoicemailPin": Field(str, write_only=True),
        "defaultVoicemailPinRules": PASSCODE_RULES,
        # 15 to 180 days where it is read and in the help, 15 to 100 on the page of the PUT.
        "expirePasscode": {"enabled": OFF, "numberOfDays": Field(int, 180, low=15, high=180)},
        "changePasscode": {"enabled": OFF, "numberOfDays": Field(int, 1, low=1, high=7)},
        "blockPreviousPasscodes": {"enabled": OFF, "numberOfPasscodes": Field(int, 10, low=1, high=10)},
    },
    rules=(default_pin,),
    first=first.first_rules,
    computed=pin_enabled,
    passcode="defaultVoicemailPin",
)

LOCATION_VOICEMAIL = Resource(
    name="location_voicemail",
    path="/telephony/config/locations/{location}/voicemail",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={"voicemailTranscriptionEnabled": OFF},
    required=("voicemailTranscriptionEnabled",),
    first=first.first_location_voicemail,
)

VOICE_PORTAL = Resource(
    name="voice_portal",
    path="/telephony/config/locations/{location}/voicePortal",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        "id": TOLD,
        "name": Field(str, kept=True),
        "language": TOLD,
        "languageCode": Field(str, kept=True),
        "extension": Field(str, kept=True, number=True),
        "phoneNumber": PHONE_NUMBER,
        "firstName": TEXT,
        "lastName": TEXT,
        "passcode": {
            "newPasscode": Field(str, write_only=True),
            "confirmPasscode": Field(str, write_only=True),
        },
        "directLineCallerIdName": CALLER_ID,
        "dialByName": CLEARED,
    },
    rules=(same("passcode.newPasscode", "passcode.confirmPasscode"), NAMED, dial_by_name, free_numbers),
    first=first.first_portal,
    passcode="passcode.newPasscode",
)

PORTAL_PASSCODE_RULES = Resource(
    name="passcode_rules",
    path="/telephony/config/locations/{location}/voicePortal/passcodeRules",
    read=CALLING_READ,
    write=NOBODY,
    schema={
        **PASSCODE_RULES,
        "expirePasscode": {"enabled": FLAG, "numberOfDays": TOLD_NUMBER},
        "failedAttempts": {"enabled": FLAG, "attempts": TOLD_NUMBER},
        "blockPreviousPasscodes": {"enabled": FLAG, "numberOfPasscodes": TOLD_NUMBER},
        "blockUserNumberEnabled": FLAG,
        "blockReversedUserNumberEnabled": FLAG,
        "blockReversedOldPasscodeEnabled": FLAG,
    },
    first=first.first_portal_rules,
)


def group_told(settings: Settings, world: World, owner: Owner) -> Settings:
    """What a group's detail tells beside its settings; its ID is the bare UUID here."""
    prefix = world.routing_prefix(owner.location_id)
    return {
        "id": uuid_of(owner.id),
        "routingPrefix": prefix,
        "esn": prefix + settings.get("extension", ""),
        "tollFreeNumber": "false",
        "voiceMessageForwardingEnabled": world.forwarding,
    }


VOICEMAIL_GROUP = Resource(
    name="voicemail_group",
    path="/telephony/config/locations/{location}/voicemailGroups/{group}",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        **{name: TOLD for name in ("id", "routingPrefix", "esn", "tollFreeNumber")},
        "name": Field(str, kept=True),
        "extension": Field(str, kept=True, number=True),
        "phoneNumber": PHONE_NUMBER,
        "firstName": TEXT,
        "lastName": TEXT,
        "enabled": Field(bool, True),
        "passcode": Field(str, number=True, write_only=True),
        "languageCode": Field(str, kept=True),
        "greeting": GREETING,
        "greetingUploaded": FLAG,
        "greetingDescription": TEXT,
        "messageStorage": {"storageType": STORAGE, "externalEmail": ADDRESS},
        "notifications": {"enabled": OFF, "destination": ADDRESS},
        "faxMessage": {"enabled": OFF, "phoneNumber": PHONE_NUMBER, "extension": NUMBER},
        "transferToNumber": {"enabled": OFF, "destination": PHONE_NUMBER},
        "emailCopyOfMessage": {"enabled": OFF, "emailId": ADDRESS},
        "voiceMessageForwardingEnabled": FLAG,
        "directLineCallerIdName": CALLER_ID,
        "dialByName": CLEARED,
        "timeZone": Field(str, kept=True, newer=True),
    },
    mandatory=(
        *("name", "extension", "passcode", "languageCode", "messageStorage", "notifications", "faxMessage"),
        *("transferToNumber", "emailCopyOfMessage"),
    ),
    rules=(
        uploaded("greeting", "greetingUploaded"),
        needs("greeting", "CUSTOM", "greetingDescription"),
        needs("notifications.enabled", True, "notifications.destination"),
        TRANSFER,
        FAX,
        *STORED_OUTSIDE,
        NAMED,
        dial_by_name,
        free_numbers,
    ),
    first=first.first_group,
    fresh={"greetingUploaded": False, "timeZone": "Europe/Stockholm"},
    computed=group_told,
    passcode="passcode",
)

RESOURCES = (
    *MAILBOXES.values(),
    ORG_VOICEMAIL,
    ORG_VOICEMAIL_RULES,
    LOCATION_VOICEMAIL,
    VOICE_PORTAL,
    PORTAL_PASSCODE_RULES,
    VOICEMAIL_GROUP,
)
