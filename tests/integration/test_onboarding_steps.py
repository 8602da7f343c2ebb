# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role voicemail_onboarding does beside settings: greetings, passcodes, licences, people at locations."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.tests.integration.role_support import DAVID, OFFBOARD, ONBOARD, onboarded, run
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Json, licensed, verbs, writes
from ansible_collections.webex.calling.tests.integration.test_greetings import wav
from ansible_collections.webex.calling.tests.integration.test_surveys import in_runner


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with greetings, beside the playbook and in C(files)."""
    (tmp_path / "files").mkdir()
    for name in ("busy.wav", "files/own.wav"):
        (tmp_path / name).write_bytes(wav())
    (tmp_path / "music.wav").write_bytes(wav(channels=2))
    return tmp_path


def sounds(emulator: Emulator, who: str) -> dict[str, tuple[str, str]]:
    """The name of each greeting that was uploaded for somebody, and the greeting that is selected."""
    one, settings = emulator.world.person(who), emulator.world.voicemail(who)
    return {
        greeting: (emulator.world.sounds[one.id, greeting].name, settings[section]["greeting"])
        for greeting, section in (("busy", "sendBusyCalls"), ("unanswered", "sendUnansweredCalls"))
        if (one.id, greeting) in emulator.world.sounds
    }


def settled(emulator: Emulator, *people: str) -> None:
    """Let these people have no greeting so far."""
    for one in people:
        for section in ("sendBusyCalls", "sendUnansweredCalls"):
            emulator.world.set_voicemail(one, {section: {"greeting": "DEFAULT", "greetingUploaded": False}})


def playbook(folder: Path) -> str:
    """A playbook of one's own, so that there is a C(files) beside it."""
    tasks = [{"ansible.builtin.import_role": {"name": "webex.calling.voicemail_onboarding"}}]
    (folder / "mine.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    return "mine.yml"


def test_greetings_of_all_of_a_profile_and_of_ones_own(emulator: Emulator, files: Path) -> None:
    settled(emulator, ANNA, BO, CARLA, DAVID)
    variables: Json = {
        "voicemail_onboarding_people": [ANNA, {"person": BO, "profile": "support"}],
        "voicemail_onboarding_csv": f"person,greeting_unanswered\n{CARLA},own.wav\n",
        "voicemail_onboarding_profiles": {"support": {"greeting_busy": "own.wav"}},
        "voicemail_onboarding_greeting_busy": "busy.wav",
        "voicemail_onboarding_reset_passcode": "true",
    }
    mine = playbook(files)
    checked = run(files, mine, "--check", "--diff", **variables)
    assert checked.status == 0 and writes(emulator) == [], checked.output
    done = run(files, mine, "-v", "--diff", **variables)
    assert done.status == 0, done.output
    assert sounds(emulator, ANNA) == {"busy": ("busy.wav", "CUSTOM")}
    assert sounds(emulator, BO) == {"busy": ("own.wav", "CUSTOM")}
    assert sounds(emulator, CARLA) == {"busy": ("busy.wav", "CUSTOM"), "unanswered": ("own.wav", "CUSTOM")}
    assert sounds(emulator, DAVID) == {}
    counts = {"total": 3, "changed": 3, "unchanged": 0, "failed": 0}
    for one in (checked, done):
        assert onboarded(one)["summary"] == onboarded(one)["greetings"] == onboarded(one)["passcodes"] == counts
        assert "(greetings) " in one.output and "(passcodes) " in one.output
    emulator.clear_log()
    again = run(files, mine, **variables)
    assert again.status == 0, again.output
    assert onboarded(again)["greetings"] == {**counts, "changed": 0, "unchanged": 3}
    # A reset cannot be compared: it is sent every time, and nothing else is.
    assert len(writes(emulator)) == 3 and all("resetPin" in path for path in writes(emulator))


def test_the_passcode_is_the_organizations_default_pin(emulator: Emulator, tmp_path: Path) -> None:
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": True})
    emulator.world.set_passcode(None, "135790")
    ran = run(tmp_path, ONBOARD, voicemail_onboarding_people=[ANNA], voicemail_onboarding_reset_passcode=True)
    assert ran.status == 0, ran.output
    assert emulator.world.passcodes[emulator.world.person(ANNA).id] == "135790"


def test_where_a_step_fails_for_somebody_the_others_are_done(emulator: Emulator, files: Path) -> None:
    settled(emulator, ANNA, BO, CARLA)
    emulator.fault("status", {"method": "POST", "path": "uploadBusyGreeting", "person": BO}, status=403, times=10)
    ran = run(
        files,
        ONBOARD,
        voicemail_onboarding_people=[ANNA, "nobody@example.com", BO, CARLA],
        voicemail_onboarding_greeting_busy="busy.wav",
        voicemail_onboarding_reset_passcode=True,
    )
    assert ran.status == 2 and ran.recap["failed"] == 1
    found = onboarded(ran)
    # The settings of Bo were written, and then the greeting failed.
    assert found["summary"] == {"total": 4, "changed": 3, "unchanged": 0, "failed": 2}
    assert f"{BO} (greeting_busy): " in ran.output
    assert found["greetings"] == {"total": 4, "changed": 2, "unchanged": 0, "failed": 2}
    assert found["passcodes"] == {"total": 2, "changed": 2, "unchanged": 0, "failed": 0}
    assert [(one["person"], one["step"]) for one in found["failed"]] == [
        ("nobody@example.com", "settings"),
        (BO, "greeting_busy"),
    ]
    assert found["msg"].count("nobody@example.com") == 1 and f"greeting_busy of {BO}: POST" in found["msg"]
    assert sounds(emulator, CARLA) and not sounds(emulator, BO)
    assert not [
        entry
        for entry in emulator.log
        if "resetPin" in entry["path"] and entry["owner_id"] == emulator.world.person(BO).id
    ]
    assert ran.output.index("(passcodes)") < ran.output.index("fatal: [localhost]")


@pytest.mark.parametrize("arguments", [["--check"], []])
def test_all_files_are_checked_before_anything_is_sent(emulator: Emulator, files: Path, arguments: list[str]) -> None:
    people = [{"person": ANNA, "greeting_busy": "music.wav"}, {"person": BO, "greeting_unanswered": "none.wav"}]
    ran = run(
        files,
        ONBOARD,
        *arguments,
        voicemail_onboarding_people=people,
        voicemail_onboarding_location="Stockholm",
        voicemail_onboarding_greeting_unanswered=str(files),
    )
    assert ran.status == 2 and emulator.log == []
    for words in (
        "music.wav is G.711 u-law, 8,000 Hz, stereo, 8 bit, and must be",
        "ffmpeg -i music.wav -ar 8000 -ac 1 -c:a pcm_mulaw music-ulaw.wav",
        "There is no greeting none.wav that can be read",
    ):
        assert words in ran.output


def test_where_awx_runs_it_a_greeting_is_in_the_project(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "data/project/playbooks/files").mkdir(parents=True)
    (tmp_path / "data/env").mkdir()
    for name in ("project/playbooks/files/inside.wav", "env/outside.wav"):
        (tmp_path / "data" / name).write_bytes(wav())
    csv = f"person,greeting_busy\n{ANNA},"
    for path in ("../env/outside.wav", str(tmp_path / "data/env/outside.wav"), "/proc/self/environ"):
        status, kept = in_runner(tmp_path, voicemail_onboarding_csv=csv + path)
        assert status == "failed" and "is not in the project's folder" in kept and emulator.log == []
    status, kept = in_runner(tmp_path, voicemail_onboarding_csv=csv + "inside.wav")
    assert status == "successful" and emulator.log and writes(emulator) == [], kept


def test_people_at_locations(emulator: Emulator, tmp_path: Path) -> None:
    """Everyone there with a licence, and those who are named as they are named."""
    location = next(one for one in emulator.world.locations if one.location_name == "Stockholm")
    there = {one.email for one in emulator.world.people if one.licensed and one.location_id == location.id}
    named = sorted(there)[0]
    people = [{"person": named.upper(), "profile": "voicemail_off"}]
    variables: Json = {
        "voicemail_onboarding_people": people,
        "voicemail_onboarding_location": ["Stockholm"],
    }
    checked = run(tmp_path, ONBOARD, "--check", **variables)
    assert checked.status == 0 and not writes(emulator), checked.output
    ran = run(tmp_path, ONBOARD, **variables)
    assert ran.status == 0, ran.output
    assert onboarded(ran)["summary"]["total"] == len(there) > 2
    assert onboarded(ran)["profiles"]["voicemail_off"]["total"] == 1
    assert onboarded(checked)["profiles"] == onboarded(ran)["profiles"]
    assert emulator.world.voicemail(named)["enabled"] is False
    assert all(emulator.world.voicemail(one)["enabled"] for one in there - {named})


def test_it_waits_for_a_licence(emulator: Emulator, tmp_path: Path) -> None:
    new = emulator.world.add_person("new@example.com", licensed=False)
    emulator.world.license(new, after=1.5)
    ran = run(tmp_path, ONBOARD, voicemail_onboarding_people=[new.email], voicemail_onboarding_wait_for_license="60")
    assert ran.status == 0 and onboarded(ran)["summary"]["changed"] == 1, ran.output


def test_the_output_for_many_stays_small(crowd: Emulator, files: Path) -> None:
    """At C(-v), though everyone gets a greeting and a passcode."""
    people = licensed(crowd)
    ran = run(
        files,
        ONBOARD,
        "-v",
        voicemail_onboarding_people=people,
        voicemail_onboarding_greeting_busy="busy.wav",
        voicemail_onboarding_reset_passcode=True,
    )
    assert ran.status == 0 and onboarded(ran)["passcodes"]["changed"] == len(people) > 100, ran.output
    assert max(len(line) for line in ran.output.splitlines()) < 4096


BESIDE: dict[str, t.Any] = {
    "wait_for_license": 5,
    "location": "Stockholm",
    "greeting_busy": "busy.wav",
    "greeting_unanswered": "busy.wav",
    "reset_passcode": True,
}


def test_a_snapshot_is_restored_as_it_is(emulator: Emulator, tmp_path: Path) -> None:
    beside = {f"voicemail_onboarding_{name}": value for name, value in BESIDE.items()}
    ran = run(tmp_path, ONBOARD, voicemail_onboarding_snapshot="a", voicemail_onboarding_snapshot_all=True, **beside)
    sentence = f"A snapshot restores earlier settings, without {', '.join(beside)}: leave them out"
    assert ran.status == 2 and sentence in ran.output and emulator.log == []


def test_off_boarding_clears_an_sms_destination_and_says_what_a_snapshot_cannot_hold(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": True, "smsDestination": "+14085551200"}})
    emulator.world.set_voicemail(BO, {"notifications": {"enabled": True, "smsDestination": "+14085551201"}})
    nobody = run(
        tmp_path, OFFBOARD, voicemail_offboarding_people=[ANNA], voicemail_offboarding_snapshot="leavers.snapshot"
    )
    contact = run(tmp_path, OFFBOARD, voicemail_offboarding_people=[BO], voicemail_offboarding_contact=CARLA)
    for ran, who in ((nobody, ANNA), (contact, BO)):
        assert ran.status == 0, ran.output
        assert not emulator.world.voicemail(who)["notifications"].get("smsDestination")
        assert "do not include the sound of greetings, passcodes or messages" in ran.output
    back = run(tmp_path, ONBOARD, voicemail_onboarding_people=[ANNA], voicemail_onboarding_snapshot="leavers.snapshot")
    assert back.status == 0, back.output
    assert emulator.world.voicemail(ANNA)["notifications"]["smsDestination"] == "+14085551200"
    assert set(verbs(emulator)) == {"GET", "PUT"}
