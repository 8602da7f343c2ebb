# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every survey as AWX sends it, to real runs of its playbook; and what an answer must not reach.

AWX sends what nobody answered as the question's default, an empty text, and writes each text as C(!unsafe) into a file of extra
variables. From ansible-core 2.19 on, such an empty text is null, C('true') a boolean and C('0123') a number. C(make matrix) runs
this on other releases of ansible-core.
"""

from __future__ import annotations

import json
import os
import re
import typing as t
from pathlib import Path

import ansible_runner
import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    GET,
    ROOT,
    ansible,
    call,
    methods,
    share,
    writes,
)

Json = dict[str, t.Any]

SURVEYS: dict[str, Json] = yaml.safe_load((ROOT / "docs/awx/job_templates.yml").read_text())["webex_calling_surveys"]


def as_awx_writes(answers: Json) -> str:
    """A file of extra variables."""
    lines = (
        f"{name}: {'!unsafe ' if isinstance(value, str) else ''}{json.dumps(value)}\n"
        for name, value in answers.items()
    )
    return "---\n" + "".join(lines)


def launched(folder: Path, survey: str, answers: Json, *arguments: str, **environment: str) -> tuple[int, str]:
    """The status and the output of the survey's playbook; what is not answered has its default, or is an empty text."""
    sent = {one["variable"]: one.get("default", "") for one in SURVEYS[survey]["spec"]}
    assert set(answers) <= set(sent)
    (folder / "answers.yml").write_text(as_awx_writes({**sent, **answers}))
    done = ansible(
        "ansible-playbook",
        *(f"webex.calling.{survey}", "-e", "@answers.yml", *arguments),
        cwd=folder,
        ANSIBLE_SHOW_CUSTOM_STATS="1",
        **environment,
    )
    return done.returncode, done.stdout


GROUPS = """
- name: Newest
  extension: 07110
  language_code: en_us
  message_storage: {storage_type: INTERNAL}
  notifications: {enabled: no}
  fax_message: {enabled: no}
  transfer_to_number: {enabled: no}
  email_copy_of_message: {enabled: no}
"""
ANSWERS: dict[str, t.Any] = {
    "voicemail_onboarding_people": f"{ANNA}\n{BO}",
    "voicemail_onboarding_csv": f"person,transfer_to_number.destination\n{CARLA},0123\n",
    "voicemail_onboarding_ignore_unknown_columns": "true",
    "voicemail_onboarding_profile": "hybrid_worker",
    "voicemail_offboarding_people": ANNA,
    "voicemail_offboarding_contact": BO,
    "voicemail_offboarding_snapshot": "leavers.snapshot",
    "org_voicemail_retention": "expire_read",
    "org_voicemail_retention_days": 30,
    "org_voicemail_forwarding": "true",
    "voicemail_onboarding_location": "Stockholm\nLisbon",
    "voicemail_onboarding_reset_passcode": "true",
    "voicemail_location_locations": "Stockholm\nSão Paulo / Norte",
    "voicemail_location_transcription": "true",
    "voicemail_location_portal": "extension: 08123\nlanguage_code: sv_se",
    "voicemail_groups_groups": GROUPS,
    "voicemail_groups_location": "Stockholm",
    "voicemail_groups_passcode": '"013579"',
}
# What a role cannot do without, in one form or another, and what it says then.
ENOUGH: list[tuple[str, list[set[str]], str]] = [
    (
        "onboard",
        [{"voicemail_onboarding_people"}, {"voicemail_onboarding_csv"}, {"voicemail_onboarding_location"}],
        "No people are given",
    ),
    ("location", [{"voicemail_location_transcription"}, {"voicemail_location_portal"}], "There is nothing to do"),
    ("groups", [{"voicemail_groups_location", "voicemail_groups_passcode"}], ""),
]


def cases() -> t.Iterator[t.Any]:
    """Everything answered; each optional question alone unanswered, or alone answered beside what must be."""
    for survey, one in SURVEYS.items():
        questions = one["spec"]
        names = {question["variable"] for question in questions}
        required = {question["variable"] for question in questions if question["required"]}
        assert names <= set(ANSWERS), "a question without an answer here"
        several = [names, required]
        for name, form in share(sorted(names), ("alone", "left out")):
            several.append({name} | required if form == "alone" else names - {name} | required)
        if survey == "org_baseline":  # AWX lets none of them be empty; the role does
            several += [{name} for name in names] + [set()]
        for answered in sorted({tuple(sorted(some)) for some in several}):
            yield pytest.param(survey, answered, id=f"{survey}-{len(answered)}-" + "-".join(answered))


