# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/gitops: every command of the guide, and every step of the pipeline, against the emulator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT

GITOPS = ROOT / "docs/gitops"
PIPELINE, AUDIT = (
    yaml.safe_load((GITOPS / f".github/workflows/{name}.yml").read_text()) for name in ("voicemail", "audit")
)


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """Where the commands run: what they install is there already."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("pip", "ansible-galaxy"):
        (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/installed\n')
        (tools / name).chmod(0o755)
    (tools / "python").symlink_to(sys.executable)
    who = {f"GIT_{role}_{what}": "test@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{tools}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **who, "PATH": path, "ANSIBLE_LOCALHOST_WARNING": "false", "HOME": str(tmp_path)}


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rings(emulator: Emulator) -> int:
    number: int = emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["numberOfRings"]
    return number


def test_every_command_of_the_guide(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    before = rings(emulator)
    blocks = re.findall(r"^```shell\n(.*?)^```", (GITOPS / "README.md").read_text(), flags=re.DOTALL | re.MULTILINE)
    assert len(blocks) == 8
    token = environment["WEBEX_ACCESS_TOKEN"]
    script = "\n".join(blocks).replace("WEBEX_ACCESS_TOKEN=...", f"WEBEX_ACCESS_TOKEN={token}")
    seen: list[int] = []
    undo = script.index("ansible-playbook webex.calling.plan -e plan_journal")
    output = run(script[:undo], tmp_path, environment)
    seen.append(rings(emulator))
    rest = run(script[undo:], tmp_path / "voicemail-as-code", environment)
    seen.append(rings(emulator))
    assert seen == [9, before]
    assert (tmp_path / "voicemail-as-code/audit/findings.csv").exists() and "no drift from the files" in rest
    assert "1 person changes" in output and "voicemail/locations/Stockholm/people.yml" in rest
    assert "collection install webex.calling" in (tmp_path / "installed").read_text()


def test_every_step_of_the_pipeline(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    for file in ("voicemail/voicemail.yml", "voicemail/locations/Stockholm/people.yml"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / "voicemail/voicemail.yml").write_text("format: 1\n")
    (folder / "voicemail/locations/Stockholm/people.yml").write_text(
        f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: 11\n"
    )
    summary, outputs = tmp_path / "summary", tmp_path / "outputs"
    given = {**environment, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(outputs)}
    for step in PIPELINE["jobs"]["plan"]["steps"]:
        run(step.get("run", "true"), folder, given)
    assert "1 person changes" in summary.read_text() and rings(emulator) != 11
    told = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
    assert told["status"] == "changes" and "== 'changes'" in PIPELINE["jobs"]["apply"]["if"]
    for step in PIPELINE["jobs"]["apply"]["steps"]:
        run(step.get("run", "true"), folder, {**given, "DIGEST": told["digest"]})
    assert rings(emulator) == 11
    assert PIPELINE["jobs"]["apply"]["environment"] and (folder / "plan/journal.jsonl").exists()
    # What a pull request says is in no script.
    assert not [step for job in PIPELINE["jobs"].values() for step in job["steps"] if "${{" in step.get("run", "")]


def test_every_step_of_the_audit(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    """It fails for drift, with the numbers said all the same."""
    folder, summary = tmp_path / "checkout", tmp_path / "summary"
    (folder / "voicemail/locations/Stockholm").mkdir(parents=True)
    people = folder / "voicemail/locations/Stockholm/people.yml"
    (folder / "voicemail/policies.yml").write_text("")
    given = {**environment, "GITHUB_STEP_SUMMARY": str(summary)}
    steps = {step.get("name", step.get("uses")): step for step in AUDIT["jobs"]["audit"]["steps"]}
    for number, words in ((rings(emulator), "'drift': 0"), (rings(emulator) + 1, "'drift': 1")):
        people.write_text(f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: {number}\n")
        if number == rings(emulator):
            run(steps["Audit"]["run"], folder, given)
        else:
            with pytest.raises(AssertionError, match="what fail_on names: 1 drift"):
                run(steps["Audit"]["run"], folder, given)
        run(steps["Say the numbers"]["run"], folder, given)
        assert words in summary.read_text().splitlines()[-1]
    run(steps["Install"]["run"], folder, given)
    assert {one["if"] for one in steps.values() if "if" in one} == {"always()"}
    assert not [step for step in steps.values() if "${{" in step.get("run", "")]
