# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for AWX, and the playbooks as AWX runs them: ansible-runner's transmit, worker and process, piped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from jinja2 import StrictUndefined, Undefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.webex.calling.plugins.module_utils.client import CONNECTION_SPEC
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible

AWX = ROOT / "docs/awx"
Json = dict[str, t.Any]


def read(path: Path) -> t.Any:
    return yaml.safe_load(path.read_text())


CREDENTIAL_TYPE: Json = read(AWX / "credential_type.yml")
FIELDS: list[Json] = CREDENTIAL_TYPE["inputs"]["fields"]
SECRETS = {field["id"] for field in FIELDS if field.get("secret")}
TEMPLATES: list[Json] = read(AWX / "job_templates.yml")["webex_calling_job_templates"]
SURVEYS: dict[str, Json] = read(AWX / "job_templates.yml")["webex_calling_surveys"]
WORKFLOWS: list[Json] = read(AWX / "workflow.yml")["webex_calling_workflows"]


def role_of(playbook: str) -> str:
    """The role that a playbook imports."""
    ((task,),) = (play["tasks"] for play in read(ROOT / playbook))
    name: str = task["ansible.builtin.import_role"]["name"]
    return name.rpartition(".")[2]


def injected(inputs: Json, undefined: type[Undefined] = Undefined) -> dict[str, str]:
    """The environment that AWX makes of what was filled in; what was left empty is not defined there."""
    sandbox = ImmutableSandboxedEnvironment(undefined=undefined)
    given = {name: value for name, value in inputs.items() if value}
    env = CREDENTIAL_TYPE["injectors"]["env"]
    return {name: sandbox.from_string(template).render(**given) for name, template in env.items()}


# --- the files


def test_the_credential_type_is_what_awx_takes() -> None:
    assert set(CREDENTIAL_TYPE) == {"name", "description", "kind", "inputs", "injectors"}
    assert CREDENTIAL_TYPE["kind"] == "cloud" and set(CREDENTIAL_TYPE["injectors"]) == {"env"}
    known = {
        "id",
        "type",
        "label",
        "secret",
        "help_text",
        "format",
        "default",
        "choices",
        "multiline",
        "ask_at_runtime",
    }
    for field in FIELDS:
        assert set(field) <= known and field["type"] in ("string", "boolean") and field["label"]
    ids = [field["id"] for field in FIELDS]
    assert len(set(ids)) == len(ids)
    assert {name for name, option in CONNECTION_SPEC.items() if option.get("no_log")} == SECRETS


def test_the_injectors_use_the_fields_and_set_what_the_modules_read() -> None:
    ids, used = {field["id"] for field in FIELDS}, set()
    for name, template in CREDENTIAL_TYPE["injectors"]["env"].items():
        used |= meta.find_undeclared_variables(ImmutableSandboxedEnvironment().parse(template))
        assert name.startswith("WEBEX_") and name[6:].lower() in CONNECTION_SPEC
    assert used == ids
    assert injected(dict.fromkeys(ids, "EXAMPLE"), StrictUndefined) == {
        f"WEBEX_{one.upper()}": "EXAMPLE" for one in ids
    }
    assert {name: value for name, value in injected({"access_token": "x"}, StrictUndefined).items() if value} == {
        "WEBEX_ACCESS_TOKEN": "x",
        "WEBEX_API_URL": CONNECTION_SPEC["api_url"]["default"],
    }


TYPES = {"text": str, "textarea": str, "password": str, "multiplechoice": str, "integer": int, "float": float}


