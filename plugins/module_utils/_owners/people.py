# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a task calls a person (an e-mail address, a person ID or C(me)) to the person, in as few requests as can be.

See U(https://developer.webex.com/docs/api/v1/people/list-people).
"""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import count_addresses
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Outcome,
    Unauthorized,
    ValidationError,
    WebexError,
    as_given,
    attempt,
    suggestions,
)
from ansible_collections.webex.calling.plugins.module_utils._http.ids import check_id, kind_of_id
from ansible_collections.webex.calling.plugins.module_utils._limits.workers import run_concurrently
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import (
    LookupResult,
    Owner,
    OwnerKind,
    id_of,
    listed_id,
    not_empty,
    text_of,
)

if t.TYPE_CHECKING:
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client

READ_SCOPE = "spark-admin:people_read"
HINTS = {403: f"To look up people the token needs the scope {READ_SCOPE} and an administrator's role."}
ME = "me"

_PAGE = 1000
_CALLING_PAGE = 100
_LOCATION_PAGE = 50
_IDS = 85
_LONGEST_ADDRESS = 320
# Below this many addresses a question for each is as good as a page of a thousand people.
_FEW = 3
# Addresses of one domain are much alike.
_NEAR = 0.9


class PersonKind(OwnerKind):
    """People, named by an e-mail address, an ID or C(me)."""

    name = "person"
    plural = "people"
    id_kinds = ("PEOPLE",)

    def validate(self, given: str) -> str:
        """See L(OwnerKind)."""
        name = not_empty("person", given, "an e-mail address or a person ID")
        if name == ME:
            return name
        if "@" not in name:
            if kind_of_id(name) is None:
                wrong = (
                    "is a name, which is not enough: give the e-mail address or the Webex ID"
                    if " " in name
                    else "is not a valid Webex ID; if it is meant as an e-mail address, its domain is missing"
                )
                raise ValidationError(f"person: {as_given(given)} {wrong}.")
            return check_id("person", given, "PEOPLE")
        if count_addresses(name) > 1:
            raise ValidationError(
                f"person: {as_given(given)} holds {count_addresses(name)} addresses instead of one: give a list."
            )
        if not name.isprintable() or " " in name or len(name) > _LONGEST_ADDRESS:
            raise ValidationError(f"person: {as_given(given)} is not an e-mail address.")
        return name

    def key(self, name: str) -> str:
        """See L(OwnerKind)."""
        return normalize_email(name)

    def resolve(
        self,
        client: Client,
        given: t.Sequence[str],
        concurrency: int,
        with_email: bool = False,
        at: t.Container[str] | None = None,
    ) -> LookupResult:
        """See L(OwnerKind).

        An ID costs nothing, unless I(with_email) asks for its address too: then a request for every 85. A few addresses cost
        a request each. Many are looked for in pages of 1,000 people, as long as the pages find more people than they cost;
        the rest is asked for one by one, I(concurrency) at a time. So there are never more requests than addresses, or one more
        where a first page was in vain.
        """
        ids = [one for one in given if "@" not in one and one != ME]
        wanted = {normalize_email(one): one for one in given if "@" in one}
        found: LookupResult = {one: Owner(one) for one in ids}
        if ME in given:
            found[ME] = _ask(lambda: _person(client.get("/people/me", HINTS)))
        if with_email:
            found.update(_by_ids(client, ids))
        by_address = _by_addresses(client, wanted, concurrency)
        return {one: by_address[normalize_email(one)] if "@" in one else found[one] for one in given}

    def everyone(self, client: Client, location_id: str | None = None) -> t.Iterator[Owner]:
        """See L(OwnerKind)."""
        narrowed = {"locationId": location_id, "max": _LOCATION_PAGE} if location_id else {"max": _CALLING_PAGE}
        for page, dummy in client.pages("/people", HINTS, callingData="true", **narrowed):
            for item in page:
                yield _person(item)._replace(licensed=bool(item.get("locationId")))


PERSON = PersonKind()


def _by_ids(client: Client, ids: t.Sequence[str]) -> LookupResult:
    found: LookupResult = {}
    for start in range(0, len(ids), _IDS):
        some = ids[start : start + _IDS]
        people: LookupResult = {}
        malformed: WebexError | None = None
        for page, dummy in client.pages("/people", HINTS, id=",".join(some), max=_IDS):
            for item in page:
                person = attempt(_person, item)
                if isinstance(person, Owner):
                    people[person.id] = person
                else:
                    malformed = person
        found.update((one, people.get(one) or malformed or _not_found("this ID")) for one in some)
    return found


def _by_addresses(client: Client, wanted: t.Mapping[str, str], concurrency: int) -> LookupResult:
    found: LookupResult = {}
    listed: list[str] = []
    left = list(wanted)
    if len(wanted) > _FEW:
        pages = client.pages("/people", HINTS, max=_PAGE, excludeStatus="true")
        for number, (page, more) in enumerate(pages, start=1):
            found.update(_addressed(page, wanted))
            listed += [email for item in page for email in _emails(item)]
            left = [address for address in wanted if address not in found] if more else []
            if len(found) <= number or not left:
                break
    asked = run_concurrently(lambda address: _by_address(client, address, wanted[address]), left, concurrency)
    found.update((address, person) for address, person in asked if person is not None)
    missing = [address for address in wanted if address not in found]
    near = suggestions(missing, listed, _NEAR)
    found.update((address, _not_found("this e-mail address", near.get(address, ""))) for address in missing)
    return found


def _by_address(client: Client, address: str, given: str) -> Owner | WebexError | None:
    def ask() -> Owner | WebexError | None:
        found: LookupResult = {}
        for page, dummy in client.pages("/people", HINTS, email=given):
            found.update(_addressed(page, {address: given}))
        return found.get(address)

    return _ask(ask)


def _ask(question: t.Callable[[], Outcome]) -> Outcome | WebexError:
    """What I(question) finds out about one person, unless the API does not accept the token."""
    person = attempt(question)
    if isinstance(person, Unauthorized):
        raise person
    return person


def _addressed(page: t.Iterable[Json], wanted: t.Container[str]) -> LookupResult:
    """Of a page, those who have an address that is wanted; somebody whom the API lists without an ID as an error."""
    return {
        normalize_email(email): attempt(_person, item)
        for item in page
        for email in _emails(item)
        if normalize_email(email) in wanted
    }


def _person(item: Json) -> Owner:
    return Owner(
        listed_id(item, "person", "/people", ("PEOPLE",)),
        text_of(item, "displayName"),
        next(iter(_emails(item)), None),
        id_of(item, "locationId"),
        extension=text_of(item, "extension"),
        emails=tuple(_emails(item)),
    )


def _emails(item: Json) -> list[str]:
    """Somebody's addresses, the primary one first."""
    emails = item.get("emails")
    return [email for email in emails if isinstance(email, str)] if isinstance(emails, list) else []


def _not_found(what: str, near: str = "") -> WebexError:
    words = (
        f"no person in the organization has {what}: check it, or whether the person was created in this organization."
    )
    return WebexError(words + near).summarized(words)
