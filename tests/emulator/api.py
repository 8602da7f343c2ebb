# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Webex API itself: a request in, an answer out. It knows no HTTP server."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import people
from .actions import ACTIONS, Action
from .fields import Settings, value_at
from .ids import kind_of, uuid_of
from .listings import LISTINGS
from .messages import Answer, ApiError, Call, json_answer, refusal
from .owners import Owner, Person
from .pages import Listing
from .passcodes import check_passcode
from .resource import PEOPLE_READ, Resource, Scopes
from .resources import RESOURCES
from .tokens import ADMIN_TOKEN, CLIENT, READONLY_TOKEN, USER_TOKEN, Token, Tokens
from .variants import Refusal
from .world import World

__all__ = ["ADMIN_TOKEN", "CLIENT", "READONLY_TOKEN", "USER_TOKEN", "Answer", "Api", "ApiError", "Call"]

Handler = Callable[[Call, Token, dict[str, str]], Answer]
ORGANIZATION = frozenset({"orgId"})
KINDS = {one.kind: one for one in Owner.__subclasses__()}


@dataclass
class Route:
    """A path, its methods and the query parameters it knows."""

    pattern: re.Pattern[str]
    methods: dict[str, Handler]
    query: frozenset[str]
    several: tuple[str, ...] = ()  # parameters that may be given more than once


