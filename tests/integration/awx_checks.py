# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX refuses: of a survey, a credential type and an injector, a notification, a schedule."""

from __future__ import annotations

import re
import typing as t

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.webex.calling.tests.integration.awx_kinds import Json

# Of a notification, those without a default. What is secret is told to nobody again.
NOTIFICATIONS = {"slack": {"token": str, "channels": list}, "webhook": {"url": str, "headers": dict}}
SECRET = ("token", "password", "ssh_key_data", "ssh_key_unlock")
# What kind of credential these take, and what AWX says of another.
CREDENTIALS = {
    "execution_environments": ("registry", "Only Container Registry credentials can be associated with it."),
    "projects": ("scm", "Credential kind must be 'scm'."),
}
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


def check_notification(kind: str, configuration: Json) -> None:
    """Refuse a notification template as AWX does."""
    if kind not in NOTIFICATIONS:
        raise ValidationError(400, notification_type=[f'"{kind}" is not a valid choice.'])
    for name, wanted in NOTIFICATIONS[kind].items():
        if not isinstance(configuration.get(name), wanted):
            raise ValidationError(400, __all__=[f"Missing required fields for Notification Configuration: {name}."])


def check_rrule(rrule: str) -> None:
    """Refuse when something shall run as AWX does."""
    if not re.match(r"DTSTART(;TZID=[\w/]+:\d{8}T\d{6}|:\d{8}T\d{6}Z) RRULE:\S+$", rrule):
        raise ValidationError(400, rrule=["Valid DTSTART required in rrule, with a time zone, and one rule."])
    if "INTERVAL=" not in rrule or "SECONDLY" in rrule:
        raise ValidationError(400, rrule=["INTERVAL required in rrule, and SECONDLY is not supported."])


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


def check_one(kind: str, one: Json, objects: dict[int, Json], surveys: dict[int, Json]) -> None:
    """Refuse one of a kind by what AWX knows of that kind."""
    if kind == "credential_types":
        check_credential_type(one["inputs"], one["injectors"])
    if kind == "notification_templates":
        check_notification(one["notification_type"], one["notification_configuration"])
    if kind == "schedules":
        check_rrule(one["rrule"])
        survey = surveys.get(one["unified_job_template"], {})
        if set(one["extra_data"]) - {question["variable"] for question in survey.get("spec", [])}:
            raise ValidationError(400, extra_data=["Variables are not allowed on launch."])
    if kind in CREDENTIALS and one["credential"]:
        wanted, refusal = CREDENTIALS[kind]
        if objects[objects[one["credential"]]["credential_type"]]["kind"] != wanted:
            raise ValidationError(400, credential=[refusal])


def without_secrets(one: Json) -> Json:
    """What is shown of fields with secrets in them."""
    return {
        name: {key: "$encrypted$" if key in SECRET else value for key, value in one[name].items()}
        for name in ("inputs", "notification_configuration")
        if name in one
    }
