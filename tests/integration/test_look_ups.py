# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many people are found in as few requests as can be."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    INFO,
    LIST,
    call,
    methods,
)


@pytest.fixture(scope="module")
def large() -> t.Iterator[Emulator]:
    """An organization of 3,000 people."""
    with Emulator(people=3000) as emulator:
        yield emulator


@pytest.fixture
def organization(large: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> t.Iterator[Emulator]:
    large.reset()
    for name, value in {**large.environment, "XDG_RUNTIME_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    yield large
    assert large.take_problems() == []


@pytest.mark.parametrize(
    ("people", "requests"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 1), (999, 1), (1000, 1), (1001, 2)]
)
def test_people_are_found_in_pages(organization: Emulator, people: int, requests: int) -> None:
    given = [person.email for person in organization.world.people[:people]]
    result = call(INFO, person=given, concurrency=50)
    assert methods(organization).count(LIST) == requests
    assert [one["person"] for one in result["people"]] == given
    assert all(one["email"].lower() == one["person"] for one in result["people"])


def test_nobody_at_the_end_of_the_list(organization: Emulator) -> None:
    given = [person.email for person in organization.world.people[:100]] + ["nobody@example.com"]
    result = call(INFO, person=given, concurrency=50)
    assert methods(organization).count(LIST) == 3
    assert "no person in the organization" in result["people"][-1]["msg"]


def test_many_nobodies_in_a_small_organization(emulator: Emulator) -> None:
    result = call(INFO, person=[ANNA, *(f"nobody{number}@example.com" for number in range(50))])
    assert methods(emulator).count(LIST) == 1
    assert result["summary"]["failed"] == 50


@pytest.mark.parametrize("count", [4, 10, 30])
def test_a_few_people_in_a_large_organization(organization: Emulator, count: int) -> None:
    """Those at the end of the list are asked for one by one, after a first page in vain."""
    given = [person.email for person in organization.world.people[-count:]]
    call(INFO, person=given)
    assert methods(organization).count(LIST) == count + 1


def test_never_more_look_ups_than_people_where_a_page_helps(organization: Emulator) -> None:
    given = [person.email for person in organization.world.people[500::100]]
    call(INFO, person=given)
    assert methods(organization).count(LIST) == 3 <= len(given)
