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
import requests
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from jinja2 import StrictUndefined, Undefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from packaging.requirements import Requirement

from ansible_collections.webex.calling.plugins.module_utils._http.options import CONNECTION_SPEC
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.controller import INPUT, SYSTEM, VERSION, Controller
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, ROOT, ansible, play, writes

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
    for field in FIELDS:
        # With `format: url` AWX refuses one that was emptied, and does not say what it wants.
        assert set(field) <= INPUT - {"format"} and field["type"] in ("string", "boolean") and field["label"]
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
    assert injected({"api_url": ""}) == injected({})


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
    version = read(ROOT / "galaxy.yml")["version"]
    asked = read(tmp_path / "context/_build/requirements.yml")
    assert asked == {"collections": [{"name": "webex.calling", "version": version}]}
    # What the guide says of an image by its digest.
    (containerfile,) = (tmp_path / "context").glob("*file")
    assert re.search(r"^ARG EE_BASE_IMAGE=.*\n(?s:.*)^FROM \$EE_BASE_IMAGE ", containerfile.read_text(), re.MULTILINE)
    assert "--build-arg EE_BASE_IMAGE=" in (AWX / "README.md").read_text()


def test_the_execution_environment_takes_no_ansible_core_with_a_known_weakness() -> None:
    """CVE-2024-11079: on these, hostvars of an answer are rendered."""
    requirement = Requirement(read(AWX / "execution-environment.yml")["dependencies"]["ansible_core"]["package_pip"])
    assert requirement.name == "ansible-core"
    assert not list(requirement.specifier.filter(["2.16.0", "2.16.19", "2.17.14", "2.18.0", "2.18.18"]))
    assert list(requirement.specifier.filter(["2.18.19", "2.19.14"])) == ["2.18.19", "2.19.14"]
    for page in ("README.md", "SECURITY.md", "docs/awx/README.md"):
        text = (ROOT / page).read_text()
        assert page == "docs/awx/README.md" or all(least in text for least in ("2.16.19", "2.17.14", "2.18.19"))
        assert "CVE-2024-11079" in text


def test_the_project_and_the_images_are_of_this_version() -> None:
    version = read(ROOT / "galaxy.yml")["version"]
    ((play,), guide) = read(AWX / "load.yml"), (AWX / "README.md").read_text()
    assert play["vars"]["webex_calling_scm_branch"] == version
    assert play["vars"]["webex_calling_image"] == f"webex-calling-ee:{version}"
    assert f"| `webex_calling_scm_branch` | `{version}` |" in guide and f"webex-calling-ee:{version}" in guide
    assert ":latest" not in guide


def test_a_launch_asks_for_nothing_but_the_survey() -> None:
    """No variables, no limit, no branch, no credential: what a launcher may answer is in the survey."""
    tasks = {one["name"]: one for one in read(AWX / "load_tasks.yml")}
    for name, module in (("Job templates", "job_template"), ("Workflows", "workflow_job_template")):
        asked = {option for option in tasks[name][f"awx.awx.{module}"] if option.startswith("ask_")}
        assert not asked and "extra_vars" not in tasks[name][f"awx.awx.{module}"]


# --- loading them, with the genuine modules of awx.awx, into a stand-in for AWX


@pytest.fixture
def controller() -> t.Iterator[Controller]:
    with Controller({one["playbook"] for one in TEMPLATES}) as running:
        running.add("organizations", name="Default")
        running.add("organizations", name="Second")
        yield running


class Loaded(t.NamedTuple):
    """What a run of load.yml came to."""

    status: int
    output: str

    @property
    def changed(self) -> list[str]:
        """The task of each change, and of which item."""
        task, found = "", []
        for line in self.output.splitlines():
            if line.startswith("TASK ["):
                task = line[6:].partition("]")[0]
            elif line.startswith("changed: "):
                found.append(line.replace("changed: [localhost]", task).replace(" => (item=", ": ").rstrip(")"))
        return found


