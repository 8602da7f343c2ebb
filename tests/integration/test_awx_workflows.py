# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflows of the organization as files, as AWX walks through them: each job with an empty container, what the one before returned as
artifacts, and the answers of the launch."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.awx_files import (
    ALL_SURVEYS,
    ALL_TEMPLATES,
    AWX,
    FILES,
    FILES_TEMPLATES,
    Json,
    read,
)
from ansible_collections.webex.calling.tests.integration.pages import blocks, section, text_of
from ansible_collections.webex.calling.tests.integration.shell_support import bare_machine, paste
from ansible_collections.webex.calling.tests.integration.support import ANNA, ansible, rings, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import GROUP

TEMPLATES = {one["name"]: one for one in FILES_TEMPLATES}
WORKFLOWS = {one["name"]: one for one in FILES["webex_calling_files_workflows"]}
# What load.yml sets with webex_calling_plans.
PLANS = "{}/{{{{ awx_workflow_job_id | default(awx_job_id) }}}}"


class Walked(t.NamedTuple):
    """What a workflow came to: whether it failed, and the output of each node that ran."""

    failed: bool
    outputs: dict[str, str]


class Awx:
    """Launches workflows whose project is the folder I(project); I(mounted) is what their containers share."""

    def __init__(self, project: Path, mounted: Path | None = None) -> None:
        self.project, self.mounted = project, mounted
        self.ids = itertools.count(1)

    def job(self, name: str, artifacts: Json, answers: Json) -> tuple[bool, str, Json]:
        """Whether a job succeeded, its output, and its artifacts."""
        template, number = TEMPLATES[name], next(self.ids)
        container = self.project.with_name(f"container-{number}")
        shutil.copytree(self.project, container)
        defaults = {
            one["variable"]: one["default"] for one in ALL_SURVEYS[template["survey"]]["spec"] if "default" in one
        }
        given = {**defaults, **artifacts, **answers, "awx_job_id": number}
        lines = [f"{key}: {'!unsafe ' * isinstance(value, str)}{json.dumps(value)}" for key, value in given.items()]
        if self.mounted and template["playbook"] == "playbooks/plan.yml":
            # The variables of a job template may be templates, to AWX.
            lines += [f"plan_output: {json.dumps(PLANS.format(self.mounted))}", "plan_longest_artifact: 0"]
        (container / "answers.yml").write_text("\n".join(lines))
        done = ansible(
            *("ansible-playbook", template["playbook"], "-e", "@answers.yml"),
            *(["--check"] if template["job_type"] == "check" else []),
            cwd=container,
            ANSIBLE_SHOW_CUSTOM_STATS="1",
        )
        found = re.search(r"RUN: (\{.*\})", done.stdout)
        return done.returncode == 0, done.stdout, json.loads(found.group(1)) if found else {}

    def launch(self, name: str, approved: bool = True, lost: bool = False, **answers: str) -> Walked:
        """Walk through a workflow, whose survey is answered so; what is not answered has its default. The job of the plan is I(lost) after
        it returned its artifacts."""
        workflow = WORKFLOWS[name]
        defaults = {
            one["variable"]: one["default"] for one in ALL_SURVEYS[workflow["survey"]]["spec"] if "default" in one
        }
        given: Json = {**defaults, **answers, "awx_workflow_job_id": next(self.ids)}
        nodes = {one["identifier"]: one for one in workflow["nodes"]}
        following, artifacts, failed, outputs = ["plan"], {}, False, {}
        while following:
            node = nodes[following.pop()]
            if node["unified_job_template"]["type"] == "workflow_approval":
                succeeded = approved
            else:
                succeeded, output, made = self.job(node["unified_job_template"]["name"], artifacts, given)
                artifacts.update(made)
                outputs[node["identifier"]] = output
                succeeded = succeeded and not (lost and node["identifier"] == "plan")
            link = "success_nodes" if succeeded else "failure_nodes"
            following = [one["identifier"] for one in node.get("related", {}).get(link, [])]
            failed = failed or not (succeeded or following)
        return Walked(failed, outputs)


