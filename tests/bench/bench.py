# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the collection beside other ways to do the same, on the emulator: bench.py [--quick] [--only NAME...]

Writes docs/benchmarks/, and fails where a figure of MUST is missed, also when its scenarios are run once more.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import typing as t
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build/bench"
sys.path.insert(0, str(ROOT / "tests"))

import report
from emulator import Emulator

BEFORE, RINGS = 3, 5
CONCURRENCY = FORKS = 10


@dataclass(frozen=True)
class Scenario:
    """What is run: a way (a key of WAYS), for so many people, at an allowance (requests a minute) and a latency."""

    name: str
    way: str
    people: int
    limit: float | None = 1200
    latency: float = 0.1
    changed: bool = True
    halved: bool = False  # the allowance, when half of the requests were sent

    @property
    def needed(self) -> int:
        """The requests it takes: for each a GET, for a changed one a PUT, and where addresses are given a page of people."""
        return self.people * (2 if self.changed else 1) + (0 if self.way in BY_HOST else -(-self.people // 1000))

    @property
    def floor(self) -> float:
        """The seconds that these take, if nothing but the allowance or the latency were in the way."""
        if not self.limit:
            return self.needed * self.latency / CONCURRENCY
        return self.needed / (self.limit / 60) * (1.5 if self.halved else 1)


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


BY_HOST = ("hosts", "batches", "module")
SCENARIOS = [
    Scenario("start", "start", 0, limit=None, changed=False),
    Scenario("task-100", "task", 100),
    Scenario("hosts-100", "hosts", 100),
    Scenario("uri-20", "uri", 20),
    Scenario("sdk-100", "sdk", 100),
    Scenario("sdk-200", "sdk", 200),
    Scenario("task-1000", "task", 1000),
    Scenario("halved-1000", "task", 1000, halved=True),
    Scenario("hosts-200", "hosts", 200, limit=600),
    Scenario("batches-200", "batches", 200, limit=600),
    Scenario("module-50", "module", 50, limit=600),
    Scenario("latency-1000", "task", 1000, limit=None, changed=False),
    Scenario("unchanged-100", "task", 100, limit=None, latency=0.02, changed=False),
    Scenario("unchanged-1000", "task", 1000, limit=None, latency=0.02, changed=False),
    Scenario("unchanged-10000", "task", 10000, limit=None, latency=0.02, changed=False),
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
    given.write_text(json.dumps({"people": [one.listed_email for one in people], "rings": RINGS}))
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


def halve(emulator: Emulator, after: int, over: threading.Event) -> None:
    """Halve the allowance after so many requests."""
    while not over.wait(0.02):
        if len(emulator.log) >= after:
            emulator.limit = t.cast(float, emulator.limit) / 2
            return


def run(scenario: Scenario) -> Result:
    """Run it, and see to it that everyone has what was wanted."""
    over = threading.Event()
    emulator = Emulator(
        people=scenario.people * 6 // 5, latency=scenario.latency, limit=scenario.limit
    )  # some have no licence
    people = [one for one in emulator.world.people if one.licensed][: scenario.people]
    for one in people:
        rings = BEFORE if scenario.changed else RINGS
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"enabled": True, "numberOfRings": rings}})
    log = WORK / "log" / f"{scenario.name}.txt"
    with emulator, tempfile.TemporaryDirectory() as name, log.open("w") as output:
        folder = Path(name)
        if scenario.halved:
            threading.Thread(target=halve, args=(emulator, scenario.needed // 2, over), daemon=True).start()
        status = subprocess.call(
            [sys.executable, str(HERE / "measured.py"), str(folder / "cost"), *command(scenario, people, folder)],
            env=environment(scenario, emulator, folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        over.set()
        cost = json.loads((folder / "cost").read_text())
        stats = emulator.stats()
    left = sum(emulator.world.voicemail(one)["sendUnansweredCalls"]["numberOfRings"] != RINGS for one in people)
    if status or left or emulator.problems:
        sys.exit(f"{scenario.name}: status {status}, {left} people not done, {emulator.problems[:3]}: see {log}")
    pages = sum(entry["path"] == "/people" and not entry["refused"] for entry in emulator.log)
    return Result(scenario, **cost, requests=stats["requests"], refused=stats["refused"], pages=pages)


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
            "results": [asdict(one) for one in results.values()],
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