@pytest.mark.parametrize("name", SURVEYS)
def test_a_survey_is_what_awx_takes(name: str) -> None:
    survey = SURVEYS[name]
    assert set(survey) == {"name", "description", "spec"}
    variables = [question["variable"] for question in survey["spec"]]
    assert variables and len(set(variables)) == len(variables)
    for question in survey["spec"]:
        assert question["question_name"] and isinstance(question["required"], bool)
        kind = TYPES[question["type"]]
        if "default" in question:
            assert isinstance(question["default"], kind)
        if question["type"] == "multiplechoice":
            assert all(isinstance(one, str) for one in question["choices"])
            assert question.get("default", question["choices"][0]) in question["choices"]
            # An answer that is left out would come as an empty text, which is no choice.
            assert question["required"]
        assert isinstance(question.get("min", 0), int) and isinstance(question.get("max", 0), int)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_the_questions_of_a_job_template_are_variables_of_its_role(template: Json) -> None:
    """With answers that AWX lets through: any choice, the least number, some text, or nothing."""
    role = role_of(template["playbook"])
    options = read(ROOT / "roles" / role / "meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    questions = SURVEYS[template["survey"]]["spec"]
    for question in questions:
        option = options[question["variable"]]
        for choice in question.get("choices", []):
            assert choice in option.get("choices", [choice])
        if question["type"] == "multiplechoice":
            answers = question["choices"]
        else:
            answers = [question.get("min", 0), question.get("default"), "a@example.com\nb@example.com"]
        for answer in answers:
            if isinstance(answer, TYPES[question["type"]]):
                said = ArgumentSpecValidator(options).validate(
                    {question["variable"]: answer}, validate_role_argument_spec=True
                )
                assert not said.error_messages
    if role == "voicemail_onboarding":
        shipped = read(ROOT / "roles" / role / "vars/main.yml")["voicemail_onboarding_shipped_profiles"]
        (profiles,) = (one["choices"] for one in questions if one["variable"] == "voicemail_onboarding_profile")
        assert profiles == list(shipped)


def test_every_playbook_has_a_preview_and_a_workflow_to_it() -> None:
    playbooks = {f"playbooks/{path.name}" for path in (ROOT / "playbooks").glob("*.yml")} - {"playbooks/quickstart.yml"}
    by_name = {template["name"]: template for template in TEMPLATES}
    assert len(by_name) == len(TEMPLATES)
    assert {(one["playbook"], one["job_type"]) for one in TEMPLATES} == {
        (playbook, job_type) for playbook in playbooks for job_type in ("check", "run")
    }
    seen = set()
    for workflow in WORKFLOWS:
        preview, approval, apply = workflow["nodes"]
        assert preview["related"] == {"success_nodes": [{"identifier": approval["identifier"]}]}
        assert approval["related"] == {"success_nodes": [{"identifier": apply["identifier"]}]}
        assert approval["unified_job_template"]["type"] == "workflow_approval" and "related" not in apply
        first, last = (by_name[node["unified_job_template"]["name"]] for node in (preview, apply))
        assert (first["job_type"], last["job_type"]) == ("check", "run")
        assert first["playbook"] == last["playbook"] and first["survey"] == last["survey"] == workflow["survey"]
        seen.add(first["playbook"])
    assert seen == playbooks


def test_ansible_builder_takes_the_execution_environment(tmp_path: Path) -> None:
    definition = str(AWX / "execution-environment.yml")
    done = ansible("ansible-builder", "create", "--file", definition, "--context", "context", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert read(tmp_path / "context/_build/requirements.yml") == {"collections": [{"name": "webex.calling"}]}


# What the modules of awx.awx 24.6.1 take of that which is used here.
AWX_MODULES = {
    "project": {"name", "description", "organization", "scm_type", "scm_url", "scm_branch"},
    "execution_environment": {"name", "description", "organization", "image"},
    "inventory": {"name", "description", "organization"},
    "host": {"name", "inventory", "variables"},
    "credential_type": {"name", "description", "kind", "inputs", "injectors"},
    "credential": {"name", "organization", "credential_type", "update_secrets"},
    "job_template": {
        *("name", "description", "organization", "project", "playbook", "inventory", "execution_environment"),
        *("credentials", "job_type", "diff_mode", "survey_enabled", "survey_spec"),
    },
    "workflow_job_template": {"name", "description", "organization", "survey_enabled", "survey_spec", "workflow_nodes"},
}
STAND_IN = """
import json
from ansible.plugins.action import ActionBase

class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        with open("loaded.jsonl", "a") as file:
            file.write(json.dumps([self._task.action, self._task.args]) + "\\n")
        return {"changed": True}
"""


def test_the_load_playbook_loads_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With stand-ins for the modules of awx.awx, which note what they are given."""
    stand_ins = tmp_path / "collections/ansible_collections/awx/awx/plugins"
    for folder in ("action", "modules"):
        (stand_ins / folder).mkdir(parents=True)
        for name in AWX_MODULES:
            (stand_ins / folder / f"{name}.py").write_text(STAND_IN if folder == "action" else "")
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", str(tmp_path / "collections"))
    done = ansible("ansible-playbook", str(AWX / "load.yml"), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    loaded: dict[str, list[Json]] = {name: [] for name in AWX_MODULES}
    for line in (tmp_path / "loaded.jsonl").read_text().splitlines():
        action, arguments = json.loads(line)
        name = action.rpartition(".")[2]
        assert set(arguments) <= AWX_MODULES[name]
        loaded[name].append(arguments)
    assert all(loaded.values())
    assert loaded["credential_type"] == [CREDENTIAL_TYPE]
    assert [one["name"] for one in loaded["job_template"]] == [one["name"] for one in TEMPLATES]
    assert [one["survey_spec"] for one in loaded["job_template"]] == [SURVEYS[one["survey"]] for one in TEMPLATES]
    assert [one["workflow_nodes"] for one in loaded["workflow_job_template"]] == [one["nodes"] for one in WORKFLOWS]
    names = {name: {one["name"] for one in found} for name, found in loaded.items()}
    for one in loaded["job_template"]:
        assert one["project"] in names["project"] and one["inventory"] in names["inventory"]
        assert one["execution_environment"] in names["execution_environment"]
        assert set(one["credentials"]) <= names["credential"]
    assert loaded["credential"][0]["credential_type"] in names["credential_type"]


def test_the_guide_names_every_file() -> None:
    guide = (AWX / "README.md").read_text()
    for file in AWX.iterdir():
        assert file.name == "README.md" or f"]({file.name})" in guide
    for one in [*TEMPLATES, *WORKFLOWS, CREDENTIAL_TYPE]:
        assert one["name"] in guide


# --- as AWX runs it


class Job(t.NamedTuple):
    """A job as AWX keeps it: its exit status and state, its output, its events, and all that it keeps as one text."""

    status: int
    state: str
    output: str
    events: list[Json]
    kept: str

    @property
    def end(self) -> Json:
        """What the event at the end says: stats and artifacts."""
        (event,) = (one["event_data"] for one in self.events if one["event"] == "playbook_on_stats")
        found: Json = event
        return found


def job(folder: Path, template: Json, credential: Json, answers: Json, *arguments: str) -> Job:
    """Run a job template: its playbook from the project, its credential's environment, its survey's answers."""
    data = folder / "data"
    shutil.copytree(ROOT / "playbooks", data / "project/playbooks")
    for name, content in {
        "env/envvars": yaml.safe_dump({**injected(credential), "ANSIBLE_RETRY_FILES_ENABLED": "False"}),
        # AWX marks what a user answered as unsafe, so that it is no template.
        "env/extravars": "".join(f"{name}: !unsafe {json.dumps(value)}\n" for name, value in answers.items()),
        "env/cmdline": " ".join([*(["--check"] if template["job_type"] == "check" else []), "--diff", *arguments]),
        "inventory/hosts": "localhost ansible_connection=local\n",
    }.items():
        (data / name).parent.mkdir(exist_ok=True, parents=True)
        (data / name).write_text(content)
    (folder / "worker").mkdir()
    runner = str(Path(sys.executable).with_name("ansible-runner"))
    stages = [
        [runner, "transmit", str(data), "--playbook", template["playbook"]],
        [runner, "worker", "--private-data-dir", str(folder / "worker")],
        [runner, "process", str(folder / "processed")],
    ]
    environment = {**os.environ, "PATH": f"{Path(runner).parent}{os.pathsep}{os.environ['PATH']}"}
    running: list[subprocess.Popen[bytes]] = []
    for command in stages:
        source = running[-1].stdout if running else subprocess.DEVNULL
        running.append(
            subprocess.Popen(
                command, cwd=folder, env=environment, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        )
    try:
        printed, dummy = running[-1].communicate(timeout=120)
    finally:
        for process in running:
            process.terminate()
            t.cast(t.IO[bytes], process.stdout).close()
            process.wait(timeout=30)
    artifacts = folder / "processed/artifacts"
    assert artifacts.is_dir(), printed.decode()
    events = [json.loads(path.read_text()) for path in artifacts.glob("**/job_events/*.json")]
    (rc,) = artifacts.glob("**/rc")
    (state,) = artifacts.glob("**/status")
    (stdout,) = artifacts.glob("**/stdout")
    # All but the file in which ansible-runner itself notes how it was started, environment and all; AWX throws it away.
    kept = "".join(path.read_text() for path in artifacts.rglob("*") if path.is_file() and path.name != "command")
    events.sort(key=lambda one: one["counter"])
    return Job(int(rc.read_text()), state.read_text(), stdout.read_text(), events, kept)


def test_a_preview_and_what_follows_it(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty people, of whom one does not exist: first in check mode, with a token; then, as a workflow goes on, for real,
    with the preview's artifacts among the variables, and with a client that mints a token."""
    for name in emulator.environment:
        monkeypatch.delenv(name)
    people = [person.email for person in emulator.world.people if person.licensed][:19]
    answers = {
        "voicemail_onboarding_people": "\n".join([*people[:18], "nobody@example.com"]),
        "voicemail_onboarding_csv": f"person,profile\n{people[18]},standard\n",
        "voicemail_onboarding_profile": "hybrid_worker",
    }
    preview, apply = (one for one in TEMPLATES if one["survey"] == "onboard")
    token: Json = {"access_token": ADMIN_TOKEN, "client_id": "", "api_url": emulator.url}
    client: Json = {**CLIENT, "access_token": "", "api_url": emulator.url, "org_id": emulator.world.org_id}

    emulator.read_only = True
    (tmp_path / "preview").mkdir()
    previewed = job(tmp_path / "preview", preview, token, answers, "-vvv")
    emulator.read_only = False
    (tmp_path / "apply").mkdir()
    applied = job(tmp_path / "apply", apply, client, {**answers, **previewed.end["artifact_data"]}, "-vvv")

    for one in (previewed, applied):
        assert (one.status, one.state) == (2, "failed"), one.output
        assert {name: one.end[name] for name in ("changed", "failures", "dark", "ignored", "rescued")} == {
            "changed": {"localhost": 1},
            "failures": {"localhost": 1},
            "dark": {},
            "ignored": {},
            "rescued": {},
        }
        result = one.end["artifact_data"]["voicemail_onboarding_result"]
        assert result["summary"] == {"total": 20, "changed": 19, "unchanged": 0, "failed": 1}
        assert [failed["person"] for failed in result["failed"]] == ["nobody@example.com"]
        assert "1 of 20 people failed" in one.output
        assert "voicemail_onboarding_result" in one.kept and len(json.dumps(one.end["artifact_data"])) < 3000
        for secret in (ADMIN_TOKEN, CLIENT["client_secret"], CLIENT["refresh_token"], *emulator.api.tokens):
            assert secret not in one.kept
    assert previewed.end["artifact_data"]["voicemail_onboarding_result"]["check_mode"] is True
    assert applied.end["artifact_data"]["voicemail_onboarding_result"]["check_mode"] is False
    assert emulator.stats()["writes"] == 19
    assert emulator.world.voicemail(people[18])["emailCopyOfMessage"]["enabled"] is False
    assert re.search(r"hybrid_worker +19 +18 +0 +1", applied.output)
