# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is run, and what came of it."""

from __future__ import annotations

import typing as t
from dataclasses import asdict, dataclass, field, replace

from jobs import ABOUT_OBJECTS, JOBS
from meanwhile import MEANWHILE
from organization import requests_an_object

Log = list[dict[str, t.Any]]  # the emulator's: a request each, in the order in which they came


@dataclass(frozen=True)
class Scenario:
    """What is run: a way (a key of WAYS, or of JOBS), for so many people, at an allowance (requests a minute) and a latency."""

    name: str
    way: str
    people: int
    limit: float | None = 1200
    latency: float = 0.1
    changed: bool = True
    meanwhile: str = ""  # a key of MEANWHILE

    @property
    def needed(self) -> int:
        """The requests it takes: for each a GET, for a changed one a PUT, and where addresses are given a page of people; or
        those of a job."""
        if self.way in JOBS:
            return JOBS[self.way].needed(self.people)
        processes = MEANWHILE[self.meanwhile].processes
        pages = 0 if self.way in BY_HOST else processes * -(-self.people // processes // 1000)
        return self.people * (2 if self.changed else 1) + pages

    @property
    def floor(self) -> float:
        """The seconds that these take, if nothing but the allowance or the latency were in the way, and those of a job's pause."""
        return self.floor_of(self.needed)

    @property
    def concurrency(self) -> int:
        """The requests that it has under way at a time."""
        return JOBS[self.way].concurrency if self.way in JOBS else MEANWHILE[self.meanwhile].concurrency

    def floor_of(self, requests: int) -> float:
        """The same for so many requests."""
        each = 60 / self.limit if self.limit else self.latency / self.concurrency
        return requests * each * MEANWHILE[self.meanwhile].floor + (JOBS[self.way].pause if self.way in JOBS else 0.0)


@dataclass
class Result:
    """What came of it."""

    scenario: Scenario
    seconds: float
    cpu: float
    mib: float
    requests: int
    refused: int
    pages: int
    log: Log = field(repr=False)

    @property
    def floor(self) -> float:
        """The seconds that it takes at least."""
        return self.scenario.floor or self.scenario.floor_of(self.requests)

    @property
    def floors(self) -> float:
        """Its time, as times the floor."""
        return self.seconds / self.floor if self.floor else 0.0

    @property
    def each(self) -> float:
        """Requests a person, beside pages and refused ones; or an object, where it is about all kinds."""
        if self.scenario.way in ABOUT_OBJECTS:
            return requests_an_object(self.log)
        return (self.requests - self.refused - self.pages) / self.scenario.people

    @property
    def refused_share(self) -> float:
        """In percent."""
        return 100 * self.refused / self.requests

    @property
    def others(self) -> float:
        """Seconds from the first request until all but one were written."""
        writes = [entry["time"] for entry in self.log if entry["applied"]]
        return float(writes[-2] - self.log[0]["time"])

    @property
    def resumed(self) -> float:
        """Seconds from when the other client left until the next five seconds had 90 % of the allowance."""
        left = self.log[0]["time"] + MEANWHILE[self.scenario.meanwhile].left
        times = [entry["time"] for entry in self.log if entry["status"] != 429 and entry["time"] > left]
        enough = 0.9 * 5 * t.cast(float, self.scenario.limit) / 60
        return next((one for one in times if sum(one <= time < one + 5 for time in times) >= enough), times[-1]) - left

    def told(self) -> dict[str, t.Any]:
        """What is kept of it."""
        return {name: value for name, value in asdict(replace(self, log=[])).items() if name != "log"}


BY_HOST = ("hosts", "batches", "module")
SCENARIOS = [
    Scenario("start", "start", 0, limit=None, changed=False),
    Scenario("task-100", "task", 100),
    Scenario("hosts-100", "hosts", 100),
    Scenario("uri-20", "uri", 20),
    Scenario("sdk-100", "sdk", 100),
    Scenario("sdk-200", "sdk", 200),
    Scenario("task-1000", "task", 1000),
    Scenario("halved-1000", "task", 1000, meanwhile="halved"),
    Scenario("hosts-200", "hosts", 200, limit=600),
    Scenario("batches-200", "batches", 200, limit=600),
    Scenario("module-50", "module", 50, limit=600),
    Scenario("latency-1000", "task", 1000, limit=None, changed=False),
    Scenario("unchanged-100", "task", 100, limit=None, latency=0.02, changed=False),
    Scenario("unchanged-1000", "task", 1000, limit=None, latency=0.02, changed=False),
    Scenario("unchanged-10000", "task", 10000, limit=None, latency=0.02, changed=False),
    Scenario("nothing", "task", 300, limit=None, meanwhile="nothing"),
    Scenario("stray-2", "task", 300, limit=None, meanwhile="stray-2"),
    Scenario("stray-20", "task", 300, limit=None, meanwhile="stray-20"),
    Scenario("after-stray", "task", 300, limit=None, meanwhile="after-stray"),
    Scenario("each-97th", "task", 300, limit=None, meanwhile="each-97th"),
    Scenario("locked", "task", 300, limit=None, meanwhile="locked"),
    Scenario("in-flight-8", "task", 300, limit=None, meanwhile="in-flight-8"),
    Scenario("held", "task", 300, meanwhile="held"),
    Scenario("held-midway", "task", 500, meanwhile="held-midway"),
    Scenario("half", "task", 500, meanwhile="half"),
    Scenario("four", "task", 1000, meanwhile="four"),
    Scenario("groups-500", "groups", 500),
    Scenario("same-groups-500", "same-groups", 500, changed=False),
    Scenario("greetings-1000", "greetings", 1000),
    Scenario("passcodes-1000", "passcodes", 1000),
    Scenario("export-10000", "export", 10000, limit=None, changed=False),
    Scenario("plan-10000", "plan", 10000, limit=None, changed=False),
    Scenario("apply-refuse-200", "apply-refuse", 200, limit=None, latency=0.02),
    Scenario("apply-skip-200", "apply-skip", 200, limit=None, latency=0.02),
    Scenario("export-1000", "export", 1000, limit=None, latency=0.0, changed=False),
    # Of 100,000 people some have no Webex Calling; with what there is of other kinds these are 114,000 objects.
    Scenario("export-100000", "export", 83_333, limit=None, latency=0.0, changed=False),
]
QUICK = [
    Scenario("start", "start", 0, limit=None, changed=False),
    Scenario("task-100", "task", 100),
    Scenario("hosts-20", "hosts", 20),
    Scenario("module-10", "module", 10),
    Scenario("uri-5", "uri", 5),
    Scenario("sdk-50", "sdk", 50),
    *(Scenario(f"{way}-20", way, 20, changed=way != "same-groups") for way in JOBS),
    Scenario("unchanged-100", "task", 100, limit=None, changed=False),
    Scenario("unchanged-1000", "task", 1000, limit=None, latency=0.02, changed=False),
]

Results = dict[str, Result]
