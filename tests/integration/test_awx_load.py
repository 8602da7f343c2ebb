# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading the files for AWX with the genuine modules of awx.awx, into a stand-in for its API."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import typing as t
from pathlib import Path

import pytest
import requests

from ansible_collections.webex.calling.tests.integration.awx_api import AwxApi
from ansible_collections.webex.calling.tests.integration.awx_files import (
    ALL_TEMPLATES,
    ALL_WORKFLOWS,
    AWX,
    Json,
)
from ansible_collections.webex.calling.tests.integration.awx_kinds import SYSTEM, VERSION
from ansible_collections.webex.calling.tests.integration.awx_loaded import (
    CLONED,
    OPTIONS,
    PULLED,
    SLACK,
    check_loaded,
    check_options,
)
from ansible_collections.webex.calling.tests.integration.pages import blocks, text_of
from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible


@pytest.fixture
def awx() -> t.Iterator[AwxApi]:
    with AwxApi({one["playbook"] for one in ALL_TEMPLATES}) as running:
        running.add("organizations", name="Default")
        running.add("organizations", name="Second")
        running.add("credential_types", name="Container Registry", kind="registry", managed=True)
        running.add("credential_types", name="Source Control", kind="scm", managed=True)
        yield running


COMMAND = "ansible-playbook load.yml"


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
def load(awx: AwxApi, awx_modules: Path, tmp_path: Path) -> t.Callable[..., Loaded]:
    shutil.copytree(AWX, tmp_path / "awx")
    genuine = awx_modules / "ansible_collections/awx/awx/plugins"
    plugins = tmp_path / "awx/collections/ansible_collections/awx/awx/plugins"  # Ansible looks beside a playbook, too
    (plugins / "action").mkdir(parents=True)
    for part in ("modules", "module_utils", "doc_fragments"):
        (plugins / part).symlink_to(genuine / part)
    for module in genuine.glob("modules/*.py"):
        (plugins / "action" / module.name).symlink_to(ROOT / "tests/integration/awx_action.py")

    def run(token: str = SYSTEM, prefix: str = "/api/", command: str = COMMAND, **variables: t.Any) -> Loaded:
        done = ansible(
            *shlex.split(command.replace("\\\n", "")),
            *("--extra-vars", json.dumps(variables)),
            cwd=tmp_path / "awx",
            CONTROLLER_HOST=awx.url,
            CONTROLLER_OAUTH_TOKEN=token,
            CONTROLLER_OPTIONAL_API_URLPATTERN_PREFIX=prefix,
            HOME=str(tmp_path),
            SSL_CERT_FILE=os.devnull,  # else the modules load the system's certificates for each request, without TLS too
        )
        return Loaded(done.returncode, done.stdout)

    return run


def test_the_modules_are_those_of_the_awx_that_this_was_tried_on(awx_modules: Path) -> None:
    manifest = json.loads((awx_modules / "ansible_collections/awx/awx/MANIFEST.json").read_text())
    assert manifest["collection_info"]["version"] == VERSION


# What awx.awx reports whatever there is: it compares an approval with fields that an approval does not have.
ALWAYS = [f"Workflows: {one['name']}" for one in ALL_WORKFLOWS]