@pytest.fixture
def load(controller: Controller, awx_modules: Path, tmp_path: Path) -> t.Callable[..., Loaded]:
    def run(token: str = SYSTEM, **variables: t.Any) -> Loaded:
        done = ansible(
            *("ansible-playbook", str(AWX / "load.yml"), "--extra-vars", json.dumps(variables)),
            cwd=tmp_path,
            ANSIBLE_COLLECTIONS_PATH=str(awx_modules),
            CONTROLLER_HOST=controller.url,
            CONTROLLER_OAUTH_TOKEN=token,
            HOME=str(tmp_path),
        )
        return Loaded(done.returncode, done.stdout)

    return run


def test_the_modules_are_those_of_the_awx_that_this_was_tried_on(awx_modules: Path) -> None:
    manifest = json.loads((awx_modules / "ansible_collections/awx/awx/MANIFEST.json").read_text())
    assert manifest["collection_info"]["version"] == VERSION


# What awx.awx reports whatever there is: it compares an approval with fields that an approval does not have.
ALWAYS = [f"Workflows: {one['name']}" for one in WORKFLOWS]


def check_loaded(controller: Controller, organization: int) -> None:
    """All that is described is there, once, and everything leads to what is of the same organization."""
    (project,) = controller.find("projects", organization=organization)
    (inventory,) = controller.find("inventories", organization=organization)
    (credential,) = controller.find("credentials", organization=organization)
    (environment,) = controller.find("execution_environments")
    (credential_type,) = controller.find("credential_types")
    assert environment["organization"] is None and credential["credential_type"] == credential_type["id"]
    assert {name: credential_type[name] for name in CREDENTIAL_TYPE} == CREDENTIAL_TYPE
    assert [one["name"] for one in controller.find("hosts", inventory=inventory["id"])] == ["localhost"]
    templates = controller.find("job_templates", project=project["id"])
    for found, described in zip(templates, TEMPLATES, strict=True):
        taken = ("name", "description", "job_type", "playbook")
        assert {name: found[name] for name in taken} == {name: described[name] for name in taken}
        assert controller.surveys[found["id"]] == SURVEYS[described["survey"]]
        assert found["diff_mode"] is found["survey_enabled"] is True
        assert found["allow_simultaneous"] is False  # one job after the other
        assert (found["inventory"], found["execution_environment"]) == (inventory["id"], environment["id"])
        assert controller.lists[found["id"], "credentials"] == [credential["id"]]
    by_name = {one["name"]: one["id"] for one in templates}
    workflows = controller.find("workflow_job_templates", organization=organization)
    for found, described in zip(workflows, WORKFLOWS, strict=True):
        assert found["name"] == described["name"] and found["survey_enabled"] is True
        assert found["allow_simultaneous"] is True  # else an open approval holds up the next launch
        assert controller.surveys[found["id"]] == SURVEYS[described["survey"]]
        in_it = controller.find("workflow_job_template_nodes", workflow_job_template=found["id"])
        nodes = {one["identifier"]: one for one in in_it}
        assert len(nodes) == len(described["nodes"])
        for node in described["nodes"]:
            target, named = nodes[node["identifier"]]["unified_job_template"], node["unified_job_template"]
            if named["type"] == "job_template":
                assert target == by_name[named["name"]]
            else:
                (approval,) = controller.find("workflow_approval_templates", id=target)
                taken = ("name", "description", "timeout")
                assert {name: approval[name] for name in taken} == {name: named[name] for name in taken}
            following = [nodes[one["identifier"]]["id"] for one in node.get("related", {}).get("success_nodes", [])]
            assert controller.lists.get((nodes[node["identifier"]]["id"], "success_nodes"), []) == following


