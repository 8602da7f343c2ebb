# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in foreign text."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor

SECRET = 'S3cr+t/with "quotes" & \N{SNOWMAN}'


@pytest.fixture
def collected() -> set[str]:
    return set()


@pytest.fixture
def redactor(collected: set[str]) -> Redactor:
    one = Redactor(collected, ["a-proxys-password", ""])
    one.add_secret(SECRET)
    one.add_secret("")
    return one


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        json.dumps(SECRET)[1:-1],
        json.dumps(SECRET, ensure_ascii=False)[1:-1],
        SECRET.encode().hex(),
    ],
)
def test_a_secret_in_every_form(redactor: Redactor, form: str) -> None:
    assert redactor.redact(f"before {form} after") == "before ******** after"


@given(before=st.binary(max_size=20), after=st.binary(max_size=20))
def test_a_secret_in_base64_wherever_it_begins(before: bytes, after: bytes) -> None:
    redactor, secret = Redactor(set()), "a-secret-of-some-length"
    redactor.add_secret(secret)
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert "********" in redactor.redact(encode(before + secret.encode() + after).decode())


def test_what_was_collected_before() -> None:
    redactor = Redactor({"147258", "963852", ""})
    assert redactor.redact("147258 is not 963852, nor MTQ3MjU4") == "******** is not ********, nor ********4"
    cut = redactor.redact("a" * 497 + "147258")
    assert cut == "a" * 497 + "***..."


def test_what_ansible_removes_and_what_is_removed_here_alone(redactor: Redactor, collected: set[str]) -> None:
    assert collected == {SECRET}
    assert redactor.redact("it is a-proxys-password.") == "it is ********."


def test_a_secret_within_another_leaves_nothing_of_it(redactor: Redactor) -> None:
    redactor.add_secret("token")
    redactor.add_secret("token-and-more")
    assert redactor.redact("token-and-more token") == "******** ********"


def test_a_text_without_secrets_is_told_in_one_line() -> None:
    assert Redactor(set(), [""]).redact("a\x1b[2J\r\nb") == "a [2J b"
    assert len(Redactor(set()).redact("a" * 10_000)) < 600


def test_a_secret_that_is_no_unicode(collected: set[str]) -> None:
    redactor = Redactor(collected)
    redactor.add_secret("surrogate-\ud800")
    assert collected == {"surrogate-\ud800"} and redactor.redact("surrogate-\ud800.") == "********."
