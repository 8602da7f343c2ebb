# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Webex API itself: a request in, an answer out. It knows no HTTP server."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .resources import RESOURCES, Resource, Unforeseen
from .variants import Refusal
from .world import Person, World, kind_of

ADMIN_TOKEN = "emulator-admin-token"
READONLY_TOKEN = "emulator-readonly-token"
USER_TOKEN = "emulator-user-token"
CLIENT = {
    "client_id": "emulator-client",
    "client_secret": "emulator+secret/=&%",
    "refresh_token": "emulator-refresh=token+/&",
}
ADMIN_SCOPES = {scope for one in RESOURCES for scope in (one.read[0], one.write[0])}
READ_SCOPES = {one.read[0] for one in RESOURCES}
USER_SCOPES = {scope for one in RESOURCES for scope in (one.read[1], one.write[1]) if scope}
PEOPLE_READ = ("spark-admin:people_read", "spark:people_read")
JSON = {"Content-Type": "application/json;charset=UTF-8"}
FORM = "application/x-www-form-urlencoded"
MOST_IDS = 85
DEFAULT_PAGE, MOST, MOST_CALLING, MOST_LOCATION = 100, 1000, 100, 50


@dataclass
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))


@dataclass
class Call:
    """What came in; `entry` is its line in the log."""

    method: str
    path: str
    base: str  # scheme and host, for absolute URLs
    url: str  # path and query as they were sent
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    entry: dict[str, Any]


@dataclass
class Token:
    """Whose token it is, what it may do and how long."""

    person: str
    scopes: set[str]
    expires: float = float("inf")


class ApiError(Exception):
    """A refusal. `blame`: the client sent something that it should have known to be wrong."""

    def __init__(self, status: int, *messages: str, code: int | None = None, blame: bool | None = None) -> None:
        super().__init__("; ".join(messages))
        self.status = status
        self.messages = messages
        self.code = code
        self.blame = status in (400, 405, 415) if blame is None else blame
        self.extra: dict[str, str] = {}


Handler = Callable[[Call, Token, dict[str, str]], Answer]


@dataclass
class Route:
    """A path, its methods and the query parameters it knows."""

    pattern: re.Pattern[str]
    methods: dict[str, Handler]
    query: frozenset[str]


def json_answer(value: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(value).encode())


def error_answer(error: ApiError, tracking_id: str) -> Answer:
    """A refusal as the API words it."""
    code = {} if error.code is None else {"errorCode": error.code}
    errors = [{"description": message, **code} for message in error.messages]
    return json_answer(
        {"message": str(error), "errors": errors, "trackingId": tracking_id, **error.extra}, error.status
    )


