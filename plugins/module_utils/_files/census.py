# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who there is in the organization, listed in pages: the objects that an export reads and a plan looks for."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, WebexError
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION, all_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import places_of


class Failure(t.NamedTuple):
    """Whom or what could not be read, in words, and why."""

    kind: str
    key: str
    error: WebexError


class Member(t.NamedTuple):
    """An object that is listed."""

    kind: ObjectKind
    owner: Owner


class Listing(t.Protocol):
    """What there is: C(members), which can be read once, at the C(locations), whose names are by ID, or C(everywhere). C(listed) are the
    kinds of which all are told, C(unlicensed) those without Webex Calling."""

    everywhere: bool
    listed: set[str]
    unlicensed: dict[tuple[str, str], Owner]
    locations: dict[str, str]

    def members(self) -> t.Iterator[Member]:
        """The objects, each once."""


class Census:
    """Lists what there is at the I(places), locations by ID, or everywhere. C(locations) are their names by ID; C(members) lists
    the objects of all kinds, or of those that are I(wanted), and can be read once. C(failures) are the kinds that could not be listed;
    C(unlicensed) are the IDs of those without Webex Calling."""

    def __init__(
        self, client: Client, location: t.Sequence[str] | None, wanted: t.Container[str] | None = None
    ) -> None:
        self._client, self._wanted = client, wanted
        self.everywhere = location is None
        self.failures: list[Failure] = []
        self.listed: set[str] = set()
        self.unlicensed: dict[tuple[str, str], Owner] = {}
        self._texts: dict[str, str] = {}
        self._calling: list[Owner] = []
        if location is not None:
            places = places_of(location, client)
            self.locations = {one.id: one.name or one.id for one in places.values()}
            self._calling = [one._replace(location_id=one.id) for one in places.values()]
        else:
            self.locations = self._all_locations()

    def _all_locations(self) -> dict[str, str]:
        try:
            self._calling = sorted({one.id: one for one in LOCATION.everyone(self._client)}.values())
        except Unauthorized:
            raise
        except WebexError as error:
            self.failures.append(Failure("location", "", error))
        found = self._calling or all_locations(self._client)
        return {one.id: one.name or one.id for one in found}

    def members(self) -> t.Iterator[Member]:
        """The objects, each once."""
        for kind in KINDS.values():
            if self._wanted is not None and kind.name not in self._wanted:
                continue
            if kind.in_organization:
                if self.everywhere:
                    yield Member(kind, Owner(""))
            elif kind.owner is LOCATION:
                yield from (Member(kind, one) for one in self._calling)
            else:
                try:
                    yield from self._owners(kind)
                except Unauthorized:
                    raise
                except WebexError as error:
                    self.failures.append(Failure(kind.name, "", error))
                    continue
            self.listed.add(kind.name)

    def _owners(self, kind: ObjectKind) -> t.Iterator[Member]:
        seen: set[str] = set()
        places: t.Iterable[str | None] = [None] if self.everywhere else self.locations
        for place in places:
            for owner in kind.owner.everyone(self._client, place):
                if owner.id in seen or (place and owner.location_id not in (None, place)):
                    continue
                seen.add(owner.id)
                where = owner.location_id or place
                if not owner.licensed or where is None:
                    self.unlicensed[kind.name, owner.id] = owner
                    continue
                # The same text for all who are there, and nothing that is not needed: there may be many.
                where, name = self._texts.setdefault(where, where), self.locations.get(where)
                yield Member(kind, owner._replace(location_id=where, location=name, emails=()))
