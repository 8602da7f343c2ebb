# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings in as few bytes as can be: they come back as they were, and are the same for people who differ in their address alone."""

from __future__ import annotations

import json
import typing as t

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._files.live import packed, unpacked
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

ADDRESS = "anna@example.com"
TEXTS = st.text(max_size=8) | st.sampled_from([ADDRESS, "\0", '"', f'"{ADDRESS}"', "é@example.com", "null"])
SETTINGS = st.recursive(
    TEXTS | st.booleans() | st.integers(), lambda inner: st.dictionaries(TEXTS, inner, max_size=4), max_leaves=8
)


@given(st.dictionaries(TEXTS, SETTINGS, max_size=4), st.none() | TEXTS)
def test_what_is_packed_comes_back(settings: dict[str, t.Any], email: str | None) -> None:
    owner = Owner("1", email=email)
    assert json.loads(unpacked(packed(settings, owner), owner)) == settings


def test_an_own_address_makes_no_difference() -> None:
    people = [Owner(email, email=email) for email in (ADDRESS, "bo@example.com")]
    one, other = (packed({"email_id": person.email, "enabled": True}, person) for person in people)
    assert one == other and json.loads(unpacked(other, people[1])) == {"email_id": "bo@example.com", "enabled": True}
    assert packed({"email_id": ADDRESS.upper()}, people[0]) != packed({"email_id": ADDRESS}, people[0])
