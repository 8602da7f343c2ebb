# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors as text and as fields."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, WebexError, printable


@given(st.text())
def test_printable_is_one_short_line(text: str) -> None:
    shown = printable(text)
    assert len(shown) <= 503 and len(shown.splitlines()) <= 1
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in shown)


def test_an_error_about_somebody_keeps_what_groups_it() -> None:
    error = Unconfirmed("it failed.", status=404, tracking_id=None).summarized("404", [4008]).about("anna@example.com")
    assert error.result == {"msg": "anna@example.com: it failed.", "status": 404}
    assert (error.reason, error.codes) == ("404", (4008,)) and isinstance(error, Unconfirmed)


def test_an_error_that_is_followed_by_a_sentence() -> None:
    error = WebexError("it failed.", status=500).summarized("500.").followed_by("Run it again.")
    assert (error.msg, error.reason, error.fields) == (
        "it failed. Run it again.",
        "500. Run it again.",
        {"status": 500},
    )


def test_an_error_after_something_was_written() -> None:
    error = Unconfirmed("it failed.", status=500).summarized("500.", [7]).after_writing("A part was done.")
    assert error.result == {"msg": "it failed. A part was done.", "status": 500, "changed": True}
    assert (error.reason, error.codes) == ("500. A part was done.", (7,)) and isinstance(error, Unconfirmed)
