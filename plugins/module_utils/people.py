# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a task calls a person (an e-mail address or a person ID) to the person, in as few requests as can be.

See U(https://developer.webex.com/docs/api/v1/people/list-people).
"""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils.client import Client, check_id, kind_of_id
from ansible_collections.webex.calling.plugins.module_utils.errors import (
    WHITE_SPACE,
    NotAuthorized,
    Refused,
    WebexError,
    as_given,
    attempt,
)
from ansible_collections.webex.calling.plugins.module_utils.settings import Json, addresses_in, same_address
from ansible_collections.webex.calling.plugins.module_utils.workers import spread

READ_SCOPE = "spark-admin:people_read"
HINTS = {403: "To look up people the token needs the scope {0} and an administrator's role.".format(READ_SCOPE)}

_PAGE = 1000
_CALLING_PAGE = 100
_LOCATION_PAGE = 50
_IDS = 85
_LONGEST_ADDRESS = 320
# Below this many addresses a question for each is as good as a page of a thousand people.
_FEW = 3


class Person(t.NamedTuple):
    """Somebody in the organization. The e-mail address is the primary one, and None where it was not asked for."""

    id: str
    email: str | None


Found = dict[str, t.Union[Person, WebexError]]


def check_person(given: str) -> str:
    """The e-mail address or the person's ID that I(given) is, without white space around it and without an ID's padding.

    @raise Refused: it is neither.
    """
    name = given.strip(WHITE_SPACE)
    if not name:
        raise Refused("person is empty, where an e-mail address or a person ID belongs.")
    if "@" not in name:
        return check_id("person", given, "PEOPLE")
    if addresses_in(name) > 1:
        words = "person: {0} holds {1} addresses where one belongs: give a list."
        raise Refused(words.format(as_given(given), addresses_in(name)))
    if not name.isprintable() or " " in name or len(name) > _LONGEST_ADDRESS:
        raise Refused("person: {0} is no e-mail address.".format(as_given(given)))
    return name


def resolve(client: Client, given: t.Sequence[str], workers: int, with_email: bool = False) -> Found:
    """The person, or the reason why there is none, for each of I(given), which are as C(check_person) returns them.

    An ID costs nothing, unless I(with_email) asks for its address too: then a request for every 85. A few addresses cost
    a request each. Many are looked for in pages of 1,000 people, as long as the pages find more people than they cost;
    the rest is asked for one by one, as many at a time as there are I(workers). So there are never more requests than addresses, or one more where a first page
    was in vain.

    @raise WebexError: the people could not be listed.
    """
    ids = [one for one in given if "@" not in one]
    wanted = {same_address(one): one for one in given if "@" in one}
    found: Found = {one: Person(one, None) for one in ids}
    if with_email:
        found.update(_by_ids(client, ids))
    found.update((wanted[address], person) for address, person in _by_addresses(client, wanted, workers).items())
    return {one: found[one] if "@" not in one else found[wanted[same_address(one)]] for one in given}


def everyone(client: Client, location_id: str | None = None) -> t.Iterator[Person]:
    """Everyone with a Webex Calling licence, in the organization or at a location.

    @raise WebexError: the people could not be listed.
    """
    narrowed = {"locationId": location_id, "max": _LOCATION_PAGE} if location_id else {"max": _CALLING_PAGE}
    for page, dummy in client.pages("/people", HINTS, callingData="true", **narrowed):
        yield from (_person(item) for item in page if item.get("locationId"))


def _by_ids(client: Client, ids: t.Sequence[str]) -> Found:
    found: Found = {}
    for start in range(0, len(ids), _IDS):
        some = ids[start : start + _IDS]
        people: Found = {}
        odd: WebexError | None = None
        for page, dummy in client.pages("/people", HINTS, id=",".join(some), max=_IDS):
            for item in page:
                person = attempt(_person, item)
                if isinstance(person, Person):
                    people[person.id] = person
                else:
                    odd = person
        found.update((one, people.get(one) or odd or _nobody("this ID")) for one in some)
    return found


def _by_addresses(client: Client, wanted: t.Mapping[str, str], workers: int) -> Found:
    found: Found = {}
    if len(wanted) > _FEW:
        pages = client.pages("/people", HINTS, max=_PAGE, excludeStatus="true")
        for number, (page, more) in enumerate(pages, start=1):
            found.update(_addressed(page, wanted))
            if not more:
                return {address: found.get(address) or _nobody("this e-mail address") for address in wanted}
            if len(found) == len(wanted) or len(found) <= number:
                break
    left = [address for address in wanted if address not in found]
    found.update(spread(lambda address: _by_address(client, address, wanted[address]), left, workers))
    return found


def _by_address(client: Client, address: str, given: str) -> Person | WebexError:
    def ask() -> Person | WebexError:
        found: Found = {}
        for page, dummy in client.pages("/people", HINTS, email=given):
            found.update(_addressed(page, {address: given}))
        return found.get(address) or _nobody("this e-mail address")

    person = attempt(ask)
    if isinstance(person, NotAuthorized):
        raise person
    return person


def _addressed(page: t.Iterable[Json], wanted: t.Container[str]) -> Found:
    """Of a page, those who have an address that is wanted; somebody whom the API lists without an ID as an error."""
    return {
        same_address(email): attempt(_person, item)
        for item in page
        for email in _emails(item)
        if same_address(email) in wanted
    }


def _person(item: Json) -> Person:
    identity = item.get("id")
    if not isinstance(identity, str) or kind_of_id(identity) != "PEOPLE":
        raise WebexError(
            "The API listed a person without the ID of one, which is not understood.", method="GET", path="/people"
        )
    return Person(identity.rstrip("="), next(iter(_emails(item)), None))


def _emails(item: Json) -> list[str]:
    """Somebody's addresses, the primary one first."""
    emails = item.get("emails")
    return [email for email in emails if isinstance(email, str)] if isinstance(emails, list) else []


def _nobody(what: str) -> WebexError:
    return WebexError("nobody in the organization has {0}.".format(what))
