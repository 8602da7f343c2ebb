# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of owners that are found in a list of all of them: a name costs the pages of that list, an ID nothing."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    WHITE_SPACE,
    ValidationError,
    WebexError,
    as_given,
    some_of,
    suggestions,
)
from ansible_collections.webex.calling.plugins.module_utils._http.ids import check_id, kind_of_id
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import (
    LookupResult,
    Owner,
    OwnerKind,
    listed_id,
    not_empty,
)

if t.TYPE_CHECKING:
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client, Hints

# A list without a next page ends with a page that is not full. How many items a full page has the API decides: a round number.
_ROUND = 50
_NAMED = 5


class ListedKind(OwnerKind):
    """A kind of owner with a list: its I(list_path), its I(items_key) in the answer, the I(page) asked for, whether it can be read from
    an I(offset) on, and I(hints) where it is refused. C(owner) makes an owner of an item."""

    list_path: str
    items_key = "items"
    page = 1000
    offset = True
    hints: Hints

    def owner(self, item: Json) -> Owner:
        """The owner that the API lists as I(item).

        @raise WebexError: that is not understood.
        """
        raise NotImplementedError

    def names(self, owner: Owner) -> t.Iterable[str]:
        """What I(owner) may be called, as C(key) returns it for what C(validate) leaves of it."""
        return [self.key(owner.name.strip(WHITE_SPACE))] if owner.name else []

    def validate(self, given: str) -> str:
        """See L(OwnerKind)."""
        name = not_empty(self.name, given, f"the name or the ID of a {self.label}")
        kind = kind_of_id(name)
        if kind is None:
            return name
        return name.rstrip("=") if kind in self.id_kinds else check_id(self.name, name, self.id_kinds[0])

    def resolve(
        self,
        client: Client,
        given: t.Sequence[str],
        concurrency: int,
        with_email: bool = False,
        at: t.Container[str] | None = None,
    ) -> LookupResult:
        """See L(OwnerKind)."""
        found: LookupResult = {one: Owner(one) for one in given if self.is_id(one)}
        called = {self.key(one): one for one in given if one not in found}
        if called:
            by_name: dict[str, dict[str, Owner]] = {}
            for owner in self.everyone(client):
                if at is None or owner.location_id in at:
                    for name in self.names(owner):
                        by_name.setdefault(name, {})[owner.id] = owner
            missing = [one for one in called.values() if self.key(one) not in by_name]
            instead = _instead(missing, by_name) if missing else {}
            there = {one: list(by_name.get(self.key(one), {}).values()) for one in called.values()}
            places = self.places(client) if any(len(owners) > 1 for owners in there.values()) else {}
            found.update(
                (one, self._the_one(one, owners, places, instead.get(one, ""))) for one, owners in there.items()
            )
        return {one: found[one] if one in found else found[called[self.key(one)]] for one in given}

    def everyone(self, client: Client, location_id: str | None = None) -> t.Iterator[Owner]:
        """See L(OwnerKind)."""
        narrowed = {"locationId": location_id} if location_id else {}
        for item in self.items(client, **narrowed):
            yield self.owner(item)

    def items(self, client: Client, **query: t.Any) -> t.Iterator[Json]:
        """All items of the list, by the C(Link) header where the API sends one, else by their number. What is listed twice comes twice.

        @raise WebexError: they could not be listed.
        """
        start = 0
        while True:
            page: list[Json] = []
            linked = not self.offset
            from_start = {"start": start} if start else {}
            query = {"max": self.page, **query}
            for page, more in client.pages(self.list_path, self.hints, items_key=self.items_key, **query, **from_start):
                linked = linked or more
                start += len(page)
                yield from page
            if linked or not page or len(page) % _ROUND:
                return

    def places(self, client: Client) -> t.Mapping[str, str]:
        """The names of locations by their IDs, to tell those apart who bear one name; none where the list itself names them."""
        return {}

    def _the_one(
        self, name: str, found: t.Sequence[Owner], places: t.Mapping[str, str], instead: str
    ) -> Owner | WebexError:
        if len(found) == 1:
            return found[0]
        if not found:
            return WebexError(f"there is no {self.label} {as_given(name)}.{instead}")
        where = [f"{one.id} ({_place(one, places)})" for one in found[:_NAMED]]
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        narrow = ", or add location" if self.narrowed and len({one.location_id for one in found}) > 1 else ""
        return ValidationError(
            f"{len(found)} {self.labels} are named {as_given(name)}. Give the ID{narrow}: {', '.join(where)}{more}."
        )

    def identity(self, item: Json) -> str:
        """The ID of what the API lists as I(item).

        @raise WebexError: it has none.
        """
        return listed_id(item, self.label, self.list_path, self.id_kinds)


def _place(owner: Owner, places: t.Mapping[str, str]) -> str:
    location_id = owner.location_id or ""
    return owner.location or places.get(location_id) or location_id or "no location"


def _instead(missing: t.Sequence[str], by_name: t.Mapping[str, t.Mapping[str, Owner]]) -> dict[str, str]:
    """What follows a name that nobody bears: one of those I(by_name) that is near, or some of them. A number is none."""
    known = sorted({owner.name for owners in by_name.values() for owner in owners.values() if owner.name})
    others = f" Existing names: {some_of(known)}." if known else " There are none."
    return {**dict.fromkeys(missing, others), **suggestions(missing, known)}