@pytest.mark.parametrize(("survey", "answered"), list(cases()))
def test_a_survey_as_awx_sends_it(emulator: Emulator, tmp_path: Path, survey: str, answered: tuple[str, ...]) -> None:
    """In check mode."""
    emulator.read_only = True
    questions = {one["variable"]: one for one in SURVEYS[survey]["spec"]}
    answers = {name: ANSWERS[name] if name in answered else questions[name].get("default", "") for name in questions}
    status, output = launched(tmp_path, survey, answers, "--check", "--diff")
    for name, enough, sentence in ENOUGH:
        if survey == name and not any(some <= set(answered) for some in enough):
            assert status == 2 and sentence in output, output
            return
    assert status == 0, output


# What a role cannot do without, where everything else is empty, and its playbook.
LEAST = {
    "org_voicemail": ("org_baseline", {}),
    "voicemail_offboarding": ("offboard", {"voicemail_offboarding_people": ANNA}),
    "voicemail_onboarding": ("onboard", {"voicemail_onboarding_people": ANNA}),
    "voicemail_location": (
        "location",
        {"voicemail_location_locations": "Stockholm", "voicemail_location_transcription": "true"},
    ),
    "voicemail_groups": ("groups", {"voicemail_groups_groups": "- {name: None such, location: Oslo, state: absent}"}),
}


