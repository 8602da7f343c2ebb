# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where messages go: a plan that puts a destination to use shows it, whether or not the files hold it, and judges it by its domain."""

from __future__ import annotations

import re
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.owners import Owner
from ansible_collections.webex.calling.tests.emulator.resources import MAILBOXES, VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call, share, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, set_rings, wants

OUTSIDE = "## messages are sent to another domain"
PERHAPS = "## messages may be sent to another domain: which domains are allowed is not known"
SPY = "spy@evil.example"


class Put(t.NamedTuple):
    """A switch in a file, the settings of the API before, and the destination that the switch puts to use."""

    file: str
    before: Result
    field: str
    value: str


NUMBER = "+1 900 555 7777"
PUTS = [Put(*one) for one in (
    ("email_copy_of_message: {enabled: true}", {"emailCopyOfMessage": {"enabled": False, "emailId": SPY}}, "email_copy_of_message.email_id", SPY),
    ("notifications: {enabled: true}", {"notifications": {"enabled": False, "destination": SPY}}, "notifications.destination", SPY),
    ("message_storage: {storage_type: EXTERNAL}", {"messageStorage": {"storageType": "INTERNAL", "externalEmail": SPY}}, "message_storage.external_email", SPY),
    ("transfer_to_number: {enabled: true}", {"transferToNumber": {"enabled": False, "destination": NUMBER}}, "transfer_to_number.destination", NUMBER),
    ("fax_message: {enabled: true}", {"faxMessage": {"enabled": False, "phoneNumber": NUMBER, "extension": ""}}, "fax_message.phone_number", NUMBER),
)]  # fmt: skip
KINDS = ("person", "workspace", "virtual_line", "group")
FILES = {"person": "people", "group": "voicemail_groups"}


@pytest.fixture
def files(emulator: Emulator, tmp_path: Path) -> Files:
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": True})
    return Files(tmp_path)


def has(emulator: Emulator, kind: str, settings: Result) -> tuple[Owner, str]:
    """An object of a kind that has these settings, and its key in a file."""
    world = emulator.world
    owner: Owner = (
        world.person(ANNA) if kind == "person" else next(one for one in getattr(world, f"{kind}s") if one.licensed)
    )
    world.set_settings({**MAILBOXES, "group": VOICEMAIL_GROUP}[kind], settings, owner)
    return owner, ANNA if kind == "person" else owner.name


def only(emulator: Emulator, files: Files, owner: Owner, entry: str, head: str = "domains: [example.com]\n") -> None:
    """A folder with this entry alone."""
    files.only("")
    (files.folder / "voicemail.yml").write_text(f"format: 1\n{head}")
    location = next(one.name for one in emulator.world.locations if one.id == owner.location_id)
    files.write(location, FILES.get(owner.kind, f"{owner.kind}s"), entry)


def text(files: Files, name: str = "plan") -> str:
    """The page, in lower case: addresses may come back in another one."""
    return (files.root / name / "plan.md").read_text().replace("\\", "").replace("\u200b", "").lower()


TOLD = pytest.mark.variants(
    without="hidden-texts", because="what is switched off is not told, so that it cannot be switched on without it"
)


@TOLD
@pytest.mark.parametrize("put, kind", share(PUTS, KINDS))
def test_a_switch_shows_what_it_puts_to_use(emulator: Emulator, files: Files, put: Put, kind: str) -> None:
    owner, key = has(emulator, kind, put.before)
    only(emulator, files, owner, f"{key}: {{{put.file}}}\n")
    files.plan()
    (record,) = files.records()
    assert [one["field"] for one in record["set"]] == [put.file.replace(": {", ".").partition(":")[0]]
    assert [(one["field"], one["value"].lower()) for one in record["uses"]] == [(put.field, put.value)]
    page = text(files)
    assert f"| {put.field} | not in use | {put.value} (already set) |" in page
    assert put.value in (files.root / "plan/plan.html").read_text().lower()
    assert (OUTSIDE in page) is ("@" in put.value) and PERHAPS not in page


