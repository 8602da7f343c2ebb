# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder: what is read of it, and how all that is wrong is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten, nest
from ansible_collections.webex.calling.plugins.module_utils._files.limits import (
    DEFAULTS,
    Counts,
    breached,
    not_allowed,
    refused,
)
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles, Proposal
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_profiles import SHIPPED_PROFILES

ROOT = Path(__file__).resolve().parents[5]
GOOD = {
    "voicemail.yml": b"format: 1\norg_id: 72b2d567-5696-552b-b31c-a884c0127fe9\ndomains: [example.com]\nlimits:\n  people: {changes: 5}\n",
    "organization.yml": b"voicemail:\n  message_expiry_enabled: yes\nrules:\n  expire_passcode: {enabled: true}\n",
    "profiles.yml": b"personal: [send_unanswered_calls]\nquick:\n  send_busy_calls:\n    enabled: false\n",
    "locations/Oslo/location.yml": b"name: Oslo\nvoicemail:\n  voicemail_transcription_enabled: off\nvoice_portal:\n  extension: 0123\n",
    "locations/Oslo/people.yml": b"Anna@example.com: quick\n"
    b"bo@example.com:\n  profile: standard\n  note: x\n  transfer_to_number:\n    destination: +15551000\ncy@example.com: unmanaged\n",
    "locations/Oslo/voicemail_groups.yml": b"Sales:\n  extension: 0123\n  passcode_variable: sales\nOld:\n  state: absent\n",
    "locations/Oslo/ids.json": b'{"location": "L1", "people": {"bo@example.com": "P2"}}',
}


def test_what_is_typed_stays_what_was_typed() -> None:
    """The field decides: a number, a boolean, or a text as it stands."""
    folder = read_folder(GOOD)
    entries = {entry.key: entry for entry in folder.entries if not entry.kind.section}
    assert entries["bo@example.com"].own == {"transfer_to_number.destination": "+15551000"}
    assert entries["Sales"].own == {"extension": "0123"} and entries["Sales"].passcode_variable == "sales"
    assert entries["Old"].absent and entries["cy@example.com"].unmanaged
    assert entries["bo@example.com"].id == "P2" and folder.location_ids == {"Oslo": "L1"}
    assert entries["bo@example.com"].place == "locations/Oslo/people.yml:2"
    assert folder.limits["people.changes"] == 5 and folder.limits["people.percent"] == 20
    portal = next(entry for entry in folder.entries if entry.kind.name == "voice_portal")
    assert portal.own == {"extension": "0123"} and portal.id == "L1"
    assert "send_unanswered_calls.number_of_rings" not in folder.profiles.desired(KINDS["person"], "standard", {})


@pytest.mark.parametrize(
    "path, content, words",
    [
        (
            "locations/Oslo/people.yml",
            b"a@example.com: standrd\n",
            "people.yml:1: there is no profile standrd: did you mean standard?",
        ),
        (
            "locations/Oslo/people.yml",
            b"a@example.com:\n  enabld: true\n",
            "people.yml:2: there is no enabld: did you mean enabled?",
        ),
        (
            "locations/Oslo/people.yml",
            b"a@example.com:\n  enabled: maybe\n",
            "people.yml:2: enabled must be true or false, not maybe.",
        ),
        (
            "locations/Oslo/people.yml",
            b"a@example.com:\n  voice_message_forwarding_enabled: true\n",
            "is read-only: remove it",
        ),
        (
            "locations/B/people.yml",
            b"anna@EXAMPLE.com: standard\n",
            "people.yml:1: anna@EXAMPLE.com is given twice, first in locations/Oslo/people.yml:1.",
        ),
        ("locations/Oslo/people.yml", b"a: [b]\n", "a must be a profile or hold settings"),
        ("locations/Oslo/peopel.yml", b"", "peopel.yml: this is not a file of a location: did you mean people.yml?"),
        ("locations/Oslo/workspaces.yml", b"Lobby: hybrid_worker\n", "uses {email}, which only people have"),
        (
            "locations/Oslo/voicemail_groups.yml",
            b"A:\n  passcode: 123456\n",
            "is a secret, which must not be in a file: set passcode_variable to a name, and give apply the passcode under this name in passcodes.",
        ),
        ("locations/Oslo/voicemail_groups.yml", b"A:\n  state: gone\n", "state must be present or absent, not gone"),
        (
            "locations/Oslo/voicemail_groups.yml",
            b"A: standard\n",
            "there is no profile standard: did you mean unmanaged?",
        ),
        ("locations/Oslo/location.yml", b"voicemial: {}\n", "there is no voicemial: did you mean voicemail?"),
        ("locations/Oslo/ids.json", b"[]", "is not what an export writes"),
        ("profiles.yml", b"a:\n  enabld: true\n", "profiles.yml:2: there is no enabld"),
        ("profiles.yml", b"personal: [enabld]\n", "profiles.yml:1: there is no enabld: did you mean enabled?"),
        ("locations/Oslo/people.yml", b"a@example.com:\n  profil: standard\n", "no profil: did you mean profile?"),
        (
            "organisation.yml",
            b"",
            "organisation.yml: this is not a file of an organization: did you mean organization.yml?",
        ),
        ("locatons/Oslo/people.yml", b"", "locatons: this is not a folder of an organization: did you mean locations?"),
        (
            "voicemail.yml",
            b"org_id: abc\n",
            "voicemail.yml:1: org_id: abc is not a valid Webex ID. Give the organization's ID, or its UUID",
        ),
        ("voicemail.yml", b"format: 2\n", "voicemail.yml:1: format is 2, and this release only reads 1."),
        (
            "voicemail.yml",
            b"limits:\n  people: {change: 5}\n",
            "voicemail.yml:2: there is no people.change: did you mean changes?",
        ),
        ("voicemail.yml", b"limits:\n  settings: {enabld: 5}\n", "voicemail.yml:2: there is no enabld"),
        ("voicemail.yml", b"limits:\n  minimum: some\n", "voicemail.yml:2: minimum must be a whole number"),
        ("organization.yml", b"rules:\n  default_voicemail_pin: 1234\n", "is a secret"),
        ("organization.yml", b"\xff", "organization.yml:1: the line is not in UTF-8"),
    ],
    ids=range(25),
)
def test_what_is_wrong_is_told_with_its_line(path: str, content: bytes, words: str) -> None:
    """And with the nearest right key."""
    with pytest.raises(ValidationError) as caught:
        read_folder({**GOOD, path: content})
    assert words in caught.value.msg


