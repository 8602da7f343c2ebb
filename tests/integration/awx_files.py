# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/awx describes."""

from __future__ import annotations

import typing as t
from pathlib import Path

import yaml
from jinja2 import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.webex.calling.tests.integration.support import ROOT

AWX = ROOT / "docs/awx"
Json = dict[str, t.Any]


def read(path: Path) -> t.Any:
    return yaml.safe_load(path.read_text())


CREDENTIAL_TYPE: Json = read(AWX / "credential_type.yml")
FIELDS: list[Json] = CREDENTIAL_TYPE["inputs"]["fields"]
SECRETS = {field["id"] for field in FIELDS if field.get("secret")}
TEMPLATES: list[Json] = read(AWX / "job_templates.yml")["webex_calling_job_templates"]
SURVEYS: dict[str, Json] = read(AWX / "job_templates.yml")["webex_calling_surveys"]
FILES: Json = read(AWX / "files.yml")
FILES_TEMPLATES: list[Json] = FILES["webex_calling_files_templates"]
WORKFLOWS: list[Json] = read(AWX / "workflow.yml")["webex_calling_workflows"]
ALL_TEMPLATES = TEMPLATES + FILES_TEMPLATES
ALL_SURVEYS = {**SURVEYS, **FILES["webex_calling_files_surveys"]}
ALL_WORKFLOWS = WORKFLOWS + FILES["webex_calling_files_workflows"]


def injected(inputs: Json, undefined: type[Undefined] = Undefined) -> dict[str, str]:
    """The environment that AWX makes of what was filled in; what was left empty is not defined there."""
    sandbox = ImmutableSandboxedEnvironment(undefined=undefined)
    given = {name: value for name, value in inputs.items() if value}
    env = CREDENTIAL_TYPE["injectors"]["env"]
    return {name: sandbox.from_string(template).render(**given) for name, template in env.items()}
