# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP with the Webex API: the token, retries, the shared pause, paging, and errors as sentences."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import random
import re
import ssl
import threading
import typing as t
from urllib.parse import quote, quote_plus

from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from ansible_collections.webex.calling.plugins.module_utils.errors import (
    WHITE_SPACE,
    NotAuthorized,
    Refused,
    Unconfirmed,
    WebexError,
    as_given,
    printable,
    shown,
)
from ansible_collections.webex.calling.plugins.module_utils.pace import Pace, Shared, state_file
from ansible_collections.webex.calling.plugins.module_utils.transport import BROKEN, Answer, Transport

try:
    import requests
    from urllib3.exceptions import InvalidHeader
    from urllib3.util.retry import Retry

except ImportError:  # told by Transport
    pass

Json = dict[str, t.Any]
Hints = t.Mapping[int, str]


def _environment(name: str) -> str:
    """An environment variable that is set and not empty: AWX sets those of a credential's empty fields too."""
    if not os.environ.get(name):
        raise AnsibleFallbackNotFound
    return os.environ[name]


def _option(name: str, **spec: t.Any) -> Json:
    return {"fallback": (_environment, ["WEBEX_" + name.upper()]), **spec}


CONNECTION_SPEC: Json = {
    "access_token": _option("access_token", no_log=True),
    "client_id": _option("client_id"),
    "client_secret": _option("client_secret", no_log=True),
    "refresh_token": _option("refresh_token", no_log=True),
    "api_url": _option("api_url", default="https://webexapis.com/v1"),
    "org_id": _option("org_id"),
    "validate_certs": _option("validate_certs", type="bool", default=True),
    "ca_path": _option("ca_path", type="path"),
    "timeout": _option("timeout", type="int", default=30),
    "max_retries": _option("max_retries", type="int", default=8),
}

_BOUNDS = {"timeout": (1, 3600), "max_retries": (0, 100), "concurrency": (1, 100)}
_MOST_PAGES, _MOST_ITEMS = 10_000, 1_000_000
_LONGEST_WAIT = 600.0
_LONGEST_BACKOFF = 30.0
_WRAPPING = re.compile(r"^(<[^>]*>|\w+\([^)]*\)): ")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_ID = re.compile(r"ciscospark://[^/\s]+/([A-Z_]+)/[\x21-\x7e]+")
_HINTS: Hints = {
    401: "The access token is missing, wrong or expired.",
    429: "The organization's rate limit is used up by this and other clients: lower concurrency, or run it later.",
    423: "Webex has locked it for now: run it later.",
}


def kind_of_id(text: str) -> str | None:
    """The kind (C(PEOPLE), C(LOCATION), C(ORGANIZATION), ...) of what I(text) identifies; None where it is no Webex ID."""
    padded = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        decoded = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    found = _ID.fullmatch(decoded)
    return found.group(1) if found else None


def check_id(option: str, text: str, kind: str) -> str:
    """The ID of a I(kind) that I(text) is, without white space around it and without padding.

    @raise Refused: it is the ID of something else, or none.
    """
    identity = text.strip(WHITE_SPACE)
    found = kind_of_id(identity)
    if found != kind:
        what = "a Webex ID of the kind {0}, not {1}".format(found, kind) if found else "no Webex ID"
        raise Refused("{0}: {1} is {2}.".format(option, as_given(text), what))
    return identity.rstrip("=")


