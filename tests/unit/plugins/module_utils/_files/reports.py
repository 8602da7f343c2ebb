# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits to draw pages from: of an organization as it is, of one in order, and of one with names that do harm."""

from __future__ import annotations

import datetime
import random

from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    EXPIRED,
    UNREADABLE,
    Compliance,
    Domain,
    Ending,
    Finding,
    Past,
    Report,
    Unread,
)

CREATED = "2026-11-25T06:00:12Z"
PLACES = (
    "Amsterdam|Berlin|Bucharest|Dublin|Lisbon|London, 1 Finsbury Avenue|Madrid|Milano Centrale|New York|Oslo|Paris La Défense"
    "|São Paulo|Stockholm|Zürich"
).split("|")
FIRST = "Anna Bo Cy Dag Eva Finn Gry Hugo Ida Jon Kari Leo Mia Nils Olga Per Rut Siv Tor Una".split()
LAST = "Andersson Berg Costa Dahl Eriksson Fonseca Garcia Hansen Ivanov Jansen Keller Lind Moreau Novak Olsen Peeters".split()
# A policy, its severity, what it demands, what it found and expects, the field, and how many deviate.
POLICIES = (
    ("no-mail-outside", "high", "Messages stay inside example.com", "{}@gmail.com", "an address in example.com", "email_copy_of_message.email_id", 23),
    ("no-external-mailbox", "high", "Messages are kept by Webex", "EXTERNAL", "INTERNAL", "message_storage.storage_type", 8),
    ("somebody-is-told", "medium", "Whoever has voicemail is told of messages", "false", "true", "notifications.enabled", 61),
    ("no-transfer-outside", "medium", "Pressing zero leads to a number inside", "+15550100", "a number inside", "transfer_to_number.destination", 12),
    ("rings", "low", "Voicemail answers after at most 8 rings", "12", "at most 8", "send_unanswered_calls.number_of_rings", 120),
    ("pin-rules", "low", "PIN rules are no weaker than the default", "", "", "", 0),
)  # fmt: skip


def sample(every: int = 1) -> Report:
    """An audit of 10,000 people at 14 locations, with 300 findings, or with one of I(every) so many."""
    chosen = random.Random(7)
    findings = [finding for policy in POLICIES for finding in _findings(chosen, *policy)]
    findings += [_drift(chosen) for number in range(74)]
    findings.append(_finding(chosen, EXPIRED, "medium", "", "2026-10-31", "", "policies.yml:14"))
    unread = [Unread("person", _person(chosen), chosen.choice(PLACES), reason) for reason in (
        "400: the API said “User is not found”. Its tracking ID is NA_6f2b1c0e-9d1f-4f7b-8d4e-b7e0a1c2d3e4.",
        "no answer after 8 retries (503)",
    )]  # fmt: skip
    findings += [Finding(UNREADABLE, "high", one.kind, one.key, one.location, "", one.reason, "", "2026-11-25", "", "") for one in unread]
    findings.sort(key=lambda one: ("high", "medium", "low").index(one.severity))
    number = {severity: sum(one.severity == severity for one in findings) for severity in ("high", "medium", "low")}
    policies = [Compliance(name, 10_998, 10_998 - deviating, severity, demand) for name, severity, demand, _is, _should, _path, deviating in POLICIES]
    return Report(
        created=CREATED,
        org_id="Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi85NmFiYzJhYS0zZGNjLTExZTUtYTE1Mi1mZTM0ODE5Y2RjOWE",
        source="the live organization",
        directory="voicemail at 3f2a91c",
        sentence="23 people send voicemail outside example.com, and 8 keep it in an external mailbox. 97.5% of 11,426 objects are in order.",
        objects=11_426, compliant=11_140, total=11_424, drift=74,
        high=number["high"], medium=number["medium"], low=number["low"],
        counts={"people": 10_000, "workspaces": 998, "virtual_lines": 400, "voicemail_groups": 26},
        findings=findings[::every],
        policies=policies,
        locations=[Compliance(place, count, count - deviating) for place, count, deviating in zip(
            PLACES,
            (612, 1840, 205, 334, 410, 2210, 690, 540, 1405, 388, 760, 902, 980, 148),
            (5, 31, 2, 4, 0, 74, 21, 18, 39, 8, 9, 60, 13, 0),
        )],
        profiles=[("standard", 6480), ("hybrid_worker", 2711), ("shared_phone", 502), ("front_desk", 96), ("", 211)],
        domains=[Domain("example.com", 3120, True), Domain("gmail.com", 14), Domain("outlook.com", 6), Domain("sales.example.net", 3)],
        history=_history(number),
        unread=unread,
        ending=[Ending("no-mail-outside", _person(chosen), "2026-11-30", 5, "ticket 4711: until the merger is complete"), Ending("rings", "Reception", "2026-12-15", 20, "")],
        warnings=["locations/Oslo/people.yml:118: nobody has the address old.address@example.com."],
    )  # fmt: skip


