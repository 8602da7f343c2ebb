# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a snapshot keeps."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.filter.voicemail_snapshot import FilterModule, voicemail_snapshot

CHANGE = {"enabled": True, "send_all_calls": {"enabled": True}}


def person(name: str, *, all_calls: bool, rings: int = 3, **more: t.Any) -> dict[str, t.Any]:
    settings = {
        "enabled": True,
        "send_all_calls": {"enabled": all_calls},
        "send_unanswered_calls": {"number_of_rings": rings},
    }
    return {"person": f"{name}@example.com", "person_id": name, "email": None, "voicemail": settings, **more}


BEFORE, CHANGED = person("a", all_calls=False), person("a", all_calls=True)


def test_the_filter_has_a_name() -> None:
    assert FilterModule().filters() == {"voicemail_snapshot": voicemail_snapshot}


def test_who_is_new_is_added_and_who_failed_is_not() -> None:
    failed = {"person": "c@example.com", "failed": True}
    found = voicemail_snapshot([BEFORE], [person("b", all_calls=False, changed=False), failed], CHANGE)
    assert found == {"people": [BEFORE, person("b", all_calls=False)], "added": ["b@example.com"]}


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(BEFORE, id="restored, or not changed yet"),
        pytest.param(CHANGED, id="changed by the run before"),
        pytest.param(person("a", all_calls=True, rings=9), id="changed, and in what the change does not name"),
    ],
)
def test_who_is_in_it_stays_as_they_are_in_it(now: t.Any) -> None:
    assert voicemail_snapshot([BEFORE], [now], CHANGE) == {"people": [BEFORE], "added": []}


def test_settings_that_would_be_lost_are_refused() -> None:
    with pytest.raises(AnsibleFilterError, match=r"other settings of a@example\.com than now.*Name another file"):
        voicemail_snapshot([BEFORE], [person("a", all_calls=False, rings=9)], CHANGE)


@pytest.mark.parametrize("kept", [None, {}, "text", [1], [{"person": "a"}], [{"person_id": "a", "voicemail": None}]])
def test_a_file_that_is_no_snapshot_is_refused(kept: t.Any) -> None:
    with pytest.raises(AnsibleFilterError, match="not a list of people"):
        voicemail_snapshot(kept, [], CHANGE)
