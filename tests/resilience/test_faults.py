# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of every wrong kind, for many people: everybody ends as desired or is named with a reason, and nobody is lied to.

The faults are planned for each person from a seed (the first GET, the second, ...), so that they do not depend on which
thread is faster: the same seed gives the same outcome for each person.
"""

from __future__ import annotations

import collections
import json
import math
import os
import random
import re
import tempfile
import typing as t

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ansible_collections.webex.calling.plugins.module_utils._http import retry
from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Episode
from ansible_collections.webex.calling.plugins.module_utils._tasks import settings as settings_module
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import call, writes
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    NAMED,
    VOICEMAIL,
    Flat,
    Json,
    any_settings,
    contradicts_itself,
    desired,
    flat,
    licensed,
    mailboxes,
    nested,
    on_server,
    refused,
    tell,
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


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusals here come from no limit: what is learned from them is slow. That is tested elsewhere."""
    monkeypatch.setattr(Episode, "pace", lambda episode, now: 0.0)
    monkeypatch.setattr(Episode, "room", lambda episode, now: math.inf)
    # Nor need it be half a second between two tries.
    monkeypatch.setattr(retry.random, "uniform", lambda least, most: 0.02)
    monkeypatch.setattr(settings_module, "_SECOND_LOOK", 0.02)


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
    options = {"concurrency": 20, "timeout": 1, "max_retries": 2 if FULL else 1, "diff": True, **more}
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
            assert one["failed"] and ("licence" in one["msg"] or "nobody in the organization" in one["msg"])
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
    return {one["before_header"]: one for one in result["diff"]}


@pytest.mark.usefixtures("both_ways")
def test_faults_of_every_kind_for_many(emulator: Emulator) -> None:
    """Also: check mode meets the same GETs, writes nothing, and foretells the run for all who succeed in both."""
    seed = 20260101
    wants, before = wishes(emulator, seed), mailboxes(emulator)
    faults = Faults(emulator, wants, seed)
    faults.install()
    foretold = run(wants, check=True)
    assert writes(emulator) == [] and mailboxes(emulator) == before
    in_check_mode = answers(foretold, wants)
    emulator.clear_log()
    faults.install()
    result = run(wants)
    outcome = judge(emulator, before, wants, result)
    used = faults.used()
    assert all(used[f"{method} {trouble[0]}"] for method, trouble in ALL)
    both = [
        who
        for who, one in answers(result, wants).items()
        if not (one.get("failed") or in_check_mode[who].get("failed"))
    ]
    diffs = [differences(one) for one in (foretold, result)]
    for who in both:
        assert diffs[0].get(who) == diffs[1].get(who), who
        one, other = (dict(answers(each, wants)[who]) for each in (foretold, result))
        assert one == other
    # What is left over is what a run without faults does, and then there is nothing left.
    emulator.faults = []
    emulator.clear_log()
    goals = {who: desired(emulator, who, before[who], wanted) for who, wanted in wants.items() if who in before}
    left = [who for who, goal in goals.items() if on_server(emulator, who) != goal and not refused(emulator, who, goal)]
    healed = run(wants)
    assert healed["summary"]["changed"] == len(left) == len(writes(emulator))
    assert sorted(left) == sorted(one["person"] for one in healed["people"] if one["changed"])
    emulator.clear_log()
    assert not run(wants)["changed"] and writes(emulator) == []
    tell(
        people=len(wants),
        outcome=outcome,
        healed=len(left),
        same_diff_in_check_mode=len(both),
        faults=sum(used.values()),
        by_kind=used,
        api=result["api"],
    )