def test_it_loads_twice_and_for_two_organizations(controller: Controller, load: t.Callable[..., Loaded]) -> None:
    ids = {one["name"]: one["id"] for one in controller.find("organizations")}
    controller.tokens.update({f"administrator of {name}": identity for name, identity in ids.items()})
    for team in ("Helpdesk", "Leads", "Others"):
        controller.add("teams", name=team, organization=ids["Default"])
    teams = {"webex_calling_operators": ["Helpdesk"], "webex_calling_approvers": "Leads"}

    # An organization's administrator cannot be the first, and leaves nothing half done.
    nothing = controller.state()
    refused = load("administrator of Default", **teams)
    assert refused.status == 2 and "HTTP 403" in refused.output and controller.state() == nothing

    first = load(**teams)
    assert first.status == 0, first.output
    check_loaded(controller, ids["Default"])
    # Nobody gets more than launching or approving, and reading what the jobs say.
    workflows, templates = ([one["name"] for one in described] for described in (WORKFLOWS, TEMPLATES))
    granted = {
        *(("Helpdesk", "execute_role", name) for name in workflows),
        *(("Leads", "approval_role", name) for name in workflows),
        *((team, "read_role", name) for team in ("Helpdesk", "Leads") for name in templates),
    }
    assert controller.granted() == granted

    # The next organization is loaded by its own administrator. Another organization's team gets nothing there.
    second = load("administrator of Second", webex_calling_organization="Second", **teams)
    assert second.status == 2 and "missing items: ['Helpdesk']" in second.output, second.output
    for identity in ids.values():
        check_loaded(controller, identity)
    assert controller.granted() == granted

    # The first once more. In between its credential was filled in, and a job template and its survey changed by hand.
    (credential,) = controller.find("credentials", organization=ids["Default"])
    credential["inputs"] = {"access_token": "$encrypted$"}
    before, one = controller.state(), controller.find("job_templates")[3]
    one["diff_mode"], controller.surveys[one["id"]] = False, {**controller.surveys[one["id"]], "name": "Mine"}
    assert controller.state() != before
    again = load(**teams)
    assert again.status == 0, again.output
    assert controller.state() == before and again.changed == [f"Job templates: {one['name']}", *ALWAYS]


QUESTION = {"variable": "a", "type": "text", "question_name": "A", "required": False, "default": ""}
FIELD = {"id": "token", "type": "string", "label": "Token"}


def survey(**changes: t.Any) -> Json:
    return {"name": "a", "description": "b", "spec": [{**QUESTION, **changes}]}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("inventories/?organisation=1", None, 400),
        ("inventories/999/", None, 404),
        ("nothing/", None, 404),
        ("teams/", {"name": "a"}, 400),
        ("teams/", {"name": "a", "organization": 999}, 400),
        ("organizations/", {"name": "Default"}, 400),
        ("credential_types/", {"name": "a", "kind": "cloud", "inputs": {"fields": [{**FIELD, "hint": "b"}]}}, 400),
        ("credential_types/", {"name": "a", "kind": "cloud", "inputs": {"fields": [FIELD, FIELD]}}, 400),
        ("credential_types/", {"name": "a", "kind": "cloud", "injectors": {"env": {"A": "{{ other }}"}}}, 400),
        ("credential_types/", {"name": "a", "kind": "cloud", "injectors": {"env": {"ANSIBLE_A": "b"}}}, 400),
        ("job_templates/", {"name": "b", "project": "project", "inventory": "inventory", "playbook": "no.yml"}, 400),
        ("job_templates/", {"name": "b", "project": "project", "playbook": "a.yml"}, 400),
        ("job_templates/template/survey_spec/", survey(), 200),
        ("job_templates/template/survey_spec/", {"name": "a", "description": "b", "spec": []}, 400),
        ("job_templates/template/survey_spec/", survey(required="no"), 400),
        ("job_templates/template/survey_spec/", survey(type="list"), 400),
        ("job_templates/template/survey_spec/", survey(type="integer", default="7"), 400),
        ("job_templates/template/survey_spec/", survey(min="7"), 400),
        ("job_templates/template/survey_spec/", survey(type="multiplechoice"), 400),
        ("job_templates/template/survey_spec/", survey(type="multiplechoice", choices=["a"], default="b"), 400),
        ("job_templates/template/credentials/", {"id": "template"}, 400),
    ],
)
def test_the_stand_in_refuses_what_awx_refuses(path: str, body: Json | None, status: int) -> None:
    with Controller({"a.yml"}) as controller:
        organization = controller.add("organizations", name="Default")
        ids = {kind: controller.add(f"{kind}s", name="a", organization=organization) for kind in ("project", "team")}
        ids["inventory"] = controller.add("inventories", name="a", organization=organization)
        made = {"project": ids["project"], "inventory": ids["inventory"], "playbook": "a.yml"}
        ids["template"] = controller.add("job_templates", name="a", **made)
        path = path.replace("template/", f"{ids['template']}/") if "job_templates/" in path else path
        sent = {
            name: ids.get(value, value) if isinstance(value, str) else value for name, value in (body or {}).items()
        }
        before = controller.state()
        answer = requests.request(
            "GET" if body is None else "POST",
            f"{controller.url}/api/v2/{path}",
            json=sent,
            headers={"Authorization": f"Bearer {SYSTEM}"},
            timeout=60,
        )
        assert answer.status_code == status
        assert status == 200 or controller.state() == before
        assert requests.get(f"{controller.url}/api/v2/teams/", timeout=60).status_code == 401


