# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access token: the one that is given, or one that is minted and, when the API refuses it, minted anew."""

from __future__ import annotations

import re
import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.failures import Failures
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import MINT

_TOKEN = re.compile(r"[\x21-\x7e]+")
_APP = ("client_id", "client_secret", "refresh_token")
_TO_MINT = "WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN (the options client_id, client_secret and refresh_token)"
_HINT = "The client ID, the client secret or the refresh token is wrong or expired."


class Token(t.NamedTuple):
    """An access token. I(number) tells it from those before."""

    value: str = ""
    number: int = 0

    def __repr__(self) -> str:
        return f"Token({self.number})"


class Authenticator:
    """Has the access token of all threads. I(send) sends a request and returns its answer.

    No task is told at its start that it would outlive its token: a minted one is minted anew, and of one that is given the API does
    not say until when it lives.

    @raise ValidationError: the options do not say what to use.
    """

    def __init__(
        self,
        options: ConnectionOptions,
        redactor: Redactor,
        failures: Failures,
        send: t.Callable[[Request], Response],
    ) -> None:
        self._app = {name: getattr(options, name) for name in _APP}
        _check_credentials(self._app, options.access_token)
        self._redactor, self._failures, self._send = redactor, failures, send
        self._lock = threading.Lock()
        self._mints = bool(options.refresh_token)
        self.token = Token(options.access_token)

    def begin(self) -> None:
        """See to it that there is a token.

        @raise WebexError: there is none to be had.
        """
        if not self.token.value:
            self.renew(self.token)

    def renew(self, refused: Token) -> bool:
        """Mint a token in the place of I(refused), unless another thread has. False where none can be minted.

        @raise Unauthorized: what mints one is not accepted.
        @raise WebexError: none was minted.
        """
        if not self._mints:
            return False
        with self._lock:
            if self.token.number == refused.number:
                self.token = Token(self._mint(), refused.number + 1)
        return True

    def _mint(self) -> str:
        """A new access token. See U(https://developer.webex.com/docs/integrations)."""
        form = {"grant_type": "refresh_token", **self._app}
        request = Request(MINT, "/access_token", {"data": form}, {400: _HINT, 401: _HINT})
        response = self._send(request)
        found = self._failures.json_object(request, response)
        token, refresh_token = found.get("access_token"), found.get("refresh_token")
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise self._failures.unexpected_response(request, response, "expected an access_token")
        self._redactor.add_secret(token)
        if isinstance(refresh_token, str) and refresh_token:  # the one that was used may be worth nothing from now on
            self._redactor.add_secret(refresh_token)
            self._app["refresh_token"] = refresh_token
        return token


def _check_credentials(app: t.Mapping[str, str], token: str) -> None:
    """Refuse what says too much or too little, which a list of exclusive options would not tell how to mend."""
    missing = [name for name in _APP if not app[name]]
    if 0 < len(missing) < len(_APP):
        raise ValidationError(
            f"{' and '.join(map(_called, missing))} {'is' if len(missing) == 1 else 'are'} empty: minting a token needs "
            f"{_TO_MINT}. Set all three, or empty all three and set {_called('access_token')}."
        )
    if token and not missing:
        raise ValidationError(
            f"Both an access token and a refresh token are given, but only one is allowed. To use the access token, empty {_TO_MINT}. "
            f"To use the refresh token, empty {_called('access_token')}. In AWX these are the fields of the credential."
        )
    if missing and not token:
        raise ValidationError(f"There is no access token: set {_called('access_token')}, or to mint one {_TO_MINT}.")
    if token and not _TOKEN.fullmatch(token):
        raise ValidationError(
            "The access token holds a space, a line break or another character that is not allowed in tokens: set "
            f"{_called('access_token')} to the token alone, without Bearer or quotes."
        )


def _called(option: str) -> str:
    """An I(option) as a message names it: by its variable in the environment first, which is all that playbooks of the collection read."""
    return f"WEBEX_{option.upper()} (the option {option})"