def test_it_loads_twice_and_for_two_organizations(awx: AwxApi, load: t.Callable[..., Loaded]) -> None:
    ids = {one["name"]: one["id"] for one in awx.find("organizations")}
    awx.tokens.update({f"administrator of {name}": identity for name, identity in ids.items()})
    for team in ("Helpdesk", "Leads", "Others"):
        awx.add("teams", name=team, organization=ids["Default"])
    slack = {"notification_type": "slack", "notification_configuration": {"channels": ["a"], "token": "b"}}
    for organization in ids.values():
        awx.add("notification_templates", name="On call", organization=organization, **slack)
    teams = {"webex_calling_operators": ["Helpdesk"], "webex_calling_approvers": "Leads"}

    # An organization's administrator cannot be the first, and leaves nothing half done. This one goes the way of Automation Platform.
    nothing = awx.state()
    refused = load("administrator of Default", "/api/controller/", **teams)
    assert refused.status == 2 and "HTTP 403" in refused.output and awx.state() == nothing
    assert awx.paths == {"/api/controller/"} and "PREFIX=/api/controller/" in (AWX / "README.md").read_text()

    # The schedule as the guide gives it: a rule with a space.
    (command,) = (one for one in blocks(text_of(AWX / "README.md"), "shell") if "_schedule" in one)
    first = load(command=command, **teams, **{name: OPTIONS[name] for name in OPTIONS if name not in command})
    assert first.status == 0, first.output
    check_loaded(awx, ids["Default"])
    check_options(awx, ids["Default"])
    assert not any(secret in first.output for secret in (SLACK, PULLED, CLONED))
    # Nobody gets more than launching or approving, and reading what the jobs say.
    workflows, templates = ([one["name"] for one in described] for described in (ALL_WORKFLOWS, ALL_TEMPLATES))
    granted = {
        *(("Helpdesk", "execute_role", name) for name in workflows),
        *(("Leads", "approval_role", name) for name in workflows),
        *((team, "read_role", name) for team in ("Helpdesk", "Leads") for name in templates),
    }
    assert awx.granted() == granted

    # The next organization is loaded by its own administrator. Another organization's team gets nothing there.
    second = load("administrator of Second", webex_calling_organization="Second", **teams)
    assert second.status == 2 and "missing items: ['Helpdesk']" in second.output, second.output
    check_loaded(awx, ids["Default"])
    check_loaded(awx, ids["Second"])
    assert awx.granted() == granted

    # The first once more. In between its credential was filled in, and a job template and its survey changed by hand.
    (credential,) = awx.find("credentials", organization=ids["Default"], name="Webex Calling")
    credential["inputs"] = {"access_token": "$encrypted$"}
    before = awx.state()
    one = next(one for one in awx.find("job_templates") if one["name"] == ALL_TEMPLATES[1]["name"])
    one["diff_mode"], awx.surveys[one["id"]] = False, {**awx.surveys[one["id"]], "name": "Mine"}
    assert awx.state() != before
    named = {
        "webex_calling_registry": {},
        "webex_calling_registry_credential": "Webex Calling registry",
        "webex_calling_scm": {},
        "webex_calling_scm_credential": "Webex Calling repository",
    }
    again = load(**teams, **{**OPTIONS, **named})
    assert again.status == 0, again.output
    assert awx.state() == before
    assert again.changed == ["Notification template", f"Job templates: {one['name']}", *ALWAYS]


def test_a_misspelt_variable_is_refused(awx: AwxApi, load: t.Callable[..., Loaded]) -> None:
    """All of them at once, before anything is loaded. A variable that is like none of them is somebody's own."""
    nothing = awx.state()
    refused = load(webex_calling_plan="/srv/plans", webex_calling_scm_brnch="main", webex_calling_colour="red")
    assert refused.status == 2 and awx.state() == nothing
    for wrong, meant in (("plan", "plans"), ("scm_brnch", "scm_branch")):
        question = f"There is no variable webex_calling_{wrong}. Did you mean webex_calling_{meant}?"
        assert question in refused.output
    assert "webex_calling_colour" not in refused.output


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
        ("projects/", {"name": "b", "organization": "organization", "credential": "credential"}, 400),
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
    with AwxApi({"a.yml"}) as awx:
        organization = awx.add("organizations", name="Default")
        ids = {kind: awx.add(f"{kind}s", name="a", organization=organization) for kind in ("project", "team")}
        ids["inventory"] = awx.add("inventories", name="a", organization=organization)
        ids["organization"] = organization
        of_a_registry = awx.add("credential_types", name="a", kind="registry")
        ids["credential"] = awx.add("credentials", name="a", organization=organization, credential_type=of_a_registry)
        made = {"project": ids["project"], "inventory": ids["inventory"], "playbook": "a.yml"}
        ids["template"] = awx.add("job_templates", name="a", **made)
        path = path.replace("template/", f"{ids['template']}/") if "job_templates/" in path else path
        sent = {
            name: ids.get(value, value) if isinstance(value, str) else value for name, value in (body or {}).items()
        }
        before = awx.state()
        answer = requests.request(
            "GET" if body is None else "POST",
            f"{awx.url}/api/v2/{path}",
            json=sent,
            headers={"Authorization": f"Bearer {SYSTEM}"},
            timeout=60,
        )
        assert answer.status_code == status
        assert status == 200 or awx.state() == before
        assert requests.get(f"{awx.url}/api/v2/teams/", timeout=60).status_code == 401
