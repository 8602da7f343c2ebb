# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/gitops: every command of the guide, and every step of the pipeline, against the emulator."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.shell_support import TOKEN, bare_machine, blocks, paste
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, rings

GITOPS = ROOT / "docs/gitops"
PIPELINE, AUDIT = (
    yaml.safe_load((GITOPS / f".github/workflows/{name}.yml").read_text()) for name in ("voicemail", "audit")
)


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """Where the commands run."""
    return bare_machine(tmp_path)


def test_every_command_of_the_guide(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    before = rings(emulator, ANNA)
    commands = blocks(GITOPS / "README.md")
    assert len(commands) == 8
    script = "\n".join(commands)
    seen: list[int] = []
    undo = script.index("ansible-playbook webex.calling.plan -e plan_journal")
    output = paste(script[:undo], tmp_path, environment)
    seen.append(rings(emulator, ANNA))
    rest = paste(TOKEN + script[undo:], tmp_path / "voicemail-as-code", environment)
    seen.append(rings(emulator, ANNA))
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
    given = {
        **environment,
        "WEBEX_ACCESS_TOKEN": ADMIN_TOKEN,
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(outputs),
    }
    for step in PIPELINE["jobs"]["plan"]["steps"]:
        paste(step.get("run", "true"), folder, given)
    assert "1 person changes" in summary.read_text() and rings(emulator, ANNA) != 11
    told = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
    assert told["status"] == "changes" and "== 'changes'" in PIPELINE["jobs"]["apply"]["if"]
    for step in PIPELINE["jobs"]["apply"]["steps"]:
        paste(step.get("run", "true"), folder, {**given, "DIGEST": told["digest"]})
    assert rings(emulator, ANNA) == 11
    assert PIPELINE["jobs"]["apply"]["environment"] and (folder / "plan/journal.jsonl").exists()
    # What a pull request says is in no script.
    assert not [step for job in PIPELINE["jobs"].values() for step in job["steps"] if "${{" in step.get("run", "")]


def test_every_step_of_the_audit(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    """It fails for drift, with the numbers said all the same."""
    folder, summary = tmp_path / "checkout", tmp_path / "summary"
    (folder / "voicemail/locations/Stockholm").mkdir(parents=True)
    people = folder / "voicemail/locations/Stockholm/people.yml"
    (folder / "voicemail/policies.yml").write_text("")
    given = {**environment, "WEBEX_ACCESS_TOKEN": ADMIN_TOKEN, "GITHUB_STEP_SUMMARY": str(summary)}
    now = rings(emulator, ANNA)
    steps = {step.get("name", step.get("uses")): step for step in AUDIT["jobs"]["audit"]["steps"]}
    paste(steps["Install"]["run"], folder, given)
    for number, words in ((now, "'drift': 0"), (now + 1, "'drift': 1")):
        people.write_text(f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: {number}\n")
        if number == now:
            paste(steps["Audit"]["run"], folder, given)
        else:
            with pytest.raises(AssertionError, match="what fail_on names: 1 drift"):
                paste(steps["Audit"]["run"], folder, given)
        paste(steps["Say the numbers"]["run"], folder, given)
        assert words in summary.read_text().splitlines()[-1]
    assert {one["if"] for one in steps.values() if "if" in one} == {"always()"}
    assert not [step for step in steps.values() if "${{" in step.get("run", "")]
