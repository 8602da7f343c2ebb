# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused before a connection is made."""

from __future__ import annotations

import base64
import threading
import typing as t

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.ids import check_id, kind_of_id
from ansible_collections.webex.calling.plugins.module_utils._http.options import CONNECTION_SPEC, ConnectionOptions
from ansible_collections.webex.calling.plugins.module_utils._owners import people

SECRET = "t0p-secret"


def identity(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


PERSON = identity("ciscospark://us/PEOPLE/f5b36187-c8dd-4727-8b2f-f9c447f29046")
ORGANIZATION = identity("ciscospark://us/ORGANIZATION/96abc2aa-3dcc-11e5-a152-fe34819cdc9a")


def client(**params: t.Any) -> Client:
    given = {"access_token": SECRET, "api_url": "http://127.0.0.1:9/v1", **params}
    validated = ArgumentSpecValidator(CONNECTION_SPEC).validate(given)
    assert not validated.error_messages
    return Client(ConnectionOptions.from_params(validated.validated_parameters))


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"api_url": "http://webexapis.com/v1"}, "must begin with https"),
        ({"api_url": "ftp://127.0.0.1/v1"}, "must begin with https"),
        ({"api_url": "http://127.0.0.1.example.com/v1"}, "must begin with https"),
        ({"api_url": "https://user:pass@webexapis.com/v1"}, "without user"),
        ({"api_url": "https://webexapis.com/v1?a=b"}, "without user"),
        ({"api_url": "webexapis.com"}, "must be a URL"),
        ({"api_url": "https://[::1"}, "must be a URL"),
        ({"api_url": "https://host:port/v1"}, "must be a URL"),
        ({"timeout": 0}, "timeout must be from 1"),
        ({"max_retries": -1}, "max_retries must be from 0"),
        ({"org_id": PERSON}, "org_id: .* is a Webex ID of the kind PEOPLE, not ORGANIZATION"),
        ({"org_id": "acme"}, "org_id: acme is not a valid Webex ID"),
        ({"access_token": SECRET + "\n" + SECRET}, "no token has"),
        ({"access_token": ""}, "There is no access token"),
    ],
)
def test_refused(params: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence) as caught:
        client(**params)
    assert SECRET not in str(caught.value.result)


def test_a_request_that_fails_in_a_way_nobody_foresaw_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or those that wait until fewer are under way would wait for ever."""
    with client() as one:
        monkeypatch.setattr(one._transport, "send", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            one.get("/people/me")
        assert one.limiter._busy == 0


def test_where_no_token_is_minted_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    with (
        pytest.raises(WebexError, match="got no answer"),
        client(access_token=None, client_id="C1", client_secret=SECRET, refresh_token=SECRET, max_retries=0),
    ):
        pass
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://[::1]:1/v1", "http://127.9.9.9/v1/", "https://api-usgov.webex.com/v1"]
)
def test_accepted(url: str) -> None:
    client(api_url=url, org_id=ORGANIZATION)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (ORGANIZATION, "is a Webex ID of the kind ORGANIZATION, not PEOPLE"),
        ("anna", "anna is not a valid Webex ID"),
        ("", "person is empty"),
        (" \t\r\n", "person is empty"),
        (" anna ", "person: ' anna ' is not a valid Webex ID"),
        (PERSON + "/../..", "is not a valid Webex ID"),
        (identity("ciscospark://us/PEOPLE/../x y"), "is not a valid Webex ID"),
        ("anna @example.com", "is not an e-mail address"),
        ("anna\n@example.com", r"person: 'anna\\n@example.com' is not an e-mail address"),
        ("anna@example.com\N{NO-BREAK SPACE}", r"'anna@example.com\\xa0' is not an e-mail address"),
        (
            "a@x.example, b@x.example",
            "person: a@x.example, b@x.example holds 2 addresses where one belongs: give a list",
        ),
        ("a@x.example;b@x.example c@x.example", "holds 3 addresses"),
    ],
)
def test_nobody(given: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        people.PERSON.validate(given)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (" anna@example.com\r\n", "anna@example.com"),
        ("\t" + PERSON + "==\n", PERSON),
        ('"anna, the first"@example.com'.replace(" ", ""), '"anna,thefirst"@example.com'),
    ],
)
def test_what_surrounds_a_name_is_no_part_of_it(given: str, name: str) -> None:
    assert people.PERSON.validate(given) == name


def test_kind_of_id() -> None:
    assert kind_of_id(PERSON) == "PEOPLE"
    assert kind_of_id(PERSON + "=") == "PEOPLE"
    check_id("org_id", ORGANIZATION, "ORGANIZATION")


@given(st.text())
def test_any_text_is_an_id_or_none(text: str) -> None:
    assert kind_of_id(text) is None or kind_of_id(text).isupper()


@given(st.text())
def test_printable_is_one_short_line(text: str) -> None:
    shown = printable(text)
    assert len(shown) <= 503 and len(shown.splitlines()) <= 1
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in shown)


def test_an_error_as_text_and_as_fields() -> None:
    error = WebexError("it failed.", status=404, tracking_id=None).about("anna@example.com")
    assert error.result == {"msg": "anna@example.com: it failed.", "status": 404}
