# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From people and profiles to what the module takes."""

from __future__ import annotations

import json
import typing as t

import pytest
import yaml

from ansible_collections.webex.calling.plugins.filter.assign_voicemail_profiles import (
    FilterModule,
    assign_voicemail_profiles,
)
from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import (
    ANNA,
    BO,
    COPY,
    PROFILES,
    plan,
    refused,
    settings,
)


def test_the_filter_has_a_name() -> None:
    assert FilterModule().filters() == {"assign_voicemail_profiles": assign_voicemail_profiles}


def test_everyone_gets_the_profile() -> None:
    found = plan([ANNA, BO])
    assert found == {
        "people": [{"person": ANNA, **PROFILES["rings"]}, {"person": BO, **PROFILES["rings"]}],
        "profiles": ["rings", "rings"],
        "names": [ANNA, BO],
        "lines": ["", ""],
        "ignored_columns": [],
        "unknown_addresses": [],
        "problems": [],
        "greetings": [],
        "greeting_files": [],
        "forwarding": "",
    }


@pytest.mark.parametrize(
    "text", [f"{ANNA}\n{BO}\n", f" {ANNA}, {BO}", f"{ANNA};{BO}", json.dumps([ANNA, {"person": BO}])]
)
def test_a_text_is_taken_apart(text: str) -> None:
    assert plan(text) == plan([ANNA, BO])


def test_what_a_person_brings_wins() -> None:
    found = plan(
        [
            {"person": ANNA, "profile": "copy", "email_copy_of_message": {"email_id": BO}},
            {"person": BO, "profile": None, "send_unanswered_calls": {"number_of_rings": 9, "greeting": None}},
        ]
    )
    assert found["profiles"] == ["copy", "rings"]
    assert found["people"][0]["email_copy_of_message"] == {"enabled": True, "email_id": BO}
    assert found["people"][1]["send_unanswered_calls"] == {"enabled": True, "number_of_rings": 9}


def test_a_null_in_a_profile_names_nothing() -> None:
    assert settings([ANNA], profiles={"rings": {**PROFILES["rings"], "fax_message": None}}) == PROFILES["rings"]
    assert settings([ANNA], profile="nothing") == {}


def test_settings_as_they_were_returned_get_no_profile() -> None:
    item = {"person": ANNA, "person_id": "x", "email": ANNA, "voicemail": {"enabled": False, **COPY}}
    assert settings([item]) == {"voicemail": {"enabled": False, **COPY}}
    assert plan([item])["profiles"] == [""]
    assert settings([{**item, "enabled": True}]) == {"enabled": True, **COPY}
    assert settings([{**item, "profile": "rings"}]) == {"enabled": False, **COPY, **PROFILES["rings"]}


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([], "No people are given"),
        ("", "No people are given"),
        (None, "No people are given"),
        ([{"profile": "copy"}], "Person 1 of the list has no person"),
        ([5], "Person 1 of the list has no person"),
        ([""], "Person 1 of the list has no person"),
        ({"person": ANNA}, "The list must be a list"),
        (5, "The list must be a list"),
        ("[", "not JSON"),
        (f"{ANNA},", "The list ends in a comma, and more may be lost: -e name=value ends at a space"),
        (
            "anna.andersson",
            "anna.andersson is not a valid Webex ID; if it is meant as an e-mail address, its domain is",
        ),
        (
            [ANNA, {"person": BO, "profile": "cop"}],
            "there is no profile cop. The profiles are assistant, copy, external, nothing, rings. Did you mean copy?",
        ),
        ([ANNA, BO, ANNA.upper()], f"Person 3 of the list: {ANNA} is given twice, first as person 1 of the list"),
        ([{"person": ANNA, "shoes": 4}], "there is no setting shoes. The settings are enabled, send_all_calls.enabled"),
        ([{"person": ANNA, "fax_message": {"number": 4}}], "there is no setting fax_message.number"),
        ([{"person": ANNA, "fax_message": 4}], "fax_message must hold settings, not 4"),
        ([{"person": ANNA, "voicemail": 4}], "voicemail must hold settings"),
        (
            [{"person": ANNA, "profile": "assistant"}],
            f"Person 1 of the list ({ANNA}): the profile assistant needs transfer_to_number.destination, which must be",
        ),
        (
            [{"person": ANNA, "profile": "assistant", "transfer_to_number": {"destination": ""}}],
            "the profile assistant needs transfer_to_number.destination",
        ),
    ],
)
def test_what_is_refused(people: t.Any, sentence: str) -> None:
    assert sentence in refused(people)


