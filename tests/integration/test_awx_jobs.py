# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as AWX runs them: the transmit, worker and process of ansible-runner, piped."""

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

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.awx_files import TEMPLATES, Json, injected
from ansible_collections.webex.calling.tests.integration.support import ALL, ANNA, BO, ROOT, play, writes


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
        "Line 2 of the CSV, column person: {0} is not a valid Webex ID",
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
    (
        "location",
        {"voicemail_location_locations": "{0}", "voicemail_location_transcription": "true"},
        "there is no location {0}.",
    ),
    (
        "groups",
        {"voicemail_groups_groups": "- name: Sales\n  location: >-\n    {0}\n  state: absent"},
        "there is no location {0}.",
    ),
]


# A job is four processes: of each kind of answer one.
@pytest.mark.parametrize(("survey_name", "answers", "refusal"), ANSWERED if ALL else ANSWERED[1::3])
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


@pytest.mark.variants(
    without="missing", because="a restore gives back what the API told before, and there it tells less"
)
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
