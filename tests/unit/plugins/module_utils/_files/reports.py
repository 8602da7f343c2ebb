# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits to draw pages from: of an organization as it is, of one in order, and of two snapshots."""

from __future__ import annotations

import datetime
import random
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    EXPIRED,
    SEVERITIES,
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
PLACES = [
    "Amsterdam",
    "Berlin",
    "Bucharest",
    "Dublin",
    "Lisbon",
    "London, 1 Finsbury Avenue",
    "Madrid",
    "Milano Centrale",
    "New York",
    "Oslo",
    "Paris La Défense",
    "São Paulo",
    "Stockholm",
    "Zürich",
]
FIRST = [
    "Anna",
    "Bo",
    "Cy",
    "Dag",
    "Eva",
    "Finn",
    "Gry",
    "Hugo",
    "Ida",
    "Jon",
    "Kari",
    "Leo",
    "Mia",
    "Nils",
    "Olga",
    "Per",
    "Rut",
    "Siv",
    "Tor",
    "Una",
]
LAST = [
    "Andersson",
    "Berg",
    "Costa",
    "Dahl",
    "Eriksson",
    "Fonseca",
    "Garcia",
    "Hansen",
    "Ivanov",
    "Jansen",
    "Keller",
    "Lind",
    "Moreau",
    "Novak",
    "Olsen",
    "Peeters",
]
# A policy, its severity, what it demands, how many deviate, and of these the field, what was found, and what would mend it.
POLICIES = (
    (
        "messages-outside",
        "high",
        "Each of email_copy_of_message.email_id, notifications.destination and message_storage.external_email has an allowed domain.",
        23,
        ("email_copy_of_message.email_id", "{}@gmail.com", "has an allowed domain", "email_copy_of_message: {{email_id: '{{email}}'}}"),
    ),
    (
        "external-mailbox",
        "high",
        "message_storage.storage_type is INTERNAL.",
        8,
        ("message_storage.storage_type", "EXTERNAL", "INTERNAL", "message_storage: {{storage_type: INTERNAL}}"),
    ),
    (
        "nobody-is-told",
        "medium",
        "enabled is false, message_storage.mwi_enabled is true or notifications.enabled is true.",
        61,
        ("enabled", "true", "is false, message_storage.mwi_enabled is true or notifications.enabled is true", "message_storage: {{mwi_enabled: true}}"),
    ),
    (
        "transfer-outside",
        "medium",
        "transfer_to_number.destination matches the pattern ^[0-9]{0,6}$.",
        12,
        ("transfer_to_number.destination", "+1 408-555-0100", "matches the pattern ^[0-9]{{0,6}}$", "transfer_to_number: {{enabled: false}}"),
    ),
    (
        "many-rings",
        "low",
        "send_unanswered_calls.number_of_rings is at most 8.",
        119,
        ("send_unanswered_calls.number_of_rings", "12", "at most 8", "send_unanswered_calls: {{number_of_rings: 8}}"),
    ),
    ("pin-expires", "low", "expire_passcode.enabled is true.", 0, ("", "", "", "")),
)  # fmt: skip
DRIFTED = (
    ("send_unanswered_calls.number_of_rings", "3", "4", "send_unanswered_calls: {{number_of_rings: 3}}"),
    ("send_busy_calls.greeting", "CUSTOM", "DEFAULT", "send_busy_calls: {{greeting: CUSTOM}}"),
    ("message_storage.mwi_enabled", "false", "true", "message_storage: {{mwi_enabled: false}}"),
)


