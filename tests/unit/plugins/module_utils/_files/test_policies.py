# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies: what each operator demands, what counts, and what would mend it."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._files.conditions import Demand, Several
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.policy_reader import read_policies
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_policies import shipped_policies
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_profiles import SHIPPED_PROFILES
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Allowed, Standard, Subject

EMAIL = "anna@example.com"
COPY = "email_copy_of_message.email_id"


def person(settings: Json, email: str | None = EMAIL, kind: str = "person") -> Subject:
    return Subject(KINDS[kind], "1", email or "Lobby", "Oslo", email, flatten(settings))


def policy(must: str, fields: str = "", kinds: str = "people, workspaces") -> Policy:
    fields = f"\n  fields: [{fields}]" if fields else ""
    text = f"- id: one\n  severity: high\n  for: [{kinds}]{fields}\n  must: {must}\n"
    (found,) = read_policies(text.encode(), "policies.yml", Profiles())
    return found


def deviating(one: Policy, subject: Subject, standard: Standard | None = None) -> list[str] | None:
    """The fields that deviate, None where nothing counts."""
    found = one.check(subject, standard or Standard())
    return None if found is None else [deviation.field for deviation in found]


RINGS = "send_unanswered_calls.number_of_rings"
EMPTY: list[str] = []
CASES: list[tuple[str, str, Json, list[str] | None]] = [
    ("{is: false}", "send_all_calls.enabled", {"send_all_calls": {"enabled": False}}, EMPTY),
    ("{is: no}", "send_all_calls.enabled", {"send_all_calls": {"enabled": True}}, ["send_all_calls.enabled"]),
    (
        "{is: INTERNAL}",
        "message_storage.storage_type",
        {"message_storage": {"storage_type": "EXTERNAL"}},
        ["message_storage.storage_type"],
    ),
    ("{is: '{email}'}", COPY, {"email_copy_of_message": {"email_id": "ANNA@example.com"}}, EMPTY),
    (
        "{is: +1 555-1000}",
        "transfer_to_number.destination",
        {"transfer_to_number": {"destination": "+15551000"}},
        EMPTY,
    ),
    (
        "{is_not: 0}",
        "transfer_to_number.destination",
        {"transfer_to_number": {"destination": "0"}},
        ["transfer_to_number.destination"],
    ),
    ("{is_not: 0}", "transfer_to_number.destination", {"transfer_to_number": {"destination": "1"}}, EMPTY),
    ("{at_most: 8}", RINGS, {"send_unanswered_calls": {"number_of_rings": 8}}, EMPTY),
    ("{at_most: 8}", RINGS, {"send_unanswered_calls": {"number_of_rings": 9}}, [RINGS]),
    ("{at_least: 3}", RINGS, {"send_unanswered_calls": {"number_of_rings": 2}}, [RINGS]),
    ("{at_least: 3, at_most: 8}", RINGS, {"send_unanswered_calls": {"number_of_rings": 9}}, [RINGS]),
    (
        "{matches: '^[0-9]{4}$'}",
        "transfer_to_number.destination",
        {"transfer_to_number": {"destination": "65 27"}},
        EMPTY,
    ),
    (
        "{matches: '^[0-9]{4}$'}",
        "transfer_to_number.destination",
        {"transfer_to_number": {"destination": "+4765"}},
        ["transfer_to_number.destination"],
    ),
    ("{set: true}", COPY, {"email_copy_of_message": {"enabled": True}}, [COPY]),
    ("{set: false}", COPY, {"email_copy_of_message": {"enabled": True, "email_id": "x@y.zz"}}, [COPY]),
    ("{set: false}", COPY, {"email_copy_of_message": {}}, EMPTY),
    ("{domain_in: [example.com]}", COPY, {"email_copy_of_message": {"email_id": "a@EXAMPLE.com"}}, EMPTY),
    ("{domain_in: [example.com]}", COPY, {"email_copy_of_message": {"email_id": "a@sub.example.com"}}, [COPY]),
    ("{domain_in: [example.com]}", COPY, {"email_copy_of_message": {"email_id": "nobody"}}, [COPY]),
    ("{domain_in: [example.com]}", COPY, {"email_copy_of_message": {"email_id": ""}}, EMPTY),
    # What belongs to a switch counts while that is on.
    ("{domain_in: [a.org]}", COPY, {"email_copy_of_message": {"enabled": False, "email_id": "a@b.cc"}}, None),
    (
        "{domain_in: [a.org]}",
        "message_storage.external_email",
        {"message_storage": {"storage_type": "INTERNAL", "external_email": "a@b.cc"}},
        None,
    ),
    (
        "{domain_in: [a.org]}",
        "message_storage.external_email",
        {"message_storage": {"storage_type": "EXTERNAL", "external_email": "a@b.cc"}},
        ["message_storage.external_email"],
    ),
    # What is unknown neither keeps to a policy nor deviates from it.
    ("{at_most: 8}", RINGS, {}, None),
    ("{is: true}", "enabled", {}, None),
]


