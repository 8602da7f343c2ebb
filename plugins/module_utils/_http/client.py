# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP with the Webex API: the token, retries, the shared pause, paging, and errors as sentences."""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
import random
import re
import ssl
import threading
import time
import typing as t
from email.utils import parsedate_to_datetime
from urllib.parse import quote, quote_plus

from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unauthorized,
    Unconfirmed,
    ValidationError,
    WebexError,
    printable,
    shown,
)
from ansible_collections.webex.calling.plugins.module_utils._http.ids import organization_id
from ansible_collections.webex.calling.plugins.module_utils._http.transport import TRANSPORT_ERRORS, Answer, Transport
from ansible_collections.webex.calling.plugins.module_utils._limits.limiter import PutOffTooLong, RateLimiter
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import SharedController, state_file

with contextlib.suppress(ImportError):  # told by Transport
    import requests

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
    "max_wait": _option("max_wait", type="int", default=600),
}

_BOUNDS = {"timeout": (1, 3600), "max_retries": (0, 100), "max_wait": (0, 86400), "concurrency": (1, 100)}
_SECRETS = ("access_token", "client_secret", "refresh_token")
_APP = ("client_id", "client_secret", "refresh_token")
_MOST_PAGES, _MOST_ITEMS = 10_000, 1_000_000
_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.5, 30.0
# What was not processed, or may be repeated without harm; see _is_repeated.
_REPEATED = frozenset((423, 429, 500, 502, 503, 504))
# What a request holds, or who sends it, is not accepted: it was not before either.
_REFUSED = frozenset((400, 403, 405, 415))
_WRAPPING = re.compile(r"^(<[^>]*>|\w+\([^)]*\)): ")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_HINTS: Hints = {
    401: "The access token is missing, wrong or expired.",
    429: "The organization's rate limit is used up by this and other clients: run it later, or raise max_wait.",
    423: "Webex has locked it for now: run it later.",
}


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

    C(org_id) is the ID of the organization that the task names, None where it names none.
    Whatever must be in no output is added to I(secrets): each secret option, with and without the white space around it, and
    each token that is minted.

    @raise ValidationError: the connection options are of no use; nothing was sent.
    """

    def __init__(self, params: t.Mapping[str, t.Any], secrets: set[str] | None = None) -> None:
        given: Json = {name: value.strip() if isinstance(value, str) else value for name, value in params.items()}
        _check_credentials(given)
        self._transport = Transport(given)
        self._url = self._transport.url
        for name, (least, most) in _BOUNDS.items():
            if name in given and not least <= given[name] <= most:
                raise ValidationError(f"{name} must be from {least} to {most}, not {shown(given[name])}.")
        self.org_id = organization_id(given["org_id"]) if given.get("org_id") else None
        self._max_retries, self._max_wait = given["max_retries"], given["max_wait"]
        self._lock = threading.Lock()
        self._requests = self._retries = 0
        who = given.get("refresh_token") or given.get("access_token")
        shared = SharedController(state_file(self._url, self.org_id, given.get("client_id"), who))
        self.limiter = RateLimiter(shared, given.get("concurrency", math.inf))
        self._secrets = set() if secrets is None else secrets
        self._hidden = self._transport.secrets
        with contextlib.suppress(UnicodeError):
            for name in _SECRETS:
                for form in (params.get(name), given.get(name)):
                    self._hide(form or "")
        self._token, self._minted = "", 0
        self._minting = threading.Lock()
        self._app = {name: given.get(name) for name in _APP}
        if not self._app["refresh_token"]:
            self._token = _access_token(given)

    def _renew(self, minted: int) -> None:
        """Mint a token, if no other thread has since so many were I(minted)."""
        with self._minting:
            if self._minted == minted:
                self._token = self._mint()
                self._minted += 1

    def _hide(self, secret: str) -> None:
        if secret:
            self._secrets.add(secret)
            self._hidden = sorted({*self._hidden, *_forms(secret)}, key=len, reverse=True)

    def _told(self, text: object) -> str:
        """Foreign text made fit to be told: no secret, one line, not too long."""
        words = str(text)
        for secret in self._hidden:
            words = words.replace(secret, "********")
        return printable(words)

    def __enter__(self) -> Client:
        """Mint a token, where none is given.

        @raise WebexError: there is none to be had.
        """
        try:
            if not self._token:
                self._renew(0)
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

    def pages(
        self, path: str, hints: Hints | None = None, items_key: str = "items", **query: t.Any
    ) -> t.Iterator[tuple[list[Json], bool]]:
        """The items (C(items_key) in the answer) of I(path), page by page, and whether there are more, by the C(Link) header (RFC 8288).

        @raise WebexError: a page is not understood, or leads somewhere else.
        """
        url, params = path, self._query(query)
        seen, count = {url}, 0
        while url:
            answer = self._request("GET", url, hints, params=params)
            items = self._object("GET", path, answer).get(items_key)
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
        return {**query, "orgId": self.org_id} if self.org_id else dict(query)

    def _mint(self) -> str:
        """A new access token. See U(https://developer.webex.com/docs/integrations)."""
        path, hint = "/access_token", "The client ID, the client secret or the refresh token is wrong or expired."
        answer = self._request("POST", path, {400: hint, 401: hint}, data={"grant_type": "refresh_token", **self._app})
        found = self._object("POST", path, answer)
        token, next_one = found.get("access_token"), found.get("refresh_token")
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise self._not_understood("POST", path, answer, "an access_token belongs")
        self._hide(token)
        if isinstance(next_one, str) and next_one:  # the one that was used may be worth nothing from now on
            self._hide(next_one)
            self._app["refresh_token"] = next_one
        return token

    def _request(self, method: str, path: str, hints: Hints | None = None, **content: t.Any) -> Answer:
        """Send it until it is answered for good; the answer's status is 2xx."""
        told = self._told(path)  # the API says which page is next
        mints = "data" in content
        tries, broke, refusals, first_refusal = 0, 0, 0, 0.0
        unsure = renewed = False
        answer: Answer | None = None
        while True:
            minted = self._minted
            left = self._max_wait - (time.monotonic() - first_refusal if refusals else 0.0)
            try:
                ticket = self.limiter.acquire(method == "PUT", left)
            except PutOffTooLong:
                if answer is None:
                    msg = f"{method} {told} was not sent: the API asks for a longer pause than max_wait ({self._max_wait} s)."
                    raise WebexError(msg, method=method, path=told) from None
                break
            tries += 1
            with self._lock:
                self._requests += 1
                self._retries += tries > 1
            try:
                answer, broken, final = self._send(method, path, None if mints else self._token, content)
            except BaseException:
                self.limiter.lost(ticket)
                raise
            status = answer.status if answer else 0
            asked = _retry_after(answer) if answer else None
            if status == 429:
                refusals += 1
                first_refusal = first_refusal or time.monotonic()
                self.limiter.refused(ticket, asked or _backoff(refusals))
                continue
            (self.limiter.granted if answer else self.limiter.lost)(ticket)
            if answer and 200 <= status < 300:
                return answer
            if status == 401 and self._minted and not (mints or renewed or _is_foreign(answer)):
                renewed = True
                self._renew(minted)
                continue
            unsure = unsure or answer is None or status >= 500
            broke += 1
            again = _is_repeated(method, status, asked) and not final
            if not again or broke > self._max_retries or (asked or 0) > self._max_wait:
                break
            self.limiter.sleep(asked or _backoff(broke), asked is not None, locked=status == 423)
        if answer is None:
            tried = f" in {tries} tries" if tries > 1 else ""
            msg = "{0} {1} got no answer{2}: {3}.".format(method, told, tried, broken.rstrip("."))
            failure = WebexError(msg, method=method, path=told)
        else:
            failure = self._error(method, told, answer, tries, {**_HINTS, **(hints or {})})
        # Where it was lost and then refused for what it holds, it was never applied: that is the same each time.
        unsure = unsure and method != "GET" and not (answer and answer.status in _REFUSED)
        if unsure:
            raise Unconfirmed(failure.msg, **failure.fields).summarized(failure.reason, failure.codes)
        raise failure

    def _send(
        self, method: str, path: str, token: str | None, content: t.Mapping[str, t.Any]
    ) -> tuple[Answer | None, str, bool]:
        """The answer; or what broke, and whether it would break again."""
        headers = {"Authorization": "Bearer " + token} if token else {}
        try:
            return self._transport.send(method, path, {**content, "headers": headers}), "", False
        except TRANSPORT_ERRORS as error:
            broken = self._told(_words(error))
            if isinstance(error, requests.exceptions.SSLError) and _of_ca_path(error):
                return None, broken + " (ca_path, or REQUESTS_CA_BUNDLE, holds no certificates)", True
            if "CERTIFICATE_VERIFY_FAILED" in broken:
                advice = " (the server is not trusted; for a certificate of your own authority, set ca_path)"
                return None, broken + advice, True
            return None, broken, False
        except (OSError, ValueError) as error:  # of requests too: the request cannot be sent at all
            return None, self._told(_words(error)), True

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
        foreign = _is_foreign(answer)
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
            f" after {tries} tries and {self.limiter.waited:.0f} s of waiting" if tries > 1 else "",
            hint,
        )
        return (Unauthorized if answer.status == 401 and not foreign else WebexError)(
            msg.rstrip(),
            method=method,
            path=path,
            status=answer.status,
            api_message=words or None,
            tracking_id=self._tracking_id(answer),
        ).summarized(f"{answer.status}{': ' + words if words else ''}. {hint}".rstrip(), codes)

    def _tracking_id(self, answer: Answer) -> str | None:
        body = _json(answer)
        found = body.get("trackingId") if isinstance(body, dict) else None
        found = found or answer.headers.get("TrackingID")
        return self._told(found) if found else None

    def _tracking(self, answer: Answer) -> str:
        found = self._tracking_id(answer)
        return f" (tracking ID {found})" if found else ""


