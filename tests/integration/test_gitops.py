# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/gitops: every command of the guide, and every step of the pipeline, against the emulator."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.shell_support import TOKEN, bare_machine, blocks, paste
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, call, rings

GITOPS = ROOT / "docs/gitops"
PIPELINE, AUDIT = (
    yaml.safe_load((GITOPS / f".github/workflows/{name}.yml").read_text()) for name in ("voicemail", "audit")
)
# A variable that a playbook takes, and does without.
VARIABLE = re.compile(r"\b((?:export|plan|apply|audit)_\w+) \| default\(")
PEOPLE = "{}:\n  send_unanswered_calls:\n    number_of_rings: {}\n"


@pytest.fixture
def environment(emulator: Emulator, tmp_path: Path) -> dict[str, str]:
    """Where the commands run."""
    return bare_machine(tmp_path)


def test_the_variables_of_the_playbooks_are_in_a_table() -> None:
    playbooks = {name: (ROOT / f"playbooks/{name}.yml").read_text() for name in ("export", "plan", "apply", "audit")}
    taken = {one for text in playbooks.values() for one in VARIABLE.findall(text)} - {"export_result"}
    tables = (GITOPS / "README.md").read_text() + (ROOT / "docs/audit.md").read_text()
    assert {"export_location", "plan_against", "apply_allow", "audit_since"} <= taken
    assert taken <= set(re.findall(r"^\| `(\w+)` \|", tables, flags=re.MULTILINE))


@pytest.mark.usefixtures("other_rings")
def test_every_command_of_the_guide(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    """The journal of the undo is that of the pipeline's apply."""
    before, folder = rings(emulator, ANNA), tmp_path / "voicemail-as-code"
    install, export, push, add, *undo, regularly, audit = blocks(GITOPS / "README.md")
    address = re.findall(r"origin (https://\S+)", push)[0]
    paste(
        f'git init --quiet --bare origin\ngit config --global url."{tmp_path}/origin".insteadOf {address}',
        tmp_path,
        environment,
    )
    paste(install + export + push, tmp_path, environment)
    shutil.copytree(GITOPS / ".github", folder / ".github")
    paste(add, folder, environment)
    pushed = paste("git ls-tree -r --name-only main", tmp_path / "origin", environment).splitlines()
    assert {".gitignore", "voicemail/voicemail.yml", ".github/workflows/voicemail.yml"} <= set(pushed)
    assert "collection install webex.calling" in (tmp_path / "installed").read_text()
    (folder / "voicemail/locations/Stockholm/people.yml").write_text(PEOPLE.format(ANNA, 9))
    plan = str(folder / "plan")
    digest = call("webex_voicemail_plan", directory=str(folder / "voicemail"), output=plan)["digest"]
    assert call("webex_voicemail_apply", plan=plan, digest=digest)["changed"] and rings(emulator, ANNA) == 9
    printed = paste("\n".join([TOKEN, *undo, regularly, audit]), folder, environment)
    assert rings(emulator, ANNA) == before
    assert "voicemail/locations/Stockholm/people.yml" in printed and "no drift from the files" in printed
    assert (folder / "audit/findings.csv").exists()


def test_every_step_of_the_pipeline(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    for file in ("voicemail/voicemail.yml", "voicemail/locations/Stockholm/people.yml"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / "voicemail/voicemail.yml").write_text("format: 1\n")
    (folder / "voicemail/locations/Stockholm/people.yml").write_text(PEOPLE.format(ANNA, 11))
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
    assert (folder / "plan/journal.jsonl").exists()
    # What a pull request says is in no script.
    assert not [step for job in PIPELINE["jobs"].values() for step in job["steps"] if "${{" in step.get("run", "")]


def test_only_an_approved_job_on_main_gets_the_secrets_that_may_write() -> None:
    """Those of the environment replace those of the repository with the same names."""
    jobs = {**PIPELINE["jobs"], **AUDIT["jobs"]}
    assert {name: job.get("environment") for name, job in jobs.items()} == {
        "plan": None,
        "apply": "voicemail",
        "audit": None,
    }
    secrets = {"WEBEX_CLIENT_ID", "WEBEX_CLIENT_SECRET", "WEBEX_REFRESH_TOKEN"}
    for job in jobs.values():
        assert {name for name in job["env"] if job["env"][name] == f"${{{{ secrets.{name} }}}}"} == secrets
    guide = (GITOPS / "README.md").read_text()
    for words in (*secrets, "an environment `voicemail`, limited to the branch `main`", "the check `plan`"):
        assert words in guide


def test_when_the_pipeline_plans_and_applies() -> None:
    """The check is required, so it must run for each pull request. None cancels the plan of another, and main is planned one at a time."""
    assert PIPELINE["on"]["pull_request"] is None and "workflow_dispatch" in PIPELINE["on"]
    assert PIPELINE["on"]["push"] == {"branches": ["main"], "paths": ["voicemail/**"]}
    assert PIPELINE["concurrency"] == {
        "group": "voicemail-${{ github.ref }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }
    condition = "github.ref == 'refs/heads/main' && needs.plan.outputs.status == 'changes'"
    assert PIPELINE["jobs"]["apply"]["if"] == condition


def test_every_step_of_the_audit(emulator: Emulator, environment: dict[str, str], tmp_path: Path) -> None:
    """It fails for drift, with the numbers said all the same. After one that could not be made there are only those of earlier ones, and no
    page."""
    folder, summary = tmp_path / "checkout", tmp_path / "summary"
    (folder / "voicemail/locations/Stockholm").mkdir(parents=True)
    people = folder / "voicemail/locations/Stockholm/people.yml"
    (folder / "voicemail/policies.yml").write_text("")
    given = {**environment, "WEBEX_ACCESS_TOKEN": ADMIN_TOKEN, "GITHUB_STEP_SUMMARY": str(summary)}
    now = rings(emulator, ANNA)
    steps = {step.get("name", step.get("uses")): step for step in AUDIT["jobs"]["audit"]["steps"]}
    paste(steps["Install"]["run"], folder, given)
    for number, words in ((now, "'drift': 0"), (now + 1, "'drift': 1")):
        people.write_text(PEOPLE.format(ANNA, number))
        if number == now:
            paste(steps["Audit"]["run"], folder, given)
        else:
            with pytest.raises(AssertionError, match="what fail_on names: 1 drift"):
                paste(steps["Audit"]["run"], folder, given)
        paste(steps["Show the numbers"]["run"], folder, given)
        assert words in summary.read_text().splitlines()[-1]
    page = folder / "audit/report.html"
    assert page.exists()
    kept = {steps[f"{verb} the history"]["with"]["path"] for verb in ("Get", "Keep")}
    assert kept == {"audit/history.json"}  # all that the next run has
    page.unlink()
    with pytest.raises(AssertionError, match="401"):
        paste(steps["Audit"]["run"], folder, {**given, "WEBEX_ACCESS_TOKEN": "expired"})
    assert not page.exists() and (folder / "audit/history.json").exists()
    conditions = {name: step["if"] for name, step in steps.items() if "if" in step}
    said = ("Show the numbers", "Keep the history", "Keep the report")
    assert conditions == dict.fromkeys(said, "always() && hashFiles('audit/report.html') != ''")
    assert not [step for step in steps.values() if "${{" in step.get("run", "")]
