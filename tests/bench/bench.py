# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the collection beside other ways to do the same, on the emulator: bench.py [--quick] [--only NAME...]

Writes docs/benchmarks/, and fails where a figure of MUST is missed, also when its scenarios are run once more.
"""

from __future__ import annotations

import argparse
import functools
import importlib.metadata
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import typing as t
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build/bench"
sys.path.insert(0, str(ROOT / "tests"))

import report
from emulator import Emulator

BEFORE, RINGS = 3, 5
CONCURRENCY = FORKS = 10

Log = list[dict[str, t.Any]]  # the emulator's: a request each, in the order in which they came

# --- What else happens ------------------------------------------------------------------------------------------------


class Stage(t.NamedTuple):
    """Where a scenario runs: what happens meanwhile does so in a thread of its own, until it is C(over)."""

    emulator: Emulator
    people: list[t.Any]
    needed: int  # requests
    over: threading.Event


def nothing(dummy: Stage) -> None:
    """Nothing does."""


def halve(stage: Stage) -> None:
    """The allowance, when half of the requests were sent."""
    while not stage.over.wait(0.02):
        if len(stage.emulator.log) >= stage.needed // 2:
            stage.emulator.limit = t.cast(float, stage.emulator.limit) / 2
            return


def stray(stage: Stage, retry_after: int) -> None:
    """One request is refused, whichever. Which one stands in the emulator's log, in C(.build/bench/log)."""
    moment = random.randrange(stage.needed)
    stage.emulator.fault("status", skip=moment, times=1, status=429, retry_after=retry_after)


