# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for AWX, as AWX would take them."""

from __future__ import annotations

import re

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from jinja2 import StrictUndefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.webex.calling.plugins.module_utils._http.argument_spec import CONNECTION_SPEC
from ansible_collections.webex.calling.tests.integration.awx_checks import INPUT
from ansible_collections.webex.calling.tests.integration.awx_files import (
    ALL_SURVEYS,
    ALL_TEMPLATES,
    ALL_WORKFLOWS,
    AWX,
    CREDENTIAL_TYPE,
    FIELDS,
    FILES,
    FILES_TEMPLATES,
    SECRETS,
    SURVEYS,
    TEMPLATES,
    WORKFLOWS,
    Json,
    injected,
    read,
)
from ansible_collections.webex.calling.tests.integration.support import ROOT


def role_of(playbook: str) -> str:
    """The role that a playbook imports."""
    ((task,),) = (play["tasks"] for play in read(ROOT / playbook))
    name: str = task["ansible.builtin.import_role"]["name"]
    return name.rpartition(".")[2]


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


# Of the organization as files: they plan, and need no check mode for that.
FILES_PLAYBOOKS = ("export", "plan", "apply", "audit")
TYPES = {"text": str, "textarea": str, "password": str, "multiplechoice": str, "integer": int, "float": float}


@pytest.mark.parametrize("name", ALL_SURVEYS)
def test_a_survey_is_what_awx_takes(name: str) -> None:
    survey = ALL_SURVEYS[name]
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
    playbooks -= {f"playbooks/{name}.yml" for name in FILES_PLAYBOOKS}
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


def questions_of(template: Json) -> list[str]:
    return [question["variable"] for question in ALL_SURVEYS[template["survey"]]["spec"]]


def test_every_playbook_of_files_has_a_job_template_and_workflows_from_plan_to_apply() -> None:
    assert {one["playbook"] for one in FILES_TEMPLATES} == {f"playbooks/{name}.yml" for name in FILES_PLAYBOOKS}
    by_name = {one["name"]: one for one in FILES_TEMPLATES}
    for one in FILES_TEMPLATES:
        text = (ROOT / one["playbook"]).read_text()
        assert all(f"{name} " in text for name in questions_of(one))
    for workflow in FILES["webex_calling_files_workflows"]:
        plan, approval, apply, nothing = workflow["nodes"]
        assert plan["related"] == {
            "success_nodes": [{"identifier": approval["identifier"]}],
            "failure_nodes": [{"identifier": nothing["identifier"]}],
        }
        assert approval["related"] == {"success_nodes": [{"identifier": apply["identifier"]}]}
        assert "related" not in apply and "related" not in nothing
        first, last, preview = (by_name[one["unified_job_template"]["name"]] for one in (plan, apply, nothing))
        assert (first["playbook"], first["job_type"]) == ("playbooks/plan.yml", "run")
        assert [(one["playbook"], one["job_type"]) for one in (last, preview)] == [
            ("playbooks/apply.yml", "run"),
            ("playbooks/apply.yml", "check"),  # nobody has approved it
        ]
        # What the plan asks, and what of the apply is no part of the plan. An answer that raises limits needs an administrator.
        asked = {*questions_of(first), *questions_of(last)} - {"apply_plan", "apply_digest", "apply_allow"}
        assert set(questions_of(workflow)) == asked


def test_the_project_and_the_images_are_of_this_version() -> None:
    version = read(ROOT / "galaxy.yml")["version"]
    ((play,), guide) = read(AWX / "load.yml"), (AWX / "README.md").read_text()
    assert play["vars"]["webex_calling_scm_branch"] == version
    image = f"{read(ROOT / 'addresses.yml')['image']}:{version}"
    assert play["vars"]["webex_calling_image"] == image
    assert f"| `webex_calling_scm_branch` | `{version}` |" in guide and image in guide
    assert ":latest" not in guide


def test_a_launch_asks_for_nothing_but_the_survey() -> None:
    """No variables, no limit, no branch, no credential: what a launcher may answer is in the survey."""
    tasks = {one["name"]: one for one in read(AWX / "load_tasks.yml")}
    for name, module in (("Job templates", "job_template"), ("Workflows", "workflow_job_template")):
        assert not {option for option in tasks[name][f"awx.awx.{module}"] if option.startswith("ask_")}


def test_the_guide_names_every_file() -> None:
    guide = (AWX / "README.md").read_text()
    for file in AWX.iterdir():
        assert file.name == "README.md" or f"]({file.name})" in guide
    for one in [*ALL_TEMPLATES, *ALL_WORKFLOWS, CREDENTIAL_TYPE]:
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
