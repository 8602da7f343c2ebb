# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations. See U(https://developer.webex.com/docs/api/v1/locations/list-locations)."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.listed import ListedKind
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import LookupResult, Owner, text_of

if t.TYPE_CHECKING:
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client

Answer = t.TypeVar("Answer")


class LocationKind(ListedKind):
    """Locations with Webex Calling, named by their name or an ID."""

    name = "location"
    plural = "locations"
    id_kinds = ("LOCATION",)
    list_path = "/telephony/config/locations"
    items_key = "locations"
    hints = {
        403: "To look up locations the token needs the scope spark-admin:telephony_config_read, and a role that allows it."
    }

    def owner(self, item: Json) -> Owner:
        """See L(ListedKind)."""
        identity, name = self.identity(item), text_of(item, "name")
        return Owner(identity, name, location_id=identity, location=name)


class AnyLocationKind(LocationKind):
    """Locations as they are listed for who may see people, and not the telephony configuration."""

    list_path = "/locations"
    items_key = "items"
    offset = False
    hints = {
        403: "To look up locations the token needs the scope spark-admin:people_read, spark-admin:locations_read or "
        "spark-admin:telephony_config_read, and a role that allows it."
    }


LOCATION = LocationKind()
_ANY_LOCATION = AnyLocationKind()


def all_locations(client: Client) -> list[Owner]:
    """All locations, for who may see people or the telephony configuration.

    @raise WebexError: they could not be listed.
    """
    return _with_either_scope(lambda kind: list(kind.everyone(client)))


def find_locations(client: Client, given: t.Sequence[str]) -> LookupResult:
    """The location, or the reason why there is none, for each of I(given), for owners that are somewhere. One of two scopes is
    enough.

    @raise WebexError: the locations could not be listed.
    """
    found = _with_either_scope(lambda kind: kind.resolve(client, given, 1))
    return {
        name: one._replace(location_id=one.id) if isinstance(one, Owner) else one.about("location")
        for name, one in found.items()
    }


def _with_either_scope(ask: t.Callable[[LocationKind], Answer]) -> Answer:
    """What I(ask) finds out by the list for who may see people; where that is refused, by that of the telephony configuration."""
    try:
        return ask(_ANY_LOCATION)
    except WebexError as error:
        if error.status != 403:
            raise
        try:
            return ask(LOCATION)
        except WebexError:
            raise error from None
