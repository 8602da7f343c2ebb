# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the organization as files, with -e alone."""

from __future__ import annotations

import base64
import json
import re
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import BO, Result, ansible


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
    said = run("apply", "--check", **given)
    assert rings(emulator, BO) == 4
    assert "Objects that would be changed: 1" in said and "Journal" not in said
    said = run("apply", **given)
    assert "Changed objects: 1" in said and "Journal: job2/journal.jsonl" in said
    assert rings(emulator, BO) == 9
    said = run("export", "--check", export_directory="voicemail")
    assert f'Files that would change: 1",\n        "{path.relative_to(tmp_path / "voicemail")}"' in said
    assert re.search(r'"Objects: location \d+, .*people \d+', said)
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


MISSING: list[tuple[str, Result, str]] = [
    ("export", {}, "-e export_directory=voicemail"),
    ("plan", {}, "-e plan_directory=voicemail"),
    ("plan", {"plan_directory": "voicemail", "plan_journal": "journal.jsonl"}, "Give one of plan_directory"),
    ("apply", {}, "-e apply_digest=sha256:..."),
    ("apply", {"apply_digest": "sha256:1", "apply_allow": "all"}, """-e '{\\"apply_allow\\": {\\"people\\": 86}}'"""),
]


@pytest.mark.parametrize("name, variables, words", MISSING)
def test_a_variable_that_is_missing_is_named(
    emulator: Emulator, tmp_path: Path, name: str, variables: Result, words: str
) -> None:
    done = ansible("ansible-playbook", f"webex.calling.{name}", "-e", json.dumps(variables), cwd=tmp_path)
    assert done.returncode == 2 and words in done.stdout and not emulator.log and "undefined" not in done.stdout