class Api:
    """Routes, tokens, people, settings."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.token_seconds = 14 * 24 * 3600
        self.reset()
        calling = frozenset({"orgId", "callingData"})
        people = calling | {"email", "id", "displayName", "roles", "locationId", "max", "excludeStatus", "cursor"}
        self.routes = [
            self._route("/people", people, GET=self._list_people),
            self._route("/people/me", calling, GET=self._me),
            self._route("/people/{person}", calling, GET=self._one_person),
            *(self._settings_route(resource) for resource in RESOURCES),
        ]

    def reset(self) -> None:
        """The first tokens, and no other."""
        owner = self.world.people[0].id if self.world.people else ""
        self.tokens = {
            ADMIN_TOKEN: Token(owner, set(ADMIN_SCOPES)),
            READONLY_TOKEN: Token(owner, set(READ_SCOPES)),
            USER_TOKEN: Token(owner, set(USER_SCOPES)),
        }
        self.minted = 0

    @staticmethod
    def _route(path: str, query: frozenset[str], **methods: Handler) -> Route:
        return Route(re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), methods, query)

    def _settings_route(self, resource: Resource) -> Route:
        """The GET and PUT of a settings path."""

        def read(call: Call, token: Token, names: dict[str, str]) -> Answer:
            return json_answer(self.world.read(resource, self._owner(resource.read, token, names, writing=False)))

        def write(call: Call, token: Token, names: dict[str, str]) -> Answer:
            owner = self._owner(resource.write, token, names, writing=True)
            stored = self.world.stored(resource, owner)
            new, missing, wrong = resource.parse(self._json_body(call), stored, self.world)
            if missing:
                raise ApiError(400, *(f"Missing mandatory field: {name}" for name in missing), code=25008)
            if wrong:
                raise ApiError(400, *wrong, blame=not all(isinstance(one, Unforeseen) for one in wrong))
            self.world.write(resource, new, owner)
            call.entry["applied"] = True
            return Answer(204, headers={})

        return self._route(resource.path, frozenset({"orgId"}), GET=read, PUT=write)

    def answer(self, call: Call) -> Answer:
        """The right answer; raises ApiError."""
        if call.path == "/access_token":
            if call.method != "POST":
                raise ApiError(405, f"Method {call.method} is not allowed here")
            return self._mint(call)
        for route in self.routes:
            if found := route.pattern.fullmatch(call.path):
                if call.method not in route.methods:
                    raise ApiError(405, f"Method {call.method} is not allowed here")
                token = self._token(call)
                self._check_query(call, route)
                return route.methods[call.method](call, token, found.groupdict())
        raise ApiError(404, "The requested resource could not be found", blame=True)

    # --- checks

    def _token(self, call: Call) -> Token:
        """Who asks."""
        kind, value = [*call.headers.get("Authorization", "").split(" ", 1), ""][:2]
        token = self.tokens.get(value) if kind.lower() == "bearer" else None
        if token is None or token.expires <= time.monotonic():
            raise ApiError(401, "A valid access token is needed in the Authorization header of this request")
        return token

    def _check_query(self, call: Call, route: Route) -> None:
        """Known parameters only, each once, none empty but the beginning of a name; this organization only."""
        names = [name for name, value in call.query]
        for name, value in call.query:
            if name not in route.query:
                raise ApiError(400, f"Unknown query parameter: {name}")
            if not (value or name == "displayName") or names.count(name) > 1:
                raise ApiError(400, f"Query parameter {name} must be given once, with a value")
            if name == "orgId" and value != self.world.org_id:
                raise ApiError(401, f"The caller does not have access to OrgId {value}")

    def _owner(self, scopes: tuple[str, str], token: Token, names: dict[str, str], writing: bool) -> Person | None:
        """The person whose settings these are, or nobody: the organization."""
        if "person" not in names:
            self._allow(scopes, token, "")
            return None
        one = self._find(scopes, token, names["person"])
        if one.licensed or ("405-write" in self.world.variants and not writing):
            return one
        refusal = self.no_voicemail(one, writing)
        words = refusal.words.format(id=one.id, org=self.world.org_id)
        raise ApiError(refusal.status, words, code=refusal.code, blame=False)

    def no_voicemail(self, one: Person, writing: bool) -> Refusal:
        """How it is said that this person has no voicemail."""
        for switch in self.world.variants.values():
            if refusal := switch.pending if one.invite_pending else switch.unlicensed:
                return refusal
        if writing:
            return Refusal(405, "Method PUT is not allowed for this person")
        if one.invite_pending:
            return Refusal(400, "Unauthorized request: user {id} is not active", 4003)
        return Refusal(400, "The user has no Webex Calling licence", 4008)

    def _find(self, scopes: tuple[str, str], token: Token, person_id: str) -> Person:
        """The person with this ID, for someone who may ask."""
        kind = kind_of(person_id)
        if not kind:
            raise ApiError(400, f"Not a valid person ID: {person_id}")
        self._allow(scopes, token, person_id)
        one = self.world.find(person_id) if kind == "PEOPLE" else None
        if one is None:
            raise ApiError(404, f"User not found: {person_id}", code=4003, blame=kind != "PEOPLE")
        return one

    @staticmethod
    def _allow(scopes: tuple[str, str], token: Token, person_id: str) -> bool:
        """May they? And is it as an administrator?"""
        admin, own = scopes
        if admin in token.scopes:
            return True
        if own in token.scopes and token.person == person_id:
            return False
        raise ApiError(403, "The request is understood, but this access token may not do it")

    @staticmethod
    def _json_body(call: Call) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        if call.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            raise ApiError(415, "The Content-Type of this request must be application/json")
        try:
            body = json.loads(call.body)
        except (ValueError, RecursionError):
            raise ApiError(400, "The body is not valid JSON") from None
        if not isinstance(body, dict):
            raise ApiError(400, "The body must be a JSON object")
        return body

    # --- people

    @staticmethod
    def _flag(query: dict[str, str], name: str) -> bool:
        value = query.get(name, "false")
        if value not in ("true", "false"):
            raise ApiError(400, f"Query parameter {name} must be true or false")
        return value == "true"

    def _me(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        return self._one_person(call, token, {"person": token.person})

    def _one_person(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        one = self._find(PEOPLE_READ, token, names["person"])
        calling = self._flag(dict(call.query), "callingData")
        admin = self._allow(PEOPLE_READ, token, one.id)
        return Answer(200, self.world.person_json(one, calling, admin, details=True, presence=True))

    def _list_people(self, call: Call, token: Token, names: dict[str, str]) -> Answer:
        query = dict(call.query)
        admin = PEOPLE_READ[0] in token.scopes
        if PEOPLE_READ[1] not in token.scopes or not {"email", "id", "displayName"} & set(query):
            self._allow(PEOPLE_READ, token, "")
        calling, presence = self._flag(query, "callingData"), not self._flag(query, "excludeStatus")
        location = query.get("locationId")
        if location and not calling:
            raise ApiError(400, "Calling flag not set")
        if location and kind_of(location) != "LOCATION":
            raise ApiError(400, f"Not a valid location ID: {location}")
        most = MOST_LOCATION if location else MOST_CALLING if calling else MOST
        try:
            wanted = float(query.get("max", DEFAULT_PAGE))  # a number by the description
            size = min(int(wanted), most) if wanted == wanted // 1 else 0
            start = int(self._opened(query["cursor"])) if "cursor" in query else 0
        except (ValueError, OverflowError):
            raise ApiError(400, "Query parameter max or cursor is not valid") from None
        if size < 1:
            raise ApiError(400, "Query parameter max must be a whole number, at least 1")
        found, missing = self.world.people, None
        if "id" in query:
            ids = query["id"].split(",")
            if len(ids) > MOST_IDS:
                raise ApiError(400, f"Query parameter id takes up to {MOST_IDS} IDs, not {len(ids)}")
            known = {one: self.world.find(one) for one in ids if kind_of(one) == "PEOPLE"}
            found = [one for one in known.values() if one]
            missing = [one for one in ids if not known.get(one)]
        if "email" in query:
            wanted = query["email"].lower()
            same = self.world.find(wanted)
            found = [same] if same and same in found else []
        if "displayName" in query:
            wanted = query["displayName"].lower()
            found = [one for one in found if one.display_name.lower().startswith(wanted)]
        if "roles" in query:
            found = []  # nobody here has a role
        if location:
            found = [one for one in found if one.licensed and one.location_id == location]
        details, presence = "id" not in query, presence and "id" not in query
        page = [self.world.person_json(one, calling, admin, details, presence) for one in found[start : start + size]]
        answer = Answer(200, b'{"notFoundIds":%s,"items":[%s]}' % (json.dumps(missing).encode(), b",".join(page)))
        if start + size < len(found):
            query["cursor"] = self._sealed(str(start + size))
            answer.headers["Link"] = f'<{call.base}/v1/people?{urlencode(query)}>; rel="next"'
        return answer

    @staticmethod
    def _sealed(text: str) -> str:
        check = hashlib.sha256(text.encode()).hexdigest()[:8]
        return base64.b64encode(f"{check}:{text}".encode()).decode()

    def _opened(self, cursor: str) -> str:
        """What is in a cursor that came from here."""
        try:
            text = base64.b64decode(cursor, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            raise ValueError from None
        if self._sealed(text) != cursor:
            raise ValueError
        return text

    # --- tokens

    def _mint(self, call: Call) -> Answer:
        """A new access token for a refresh token."""
        if call.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
            raise ApiError(415, f"The Content-Type of this request must be {FORM}")
        form = dict(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
        error: ApiError | None = None
        if missing := {"grant_type", *CLIENT} - set(form):
            error, name = ApiError(400, f"Missing: {', '.join(sorted(missing))}"), "invalid_request"
        elif form["grant_type"] != "refresh_token":
            error, name = ApiError(400, "Only grant_type=refresh_token is supported"), "unsupported_grant_type"
        elif form["client_id"] != CLIENT["client_id"] or form["client_secret"] != CLIENT["client_secret"]:
            error, name = ApiError(401, "The client is unknown or its secret is wrong"), "invalid_client"
        elif form["refresh_token"] != CLIENT["refresh_token"]:
            error, name = ApiError(400, "The refresh token is wrong or has expired", blame=False), "invalid_grant"
        if error:
            error.extra = {"error": name, "error_description": str(error)}
            raise error
        self.minted += 1
        unique = hashlib.sha256(f"{self.world.seed}/{self.minted}".encode()).hexdigest()[:32]
        value = f"emulator-minted-{self.minted}-{unique}"
        owner = self.world.people[0].id if self.world.people else ""
        self.tokens[value] = Token(owner, set(ADMIN_SCOPES), time.monotonic() + self.token_seconds)
        return json_answer(
            {
                "access_token": value,
                "token_type": "Bearer",
                "expires_in": self.token_seconds,
                "refresh_token": CLIENT["refresh_token"],
                "refresh_token_expires_in": 90 * 24 * 3600,
            }
        )