def in_order() -> Report:
    """An audit that found nothing."""
    return Report(
        created=CREATED, org_id=None, source="the live organization",
        sentence="Nothing deviates: all 10,998 objects are as they should be.",
        objects=10_998, compliant=10_998, total=10_998, drift=0,
        counts={"people": 10_000, "workspaces": 998},
        policies=[Compliance(name, 10_998, 10_998, severity, demand) for name, severity, demand, _is, _should, _path, _number in POLICIES],
        locations=[Compliance(place, 700, 700) for place in PLACES],
        profiles=[("standard", 9000), ("hybrid_worker", 1000)],
        domains=[Domain("example.com", 3120, True)],
        history=[Past(CREATED, 10_998, 0, 0)],
    )  # fmt: skip


def changes() -> Report:
    """Two snapshots compared."""
    chosen = random.Random(8)
    found = [
        _finding(chosen, CHANGED, "low", "send_unanswered_calls.number_of_rings", "6", "4", "") for number in range(9)
    ]
    found += [_finding(chosen, CHANGED, "low", "", "", "", "")._replace(value="there is one", expected="there was none")]
    return Report(
        created=CREATED, org_id=None, source="the snapshot of 2026-11-25 06:00 UTC", since="2026-10-25T06:00:00Z",
        sentence="10 objects have changed since 2026-10-25.", objects=10_998, changed=10, low=10,
        counts={"people": 10_000, "workspaces": 998}, findings=found,
    )  # fmt: skip


def hostile() -> Report:
    """Every text is foreign: with markup, written from right to left, without a space, with emoji."""
    words = ['</style></title><script>alert(1)</script>&amp;"\'', "مكتب المبيعات (الرياض) 12", "Reception 🛎️ 👩🏽‍💻", "W" * 400, "x@" + "y.-_" * 60]
    finding = [
        Finding(word, severity, word, word, word, word, word, word, "2026-11-25", word, word)
        for word in words
        for severity in ("high", "low")
    ]
    return Report(
        created=CREATED, org_id=words[3], source=words[0], directory=words[1], sentence=" ".join(words),
        objects=1, total=10, compliant=1, high=5, low=5, drift=1_234_567_890, counts={words[0]: 1, words[3]: 2},
        findings=finding, omitted=99_999,
        policies=[Compliance(word, 10, 1, "high", word) for word in words],
        locations=[Compliance(word, 10, 1) for word in words] * 2,
        profiles=[(word, 1) for word in words],
        domains=[Domain(word, 123_456_789) for word in words],
        history=[Past(f"2026-11-{day:02}T00:00:00Z", 10**7, 10**6, None if day < 5 else 10**9, 10**6, 5, day) for day in range(1, 26)],
        unread=[Unread(word, word, word, word) for word in words], unread_omitted=12,
        ending=[Ending(word, word, "2026-11-25", number, word) for number, word in enumerate(words)],
        warnings=words,
    )  # fmt: skip


def _history(number: dict[str, int]) -> list[Past]:
    day = datetime.date(2026, 11, 25)
    found = []
    for week in range(17, 0, -1):
        high, medium, low = 18 + week * 2 % 9 + week, 80 + week * 3 + week % 5 * 4, 96 + week * 7 % 31
        drift = 40 + week * 13 % 47 if week < 13 else None
        created = f"{day - datetime.timedelta(weeks=week)}T06:00:09Z"
        found.append(Past(created, 11_300 + week, high + medium + low, drift, high, medium, low))
    return [*found, Past(CREATED, 11_426, sum(number.values()), 74, **number)]


def _person(chosen: random.Random) -> str:
    return f"{chosen.choice(FIRST)}.{chosen.choice(LAST)}{chosen.randrange(2, 90)}@example.com".lower()


def _since(chosen: random.Random) -> str:
    return str(datetime.date(2026, 11, 25) - datetime.timedelta(weeks=chosen.choice((0, 0, 1, 1, 2, 4, 9, 16))))


def _finding(chosen: random.Random, policy: str, severity: str, path: str, value: str, expected: str, remedy: str) -> Finding:
    key, place = _person(chosen), chosen.choice(PLACES)
    file = f"locations/{place}/people.yml:{chosen.randrange(3, 700)}"
    value = value.format(key.partition("@")[0])
    return Finding(policy, severity, "person", key, place, path, value, expected, _since(chosen), file, remedy)


def _findings(chosen: random.Random, policy: str, severity: str, _demand: str, value: str, expected: str, path: str, number: int) -> list[Finding]:
    section, _dot, name = path.partition(".")
    remedies = {"number_of_rings": "8", "storage_type": "INTERNAL", "email_id": "{email}", "enabled": "true"}
    remedy = f"{section}: {{{name}: {remedies[name]}}}" if name in remedies else ""
    return [_finding(chosen, policy, severity, path, value, expected, remedy) for dummy in range(number)]


def _drift(chosen: random.Random) -> Finding:
    path, value, expected = chosen.choice(
        [
            ("send_unanswered_calls.number_of_rings", "3", "4"),
            ("send_busy_calls.greeting", "CUSTOM", "DEFAULT"),
            ("message_storage.mwi_enabled", "false", "true"),
        ]
    )
    section, _dot, name = path.partition(".")
    return _finding(chosen, DRIFT, "medium", path, value, expected, f"{section}: {{{name}: {value}}}")
