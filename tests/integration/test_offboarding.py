# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role voicemail_offboarding, and that onboarding restores what was before."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import (
    DAVID,
    OFFBOARD,
    ONBOARD,
    expected,
    held,
    merged,
    onboarded,
    run,
    same,
    state,
    thrice,
)
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    ROOT,
    Json,
    call,
    writes,
)

LEAVER: Json = {
    "enabled": True,
    "sendAllCalls": {"enabled": True},
    "sendBusyCalls": {"greeting": "DEFAULT"},
    "sendUnansweredCalls": {"greeting": "DEFAULT"},
    "transferToNumber": {"enabled": False},
    "messageStorage": {"storageType": "INTERNAL"},
}


def to(contact: str) -> Json:
    return {
        "notifications": {"enabled": True, "destination": contact},
        "emailCopyOfMessage": {"enabled": True, "emailId": contact},
    }


NOT_RESTORED = pytest.mark.variants(
    without="missing",
    because="what was not told is not in the snapshot, and stays as it was made",
)


@NOT_RESTORED
def test_off_boarding_and_exact_restore(emulator: Emulator, tmp_path: Path) -> None:
    """BO and CARLA have a greeting of their own and an external mailbox; what they never set is missing again after."""
    for who, section in ((BO, "sendBusyCalls"), (CARLA, "sendUnansweredCalls")):
        emulator.world.set_voicemail(who, {section: {"greeting": "CUSTOM", "greetingUploaded": True}})
        emulator.world.set_voicemail(who, {"notifications": {"enabled": False, "destination": None}})
        emulator.world.set_voicemail(
            who, {"messageStorage": {"storageType": "EXTERNAL", "externalEmail": "x@example.net"}}
        )
    before = state(emulator)
    leavers, file = [BO, CARLA], tmp_path / "leavers.snapshot"
    variables: Json = {
        "voicemail_offboarding_people": leavers,
        "voicemail_offboarding_contact": ANNA,
        "voicemail_offboarding_snapshot": "leavers.snapshot",
    }

    emulator.read_only = True
    checked = run(tmp_path, OFFBOARD, "--check", "--diff", **variables)
    assert checked.status == 0, checked.output
    assert not list(tmp_path.glob("leavers*")) and "Save the current settings to the snapshot" in checked.output
    emulator.read_only = False
    wanted = {who: expected(emulator, who, LEAVER, to(ANNA)) for who in leavers}
    read = call("webex_person_voicemail_info", person=leavers)["people"]
    done = run(tmp_path, OFFBOARD, "--diff", **variables)
    assert done.status == 0 and done.recap["changed"] == checked.recap["changed"] == 2, done.output
    assert done.recap["ok"] == checked.recap["ok"]
    assert same(state(emulator, leavers)) == same(wanted)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and held(file) == {
        one["email"].lower(): one["voicemail"] for one in read
    }
    # What a file keeps is neither an artifact nor a fact, and check mode has neither.
    for one in (checked, done):
        assert "voicemail_offboarding_before" not in one.stats and "names no file" not in one.output
    assert "The previous settings would be kept in leavers.snapshot." in checked.output
    assert (
        "The previous settings are in leavers.snapshot. To restore them, run webex.calling.onboard with" in done.output
    )
    assert done.stats["voicemail_offboarding_result"]["summary"]["changed"] == 2
    content = file.read_bytes()

    # Again, for another contact, and for one more leaver: what the file holds stays.
    emulator.clear_log()
    again = run(tmp_path, OFFBOARD, **variables)
    assert again.status == 0 and again.recap["changed"] == 0 and writes(emulator) == []
    assert file.read_bytes() == content
    more = {**variables, "voicemail_offboarding_people": [*leavers, DAVID], "voicemail_offboarding_contact": ""}
    nobodys = run(tmp_path, OFFBOARD, **more)
    assert nobodys.status == 0, nobodys.output
    assert sorted(held(file)) == [BO, CARLA, DAVID]
    assert [held(file)[one] for one in leavers] == [one["voicemail"] for one in read]
    nobody: Json = {
        "notifications": {"enabled": False, "destination": "", "smsDestination": ""},
        "emailCopyOfMessage": {"enabled": False},
    }
    for who in (*leavers, DAVID):
        found = emulator.world.voicemail(who)
        assert same(merged(found, LEAVER, nobody)) == same(found)

    # Restored by the role, and nothing but what was.
    snapshot_of = {"voicemail_onboarding_snapshot": "leavers.snapshot"}
    one_of_them = run(tmp_path, ONBOARD, "-vvv", "--diff", **snapshot_of, voicemail_onboarding_people=BO.upper())
    assert one_of_them.status == 0 and same(state(emulator, [BO])) == same({BO: before[BO]}), one_of_them.output
    assert emulator.world.voicemail(CARLA) != before[CARLA]
    for other in (CARLA, DAVID):
        assert other not in one_of_them.output and emulator.world.person(other).id not in one_of_them.output
    dummy, restored, dummy = thrice(emulator, tmp_path, ONBOARD, **snapshot_of, voicemail_onboarding_snapshot_all=True)
    assert onboarded(restored)["profiles"] == {"(no profile)": {"total": 3, "changed": 2, "unchanged": 1, "failed": 0}}
    assert same(state(emulator)) == same(before)
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": BO}, status=404, times=1)
    named = run(tmp_path, ONBOARD, **snapshot_of, voicemail_onboarding_snapshot_all="true")
    assert [one["person"] for one in onboarded(named)["failed"]] == [BO]

    # What was changed since is in no snapshot: it is not lost.
    emulator.world.set_voicemail(BO, {"sendUnansweredCalls": {"numberOfRings": 11}})
    emulator.read_only = True
    lost = run(tmp_path, OFFBOARD, **variables)
    assert lost.status == 2 and f"The snapshot holds settings of {BO} that differ" in lost.output


