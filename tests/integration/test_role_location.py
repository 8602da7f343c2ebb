# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role voicemail_location: in check mode, for real, and again."""

from __future__ import annotations

from pathlib import Path

import yaml

from ansible_collections.webex.calling.plugins.module_utils._resources.location_voice_portal import (
    LOCATION_VOICE_PORTAL,
)
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import LOCATION_VOICEMAIL, VOICE_PORTAL
from ansible_collections.webex.calling.tests.integration.role_support import run, thrice
from ansible_collections.webex.calling.tests.integration.support import ROOT, Json, writes
from ansible_collections.webex.calling.tests.integration.test_surveys import launched

LOCATION = "webex.calling.location"


def settings(emulator: Emulator, name: str) -> Json:
    """What the server holds of a location: of its voice portal, and whether it transcribes."""
    world = emulator.world
    owner = next(one for one in world.locations if one.location_name == name)
    return {**world.settings(VOICE_PORTAL, owner), **world.settings(LOCATION_VOICEMAIL, owner)}


def result(ran: object) -> Json:
    found: Json = ran.stats["voicemail_location_result"]  # type: ignore[attr-defined]
    return found


def test_transcription_and_voice_portals(emulator: Emulator, tmp_path: Path) -> None:
    before = {name: settings(emulator, name) for name in ("Stockholm", "Lisbon", "Milpitas")}
    checked, done, again = thrice(
        emulator,
        tmp_path,
        LOCATION,
        voicemail_location_locations=["Lisbon", "Stockholm"],
        voicemail_location_transcription="true",
        voicemail_location_portal={"extension": "08100", "language_code": "sv_se", "phone_number": None},
    )
    new = {"extension": "08100", "languageCode": "sv_se", "voicemailTranscriptionEnabled": True}
    for name in ("Stockholm", "Lisbon"):
        assert settings(emulator, name) == {**before[name], **new}
    assert settings(emulator, "Milpitas") == before["Milpitas"]
    one_changed = {"total": 2, "changed": 2, "unchanged": 0, "failed": 0}
    assert result(done)["summary"]["voice portals"] == one_changed
    assert result(checked)["summary"] == result(done)["summary"]
    assert result(again) == {
        "check_mode": False,
        "changed": False,
        "summary": {
            step: {"total": 2, "changed": 0, "unchanged": 2, "failed": 0} for step in ("voice portals", "transcription")
        },
        "failed": [],
        "msg": "",
    }
    assert result(checked)["check_mode"] and not result(done)["check_mode"]


def test_all_locations_and_transcription_alone(emulator: Emulator, tmp_path: Path) -> None:
    ran = run(tmp_path, LOCATION, voicemail_location_all=True, voicemail_location_transcription=False)
    assert ran.status == 0, ran.output
    world = emulator.world
    assert list(result(ran)["summary"]) == ["transcription"]
    assert not any(world.settings(LOCATION_VOICEMAIL, one)["voicemailTranscriptionEnabled"] for one in world.locations)
    assert not any("voicePortal" in entry["path"] for entry in emulator.log)


def test_where_it_fails_for_a_location_the_others_are_done(emulator: Emulator, tmp_path: Path) -> None:
    lisbon = next(one.id for one in emulator.world.locations if one.location_name == "Lisbon")
    emulator.fault("status", {"method": "PUT", "path": f"{lisbon}/voicePortal"}, status=403, times=10)
    ran = run(
        tmp_path,
        LOCATION,
        voicemail_location_locations="Lisbon\nNowhere\nStockholm\n",
        voicemail_location_transcription=True,
        voicemail_location_portal="language_code: sv_se",
    )
    assert ran.status == 2 and ran.recap["failed"] == 1
    found = result(ran)
    assert found["changed"] and found["summary"]["voice portals"]["failed"] == 2
    assert [one["location"] for one in found["failed"]] == ["Lisbon", "Nowhere", "Nowhere"]
    assert "there is no location Nowhere" in found["msg"] and "Lisbon: PUT" in found["msg"]
    assert ran.output.index("Show the summary") < ran.output.index("fatal: [localhost]")
    assert settings(emulator, "Stockholm")["languageCode"] == "sv_se"
    assert settings(emulator, "Lisbon")["voicemailTranscriptionEnabled"]


def test_where_the_portals_are_refused_nothing_is_written(emulator: Emulator, tmp_path: Path) -> None:
    emulator.read_only = True
    portal = {"direct_line_caller_id_name": {"selection": "OTHER"}}
    ran = run(
        tmp_path,
        LOCATION,
        voicemail_location_locations=["Lisbon"],
        voicemail_location_transcription=True,
        voicemail_location_portal=portal,
    )
    assert ran.status == 2 and "got: OTHER found in direct_line_caller_id_name" in result(ran)["msg"]
    assert result(ran)["summary"] == {"voice portals": {}} and emulator.log == []
    assert '"msg": {' not in ran.output


def test_a_setting_without_a_colon_is_refused_with_the_form_to_use(emulator: Emulator, tmp_path: Path) -> None:
    portal = "voicemail_location_portal"
    ran = run(tmp_path, LOCATION, voicemail_location_locations="Stockholm", **{portal: "extension 8000"})
    expected = "a dictionary, or a text with setting: value on each line"
    assert f"{portal} must be {expected}, not extension 8000 (a text)" in ran.output and emulator.log == []


def test_the_survey(emulator: Emulator, tmp_path: Path) -> None:
    """Digits stay as they were typed, on every release of ansible-core."""
    answers = {
        "voicemail_location_locations": "São Paulo / Norte",
        "voicemail_location_transcription": "unchanged",
        "voicemail_location_portal": "extension: 08123",
    }
    status, output = launched(tmp_path, "location", answers)
    assert status == 0, output
    assert settings(emulator, "São Paulo / Norte")["extension"] == "08123"
    assert len(writes(emulator)) == 1


def test_the_role_knows_every_setting_of_a_portal() -> None:
    known = yaml.safe_load((ROOT / "roles/voicemail_location/vars/main.yml").read_text())["voicemail_location_known"]
    assert known == [name for name, one in LOCATION_VOICE_PORTAL.fields.fields.items() if not one.read_only]
    tasks = (ROOT / "roles/voicemail_location/tasks/main.yml").read_text()
    assert all(f'{name}: "{{{{ voicemail_location_settings.{name} | default(omit) }}}}"' in tasks for name in known)