def each_97th(stage: Stage) -> None:
    """Each 97th request is refused. A rule does not see what a rule before it took."""
    for number in range(1, stage.needed // 90):
        stage.emulator.fault("status", skip=96 * number, times=1, status=429, retry_after=1)


HELD = 60.0  # seconds


def hold(stage: Stage, begins: float) -> None:
    """Another client takes all, so many seconds from our first request on, and then leaves."""
    emulator, everything = stage.emulator, 10 * t.cast(float, stage.emulator.limit)  # also what was kept for later
    if not begins:
        emulator.other = everything
    while not emulator.log and not stage.over.wait(0.01):
        pass
    stage.over.wait(begins)
    emulator.other = everything
    stage.over.wait(HELD)
    emulator.other = 0


def take_half(stage: Stage) -> None:
    """Another client takes half of the allowance all the time."""
    stage.emulator.other = t.cast(float, stage.emulator.limit) / 2


def at_a_time(stage: Stage, most: int) -> None:
    """What is over so many requests under way is refused."""
    stage.emulator.in_flight = most


def lock(stage: Stage) -> None:
    """The first mailbox, when it is first asked for: all others are done while it is waited for."""
    stage.emulator.fault("status", {"person": stage.people[0].id}, times=1, status=423, retry_after=30)


class Meanwhile(t.NamedTuple):
    """What else happens, and how the people are divided."""

    happens: t.Callable[[Stage], None] = nothing
    floor: float = 1.0  # times what it would be without
    concurrency: int = CONCURRENCY
    processes: int = 1  # at a time, each with a part of the people and a state of its own
    left: float = 0.0  # seconds from the first request until the other client leaves
    tasks: int = 1  # one after the other, with one state; the last one is measured


MEANWHILE = {
    "": Meanwhile(),
    "halved": Meanwhile(halve, floor=1.5),  # the first half of the requests has the whole of it
    "nothing": Meanwhile(),
    "stray-2": Meanwhile(functools.partial(stray, retry_after=2)),
    "stray-20": Meanwhile(functools.partial(stray, retry_after=20)),
    "after-stray": Meanwhile(functools.partial(stray, retry_after=2), tasks=2),
    "each-97th": Meanwhile(each_97th),
    "held": Meanwhile(functools.partial(hold, begins=0.0), left=HELD),
    "held-midway": Meanwhile(functools.partial(hold, begins=10.0), left=10.0 + HELD),
    "half": Meanwhile(take_half, floor=2.0),
    "in-flight-8": Meanwhile(functools.partial(at_a_time, most=8), floor=20 / 8, concurrency=20),
    "locked": Meanwhile(lock),
    "four": Meanwhile(processes=4),
}

# --- What is run --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scenario:
    """What is run: a way (a key of WAYS), for so many people, at an allowance (requests a minute) and a latency."""

    name: str
    way: str
    people: int
    limit: float | None = 1200
    latency: float = 0.1
    changed: bool = True
    meanwhile: str = ""  # a key of MEANWHILE

    @property
    def needed(self) -> int:
        """The requests it takes: for each a GET, for a changed one a PUT, and where addresses are given a page of people."""
        processes = MEANWHILE[self.meanwhile].processes
        pages = 0 if self.way in BY_HOST else processes * -(-self.people // processes // 1000)
        return self.people * (2 if self.changed else 1) + pages

    @property
    def floor(self) -> float:
        """The seconds that these take, if nothing but the allowance or the latency were in the way."""
        meanwhile = MEANWHILE[self.meanwhile]
        each = 60 / self.limit if self.limit else self.latency / meanwhile.concurrency
        return self.needed * each * meanwhile.floor


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
    def floors(self) -> float:
        """Its time, as times the floor."""
        return self.seconds / self.scenario.floor if self.scenario.floor else 0.0

    @property
    def each(self) -> float:
        """Requests a person, beside pages and refused ones."""
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
]
QUICK = [
    Scenario("start", "start", 0, limit=None, changed=False),
    Scenario("task-100", "task", 100),
    Scenario("hosts-20", "hosts", 20),
    Scenario("module-10", "module", 10),
    Scenario("uri-5", "uri", 5),
    Scenario("sdk-50", "sdk", 50),
    Scenario("unchanged-100", "task", 100, limit=None, changed=False),
    Scenario("unchanged-1000", "task", 1000, limit=None, latency=0.02, changed=False),
]

Results = dict[str, Result]


class Must(t.NamedTuple):
    """A figure, what it may be at most, and of which scenarios it is made."""

    what: str
    most: float
    unit: str
    of: tuple[str, ...]
    figure: t.Callable[..., float]


# The start of Ansible is no part of a request's time: where the floor is ten seconds, it is taken off.
MUST = [
    Must("requests a changed person, beside pages", 2.0, "", ("task-1000",), lambda one: one.each),
    Must("requests an unchanged person, beside pages", 1.0, "", ("unchanged-10000",), lambda one: one.each),
    Must("pages of people for 10,000 of 12,000", 12, "", ("unchanged-10000",), lambda one: one.pages),
    Must("1,000 changed at 1,200 a minute: time, times the floor", 1.05, "", ("task-1000",), lambda one: one.floors),
    Must("the same: refused requests", 1, "%", ("task-1000",), lambda one: one.refused_share),
    Must("the limit halved in the middle: refused requests", 2, "%", ("halved-1000",), lambda one: one.refused_share),
    Must(
        "no limit, 100 ms, 1,000 unchanged: time without Ansible's start, times the floor",
        1.10,
        "",
        ("latency-1000", "start"),
        lambda one, start: (one.seconds - start.seconds) / one.scenario.floor,
    ),
    Must("one person a host, 200 hosts: refused requests", 5, "%", ("hosts-200",), lambda one: one.refused_share),
    Must(
        "the same in batches as large as forks: processor time a host",
        60,
        "ms",
        ("batches-200",),
        lambda one: 1000 * one.cpu / one.scenario.people,
    ),
    Must("10,000 unchanged: processor time", 20, "s", ("unchanged-10000",), lambda one: one.cpu),
    Must("10,000 unchanged: memory", 300, "MiB", ("unchanged-10000",), lambda one: one.mib),
    Must(
        "from 1,000 to 10,000 people: time grows",
        10,
        "times",
        ("unchanged-10000", "unchanged-1000"),
        lambda many, few: many.seconds / few.seconds,
    ),
    Must(
        "from 1,000 to 10,000 people: memory grows",
        10,
        "times",
        ("unchanged-10000", "unchanged-1000"),
        lambda many, few: many.mib / few.mib,
    ),
    Must(
        "one stray 429, Retry-After 2: time beyond the run without it and the 2 s",
        5,
        "s",
        ("stray-2", "nothing"),
        lambda one, without: one.seconds - without.seconds - 2,
    ),
    Must(
        "one stray 429, Retry-After 20: time beyond the run without it and the 20 s",
        5,
        "s",
        ("stray-20", "nothing"),
        lambda one, without: one.seconds - without.seconds - 20,
    ),
    Must(
        "the task after one with a stray 429: time, times that of one without",
        1.1,
        "",
        ("after-stray", "nothing", "start"),
        lambda one, without, start: (one.seconds - start.seconds) / (without.seconds - start.seconds),
    ),
    Must(
        "every 97th request refused: time, times that of the run without",
        3,
        "",
        ("each-97th", "nothing", "start"),
        lambda one, without, start: (one.seconds - start.seconds) / (without.seconds - start.seconds),
    ),
    Must(
        "one mailbox locked for 30 s: time of the 299 others, times that of the run without",
        1.1,
        "",
        ("locked", "nothing"),
        lambda one, without: one.others / without.others,
    ),
    Must(
        "only 8 at a time, concurrency 20: time, times the floor at 8",
        1.25,
        "",
        ("in-flight-8", "start"),
        lambda one, start: (one.seconds - start.seconds) / one.scenario.floor,
    ),
    Must(
        "another client leaves, which held the whole limit from the start: until 90 % of it is used",
        15,
        "s",
        ("held",),
        lambda one: one.resumed,
    ),
    Must("the same, where it came in the middle", 15, "s", ("held-midway",), lambda one: one.resumed),
    Must(
        "another takes half of the limit: its other half over our throughput (0.9 of it at least)",
        1.11,
        "",
        ("half",),
        lambda one: one.floors,
    ),
    Must("the same: refused requests", 3, "%", ("half",), lambda one: one.refused_share),
    Must(
        "four processes on one limit, without a common file: time, times the floor",
        1.15,
        "",
        ("four",),
        lambda one: one.floors,
    ),
    Must("the same: refused requests", 5, "%", ("four",), lambda one: one.refused_share),
]


# --- Running one ----------------------------------------------------------------------------------------------------


def collections(name: str, *parts: str) -> str:
    """A path of collections with a copy of these parts of this one: an edit does not change what is being measured."""
    collection = WORK / name / "ansible_collections/webex/calling"
    for part in ("meta", *(f"plugins/{part}" for part in parts)):
        shutil.copytree(ROOT / part, collection / part, ignore=shutil.ignore_patterns("__pycache__"))
    return str(WORK / name)


def command(scenario: Scenario, people: list[t.Any], folder: Path) -> list[str]:
    """The command of a scenario; what it reads is written into I(folder)."""
    given = folder / "given.json"
    given.write_text(
        json.dumps(
            {
                "people": [one.listed_email for one in people],
                "rings": RINGS,
                "concurrency": MEANWHILE[scenario.meanwhile].concurrency,
            }
        )
    )
    if scenario.way == "sdk":
        return [str(WORK / "venv/bin/python"), str(HERE / "sdk.py"), str(given)]
    play = [str(Path(sys.executable).with_name("ansible-playbook")), "--extra-vars", f"@{given}"]
    if scenario.way in BY_HOST:
        hosts = {one.email: {"person_id": one.id} for one in people}
        inventory = folder / "inventory.json"
        inventory.write_text(json.dumps({"people": {"hosts": hosts}}))
        play += ["--forks", str(FORKS), "--inventory", str(inventory)]
        if scenario.way == "batches":
            play += ["--extra-vars", f"batch={FORKS}"]
        if scenario.way == "module":  # or it looks for an interpreter on each host
            play += ["--extra-vars", "ansible_python_interpreter={{ ansible_playbook_python }}"]
        return [*play, str(HERE / "hosts.yml")]
    if scenario.way == "start":
        play += ["--skip-tags", "all"]
    return [*play, str(HERE / ("uri_loop.yml" if scenario.way == "uri" else "one_task.yml"))]


def environment(scenario: Scenario, emulator: Emulator, folder: Path) -> dict[str, str]:
    """What the command finds: this emulator, nothing learned before, and no settings of the developer's.

    Nor Python's: with C(PYTHONDONTWRITEBYTECODE) every process would compile the collection anew.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith(("WEBEX_", "ANSIBLE_", "PYTHON"))}
    return {
        **env,
        **emulator.environment,
        "ANSIBLE_COLLECTIONS_PATH": str(WORK / ("modules" if scenario.way == "module" else "collections")),
        "ANSIBLE_CONFIG": str(WORK / "ansible.cfg"),
        "ANSIBLE_HOME": str(WORK / "ansible"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "XDG_RUNTIME_DIR": str(folder),
    }


def begin(scenario: Scenario, people: list[t.Any], emulator: Emulator, folder: Path, output: t.IO[str]) -> t.Any:
    """A process of a scenario, with its state and what it cost in I(folder)."""
    folder.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, str(HERE / "measured.py"), str(folder / "cost"), *command(scenario, people, folder)],
        env=environment(scenario, emulator, folder),
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def run(scenario: Scenario) -> Result:
    """Run it, and see to it that everyone has what was wanted."""
    meanwhile = MEANWHILE[scenario.meanwhile]
    emulator = Emulator(
        people=scenario.people * 6 // 5, latency=scenario.latency, limit=scenario.limit
    )  # some have no licence
    people = [one for one in emulator.world.people if one.licensed][: scenario.people]
    stage = Stage(emulator, people, scenario.needed, threading.Event())
    log = WORK / "log" / f"{scenario.name}.txt"
    status = 0
    with emulator, tempfile.TemporaryDirectory() as name, log.open("w") as output:
        parts = [
            (Path(name) / str(number), people[number :: meanwhile.processes]) for number in range(meanwhile.processes)
        ]
        threading.Thread(target=meanwhile.happens, args=(stage,), daemon=True).start()
        for dummy in range(meanwhile.tasks):
            for one in people:
                rings = BEFORE if scenario.changed else RINGS
                emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"enabled": True, "numberOfRings": rings}})
            emulator.clear_log()
            processes = [begin(scenario, part, emulator, folder, output) for folder, part in parts]
            status = max(status, *(abs(process.wait()) for process in processes))
        stage.over.set()
        costs = [json.loads((folder / "cost").read_text()) for folder, dummy in parts]
    log.with_suffix(".json").write_text(json.dumps(emulator.log))
    left = sum(emulator.world.voicemail(one)["sendUnansweredCalls"]["numberOfRings"] != RINGS for one in people)
    if status or left or emulator.problems:
        sys.exit(f"{scenario.name}: status {status}, {left} people not done, {emulator.problems[:3]}: see {log}")
    refused = sum(entry["status"] == 429 for entry in emulator.log)
    return Result(
        scenario,
        seconds=max(cost["seconds"] for cost in costs),
        cpu=sum(cost["cpu"] for cost in costs),
        mib=max(cost["mib"] for cost in costs),
        requests=len(emulator.log),
        refused=refused,
        pages=sum(entry["path"] == "/people" and entry["status"] != 429 for entry in emulator.log),
        log=emulator.log,
    )


# --- All of them ----------------------------------------------------------------------------------------------------


def judged(results: Results) -> list[tuple[Must, float]]:
    """What must be reached, and what was."""
    known = [must for must in MUST if all(name in results for name in must.of)]
    return [(must, must.figure(*(results[name] for name in must.of))) for must in known]


def missed(results: Results) -> list[Must]:
    """What was not reached."""
    return [must for must, figure in judged(results) if round(figure, 3) > must.most]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measure the collection, on the emulator.")
    parser.add_argument("--quick", action="store_true", help="a look at small sizes; nothing is judged or kept")
    parser.add_argument("--only", nargs="+", default=[], help="these scenarios; what they reach is not kept")
    options = parser.parse_args()
    for name in ("collections", "modules", "log"):
        shutil.rmtree(WORK / name, ignore_errors=True)
    (WORK / "log").mkdir(parents=True)
    (WORK / "ansible.cfg").touch()  # the defaults
    collections("collections", "action", "plugin_utils", "modules", "module_utils", "doc_fragments")
    collections("modules", "modules", "module_utils", "doc_fragments")

    scenarios = {one.name: one for one in (QUICK if options.quick else SCENARIOS)}
    results: Results = {}
    print(report.HEADER)
    for name in options.only or scenarios:
        results[name] = run(scenarios[name])
        print(report.line(results[name]), flush=True)
    if options.quick:
        return 0
    again = sorted({name for must in missed(results) for name in must.of})
    if again:
        print("Missed, so once more, for the machine may have been busy:")
    for name in again:
        results[name] = run(scenarios[name])
        print(report.line(results[name]), flush=True)

    print("\n" + report.judgement(judged(results)))
    if not options.only:
        versions = {name: importlib.metadata.version(name) for name in ("ansible-core", "requests")}
        pinned = (HERE / "requirements.txt").read_text().split()
        versions["wxc-sdk"] = next(pin for pin in pinned if pin.startswith("wxc-sdk==")).partition("==")[2]
        versions["Python"] = ".".join(map(str, sys.version_info[:3]))
        figures = {
            "versions": versions,
            "processors": os.cpu_count(),
            "load": round(os.getloadavg()[2], 1),  # of the last 15 minutes
            "again": again,
            "results": [one.told() for one in results.values()],
            "reached": [
                {"what": must.what, "most": must.most, "figure": round(figure, 3)} for must, figure in judged(results)
            ],
        }
        report.write(ROOT / "docs/benchmarks", figures, results, judged(results))
        print("\nWritten to docs/benchmarks.")
    for must in missed(results):
        print(f"MISSED: {must.what}")
    return 1 if missed(results) else 0


if __name__ == "__main__":
    sys.exit(main())
