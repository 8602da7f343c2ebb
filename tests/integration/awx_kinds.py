# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX keeps of each kind of object, and what it refuses of a survey, a credential type and an injector."""

from __future__ import annotations

import typing as t

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

Json = dict[str, t.Any]
SYSTEM = "the system administrator's token"
VERSION = "24.6.1"


class Reference(t.NamedTuple):
    """A field that holds the ID of another object."""

    kind: str
    required: bool = True


class Kind(t.NamedTuple):
    """What AWX keeps of one kind of object, and whose it is."""

    type: str
    unique: tuple[str, ...]
    owner: str | None  # the reference that leads to the organization; None: the controller's own
    fields: dict[str, t.Any]  # each with its default, or a reference; the fields of `unique` are required
    roles: tuple[str, ...] = ()
    lists: dict[str, str] = {}  # what is associated with it, and of which kind that is


LAUNCHED = {"survey_enabled": False, "allow_simultaneous": False}
KINDS = {
    "organizations": Kind("organization", ("name",), None, {"name": ""}),
    "teams": Kind(
        "team", ("name", "organization"), "organization", {"name": "", "organization": Reference("organizations")}
    ),
    "credential_types": Kind(
        "credential_type",
        ("name", "kind"),
        None,
        {"name": "", "kind": "", "description": "", "managed": False, "inputs": {}, "injectors": {}},
    ),
    "execution_environments": Kind(
        "execution_environment",
        ("name",),
        "organization",
        {
            "name": "",
            "image": "",
            "description": "",
            "pull": "",
            "organization": Reference("organizations", required=False),
        },
    ),
    "projects": Kind(
        "project",
        ("name", "organization"),
        "organization",
        {
            "name": "",
            "description": "",
            "scm_type": "",
            "scm_url": "",
            "scm_branch": "",
            "organization": Reference("organizations"),
        },
    ),
    "inventories": Kind(
        "inventory",
        ("name", "organization"),
        "organization",
        {
            "name": "",
            "description": "",
            "kind": "",
            "host_filter": "",
            "variables": "",
            "organization": Reference("organizations"),
        },
    ),
    "hosts": Kind(
        "host",
        ("name", "inventory"),
        "inventory",
        {"name": "", "variables": "", "enabled": True, "inventory": Reference("inventories")},
    ),
    "inventory_sources": Kind(
        "inventory_source",
        ("name", "inventory"),
        "inventory",
        {
            "name": "",
            "description": "",
            "source": "",
            "source_path": "",
            "overwrite": False,
            "overwrite_vars": False,
            "update_on_launch": False,
            "update_cache_timeout": 0,
            "inventory": Reference("inventories"),
            "source_project": Reference("projects"),
            "credential": Reference("credentials"),
            "execution_environment": Reference("execution_environments", required=False),
        },
    ),
    "credentials": Kind(
        "credential",
        ("name", "organization", "credential_type"),
        "organization",
        {
            "name": "",
            "description": "",
            "inputs": {},
            "organization": Reference("organizations"),
            "credential_type": Reference("credential_types"),
        },
    ),
    "job_templates": Kind(
        "job_template",
        ("name", "project"),  # for its organization is the project's
        "project",
        {
            "name": "",
            "description": "",
            "job_type": "run",
            "playbook": "",
            "diff_mode": False,
            **LAUNCHED,
            "project": Reference("projects"),
            "inventory": Reference("inventories"),
            "execution_environment": Reference("execution_environments", required=False),
        },
        roles=("admin_role", "execute_role", "read_role"),
        lists={"credentials": "credentials"},
    ),
    "workflow_job_templates": Kind(
        "workflow_job_template",
        ("name", "organization"),
        "organization",
        {"name": "", "description": "", **LAUNCHED, "organization": Reference("organizations", required=False)},
        roles=("admin_role", "execute_role", "read_role", "approval_role"),
    ),
    "workflow_job_template_nodes": Kind(
        "workflow_job_template_node",
        ("identifier", "workflow_job_template"),
        "workflow_job_template",
        {
            "identifier": "",
            "workflow_job_template": Reference("workflow_job_templates"),
            "unified_job_template": Reference("unified_job_templates", required=False),
        },
        lists=dict.fromkeys(("success_nodes", "failure_nodes", "always_nodes"), "workflow_job_template_nodes"),
    ),
    "schedules": Kind(
        "schedule",
        ("name", "unified_job_template", "rrule"),
        "unified_job_template",
        {
            "name": "",
            "description": "",
            "rrule": "",
            "enabled": True,
            "unified_job_template": Reference("unified_job_templates"),
        },
    ),
    "workflow_approval_templates": Kind(
        "workflow_approval_template", (), "node", {"name": "", "description": "", "timeout": 0}
    ),
}
UNIFIED = ("projects", "job_templates", "workflow_job_templates", "workflow_approval_templates")
INPUT = {"id", "type", "label", "secret", "help_text", "format", "default", "choices", "multiline", "ask_at_runtime"}
ANSWERS = {"text": str, "textarea": str, "password": str, "multiplechoice": str, "multiselect": str, "integer": int}


