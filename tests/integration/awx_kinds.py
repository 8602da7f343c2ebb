# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX keeps of each kind of object."""

from __future__ import annotations

import typing as t

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
            "credential": Reference("credentials", required=False),
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
            "scm_update_on_launch": False,
            "scm_update_cache_timeout": 0,
            "organization": Reference("organizations"),
            "credential": Reference("credentials", required=False),
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
            "extra_vars": "",
            **LAUNCHED,
            "project": Reference("projects"),
            "inventory": Reference("inventories"),
            "execution_environment": Reference("execution_environments", required=False),
        },
        roles=("admin_role", "execute_role", "read_role"),
        lists={"credentials": "credentials", "notification_templates_error": "notification_templates"},
    ),
    "workflow_job_templates": Kind(
        "workflow_job_template",
        ("name", "organization"),
        "organization",
        {"name": "", "description": "", **LAUNCHED, "organization": Reference("organizations", required=False)},
        roles=("admin_role", "execute_role", "read_role", "approval_role"),
        lists=dict.fromkeys(
            ("notification_templates_approvals", "notification_templates_error"), "notification_templates"
        ),
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
    "notification_templates": Kind(
        "notification_template",
        ("name", "organization"),
        "organization",
        {
            "name": "",
            "description": "",
            "notification_type": "",
            "notification_configuration": {},
            "messages": {},
            "organization": Reference("organizations"),
        },
    ),
    "schedules": Kind(
        "schedule",
        ("name", "unified_job_template", "rrule"),
        "unified_job_template",
        {
            "name": "",
            "description": "",
            "rrule": "",
            "extra_data": {},
            "enabled": True,
            "unified_job_template": Reference("unified_job_templates"),
        },
    ),
    "workflow_approval_templates": Kind(
        "workflow_approval_template", (), "node", {"name": "", "description": "", "timeout": 0}
    ),
}
UNIFIED = ("projects", "inventory_sources", "job_templates", "workflow_job_templates", "workflow_approval_templates")
