# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API over HTTP: verbs and pages, with the token, retries and the shared rate."""

from __future__ import annotations

import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.auth import Authenticator
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import (
    Hints,
    Json,
    NoResponse,
    Request,
    Response,
)
from ansible_collections.webex.calling.plugins.module_utils._http.failures import Failures, unconfirmed
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
from ansible_collections.webex.calling.plugins.module_utils._http.pages import read_pages
from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor
from ansible_collections.webex.calling.plugins.module_utils._http.retry import Tries
from ansible_collections.webex.calling.plugins.module_utils._http.transport import Transport
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import DELETE, GET, MINT, POST, PUT, Verb
from ansible_collections.webex.calling.plugins.module_utils._limits.limiter import PutOffTooLong, RateLimiter
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import SharedController, state_file

_CARELESS = "validate_certs is false: anyone on the network path to the API can read the token and change the settings."


class Client:
    """A task's connection to the API, for all its threads.

    C(org_id) is the ID of the organization that the task names, None where it names none. C(redact) makes foreign text fit to be told.
    C(on_no_answer) is called with the reason before a request without an answer is sent again.
    What must be in no output is added to I(secrets): each secret option and each token that is minted.

    @raise ValidationError: the options are of no use; nothing was sent.
    @raise WebexError: requests is missing.
    """

    def __init__(self, options: ConnectionOptions, secrets: set[str] | None = None) -> None:
        self.org_id, self._url = options.org_id, options.api_url
        self._max_retries, self._max_wait = options.max_retries, options.max_wait
        self._transport = Transport(options)
        redactor = Redactor(set() if secrets is None else secrets, self._transport.secrets)
        for secret in options.secrets:
            redactor.add_secret(secret)
        self.redact = redactor.redact
        self._failures = Failures(redactor)
        self._auth = Authenticator(options, redactor, self._failures, self._send)
        who = options.refresh_token or options.access_token
        shared = SharedController(state_file(self._url, self.org_id, options.client_id or None, who))
        self.limiter = RateLimiter(shared, options.concurrency)
        self._lock = threading.Lock()
        self._requests = self._retries = 0
        self.on_no_answer: t.Callable[[str], None] = lambda reason: None

    def __enter__(self) -> Client:
        """Mint a token, where none is given.

        @raise WebexError: there is none to be had.
        """
        try:
            self._auth.begin()
        except WebexError:
            self.close()
            raise
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing more is sent."""
        self.limiter.stop()
        self.limiter.close()
        self._transport.close()

    @property
    def stats(self) -> Json:
        """What the task has cost so far: requests sent, of them repeated, and seconds in which the API's limits held it back."""
        return {"requests": self._requests, "retries": self._retries, "waited": round(self.limiter.waited, 1)}

    @property
    def warnings(self) -> list[str]:
        """What the user ought to know, whatever comes of the task."""
        return [] if self._transport.verified else [_CARELESS]

    def get(self, path: str, hints: Hints | None = None, **query: t.Any) -> Json:
        """The JSON object at I(path).

        @raise WebexError: there was none.
        """
        return self._request(GET, path, hints, query)

    def pages(
        self, path: str, hints: Hints | None = None, items_key: str = "items", **query: t.Any
    ) -> t.Iterator[tuple[list[Json], bool]]:
        """The items of I(path), which are the answer's I(items_key), page by page, and whether there are more.

        @raise WebexError: a page is not understood, or leads somewhere else.
        """
        first = Request(GET, path, {"params": self._query(query)}, hints)
        return read_pages(first, items_key, self._url, self._send, self._failures)

    def put(self, path: str, body: Json | None = None, hints: Hints | None = None, verb: Verb = PUT) -> None:
        """Replace what is at I(path); by the I(verb) C(PUT_PASSCODE) where there is one in the I(body).

        @raise Unconfirmed: it is not known whether it was.
        @raise WebexError: it was not.
        """
        self._request(verb, path, hints, **_json_content(body))

    def post(self, path: str, body: Json | None = None, hints: Hints | None = None) -> Json:
        """Create something at I(path), or start an action: what the API answers, which may be nothing.

        @raise Unconfirmed: it is not known whether it was done.
        @raise WebexError: it was not.
        """
        return self._request(POST, path, hints, **_json_content(body))

    def upload(self, path: str, filename: str, content: bytes, media_type: str, hints: Hints | None = None) -> Json:
        """Send a file to I(path), as the part C(file) of a form: what the API answers, which may be nothing.

        @raise Unconfirmed: it is not known whether it was taken.
        @raise WebexError: it was not.
        """
        return self._request(POST, path, hints, files={"file": (filename, content, media_type)})

    def delete(self, path: str, hints: Hints | None = None) -> None:
        """Delete what is at I(path). Where a try got no answer, and the next one 404, that try did it.

        @raise Unconfirmed: it is not known whether it was.
        @raise WebexError: it was not; with the status 404, there was nothing to begin with.
        """
        self._request(DELETE, path, hints)

    def _query(self, query: t.Mapping[str, t.Any]) -> Json:
        return {**query, "orgId": self.org_id} if self.org_id else dict(query)

    def _request(
        self, verb: Verb, path: str, hints: Hints | None, query: t.Mapping[str, t.Any] | None = None, **content: t.Any
    ) -> Json:
        request = Request(verb, path, {"params": self._query(query or {}), **content}, hints)
        response = self._send(request)
        return {} if response.status in verb.done else self._failures.json_object(request, response)

    def _send(self, request: Request) -> Response:
        """Send it until it is answered for good, with 2xx or with what comes to the same.

        @raise Unconfirmed: it is not known whether it was done.
        @raise WebexError: it was not.
        """
        verb, tries = request.verb, Tries(request.verb, self._max_retries, self._max_wait)
        while self._try(request, tries):
            pass
        outcome = tries.outcome
        if outcome is None:
            raise self._failures.not_sent(request, self._max_wait)
        if not isinstance(outcome, Response):
            error = self._failures.no_response(request, outcome, tries.count)
        elif 200 <= outcome.status < 300 or (tries.lost and outcome.status in verb.done):
            return outcome
        else:
            error = self._failures.refused(request, outcome, tries.count, self.limiter.waited)
        raise unconfirmed(error) if verb.is_unconfirmed(outcome.status, tries.lost) else error

    def _try(self, request: Request, tries: Tries) -> bool:
        """Send it once more, and whether it is to be sent again: after a pause, which is then over."""
        try:
            ticket = self.limiter.acquire(request.verb.urgent, tries.patience)
        except PutOffTooLong:
            return False
        with self._lock:
            self._requests += 1
            self._retries += tries.count > 0
        token = self._auth.token
        try:
            outcome = self._transport.send(request, None if request.verb is MINT else token.value)
        except BaseException:
            self.limiter.lost(ticket)
            raise
        tries.add(outcome)
        pause = tries.pause
        if outcome.status == 429:
            self.limiter.refused(ticket, pause or 0.0)
            return True
        (self.limiter.granted if outcome.status else self.limiter.lost)(ticket)
        if outcome.status == 401 and request.verb is not MINT and not (tries.renewed or outcome.is_about_organization):
            tries.renewed = self._auth.renew(token)
            return tries.renewed
        if pause is None:
            return False
        if isinstance(outcome, NoResponse):
            self.on_no_answer(self.redact(outcome.reason))
        self.limiter.sleep(pause, outcome.retry_after is not None, locked=outcome.status == 423)
        return True


def _json_content(body: Json | None) -> Json:
    """A body; an empty one is sent as nothing at all, but as JSON."""
    return {"json": body} if body else {"headers": {"Content-Type": "application/json"}}