@TOLD
def test_what_is_put_to_use_is_what_was_approved(emulator: Emulator, files: Files) -> None:
    """Another destination is drift, before the first write and at the last reading; the plan's own change of it is none."""
    owner, key = has(emulator, "person", {"emailCopyOfMessage": {"enabled": False, "emailId": ANNA}})
    only(emulator, files, owner, f"{key}: {{email_copy_of_message: {{enabled: true}}}}\n")
    files.plan()
    page = text(files)
    assert "| email_copy_of_message.email_id | not in use | {email} (already set) |" in page and OUTSIDE not in page
    emulator.world.set_voicemail(ANNA, {"emailCopyOfMessage": {"emailId": SPY}})
    for options in ({}, {"check": True}):
        refused = files.apply(**options)
        words = f"{ANNA}: email_copy_of_message.email_id is {SPY}, and was {ANNA}. Plan again"
        assert words.lower() in refused["msg"].lower()
    skipped = files.apply(on_drift="skip")
    assert skipped["results"]["drifted"] == 1 and not writes(emulator)
    emulator.world.set_voicemail(ANNA, {"emailCopyOfMessage": {"emailId": ANNA.upper()}})
    assert files.apply()["results"]["applied"] == 1
    # Once it is applied, nothing is put to use any more.
    emulator.world.set_voicemail(ANNA, {"emailCopyOfMessage": {"emailId": SPY}})
    assert files.apply(on_drift="skip")["results"]["already"] == 1
    only(emulator, files, owner, f"{key}: {{email_copy_of_message: {{email_id: '{{email}}'}}}}\n")
    files.plan()
    assert "uses" not in files.records()[0] and files.apply()["results"]["applied"] == 1


def test_what_is_switched_on_already_or_goes_off_puts_nothing_to_use(emulator: Emulator, files: Files) -> None:
    owner, key = has(emulator, "person", {"notifications": {"enabled": True, "destination": SPY}})
    for entry, number in (("enabled: true", 0), ("enabled: false", 1)):
        only(emulator, files, owner, f"{key}: {{notifications: {{{entry}}}}}\n")
        assert files.plan()["counts"].get("people", {}).get("change", 0) == number
        assert not [one for one in files.records() if "uses" in one] and OUTSIDE not in text(files)


@pytest.mark.parametrize(
    "was, now, heading",
    [
        ("billing.2@example.com", "billing@example.com", "## changed"),
        (SPY, "billing@example.com", OUTSIDE),
        ("billing@example.com", "empty", PERHAPS),
    ],
)
def test_where_domains_are_not_known(emulator: Emulator, files: Files, was: str, now: str, heading: str) -> None:
    """From a journal and a snapshot: of what has no address of its own, the domain before counts."""
    group, key = has(emulator, "group", {"notifications": {"enabled": True, "destination": was}})
    snapshot = files.root / "before"
    call("webex_voicemail_export", snapshot=str(snapshot))
    value = "''" if now == "empty" else now
    only(
        emulator,
        files,
        group,
        f"{key}: {{notifications: {{enabled: {str(now != 'empty').lower()}, destination: {value}}}}}\n",
    )
    files.plan()
    done = files.apply()
    assert done["results"]["applied"] == 1, done
    for source in ({"snapshot": snapshot}, {"journal": Path(done["journal"])}):
        files.plan("undo", **source)
        page = text(files, "undo")
        assert [one for one in page.splitlines() if one.startswith("## ")] == [heading], page
        assert f"{now} → {was}" in page or f"| {now} | {was} |" in page


def test_the_page_for_whoever_approves(emulator: Emulator, files: Files) -> None:
    lines = wants(9, *(person.email for person in emulator.world.people[:8] if person.licensed and person.email != BO))
    lines += f"{BO}:\n  enabled: false\n  email_copy_of_message:\n    enabled: true\n    email_id: x@evil.example\n"
    for person in emulator.world.people[:8]:
        if person.licensed:
            set_rings(emulator, person.email, 4)
            emulator.world.set_voicemail(person, {"enabled": True})
    files.only(lines)
    files.plan()
    text = (files.root / "plan/plan.md").read_text()
    assert len(text) < 60_000 and text.index("Voicemail is switched off") < text.index("Changed")
    assert re.search(r"\*\*\d people\*\*: send\\_unanswered\\_calls\.number\\_of\\_rings 4 → 9", text)