def test_the_guide_names_every_file() -> None:
    guide = (AWX / "README.md").read_text()
    for file in AWX.iterdir():
        assert file.name == "README.md" or f"]({file.name})" in guide
    for one in [*TEMPLATES, *WORKFLOWS, CREDENTIAL_TYPE]:
        assert one["name"] in guide


def test_each_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text()
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", page)
    assert len(named) == page.count(".py::") and len(named) > 30
    for path, name in named:
        assert re.search(rf"^ *def {name}\(", (ROOT / "tests" / path).read_text(), re.MULTILINE), f"{path}::{name}"


def test_the_guide_explains_every_variable_of_the_load_playbook() -> None:
    (play,) = read(AWX / "load.yml")
    guide = (AWX / "README.md").read_text()
    for variable in play["vars"]:
        assert f"| `{variable}` |" in guide
    # What nobody would guess, and a real AWX taught.
    for said in ("Read on the job templates is needed", "The first load needs a system administrator's token"):
        assert f"**{said}**" in guide
    for said in (
        "`allow_simultaneous`",
        "`voicemail_onboarding_csv_file`",
        "the whole of Artifacts",
        "empty the field Access token",
    ):
        assert said in guide


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


# What a template would become, and what it would tell. Without a space or a comma, at which people are told apart.
RENDERED = "RENDERED"
TEMPLATE = (
    "{{'REN'~'DERED'}}{{lookup(*'ansible.builtin.env~WEBEX_ACCESS_TOKEN'.split('~'))}}"
    "{{hostvars['localhost']}}{%if(1)%}{{vars}}{%endif%}"
)


def test_the_template_would_tell(emulator: Emulator, tmp_path: Path) -> None:
    """As a playbook's own: so the tests below would notice."""
    played = play(tmp_path, {"ansible.builtin.debug": {"msg": TEMPLATE}})
    assert RENDERED in played.results[0]["msg"] and ADMIN_TOKEN in played.results[0]["msg"], played.output


# What is answered, and how it is refused. A text that begins with a bracket is JSON, which a template is not.
NO_JSON = "The list is not JSON, though it begins with a bracket"
ANSWERED: list[tuple[str, Json, str]] = [
    ("onboard", {"voicemail_onboarding_people": "{0}"}, NO_JSON),
    (
        "onboard",
        {"voicemail_onboarding_people": f"{ANNA}\n{{0}}"},
        "Person 2 of the list: person: {0} is not a valid Webex ID",
    ),
    (
        "onboard",
        {"voicemail_onboarding_people": ANNA, "voicemail_onboarding_csv": "person,profile\n{0},{0}\n"},
        "Line 2 of the CSV: person: {0} is not a valid Webex ID",
    ),
    ("offboard", {"voicemail_offboarding_people": "{0}", "voicemail_offboarding_contact": "{0}"}, NO_JSON),
    (
        "offboard",
        {"voicemail_offboarding_people": f"{ANNA}\n{{0}}", "voicemail_offboarding_contact": "{0}"},
        "Person 2 of the list: person: {0} is not a valid Webex ID",
    ),
    (
        "offboard",
        {"voicemail_offboarding_people": ANNA, "voicemail_offboarding_contact": "{0}"},
        "voicemail_offboarding_contact: notifications.destination is not an e-mail address: {0}",
    ),
    (
        "offboard",
        {"voicemail_offboarding_people": ANNA, "voicemail_offboarding_snapshot": "/nowhere/{0}/file"},
        "there is no folder /nowhere/{0}.",
    ),
]