def test_the_same_seed_gives_the_same_outcome(emulator: Emulator) -> None:
    outcomes = []
    for dummy in range(2):
        emulator.reset()
        people = licensed(emulator, PEOPLE)
        rng = random.Random(7)
        wants = {who: any_settings(rng) for who in people}
        faults = Faults(emulator, wants, 7)
        faults.install()
        found = answers(run(wants), wants)
        kept = ("failed", "changed", "status", "voicemail", "method")
        outcomes.append(({who: {name: one.get(name) for name in kept} for who, one in found.items()}, faults.used()))
        outcomes[-1] += (mailboxes(emulator),)
    for first, second in zip(*outcomes, strict=True):
        assert {key: (first[key], second[key]) for key in first if first[key] != second[key]} == {}
    tell(people=len(outcomes[0][0]), faults=sum(outcomes[0][1].values()))


@pytest.mark.parametrize("trouble", TROUBLES["GET"][:16], ids=lambda one: one[0])
def test_a_list_of_people_that_never_comes(emulator: Emulator, trouble: Trouble) -> None:
    """Without it nothing can be done for anybody: the task says so and writes nothing."""
    label, kind, parameters = trouble
    before = mailboxes(emulator)
    emulator.fault(kind, {"path": "^/people$"}, **parameters)
    result = run(wishes(emulator, 1), max_retries=0, max_wait=1)
    assert result["failed"] and not result.get("changed") and "/people" in result["msg"]
    assert mailboxes(emulator) == before and writes(emulator) == []


# --- any settings, any faults, in any order

SOME = st.dictionaries(st.sampled_from(sorted(NAMED)), st.integers(0, 11), min_size=1, max_size=6).map(
    lambda drawn: {name: NAMED[name][number % len(NAMED[name])] for name, number in drawn.items()}
)
NUMBERS_OF_PEOPLE = st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True)
MODE: Json = {"check": st.booleans(), "tries": st.integers(0, 2), "way": st.sampled_from(sorted(support.WAYS))}