@NOT_RESTORED
def test_off_boarding_without_a_file_returns_what_restores(emulator: Emulator, tmp_path: Path) -> None:
    """Who cannot be read is not changed. What the job returned, pasted as text into the survey of onboarding, restores."""
    before = state(emulator)
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": CARLA}, status=404, times=1)
    ran = run(tmp_path, OFFBOARD, voicemail_offboarding_people=f"{ANNA}\n{CARLA}")
    assert ran.status == 2 and ran.recap["failed"] == 1
    result = ran.stats["voicemail_offboarding_result"]
    assert result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert [one["person"] for one in result["failed"]] == [CARLA] and CARLA in result["msg"]
    assert "Only AWX keeps the previous settings, in the artifact voicemail_offboarding_before" in ran.output
    assert emulator.world.voicemail(ANNA) != before[ANNA] and emulator.world.voicemail(CARLA) == before[CARLA]
    # The list alone or all artifacts, in JSON or YAML, as AWX shows them.
    for kept in (
        json.dumps(ran.stats["voicemail_offboarding_before"]),
        json.dumps(ran.stats, indent=4),
        "---\n" + yaml.safe_dump(ran.stats),
    ):
        left = emulator.world.voicemail(ANNA)
        restored = run(tmp_path, ONBOARD, voicemail_onboarding_people=kept)
        assert restored.status == 0, restored.output
        assert same(state(emulator)) == same(before)
        emulator.world.set_voicemail(ANNA, left)


def test_no_settings_from_before_are_returned_where_nobody_wants_them(emulator: Emulator, tmp_path: Path) -> None:
    checked = run(tmp_path, OFFBOARD, "--check", voicemail_offboarding_people=[ANNA])
    done = run(
        tmp_path, OFFBOARD, "-vvv", voicemail_offboarding_people=[ANNA], voicemail_offboarding_return_before="false"
    )
    for one in (checked, done):
        assert one.status == 0 and list(one.stats) == ["voicemail_offboarding_result"], one.output
    assert "The previous settings would not be kept: name a file in voicemail_offboarding_snapshot" in checked.output
    assert "cannot be restored: voicemail_offboarding_snapshot names no file" in done.output
    assert "voicemail_offboarding_before:" not in done.output and '"voicemail_offboarding_before"' not in done.output


def test_off_boarding_clears_both_destinations(emulator: Emulator, tmp_path: Path) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": False, "destination": BO}})
    assert run(tmp_path, OFFBOARD, voicemail_offboarding_people=[ANNA]).status == 0
    after = same(emulator.world.voicemail(ANNA)["notifications"])
    assert after["enabled"] is False and not {"destination", "smsDestination"} & set(after)
    shipped = yaml.safe_load((ROOT / "roles/voicemail_offboarding/vars/main.yml").read_text())
    for whose in ("to_nobody", "to_the_contact"):
        assert shipped[f"voicemail_offboarding_{whose}"]["notifications"]["sms_destination"] == ""


def test_white_space_around_a_contact_is_none_of_it(emulator: Emulator, tmp_path: Path) -> None:
    ran = run(tmp_path, OFFBOARD, voicemail_offboarding_people=[ANNA], voicemail_offboarding_contact=f" {BO}\n")
    assert ran.status == 0, ran.output
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"] == BO
