# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client makes of the outcomes of its tries."""

from __future__ import annotations

import itertools
import json
import threading
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http import pages, retry
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import NoResponse, Outcome, Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions

SECRET = "t0p-secret"
URL = "http://127.0.0.1:9/v1"
BROKEN = NoResponse("broken")
APP = {"access_token": None, "client_id": "C1", "client_secret": SECRET, "refresh_token": SECRET}


@pytest.fixture(autouse=True)
def alone_and_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is shared with other tests, and a backoff is short."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(retry, "_FIRST_BACKOFF", 0.001)


def answer(status: int, body: t.Any = None, **headers: str) -> Response:
    content = b"" if body is None else json.dumps(body).encode()
    return Response(status, {"Content-Type": "application/json", **headers}, content)


class Scripted(Client):
    """A client whose tries have these outcomes, the last one again and again. It remembers what it sent, and with which token."""

    def __init__(self, *outcomes: Outcome, **params: t.Any) -> None:
        super().__init__(ConnectionOptions.from_params({"access_token": SECRET, "api_url": URL, **params}))
        self.sent: list[Request] = []
        self.tokens: list[str | None] = []
        self.outcomes = itertools.chain(outcomes, itertools.repeat(outcomes[-1]))
        self._transport.send = self._scripted  # type: ignore[method-assign]

    def _scripted(self, request: Request, token: str | None = None) -> Outcome:
        self.sent.append(request)
        self.tokens.append(token)
        return next(self.outcomes)

    @property
    def lines(self) -> list[str]:
        return [f"{request.verb.name} {request.path}" for request in self.sent]


def test_the_verbs() -> None:
    client = Scripted(
        answer(200, {"a": 1}), answer(204), answer(201, {"id": "x"}), answer(204), answer(201), answer(204)
    )
    assert client.get("/a", q="1") == {"a": 1}
    client.put("/b", {"c": 1})
    assert client.post("/d", {"e": 1}) == {"id": "x"} and client.post("/f") == {}
    assert client.upload("/g", "busy.wav", b"RIFF", "audio/wav") == {}
    client.delete("/h")
    assert client.lines == ["GET /a", "PUT /b", "POST /d", "POST /f", "POST /g", "DELETE /h"]
    assert client.sent[0].content == {"params": {"q": "1"}} and client.tokens == [SECRET] * 6
    assert client.stats == {"requests": 6, "retries": 0, "waited": 0.0}


def test_the_organization_is_named_in_each() -> None:
    organization = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi85NmFiYzJhYS0zZGNjLTExZTUtYTE1Mi1mZTM0ODE5Y2RjOWE"
    client = Scripted(answer(200, {"items": []}), answer(204), org_id=organization)
    list(client.pages("/a"))
    client.put("/b", {})
    client.post("/c")
    client.delete("/d")
    assert [request.content["params"]["orgId"] for request in client.sent] == [organization] * 4


@pytest.mark.parametrize("first", [BROKEN, answer(500), answer(423), answer(429, **{"Retry-After": "1"}), answer(503)])
def test_a_delete_is_repeated(first: Outcome) -> None:
    client = Scripted(first, answer(204))
    client.delete("/a")
    assert client.lines == ["DELETE /a"] * 2


@pytest.mark.parametrize("gone", [404, 410])
def test_a_delete_whose_answer_was_lost_did_it_where_it_is_gone_then(gone: int) -> None:
    Scripted(BROKEN, answer(gone)).delete("/a")
    for outcomes in ([answer(gone)], [answer(423), answer(gone)]):  # somebody else did, or it never was there
        with pytest.raises(WebexError) as caught:
            Scripted(*outcomes).delete("/a")
        assert caught.value.fields["status"] == gone and not isinstance(caught.value, Unconfirmed)


@pytest.mark.parametrize("lost", [BROKEN, answer(500), answer(502), answer(504), answer(503)])
def test_a_post_whose_answer_was_lost_is_not_repeated(lost: Outcome) -> None:
    for send in (lambda client: client.post("/a", {}), lambda client: client.upload("/a", "b", b"c", "audio/wav")):
        client = Scripted(lost, answer(201))
        with pytest.raises(Unconfirmed):
            send(client)
        assert len(client.sent) == 1


@pytest.mark.parametrize(
    "first",
    [answer(423), answer(429, **{"Retry-After": "1"}), answer(503, **{"Retry-After": "1"}), NoResponse("", sent=False)],
)
def test_a_post_that_was_not_processed_is_repeated(first: Outcome) -> None:
    client = Scripted(first, answer(201, {"id": "x"}))
    assert client.post("/a", {}) == {"id": "x"} and len(client.sent) == 2


def test_a_post_that_is_refused_after_503_may_have_been_done_before() -> None:
    with pytest.raises(Unconfirmed):
        Scripted(answer(503, **{"Retry-After": "1"}), answer(400, {"message": "The name is taken"})).post("/a")
    with pytest.raises(WebexError) as caught:
        Scripted(answer(400)).post("/a")
    assert not isinstance(caught.value, Unconfirmed)