class Api:
    """Routes, and what all of them check."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens = Tokens()
        self.reset()
        self.routes = [
            _route("/people", people.LIST_QUERY, GET=self._list_people),
            _route("/people/me", people.QUERY, GET=self._me),
            _route("/people/{person}", people.QUERY, GET=self._one_person),
            *(self._settings_route(resource) for resource in RESOURCES),
            *(self._collection_route(resource) for resource in RESOURCES if resource.mandatory),
            *(self._action_route(action) for action in ACTIONS),
            *(self._listing_route(listing) for listing in LISTINGS),
        ]

    def reset(self) -> None:
        """The first tokens, and no other."""
        self.tokens.reset(self._first_person)

    @property
    def minted(self) -> int:
        """How many tokens were minted; the next one follows from it."""
        return self.tokens.minted

    @minted.setter
    def minted(self, number: int) -> None:
        self.tokens.minted = number

    @property
    def _first_person(self) -> str:
        return self.world.people[0].id if self.world.people else ""

    def answer(self, call: Call) -> Answer:
        """The right answer; raises ApiError."""
        self.world.let_time_pass()
        if call.path == "/access_token":
            return self.tokens.mint(call, self._first_person, self.world.seed)
        for route in self.routes:
            if found := route.pattern.fullmatch(call.path):
                if call.method not in route.methods:
                    raise ApiError(405, f"Method {call.method} is not allowed here")
                token = self.tokens.of(call)
                self._check_query(call, route)
                return route.methods[call.method](call, token, found.groupdict())
        raise ApiError(404, "The requested resource could not be found", blame=True)

    # --- checks

    def _check_query(self, call: Call, route: Route) -> None:
        """Known parameters only, each once, none empty but the beginning of a name; this organization only."""
        names = [name for name, value in call.query]
        for name, value in call.query:
            if name not in route.query:
                raise ApiError(400, f"Unknown query parameter: {name}")
            if not (value or name == "displayName") or (names.count(name) > 1 and name not in route.several):
                raise ApiError(400, f"Query parameter {name} must be given once, with a value")
            if name == "orgId" and value != self.world.org_id:
                raise ApiError(401, f"The caller does not have access to OrgId {value}")

    def _find(self, kind: str, scopes: Scopes, token: Token, names: dict[str, str]) -> Owner:
        """The owner of this kind whose ID is in the path, for someone who may ask."""
        identity, expected = names[kind], KINDS[kind]
        found = kind_of(identity)
        if not found and kind != "group":
            raise ApiError(400, f"Not a valid {kind.replace('_', ' ')} ID: {identity}")
        token.allow(scopes, identity)
        index = self.world.rosters[kind].index
        one = index.get(identity) if found in expected.id_kinds else None
        if one is None or (kind == "group" and names["location"] != one.location_id):
            blame = found not in expected.id_kinds
            raise ApiError(404, f"{expected.what} not found: {identity}", code=expected.code, blame=blame)
        return one

    def _owner(self, kind: str, scopes: Scopes, token: Token, names: dict[str, str], *, writing: bool) -> Any:
        """The owner of the settings, if it has any; None for the organization."""
        if not kind:
            token.allow(scopes)
            token.check_place(None, writing)
            return None
        one = self._find(kind, scopes, token, names)
        token.check_place(one, writing)
        if not one.has_number:
            raise ApiError(403, f"The request is understood, but it is refused for {one.id}", blame=False)
        if one.licensed or (isinstance(one, Person) and "405-write" in self.world.variants and not writing):
            return one
        refused = self.no_voicemail(one, writing)
        words = refused.words.format(id=one.id, org=self.world.org_id)
        raise ApiError(refused.status, words, code=refused.code, blame=False)

    def no_voicemail(self, one: Owner, writing: bool) -> Refusal:
        """The refusal for an owner without voicemail."""
        if not isinstance(one, Person):
            return Refusal(405, "Invalid Professional Place", 25409)
        for switch in self.world.variants.values():
            if refused := switch.pending if one.invite_pending else switch.unlicensed:
                return refused
        if writing:
            return Refusal(405, "Method PUT is not allowed for this person")
        if one.invite_pending:
            return Refusal(400, "Unauthorized request: user {id} is not active", 4003)
        return Refusal(400, "The user has no Webex Calling licence", 4008)

    # --- settings

    def _settings_route(self, resource: Resource) -> Route:
        """The GET of a settings path, its PUT where it can be written, its DELETE where its owner can be made."""

        def read(call: Call, token: Token, names: dict[str, str]) -> Answer:
            owner = self._owner(resource.kind, resource.read, token, names, writing=False)
            return json_answer(self.world.read(resource, owner))

        def write(call: Call, token: Token, names: dict[str, str]) -> Answer:
            owner = self._owner(resource.kind, resource.write, token, names, writing=True)
            new = self._checked(resource, call.json(), self.world.stored(resource, owner), owner)
            self.world.write(resource, self._without_passcode(resource, new, owner), owner)
            call.entry["applied"] = True
            return Answer(204, headers={})

        def delete(call: Call, token: Token, names: dict[str, str]) -> Answer:
            self.world.remove(self._owner(resource.kind, resource.write, token, names, writing=True))
            call.entry["applied"] = True
            return Answer(204, headers={})

        methods = {"GET": read, **({"PUT": write} if any(resource.write) else {})}
        return _route(resource.path, ORGANIZATION, **methods, **({"DELETE": delete} if resource.mandatory else {}))

    def _collection_route(self, resource: Resource) -> Route:
        """The POST that makes an owner of these settings, at a location."""

        def create(call: Call, token: Token, names: dict[str, str]) -> Answer:
            location = self._owner("location", resource.write, token, names, writing=True)
            body = call.json()
            if missing := [name for name in resource.mandatory if body.get(name) in (None, "")]:
                raise _missing(missing)
            one = self.world.new(resource.kind, str(body["name"]), location.id)
            new = self._checked(resource, body, resource.fresh, one)
            self.world.put(one)
            self.world.store(resource, self._without_passcode(resource, new, one), one)
            call.entry["applied"] = True
            return json_answer({"id": uuid_of(one.id)}, 201)

        return _route(resource.path.rpartition("/")[0], ORGANIZATION, POST=create)

    def _checked(self, resource: Resource, body: Settings, stored: Settings, owner: Owner | None) -> Settings:
        """What will be stored; refuses what may not be."""
        new, missing, wrong = resource.parse(body, stored, self.world, owner)
        if missing:
            raise _missing(missing)
        if wrong:
            raise refusal(wrong)
        if passcode := value_at(new, resource.passcode):
            numbers = tuple(new[name] for name in ("extension", "phoneNumber") if name in new)
            previous = self.world.previous.get(owner.id if owner else self.world.org_id, [])
            check_passcode(passcode, self.world.passcode_rules(resource, owner), numbers, previous)
        return new

    def _without_passcode(self, resource: Resource, new: Settings, owner: Owner | None) -> Settings:
        """The settings; the passcode among them is kept apart."""
        if passcode := value_at(new, resource.passcode):
            self.world.set_passcode(owner, passcode)
        return {name: value for name, value in new.items() if name != resource.passcode.partition(".")[0]}

    def _action_route(self, action: Action) -> Route:
        """The one method of an action."""

        def act(call: Call, token: Token, names: dict[str, str]) -> Answer:
            (kind,) = names
            answer = action.carry_out(self.world, self._owner(kind, action.write, token, names, writing=True), call)
            call.entry["applied"] = True
            return answer

        return _route(action.path, ORGANIZATION, **{action.method: act})

    # --- lists

    def _listing_route(self, listing: Listing) -> Route:
        """The GET of a list."""

        def read(call: Call, token: Token, names: dict[str, str]) -> Answer:
            if not set(listing.scopes) & token.scopes:
                token.allow((listing.scopes[0], ""))
            return listing.answer(self.world, call, token)

        route = _route(listing.path, listing.query, GET=read)
        route.several = listing.several
        return route

    def _list_people(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        return people.list_people(self.world, call, token)

    def _me(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        return self._one_person(call, token, {"person": token.person})

    def _one_person(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        one = self._find("person", PEOPLE_READ, token, names)
        assert isinstance(one, Person)
        return people.one_person(self.world, call, token, one)


def _route(path: str, query: frozenset[str], **methods: Handler) -> Route:
    return Route(re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), methods, query)


def _missing(names: list[str]) -> ApiError:
    return ApiError(400, *(f"Missing Mandatory field name: {name}" for name in names), code=25008)
