# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between a client and the API: rules and a table of kinds."""

from __future__ import annotations

import asyncio
import inspect
import json
import random
import re
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from .exchange import Exchange
from .messages import JSON, Answer, Call

NOTHING = object()


Kind = Callable[..., Awaitable[Any]]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Enter a kind of fault into the table; its keyword parameters are the rule's."""
    KINDS[function.__name__] = function
    return function


@dataclass
class Fault:
    """A rule: which requests (`match`: method, path (a regular expression), owner (its name or ID)), how often, what happens."""

    kind: str
    match: dict[str, str] = field(default_factory=dict)
    times: int | None = None
    skip: int = 0
    probability: float | None = None
    seed: int = 1
    parameters: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    used: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind}; known: {', '.join(KINDS)}")
        if unknown := set(self.match) - {"method", "path", "person", "owner"}:
            raise ValueError(f"unknown match: {', '.join(sorted(unknown))}")
        try:
            inspect.signature(KINDS[self.kind]).bind(None, **self.parameters)
        except TypeError as error:
            raise ValueError(f"{self.kind}: {error}") from None
        self._path = re.compile(self.match.get("path", ""))
        self._random = random.Random(self.seed)

    @classmethod
    def of(cls, rule: dict[str, Any]) -> Fault:
        """A rule from a flat dict, as it comes over HTTP."""
        own = {name: rule[name] for name in ("kind", "match", "times", "skip", "probability", "seed") if name in rule}
        return cls(**own, parameters={name: value for name, value in rule.items() if name not in own})

    def takes(self, call: Call) -> bool:
        """Whether this rule takes this request; counts."""
        method, owner = self.match.get("method"), (self.match.get("owner") or self.match.get("person", "")).lower()
        if (method and method.upper() != call.method) or not self._path.search(call.path):
            return False
        if owner and owner not in ((call.entry["owner_id"] or "").lower(), (call.entry["owner"] or "").lower()):
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.times is not None and self.used >= self.times):
            return False
        if self.probability is not None and self._random.random() >= self.probability:
            return False
        self.used += 1
        return True


async def instead(exchange: Exchange, apply: bool, status: int, body: bytes, headers: dict[str, str]) -> Any:
    """Send something else than the right answer; carry the request out before, or not."""
    if apply:
        exchange.right()
    return await exchange.send(Answer(status, body, headers))


@kind
async def status(
    exchange: Exchange,
    *,
    status: int = 500,
    retry_after: Any = None,
    message: str = "The emulator was told to fail",
    code: int | None = None,
    body: bool | str = True,
    headers: dict[str, str] | None = None,
    apply: bool = False,
) -> Any:
    """Any status, with an error body as the API's, none, or this one."""
    text = {"message": message, "errors": [{"description": message, **({"errorCode": code} if code else {})}]}
    text["trackingId"] = exchange.call.entry["tracking_id"]
    more = {**({} if retry_after is None else {"Retry-After": str(retry_after)}), **(headers or {})}
    content = body if isinstance(body, str) else json.dumps(text) if body else ""
    return await instead(exchange, apply, status, content.encode(), {**(JSON if body is True else {}), **more})


@kind
async def delay(exchange: Exchange, *, seconds: float) -> Any:
    """The right answer, late."""
    await asyncio.sleep(seconds)
    return await exchange.send(exchange.right())


@kind
async def hold(exchange: Exchange, *, until: Callable[[], bool]) -> Any:
    """The right answer, once something is so: for rules that are made in Python."""
    while not (until() or exchange.gone()):
        await asyncio.sleep(0.005)
    return await exchange.send(exchange.right())


@kind
async def cut_before(exchange: Exchange) -> Any:
    """Not carried out, connection aborted."""
    return exchange.cut()


@kind
async def cut_after(exchange: Exchange) -> Any:
    """Carried out, connection aborted."""
    exchange.right()
    return exchange.cut()


@kind
async def hang(exchange: Exchange, *, seconds: float = 3600, apply: bool = False) -> Any:
    """No answer until the client has gone or the time is over."""
    if apply:
        exchange.right()
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end and not exchange.gone():
        await asyncio.sleep(min(0.05, seconds))
    return exchange.cut()


