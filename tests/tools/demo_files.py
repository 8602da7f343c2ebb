# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of the demo: the organization as files. It is exported, one line is edited, a plan is made and applied; somebody else's
change is not overwritten; and it is undone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

WHO = "anna.andersson@example.com"
# Runs a playbook with variables, and returns what it printed and whether it succeeded.
Play = Callable[[str, dict[str, str]], tuple[str, bool]]


def show(folder: Path, play: Play, emulator: Any) -> None:
    """The demo, in I(folder)."""
    ours = Path(folder / "voicemail")

    def step(title: str, playbook: str, succeeds: bool = True, **variables: str) -> str:
        words = " ".join(f"-e {name}={value[:24]}" for name, value in variables.items())
        print(f"\n=== {title}: ansible-playbook webex.calling.{playbook} {words}", flush=True)
        printed, succeeded = play(f"webex.calling.{playbook}", variables)
        if succeeded != succeeds:
            sys.exit(printed)
        return printed

    def rings() -> int:
        number: int = emulator.world.voicemail(WHO)["sendUnansweredCalls"]["numberOfRings"]
        return number

    before = rings()
    step("Export 1,000 people", "export", export_directory=str(ours))
    (path,) = [path for path in ours.rglob("people.yml") if WHO in path.read_text()]
    print(f"{sum(1 for dummy in ours.rglob('*'))} files and folders. {WHO} is in {path.relative_to(folder)}.")
    text = f"# Whoever is not named is left alone.\n{WHO}:\n  send_unanswered_calls:\n    number_of_rings: 9\n"
    path.write_text(text)
    print(f"One edit:\n{text}")

    step("Plan", "plan", plan_directory=str(ours), plan_output=str(folder / "plan"))
    print((folder / "plan/plan.md").read_text())
    digest = json.loads((folder / "plan/summary.json").read_text())["digest"]
    emulator.world.set_voicemail(WHO, {"sendUnansweredCalls": {"numberOfRings": 7}})
    print(f"Meanwhile somebody else sets seven rings for {WHO}.")
    refused = step("Apply", "apply", False, apply_plan=str(folder / "plan"), apply_digest=digest)
    print(next((line.strip() for line in refused.splitlines() if "Nothing was written" in line), refused)[:400])
    if rings() != 7:
        sys.exit("Somebody else's change was overwritten.")

    step("Plan again", "plan", plan_directory=str(ours), plan_output=str(folder / "plan"))
    digest = json.loads((folder / "plan/summary.json").read_text())["digest"]
    step("Apply", "apply", apply_plan=str(folder / "plan"), apply_digest=digest)
    print(f"{WHO} has {rings()} rings.")
    journal = str(folder / "plan/journal.jsonl")
    step("Plan what undoes it", "plan", plan_journal=journal, plan_output=str(folder / "undo"))
    digest = json.loads((folder / "undo/summary.json").read_text())["digest"]
    step("Undo", "apply", apply_plan=str(folder / "undo"), apply_digest=digest)
    print(f"{WHO} has {rings()} rings, as before the plan (and {before} before that).")
    if rings() != 7:
        sys.exit("It was not undone.")
