# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: what each may do, and how they are minted."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl

from .actions import ACTIONS
from .listings import LISTINGS
from .messages import Answer, ApiError, Call, json_answer
from .owners import Owner
from .resource import Scopes
from .resources import RESOURCES

ADMIN_TOKEN = "emulator-admin-token"
READONLY_TOKEN = "emulator-readonly-token"
USER_TOKEN = "emulator-user-token"
CLIENT = {
    "client_id": "emulator-client",
    "client_secret": "emulator+secret/=&%",
    "refresh_token": "emulator-refresh=token+/&",
}
FORM = "application/x-www-form-urlencoded"

_READ = [*(one.read for one in RESOURCES), *((scope, "") for one in LISTINGS for scope in one.scopes)]
_WRITE = [*(one.write for one in RESOURCES if any(one.write)), *(one.write for one in ACTIONS)]
READ_SCOPES = {admin for admin, own in _READ}
ADMIN_SCOPES = READ_SCOPES | {admin for admin, own in _WRITE}
USER_SCOPES = {own for admin, own in (*_READ, *_WRITE) if own}
FORBIDDEN = (
    "The server understood the request, but refused to fulfill it because the access token is missing required scopes "
    "or the user is missing required roles or licenses."
)


@dataclass
class Token:
    """Whose token it is, what it may do, where (None: everywhere) and how long."""

    person: str
    scopes: set[str]
    expires: float = float("inf")
    locations: frozenset[str] | None = None

    def allow(self, scopes: Scopes, owner_id: str = "") -> bool:
        """Refuse what this token may not do; whether it does this as an administrator."""
        admin, own = scopes
        if admin in self.scopes:
            return True
        if own in self.scopes and self.person == owner_id:
            return False
        raise ApiError(403, FORBIDDEN)

    def sees(self, location_id: str) -> bool:
        """Whether an administrator with this token has anything to do with this location."""
        return self.locations is None or location_id in self.locations

    def check_place(self, owner: Owner | None, writing: bool) -> None:
        """A location's administrator has nothing to do with other locations, and changes nothing of the organization."""
        if not (self.sees(owner.location_id) if owner else self.locations is None or not writing):
            raise ApiError(403, FORBIDDEN)


class Tokens(dict[str, Token]):
    """All valid tokens, and the client that mints more of them."""

    seconds = 14 * 24 * 3600  # how long a token lives that is minted from now on
    minted = 0  # their number; the next one follows from it

    def reset(self, person: str) -> None:
        """The first tokens, and no other."""
        self.clear()
        self[ADMIN_TOKEN] = Token(person, set(ADMIN_SCOPES))
        self[READONLY_TOKEN] = Token(person, set(READ_SCOPES))
        self[USER_TOKEN] = Token(person, set(USER_SCOPES))
        self.minted = 0

    def of(self, call: Call) -> Token:
        """The token of this request."""
        kind, value = [*call.headers.get("Authorization", "").split(" ", 1), ""][:2]
        token = self.get(value) if kind.lower() == "bearer" else None
        if token is None or token.expires <= time.monotonic():
            raise ApiError(401, "A valid access token is needed in the Authorization header of this request")
        return token

    def mint(self, call: Call, person: str, seed: int) -> Answer:
        """A new access token for a refresh token."""
        if call.method != "POST":
            raise ApiError(405, f"Method {call.method} is not allowed here")
        if call.content_type != FORM:
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
        unique = hashlib.sha256(f"{seed}/{self.minted}".encode()).hexdigest()[:32]
        value = f"emulator-minted-{self.minted}-{unique}"
        self[value] = Token(person, set(ADMIN_SCOPES), time.monotonic() + self.seconds)
        return json_answer(
            {
                "access_token": value,
                "token_type": "Bearer",
                "expires_in": self.seconds,
                "refresh_token": CLIENT["refresh_token"],
                "refresh_token_expires_in": 90 * 24 * 3600,
            }
        )
