# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit of an organization of thousands in which deviations were planted: it names exactly those, none more and none less."""

from __future__ import annotations

import csv
import html
import json
import random
import re
import typing as t
from collections import Counter
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files.audit_report import MOST_ON_PAGE
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_policies import TEXT
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.tests.integration.support import Result, call
from ansible_collections.webex.calling.tests.resilience.audit_oracle import expected, found_in
from ansible_collections.webex.calling.tests.resilience.conftest import FULL
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.page_text import PageText, of_whom

PEOPLE, PLANTED = (10_000, 500) if FULL else (400, 40)
OUTSIDE = (
    "x@evil.example",
    "X@EXAMPLE.ORG",
    "a@sub.example.com",
    "<b>@q.zz",
    "=1@q.zz",
    "ö@münchen.example",
    "😀@x.yz",
)
PLANTS: list[Result] = [
    *({"emailCopyOfMessage": {"enabled": True, "emailId": one}} for one in OUTSIDE),
    {"notifications": {"enabled": True, "destination": "ops@evil.example"}},
    {"notifications": {"enabled": False, "destination": "ops@evil.example"}},
    {"messageStorage": {"storageType": "EXTERNAL", "externalEmail": "box@evil.example"}},
    {"messageStorage": {"storageType": "INTERNAL", "externalEmail": "box@evil.example"}},
    {"transferToNumber": {"enabled": True, "destination": "+47 1234 5678"}},
    {"transferToNumber": {"enabled": True, "destination": "65-27"}},
]
BOXES: list[Result] = [
    {"sendAllCalls": {"enabled": True}},
    {"sendUnansweredCalls": {"enabled": True, "numberOfRings": 15}},
    {"sendUnansweredCalls": {"enabled": False, "numberOfRings": 15}},
    {
        "enabled": True,
        "notifications": {"enabled": False},
        "emailCopyOfMessage": {"enabled": False},
        "messageStorage": {"mwiEnabled": False, "storageType": "INTERNAL"},
    },
]
NAMES = (
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "مكتب الاستقبال",
    "😀 Lounge",
    "+1 Lobby",
    "a;=cmd|x",
)


