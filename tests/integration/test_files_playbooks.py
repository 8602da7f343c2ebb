# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the organization as files, with -e alone."""

from __future__ import annotations

import base64
import json
import typing as t
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import BO, ansible


def rings(emulator: Emulator, email: str) -> int:
    return t.cast(int, emulator.world.voicemail(email)["sendUnansweredCalls"]["numberOfRings"])


def test_the_playbooks_from_nothing_to_undone(emulator: Emulator, tmp_path: Path) -> None:
    """Each with -e alone; the plan of one job is carried to the next by its artifact, as AWX does."""
    emulator.world.set_voicemail(BO, {"sendUnansweredCalls": {"numberOfRings": 4}})

    def run(name: str, *arguments: str, **variables: t.Any) -> str:
        done = ansible(
            "ansible-playbook", f"webex.calling.{name}", *arguments, "-e", json.dumps(variables), cwd=tmp_path
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    run("export", export_directory="voicemail")
    (path,) = [path for path in (tmp_path / "voicemail").rglob("people.yml") if BO in path.read_text()]
    path.write_text(f"{BO}:\n  send_unanswered_calls:\n    number_of_rings: 9\n")
    said = run("plan", plan_directory="voicemail", plan_output="job1")
    assert "1 person changes." in said and "Status: changes" in said
    content = base64.b64encode((tmp_path / "job1/plan.jsonl").read_bytes()).decode()
    digest = json.loads((tmp_path / "job1/summary.json").read_text())["digest"]
    given = {"apply_plan": "job2", "apply_digest": digest, "apply_content": content}
    run("apply", "--check", **given)
    assert rings(emulator, BO) == 4
    assert "'applied': 1" in run("apply", **given).replace('"', "'")
    assert rings(emulator, BO) == 9
    run("plan", plan_journal="job2/journal.jsonl", plan_output="undo")
    run("apply", apply_plan="undo", apply_digest=json.loads((tmp_path / "undo/summary.json").read_text())["digest"])
    assert rings(emulator, BO) == 4
    failed = ansible(
        "ansible-playbook",
        "webex.calling.plan",
        "-e",
        json.dumps({"plan_journal": "job2/journal.jsonl", "plan_output": "undo", "plan_fail_on": ["clean"]}),
        cwd=tmp_path,
    )
    assert failed.returncode == 2 and "The plan is clean: Nothing changes." in failed.stdout
