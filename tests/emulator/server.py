# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server: how it is run, configured and read."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from .api import Api
from .control import control
from .exchange import Exchange
from .faults import KINDS, Fault
from .limits import Limiter
from .log import Log
from .messages import Answer, ApiError, Call, error_answer
from .sounds import LARGEST
from .tokens import ADMIN_SCOPES, ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN, Token
from .variants import known
from .world import World

__all__ = ["ADMIN_TOKEN", "READONLY_TOKEN", "USER_TOKEN", "Emulator"]

WRITES = frozenset({"PUT", "POST", "PATCH", "DELETE"})


def _request(*parts: Any) -> web.BaseRequest:
    """A request; its body may be a greeting larger than the API takes."""
    return web.BaseRequest(*parts, loop=asyncio.get_running_loop(), client_max_size=4 * LARGEST)


def limits(name: str, doc: str) -> Any:
    """A property that is the limiter's."""

    def change(emulator: Emulator, value: Any) -> None:
        emulator._limiter.change(time.monotonic(), name, value)

    return property(lambda emulator: getattr(emulator._limiter, name), change, doc=doc)


class Emulator:
    """A local Webex in a background thread: `with Emulator(people=50) as emulator: ...`."""

    def __init__(
        self,
        people: int = 50,
        seed: int = 1,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        latency: float = 0.0,
        limit: float | None = None,
        variants: Iterable[str] = (),
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.world = World(people, seed)
        self.api = Api(self.world)
        self.host, self.port = host, port
        self._first_port = port
        self._ssl = ssl_context
        self._defaults = (latency, limit)
        self._first_variants = list(known(variants))
        self._admitted = 0
        self._log = Log()
        self._thread: threading.Thread | None = None
        self.reset()

    def reset(self) -> None:
        """Everything as it was at the start: variants, world, tokens, log, faults, limits, latency, switches, problems."""
        self.variants = self._first_variants

    @property
    def variants(self) -> list[str]:
        """The switches of `variants.py` that are on. Setting it sets everything else back to the start."""
        return list(self.world.variants)

    @variants.setter
    def variants(self, names: Iterable[str]) -> None:
        switches = known(names)
        self.world.reset(switches)
        self.api.reset()
        self._limiter, self._minting = Limiter(), Limiter(burst=1)
        self.latency, self.limit = self._defaults
        self.read_only = False
        self.faults: list[Fault] = [Fault.of(dict(rule)) for switch in switches.values() for rule in switch.faults]
        self.problems: list[str] = []
        self.clear_log()
        for switch in switches.values():
            for name, value in switch.state.items():
                setattr(self, name, value)

    # --- running

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(self, *dummy: object) -> None:
        self.stop()

    def start(self) -> Emulator:
        """Listen; returns when requests are answered."""
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="webex-emulator", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._error:
            raise self._error
        return self

    def stop(self) -> None:
        """Stop listening and cut what is still open."""
        if self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()
        self._thread = None

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # pylint: disable=broad-exception-caught
            self._error = error  # start() raises it
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runner = web.ServerRunner(
            web.Server(self._handle, access_log=None, request_factory=_request), shutdown_timeout=0.1
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self._first_port, ssl_context=self._ssl, backlog=1024).start()
            self.port = runner.addresses[0][1]
            self._ready.set()
            await self._stop.wait()
        finally:
            await runner.cleanup()

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._ssl else 'http'}://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """What `api_url` is to be."""
        return f"{self.origin}/v1"

    @property
    def environment(self) -> dict[str, str]:
        """The environment that makes a module talk to this emulator."""
        return {"WEBEX_API_URL": self.url, "WEBEX_ACCESS_TOKEN": ADMIN_TOKEN}

    # --- control

    limit = limits("per_minute", "Requests a minute; None for no limit.")
    limit_status = limits("status", "That of a request over the limit: 429 or 423. Setting `limit` makes it 429 again.")
    burst = limits("burst", "Requests that may come at once; None for one second's worth of the limit.")
    retry_after = limits("retry_after", "The shortest Retry-After, in seconds.")
    other = limits("other", "Requests a minute that another client takes of the limit.")
    in_flight = limits("in_flight", "Requests that may be under way at a time; None for any number.")

    @property
    def mint_limit(self) -> float | None:
        """Tokens a minute, one at a time; None for no limit."""
        return self._minting.per_minute

    @mint_limit.setter
    def mint_limit(self, per_minute: float | None) -> None:
        self._minting.change(time.monotonic(), "per_minute", per_minute)

    def settle(self) -> None:
        """No GET is stale any more (the variant `stale`), and lists have every group (`groups-lag`)."""
        self.world.settle()

    def fault(self, kind: str, match: dict[str, str] | None = None, **rule: Any) -> Fault:
        """Add a fault: `fault("status", {"method": "PUT"}, status=503, times=2)`; see `Fault` and `KINDS`."""
        one = Fault.of({"kind": kind, "match": match or {}, **rule})
        self.faults = [*self.faults, one]
        return one

    def revoke(self, token: str) -> None:
        """Make this token invalid."""
        self.api.tokens.pop(token, None)

    def grant(self, token: str, *scopes: str, person: str = "", locations: Iterable[str] | None = None) -> str:
        """A token with these scopes alone (with none: all of an administrator); with `locations` (IDs) a location
        administrator's. `person` (an e-mail address) is whose it is; the first one's where none is given.
        """
        whose = self.world.person(person).id if person else self.world.people[0].id
        places = None if locations is None else frozenset(locations)
        self.api.tokens[token] = Token(whose, set(scopes or ADMIN_SCOPES), locations=places)
        return token

    def blame(self, call: Call, message: str) -> None:
        """Remember what a client did wrong."""
        who = call.entry["owner"] or ""
        self.problems.append(f"{call.method} {call.path}{f' ({who})' if who else ''}: {message}")

    def take_problems(self) -> list[str]:
        """What clients did wrong since the last time; forgotten then."""
        taken, self.problems = self.problems, []
        return taken

    @property
    def log(self) -> list[dict[str, Any]]:
        """The requests, a line each."""
        return self._log.entries

    def clear_log(self) -> None:
        """Forget the requests so far."""
        self._log.clear()

    def stats(self) -> dict[str, Any]:
        """The log in figures."""
        return self._log.stats()

    # --- requests

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        base = f"{request.scheme}://{request.headers.get('Host', f'{self.host}:{self.port}')}"
        path = request.path
        query = list(request.query.items()) if "?" in request.raw_path else []
        call = Call(request.method, path, base, request.raw_path, query, request.headers, body, {})
        if path.startswith("/_emulator"):
            answer = control(self, call)
            return web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        self._log.enter(call, self.world)
        self._log.begin()
        try:
            return await self._respond(Exchange(self, request, call))
        finally:
            self._log.end()

    async def _respond(self, exchange: Exchange) -> web.StreamResponse:
        """The switch, the limit, the faults, and then the right answer."""
        call = exchange.call
        minting = call.path == "/access_token"
        limiter = self._minting if minting else self._limiter
        wait = limiter.refuse(time.monotonic(), self._admitted)
        forbidden = self.read_only and call.method in WRITES and not minting
        if forbidden:
            self.blame(call, "a write while the emulator is read-only")
        self._admitted += not wait
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
            if forbidden:
                return await exchange.send(self._refusal(call, ApiError(400, "The emulator is read-only")))
            if wait:
                call.entry["refused"] = True
                answer = self._refusal(call, ApiError(limiter.status, "Too many requests: wait for Retry-After"))
                answer.headers["Retry-After"] = str(wait)
                return await exchange.send(answer)
            for rule in self.faults:
                if rule.takes(call):
                    call.entry["fault"] = rule.kind
                    sent: web.StreamResponse = await KINDS[rule.kind](exchange, **rule.parameters)
                    return sent
            return await exchange.send(exchange.right())
        finally:
            self._admitted -= not wait

    @staticmethod
    def _refusal(call: Call, error: ApiError) -> Answer:
        return error_answer(error, call.entry["tracking_id"])
