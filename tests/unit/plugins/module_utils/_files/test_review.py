# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as whoever approves it reads it, the order in which it is applied, and its file."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._files import apply_order, plan_file
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import put_to_use
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, nest
from ansible_collections.webex.calling.plugins.module_utils._files.plan_html import page as html_page
from ansible_collections.webex.calling.plugins.module_utils._files.plan_markdown import LONGEST, page
from ansible_collections.webex.calling.plugins.module_utils._files.review import (
    CHANGED,
    OUTSIDE,
    PERHAPS_OUTSIDE,
    Review,
    as_diff,
    review,
)

HEAD: Json = {
    "format": 1,
    "status": "refused",
    "created": "2026-11-25T10:00:00Z",
    "expires": "2026-12-02T10:00:00Z",
    "source": "directory",
    "digest": "sha256:" + "0" * 64,
    "limits": {"people.changes": 500, "people.percent": 90},
    "breached": [{"limit": "people", "planned": 812, "allowed": 500}],
}
HOSTILE = "</main><script>alert(1)</script> <b>*x*</b> @everyone | [a](https://x) `y`"


def changed(key: str, location: str, *some: tuple[str, object, object], kind: str = "person") -> Json:
    fields = [{"field": field, "was": was, "now": now} for field, was, now in some]
    return {"kind": kind, "action": "change", "id": key, "key": key, "location": location, "set": fields, "from": "x:1"}


def deleted(key: str) -> Json:
    return {
        "kind": "voicemail_group",
        "action": "delete",
        "id": "g",
        "key": key,
        "location": "Oslo",
        "set": [],
        "before": {},
    }


def records() -> list[Json]:
    rings = ("send_unanswered_calls.number_of_rings", 3, 4)
    found = [changed(f"p{number:03}@example.com", ("Oslo", "Lisbon")[number % 2], rings) for number in range(809)]
    found.append(changed("off@example.com", "Oslo", ("enabled", True, False)))
    found.append(changed("out@example.com", "Oslo", ("email_copy_of_message.email_id", "", "x@evil.example")))
    found.append(changed("own@example.com", "Oslo", ("email_copy_of_message.email_id", "", "own@example.com")))
    return [*found, deleted(HOSTILE)]


def reviewed(some: list[Json] | None = None) -> Review:
    return review(
        HEAD,
        "the files",
        records() if some is None else some,
        ["example.com"],
        ["odd " + HOSTILE],
        [("person", "k", "why")],
    )


def test_a_sentence_then_the_riskiest_first() -> None:
    """Equal changes of many are one group."""
    found = reviewed()
    assert found.sentence == "812 people in 2 locations change, and 1 voicemail group is deleted."
    assert [one.who for one in found.groups] == ["1 voicemail group", "1 person", "1 person", "809 people", "1 person"]
    text = page(found)
    order = ["Deleted", "Voicemail is switched off", "Messages are sent", "**809 people**", "own@example.com"]
    assert sorted(order, key=text.index) == order
    assert r"send\_unanswered\_calls.number\_of\_rings 3 → 4" in text and "and 799 more" in text
    assert r"812 planned, 500 allowed \(limits.people.changes: 500 in voicemail.yml\)" in text
    assert review({**HEAD, "breached": []}, "the files", [], [], [], []).sentence == "Nothing changes."


def test_a_diff_says_who_is_created_and_deleted() -> None:
    """A value that comes from a variable is not shown."""
    passcode = {"field": "passcode", "from_variable": "night"}
    name = {"field": "name", "was": None, "now": "Night"}
    some = [{**deleted("Night"), "action": "create", "set": [name, passcode]}, deleted("Day")]
    assert "unknown" not in page(reviewed(some)) + html_page(reviewed(some))
    some.append(changed("own@example.com", "Oslo", ("email_copy_of_message.email_id", "", "own@example.com")))
    assert as_diff(some)["prepared"].splitlines() == [
        "Night",
        "  state: absent -> present",
        "  name: (none) -> Night",
        "  passcode: is sent, and cannot be compared",
        "Day",
        "  state: present -> absent",
        "own@example.com",
        "  email_copy_of_message.email_id: '' -> {email}",
    ]


def test_a_diff_says_which_where_one_name_stands_for_two() -> None:
    some = [
        changed("Lisbon", "Lisbon", ("voicemail_transcription_enabled", False, True), kind="location"),
        changed("Lisbon", "Lisbon", ("language_code", "en_us", "pt_pt"), kind="voice_portal"),
        changed("Oslo", "Oslo", ("language_code", "en_us", "nb_no"), kind="voice_portal"),
    ]
    assert as_diff(some)["prepared"].splitlines()[::2] == ["Lisbon (location)", "Lisbon (voice portal)", "Oslo"]


def switched(key: str, kind: str, *uses: tuple[str, str], on: str = "notifications.enabled") -> Json:
    """A record that puts destinations to use."""
    record = changed(key, "Oslo", (on, False, True), kind=kind)
    return {**record, "uses": [{"field": field, "value": value} for field, value in uses]}


