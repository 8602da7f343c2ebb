# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What load.yml makes of docs/awx, with options and without."""

from __future__ import annotations

import json

from ansible_collections.webex.calling.tests.integration.awx_api import AwxApi
from ansible_collections.webex.calling.tests.integration.awx_files import (
    ALL_SURVEYS,
    ALL_TEMPLATES,
    ALL_WORKFLOWS,
    CREDENTIAL_TYPE,
    Json,
)
from ansible_collections.webex.calling.tests.integration.support import ROOT

TOLD = "notification_templates_error"
NIGHTLY = "DTSTART;TZID=Europe/Stockholm:20270101T040000 RRULE:FREQ=DAILY;INTERVAL=1"
HOURLY = "DTSTART:20270101T000000Z RRULE:FREQ=HOURLY;INTERVAL=1"
SLACK, PULLED, CLONED = "xoxb-of-the-approvals", "of-the-registry", "of-the-repository"
OPTIONS: Json = {
    "webex_calling_registry": {"host": "registry.example.com", "username": "puller", "password": PULLED},
    "webex_calling_notification": {
        "type": "slack",
        "configuration": {"channels": ["approvals"], "token": SLACK},
        "messages": {"workflow_approval": {"running": {"message": "Somebody is to approve"}}},
    },
    "webex_calling_scm": {"username": "reader", "password": CLONED},
    "webex_calling_plans": "/srv/webex-calling",
    "webex_calling_error_notifications": "On call",
    "webex_calling_audit_schedule": NIGHTLY,
    "webex_calling_drift_schedule": NIGHTLY,
    "webex_calling_people_schedule": HOURLY,
}


def check_options(awx: AwxApi, organization: int) -> None:
    """What the options make is there, and nobody but workflows, and what no workflow starts, tells of what failed."""
    (environment,) = awx.find("execution_environments")
    (registry,) = awx.find("credentials", organization=organization, name="Webex Calling registry")
    assert environment["credential"] == registry["id"]
    assert registry["inputs"] == OPTIONS["webex_calling_registry"]
    (repository,) = awx.find("credentials", organization=organization, name="Webex Calling repository")
    (project,) = awx.find("projects", organization=organization)
    assert project["credential"] == repository["id"] and repository["inputs"] == OPTIONS["webex_calling_scm"]
    # A template, which AWX fills in.
    plans = {
        "plan_output": "/srv/webex-calling/{{ awx_workflow_job_id | default(awx_job_id) }}",
        "plan_longest_artifact": 0,
    }
    given = {one["name"]: json.loads(one["extra_vars"]) for one in awx.find("job_templates") if one["extra_vars"]}
    assert given == dict.fromkeys(("Webex Calling plan", "Webex Calling undo plan"), plans)
    ids = {one["name"]: one["id"] for one in awx.find("notification_templates", organization=organization)}
    (made,) = awx.find("notification_templates", name="Webex Calling", organization=organization)
    assert made["notification_configuration"] == OPTIONS["webex_calling_notification"]["configuration"]
    both = {ids["On call"], ids["Webex Calling"]}
    for one in awx.find("workflow_job_templates", organization=organization):
        assert awx.lists[one["id"], "notification_templates_approvals"] == [ids["Webex Calling"]]
        assert set(awx.lists[one["id"], TOLD]) == both
    telling = {one["name"] for one in awx.find("job_templates") if set(awx.lists.get((one["id"], TOLD), [])) == both}
    assert telling == {"Webex Calling audit", "Webex Calling export"}
    (source,) = awx.find("inventory_sources")
    (audit,) = awx.find("job_templates", name="Webex Calling audit")
    all_of_them, objects = awx.find("schedules"), awx.objects
    assert {
        one["name"]: (one["rrule"], objects[one["unified_job_template"]], one["extra_data"]) for one in all_of_them
    } == {
        "Webex Calling audit": (NIGHTLY, audit, {}),
        "Webex Calling drift": (NIGHTLY, audit, {"audit_directory": "voicemail", "audit_fail_on": "drift"}),
        "Webex Calling people": (HOURLY, source, {}),
    }


def check_people(awx: AwxApi, organization: int, project: int, credential: int, environment: int) -> None:
    """The inventory of people and its source are there."""
    (people,) = awx.find("inventories", organization=organization, name="Webex Calling people")
    (source,) = awx.find("inventory_sources", inventory=people["id"])
    assert (source["source"], source["source_project"]) == ("scm", project)
    assert awx.find("hosts", inventory=people["id"]) == []
    assert (ROOT / source["source_path"]).is_file() and source["source_path"].endswith(".webex.yml")
    assert (source["credential"], source["execution_environment"]) == (credential, environment)
    assert source["overwrite"] is source["overwrite_vars"] is True  # who has left is gone
    assert source["update_on_launch"] is True and source["update_cache_timeout"] == 3600


def check_loaded(awx: AwxApi, organization: int) -> None:
    """What is described is there, once, and everything leads to what is of the same organization."""
    (project,) = awx.find("projects", organization=organization)
    assert project["scm_update_on_launch"] is True and project["scm_update_cache_timeout"] == 0
    (inventory,) = awx.find("inventories", organization=organization, name="Webex Calling")
    (credential,) = awx.find("credentials", organization=organization, name="Webex Calling")
    (environment,) = awx.find("execution_environments")
    (credential_type,) = awx.find("credential_types", managed=False)
    assert environment["organization"] is None and credential["credential_type"] == credential_type["id"]
    assert {name: credential_type[name] for name in CREDENTIAL_TYPE} == CREDENTIAL_TYPE
    assert [one["name"] for one in awx.find("hosts", inventory=inventory["id"])] == ["localhost"]
    templates = awx.find("job_templates", project=project["id"])
    check_people(awx, organization, project["id"], credential["id"], environment["id"])
    for found, described in zip(templates, ALL_TEMPLATES, strict=True):
        taken = ("name", "description", "job_type", "playbook")
        assert {name: found[name] for name in taken} == {name: described[name] for name in taken}
        assert awx.surveys[found["id"]] == ALL_SURVEYS[described["survey"]]
        assert found["diff_mode"] is found["survey_enabled"] is True
        assert found["allow_simultaneous"] is False  # one job after the other
        assert (found["inventory"], found["execution_environment"]) == (inventory["id"], environment["id"])
        assert awx.lists[found["id"], "credentials"] == [credential["id"]]
    by_name = {one["name"]: one["id"] for one in templates}
    workflows = awx.find("workflow_job_templates", organization=organization)
    for found, described in zip(workflows, ALL_WORKFLOWS, strict=True):
        assert found["name"] == described["name"] and found["survey_enabled"] is True
        assert found["allow_simultaneous"] is True  # else an open approval holds up the next launch
        assert awx.surveys[found["id"]] == ALL_SURVEYS[described["survey"]]
        in_it = awx.find("workflow_job_template_nodes", workflow_job_template=found["id"])
        nodes = {one["identifier"]: one for one in in_it}
        assert len(nodes) == len(described["nodes"])
        for node in described["nodes"]:
            target, named = nodes[node["identifier"]]["unified_job_template"], node["unified_job_template"]
            if named["type"] == "job_template":
                assert target == by_name[named["name"]]
            else:
                (approval,) = awx.find("workflow_approval_templates", id=target)
                taken = ("name", "description", "timeout")
                assert {name: approval[name] for name in taken} == {name: named[name] for name in taken}
            for when in ("success_nodes", "failure_nodes"):
                following = [nodes[one["identifier"]]["id"] for one in node.get("related", {}).get(when, [])]
                assert awx.lists.get((nodes[node["identifier"]]["id"], when), []) == following
