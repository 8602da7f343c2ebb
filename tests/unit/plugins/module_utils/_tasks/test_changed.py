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
@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(0, 30)), max_size=40), st.text(max_size=200), st.integers(2, 200)
)
def test_names_are_few_whatever_their_number(batches: list[tuple[int, float]], more: str, total: int) -> None:
    """Where there is room each is named once, in the order in which they were changed; then the last one."""
    changed, now, number, said = ChangedOwners(redact, 0.0), 0.0, 0, []
    for size, pause in batches:
        for dummy in range(size):
            changed.add(f"{number}{more}")
            number += 1
        now += pause
        assert size or not changed.are_due(now, total)
        words = changed.take(now, total)
        assert len(words) == bool(size)
        said += words
    listed = [one for one in said if one.startswith("changed ")]
    assert sum(len(one) for one in listed) <= 3000 + len(listed) * len("changed ")
    assert all(len(one) <= len("last changed ") + 83 for one in said if one not in listed)
    assert said[: len(listed)] == listed  # where there is no room, there is none afterwards
    assert total <= 200 or not listed


def test_of_a_hundred_people_each_is_named() -> None:
    """At the pace of the API: two and a half in a second."""
    changed, said = ChangedOwners(redact, 0.0), []
    for number in range(100):
        changed.add(f"person.{number}@example.com")
        if changed.are_due(number / 2.5, 100):
            said += changed.take(number / 2.5, 100)
    names = ", ".join(one[len("changed ") :] for one in said).split(", ")
    assert names == [f"person.{number}@example.com" for number in range(len(names))] and len(names) >= 80
    assert len("".join(said)) < 4096


def test_of_five_thousand_people_the_last_one_is() -> None:
    """When the task says how far it is, and not more often."""
    changed = ChangedOwners(redact, 0.0)
    for number in range(5000):
        changed.add(f"person.{number}@example.com")
        assert not changed.are_due(number / 2.5, 5000)
        if number % 25 == 24:
            assert changed.take(number / 2.5, 5000) == [f"last changed person.{number}@example.com"]


def test_when_names_are_due() -> None:
    """Soon for the first ones, and then less and less often; where there are none, never."""
    changed, due = ChangedOwners(redact, 0.0), []
    assert not changed.are_due(100.0, 50)
    for second in range(40):
        changed.add("a")
        if changed.are_due(second, 50):
            due.append(second)
            changed.take(second, 50)
    assert due == [1, 3, 7, 15, 25, 35]
    changed.take(39.0, 50)
    for number in range(20):
        assert not changed.are_due(39.0, 50)
        changed.add(f"{number}")
    assert changed.are_due(39.0, 50)  # many do not wait
    assert not changed.are_due(39.0, 5000)


def test_a_name_is_fit_to_be_told() -> None:
    changed = ChangedOwners(redact, 0.0)
    changed.add("Lobby\n\x1b[31m s3cret")
    assert changed.take(1.0, 2) == ["changed Lobby [31m ********"]