def test_what_a_profile_needs_may_come_from_the_person_or_be_switched_off() -> None:
    given = {"person": ANNA, "profile": "assistant", "transfer_to_number": {"destination": "6527"}}
    assert settings([given])["transfer_to_number"] == {"enabled": True, "destination": "6527"}
    assert settings([{**given, "transfer_to_number": {"enabled": False}}])["transfer_to_number"] == {"enabled": False}
    assert settings([{"person": ANNA, "transfer_to_number": {"enabled": True}}])  # it may have been set before


@pytest.mark.parametrize(
    ("profile", "profiles", "sentence"),
    [
        ("x", {"a": {}, "b": {}}, "profile: there is no profile x. The profiles are a, b."),
        ("standrd", {"standard": {}, "b": {}}, "The profiles are b, standard. Did you mean standard?"),
        ("a", {"a": {"rings": 4}}, "The profile a: there is no setting rings"),
        ("a", {"a": "rings"}, "The profile a: it must hold settings, not rings"),
        ("a", {"a": {"fax_message": True}}, "The profile a: fax_message must hold settings, not True"),
    ],
)
def test_a_profile_that_is_none(profile: str, profiles: t.Any, sentence: str) -> None:
    assert sentence in refused([ANNA], profile=profile, profiles=profiles)


def test_a_hundred_problems_are_told_a_line_each() -> None:
    lines = refused([{"person": f"{number}@example.com", "profile": "x"} for number in range(102)]).splitlines()
    assert len(lines) == 101 and lines[-1] == "There are 2 more problems."
    assert all("there is no profile x" in line for line in lines[:-1])


def test_where_it_does_not_fail_the_problems_are_returned_and_nobody() -> None:
    found = plan([ANNA, "anna", {"person": BO, "profile": "x"}], fail=False)
    assert found["people"] == found["names"] == found["greetings"] == [] and found["forwarding"] == ""
    assert [line.split(":")[0] for line in found["problems"]] == ["Person 2 of the list", "Person 3 of the list"]
    assert plan([ANNA], fail=False) == plan([ANNA])


def test_who_needs_forwarding() -> None:
    assert plan([{"person": ANNA, "profile": "copy"}, BO, {"person": "c@example.com", "profile": "external"}])[
        "forwarding"
    ] == (
        f"email_copy_of_message.enabled true (profile copy) for {ANNA}; "
        "message_storage.storage_type EXTERNAL (profile external) for c@example.com"
    )
    many = plan([f"{number}@example.com" for number in range(12)], profile="copy")["forwarding"]
    assert many.endswith("9@example.com and 2 more")
    assert "settings of their own" in plan([{"person": ANNA, "voicemail": COPY}])["forwarding"]


def test_a_value_of_the_connection_is_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "t0ken\n")
    monkeypatch.setenv("WEBEX_ORG_ID", "organization-1")
    monkeypatch.setenv("WEBEX_TIMEOUT", "30")
    text = "x" * 495 + "t0ken"
    for arguments in (
        ([{"person": "t0ken"}],),
        ([{"person": ANNA, "profile": text}],),
        ([{"person": ANNA, "t0ken": "organization-1"}],),
        ([{"person": ANNA, "notifications": {"destination": "t0ken organization-1"}}],),
        ([], "person,t0ken\n"),
        ([], f"person,profile\n{ANNA},organization-1\n"),
        ([], f"person\n{ANNA},t0ken\n"),
    ):
        message = refused(*arguments)
        assert "t0ken" not in message and "organization-1" not in message
        assert "t0k" not in message
    assert "must be from 2 to 20, not 30" in refused(
        [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 30}}]
    )


