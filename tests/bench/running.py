# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One scenario: its commands, its processes, and what they cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import typing as t
from dataclasses import replace
from pathlib import Path

from emulator import Emulator
from jobs import BEFORE, CONCURRENCY, JOBS, RINGS, has_rings, with_rings
from meanwhile import MEANWHILE, Stage
from scenarios import BY_HOST, Result, Scenario

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build/bench"
FORKS = CONCURRENCY


def collections(name: str, *parts: str) -> str:
    """A path of collections with a copy of these parts of this one: an edit does not change what is being measured."""
    collection = WORK / name / "ansible_collections/webex/calling"
    for part in ("meta", *(f"plugins/{part}" for part in parts)):
        shutil.copytree(ROOT / part, collection / part, ignore=shutil.ignore_patterns("__pycache__"))
    return str(WORK / name)


def command(scenario: Scenario, people: list[t.Any], folder: Path) -> list[str]:
    """The command of a scenario; what it reads is written into I(folder)."""
    given = folder / "given.json"
    told: dict[str, t.Any] = {"rings": RINGS, "concurrency": scenario.concurrency, "many": len(people)}
    if scenario.way not in JOBS:  # or it is named in the playbook
        told["people"] = [one.listed_email for one in people]
    given.write_text(json.dumps(told))
    if scenario.way == "sdk":
        return [str(WORK / "venv/bin/python"), str(HERE / "sdk.py"), str(given)]
    play = [str(Path(sys.executable).with_name("ansible-playbook")), "--extra-vars", f"@{given}"]
    if scenario.way in JOBS:
        job = JOBS[scenario.way]
        params = {**job.params(people, folder), "concurrency": scenario.concurrency}
        task = {f"webex.calling.{job.module}": params, "register": "result"}
        tasks = [task, {"ansible.builtin.assert": {"that": job.told}}]
        playbook = folder / "playbook.json"
        playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
        return [*play, str(playbook)]
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


def prepare(scenario: Scenario, emulator: Emulator, people: list[t.Any]) -> None:
    """What is there before."""
    if scenario.way in JOBS:
        JOBS[scenario.way].prepare(emulator, people)
        return
    with_rings(emulator, people, BEFORE if scenario.changed else RINGS)


def is_done(scenario: Scenario, emulator: Emulator, person: t.Any) -> bool:
    """Whether somebody has what was wanted."""
    if scenario.way in JOBS:
        return JOBS[scenario.way].is_done(emulator, person)
    return has_rings(emulator, person)


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
            prepare(scenario, emulator, people)
            if scenario.way in JOBS and JOBS[scenario.way].before:
                before = replace(scenario, way=JOBS[scenario.way].before)
                status = max(status, *(begin(before, part, emulator, folder, output).wait() for folder, part in parts))
            emulator.clear_log()
            processes = [begin(scenario, part, emulator, folder, output) for folder, part in parts]
            status = max(status, *(abs(process.wait()) for process in processes))
        stage.over.set()
        costs = [json.loads((folder / "cost").read_text()) for folder, dummy in parts]
    log.with_suffix(".json").write_text(json.dumps(emulator.log))
    left = sum(not is_done(scenario, emulator, one) for one in people)
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
