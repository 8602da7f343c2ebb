# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was changed, in few words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._tasks.changed import ChangedOwners


def redact(text: object) -> str:
    return str(text).replace("s3cret", "********")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0, 30)), max_size=40), st.text(max_size=200))
def test_names_are_few_whatever_their_number(batches: list[tuple[int, float]], more: str) -> None:
    """And those that were told are told once, in the order in which they were changed; the last one always."""
    changed, now, number, said = ChangedOwners(redact, 0.0), 0.0, 0, []
    for size, pause in batches:
        for dummy in range(size):
            changed.add(f"{number}{more}")
            number += 1
        now += pause
        assert size or not changed.are_due(now)
        words = changed.take(now)
        assert len(words) == bool(size)
        said += words
    listed = [one for one in said if one.startswith("changed ")]
    assert sum(len(one) for one in listed) <= 3000 + len(listed) * len("changed ")
    assert all(len(one) <= len("last changed ") + 83 for one in said if one not in listed)
    assert said[: len(listed)] == listed  # where there is no room, there is none afterwards


def test_five_thousand_people_at_the_pace_of_the_api() -> None:
    """Two and a half a second: all that is said while the names last, and the line that is the last one at any time."""
    changed, said = ChangedOwners(redact, 0.0), []
    for number in range(5000):
        changed.add(f"person.{number}@example.com")
        if changed.are_due(number / 2.5):
            said += changed.take(number / 2.5)
    listed = [one for one in said if one.startswith("changed ")]
    assert sum(map(len, listed)) < 4096 and max(map(len, said)) < 4096
    names = ", ".join(one[len("changed ") :] for one in listed).split(", ")
    assert names == [f"person.{number}@example.com" for number in range(len(names))] and len(names) > 90
    assert said[-1].startswith("last changed person.49")


def test_when_names_are_due() -> None:
    """Soon for the first ones, and then less and less often; where there are none, never."""
    changed, due = ChangedOwners(redact, 0.0), []
    assert not changed.are_due(100.0)
    for second in range(40):
        changed.add("a")
        if changed.are_due(second):
            due.append(second)
            changed.take(second)
    assert due == [1, 3, 7, 15, 25, 35]
    changed.take(39.0)
    for number in range(20):
        assert not changed.are_due(39.0)
        changed.add(f"{number}")
    assert changed.are_due(39.0)  # many do not wait
    for number in range(600):
        changed.add(f"{number}")
    assert changed.take(39.0) == ["last changed 599"]
    for number in range(20):
        changed.add(f"{number}")
    assert not changed.are_due(39.0)  # where there is no room any more, they do


def test_a_name_is_fit_to_be_told() -> None:
    changed = ChangedOwners(redact, 0.0)
    changed.add("Lobby\n\x1b[31m s3cret")
    assert changed.take(1.0) == ["changed Lobby [31m ********"]