@pytest.mark.parametrize("must, field, settings, expected", CASES, ids=[f"{one[0]}-{n}" for n, one in enumerate(CASES)])
def test_an_operator(must: str, field: str, settings: Json, expected: list[str] | None) -> None:
    assert deviating(policy(must, field), person(settings)) == expected


def test_a_policy_is_for_some_kinds_and_each_field_for_itself() -> None:
    one = policy("{is: true}", "enabled, send_all_calls.enabled", "people")
    assert deviating(one, person({"enabled": False}, None, "workspace")) is None
    settings = {"enabled": False, "send_all_calls": {"enabled": False}}
    assert deviating(one, person(settings)) == ["enabled", "send_all_calls.enabled"]
    lines = policy("{is: en_us}", "announcement_language_code", "people, virtual_lines")
    assert deviating(lines, person({"enabled": True})) is None
    assert deviating(lines, person({"announcement_language_code": "sv"}, None, "virtual_line"))


def test_what_the_rules_of_a_pin_are() -> None:
    """A field of an object that is not declared field by field."""
    one = policy("{at_least: 6}", "default_voicemail_pin_rules.length.min", "rules")
    assert deviating(one, person({"default_voicemail_pin_rules": {"length": {"min": 4}}}, None, "rules"))
    assert deviating(one, person({"default_voicemail_pin_rules": {"length": {"min": 6}}}, None, "rules")) == []
    repeated = policy("{at_most: 3}", "default_voicemail_pin_rules.block_repeated_digits.max", "rules")
    off = {"default_voicemail_pin_rules": {"block_repeated_digits": {"enabled": False, "max": 6}}}
    assert deviating(repeated, person(off, None, "rules")) is None


WORDS = st.text("ab.-", min_size=1, max_size=5).map(lambda text: text.strip(".-") or "a")
DOMAINS = st.builds("{}.{}".format, WORDS, st.sampled_from(["com", "org"]))


@given(st.lists(DOMAINS, min_size=1, max_size=3), st.lists(DOMAINS, min_size=1, max_size=3), st.sampled_from(",; <"))
def test_all_addresses_of_a_value_must_be_within(allowed: list[str], sent: list[str], between: str) -> None:
    value = between.join(f"x@{domain.upper()}" for domain in sent)
    demand = Demand("domain_in", tuple(allowed))
    holds = demand.holds(person({"email_copy_of_message": {"email_id": value}}), COPY, Standard())
    assert holds is (set(sent) <= set(allowed))


def test_domains_that_are_not_given() -> None:
    """Those of voicemail.yml, or that of a person's own address; whoever has none may write to where people are."""
    one = policy("{domain_in: }", COPY)
    outside = {"email_copy_of_message": {"email_id": "a@partner.org"}}
    assert deviating(one, person(outside)) == [COPY]
    assert deviating(one, person(outside, "b@Partner.org")) == []
    assert deviating(one, person(outside), Standard(Allowed(frozenset(["partner.org"])))) == []
    assert deviating(one, person(outside, None, "workspace")) is None
    assert deviating(one, person(outside, None, "workspace"), Standard(Allowed(seen={"partner.org"}))) == []
    assert deviating(one, person(outside, None, "workspace"), Standard(Allowed(seen={"example.com"}))) == [COPY]