def test_a_write_that_was_never_sent_is_not_unconfirmed() -> None:
    for outcome in (NoResponse("refused", sent=False), NoResponse("not trusted", permanent=True, sent=False)):
        with pytest.raises(WebexError, match="got no answer") as caught:
            Scripted(outcome, max_retries=1).put("/a", {})
        assert not isinstance(caught.value, Unconfirmed)


@pytest.mark.parametrize("status", [400, 403, 405, 415])
def test_a_put_that_is_refused_for_what_it_holds_was_never_applied(status: int) -> None:
    with pytest.raises(WebexError) as caught:
        Scripted(BROKEN, answer(status)).put("/a", {})
    assert not isinstance(caught.value, Unconfirmed)
    with pytest.raises(Unconfirmed):
        Scripted(BROKEN, answer(404)).put("/a", {})


def test_so_many_retries_and_no_more() -> None:
    client = Scripted(answer(503), max_retries=3)
    with pytest.raises(WebexError, match="after 4 tries"):
        client.get("/a")
    assert client.stats["requests"] == 4 and client.stats["retries"] == 3


def test_a_request_that_would_be_put_off_for_too_long() -> None:
    client = Scripted(answer(429, **{"Retry-After": "100"}), max_wait=5)
    with pytest.raises(WebexError, match="was answered 429") as caught:
        client.get("/a")
    assert caught.value.fields["status"] == 429 and len(client.sent) == 1
    with pytest.raises(WebexError, match="was not sent: the API asks for a longer pause than max_wait"):
        client.get("/b")
    assert len(client.sent) == 1


def minted(token: str) -> Response:
    return answer(200, {"access_token": token})


def test_a_token_that_is_refused_is_minted_anew_once() -> None:
    with Scripted(minted("one"), answer(401), minted("two"), answer(200, {"a": 1}), **APP) as client:
        assert client.get("/a") == {"a": 1}
    assert client.tokens == [None, "one", None, "two"]
    with Scripted(minted("one"), answer(401), minted("two"), answer(401), **APP) as client, pytest.raises(Unauthorized):
        client.get("/a")
    assert len(client.sent) == 4


def test_a_token_is_not_minted_for_an_organization_that_it_does_not_administer() -> None:
    foreign = answer(401, {"message": "does not have access to OrgId X"})
    with Scripted(minted("one"), foreign, **APP) as client, pytest.raises(WebexError, match="check org_id") as caught:
        client.get("/a")
    assert not isinstance(caught.value, Unauthorized) and len(client.sent) == 2


@pytest.mark.parametrize("status", [400, 401])
def test_what_mints_no_token_ends_a_task(status: int) -> None:
    with pytest.raises(Unauthorized, match="the refresh token is wrong or expired"), Scripted(answer(status), **APP):
        pass


def test_a_lost_token_is_no_lost_write() -> None:
    with Scripted(minted("one"), answer(401), BROKEN, **APP) as client, pytest.raises(WebexError) as caught:
        client.put("/a", {})
    assert not isinstance(caught.value, Unconfirmed) and client.lines[-1] == "POST /access_token"


def test_pages_until_there_is_no_next() -> None:
    following = answer(200, {"items": [{"n": 1}]}, Link=f'<{URL}/a?cursor=2>; rel="next"')
    client = Scripted(following, answer(200, {"items": [{"n": 2}]}))
    assert list(client.pages("/a", max=1)) == [([{"n": 1}], True), ([{"n": 2}], False)]
    assert client.lines == ["GET /a", "GET /a?cursor=2"]
    assert [request.content for request in client.sent] == [{"params": {"max": 1}}, {}]
    assert list(Scripted(answer(200, {"groups": [{}]})).pages("/a", items_key="groups")) == [([{}], False)]


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:9/v1x/a", "https://127.0.0.1:9/v1/a", "http://127.0.0.1:9/v1@evil/a"]
)
def test_a_page_elsewhere_is_not_read(link: str) -> None:
    client = Scripted(answer(200, {"items": []}, Link=f'<{link}>; rel="next"'))
    with pytest.raises(WebexError, match="on another host"):
        list(client.pages("/a"))
    assert len(client.sent) == 1


def test_pages_and_items_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    again = answer(200, {"items": [{}]}, Link=f'<{URL}/a?cursor=2>; rel="next"')
    client = Scripted(again)
    with pytest.raises(WebexError, match="the next page was read before"):
        list(client.pages("/a"))
    assert len(client.sent) == 2
    for name in ("_MAX_PAGES", "_MAX_ITEMS"):
        with monkeypatch.context() as patched, pytest.raises(WebexError, match="endless pages"):
            patched.setattr(pages, name, 0 if name == "_MAX_ITEMS" else 1)
            list(Scripted(again).pages("/a"))


def test_a_request_that_fails_in_a_way_nobody_foresaw_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or those that wait until fewer are under way would wait for ever."""
    with Scripted(BROKEN) as client:
        monkeypatch.setattr(client._transport, "send", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.get("/people/me")
        assert client.limiter._busy == 0


def test_where_no_token_is_minted_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    options = ConnectionOptions.from_params({**APP, "api_url": URL, "max_retries": 0})
    with pytest.raises(WebexError, match="got no answer"), Client(options):
        pass
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()
