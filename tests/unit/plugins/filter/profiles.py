# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles, and the filter as the tests call it."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.filter.assign_voicemail_profiles import (
    assign_voicemail_profiles,
)

ANNA, BO = "anna@example.com", "bo@example.com"
COPY = {"email_copy_of_message": {"enabled": True, "email_id": "{email}"}}
PROFILES: dict[str, t.Any] = {
    "rings": {"send_unanswered_calls": {"enabled": True, "number_of_rings": 4}},
    "copy": COPY,
    "assistant": {"transfer_to_number": {"enabled": True}},
    "external": {"message_storage": {"storage_type": "EXTERNAL", "external_email": "{email}"}},
    "nothing": None,
}


def plan(people: t.Any = (), csv: str = "", profile: str = "rings", **more: t.Any) -> t.Any:
    return assign_voicemail_profiles(people, profile=profile, **{"profiles": PROFILES, "csv": csv, **more})


def refused(*arguments: t.Any, **more: t.Any) -> str:
    with pytest.raises(AnsibleFilterError) as error:
        plan(*arguments, **more)
    return str(error.value)


def settings(*arguments: t.Any, **more: t.Any) -> t.Any:
    """The settings of the only person."""
    (person,) = plan(*arguments, **more)["people"]
    return {name: value for name, value in person.items() if name != "person"}
