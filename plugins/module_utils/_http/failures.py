# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that came to nothing, each as one sentence for a person and as fields for a playbook."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import (
    ApiError,
    Hints,
    Json,
    NoResponse,
    Request,
    Response,
    api_error,
)
from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor

_HINTS: Hints = {
    401: "The access token is missing, wrong or expired. Set WEBEX_ACCESS_TOKEN (the option access_token) to a valid one.",
    429: "The organization's rate limit is used up by this and other clients: run it later, or raise max_wait.",
    423: "Webex has locked it for now: run it later.",
}
_NOT_CONNECTED = "Check api_url, the proxy (HTTPS_PROXY) and the firewall."
_REDIRECT = "Redirects are not followed, since the token would be sent along: check api_url."
_WRONG_URL = (
    "api_url is probably wrong: it is https://webexapis.com/v1, "
    "or https://api-usgov.webex.com/v1 for FedRAMP organizations."
)
_FOREIGN = "The token is fine but does not administer that organization: check org_id."
# What tells one object from another: a Webex ID, a UUID, an address.
_IDENTITY = re.compile(
    r"Y2lzY29zcGFyazov[\w+/=-]*|\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|[^\s@]+@[^\s@]+"
)


class Failures:
    """Errors whose sentences and fields hold no secret."""

    def __init__(self, redactor: Redactor) -> None:
        self._redact = redactor.redact

    def not_sent(self, request: Request, max_wait: float) -> WebexError:
        """It would have been put off for longer than it may."""
        why = f"the API asks for a longer pause than max_wait ({max_wait} s)"
        return self._error(WebexError, request, f"was not sent: {why}.", f"not sent: {why}")

    def no_response(self, request: Request, outcome: NoResponse, tries: int) -> WebexError:
        """Nobody answered."""
        why = self._redact(outcome.reason).rstrip(".")
        tried = f" in {tries} tries" if tries > 1 else ""
        hint = "" if outcome.sent or outcome.permanent else f". {_NOT_CONNECTED}"
        what, reason = f"got no answer{tried}: {why}{hint or '.'}", f"no answer: {why}{hint}"
        return self._error(WebexError, request, what, reason)

    def refused(self, request: Request, response: Response, tries: int, waited: float) -> WebexError:
        """The API said no, or that it cannot."""
        status, said = response.status, api_error(response)
        words, hint = self._redact(said.words), _hint(request, response, said.codes)
        answer = f"{status}: {words}" if words else f"{status}"
        tried = f" after {tries} tries and {waited:.0f} s of waiting" if tries > 1 else ""
        unauthorized = status in request.verb.unauthorized and not response.is_about_organization
        tracking_id = self._tracking_id(said)
        return self._error(
            Unauthorized if unauthorized else WebexError,
            request,
            f"was answered {answer}{_in_brackets(tracking_id)}{tried}. {hint}".rstrip(),
            f"{answer}. {hint}".rstrip(),
            status=status,
            api_message=words or None,
            tracking_id=tracking_id,
            codes=said.codes,
        )

    def unexpected_response(self, request: Request, response: Response, problem: str) -> WebexError:
        """The answer is not as it should be; where the request writes, whether it did is not known."""
        kind = self._redact(response.headers.get("Content-Type", "no type"))
        tracking_id = self._tracking_id(api_error(response))
        return self._error(
            Unconfirmed if request.verb.writes else WebexError,
            request,
            f"was answered {response.status} with {len(response.content)} bytes of {kind}, "
            f"{problem}{_in_brackets(tracking_id)}.",
            f"{response.status} with {kind}, {problem}",
            status=response.status,
            tracking_id=tracking_id,
        )

    def json_object(self, request: Request, response: Response) -> Json:
        """The JSON object in an answer; an empty one where the answer is empty and may be.

        @raise WebexError: the answer is not as it should be.
        """
        verb = request.verb
        if response.status not in verb.statuses:
            expected = " or ".join(map(str, sorted(verb.statuses)))
            raise self.unexpected_response(request, response, f"expected {expected}")
        if not response.content and not verb.has_content:
            return {}
        found = response.json_object
        if found is None or "errors" in found:
            raise self.unexpected_response(request, response, "expected a JSON object")
        return found

    def _tracking_id(self, said: ApiError) -> str | None:
        return self._redact(said.tracking_id) if said.tracking_id else None

    def _error(
        self,
        kind: type[WebexError],
        request: Request,
        what: str,
        reason: str,
        codes: t.Iterable[int] = (),
        **fields: t.Any,
    ) -> WebexError:
        method, path = request.verb.name, self._redact(request.path)  # the API says which page is next
        error = kind(f"{method} {path} {what}", method=method, path=path, **fields)
        return error.summarized(_IDENTITY.sub("...", reason), codes)


def unconfirmed(error: WebexError) -> Unconfirmed:
    """The same I(error), of a write that may have been applied."""
    lost = Unconfirmed(error.msg, **error.fields)
    lost.summarized(error.reason, error.codes)
    return lost


def _in_brackets(tracking_id: str | None) -> str:
    return f" (tracking ID {tracking_id})" if tracking_id else ""


def _hint(request: Request, response: Response, codes: tuple[int, ...]) -> str:
    if response.is_about_organization:
        return _FOREIGN
    if 300 <= response.status < 400:
        return _REDIRECT
    hints = {**_HINTS, **(request.hints or {})}
    # What is named by no ID exists in every organization, and the API says in JSON what does not.
    if not _IDENTITY.search(request.path) or response.json_object is None:
        hints[404] = _WRONG_URL
    return next((hints[key] for key in (*codes, response.status) if key in hints), "")