def sample(every: int = 1) -> Report:
    """An audit of 10,000 people at 14 locations, with 300 findings, or with one of I(every) so many."""
    chosen = random.Random(7)
    findings = [
        _finding(chosen, policy, severity, *said)
        for policy, severity, dummy, number, said in POLICIES
        for dummy in range(number)
    ]
    findings += [_finding(chosen, DRIFT, "medium", *chosen.choice(DRIFTED)) for dummy in range(74)]
    until = ("", "until 2026-10-31", "a day to come", "2026-11-04", "policies.yml:14", "")
    findings.append(Finding(EXPIRED, "low", "policy", _person(chosen), "", *until))
    reasons = (
        "400: the API said 'User is not found'. Its tracking ID is NA_6f2b1c0e-9d1f-4f7b-8d4e-b7e0a1c2d3e4.",
        "no answer after 8 retries (503)",
    )
    unread = [Unread("person", _person(chosen), chosen.choice(PLACES), reason) for reason in reasons]
    findings += [
        Finding(UNREADABLE, "medium", one.kind, one.key, one.location, "", one.reason, "", "2026-11-25", "", "")
        for one in unread
    ]
    findings.sort(key=lambda one: (SEVERITIES.index(one.severity), one.policy, one.location, one.key))
    findings = findings[::every]
    by_severity = Counter(one.severity for one in findings)
    checked = 11_424
    return Report(
        created=CREATED,
        org_id="Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi85NmFiYzJhYS0zZGNjLTExZTUtYTE1Mi1mZTM0ODE5Y2RjOWE",
        source="the live organization",
        directory="voicemail",
        sentence=f"11,424 objects were audited, and 284 of them deviate; {len(findings)} findings"
        f" ({', '.join(f'{by_severity[one]} {one}' for one in SEVERITIES)}); 74 of them are drift from the files; 2 could not be read.",
        objects=checked,
        compliant=checked - 284,
        total=len(findings),
        drift=sum(one.policy == DRIFT for one in findings),
        **by_severity,
        counts={"people": 10_000, "workspaces": 998, "virtual_lines": 400, "voicemail_groups": 26},
        findings=findings,
        by_policy=Counter(one.policy for one in findings),
        policies=[
            Compliance(name, checked, checked - number, severity, demand)
            for name, severity, demand, number, dummy in POLICIES
        ],
        locations=[
            Compliance(place, count, count - deviating)
            for place, count, deviating in zip(
                PLACES,
                (612, 1840, 205, 334, 410, 2210, 690, 540, 1405, 388, 760, 902, 980, 148),
                (5, 31, 2, 4, 0, 74, 21, 18, 39, 8, 9, 60, 13, 0),
            )
        ],
        profiles=[("standard", 6480), ("hybrid_worker", 2711), ("", 711), ("shared_phone", 402), ("front_desk", 96)],
        domains=[
            Domain("gmail.com", 14),
            Domain("outlook.com", 6),
            Domain("sales.example.net", 3),
            Domain("example.com", 3120, True),
        ],
        history=_history(by_severity, sum(one.policy == DRIFT for one in findings)),
        unread=unread,
        ending=[
            Ending("messages-outside", _person(chosen), "2026-11-30", 5, "ticket 4711: until the merger is complete"),
            Ending("many-rings", "Reception", "2026-12-15", 20, ""),
        ],
        warnings=["locations/Oslo/people.yml:118: nobody has the address old.address@example.com."],
    )


def in_order() -> Report:
    """An audit that found nothing."""
    return Report(
        created=CREATED,
        org_id=None,
        source="the live organization",
        sentence="10,998 objects were audited, and none deviates; no drift from the files.",
        objects=10_998,
        compliant=10_998,
        drift=0,
        counts={"people": 10_000, "workspaces": 998},
        policies=[Compliance(name, 10_998, 10_998, severity, demand) for name, severity, demand, *dummy in POLICIES],
        locations=[Compliance(place, 700, 700) for place in PLACES],
        profiles=[("standard", 9000), ("hybrid_worker", 1000)],
        domains=[Domain("example.com", 3120, True)],
        history=[Past(CREATED, 10_998, 0, 0)],
    )


def changes() -> Report:
    """Two snapshots compared, without policies."""
    chosen = random.Random(8)
    before = [(path, now, was, mend) for path, was, now, mend in DRIFTED]
    found = [_finding(chosen, CHANGED, "low", *before[number % 3]) for number in range(9)]
    found.append(_finding(chosen, CHANGED, "low", "", "it exists", "it did not exist", ""))
    return Report(
        created=CREATED,
        org_id=None,
        source="the snapshot 2026-11-25",
        since="2026-10-25T06:00:00Z",
        sentence="10,998 objects were audited, and none deviates; 10 changes since 2026-10-25.",
        objects=10_998,
        compliant=10_998,
        changed=10,
        counts={"people": 10_000, "workspaces": 998},
        findings=found,
        by_policy={CHANGED: 10},
    )


def _history(by_severity: Counter[str], drift: int) -> list[Past]:
    day = datetime.date(2026, 11, 25)
    found = []
    for week in range(17, 0, -1):
        high, medium, low = 18 + week * 2 % 9 + week, 80 + week * 3 + week % 5 * 4, 96 + week * 7 % 31
        before = 40 + week * 13 % 47 if week < 13 else None
        created = f"{day - datetime.timedelta(weeks=week)}T06:00:09Z"
        found.append(Past(created, 11_300 + week, high + medium + low, before, high, medium, low))
    return [*found, Past(CREATED, 11_424, by_severity.total(), drift, **by_severity)]


def _person(chosen: random.Random) -> str:
    return f"{chosen.choice(FIRST)}.{chosen.choice(LAST)}{chosen.randrange(2, 90)}@example.com".lower()


def _finding(
    chosen: random.Random, policy: str, severity: str, path: str, value: str, expected: str, mend: str
) -> Finding:
    key, place = _person(chosen), chosen.choice(PLACES)
    since = datetime.date(2026, 11, 25) - datetime.timedelta(weeks=chosen.choice((0, 0, 1, 1, 2, 4, 9, 16)))
    name = key.partition("@")[0]
    texts = (path, value.format(name), expected.format(), str(since))
    file = f"locations/{place}/people.yml:{chosen.randrange(3, 700)}"
    return Finding(policy, severity, "person", key, place, *texts, file, mend and f"{key}: {{{mend.format()}}}")
