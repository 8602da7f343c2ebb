# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the API about more than one property: each returns what is wrong with settings, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from .fields import Settings, bare, value_at
from .messages import Unforeseen

if TYPE_CHECKING:
    from .owners import Owner
    from .world import World

# (new, stored, world, owner) -> what is wrong, or nothing; the owner is None for the organization
Rule = Callable[[Settings, Settings, "World", "Owner | None"], str]


def needs(switch: str, state: object, path: str, *instead: str) -> Rule:
    """While `switch` is `state`, `path` must have a value, or one of those that do instead."""

    def rule(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
        if value_at(new, switch) == state and not any(value_at(new, one) for one in (path, *instead)):
            return f"{path} is mandatory while {switch} is {str(state).lower() if state is True else state}"
        return ""

    return rule


def uploaded(path: str, flag: str) -> Rule:
    """A custom greeting must have been uploaded."""

    def rule(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
        if value_at(new, path) == "CUSTOM" and value_at(stored, flag) is False:
            return f"{path} cannot be CUSTOM: no custom greeting was uploaded"
        return ""

    return rule


def forwarding(switch: str, state: object) -> Rule:
    """E-mail is allowed only where the organization allows it."""

    def rule(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
        if value_at(new, switch) == state and not world.forwarding:
            return f"{switch} is not available: voice message forwarding is disabled for the organization"
        return ""

    return rule


def same(path: str, other: str) -> Rule:
    """Two texts that must be the same."""

    def rule(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
        return "" if value_at(new, path) == value_at(new, other) else f"{path} and {other} must be the same"

    return rule


def rings(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
    """No more rings than this owner's system allows."""
    most = value_at(stored, "sendUnansweredCalls.systemMaxNumberOfRings")
    wanted = value_at(new, "sendUnansweredCalls.numberOfRings")
    if most is not None and wanted is not None and wanted > most:
        return f"sendUnansweredCalls.numberOfRings must not be above systemMaxNumberOfRings ({most})"
    return ""


def external_mwi(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
    """MWI of an internal mailbox cannot be changed where another system controls it, which no answer of the API shows."""
    path, internal = "messageStorage.mwiEnabled", value_at(new, "messageStorage.storageType") == "INTERNAL"
    changed = value_at(new, path) is not None and value_at(new, path) != value_at(stored, path)
    if owner is not None and owner.id in world.external_mwi and internal and changed:
        return Unforeseen("External MWI Control not allowed for user with an internal mailbox", code=112130)
    return ""


def default_pin(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
    """A default PIN cannot be used where there is none."""
    there = new.get("defaultVoicemailPin") or world.org_id in world.passcodes
    if new.get("defaultVoicemailPinEnabled") and not there:
        return "defaultVoicemailPin is mandatory while defaultVoicemailPinEnabled is true"
    return ""


def dial_by_name(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
    """A name that can be spelled on a telephone."""
    if re.search(r'[^\x20-\x7e]|[%+\\"]', new.get("dialByName") or ""):
        return "dialByName must not have a character outside of ASCII, nor %, +, \\ or a quotation mark"
    return ""


def free_numbers(new: Settings, stored: Settings, world: World, owner: Owner | None) -> str:
    """An extension is somebody's alone at a location, and a phone number in the organization."""
    if owner is None:
        return ""
    for name, location_id, status in (("extension", owner.location_id, 409), ("phoneNumber", "", 400)):
        number = bare(new.get(name) or "")
        if number and world.holders(number, location_id) - {owner.id}:
            return Unforeseen(f"The {name} {number} is not available", status)
    return ""
