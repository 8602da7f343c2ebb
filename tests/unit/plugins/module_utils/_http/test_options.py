# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection's options: what is refused before a connection is made, and what is made of the others."""

from __future__ import annotations

import base64
import typing as t

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._http.argument_spec import CONNECTION_SPEC
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions

ID = base64.urlsafe_b64encode(b"ciscospark://us/ORGANIZATION/96abc2aa-3dcc-11e5-a152-fe34819cdc9a").decode().rstrip("=")
PERSON = base64.urlsafe_b64encode(b"ciscospark://us/PEOPLE/f5b36187-c8dd-4727-8b2f-f9c447f29046").decode().rstrip("=")


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"api_url": "http://webexapis.com/v1"}, "must begin with https"),
        ({"api_url": "ftp://127.0.0.1/v1"}, "must begin with https"),
        ({"api_url": "http://127.0.0.1.example.com/v1"}, "must begin with https"),
        ({"api_url": "https://user:pass@webexapis.com/v1"}, "without user"),
        ({"api_url": "https://webexapis.com/v1?a=b"}, "without user"),
        ({"api_url": "https://webexapis.com/v1#a"}, "without user"),
        ({"api_url": "webexapis.com"}, "must be a URL"),
        ({"api_url": ""}, "must be a URL"),
        ({"api_url": "https://[::1"}, "must be a URL"),
        ({"api_url": "https://host:port/v1"}, "must be a URL"),
        ({"api_url": "https://host:0/v1"}, "must be a URL"),
        ({"timeout": 0}, "timeout must be from 1 to 3600, not 0"),
        ({"timeout": 3601}, "timeout must be from 1 to 3600, not 3601"),
        ({"max_retries": -1}, "max_retries must be from 0"),
        ({"max_wait": 86401}, "max_wait must be from 0 to 86400"),
        ({"concurrency": 101}, "concurrency must be from 1 to 100"),
        ({"org_id": PERSON}, "org_id: .* is a Webex ID of the kind PEOPLE, not ORGANIZATION"),
        (
            {"org_id": "acme"},
            "org_id: acme is not a valid Webex ID. Give the organization's ID, or its UUID, which Control Hub",
        ),
    ],
)
def test_refused(params: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ConnectionOptions.from_params(params)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://localhost:1/v1", "http://localhost:1/v1"),
        ("http://[::1]:1/v1", "http://[::1]:1/v1"),
        ("http://127.9.9.9/v1/", "http://127.9.9.9/v1"),
        (" HTTPS://WebexAPIs.com/v1\n", "https://webexapis.com/v1"),
        ("https://webexapis.com", "https://webexapis.com/v1"),
        ("https://api-usgov.webex.com//", "https://api-usgov.webex.com/v1"),
        ("https://proxy.example.com/webex/", "https://proxy.example.com/webex"),
        (None, "https://webexapis.com/v1"),
    ],
)
def test_api_url(given: str | None, url: str) -> None:
    assert ConnectionOptions.from_params({"api_url": given}).api_url == url


@pytest.mark.parametrize("given", [ID, ID + "=", f" {ID} ", "96ABC2AA-3dcc-11e5-a152-fe34819cdc9a"])
def test_org_id(given: str) -> None:
    assert ConnectionOptions.from_params({"org_id": given}).org_id == ID
    assert ConnectionOptions.from_params({"org_id": ""}).org_id is None


def test_the_defaults_are_those_of_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a plugin, which has options of its own, gets the same."""
    for name in CONNECTION_SPEC:
        monkeypatch.delenv(f"WEBEX_{name.upper()}", raising=False)
    validated = ArgumentSpecValidator(CONNECTION_SPEC).validate({})
    assert not validated.error_messages
    assert vars(ConnectionOptions.from_params(validated.validated_parameters)) == vars(ConnectionOptions())


def test_what_else_a_module_takes_is_ignored() -> None:
    assert vars(ConnectionOptions.from_params({"person": ["x"], "state": "present"})) == vars(ConnectionOptions())


def test_secrets_with_and_without_white_space_and_in_no_representation() -> None:
    options = ConnectionOptions.from_params(
        {"client_secret": " geheim\n", "refresh_token": "fresh", "client_id": " C "}
    )
    assert options.secrets == {" geheim\n", "geheim", "fresh"}
    assert (options.client_secret, options.client_id) == ("geheim", "C")
    assert "geheim" not in repr(options) and "fresh" not in repr(options)


@pytest.mark.parametrize("value", ["", "x"])
def test_an_environment_variable_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WEBEX_API_URL", value)
    validated = ArgumentSpecValidator(CONNECTION_SPEC).validate({})
    assert validated.validated_parameters["api_url"] == (value or "https://webexapis.com/v1")
