# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan says where the files cannot be followed: they break a rule of the API, or are about nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, wants

PEOPLE = "locations/Oslo/people.yml"


@pytest.fixture
def files(emulator: Emulator, tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_what_breaks_a_rule_is_refused_with_file_and_line(emulator: Emulator, files: Files) -> None:
    """A profile that needs a number which is not given. Of a snapshot, which nobody edits, the plan says the same and is incomplete."""
    for email in (ANNA, BO):
        emulator.world.set_voicemail(email, {"transferToNumber": {"enabled": False, "destination": ""}})
    files.only(f"{ANNA}: executive\n{BO}: executive\n")
    refused = files.plan()
    for line, email in enumerate((ANNA, BO), start=1):
        words = f"{PEOPLE}:{line}: {email}: transfer_to_number.enabled cannot be true: it needs transfer_to_number.destination."
        assert words in refused["msg"], refused["msg"]
    assert refused["msg"].endswith(
        " Correct the files, or export again, if the organization's current settings are right."
    )
    assert refused["failed"] and not (files.root / "plan").exists() and not writes(emulator)
    files.only(f"{ANNA}:\n  profile: executive\n  transfer_to_number:\n    destination: '6527'\n")
    assert files.plan()["plan_status"] == "changes"


def test_a_restore_that_breaks_a_rule_is_incomplete(emulator: Emulator, files: Files) -> None:
    emulator.variants = ["broken-rules"]
    emulator.world.set_voicemail(ANNA, {"transferToNumber": {"enabled": True, "destination": ""}})
    snapshot = files.root / "snapshot"
    call("webex_voicemail_export", snapshot=str(snapshot))
    emulator.world.set_voicemail(ANNA, {"transferToNumber": {"enabled": False, "destination": ""}})
    planned = files.plan(snapshot=snapshot)
    words = f"The plan is incomplete: person {ANNA}: transfer_to_number.enabled cannot be true"
    assert planned["plan_status"] == "incomplete" and words in planned["summary"]
    assert "## Could not be planned" in (files.root / "plan/plan.md").read_text()


def test_a_group_that_lacks_what_its_creation_needs(emulator: Emulator, files: Files) -> None:
    files.only("")
    files.write("Oslo", "voicemail_groups", "Night:\n  extension: '61777'\n")
    planned = files.plan()
    where = "locations/Oslo/voicemail_groups.yml:1: Night: it does not exist, and creating it requires passcode, language_code"
    assert planned["failed"] and where in planned["msg"]
    assert (
        "set passcode_variable to a name, and give apply the passcode under this name in passcodes." in planned["msg"]
    )
    assert "Did you mean" not in planned["msg"]
    files.write("Stockholm", "voicemail_groups", "Salez:\n  extension: '61777'\n")
    assert "fax_message. Did you mean Sales? No file may hold" in files.plan()["msg"]


def test_entries_about_nobody(emulator: Emulator, files: Files) -> None:
    """The summary counts them, and each warning says what to do."""
    world = emulator.world
    unlicensed = next(person.email for person in world.people if not person.licensed)
    files.only(wants(4, "Ana.Andersson@example.com", "somebody.new@example.com", unlicensed))
    files.write("Oslo", "workspaces", "Nowhere: standard\n")
    (files.folder / "locations/Osloo").mkdir()
    files.write("Osloo", "location", "voicemail:\n  voicemail_transcription_enabled: true\n")
    planned = files.plan()
    assert planned["plan_status"] == "clean"
    assert planned["summary"] == "Nothing changes. 5 entries match nobody: see the warnings."
    for words in (
        f"{PEOPLE}:1: Ana.Andersson@example.com does not exist: did you mean {ANNA}?",
        f"{PEOPLE}:4: somebody.new@example.com does not exist: correct the address, or remove the entry.",
        f"{PEOPLE}:7: {unlicensed} has no Webex Calling: assign a licence, or write unmanaged.",
        "workspaces.yml:1: Nowhere does not exist: correct the name, or remove the entry.",
        "locations/Osloo: no location is called Osloo: did you mean Oslo?",
    ):
        assert any(words in one for one in planned["warnings"]), planned["warnings"]


def test_what_there_is_once_is_not_counted(emulator: Emulator, files: Files) -> None:
    """The organization and its rules."""
    settings = emulator.world.org_settings
    files.only("")
    (files.folder / "organization.yml").write_text(
        f"voicemail:\n  strict_deletion_enabled: {str(not settings['strictDeletionEnabled']).lower()}\n"
    )
    assert files.plan()["summary"] == "The voicemail settings of the organization change."
