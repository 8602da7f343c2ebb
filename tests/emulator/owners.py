# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose settings there are: people, workspaces, virtual lines, locations, voicemail groups, and what they are at first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from .ids import identifier

NAMES = """
anna andersson, bo berg, carla costa, david dahl, elena eriksen, felix fischer, greta garcia, hugo hansen,
ines ivanova, jonas jansen, kira kumar, liam larsen, maria moreau, nils novak, olga olsen, pedro patel, quinn quist,
rosa rossi, samir silva, tove tanaka, uma ueda, viktor vogel, wanda weber, xenia xu, yusuf yilmaz, zoe zhang
"""
FIRST, LAST = zip(*(pair.split() for pair in NAMES.split(",")), strict=True)
# The first four have people; two names differ in nothing but case.
LOCATIONS = ("Stockholm", "Oslo", "Lisbon", "Milpitas", "oslo", "São Paulo / Norte")
PEOPLED = 4
# Two Lobbies in two locations, two Phone Booths in one.
WORKSPACES = ("Lobby", "Boardroom", "Phone Booth", "Reception", "Kitchen", "Lobby", "Phone Booth", "Library")
# Two of the same name in two locations.
LINES = ("Front Desk", "Night Line", "Sales Line", "Spare Line", "Press Line", "Front Desk")
GROUPS = ("Sales", "Support", "Billing", "Sales")


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose settings they are; `licensed` means that they can be read and written."""

    number: int
    id: str
    location_id: str
    licensed: bool = True

    kind: ClassVar[str]  # the name in a path's pattern
    id_kinds: ClassVar[tuple[str, ...]]
    what: ClassVar[str]  # what it is called when there is none
    code: ClassVar[int | None] = None

    @property
    def name(self) -> str:
        """What people call it."""
        raise NotImplementedError

    @property
    def numbers(self) -> tuple[str, ...]:
        """Phone numbers and extensions."""
        return ()

    @property
    def has_number(self) -> bool:
        """Whether it has a number where it needs one: a licensed person without any is refused."""
        return True

    @property
    def address(self) -> str:
        """An e-mail address that goes with it."""
        return f"{re.sub('[^a-z0-9]+', '.', self.name.lower()).strip('.')}.{self.number}@example.com"


@dataclass(frozen=True, kw_only=True)
class Person(Owner):
    """One person; `licensed` with Webex Calling."""

    email: str  # lower case
    listed_email: str  # as the API spells it
    first_name: str
    last_name: str
    extension: str
    invite_pending: bool = False

    kind = "person"
    id_kinds = ("PEOPLE",)
    what = "User"
    code = 4003

    @property
    def display_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def name(self) -> str:
        """The address."""
        return self.email

    @property
    def numbers(self) -> tuple[str, ...]:
        """The phone number and the extension."""
        return (f"+1408555{self.number % 10000:04d}", self.extension)

    @property
    def has_number(self) -> bool:
        """Without an extension there is none."""
        return bool(self.extension) or not self.licensed

    @property
    def address(self) -> str:
        """The person's own."""
        return self.email


@dataclass(frozen=True, kw_only=True)
class Workspace(Owner):
    """One workspace; `licensed` with a professional licence."""

    display_name: str
    extension: str
    calling: bool = True  # Webex Calling at all

    kind = "workspace"
    id_kinds = ("PLACE", "PLACES")  # the description has both
    what = "Workspace"

    @property
    def name(self) -> str:
        """The display name."""
        return self.display_name

    @property
    def numbers(self) -> tuple[str, ...]:
        """The extension."""
        return (self.extension,)


@dataclass(frozen=True, kw_only=True)
class VirtualLine(Owner):
    """One virtual line, with a phone number or an extension or both."""

    first_name: str
    last_name: str
    phone_number: str
    extension: str

    kind = "virtual_line"
    id_kinds = ("VIRTUAL_LINE", "VIRTUAL_PROFILE")
    what = "Virtual line"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def numbers(self) -> tuple[str, ...]:
        """What there is of phone number and extension."""
        return tuple(one for one in (self.phone_number, self.extension) if one)


@dataclass(frozen=True, kw_only=True)
class Location(Owner):
    """One location."""

    location_name: str

    kind = "location"
    id_kinds = ("LOCATION",)
    what = "Location"

    @property
    def name(self) -> str:
        """The name."""
        return self.location_name


@dataclass(frozen=True, kw_only=True)
class Group(Owner):
    """One voicemail group; its name is one of its settings, `first_name` what it was at first."""

    first_name: str
    listed_from: float = 0.0  # the time from which lists have it (the variant `groups-lag`)

    kind = "group"
    id_kinds = ("VOICEMAIL_GROUP",)
    what = "Voicemail group"

    @property
    def name(self) -> str:
        """What it was called at first."""
        return self.first_name


@cache
def place(seed: int, number: int) -> str:
    """The ID of the location with this number."""
    return identifier("LOCATION", seed, number)


def location(seed: int, number: int, name: str = "") -> Location:
    """The location with this number."""
    identity = place(seed, number)
    return Location(number=number, id=identity, location_id=identity, location_name=name or LOCATIONS[number])


def person(seed: int, number: int, email: str = "") -> Person:
    """The person with this number, and this address or a generated one."""
    letters, lap = number % len(FIRST), number // len(FIRST)
    first, last, again = FIRST[letters], LAST[(number + lap) % len(LAST)], lap // len(LAST)
    shown = email or f"{first}.{last}{again + 1 if again else ''}@example.com"
    pending = number >= 5 and number % 25 == 17
    return Person(
        number=number,
        id=identifier("PEOPLE", seed, number),
        location_id=place(seed, number % PEOPLED),
        email=shown.lower(),
        listed_email=shown.title() if number % 7 == 3 and not email else shown,
        first_name=first.title(),
        last_name=last.title(),
        extension=str(1000 + number),
        licensed=number < 5 or not (pending or number % 10 == 9),
        invite_pending=pending,
    )


def workspace(seed: int, number: int, name: str = "") -> Workspace:
    """The workspace with this number. Of ten one has no Webex Calling, and one no professional licence."""
    return Workspace(
        number=number,
        id=identifier("PLACE", seed, number),
        location_id=place(seed, number % PEOPLED),
        display_name=name or (WORKSPACES[number] if number < len(WORKSPACES) else f"Room {number}"),
        extension=str(20000 + number),
        licensed=number % 10 not in (4, 7),
        calling=number % 10 != 4,
    )


def virtual_line(seed: int, number: int, name: str = "") -> VirtualLine:
    """The virtual line with this number. Of six one has no phone number, and one no extension."""
    name = name or (LINES[number] if number < len(LINES) else f"Line {number}")
    first, dummy, last = name.partition(" ")
    return VirtualLine(
        number=number,
        id=identifier("VIRTUAL_PROFILE" if number % 3 == 2 else "VIRTUAL_LINE", seed, number),
        location_id=place(seed, number % PEOPLED),
        first_name=first,
        last_name=last,
        phone_number="" if number % 6 == 3 else f"+1555867{number % 10000:04d}",
        extension="" if number % 6 == 4 else str(40000 + number),
    )


def group(seed: int, number: int, name: str = "") -> Group:
    """The voicemail group with this number."""
    return Group(
        number=number,
        id=identifier("VOICEMAIL_GROUP", seed, number),
        location_id=place(seed, number % PEOPLED),
        first_name=name or (GROUPS[number] if number < len(GROUPS) else f"Group {number}"),
    )
