# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token: which one, and minting another."""

from __future__ import annotations

import json
import threading
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.auth import Authenticator, Token
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.failures import Failures
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import MINT

APP = {"client_id": "C1", "client_secret": "geheim", "refresh_token": "fresh"}


class Webex:
    """Mints tokens, and remembers what it was asked."""

    def __init__(self, **answer: t.Any) -> None:
        self.answer = answer
        self.forms: list[t.Any] = []
        self.collected: set[str] = set()

    def send(self, request: Request) -> Response:
        assert request.verb is MINT and request.path == "/access_token"
        self.forms.append(request.content["data"])
        body = {"access_token": f"minted-{len(self.forms)}", **self.answer}
        return Response(200, {"Content-Type": "application/json"}, json.dumps(body).encode())

    def authenticator(self, **options: str) -> Authenticator:
        redactor = Redactor(self.collected)
        return Authenticator(ConnectionOptions.from_params(options), redactor, Failures(redactor), self.send)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "There is no access token: set WEBEX_ACCESS_TOKEN .* WEBEX_REFRESH_TOKEN"),
        ({**APP, "access_token": "x"}, "only one is allowed"),
        ({"client_id": "C1"}, "CLIENT_SECRET .the option client_secret. and WEBEX_REFRESH_TOKEN .* are empty"),
        ({**APP, "client_secret": " "}, "client_secret. is empty"),
        ({"client_id": "C1", "access_token": "x"}, "are empty: minting a token needs WEBEX_CLIENT_ID"),
        ({"access_token": "t0p\ns3cret"}, "not allowed in tokens"),
        ({"access_token": "t0p s3cret"}, "to the token alone, without Bearer"),
        ({"access_token": "t\xf6p"}, "not allowed in tokens"),
    ],
)
def test_what_is_refused(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence) as caught:
        Webex().authenticator(**options)
    assert "s3cret" not in caught.value.msg and "geheim" not in caught.value.msg


def test_a_token_that_is_given_is_the_only_one() -> None:
    webex = Webex()
    auth = webex.authenticator(access_token="given")
    auth.begin()
    assert auth.token.value == "given" and not auth.renew(auth.token) and webex.forms == []


def test_a_token_is_minted_once_for_all_who_were_refused_with_the_old_one() -> None:
    webex = Webex()
    auth = webex.authenticator(**APP)
    auth.begin()
    first = auth.token
    assert first.value == "minted-1" and webex.forms == [{"grant_type": "refresh_token", **APP}]
    threads = [threading.Thread(target=auth.renew, args=[first]) for dummy in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert auth.token.value == "minted-2" and auth.renew(first) and len(webex.forms) == 2
    assert webex.collected == {"minted-1", "minted-2"} and "minted" not in repr(first)


def test_the_next_refresh_token_is_used_and_kept_secret() -> None:
    webex = Webex(refresh_token="fresher")
    auth = webex.authenticator(**APP)
    auth.begin()
    auth.renew(auth.token)
    assert [form["refresh_token"] for form in webex.forms] == ["fresh", "fresher"] and "fresher" in webex.collected


@pytest.mark.parametrize("token", [None, "", 5, "a b", "a\nb"])
def test_what_is_minted_must_be_a_token(token: t.Any) -> None:
    webex = Webex(access_token=token)
    with pytest.raises(WebexError, match="expected an access_token"):
        webex.authenticator(**APP).begin()


def test_a_token_is_not_told() -> None:
    assert "geheim" not in repr(Token("geheim", 3)) and "3" in repr(Token("geheim", 3))