def _forms(secret: str) -> list[str]:
    """A secret in the forms in which an answer may repeat it, the longest first."""
    forms = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    forms.add(json.dumps(secret, ensure_ascii=False)[1:-1])
    for before in ("", "x", "xx"):  # wherever it begins in what was encoded
        start = -(-len(before) * 4 // 3)
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            forms.add(encode((before + secret).encode()).decode()[start:].rstrip("=")[:-1])
    forms.add(secret.encode().hex())
    return [form for form in forms if len(form) > 3]


class Client:
    """A task's connection to the API. One session for all its threads.

    @raise Refused: the connection options are of no use; nothing was sent.
    """

    def __init__(self, params: t.Mapping[str, t.Any]) -> None:
        self._transport = Transport(params)
        self._url = self._transport.url
        for name, (least, most) in _BOUNDS.items():
            if name in params and not least <= params[name] <= most:
                raise Refused("{0} must be from {1} to {2}, not {3}.".format(name, least, most, shown(params[name])))
        if params.get("org_id"):
            check_id("org_id", params["org_id"], "ORGANIZATION")
        self._org_id = params.get("org_id") or None
        self._max_retries = params["max_retries"]
        self._lock = threading.Lock()
        self._requests = self._retries = 0
        who = params.get("refresh_token") or params.get("access_token")
        self.pace = Pace(Shared(state_file(self._url, self._org_id, params.get("client_id"), who)))
        # Retry is the policy (which answer to which method is asked again); the loop is here, because a pause is the
        # whole task's, and because a body that breaks off is noticed after urllib3 has let go.
        again = (423, 429, 500, 502, 503, 504)
        self._repeatable = Retry(total=1, allowed_methods=("GET", "PUT"), status_forcelist=again)
        self._unprocessed = Retry(total=1, allowed_methods=("POST",), status_forcelist=(423, 429))
        self._hidden = self._transport.secrets
        with contextlib.suppress(UnicodeError):
            for name in ("access_token", "client_secret", "refresh_token"):
                self._hide(params.get(name) or "")
        try:
            self._authorize(params)
        except WebexError:
            self.close()
            raise

    def _authorize(self, params: t.Mapping[str, t.Any]) -> None:
        token = self._mint(params) if params.get("refresh_token") else params.get("access_token")
        if not token:
            raise Refused(
                "There is no access token: set access_token (or WEBEX_ACCESS_TOKEN), "
                "or client_id, client_secret and refresh_token to mint one."
            )
        if not _TOKEN.fullmatch(token):
            raise Refused("The access token holds a space, a line break or another character that no token has.")
        self._hide(token)
        self._transport.headers["Authorization"] = "Bearer " + token

    def _hide(self, secret: str) -> None:
        if secret:
            self._hidden = sorted({*self._hidden, *_forms(secret)}, key=len, reverse=True)

    def _told(self, text: object) -> str:
        """Foreign text made fit to be told: no secret, one line, not too long."""
        words = str(text)
        for secret in self._hidden:
            words = words.replace(secret, "********")
        return printable(words)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing more is sent."""
        self.pace.stop()
        self.pace.close()
        self._transport.close()

    @property
    def cost(self) -> Json:
        """What the task has cost so far: requests sent, of them repeated, and seconds waited at the API's word."""
        return {"requests": self._requests, "retries": self._retries, "waited": round(self.pace.waited, 1)}

    @property
    def warnings(self) -> list[str]:
        """What the user ought to know, whatever comes of the task."""
        careless = (
            "validate_certs is false: whoever is on the way to the API can read the token and change the settings."
        )
        return [] if self._transport.verified else [careless]

    def get(self, path: str, hints: Hints | None = None, **query: t.Any) -> Json:
        """The JSON object at I(path).

        @raise WebexError: there was none.
        """
        return self._object("GET", path, self._request("GET", path, hints, params=self._query(query)))

    def put(self, path: str, body: Json, hints: Hints | None = None) -> None:
        """Replace what is at I(path).

        @raise Unconfirmed: it is not known whether it was.
        @raise WebexError: it was not.
        """
        answer = self._request("PUT", path, hints, params=self._query({}), json=body)
        if answer.status != 204:
            error = self._not_understood("PUT", path, answer, "204 (no content) belongs")
            raise Unconfirmed(error.msg, **error.fields)

    def pages(self, path: str, hints: Hints | None = None, **query: t.Any) -> t.Iterator[tuple[list[Json], bool]]:
        """The C(items) of I(path), page by page, and whether there are more, by the C(Link) header (RFC 8288).

        @raise WebexError: a page is not understood, or leads somewhere else.
        """
        url, params = path, self._query(query)
        seen, count = {url}, 0
        while url:
            answer = self._request("GET", url, hints, params=params)
            items = self._object("GET", path, answer).get("items")
            if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
                raise self._not_understood("GET", path, answer, "a list of items belongs")
            url, params, count = self._next(path, answer), {}, count + len(items)
            yield items, bool(url)
            if url in seen or len(seen) >= _MOST_PAGES or count > _MOST_ITEMS:
                raise self._not_understood(
                    "GET", path, answer, "no page belongs that was read before, nor endless pages"
                )
            seen.add(url)

    def _next(self, path: str, answer: Answer) -> str:
        links = requests.utils.parse_header_links(answer.headers.get("Link", ""))
        url = next((link["url"] for link in links if link.get("rel") == "next"), "")
        if url and not url.startswith(self._url + "/"):
            raise self._not_understood(
                "GET", path, answer, "the next page is on another host, where the token does not go"
            )
        return url[len(self._url) :]

    def _query(self, query: t.Mapping[str, t.Any]) -> Json:
        return {**query, "orgId": self._org_id} if self._org_id else dict(query)

    def _mint(self, params: t.Mapping[str, t.Any]) -> str:
        form = {name: params.get(name) for name in ("client_id", "client_secret", "refresh_token")}
        hint = "The client ID, the client secret or the refresh token is wrong or expired."
        answer = self._request(
            "POST", "/access_token", {400: hint, 401: hint}, data={"grant_type": "refresh_token", **form}
        )
        token = self._object("POST", "/access_token", answer).get("access_token")
        if not isinstance(token, str):
            raise self._not_understood("POST", "/access_token", answer, "an access_token belongs")
        return token

    def _request(self, method: str, path: str, hints: Hints | None = None, **content: t.Any) -> Answer:
        """Send it until it is answered for good; the answer's status is 2xx."""
        url, path = path, self._told(path)  # the API says which page is next
        policy = self._unprocessed if method == "POST" else self._repeatable
        unsure = False
        for tries in range(1, self._max_retries + 2):
            ticket = self.pace.take(urgent=method == "PUT")
            with self._lock:
                self._requests += 1
                self._retries += tries > 1
            answer, broken = None, ""
            try:
                answer = self._transport.send(method, url, content)
            except BROKEN as error:
                broken = self._told(_words(error))
                if isinstance(error, requests.exceptions.SSLError) and _of_ca_path(error):
                    broken += " (ca_path, or REQUESTS_CA_BUNDLE, holds no certificates)"
                    break
                if "CERTIFICATE_VERIFY_FAILED" in broken:
                    broken += " (the server is not trusted; for a certificate of your own authority, set ca_path)"
                    break
            except (OSError, ValueError) as error:  # of requests too: the request cannot be sent at all
                broken = self._told(_words(error))
                break
            if answer and 200 <= answer.status < 300:
                return answer
            unsure = unsure or answer is None or answer.status >= 500
            asked = self._asked_to_wait(answer) if answer else None
            repeat = policy.is_retry(method, answer.status, asked is not None) if answer else method != "POST"
            if not repeat or tries > self._max_retries or (asked or 0) > _LONGEST_WAIT:
                break
            wait = min(_LONGEST_BACKOFF, 0.5 * 2 ** (tries - 1)) * random.uniform(0.5, 1) if asked is None else asked
            if answer and answer.status in (423, 429):
                self.pace.refused(ticket, wait)
            else:
                self.pace.rest(wait, at_its_word=asked is not None)
        if answer is None:
            tried = " in {0} tries".format(tries) if tries > 1 else ""
            msg = "{0} {1} got no answer{2}: {3}.".format(method, path, tried, broken.rstrip("."))
            failure = WebexError(msg, method=method, path=path)
        else:
            failure = self._error(method, path, answer, tries, {**_HINTS, **(hints or {})})
        raise Unconfirmed(failure.msg, **failure.fields) if unsure and method == "PUT" else failure

    def _asked_to_wait(self, answer: Answer) -> float | None:
        try:
            return float(self._repeatable.parse_retry_after(answer.headers["Retry-After"]))
        except (KeyError, InvalidHeader, ValueError, OverflowError):
            return None

    def _object(self, method: str, path: str, answer: Answer) -> Json:
        found = _json(answer)
        if answer.status != 200 or not isinstance(found, dict) or "errors" in found:
            raise self._not_understood(method, path, answer, "a JSON object belongs")
        return found

    def _not_understood(self, method: str, path: str, answer: Answer, belongs: str) -> WebexError:
        msg = "{0} {1} was answered {2} with {3}, where {4}{5}.".format(
            method,
            path,
            answer.status,
            "{0} bytes of {1}".format(len(answer.content), self._told(answer.headers.get("Content-Type", "no type"))),
            belongs,
            self._tracking(answer),
        )
        return WebexError(msg, method=method, path=path, status=answer.status, tracking_id=self._tracking_id(answer))

    def _error(self, method: str, path: str, answer: Answer, tries: int, hints: Hints) -> WebexError:
        body = _json(answer)
        body = body if isinstance(body, dict) else {}
        errors = body.get("errors")
        errors = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
        said = [body.get("message"), *(error.get("description") for error in errors)]
        words = "; ".join(dict.fromkeys(str(one).rstrip(". ") for one in said if one))
        words = self._told(words)
        codes = [code for code in (error.get("errorCode") for error in errors) if isinstance(code, int)]
        hint = next((hints[code] for code in (*codes, answer.status) if code in hints), "")
        foreign = answer.status == 401 and "does not have access to orgid" in words.lower()
        if foreign:
            hint = "The token is fine but does not administer that organization: check org_id."
        if 300 <= answer.status < 400:
            hint = "A redirect is not followed, for the token would go along: check api_url."
        msg = "{0} {1} was answered {2}{3}{4}{5}. {6}".format(
            method,
            path,
            answer.status,
            ": " + words if words else "",
            self._tracking(answer),
            " after {0} tries and {1:.0f} s of waiting".format(tries, self.pace.waited) if tries > 1 else "",
            hint,
        )
        return (NotAuthorized if answer.status == 401 and not foreign else WebexError)(
            msg.rstrip(),
            method=method,
            path=path,
            status=answer.status,
            api_message=words or None,
            tracking_id=self._tracking_id(answer),
        )

    def _tracking_id(self, answer: Answer) -> str | None:
        body = _json(answer)
        found = body.get("trackingId") if isinstance(body, dict) else None
        found = found or answer.headers.get("TrackingID")
        return self._told(found) if found else None

    def _tracking(self, answer: Answer) -> str:
        found = self._tracking_id(answer)
        return " (tracking ID {0})".format(found) if found else ""


def _json(answer: Answer) -> t.Any:
    if "json" not in answer.headers.get("Content-Type", ""):
        return None
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        return None


def _of_ca_path(error: Exception) -> bool:
    cause = getattr(error.args[0], "reason", None) if error.args else None
    reason = cause.args[0] if cause is not None and cause.args else None
    return isinstance(reason, ssl.SSLError) and reason.library == "X509"


def _words(error: Exception) -> str:
    """What broke, without the objects and URLs that urllib3 wraps it in."""
    if isinstance(error, UnicodeError):
        return "a text in it is no Unicode that can be sent"
    cause: object = error.args[0] if error.args else error
    cause = getattr(cause, "reason", None) or cause
    return _WRAPPING.sub("", str(cause))