class ValidationError(Exception):
    """What AWX answers in place of doing it."""

    def __init__(self, status: int, **body: t.Any) -> None:
        super().__init__(status, body)
        self.status, self.body = status, body


def check_credential_type(inputs: Json, injectors: Json) -> None:
    """Refuse a credential type as AWX does."""
    fields = inputs.get("fields", [])
    identities = [field.get("id") for field in fields]
    for field in fields:
        kind = {"string": str, "boolean": bool}.get(field.get("type", "string"))
        if set(field) - INPUT or not field.get("id") or not field.get("label") or kind is None:
            raise ValidationError(400, inputs=[f"{field} is not a field of a credential type."])
        if "default" in field and not isinstance(field["default"], kind):
            raise ValidationError(400, inputs=[f"{field['default']} is not a {field['type']}"])
    if set(inputs) - {"fields", "required"} or len(set(identities)) != len(identities):
        raise ValidationError(400, inputs=["field IDs must be unique"])
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    if set(injectors) - {"env", "extra_vars", "file"}:
        raise ValidationError(400, injectors=["Additional properties are not allowed"])
    for name, template in injectors.get("env", {}).items():
        if name.startswith("ANSIBLE_"):
            raise ValidationError(400, injectors=[f"Environment variable {name} is not allowed"])
        try:
            sandbox.from_string(template).render(dict.fromkeys(identities, "EXAMPLE"))
        except TemplateError as error:
            raise ValidationError(400, injectors=[f"{name} uses an undefined field ({error})"]) from error


def check_survey(survey: Json) -> None:
    """Refuse a survey as AWX does."""
    for name, kind in (("name", str), ("description", str), ("spec", list)):
        if not isinstance(survey.get(name), kind):
            raise ValidationError(400, error=f"Field '{name}' is missing from survey spec, or of another type.")
    if not survey["spec"]:
        raise ValidationError(400, error="'spec' doesn't contain any items.")
    variables = set()
    for question in survey["spec"]:
        for name, kind in (("type", str), ("question_name", str), ("variable", str), ("required", bool)):
            if not isinstance(question.get(name), kind):
                raise ValidationError(400, error=f"'{name}' missing from a survey question, or of another type.")
        if question["variable"] in variables:
            raise ValidationError(400, error=f"'variable' '{question['variable']}' duplicated.")
        variables.add(question["variable"])
        if question["type"] not in ANSWERS:
            raise ValidationError(400, error=f"'{question['type']}' is not one of the allowed question types.")
        default = question.get("default", "")
        if default != "" and not isinstance(default, ANSWERS[question["type"]]):
            raise ValidationError(400, error=f"Default value {default} expected to be {question['type']}.")
        for name in ("min", "max"):
            if not isinstance(question.get(name), (int, type(None))):
                raise ValidationError(400, error=f"The {name} limit expected to be integer.")
        if question["type"] in ("multiplechoice", "multiselect"):
            if "choices" not in question:
                raise ValidationError(400, error=f"Survey question of type {question['type']} must specify choices.")
            if "default" in question and any(one not in question["choices"] for one in default.splitlines()):
                raise ValidationError(400, error="Default choice must be answered from the choices listed.")
