# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan whose apply is killed at any moment, or done twice at a time, or while somebody else writes: nothing is lost, and all of it
can be undone."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import typing as t
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import Result, call
from ansible_collections.webex.calling.tests.resilience.conftest import FULL

KILLS = 50 if FULL else 3
EACH = 15  # people at a location
CHILD = """
import json, sys
from ansible_collections.webex.calling.tests.integration.support import call
print(json.dumps(call("webex_voicemail_apply", **json.loads(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def server() -> t.Iterator[Emulator]:
    """Small also in full: what a kill interrupts is not how many there are."""
    with Emulator(people=240) as one:
        yield one


def everything(emulator: Emulator) -> dict[str, t.Any]:
    """The stored settings of everyone who has some, and of all groups."""
    world = emulator.world
    return {person.id: world.voicemail(person) for person in world.people if person.licensed}


def planned(emulator: Emulator, root: Path) -> Result:
    """A plan that changes everyone."""
    folder = root / "voicemail"
    call("webex_voicemail_export", directory=str(folder))
    for path in folder.rglob("*.yml"):
        if path.name not in ("people.yml", "location.yml"):
            path.write_text("")
    (folder / "voicemail.yml").write_text("format: 1\nlimits:\n  minimum: 1000\n  people: {changes: 1000}\n")
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}}) if person.licensed else None
    for path in folder.rglob("people.yml"):
        keys = [line.split(":")[0] for line in path.read_text().splitlines() if line[:1] not in ("#", " ", "")]
        wants = "\n  send_unanswered_calls:\n    number_of_rings: 11\n  send_all_calls:\n    enabled: true\n"
        path.write_text("".join(f"{key}:{wants}" for key in keys[:EACH]))
    return call("webex_voicemail_plan", directory=str(folder), output=str(root / "plan"))


def child(root: Path, digest: str, **options: t.Any) -> subprocess.Popen[str]:
    params = {"plan": str(root / "plan"), "digest": digest, "concurrency": 5, **options}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, json.dumps(params)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_then_undone_or_completed(emulator: Emulator, tmp_path: Path, seed: int) -> None:
    """Each object is as it was or as it shall be; another run completes it; then it is undone, to what was before."""
    draw = random.Random(seed)
    plan = planned(emulator, tmp_path)
    before = everything(emulator)
    emulator.latency = 0.01
    emulator.clear_log()
    running = child(tmp_path, plan["digest"], on_drift=draw.choice(["refuse", "skip"]))
    until = draw.randrange(1, plan["counts"]["people"]["change"] * 3)
    while len(emulator.log) < until and running.poll() is None:
        time.sleep(0.002)
    running.kill()
    running.wait()
    time.sleep(0.2)  # what was under way is applied or not
    emulator.latency = 0.0
    for identity, now in everything(emulator).items():
        was = before[identity]
        rings = now["sendUnansweredCalls"]["numberOfRings"]
        assert now == was or (rings == 11 and now["sendAllCalls"]["enabled"] is True)
    journal = tmp_path / "plan/journal.jsonl"
    if draw.random() < 0.5:
        done = call("webex_voicemail_apply", plan=str(tmp_path / "plan"), digest=plan["digest"])
        assert "results" in done and done["results"]["failed"] == done["results"]["drifted"] == 0, done
        again = call("webex_voicemail_plan", directory=str(tmp_path / "voicemail"), output=str(tmp_path / "again"))
        assert again["plan_status"] == "clean"
    elif not journal.exists():
        assert everything(emulator) == before
        return
    undo = call("webex_voicemail_plan", journal=str(journal), output=str(tmp_path / "undo"))
    done = call("webex_voicemail_apply", plan=str(tmp_path / "undo"), digest=undo["digest"])
    assert not done.get("failed"), done
    assert everything(emulator) == before


def test_two_applies_of_one_plan_while_an_administrator_writes(emulator: Emulator, tmp_path: Path) -> None:
    """Nothing that anybody wrote is lost, and each outcome is right."""
    plan = planned(emulator, tmp_path)
    emulator.latency = 0.01
    people = [person for person in emulator.world.people if person.licensed]
    both = [
        child(tmp_path, plan["digest"], on_drift="skip", journal=str(tmp_path / f"journal{one}")) for one in range(2)
    ]
    for number, person in enumerate(people):
        emulator.world.set_voicemail(person, {"faxMessage": {"extension": str(number)}})
        time.sleep(0.01)
    with ThreadPoolExecutor(2) as pool:
        outputs = list(pool.map(lambda one: one.communicate(timeout=120), both))
    results = [json.loads(out) for out, dummy in outputs]
    changed = plan["counts"]["people"]["change"]
    assert [sum(one["results"].values()) for one in results] == [changed, changed]
    assert sum(one["results"]["applied"] for one in results) == changed
    emulator.latency = 0.0
    again = call("webex_voicemail_plan", directory=str(tmp_path / "voicemail"), output=str(tmp_path / "again"))
    assert again["plan_status"] == "clean"