def test_all_values_of_all_people_are_checked_at_once() -> None:
    message = refused(
        [
            {"person": ANNA, "send_unanswered_calls": {"number_of_rings": 99}},
            {"person": "anna at example.com"},
            {"person": "c@example.com", "notifications": {"destination": "nowhere"}},
            {"person": "d@example.com", "send_busy_calls": {"greeting": "OWN"}},
            {"person": "e@example.com", "enabled": "perhaps"},
            {"person": "f@example.com", "message_storage": {"storage_type": "EXTERNAL", "external_email": ""}},
            {"person": BO, "profile": "bad"},
        ],
        f"person,email_copy_of_message.email_id\ng@example.com,no address\n{BO.upper()},\n",
        profiles={**PROFILES, "bad": {"send_unanswered_calls": {"number_of_rings": 1}}},
    )
    for words in (
        f"Person 1 of the list ({ANNA}): send_unanswered_calls.number_of_rings must be from 2 to 20, not 99",
        "Person 2 of the list: person: anna at example.com is a name",
        "Person 3 of the list (c@example.com): notifications.destination is not an e-mail address",
        "Person 4 of the list (d@example.com): value of greeting must be one of: DEFAULT, CUSTOM",
        "Person 5 of the list (e@example.com): argument 'enabled' is of type",
        "Person 6 of the list (f@example.com): message_storage.storage_type cannot be EXTERNAL",
        "The profile bad: send_unanswered_calls.number_of_rings must be from 2 to 20, not 1",
        "Line 2 of the CSV, column email_copy_of_message.email_id: it is not an e-mail address: no address.",
        f"Line 3 of the CSV, column person: {BO} is given twice",
    ):
        assert words in message, (words, message)


def test_a_profile_may_leave_a_text_to_its_people() -> None:
    profiles = {"copy": {"email_copy_of_message": {"enabled": True, "email_id": ""}}}
    given = {"person": ANNA, "email_copy_of_message": {"email_id": BO}}
    assert settings([given], profile="copy", profiles=profiles)["email_copy_of_message"]["email_id"] == BO
    assert "needs email_copy_of_message.email_id" in refused([BO], profile="copy", profiles=profiles)


@pytest.mark.parametrize("number", [83, 15551000, 1.5, True])
def test_a_number_that_was_a_text_is_not_guessed(number: t.Any) -> None:
    message = refused([{"person": ANNA, "transfer_to_number": {"destination": number}}])
    assert f"transfer_to_number.destination must be a text, not {number}" in message and "JSON or as a CSV" in message


ARTIFACTS = {
    "voicemail_offboarding_result": {"changed": True, "summary": {"total": 1}},
    "voicemail_offboarding_before": [
        {
            "person": ANNA,
            "person_id": "x",
            "email": None,
            "voicemail": {
                "enabled": False,
                "send_unanswered_calls": {"number_of_rings": 6},
                "transfer_to_number": {"enabled": True, "destination": "0123"},
                "fax_message": {"phone_number": "+1555", "extension": ""},
                "email_copy_of_message": {"email_id": BO},
            },
        },
    ],
}
RESTORED = ARTIFACTS["voicemail_offboarding_before"][0]["voicemail"]  # type: ignore[index]


@pytest.mark.parametrize("part", [ARTIFACTS, ARTIFACTS["voicemail_offboarding_before"]], ids=["whole", "list"])
def test_artifacts_as_awx_shows_them(part: t.Any) -> None:
    texts = [json.dumps(part), json.dumps(part, indent=4), yaml.safe_dump(part), "---\n" + yaml.safe_dump(part)]
    texts += [yaml.safe_dump(part, default_style='"'), "\n" + json.dumps(part, indent=2).replace("\n", "\r\n") + "\n"]
    for text in texts:
        assert settings(text) == {"voicemail": RESTORED}
    # As js-yaml writes them: a text without quotes where its own YAML takes it for no number.
    assert settings(yaml.safe_dump(part).replace("'0123'", "0123").replace("'+1555'", "+1555")) == {
        "voicemail": RESTORED
    }
    assert settings(part) == {"voicemail": RESTORED}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: &a [x]\nb: *a", "aliases"),
        ("---\n- !!python/name:os.system x", "not YAML"),
        ("- a\n- b: [", "not YAML"),
        ("[" * 100_000, "not JSON"),
        ("- " * 100_000, "The list"),
        ("voicemail_offboarding_result: {}", "The list must be a list"),
        ('{"voicemail_offboarding_before": 1}', "The list must be a list"),
    ],
)
def test_artifacts_that_are_none(text: str, sentence: str) -> None:
    assert sentence in refused(text)