class Mailboxes(RuleBasedStateMachine):
    """A few mailboxes, those who change them, and a model of what they are."""

    emulator: t.ClassVar[Emulator]
    counted: t.ClassVar[collections.Counter[str]]

    @initialize()
    def begin(self) -> None:
        self.emulator.reset()
        self.folder = tempfile.TemporaryDirectory()
        os.environ["XDG_RUNTIME_DIR"] = self.folder.name
        self.people = licensed(self.emulator, 6)
        self.model = {who: on_server(self.emulator, who) for who in self.people}
        self.counted["examples"] += 1

    @rule(numbers=NUMBERS_OF_PEOPLE, wanted=SOME, **MODE)
    def the_same_for_some(self, numbers: list[int], wanted: Json, **mode: t.Any) -> None:
        """A task sets any settings for any people."""
        self._task({self.people[number]: wanted for number in numbers}, alike=True, **mode)

    @rule(each=st.lists(st.tuples(st.integers(0, 5), SOME), min_size=1, max_size=6), **MODE)
    def each_their_own(self, each: list[tuple[int, Json]], **mode: t.Any) -> None:
        """A task sets for each of some people settings of their own."""
        self._task({self.people[number]: wanted for number, wanted in each}, alike=False, **mode)

    def _task(self, chosen: dict[str, Json], alike: bool, check: bool, tries: int, way: str) -> None:
        support.way = way
        emulator = self.emulator
        emulator.clear_log()
        settings = (
            {"person": list(chosen), **nested(next(iter(chosen.values())))} if alike else {"people": as_people(chosen)}
        )
        result = call(VOICEMAIL, check=check, diff=True, timeout=1, max_retries=tries, concurrency=6, **settings)
        self.counted["tasks"] += 1
        self.counted["people"] += len(chosen)
        self.counted.update(f"fault {entry['fault']}" for entry in emulator.log if entry["fault"])
        if any(map(contradicts_itself, chosen.values())):
            assert result["failed"] and emulator.log == [] and "people" not in result
            return
        if "people" not in result:
            assert any(entry["fault"] and entry["path"] == "/people" for entry in emulator.log), result
            assert result["failed"] and result["msg"] and writes(emulator) == []
            return
        diff = result["diff"] if isinstance(result["diff"], list) else [result["diff"]]
        diffs = {one.get("before_header", next(iter(chosen))): one for one in diff if one["before"] != one["after"]}
        for who, one in answers(result, chosen).items():
            self._outcome(who, chosen[who], one, diffs.get(who), check)
        if check:
            assert writes(emulator) == []

    def _outcome(self, who: str, wanted: Json, one: Json, diff: Json | None, check: bool) -> None:
        log = [entry for entry in self.emulator.log if entry["email"] == who]
        before, goal = self.model[who], desired(self.emulator, who, self.model[who], wanted)
        no_use = refused(self.emulator, who, goal) if goal != before else []
        if check:  # what the organization forbids, the API alone tells, and that when it is asked to write it
            no_use = [sentence for sentence in no_use if not FORBIDDEN.search(sentence)]
        if one.get("failed"):
            assert no_use or any(entry["fault"] for entry in log), one
            assert not one["changed"] and diff is None
            if NOT_KNOWN in one["msg"]:
                self.model[who] = next(each for each in (goal, before) if each == on_server(self.emulator, who))
            return
        assert not no_use and flat(one["voicemail"]) == goal
        assert one["changed"] is (goal != before)
        assert (diff is not None) is one["changed"]
        if diff:
            assert (flat(diff["before"]), flat(diff["after"])) == (before, goal)
        else:
            assert not any(entry["method"] == "PUT" for entry in log)
        if not check:
            self.model[who] = goal

    @rule(number=st.integers(0, 5), wanted=SOME)
    def another_administrator(self, number: int, wanted: Json) -> None:
        """Somebody else sets what the API lets them."""
        who = self.people[number]
        goal = desired(self.emulator, who, self.model[who], wanted)
        if refused(self.emulator, who, goal):
            return
        missing = dict.fromkeys(set(self.model[who]) - set(goal))
        self.emulator.world.set_voicemail(who, nested({**goal, **missing}))
        self.model[who] = goal

    @rule(
        trouble=st.sampled_from(ALL),
        number=st.none() | st.none() | st.integers(0, 5),
        skip=st.sampled_from((0, 0, 0, 1, 2)),
        times=st.integers(1, 3),
    )
    def trouble_ahead(self, trouble: tuple[str, Trouble], number: int | None, skip: int, times: int) -> None:
        """One of the next answers, or some, are faulty: somebody's, or the list of people, or anybody's."""
        method, (label, kind, parameters) = trouble
        person = {} if number is None else {"person": self.people[number]}
        # What is altered is a mailbox; everything else can befall the list of people too.
        path = {"path": "voicemail$"} if kind == "mutate" else {}
        self.emulator.fault(kind, {"method": method, **person, **path}, skip=skip, times=times, **parameters)

    @rule()
    def good_variants(self) -> None:
        """No faults from now on."""
        self.emulator.faults = []

    @rule(allowed=st.booleans())
    def forwarding(self, allowed: bool) -> None:
        """The organization allows messages to be forwarded by e-mail, or not."""
        self.emulator.world.set_org_settings({"voiceMessageForwardingEnabled": allowed})
        for one in self.model.values():
            one["voiceMessageForwardingEnabled"] = allowed

    @invariant()
    def the_model_is_right(self) -> None:
        for who, one in getattr(self, "model", {}).items():
            assert on_server(self.emulator, who) == one, who
        assert not [one for one in self.emulator.take_problems() if not FORBIDDEN.search(one)]

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


def test_any_settings_any_faults_in_any_order(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "way", support.way)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    Mailboxes.emulator, Mailboxes.counted = emulator, collections.Counter()
    run_state_machine_as_test(
        Mailboxes,
        settings=settings(
            max_examples=800 if FULL else 60,
            stateful_step_count=30 if FULL else 20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(**json.loads(json.dumps(Mailboxes.counted)))