@kind
async def garbage(exchange: Exchange, *, apply: bool = False, body: str = '{"half": tru') -> Any:
    """200 and JSON by its header, but not in its body."""
    return await instead(exchange, apply, 200, body.encode(), dict(JSON))


@kind
async def content_type(exchange: Exchange, *, apply: bool = False, type: str = "text/html") -> Any:
    """200 and a page for people, as a proxy may send it."""
    return await instead(exchange, apply, 200, b"<html><body>Please log in</body></html>", {"Content-Type": type})


@kind
async def empty(exchange: Exchange, *, apply: bool = True) -> Any:
    """200 and nothing."""
    return await instead(exchange, apply, 200, b"", dict(JSON))


@kind
async def error_body(exchange: Exchange, *, apply: bool = False, message: str = "Something failed") -> Any:
    """200 and an error."""
    text = {"message": message, "errors": [{"description": message}], "trackingId": exchange.call.entry["tracking_id"]}
    return await instead(exchange, apply, 200, json.dumps(text).encode(), dict(JSON))


@kind
async def redirect(exchange: Exchange, *, status: int = 302, location: str, apply: bool = False) -> Any:
    """Go elsewhere; `{self}` stands for the request's own URL."""
    return await instead(exchange, apply, status, b"", {"Location": location.replace("{self}", own_url(exchange))})


@kind
async def headers(exchange: Exchange, *, headers: dict[str, str]) -> Any:
    """The right answer with other headers."""
    answer = exchange.right()
    answer.headers.update(headers)
    return await exchange.send(answer)


@kind
async def link(exchange: Exchange, *, url: str, rel: str = "next") -> Any:
    """The right answer with this next page; `{self}` stands for the request's own URL."""
    answer = exchange.right()
    answer.headers["Link"] = f'<{url.replace("{self}", own_url(exchange))}>; rel="{rel}"'
    return await exchange.send(answer)


@kind
async def mutate(exchange: Exchange, *, path: str = "", to: Any = NOTHING, drop: bool = False) -> Any:
    """The right answer with another value (or none) at a dotted path, or as a whole; as it is where the path ends before."""
    answer = exchange.right()
    if answer.status == 200:
        outer: Any = {"": json.loads(answer.body)}
        *before, last = ["", *path.split(".")] if path else [""]
        inner = outer
        for name in before:
            inner = inner[int(name)] if isinstance(inner, list) else inner.get(name) if inner else None
        key: Any = int(last) if isinstance(inner, list) else last
        if inner is not None and not (drop or to is NOTHING):
            inner[key] = to
        elif inner and (isinstance(inner, list) or key in inner):
            del inner[key]
        answer.body = json.dumps(outer.get("")).encode()
    return await exchange.send(answer)


@kind
async def truncate(exchange: Exchange, *, keep: float = 0.5, missing: int = 100) -> Any:
    """A part of the right answer (a share of it, and never all that Content-Length says), then the end."""
    answer = exchange.right()
    sent = answer.body[: int(len(answer.body) * keep)]
    return await exchange.stream(answer, [sent], len(answer.body) + (missing if len(sent) == len(answer.body) else 0))


@kind
async def slow_body(exchange: Exchange, *, seconds: float = 1.0) -> Any:
    """The right answer, a byte at a time."""
    answer = exchange.right()

    async def chunks() -> Any:
        for number in range(len(answer.body)):
            yield answer.body[number : number + 1]
            await asyncio.sleep(seconds)

    return await exchange.stream(answer, chunks())


@kind
async def body(exchange: Exchange, *, text: str = "[", size: float = 1.0, gzip: bool = False) -> Any:
    """A text over and over, `size` MiB in all; with gzip it is small on the wire."""
    chunk = text.encode() * max(1, 65536 // len(text.encode()))
    packer = zlib.compressobj(wbits=31)

    async def chunks() -> Any:
        left = int(size * 2**20)
        while left > 0:
            left -= len(chunk)
            yield packer.compress(chunk) if gzip else chunk
            await asyncio.sleep(0)
        if gzip:
            yield packer.flush()

    return await exchange.stream(Answer(headers={**JSON, **({"Content-Encoding": "gzip"} if gzip else {})}), chunks())


def own_url(exchange: Exchange) -> str:
    """The URL of this request."""
    return exchange.call.base + exchange.call.url