DESTINATION = "notifications.destination"
JUDGED: list[tuple[Json, list[str], int]] = [
    (switched("a@example.com", "person", (DESTINATION, "x@evil.example")), ["example.com"], OUTSIDE),
    (switched("a@example.com", "person", (DESTINATION, "A@Example.com")), ["Example.com"], CHANGED),
    (switched("a@example.com", "person", (DESTINATION, "b@example.com")), [], CHANGED),
    (switched("a@example.com", "person", (DESTINATION, "x@evil.example, b@example.com")), [], OUTSIDE),
    (switched("Sales", "voicemail_group", (DESTINATION, "x@evil.example")), ["example.com"], OUTSIDE),
    (switched("Sales", "voicemail_group", (DESTINATION, "x@evil.example")), [], PERHAPS_OUTSIDE),
    (switched("x@evil.example", "voicemail_group", (DESTINATION, "x@evil.example")), [], PERHAPS_OUTSIDE),
    (switched("Sales", "voicemail_group", ("transfer_to_number.destination", "+1900")), [], CHANGED),
    (changed("Sales", "Oslo", (DESTINATION, "a@b.cc", "x@b.cc"), kind="voicemail_group"), [], CHANGED),
    (changed("Sales", "Oslo", (DESTINATION, "a@b.cc", "x@evil.example"), kind="voicemail_group"), [], OUTSIDE),
    (changed("Sales", "Oslo", (DESTINATION, "", "x@evil.example"), kind="voicemail_group"), [], PERHAPS_OUTSIDE),
    (changed("Sales", "Oslo", (DESTINATION, "x@evil.example", ""), kind="voicemail_group"), [], CHANGED),
]


@pytest.mark.parametrize("record, domains, risk", JUDGED)
def test_where_messages_go_is_judged(record: Json, domains: list[str], risk: int) -> None:
    """Whether it is set or put to use. Without domains a person's own counts, and of others the one before."""
    assert [one.risk for one in review(HEAD, "a journal", [record], domains, [], []).groups] == [risk]


def test_a_switch_puts_to_use_what_belongs_to_it() -> None:
    """Of every kind, each text that a rule of the API demands for a switch; and nothing that the plan itself changes."""
    seen = set()
    for kind in KINDS.values():
        for rule in kind.resource.rules:
            if not isinstance(rule, RequiredIf):
                continue
            for path in (one for one in rule.needed if one in kind.writable):
                on: Json = {"field": rule.field, "before": None, "after": rule.value}
                after = nest({rule.field: rule.value, path: "x"})
                assert put_to_use(kind, [on], after) == {path: "x"}
                assert not put_to_use(kind, [on, {"field": path, "before": "y", "after": "x"}], after)
                assert not put_to_use(kind, [{**on, "after": None}], after)
                seen.add(path)
    assert {"fax_message.phone_number", "message_storage.external_email", "email_copy_of_message.email_id"} <= seen


def test_the_page_says_what_is_lost() -> None:
    """Nor does it have two blank lines, or the same words twice."""
    found = review(
        HEAD, "the files", [deleted("Day")], [], [], [("rules", "set of rules", "why"), ("location", "", "why")]
    )
    for text in (page(found), html_page(found)):
        assert "Greetings and messages are lost, and cannot be restored." in text
    assert found.failures == ["set of rules: why", "location: why"]
    assert "\n\n\n" not in page(reviewed()) + page(found)


def test_foreign_texts_do_nothing_in_a_comment_or_a_browser() -> None:
    """Neither HTML nor a link, a mention or code."""
    text = page(reviewed())
    assert "<script>" not in text.replace(r"\<script\>", "") and "https://x" not in text and "@everyone" not in text
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    content = html_page(reviewed())
    parser.feed(content)
    assert not {"script", "b", "a", "img", "link"} & set(tags) and "http" not in content.replace(
        "https://x", ""
    ).replace("http-equiv", "")


@pytest.mark.parametrize("number", [1, 100_000])
def test_the_pages_are_bounded(number: int) -> None:
    """Whatever is in the plan, and however different it is."""
    some = [
        changed(f"{n}" * 40, "O" * 200, ("transfer_to_number.destination", "w" * 900, f"{n}" * 900))
        for n in range(number)
    ]
    found = review(HEAD, "the files", some, [], ["w" * 900] * number, [("person", "k" * 900, "m" * 900)] * number)
    assert len(page(found)) < LONGEST and len(html_page(found)) < 2_000_000


def test_permits_first_and_forbids_last() -> None:
    """A group before what points at it, and away after it; what undoes a plan goes the other way."""
    organization = ("voice_message_forwarding_enabled", False, True), ("strict_deletion_enabled", True, False)
    some = [
        deleted("g"),
        changed("p@example.com", "Oslo", ("enabled", True, False)),
        {**deleted("new"), "action": "create"},
        changed("Oslo", "Oslo", ("extension", "1", "2"), kind="voice_portal"),
        changed("organization", "", *organization, kind="organization"),
    ]
    found = [
        [(step.record["kind"], step.record["action"], len(step.set)) for step in steps]
        for steps in apply_order.phases(some)
    ]
    assert found == [
        [("organization", "change", 1)],
        [("voice_portal", "change", 1)],
        [("voicemail_group", "create", 0)],
        [("person", "change", 1)],
        [("voicemail_group", "delete", 0)],
        [("organization", "change", 1)],
    ]


def test_drift_is_told_by_field() -> None:
    """What means the same is none."""
    step = apply_order.Step(
        0, changed("p", "Oslo"), [{"field": "transfer_to_number.destination", "was": "+1 555", "now": "7"}]
    )
    for value, words in (("+1555", None), ("7", None), ("8", "transfer_to_number.destination is 8, and was +1 555")):
        assert apply_order.drift(step, {"transfer_to_number": {"destination": value}}) == words


def test_a_plan_reads_back_and_no_byte_of_it_may_change() -> None:
    """Its digest covers all of it."""
    content, head = plan_file.encode(HEAD, records())
    assert plan_file.decode(content) == (head, records()) and head["digest"] != HEAD["digest"]
    for place in range(0, len(content), len(content) // 50):
        other = bytes([content[place] ^ 1])
        with pytest.raises(ValueError):
            plan_file.decode(content[:place] + other + content[place + 1 :])
