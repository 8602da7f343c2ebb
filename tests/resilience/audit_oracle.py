# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit by the shipped policies must find: computed from what the emulator has stored, in the API's words, without the collection."""

from __future__ import annotations

import re
import typing as t
from collections import Counter

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES, VOICEMAIL_GROUP

Settings = dict[str, t.Any]
# Policy, kind, location, name, field.
Found = tuple[str, str, str, str, str]
KINDS = {"person": "person", "workspace": "workspace", "virtual_line": "virtual_line", "group": "voicemail_group"}


def expected(emulator: Emulator) -> Counter[Found]:
    """The findings that there must be, and no other."""
    world = emulator.world
    names = {one.id: one.name for one in world.locations}
    domains = {one.email.rpartition("@")[2] for one in world.people if one.licensed}
    found: Counter[Found] = Counter()
    for one in (*world.people, *world.workspaces, *world.virtual_lines, *world.groups):
        if not one.licensed or not getattr(one, "calling", True):
            continue
        own = {one.email.rpartition("@")[2]} if one.kind == "person" else domains
        settings = world.settings(VOICEMAIL_GROUP, one) if one.kind == "group" else world.voicemail(one)
        for policy, field in deviations(settings, own, one.kind):
            name = re.sub(r"\s+", " ", one.name)
            found[policy, KINDS[one.kind], re.sub(r"\s+", " ", names[one.location_id]), name, field] += 1
    for policy, field in of_rules(world.settings(ORG_VOICEMAIL_RULES)):
        found[policy, "rules", "", "set of rules", field] += 1
    return found


def deviations(box: Settings, own: set[str], kind: str) -> t.Iterator[tuple[str, str]]:
    """What deviates in one mailbox."""
    copy, told, storage = (box.get(name) or {} for name in ("emailCopyOfMessage", "notifications", "messageStorage"))
    for field, is_on, address in (
        ("email_copy_of_message.email_id", copy.get("enabled"), copy.get("emailId")),
        ("notifications.destination", told.get("enabled"), told.get("destination")),
        ("message_storage.external_email", storage.get("storageType") == "EXTERNAL", storage.get("externalEmail")),
    ):
        if is_on and address and address.lower().rpartition("@")[2] not in own:
            yield "messages-outside", field
    if storage.get("storageType") == "EXTERNAL":
        yield "external-mailbox", "message_storage.storage_type"
    elif box["enabled"] and not (storage.get("mwiEnabled") or told.get("enabled") or copy.get("enabled")):
        yield "nobody-is-told", "enabled"
    transfer = box.get("transferToNumber") or {}
    number = re.sub(r"[ ().-]", "", transfer.get("destination") or "")
    if transfer.get("enabled") and not (number.isdigit() and len(number) <= 6) and number:
        yield "transfer-outside", "transfer_to_number.destination"
    if kind == "group":
        return
    if box["sendAllCalls"]["enabled"]:
        yield "all-calls-to-voicemail", "send_all_calls.enabled"
    rings = box["sendUnansweredCalls"]
    if rings["enabled"] and rings["numberOfRings"] > 8:
        yield "many-rings", "send_unanswered_calls.number_of_rings"


def of_rules(rules: Settings) -> t.Iterator[tuple[str, str]]:
    """What deviates in the organization's rules for passcodes."""
    pin, above = rules["defaultVoicemailPinRules"], "default_voicemail_pin_rules."
    if pin["length"]["min"] < 6:
        yield "pin-length", above + "length.min"
    repeated = pin["blockRepeatedDigits"]
    if not repeated["enabled"]:
        yield "pin-patterns", above + "block_repeated_digits.enabled"
    elif repeated["max"] > 3:
        yield "pin-repetitions", above + "block_repeated_digits.max"
    if not rules["expirePasscode"]["enabled"]:
        yield "pin-expires", "expire_passcode.enabled"


def found_in(findings: t.Iterable[Settings]) -> Counter[Found]:
    """The findings of a report, as they are expected. What tells two of the same name is left out."""
    names = ((one, re.sub(r" \((\d+|Y2lz[\w-]+)\)$", "", one["key"])) for one in findings)
    return Counter((one["policy"], one["kind"], one["location"], name, one["field"]) for one, name in names)