# Of a person with these settings: whether it holds, or does not count.
LEAVES = [
    (Demand("is", "true", "enabled"), True),
    (Demand("is", "false", "enabled"), False),
    (Demand("at_most", 3, RINGS), None),
]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.builds(
        lambda is_any, parts: (is_any, parts), st.booleans(), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def built(tree: t.Any) -> tuple[t.Any, bool | None]:
    """The condition, and whether it holds, by another way."""
    first, second = tree
    if isinstance(first, Demand):
        return first, second
    parts = [built(one) for one in second]
    known = {value for dummy, value in parts} - {None}
    expected = None if not known else (True in known) if first else (False not in known)
    return Several(first, tuple(condition for condition, dummy in parts)), expected


@given(TREES)
def test_all_of_and_any_of(tree: t.Any) -> None:
    condition, expected = built(tree)
    assert condition.holds(person({"enabled": True}), "enabled", Standard()) is expected
    assert condition.words("")


@pytest.mark.parametrize("name", SHIPPED_PROFILES)
def test_who_follows_a_profile(name: str) -> None:
    settings = {path: EMAIL if value == "{email}" else value for path, value in SHIPPED_PROFILES[name].items()}
    one = policy(f"{{follow_profile: {name}}}", kinds="people, voicemail_groups")
    subject = Subject(KINDS["person"], "1", EMAIL, "Oslo", EMAIL, settings)
    assert deviating(one, subject) == []
    changed = subject._replace(leaves={**settings, "send_all_calls.enabled": True})
    (found,) = one.check(changed, Standard()) or []
    assert (found.field, found.expected) == ("send_all_calls.enabled", f"false (profile {name})")
    assert found.mend == {"send_all_calls.enabled": False}
    assert deviating(one, person({}, None, "voicemail_group")) is None
    assert deviating(policy("{follow_profile: true}"), subject) == []
    either = policy(
        f"{{any_of: [{{follow_profile: {name}}}, {{field: enabled, is: maybe}}]}}".replace("maybe", "false")
    )
    assert deviating(either, subject) == []


def test_a_profile_without_what_people_choose_themselves() -> None:
    folder = read_folder({"profiles.yml": b"personal: [send_all_calls]\n"})
    settings = {**SHIPPED_PROFILES["standard"], "send_all_calls.enabled": True}
    subject = Subject(KINDS["person"], "1", EMAIL, "Oslo", EMAIL, dict(settings))
    standard = Standard(profiles=folder.profiles)
    assert deviating(policy("{follow_profile: standard}"), subject, standard) == []


MENDS: list[tuple[str, str, Json, Json]] = [
    ("{is: 4}", RINGS, {"send_unanswered_calls": {"number_of_rings": 9}}, {RINGS: 4}),
    ("{at_most: 8}", RINGS, {"send_unanswered_calls": {"number_of_rings": 9}}, {RINGS: 8}),
    ("{set: false}", COPY, {"email_copy_of_message": {"email_id": "x@y.zz"}}, {COPY: ""}),
    ("{domain_in: [example.com]}", COPY, {"email_copy_of_message": {"email_id": "x@y.zz"}}, {COPY: "{email}"}),
    (
        "{domain_in: [b.org]}",
        COPY,
        {"email_copy_of_message": {"email_id": "x@y.zz"}},
        {"email_copy_of_message.enabled": False},
    ),
    (
        "{domain_in: [b.org]}",
        "message_storage.external_email",
        {"message_storage": {"storage_type": "EXTERNAL", "external_email": "x@y.zz"}},
        {"message_storage.storage_type": "INTERNAL"},
    ),
    (
        "{matches: '^6'}",
        "transfer_to_number.destination",
        {"transfer_to_number": {"enabled": True, "destination": "+1"}},
        {"transfer_to_number.enabled": False},
    ),
    ("{is_not: true}", "enabled", {"enabled": True}, {}),
    # An address is missing for the first.
    (
        "{any_of: [{field: notifications.enabled, is: true}, {field: message_storage.mwi_enabled, is: true}]}",
        "enabled",
        {
            "enabled": True,
            "notifications": {"enabled": False, "destination": "", "sms_destination": ""},
            "message_storage": {"mwi_enabled": False},
        },
        {"message_storage.mwi_enabled": True},
    ),
    (
        "{all_of: [{field: send_all_calls.enabled, is: false}, {is: true}]}",
        "enabled",
        {"enabled": False, "send_all_calls": {"enabled": True}},
        {"enabled": True, "send_all_calls.enabled": False},
    ),
]


@pytest.mark.parametrize("must, field, settings, mend", MENDS, ids=[one[0] for one in MENDS])
def test_what_would_mend_it(must: str, field: str, settings: Json, mend: Json) -> None:
    """And does."""
    one, subject = policy(must, field, "people"), person(settings)
    (found,) = one.check(subject, Standard()) or []
    assert found.mend == mend
    if mend:
        mended = {path: EMAIL if value == "{email}" else value for path, value in mend.items()}
        assert not deviating(one, subject._replace(leaves={**subject.leaves, **mended}))


def test_the_shipped_policies_find_nothing_in_the_shipped_profiles() -> None:
    found = shipped_policies(Profiles())
    assert {one.severity for one in found} == {"high", "medium", "low"}
    for name in ("standard", "hybrid_worker", "front_desk", "voicemail_off"):
        settings = {path: EMAIL if value == "{email}" else value for path, value in SHIPPED_PROFILES[name].items()}
        subject = Subject(KINDS["person"], "1", EMAIL, "Oslo", EMAIL, settings)
        assert not [one.id for one in found if one.check(subject, Standard())], name