@pytest.fixture
def project(emulator: Emulator, tmp_path: Path) -> Path:
    """A repository with files of Anna's rings alone, and what the guide adds to it for AWX."""
    project = tmp_path / "project"
    machine = bare_machine(tmp_path)
    paste("git init --quiet --bare origin\ngit clone --quiet origin project", tmp_path, machine)
    add, dummy = blocks(section(text_of(AWX / "README.md"), "The repository"), "shell")
    paste(add, project, machine)
    assert set(map(str, project.glob("playbooks/*"))) == {str(project / one["playbook"]) for one in ALL_TEMPLATES}
    assert read(project / "docs/awx/people.webex.yml") == read(AWX / "people.webex.yml")
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}})
    people = project / "voicemail/locations/Stockholm/people.yml"
    people.parent.mkdir(parents=True)
    (project / "voicemail/voicemail.yml").write_text("format: 1\n")
    people.write_text(f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: 9\n")
    return project


@pytest.mark.parametrize("shared", [False, True])
def test_applied_and_undone(emulator: Emulator, project: Path, tmp_path: Path, shared: bool) -> None:
    """With what AWX passes from job to job alone; and with a folder that is mounted, whose journal the undo is given."""
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    awx = Awx(project, mounted if shared else None)
    denied = awx.launch("Webex Calling files", approved=False)
    assert denied.failed and list(denied.outputs) == ["plan"] and rings(emulator, ANNA) == 3
    applied = awx.launch("Webex Calling files")
    assert not applied.failed and list(applied.outputs) == ["plan", "apply"], applied.outputs
    assert rings(emulator, ANNA) == 9
    (journal,) = re.findall(r"Journal: ([^\"]+)", applied.outputs["apply"])
    assert Path(journal).exists() is shared
    if shared:
        assert '"apply_content": ""' in applied.outputs["plan"]
        undone = awx.launch("Webex Calling undo", plan_journal=journal)
        assert not undone.failed and list(undone.outputs) == ["plan", "apply"], undone.outputs
        assert rings(emulator, ANNA) == 3


def test_nothing_is_applied_without_an_approval(emulator: Emulator, project: Path) -> None:
    """What nobody can approve ends the workflow: without a failure if there is nothing to do, else with one that says why."""
    awx, voicemail = Awx(project), project / "voicemail/voicemail.yml"
    emulator.read_only = True
    said = []
    for text in ("format: 1\nlimits: {minimum: 0, people: {changes: 0}}\n", "format: none\n"):
        voicemail.write_text(text)
        walked = awx.launch("Webex Calling files")
        assert walked.failed and list(walked.outputs) == ["plan", "nothing"]
        said.append(walked.outputs["nothing"])
    assert "A limit is breached: people: 1 planned, 0 allowed" in said[0] and "give the digest" in said[1]
    voicemail.write_text("format: 1\n")
    # The job of a plan with changes may fail after all, such as one that is cancelled at its very end.
    lost = awx.launch("Webex Calling files", lost=True)
    assert list(lost.outputs) == ["plan", "nothing"] and "would be changed: 1" in lost.outputs["nothing"]
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 9}})
    clean = awx.launch("Webex Calling files")
    assert not clean.failed and list(clean.outputs) == ["plan", "nothing"], clean.outputs
    assert "would be changed: 0" in clean.outputs["nothing"] and writes(emulator) == []


def test_a_group_is_created_and_its_deletion_allowed(emulator: Emulator, project: Path, tmp_path: Path) -> None:
    """The passcode and the limit as the survey shows how to type them; the undo deletes, which only the job template may."""
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    awx = Awx(project, mounted)
    groups = project / "voicemail/locations/Stockholm/voicemail_groups.yml"
    groups.write_text(f"Sales Two:\n  passcode_variable: sales_two\n  {GROUP % '61777'}")
    created = awx.launch("Webex Calling files", apply_passcodes="sales_two=019460, other=246801", apply_on_drift="skip")
    assert not created.failed, created.outputs
    assert not any("19460" in output for output in created.outputs.values())
    (group,) = (one for one in emulator.world.groups if one.name == "Sales Two")
    assert emulator.world.passcodes[group.id] == "019460"
    (journal,) = re.findall(r"Journal: ([^\"]+)", created.outputs["apply"])
    undo = awx.launch("Webex Calling undo", plan_journal=journal)
    assert undo.failed and list(undo.outputs) == ["plan", "nothing"]
    assert "1 planned, 0 allowed" in undo.outputs["nothing"]
    (digest,), (plan,) = (
        set(re.findall(pattern, undo.outputs["plan"]))
        for pattern in (r"Digest: (sha256:\w+)", r'"apply_plan": "([^"]+)"')
    )
    answers = {"apply_plan": plan, "apply_digest": digest, "apply_allow": "voicemail_groups.deletes=1"}
    succeeded, output, dummy = awx.job("Webex Calling apply", {}, answers)
    assert succeeded, output
    assert "Sales Two" not in {one.name for one in emulator.world.groups} and rings(emulator, ANNA) == 3
