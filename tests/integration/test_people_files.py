# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV files and lists as people write them: what the roles print of them."""

from __future__ import annotations

import json
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import OFFBOARD, ONBOARD, onboarded, run
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, ansible, writes
from ansible_collections.webex.calling.tests.integration.test_surveys import launched

ZERO = "transfer_to_number.destination"
WRONG = f"""person,profile,{ZERO},rings,send_unanswered_calls.number_of_rings,enabled
{ANNA},executive,+1 408 555 12oo,,1,true
{BO},exekutive,13O0x,,25,maybe
quinn.quist,,,,4,
{CARLA},,=1+1,,four,
"""


def said(output: str) -> list[str]:
    """The lines of the message with which a run failed."""
    dummy, dummy, result = output.partition("fatal: [localhost]: FAILED! => ")
    message: str = json.loads(result.splitlines()[0])["msg"]
    return message.splitlines()


def test_all_mistakes_of_a_csv_are_one_message_of_a_line_each(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(WRONG)
    ran = run(tmp_path, ONBOARD, voicemail_onboarding_csv_file="people.csv")
    assert (ran.status, ran.recap["failed"]) == (2, 1) and emulator.log == []
    head, *lines = said(ran.output)
    assert head == "Nothing was written. This is wrong:"
    places = [line.split(": ")[0] for line in lines]
    rings = "send_unanswered_calls.number_of_rings"
    assert places == [
        f"Line {line} of people.csv, column {column}"
        for line, columns in {
            1: ["rings"],
            2: [ZERO, rings],
            3: ["profile", ZERO, rings, "enabled"],
            4: ["person"],
        }.items()
        for column in columns
    ] + [f"Line 5 of people.csv, column {column}" for column in (ZERO, rings)]
    assert "caused by" not in ran.output and ran.output.count("[ERROR]") <= 1
    if "[ERROR]" in ran.output:  # from ansible-core 2.19 on
        assert "\n" + "\n".join(lines) + "\n" in ran.output


def test_greetings_that_are_none_are_told_alike(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "music.wav").write_text("no sound")
    csv = f"person,greeting_busy\n{ANNA},nowhere.wav\n{BO},music.wav\n"
    ran = run(tmp_path, ONBOARD, voicemail_onboarding_csv=csv)
    dummy, nowhere, music = said(ran.output)
    assert (
        nowhere.startswith("There is no greeting nowhere.wav that can be read in ")
        and "or beside the playbook" in nowhere
    )
    assert music.startswith("music.wav is a text and must be a WAV file")
    assert "caused by" not in ran.output and emulator.log == []


def test_a_csv_as_control_hub_exports_it(emulator: Emulator, tmp_path: Path) -> None:
    csv = "First Name,User ID/Email (Required),Extension,sendUnansweredCalls.numberOfRings\n"
    csv += f"Anna,{ANNA},7001,7\nNo,nobody@example.com,,7\n"
    variables = {"voicemail_onboarding_csv": csv, "voicemail_onboarding_ignore_unknown_columns": "true"}
    ran = run(tmp_path, ONBOARD, **variables)
    assert ran.status == 2 and emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["numberOfRings"] == 7
    result = onboarded(ran)
    assert result["ignored_columns"] == ["First Name", "Extension"]
    assert [(one["person"], one["line"]) for one in result["failed"]] == [("nobody@example.com", "line 3 of the CSV")]
    assert result["table"][0] == f"People: {ANNA}, nobody@example.com"
    assert "Columns of the CSV that were left out: First Name, Extension" in ran.output
    assert "nobody@example.com (line 3 of the CSV): no person in the organization" in ran.output


def test_a_text_with_people_is_taken_apart_alike(emulator: Emulator, tmp_path: Path) -> None:
    """From a survey, and from -e."""
    status, output = launched(tmp_path, "offboard", {"voicemail_offboarding_people": f"{ANNA}\n{BO}\n"}, "--check")
    assert status == 0 and f"People: {ANNA}, {BO}" in output
    value = f"voicemail_offboarding_people='{ANNA}, {BO}'"
    done = ansible("ansible-playbook", OFFBOARD, "--check", "-e", value, cwd=tmp_path)
    assert done.returncode == 0 and f"People: {ANNA}, {BO}" in done.stdout
    assert writes(emulator) == []