def test_what_may_be_there_is_doubted_with_its_line() -> None:
    """A value is no mistake before it is known what there is; that of a profile is doubted where it is not overridden."""
    people = b"a@example.com:\n  send_unanswered_calls:\n    number_of_rings: 70\nb@example.com: odd\n"
    people += b"c@example.com:\n  profile: odd\n  transfer_to_number:\n    destination: '6527'\n"
    profiles = b"odd:\n  transfer_to_number:\n    enabled: true\n    destination: sip:help@example.com\n"
    folder = read_folder({**GOOD, "locations/Oslo/people.yml": people, "profiles.yml": profiles})
    entries = {entry.key: entry for entry in folder.entries}
    assert folder.doubts_of(entries["a@example.com"]) == {
        "send_unanswered_calls.number_of_rings": "locations/Oslo/people.yml:3: send_unanswered_calls.number_of_rings must be from 2 to "
        "20, not 70."
    }
    assert folder.doubts_of(entries["b@example.com"]) == {
        "transfer_to_number.destination": "profiles.yml:4: transfer_to_number.destination is not a phone number: sip:help@example.com."
    }
    assert not folder.doubts_of(entries["c@example.com"])


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Of several files, and no more than a person reads."""
    many = b"".join(b"p%d@example.com: nothing\n" % number for number in range(100))
    with pytest.raises(ValidationError) as caught:
        read_folder({**GOOD, "organization.yml": b"x: y\n", "locations/Oslo/people.yml": many})
    assert "organization.yml:1" in caught.value.msg and "There are 81 more problems." in caught.value.msg


def test_the_shipped_profiles_are_those_of_the_role() -> None:
    """Of voicemail_onboarding."""
    role = yaml.safe_load((ROOT / "roles/voicemail_onboarding/vars/main.yml").read_text())
    shipped = role["voicemail_onboarding_shipped_profiles"]
    assert {name: flatten(settings) for name, settings in shipped.items()} == dict(SHIPPED_PROFILES)
    assert list(shipped) == list(SHIPPED_PROFILES)


def test_the_profile_with_the_fewest_deviations_is_taken() -> None:
    """Three at the most; at equal numbers the first by name."""
    person, live = KINDS["person"], dict(SHIPPED_PROFILES["standard"])
    assert Profiles().best(person, live, None) == ("standard", {})
    live["send_unanswered_calls.number_of_rings"] = 6
    assert Profiles().best(person, live, None) == ("standard", {"send_unanswered_calls.number_of_rings": 6})
    live.update(
        {"send_all_calls.enabled": True, "message_storage.storage_type": "EXTERNAL", "notifications.enabled": True}
    )
    assert Profiles().best(person, live, None) is None
    same = {"b": {"enabled": True}, "a": {"enabled": True}}
    assert Profiles(same).best(person, {"enabled": True}, None) == ("a", {})


def test_the_commonest_settings_are_proposed() -> None:
    """The first is what most have; what a shipped profile says already is not proposed."""
    proposal, person = Proposal(), KINDS["person"]
    for number in range(30):
        live = {
            **SHIPPED_PROFILES["hybrid_worker"],
            "send_unanswered_calls.number_of_rings": 4 if number % 2 else 7 - number % 3,
        }
        email = f"p{number}@example.com"
        proposal.add(person, {path: email if value == "{email}" else value for path, value in live.items()}, email)
    found = proposal.profiles()
    assert [(name, followers) for name, dummy, followers in found] == [
        ("profile-1", 5),
        ("profile-2", 5),
        ("profile-3", 5),
    ]
    assert found[0][1]["notifications.destination"] == "{email}"


@pytest.mark.parametrize(
    "people, managed, expected",
    [
        (9, 10, []),
        (10, 10, ["people"]),
        (10, 50, []),
        (501, 100_000, ["people", "settings.enabled"]),
        (21, 1000, ["settings.enabled"]),
    ],
)
def test_limits(people: int, managed: int, expected: list[str]) -> None:
    """A number, a percentage from a minimum on, and a number of owners whose field changes."""
    counts = Counts(managed={"people": managed})
    for number in range(people):
        counts.add("people", "change", ["enabled"] if number > 10 or people != 10 else [])
    assert [
        one["limit"] for one in breached(DEFAULTS, counts) if one["limit"] in ("people", "settings.enabled")
    ] == expected


def test_allow_is_an_exact_number() -> None:
    """That of the plan, and no other."""
    counts = Counts()
    counts.add("voicemail_groups", "delete", [])
    head = {"breached": breached(DEFAULTS, counts, deletes_alone=True), "source": "journal", "limits": DEFAULTS}
    words = "voicemail_groups.deletes: 1 planned, 0 allowed (limits.voicemail_groups.deletes: 0)"
    assert not_allowed(head, {}) == [words]
    assert not_allowed(head, {"voicemail_groups.deletes": 2}) == [
        "voicemail_groups.deletes: 1 planned, and allow says 2"
    ]
    assert not_allowed(head, {"voicemail_groups.deletes": 1}) == []
    assert refused(head, [], {"voicemail_groups.deletes": 1}) == []


def test_what_is_allowed_beside_a_breach_is_the_plans_number_too() -> None:
    """On any plan: what was given for another one is not left in."""
    change = {"kind": "person", "action": "change", "set": [{"field": "enabled"}]}
    group = {"kind": "voicemail_group", "action": "create", "set": []}
    head: Json = {"breached": [], "source": "directory", "limits": DEFAULTS}
    allow = {
        "people": 2,
        "settings.enabled": "2",
        "voicemail_groups": 1,
        "voicemail_groups.deletes": 0,
        "workspaces": 0,
    }
    assert refused(head, [change, change, group], allow) == []
    assert refused(head, [change, group], {**allow, "peple": 1}) == [
        "allow: people: 1 planned, and allow says 2. Remove it, since this plan does not breach the limit.",
        "allow: settings.enabled: 1 planned, and allow says 2. Remove it, since this plan does not breach the limit.",
        "allow: there is no peple: did you mean people?",
    ]
    head["breached"] = [{"limit": "people", "planned": 2, "allowed": 1}]
    assert refused(head, [change, change], {"people": 2, "settings.enabled": 2}) == []
    assert len(refused(head, [change, change], {"people": 2, "settings.enabled": 1})) == 1


@pytest.mark.parametrize(
    "limits, allowed",
    [
        ({}, "17 allowed (limits.people.percent: 20 in voicemail.yml)"),
        ({"people.changes": 12}, "12 allowed (limits.people.changes: 12 in voicemail.yml)"),
        ({"settings.enabled": 85, "people.percent": 100}, "85 allowed (limits.settings.enabled: 85 in voicemail.yml)"),
    ],
)
def test_a_breached_limit_says_where_it_comes_from(limits: dict[str, int], allowed: str) -> None:
    counts = Counts(managed={"people": 86})
    for dummy in range(86):
        counts.add("people", "change", ["enabled"])
    known = {**DEFAULTS, **limits}
    head = {"breached": breached(known, counts), "source": "directory", "limits": known}
    assert any(words.endswith(f": 86 planned, {allowed}") for words in not_allowed(head, {}))


def test_paths_and_settings_are_the_same() -> None:
    """One made of the other."""
    settings: Json = {"a": {"b": 1, "c": {"d": ""}}, "e": False}
    assert nest(flatten(settings)) == settings