def _check_credentials(given: t.Mapping[str, t.Any]) -> None:
    """Refuse what says too much or too little, which a list of exclusive options would not tell how to mend.

    @raise ValidationError: an access token is given and what mints one too, or a part of what mints one.
    """
    missing = [name for name in _APP if not given.get(name)]
    if 0 < len(missing) < len(_APP):
        raise ValidationError(
            "{0} {1} empty: minting a token needs client_id, client_secret and refresh_token. Give all three, or empty all "
            "three and give access_token.".format(" and ".join(missing), "is" if len(missing) == 1 else "are")
        )
    if given.get("access_token") and not missing:
        raise ValidationError(
            "Both an access token and a refresh token are given, and only one may be. To use the access token, empty "
            "client_id, client_secret and refresh_token (WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET, WEBEX_REFRESH_TOKEN). To use "
            "the refresh token, empty access_token (WEBEX_ACCESS_TOKEN). In AWX these are the fields of the credential."
        )


def _access_token(given: t.Mapping[str, t.Any]) -> str:
    token = given.get("access_token")
    if not isinstance(token, str) or not token:
        raise ValidationError(
            "There is no access token: set access_token (or WEBEX_ACCESS_TOKEN), "
            "or client_id, client_secret and refresh_token to mint one."
        )
    if not _TOKEN.fullmatch(token):
        raise ValidationError("The access token holds a space, a line break or another character that no token has.")
    return token


