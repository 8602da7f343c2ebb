# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that comes in pages; the lists themselves are declared in listings.py."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .fields import Settings
from .messages import Answer, ApiError, Call
from .owners import Owner

if TYPE_CHECKING:
    from .tokens import Token
    from .world import World

_ID = re.compile(rb'"(Y2lzY29zcGFyazov[\w-]+)"')
Filter = Callable[["World", Any, str], bool]


@dataclass(frozen=True)
class Listing:
    """A path that lists owners of a kind."""

    path: str
    kind: str
    scopes: tuple[str, ...]  # any of them is enough
    key: str  # of the list in the answer
    show: Callable[[World, Any], Settings]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    several: tuple[str, ...] = ()  # filters that may be given more than once: any of the values will do
    page: int = 100
    most: int = 1000
    start: bool = True  # pages by `start`; otherwise by a cursor that only a Link has
    linked: bool = True  # the description has a Link header
    lag: bool = False  # takes part in the variant `groups-lag`

    @property
    def query(self) -> frozenset[str]:
        """The parameters that it knows."""
        return frozenset({"orgId", "max", "start" if self.start else "cursor", *self.filters})

    def answer(self, world: World, call: Call, token: Token) -> Answer:
        """A page, and the Link to the next."""
        wanted = [(name, value) for name, value in call.query if name in self.filters]
        names = dict.fromkeys(name for name, value in wanted)
        found = [one for one in world.rosters[self.kind].all if token.sees(one.location_id)]
        for name in names:
            values = [value for other, value in wanted if other == name]
            found = [one for one in found if any(self.filters[name](world, one, value) for value in values)]
        start, size = page_of(dict(call.query), self.page, self.most, self.start)
        some: Sequence[Owner] = found[start : start + size]
        if self.lag and "groups-lag" in world.variants:
            some = _lagging(world, found, start, size)
        items = b",".join(self._item(world, one) for one in some)
        answer = Answer(200, b'{"%s":[%s]}' % (self.key.encode(), listed(world, items)))
        if start + size < len(found) and (self.linked or "links-missing" not in world.variants):
            answer.headers["Link"] = link(world, call, "start" if self.start else "cursor", start + size)
        return answer

    def _item(self, world: World, one: Owner) -> bytes:
        """An owner as JSON, built once where it cannot change by itself."""
        if self.kind == "group":
            return json.dumps(self.show(world, one)).encode()
        key = (self.path, one.id)
        if key not in world.json:
            world.json[key] = json.dumps(self.show(world, one)).encode()
        return world.json[key]


def page_of(query: Mapping[str, str], page: int, most: int, by_start: bool) -> tuple[int, int]:
    """Where a page begins and how long it is."""
    try:
        wanted = float(query.get("max", page))  # a number by the description
        size = min(int(wanted), most) if wanted == wanted // 1 else 0
        start = int(query.get("start", 0)) if by_start else int(_opened(query["cursor"])) if "cursor" in query else 0
    except (ValueError, OverflowError):
        raise ApiError(400, f"Query parameter max or {'start' if by_start else 'cursor'} is not valid") from None
    if size < 1:
        raise ApiError(400, "Query parameter max must be a whole number, at least 1")
    if start < 0:
        raise ApiError(400, "Query parameter start must not be negative")
    return start, size


def listed(world: World, items: bytes) -> bytes:
    """The items of a list, as JSON."""
    return _ID.sub(_padded, items) if "ids-padded" in world.variants else items


def _padded(found: re.Match[bytes]) -> bytes:
    return b'"%s"' % (found.group(1) + b"=" * (-len(found.group(1)) % 4))


def link(world: World, call: Call, name: str, start: int) -> str:
    """The header that leads to the page that begins there."""
    others = [(other, value) for other, value in call.query if other != name]
    query = urlencode([*others, (name, str(start) if name == "start" else _sealed(str(start)))])
    base = "" if "links-relative" in world.variants else call.base
    return f'<{base}/v1{call.path}?{query}>; rel="next"'


def _sealed(text: str) -> str:
    check = hashlib.sha256(text.encode()).hexdigest()[:8]
    return base64.b64encode(f"{check}:{text}".encode()).decode()


def _opened(cursor: str) -> str:
    """What is in a cursor that came from here."""
    try:
        text = base64.b64decode(cursor, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        raise ValueError from None
    if _sealed(text) != cursor:
        raise ValueError
    return text


def _lagging(world: World, found: Sequence[Any], start: int, size: int) -> Sequence[Any]:
    """A page of groups from which new ones are missing for a while. Of three listings in pages, the first has the last group
    of a page on the next page again, the second leaves out the first of each further page, and the third is right.
    """
    now = world.clock()
    if start == 0:
        world.listings += 1
        shift = 0
    else:
        shift = (-1, 1, 0)[(world.listings - 1) % 3]
    window = found[start + shift : start + size + min(shift, 0)] if shift else found[start : start + size]
    return [one for one in window if one.listed_from <= now]
