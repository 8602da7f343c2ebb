# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any settings, any faults, in any order."""

from __future__ import annotations

import collections
import json
import os
import tempfile
import typing as t

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import call, writes
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    NAMED,
    VOICEMAIL,
    Json,
    camel,
    contradicts_itself,
    desired,
    flat,
    licensed,
    nested,
    on_server,
    refused,
    tell,
)
from ansible_collections.webex.calling.tests.resilience.planned_faults import (
    ALL,
    FORBIDDEN,
    NOT_KNOWN,
    Trouble,
    answers,
    as_people,
)

pytestmark = pytest.mark.usefixtures("in_a_hurry")

SOME = st.dictionaries(st.sampled_from(sorted(NAMED)), st.integers(0, 11), min_size=1, max_size=6).map(
    lambda drawn: {name: NAMED[name][number % len(NAMED[name])] for name, number in drawn.items()}
)
NUMBERS_OF_PEOPLE = st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True)
MODE: Json = {"check": st.booleans(), "tries": st.integers(0, 2), "way": st.sampled_from(sorted(support.WAYS))}


def _known(value: t.Any) -> t.Any:
    """A value; None for a text that was never set."""
    return None if value == "" else value


def _api_path(field: str) -> str:
    """The dotted path of a field in the API's names."""
    return ".".join(map(camel, field.split(".")))


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
        result = call(VOICEMAIL, check=check, timeout=1, max_retries=tries, concurrency=6, **settings)
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
        for who, one in answers(result, chosen).items():
            self._outcome(who, chosen[who], one, check)
        if check:
            assert writes(emulator) == []

    def _outcome(self, who: str, wanted: Json, one: Json, check: bool) -> None:
        log = [entry for entry in self.emulator.log if entry["email"] == who]
        before, goal = self.model[who], desired(self.emulator, who, self.model[who], wanted)
        no_use = refused(self.emulator, who, goal) if goal != before else []
        if check:  # what the organization forbids, the API alone tells, and that when it is asked to write it
            no_use = [sentence for sentence in no_use if not FORBIDDEN.search(sentence)]
        if one.get("failed"):
            assert no_use or any(entry["fault"] for entry in log), one
            assert not one["changed"] and not one.get("changes")
            if NOT_KNOWN in one["msg"]:
                self.model[who] = next(each for each in (goal, before) if each == on_server(self.emulator, who))
            return
        assert not no_use and flat(one["voicemail"]) == goal
        assert one["changed"] is (goal != before)
        told = {_api_path(one["field"]): (_known(one["before"]), _known(one["after"])) for one in one["changes"]}
        both = {name: (before.get(name), goal.get(name)) for name in {**before, **goal}}
        assert told == {name: pair for name, pair in both.items() if pair[0] != pair[1]}
        assert one["changed"] or not any(entry["method"] == "PUT" for entry in log)
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
            max_examples=200 if FULL else 60,
            stateful_step_count=30 if FULL else 20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(**json.loads(json.dumps(Mailboxes.counted)))
