# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of every wrong kind, for many people: everybody ends as desired or is named with a reason, and nobody is lied to.

The faults are planned for each person from a seed (the first GET, the second, ...), so that they do not depend on which
thread is faster: the same seed gives the same outcome for each person.
"""

from __future__ import annotations

import collections
import random
import re
import typing as t

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    VOICEMAIL,
    Flat,
    Json,
    any_settings,
    desired,
    flat,
    licensed,
    mailboxes,
    nested,
    on_server,
    refused,
)

PEOPLE = 1000 if FULL else 170
SHARE = 0.1  # of the answers, that are faulty
FORBIDDEN = re.compile("voice message forwarding is disabled for the organization")
NOT_KNOWN = "Whether it was applied is not known"
RETRIED = (423, 429, 500, 502, 503, 504)

Trouble = tuple[str, str, Json]


def _statuses(**more: t.Any) -> list[Trouble]:
    # A pause of a second at each would make these tests slow, and is tested elsewhere.
    return [
        (f"status {one}", "status", {"status": one, **({"retry_after": 0} if one < 500 or one == 503 else {}), **more})
        for one in RETRIED
    ]


def _altered(label: str, *changes: Json) -> list[Trouble]:
    return [(f"{label}: {one['path'] or 'all'}", "mutate", one) for one in changes]


ANOTHER_TYPE = {
    "enabled": "true",
    "sendBusyCalls.greeting": 5,
    "sendUnansweredCalls.numberOfRings": 3.5,
    "messageStorage": "",
    "faxMessage": 0,
}
OBJECTS = ("", "notifications", "sendUnansweredCalls", "messageStorage")
TRANSPORT_ERRORS: list[Trouble] = [
    ("cut before", "cut_before", {}),
    ("cut after", "cut_after", {}),
    ("hang", "hang", {}),
]
NO_ANSWERS = ("garbage", "content_type", "empty", "error_body")
TROUBLES: dict[str, list[Trouble]] = {
    "GET": [
        *_statuses(),
        *TRANSPORT_ERRORS,
        *((one, one, {}) for one in NO_ANSWERS),
        ("truncated", "truncate", {"keep": 0.5}),
        ("truncated to nothing", "truncate", {"keep": 0.0}),
        ("shorter than it says", "truncate", {"keep": 1.0}),
        *_altered("another type", *({"path": path, "to": value} for path, value in ANOTHER_TYPE.items())),
        *_altered("number as text", {"path": "sendUnansweredCalls.numberOfRings", "to": "5"}),
        *_altered("number as text", {"path": "sendUnansweredCalls.systemMaxNumberOfRings", "to": "20"}),
        *_altered("list", *({"path": path, "to": []} for path in OBJECTS)),
        *_altered("null", {"path": "", "to": None}),
    ],
    "PUT": [
        *_statuses(),
        *((f"{label}, applied", kind, rule) for label, kind, rule in _statuses(apply=True)[2:]),
        *TRANSPORT_ERRORS,
        ("hang, applied", "hang", {"apply": True}),
        *((one, one, {"apply": False}) for one in NO_ANSWERS),
        *((f"{one}, applied", one, {"apply": True}) for one in NO_ANSWERS),
    ],
}
ALL = [(method, trouble) for method in sorted(TROUBLES) for trouble in TROUBLES[method]]


class Faults:
    """A plan of faults for people, from a seed: I(SHARE) of the answers, and some people for whom it never ends."""

    def __init__(self, emulator: Emulator, wants: t.Mapping[str, Json], seed: int) -> None:
        self.emulator = emulator
        people, written = [who for who in wants if who in licensed(emulator)], []
        for who in people:
            now = on_server(emulator, who)
            goal = desired(emulator, who, now, wants[who])
            if goal != now and not refused(emulator, who, goal):
                written.append(who)
        self._rules: list[tuple[str, str, Trouble, int, int | None]] = []
        rng = random.Random(seed)
        for who in people:
            for method in ("GET", "PUT"):
                planned = [attempt for attempt in range(3) if rng.random() < SHARE]
                # A rule does not see what the one before it took.
                for before, attempt in enumerate(planned):
                    self._rules.append((who, method, rng.choice(TROUBLES[method]), attempt - before, 1))
        # Each kind at least once, and each once without an end.
        rng.shuffle(people)
        rng.shuffle(written)
        stricken: set[str] = set()
        for method, candidates in (("PUT", written), ("GET", people)):
            for trouble in TROUBLES[method]:
                # A limit is everyone's, and waited for: without an end it would be so for all of them, up to max_wait.
                for times in (1, 3 if trouble[2].get("status") == 429 else None):
                    who = next(one for one in candidates if one not in stricken)
                    stricken.add(who)
                    self._rules = [one for one in self._rules if one[0] != who]
                    self._rules.insert(0, (who, method, trouble, 0, times))

    def install(self) -> None:
        """Put them into the emulator, in place of those that are there."""
        self.emulator.faults = []
        for who, method, (dummy, kind, parameters), skip, times in self._rules:
            match = {"method": method, "person": who, "path": "voicemail$"}
            self.emulator.fault(kind, match, skip=skip, times=times, **parameters)

    def used(self) -> dict[str, int]:
        """How many there were of each kind."""
        found: collections.Counter[str] = collections.Counter()
        for (dummy, method, trouble, dummy, dummy), fault in zip(self._rules, self.emulator.faults, strict=True):
            found[f"{method} {trouble[0]}"] += fault.used
        return dict(sorted(found.items()))


def wishes(emulator: Emulator, seed: int) -> dict[str, Json]:
    """People, each with settings to name; some of them have no voicemail, or are nobody."""
    rng = random.Random(seed)
    people = licensed(emulator, PEOPLE)
    assert len(people) == PEOPLE
    others = [person.email for person in emulator.world.people if not person.licensed][: PEOPLE // 20]
    wants = {who: any_settings(rng) for who in [*people, *others, "nobody@example.com"]}
    return dict(rng.sample(sorted(wants.items()), len(wants)))


def as_people(wants: t.Mapping[str, Json]) -> list[Json]:
    return [{"person": who, **nested(wanted)} for who, wanted in wants.items()]


def run(wants: t.Mapping[str, Json], **more: t.Any) -> Json:
    options = {"concurrency": 20, "timeout": 2, "max_retries": 2 if FULL else 1, "return": "all", **more}
    return call(VOICEMAIL, people=as_people(wants), **options)


def answers(result: Json, wants: t.Mapping[str, Json]) -> dict[str, Json]:
    """The answer for each; for each of them one, in the order given, and the figures agree."""
    assert "Traceback" not in str(result)
    found: list[Json] = result["people"]
    assert [one["person"] for one in found] == list(wants)
    failed = [one for one in found if one.get("failed")]
    changed = sum(one["changed"] for one in found)
    assert bool(failed) is result.get("failed", False) and result["changed"] is (changed > 0)
    assert result["summary"] == {
        "total": len(found),
        "failed": len(failed),
        "changed": changed,
        "unchanged": len(found) - changed - len(failed),
    }
    return {one["person"]: one for one in found}


def judge(emulator: Emulator, before: t.Mapping[str, Flat], wants: t.Mapping[str, Json], result: Json) -> Json:
    """Compare what is reported with what is there, for everybody and field by field; the outcomes, counted."""
    found = answers(result, wants)
    now = mailboxes(emulator)
    stricken = {entry["email"] for entry in emulator.log if entry["fault"]}
    outcome: collections.Counter[str] = collections.Counter()
    assert {who: one for who, one in now.items() if who not in wants} == {
        who: one for who, one in before.items() if who not in wants
    }
    for who, wanted in wants.items():
        one = found[who]
        if who not in now:
            assert one["failed"] and ("licence" in one["msg"] or "no person in the organization" in one["msg"])
            outcome["no voicemail"] += 1
            continue
        goal = desired(emulator, who, before[who], wanted)
        no_use = goal != before[who] and refused(emulator, who, goal)
        if not one.get("failed"):
            assert now[who] == flat(one["voicemail"]) == goal and not no_use, who
            assert one["changed"] is (goal != before[who])
            outcome["changed" if one["changed"] else "unchanged"] += 1
            continue
        assert who in stricken or no_use, one["msg"]
        assert one["msg"] and "voicemail" not in one and not one["changed"]
        if NOT_KNOWN in one["msg"]:
            assert now[who] in (before[who], goal)
            outcome["failed, not known whether applied"] += 1
        else:
            assert now[who] == before[who], (who, one["msg"])
            outcome["failed, not applied"] += 1
    return dict(outcome)


def differences(result: Json) -> dict[str, Json]:
    """What changed, for each whom it changed for."""
    return {one["person"]: one["changes"] for one in result["people"] if one.get("changes")}
