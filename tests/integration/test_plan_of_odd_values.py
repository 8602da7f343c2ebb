# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that the API returned, and that no task would be allowed to set, is in the files as it is: nothing is judged but what changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import GROUP, Files

SIP = "sip:help@example.com"
ODD = {
    "sendUnansweredCalls": {"numberOfRings": 25},
    "notifications": {"enabled": False, "destination": "a@example.com, b@example.com"},
    "transferToNumber": {"enabled": True, "destination": SIP},
    "faxMessage": {"enabled": False, "phoneNumber": "1-800-FLOWERS", "extension": "12a"},
}


@pytest.fixture
def files(emulator: Emulator, tmp_path: Path) -> Files:
    emulator.variants = ["broken-rules"]
    emulator.world.set_voicemail(ANNA, ODD)
    group = emulator.world.groups[0]
    emulator.world.set_settings(VOICEMAIL_GROUP, {"transferToNumber": {"enabled": True, "destination": SIP}}, group)
    return Files(tmp_path)


ENTRY = f"""{ANNA}:
  send_unanswered_calls:
    number_of_rings: 25
  notifications:
    destination: a@example.com, b@example.com
  transfer_to_number:
    destination: {SIP}
  fax_message:
    phone_number: 1800flowers
"""


@pytest.mark.usefixtures("both_ways")
def test_what_is_there_blocks_nothing(emulator: Emulator, files: Files) -> None:
    """Neither a plan nor an audit, and the change beside it is made."""
    assert files.plan()["plan_status"] == "clean"
    wanted = not emulator.world.voicemail(ANNA)["enabled"]
    files.only(ENTRY.replace("flowers", "FLOWERS") + f"  enabled: {str(wanted).lower()}\n")
    folder, output = str(files.folder), str(files.root / "audit")
    assert "failed" not in call("webex_voicemail_audit", directory=folder, output=output)
    assert files.plan()["counts"] == {"people": {"change": 1}}
    emulator.clear_log()
    assert files.apply()["results"]["applied"] == 1 and len(writes(emulator)) == 1
    now = emulator.world.voicemail(ANNA)
    assert now["enabled"] is wanted and now["transferToNumber"]["destination"] == SIP
    assert now["sendUnansweredCalls"]["numberOfRings"] == 25 and now["faxMessage"]["phoneNumber"] == "1-800-FLOWERS"


@pytest.mark.usefixtures("both_ways")
def test_what_differs_is_refused_with_file_and_line(emulator: Emulator, files: Files) -> None:
    """All of it at once: of entries, of profiles, of groups that are to be created; and no plan is saved."""
    files.only(ENTRY.replace("25", "26").replace(SIP, "help") + f"{BO}: odd\n")
    (files.folder / "profiles.yml").write_text("odd:\n  send_unanswered_calls: {number_of_rings: 1}\n")
    files.write(
        "Oslo", "voicemail_groups", f"New:\n  {GROUP % '12a'}  passcode_variable: new\nOther:\n  enabled: true\n"
    )
    result = files.plan()
    people, groups = "locations/Oslo/people.yml", "locations/Oslo/voicemail_groups.yml"
    assert result["failed"] and not (files.root / "plan").exists()
    for words in (
        f"{people}:3: send_unanswered_calls.number_of_rings must be from 2 to 20, not 26.",
        f"{people}:7: transfer_to_number.destination is not a phone number: help (it holds the letters h, e, l, p).",
        f"{people}:9: fax_message.phone_number is not a phone number: 1800flowers",
        "profiles.yml:2: send_unanswered_calls.number_of_rings must be from 2 to 20, not 1.",
        f"{groups}:2: extension is not an extension: 12a (it holds the letter a).",
        f"{groups}:15: Other: it does not exist, and creating it requires extension, passcode, language_code",
        "No file may hold the passcode: set passcode_variable to a name, and give apply the passcode under this name in passcodes.",
    ):
        assert words in result["msg"], result["msg"]
    assert "destination holds" not in result["msg"] and not writes(emulator)


def test_bad_values_are_told_in_the_order_of_lines(emulator: Emulator, files: Files) -> None:
    emails = [person.email for person in emulator.world.people if person.licensed and person.email != ANNA][:5]
    files.only("".join(f"{one}:\n  send_unanswered_calls:\n    number_of_rings: 99\n" for one in emails))
    told = re.findall(r"people\.yml:([0-9]+): ", files.plan()["msg"])
    assert told == ["3", "6", "9", "12", "15"]