@pytest.mark.parametrize(("survey_name", "answers", "refusal"), ANSWERED)
def test_what_a_launcher_answers_is_no_template(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survey_name: str, answers: Json, refusal: str
) -> None:
    """In any text that the survey asks for: it is refused as what it is, nothing is written, and no secret is told."""
    for name in emulator.environment:
        monkeypatch.delenv(name)
    apply = next(one for one in TEMPLATES if one["survey"] == survey_name and one["job_type"] == "run")
    given = {name: answer.format(TEMPLATE) for name, answer in answers.items()}
    if survey_name == "onboard":
        given["voicemail_onboarding_profile"] = "standard"
    done = job(tmp_path, apply, {"access_token": ADMIN_TOKEN, "api_url": emulator.url}, given, "-vvv")
    assert (done.status, done.state) == (2, "failed"), done.output
    assert refusal.replace("{0}", TEMPLATE) in done.output
    assert RENDERED not in done.kept and ADMIN_TOKEN not in done.kept
    assert writes(emulator) == []


def test_what_the_api_answers_is_no_template(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Off-boarded, kept as an artifact, handed on by AWX, and restored: it stays the text that it is."""
    for name in emulator.environment:
        monkeypatch.delenv(name)
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"extension": TEMPLATE}})
    # What looks like no phone number is refused when it is sent back.
    emulator.world.set_voicemail(BO, {"transferToNumber": {"destination": TEMPLATE}})
    before = emulator.world.voicemail(ANNA)
    offboard = next(one for one in TEMPLATES if one["survey"] == "offboard" and one["job_type"] == "run")
    onboard = next(one for one in TEMPLATES if one["survey"] == "onboard" and one["job_type"] == "run")
    token = {"access_token": ADMIN_TOKEN, "api_url": emulator.url}

    (tmp_path / "offboard").mkdir()
    off = job(tmp_path / "offboard", offboard, token, {"voicemail_offboarding_people": ANNA}, "-vvv")
    assert off.status == 0, off.output
    artifacts = off.end["artifact_data"]
    assert artifacts["voicemail_offboarding_before"][0]["voicemail"]["fax_message"]["extension"] == TEMPLATE
    assert emulator.world.voicemail(ANNA) != before

    # As a workflow would hand it on, and as somebody pastes it.
    answers = {
        "voicemail_onboarding_people": json.dumps(artifacts["voicemail_offboarding_before"]),
        "voicemail_onboarding_profile": "standard",
        **artifacts,
    }
    (tmp_path / "restore").mkdir()
    on = job(tmp_path / "restore", onboard, token, answers, "-vvv")
    assert on.status == 0, on.output
    assert emulator.world.voicemail(ANNA) == before

    (tmp_path / "refused").mkdir()
    refused = job(tmp_path / "refused", offboard, token, {"voicemail_offboarding_people": BO}, "-vvv")
    assert refused.status == 2 and "transferToNumber.destination must be a phone number" in refused.output
    (kept,) = refused.end["artifact_data"]["voicemail_offboarding_before"]
    assert kept["voicemail"]["transfer_to_number"]["destination"] == TEMPLATE
    for done in (off, on, refused):
        assert RENDERED not in done.kept and ADMIN_TOKEN not in done.kept


def test_an_api_that_repeats_the_token_tells_awx_nothing(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in emulator.environment:
        monkeypatch.delenv(name)
    body = json.dumps(
        {"message": f"Bearer {ADMIN_TOKEN}", "errors": [{"description": ADMIN_TOKEN}], "trackingId": ADMIN_TOKEN}
    )
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "voicemail"}, status=400, body=body, headers=headers)
    preview = next(one for one in TEMPLATES if one["survey"] == "onboard" and one["job_type"] == "check")
    answers = {"voicemail_onboarding_people": ANNA, "voicemail_onboarding_profile": "standard"}
    done = job(tmp_path, preview, {"access_token": ADMIN_TOKEN, "api_url": emulator.url}, answers, "-vvv")
    assert done.status == 2 and f"{ANNA}: GET /people/" in done.output
    assert "was answered 400: Bearer " in done.output and ADMIN_TOKEN not in done.kept