@pytest.fixture(scope="module")
def planted() -> t.Iterator[Emulator]:
    """An organization in which some of everything deviates."""
    draw = random.Random(7)
    with Emulator(people=PEOPLE) as emulator:
        world = emulator.world
        for number, name in enumerate(NAMES):
            one = world.add("workspace", name, location_id=world.location_ids[number % 2], calling=True)
            world.set_voicemail(one, {"sendAllCalls": {"enabled": True}})
        people = [one for one in world.people if one.licensed]
        others = [*(one for one in world.workspaces if one.licensed), *world.virtual_lines]
        for one in (*draw.sample(people, PLANTED), *draw.sample(others, PLANTED // 2)):
            world.set_voicemail(one, draw.choice([*PLANTS, *BOXES]))
        rules = {"defaultVoicemailPinRules": {"length": {"min": 4}, "blockRepeatedDigits": {"max": 5}}}
        world.set_settings(ORG_VOICEMAIL_RULES, {**rules, "expirePasscode": {"enabled": False}})
        yield emulator


@pytest.fixture(autouse=True)
def environment(planted: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in planted.environment.items():
        monkeypatch.setenv(name, value)


def listed(folder: Path) -> list[Result]:
    found: list[Result] = json.loads((folder / "findings.json").read_text())
    return found


def test_exactly_what_deviates_is_found(planted: Emulator, tmp_path: Path) -> None:
    planted.clear_log()
    done = call("webex_voicemail_audit", output=str(tmp_path), concurrency=30)
    gets = [one["path"] for one in planted.log if one["owner_id"] or "/voicemail/" in one["path"]]
    assert len(gets) == len(set(gets)) and not [one for one in planted.log if one["method"] != "GET"]
    wanted = expected(planted)
    found = listed(tmp_path)
    without = [one for one in found if one["policy"] == "unlicensed"]
    assert {one["kind"] for one in without} <= {"person"}
    assert found_in(one for one in found if one not in without) == wanted
    assert done["findings"]["total"] == len(found) == sum(wanted.values()) + len(without)
    with open(tmp_path / "findings.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["policy"] for row in rows] == [one["policy"] for one in found]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@"))]
    assert set(NAMES) <= {row["key"].lstrip("'").replace(";'", ";") for row in rows}
    check_page((tmp_path / "report.html").read_text(encoding="utf-8"), found)


def check_page(page: str, found: list[Result]) -> None:
    """It names whom it shows as often as they are found, and says how many there are of each policy."""
    seen = PageText(page)
    wanted = Counter((one["key"], of_whom(one["kind"], one["location"])) for one in found)
    shown = Counter((row[0], row[1]) for row in seen.findings)
    assert shown <= wanted and shown.total() == min(len(found), MOST_ON_PAGE)
    for policy, number in Counter(one["policy"] for one in found).items():
        title = {"unlicensed": "Has no voicemail"}.get(policy, policy.replace("-", " ").capitalize())
        assert re.search(rf"\n{title}(?:\n.+)?\n{number:,}\n", seen.text), policy


def test_the_page_names_exactly_those(planted: Emulator, tmp_path: Path) -> None:
    """Of one policy, so that all fit on it."""
    (tmp_path / "policies.yml").write_text(TEXT.partition("- id: external-mailbox")[0])
    call("webex_voicemail_audit", output=str(tmp_path / "a"), policies=str(tmp_path / "policies.yml"), concurrency=30)
    wanted = {one: number for one, number in expected(planted).items() if one[0] == "messages-outside"}
    found = [one for one in listed(tmp_path / "a") if one["policy"] != "unlicensed"]
    assert found_in(found) == wanted and len(found) <= 1000
    page = html.unescape((tmp_path / "a/report.html").read_text())
    people = {one.email for one in planted.world.people}
    told = set(re.findall(r"[\w.+-]+@[\w.-]+", page)) & people
    assert told == {one["key"] for one in listed(tmp_path / "a") if one["kind"] == "person"}
    assert f"{len(found):,} finding" in page


def test_a_snapshot_has_the_same_findings_without_a_request(planted: Emulator, tmp_path: Path) -> None:
    call("webex_voicemail_export", snapshot=str(tmp_path / "snapshot"), concurrency=30)
    planted.clear_log()
    call("webex_voicemail_audit", output=str(tmp_path / "a"), snapshot=str(tmp_path / "snapshot"))
    assert not planted.log
    assert found_in(listed(tmp_path / "a")) == expected(planted)


def test_exceptions_hide_exactly_theirs(planted: Emulator, tmp_path: Path) -> None:
    wanted = expected(planted)
    keys = sorted({one[3] for one in wanted if one[:2] == ("messages-outside", "person")})
    valid, over = keys[: len(keys) // 2], keys[len(keys) // 2 :]
    assert valid and over
    first, rest = TEXT.split("- id: external-mailbox", 1)
    lines = [
        f"    - {{key: '{key}', until: {day}}}\n"
        for some, day in ((valid, "2999-12-31"), (over, "2020-01-01"))
        for key in some
    ]
    policies = tmp_path / "policies.yml"
    policies.write_text(f"{first}  except:\n{''.join(lines)}- id: external-mailbox{rest}")
    call("webex_voicemail_audit", output=str(tmp_path / "a"), policies=str(policies), concurrency=30)
    found = found_in(one for one in listed(tmp_path / "a") if one["policy"] != "unlicensed")
    hidden = {one: number for one, number in wanted.items() if one[0] == "messages-outside" and one[3] in valid}
    expired = {("expired-exception", "policy", "", key, "messages-outside"): 1 for key in over}
    assert found == (wanted - type(wanted)(hidden)) + type(wanted)(expired)
