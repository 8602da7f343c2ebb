# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that come in pages, a declaration each; people, whose list has rules of its own, are in people.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .fields import Settings
from .ids import identifier
from .owners import Group, Location, Owner, VirtualLine, Workspace
from .pages import Filter, Listing
from .resources import VOICEMAIL_GROUP

if TYPE_CHECKING:
    from .world import World

CREATED = "2024-03-01T08:00:00.000Z"


# --- what filters there are


def same(value_of: Callable[[Any], str]) -> Filter:
    """The value itself."""
    return lambda world, one, value: value_of(one) == value


def contains(value_of: Callable[[Any], str]) -> Filter:
    """A part of the value, in any case."""
    return lambda world, one, value: value.lower() in value_of(one).lower()


def at_location(world: World, one: Owner, value: str) -> bool:
    """At this location."""
    return one.location_id == value


def group_named(world: World, one: Group, value: str) -> bool:
    """A part of the group's name, in any case."""
    return value.lower() in str(world.stored(VOICEMAIL_GROUP, one).get("name", "")).lower()


def group_numbered(world: World, one: Group, value: str) -> bool:
    """A part of the group's phone number or extension."""
    settings = world.stored(VOICEMAIL_GROUP, one)
    return any(value in str(settings.get(name) or "") for name in ("phoneNumber", "extension"))


# --- how owners are shown


def location(world: World, one: Location) -> Settings:
    """A location."""
    return {
        "id": one.id,
        "name": one.name,
        "orgId": world.org_id,
        "address": {"address1": f"{one.number + 1} Main Street", "city": one.name, "country": "SE"},
        "timeZone": "Europe/Stockholm",
        "preferredLanguage": "en_us",
    }


def calling_location(world: World, one: Location) -> Settings:
    """A location with what Webex Calling adds."""
    return {
        "id": one.id,
        "name": one.name,
        "routingPrefix": world.routing_prefix(one.id),
        "outsideDialDigit": "9",
        "callingLineId": {"name": one.name, "phoneNumber": None},
        "e911SetupRequired": False,
        "enforceOutsideDialDigit": False,
    }


def workspace(world: World, one: Workspace) -> Settings:
    """A workspace. Neither its extension nor its kind of licence is in it."""
    licences = {"webexCalling": {"licenses": [identifier("LICENSE", world.seed, 1)]}} if one.calling else {}
    return {
        "id": one.id,
        "orgId": world.org_id,
        **({"locationId": one.location_id} if one.calling else {}),
        "displayName": one.display_name,
        "type": "notSet",
        "created": CREATED,
        "calling": {"type": "webexCalling" if one.calling else "freeCalling", **licences},
        "hotdeskingStatus": "off",
        "supportedDevices": "phones",
        "calendar": {"type": "none"},
    }


def virtual_line(world: World, one: VirtualLine) -> Settings:
    """A virtual line."""
    prefix = world.routing_prefix(one.location_id)
    inside = {"extension": one.extension, "esn": prefix + one.extension} if one.extension else {}
    return {
        "id": one.id,
        "lastName": one.last_name,
        "firstName": one.first_name,
        "callerIdLastName": one.last_name,
        "callerIdFirstName": one.first_name,
        **({"callerIdNumber": one.phone_number} if one.phone_number else {}),
        "externalCallerIdNamePolicy": "DIRECT_LINE",
        "number": {"external": one.phone_number or None, **inside, "routingPrefix": prefix, "primary": True},
        "location": {"name": world.owner("location", one.location_id).name, "id": one.location_id},
        "numberOfDevicesAssigned": 0,
    }


def group(world: World, one: Group) -> Settings:
    """A voicemail group; its ID is a Webex ID here."""
    settings, prefix = world.stored(VOICEMAIL_GROUP, one), world.routing_prefix(one.location_id)
    return {
        "id": one.id,
        "name": settings.get("name"),
        "locationName": world.owner("location", one.location_id).name,
        "locationId": one.location_id,
        "phoneNumber": settings.get("phoneNumber"),
        "extension": settings.get("extension"),
        "routingPrefix": prefix,
        "esn": prefix + str(settings.get("extension", "")),
        "enabled": settings.get("enabled", True),
        "tollFreeNumber": False,
    }


CALLING = ("spark-admin:telephony_config_read",)
LISTINGS = (
    Listing(
        "/locations",
        "location",
        ("spark-admin:locations_read", "spark-admin:people_read", "spark-admin:device_read"),
        "items",
        location,
        {"name": contains(lambda one: one.name), "id": same(lambda one: one.id)},
        page=500,
        start=False,
    ),
    Listing(
        "/telephony/config/locations",
        "location",
        CALLING,
        "locations",
        calling_location,
        {"name": contains(lambda one: one.name)},
    ),
    Listing(
        "/workspaces",
        "workspace",
        ("spark-admin:workspaces_read",),
        "items",
        workspace,
        {
            "displayName": contains(lambda one: one.display_name),
            "locationId": lambda world, one, value: one.calling and one.location_id == value,
            "calling": lambda world, one, value: value == ("webexCalling" if one.calling else "freeCalling"),
        },
        linked=False,
    ),
    Listing(
        "/telephony/config/virtualLines",
        "virtual_line",
        CALLING,
        "virtualLines",
        virtual_line,
        {
            "id": same(lambda one: one.id),
            "locationId": at_location,
            "ownerName": same(lambda one: one.name),
            "phoneNumber": same(lambda one: one.phone_number),
            "locationName": lambda world, one, value: world.owner("location", one.location_id).name == value,
        },
        several=("id", "locationId", "ownerName", "phoneNumber", "locationName"),
    ),
    Listing(
        "/telephony/config/voicemailGroups",
        "group",
        CALLING,
        "voicemailGroups",
        group,
        {"locationId": at_location, "name": group_named, "phoneNumber": group_numbered},
        most=200,
        linked=False,
        lag=True,
    ),
)
