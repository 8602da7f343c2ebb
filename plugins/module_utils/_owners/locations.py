# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the names and IDs of locations to locations. See U(https://developer.webex.com/docs/api/v1/locations/list-locations)."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, as_given
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.ids import check_id, kind_of_id
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import (
    LookupResult,
    Owner,
    listed_id,
    not_empty,
    text_of,
)

HINTS = {403: "To look up locations the token needs the scope spark-admin:people_read or spark-admin:locations_read."}

_PATH = "/locations"
_PAGE = 1000


def validate(given: str) -> str:
    """The name or the ID that I(given) is.

    @raise ValidationError: it is empty, or the ID of something else.
    """
    name = not_empty("location", given, "the name or the ID of a location")
    return check_id("location", name, "LOCATION") if kind_of_id(name) else name


def resolve(client: Client, given: t.Iterable[str]) -> LookupResult:
    """The location, or the reason why there is none, for each of I(given), which are as C(validate) returns them. Names cost the
    pages of all locations, IDs nothing.

    @raise WebexError: the locations could not be listed.
    """
    names = [one for one in given if kind_of_id(one) is None]
    by_name: dict[str, list[Owner]] = {}
    if names:
        for location in everyone(client):
            by_name.setdefault(location.name or "", []).append(location)
    return {
        one: Owner(one, location_id=one) if kind_of_id(one) else _the_one(one, by_name.get(one, [])) for one in given
    }


def everyone(client: Client) -> t.Iterator[Owner]:
    """All locations.

    @raise WebexError: they could not be listed.
    """
    for page, dummy in client.pages(_PATH, HINTS, max=_PAGE):
        for item in page:
            identity, name = listed_id(item, "location", _PATH, ("LOCATION",)), text_of(item, "name")
            yield Owner(identity, name, location_id=identity, location=name)


def _the_one(name: str, found: t.Sequence[Owner]) -> Owner | WebexError:
    if len(found) == 1:
        return found[0]
    if not found:
        return WebexError(f"location: there is no location {as_given(name)}.")
    return ValidationError(
        f"location: {len(found)} locations are called {as_given(name)}. Give the ID: {', '.join(one.id for one in found)}."
    )