@pytest.mark.parametrize(("name", "nothing"), share(LEAST, ["!unsafe ''", "''", "null", "!unsafe ' '"]))
def test_every_variable_of_a_role_may_be_empty(emulator: Emulator, tmp_path: Path, name: str, nothing: str) -> None:
    emulator.read_only = True
    variables = dict.fromkeys(yaml.safe_load((ROOT / "roles" / name / "defaults/main.yml").read_text()), nothing)
    playbook, least = LEAST[name]
    variables.update((one, f"!unsafe '{value}'") for one, value in least.items())
    (tmp_path / "variables.yml").write_text("".join(f"{one}: {value}\n" for one, value in variables.items()))
    done = ansible("ansible-playbook", f"webex.calling.{playbook}", "--check", "-e", "@variables.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_every_choice_of_the_organizations_survey(emulator: Emulator, tmp_path: Path) -> None:
    questions = {one["variable"]: one for one in SURVEYS["org_baseline"]["spec"]}
    for retention in questions["org_voicemail_retention"]["choices"]:
        for forwarding in questions["org_voicemail_forwarding"]["choices"]:
            answers = {
                "org_voicemail_retention": retention,
                "org_voicemail_retention_days": 33,
                "org_voicemail_forwarding": forwarding,
            }
            status, output = launched(tmp_path, "org_baseline", answers)
            assert status == 0, output
            assert emulator.world.org_settings["voiceMessageForwardingEnabled"] is (forwarding == "true")
            assert emulator.world.org_settings["messageExpiryEnabled"] is (retention != "keep_all")
            assert emulator.world.org_settings["numberOfDaysForMessageExpiry"] == 33


@pytest.mark.parametrize("form", ["csv", "json", "yaml"])
def test_a_number_with_leading_zeros_stays_what_was_typed(emulator: Emulator, tmp_path: Path, form: str) -> None:
    item = {"person": ANNA, "profile": "executive", "transfer_to_number": {"destination": "0123"}}
    csv = f"person,profile,transfer_to_number.destination\n{ANNA},executive,0123\n"
    answers = {
        "csv": {"voicemail_onboarding_csv": csv},
        "json": {"voicemail_onboarding_people": json.dumps([item])},
        "yaml": {"voicemail_onboarding_people": yaml.safe_dump([item]).replace("'0123'", "0123")},
    }[form]
    status, output = launched(tmp_path, "onboard", answers)
    assert status == 0, output
    assert emulator.world.voicemail(ANNA)["transferToNumber"] == {"enabled": True, "destination": "0123"}


@pytest.mark.parametrize("typed", ["0123", "+15551000"])
def test_a_number_of_which_ansible_lost_what_was_typed_is_not_guessed(
    emulator: Emulator, tmp_path: Path, typed: str
) -> None:
    """In structured extra variables, where ansible-core 2.19 makes a number of it before any role sees it."""
    (tmp_path / "f.yml").write_text(
        f"voicemail_onboarding_people:\n- person: !unsafe '{ANNA}'\n  profile: !unsafe 'executive'\n"
        f"  transfer_to_number:\n    destination: !unsafe '{typed}'\n"
    )
    done = ansible("ansible-playbook", "webex.calling.onboard", "-e", "@f.yml", cwd=tmp_path)
    if done.returncode:
        assert "transfer_to_number.destination must be a text, not" in done.stdout and emulator.log == []
    else:
        assert emulator.world.voicemail(ANNA)["transferToNumber"]["destination"] == typed


# --- what an answer must not reach

KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n"


@pytest.mark.parametrize("variable", ["voicemail_onboarding_csv", "voicemail_onboarding_csv_file"])
@pytest.mark.parametrize("path", ["/proc/self/environ", "id_key", "pipe", "folder", "large", "/dev/zero", "nowhere"])
def test_no_file_but_a_csv_is_told(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, path: str
) -> None:
    monkeypatch.setenv("WEBEX_CLIENT_SECRET", "s3cret,person,more")
    emulator.read_only = True
    (tmp_path / "id_key").write_text(KEY)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.write(b"person\n")
        file.truncate(17 << 20)
    done = ansible(
        "ansible-playbook", "webex.calling.onboard", "-vvv", "--check", "-e", f"{variable}={path}", cwd=tmp_path
    )
    assert done.returncode == 2 and re.search(
        "no column person|There is no CSV file|It is not a|larger than", done.stdout
    )
    assert emulator.log == []
    for secret in (ADMIN_TOKEN, "s3cret", "b3BlbnNz", "OPENSSH"):
        assert secret not in done.stdout


def test_a_csv_file_shows_a_cell_alone_and_no_value_of_the_connection(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f"person,profile\n{ANNA},{ADMIN_TOKEN}\n{BO},unknown\n")
    done = ansible(
        "ansible-playbook", "webex.calling.onboard", "-e", "voicemail_onboarding_csv_file=people.csv", cwd=tmp_path
    )
    assert done.returncode == 2 and "there is no profile unknown" in done.stdout
    assert "there is no profile ********" in done.stdout and ADMIN_TOKEN not in done.stdout and emulator.log == []


def in_runner(folder: Path, *plays: dict[str, str], **variables: str) -> tuple[str, str]:
    """The status, and what is kept of a run of the onboarding in a project, as AWX starts it; once for each variables of I(plays)."""
    data = folder / "data"
    (data / "project/playbooks").mkdir(parents=True, exist_ok=True)
    (play,) = yaml.safe_load((ROOT / "playbooks/onboard.yml").read_text())
    playbook = [{**play, "vars": one} for one in plays or [{}]]
    (data / "project/playbooks/onboard.yml").write_text(yaml.safe_dump(playbook))
    (data / "project/inside.csv").write_text(f"person\n{ANNA}\n")
    (data / "env").mkdir(exist_ok=True)
    (data / "env/secret.csv").write_text(f"person,profile\n{BO},outside\n")
    link = data / "project/link.csv"
    link.unlink(missing_ok=True)
    link.symlink_to(data / "env/secret.csv")
    run = {"private_data_dir": str(data), "playbook": "playbooks/onboard.yml", "extravars": variables}
    done = ansible_runner.run(**run, cmdline="--check", quiet=True)
    return done.status, done.stdout.read() + "".join(json.dumps(event) for event in done.events)


@pytest.mark.parametrize(
    "path", ["../env/secret.csv", "{data}/env/secret.csv", "link.csv", "/proc/self/environ", "../../../nowhere"]
)
def test_where_awx_runs_it_a_csv_file_is_in_the_project(emulator: Emulator, tmp_path: Path, path: str) -> None:
    status, kept = in_runner(tmp_path, voicemail_onboarding_csv_file=path.format(data=tmp_path / "data"))
    assert status == "failed" and "is not in the project's folder" in kept
    assert "outside" not in kept and BO not in kept and ADMIN_TOKEN not in kept and emulator.log == []


def test_where_awx_runs_it_a_csv_file_of_the_project_is_read(emulator: Emulator, tmp_path: Path) -> None:
    paths = ["inside.csv", "playbooks/../inside.csv", str(tmp_path / "data/project/inside.csv")]
    status, kept = in_runner(tmp_path, *({"voicemail_onboarding_csv_file": path} for path in paths))
    assert status == "successful", kept
    assert methods(emulator).count(GET) == len(paths) and writes(emulator) == []


def test_the_survey_asks_for_no_path_of_a_csv() -> None:
    for survey in SURVEYS.values():
        assert not [one for one in survey["spec"] if one["variable"].endswith(("csv_file", "onboarding_snapshot"))]


@pytest.mark.usefixtures("other_rings")
def test_a_restore_from_the_survey(emulator: Emulator, tmp_path: Path) -> None:
    """All artifacts of an off-boarding, pasted as AWX shows them."""
    before = call("webex_person_voicemail_info", person=[ANNA, BO])["people"]
    status, output = launched(tmp_path, "offboard", {"voicemail_offboarding_people": f"{ANNA}\n{BO}"})
    assert status == 0, output
    artifacts = json.loads(t.cast(re.Match[str], re.search(r"RUN: (\{.*\})", output)).group(1))
    for text in (json.dumps(artifacts, indent=4), "---\n" + yaml.safe_dump(artifacts)):
        status, output = launched(tmp_path, "onboard", {"voicemail_onboarding_people": text})
        assert status == 0, output
        assert call("webex_person_voicemail_info", person=[ANNA, BO])["people"] == before
        for one in (ANNA, BO):
            emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 19}})
