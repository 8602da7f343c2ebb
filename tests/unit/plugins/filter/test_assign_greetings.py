# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files with greetings in profiles, lists and a CSV, and people whom a list of the organization holds."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import ANNA, BO, PROFILES, plan, refused

ALL = {"greeting_busy": "all.wav", "greeting_unanswered": ""}
DESK = {**PROFILES, "desk": {"greeting_busy": "desk.wav", "send_unanswered_calls": {"greeting": "DEFAULT"}}}
CARLA = "carla@example.com"


def greetings(*arguments: t.Any, **more: t.Any) -> list[tuple[str, str, list[str]]]:
    found = plan(*arguments, **{"greetings": ALL, **more})["greetings"]
    return [(one["greeting"], one["src"], one["person"]) for one in found]


def test_a_task_for_each_file_and_greeting() -> None:
    csv = f"person,profile,greeting_busy,greeting_unanswered\n{CARLA},,own.wav,\nd@example.com,desk,,own.wav\n"
    people = [ANNA, {"person": BO, "greeting_busy": "own.wav", "greeting_unanswered": None}]
    assert greetings(people, csv, profiles=DESK) == [
        ("busy", "all.wav", [ANNA]),
        ("busy", "own.wav", [BO, CARLA]),
        ("busy", "desk.wav", ["d@example.com"]),
        ("unanswered", "own.wav", ["d@example.com"]),
    ]


def test_what_somebody_selects_keeps_files_of_a_lower_rank_away() -> None:
    everywhere = {"greeting_busy": "all.wav", "greeting_unanswered": "all.wav"}
    default = {"send_busy_calls": {"greeting": "DEFAULT"}}
    returned = {"person": BO, "voicemail": {"send_busy_calls": {"greeting": "CUSTOM"}}}
    people = [{"person": ANNA, "profile": "desk", **default}, returned]
    assert greetings(people, greetings=everywhere, profiles=DESK) == [("unanswered", "all.wav", [BO])]


def test_a_file_selects_the_greeting_itself() -> None:
    profiles = {"desk": {"send_busy_calls": {"enabled": True, "greeting": "DEFAULT"}}}
    found = plan([{"person": ANNA, "greeting_busy": "own.wav"}], profile="desk", profiles=profiles, greetings={})
    assert found["people"] == [{"person": ANNA, "send_busy_calls": {"enabled": True}}]
    returned = {"person": BO, "voicemail": {"send_busy_calls": {"greeting": "DEFAULT"}}, "greeting_busy": "own.wav"}
    found = plan([returned], greetings={})
    assert found["people"] == [{"person": BO, "voicemail": {}}] and found["greetings"][0]["person"] == [BO]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"greeting_busy": 7}, "greeting_busy must be the name of a file, not 7 (a number)"),
        (
            {"greeting_busy": "own.wav", "send_busy_calls": {"greeting": "DEFAULT"}},
            "greeting_busy is a file, and send_busy_calls.greeting is DEFAULT. Leave one of them out",
        ),
        ({"greeting_loud": "own.wav"}, "there is no setting greeting_loud"),
    ],
)
def test_what_is_refused(item: dict[str, t.Any], sentence: str) -> None:
    assert sentence in refused([{"person": ANNA, **item}], greetings=ALL)
    assert sentence in refused([ANNA], profile="mine", profiles={"mine": item}, greetings=ALL)


def test_where_greetings_are_not_known_their_keys_are_refused() -> None:
    assert "there is no setting greeting_busy" in refused([{"person": ANNA, "greeting_busy": "own.wav"}])


def listed(*people: str) -> list[dict[str, t.Any]]:
    return [{"person": one, "person_id": one.title(), "email": one, "emails": [one, "other." + one]} for one in people]


def test_who_is_listed_is_added_unless_they_are_named() -> None:
    people = [{"person": f"Other.{BO}", "profile": "copy"}]
    found = plan(people, listed=listed(ANNA, BO, CARLA), greetings=ALL)
    assert found["names"] == [f"Other.{BO}", ANNA, CARLA] and found["profiles"] == ["copy", "rings", "rings"]
    assert found["greetings"][0]["person"] == found["names"]


def test_with_a_list_nobody_needs_to_be_named() -> None:
    assert plan([], listed=[])["people"] == []
    said = refused([], profile="assistant", listed=listed(ANNA))
    assert f"One of the listed people ({ANNA}): the profile assistant needs transfer_to_number.destination" in said
