# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last part of the demo: the organization as files. It is exported, one line is edited, a plan is made and applied; somebody else's
change is not overwritten; and it is undone."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from demo_stage import Stage

WHO = "anna.andersson@example.com"
EDIT = "  send_unanswered_calls: {number_of_rings: 9}\n"


def show(stage: Stage, emulator: Any) -> None:
    """The demo."""
    stage.begin("The organization as files: exported, edited, planned, applied, and undone")

    def rings() -> int:
        number: int = emulator.world.voicemail(WHO)["sendUnansweredCalls"]["numberOfRings"]
        return number

    def digest(plan: str) -> str:
        found: str = json.loads((stage.folder / plan / "summary.json").read_text())["digest"]
        return found

    stage.play("export", export_directory="voicemail")
    exported = [path for path in (stage.folder / "voicemail").rglob("*") if path.is_file()]
    (path,) = [path for path in exported if path.name == "people.yml" and f"{WHO}:" in path.read_text()]
    people, found = emulator.world.people, "".join(path.read_text() for path in exported if path.suffix == ".yml")
    held = sum(f"\n{one.email}:" in found for one in people)
    stage.tell(f"{held} people in {len(exported)} files; {len(people) - held} without a licence are left out.")
    stage.tell(f"One edit, in {path.relative_to(stage.folder)}:")
    before, entry, after = re.split(rf"(?m)^({re.escape(WHO)}:\n(?:  .*\n)+)", path.read_text())
    path.write_text(before + entry + EDIT + after)
    stage.tell(*(f"    {line}" for line in entry.splitlines()), f"  + {EDIT}")

    stage.play("plan", plan_directory="voicemail")
    stage.tell(*sentences(stage, "plan"))
    emulator.world.set_voicemail(WHO, {"sendUnansweredCalls": {"numberOfRings": 7}})
    stage.tell(f"Meanwhile somebody else sets seven rings for {WHO}.")
    refused = stage.play("apply", succeeds=False, apply_digest=digest("plan"))
    # From ansible-core 2.19 on the message has a line of its own; earlier releases print it in JSON alone.
    reason = re.search(r'Nothing was written[^"\n]*', refused)
    if rings() != 7 or not reason:
        sys.exit(f"Somebody else's change was overwritten.\n{refused}")
    stage.tell(*re.sub(rf"\. (?={WHO}|Plan again)", ".\n", reason[0]).splitlines())
    stage.play("plan", again="again", plan_directory="voicemail")
    stage.play("apply", apply_digest=digest("plan"))
    stage.tell(f"{WHO} has {rings()} rings.")
    stage.play("plan", plan_journal="plan/journal.jsonl", plan_output="undo")
    stage.play("apply", apply_plan="undo", apply_digest=digest("undo"))
    stage.tell(f"{WHO} has {rings()} rings, as before.")
    if rings() != 7:
        sys.exit("It was not undone.")


def sentences(stage: Stage, plan: str) -> list[str]:
    """What a plan says to whoever approves it, below its first line, which is how many change."""
    text = (stage.folder / plan / "plan.md").read_text().replace("\\_", "_").replace("**", "")
    said = [line for line in text.partition("\nMade ")[0].splitlines() if line and not line.startswith("#")]
    return [f"  {line}" for line in said[1:]]