def _backoff(times: int) -> float:
    """Seconds to wait after so many failures where the API asks for nothing: exponential, with jitter, bounded."""
    return min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0 ** min(times - 1, 30)) * random.uniform(0.5, 1)


def _is_repeated(method: str, status: int, asked: float | None) -> bool:
    """Whether a request is sent again after this status (0: no answer). A POST is where it was surely not processed."""
    if method == "POST":
        return status in (423, 429) or (status == 503 and asked is not None)
    return status in _REPEATED or not status


def _retry_after(answer: Answer) -> float | None:
    """The seconds of C(Retry-After), or until its date by the answer's own clock; None where it asks for no pause."""
    given = answer.headers.get("Retry-After", "").strip()
    try:
        if given.isascii() and given.isdigit():
            seconds = float(given)
        else:
            now = answer.headers.get("Date")
            begins = parsedate_to_datetime(now).timestamp() if now else time.time()
            seconds = parsedate_to_datetime(given).timestamp() - begins
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return seconds if seconds >= 1 else None


def _is_foreign(answer: Answer | None) -> bool:
    """Whether a 401 is about an organization that the token does not administer, while the token is fine."""
    return answer is not None and answer.status == 401 and b"does not have access to orgid" in answer.content.lower()


def _json(answer: Answer) -> t.Any:
    if "json" not in answer.headers.get("Content-Type", "").lower():
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
