# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Greetings: checked, uploaded once, selected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call, play, task, verbs, wav

MODULE = "webex_voicemail_greeting"


@pytest.fixture
def src(tmp_path: Path) -> str:
    """A greeting."""
    file = tmp_path / "help desk.wav"
    file.write_bytes(wav())
    return str(file)


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    ("target", "plural"),
    [
        ({"person": [ANNA]}, "people"),
        ({"workspace": ["Boardroom"]}, "workspaces"),
        ({"virtual_line": ["40002"]}, "virtual_lines"),
    ],
)
def test_uploaded_and_selected_once(emulator: Emulator, src: str, target: Result, plural: str) -> None:
    checked = call(MODULE, check=True, src=src, **target)
    assert verbs(emulator).count("POST") == 0
    done = call(MODULE, src=src, **target)
    assert not done.get("failed"), done
    uploads = verbs(emulator).count("POST")
    emulator.clear_log()
    again = call(MODULE, src=src, **target)
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False)
    assert checked[plural] == done[plural]
    assert set(verbs(emulator)) == {"GET"} and uploads in (1, 2)
    for section in ("send_busy_calls", "send_unanswered_calls"):
        assert again["voicemail"][section]["greeting"] == "CUSTOM" and again["voicemail"][section]["greeting_uploaded"]
    emulator.clear_log()
    forced = call(MODULE, src=src, force=True, greeting=["busy"], **target)
    assert forced["changed"] and verbs(emulator)[-2:] == ["GET", "POST"]
    assert forced["changes"] == [{"field": "send_busy_calls.greeting_file", "before": None, "after": None}]
    default = call(MODULE, state="absent", greeting=["busy"], **target)
    assert default["changes"] == [{"field": "send_busy_calls.greeting", "before": "CUSTOM", "after": "DEFAULT"}]
    assert not call(MODULE, state="absent", greeting=["busy"], **target)["changed"]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("check", [True, False])
def test_what_is_no_greeting_is_refused_with_the_way_out(emulator: Emulator, tmp_path: Path, check: bool) -> None:
    file = tmp_path / "music.wav"
    file.write_bytes(wav(tag=1, channels=2, rate=44100, bits=16))
    failed = call(MODULE, check=check, person=[ANNA, "nobody"], src=str(file))
    assert (
        f"src: {file} is PCM, 44,100 Hz, stereo, 16 bit, and must be G.711 u-law, 8,000 Hz, mono, 8 bit."
        in failed["msg"]
    )
    assert f"ffmpeg -i {file} -ar 8000 -ac 1 -c:a pcm_mulaw music-ulaw.wav" in failed["msg"]
    assert "nobody is not a valid Webex ID" in failed["msg"]
    missing = call(MODULE, check=check, person=[ANNA], src=str(tmp_path / "none.wav"))
    no_file = "none.wav cannot be read: No such file or directory"
    assert f"{no_file}. The file must be on the machine that runs the task." in missing["msg"]
    missing = call(MODULE, check=check, person=[ANNA], src="none.wav")
    assert missing["msg"].startswith(f"src: {no_file} in {os.getcwd()}. Put it into files/ of the role or beside the")
    assert "src is required if state is present" in call(MODULE, check=check, person=[ANNA])["msg"]
    assert (
        "one of the following is required: person, workspace, virtual_line"
        in call(MODULE, check=check, src=str(file))["msg"]
    )
    assert (
        "cannot be used if state is absent"
        in call(MODULE, check=check, person=[ANNA], src=str(file), state="absent")["msg"]
    )
    assert verbs(emulator) == []


EARLIER = {"greeting": "DEFAULT", "greetingUploaded": True}


@pytest.mark.usefixtures("both_ways")
def test_an_earlier_recording_that_is_selected_is_told_once(emulator: Emulator, src: str) -> None:
    for who in (ANNA, BO):
        emulator.world.set_voicemail(who, {"sendBusyCalls": EARLIER, "sendUnansweredCalls": EARLIER})
    told = (
        "the recording that was uploaded earlier is selected, and src is not sent. "
        "To replace it, use webex_voicemail_greeting with force: true."
    )
    checked = call(MODULE, check=True, person=[ANNA, BO], src=src)
    assert checked["warnings"] == [f"For 2 people, {told}"]
    assert call(MODULE, person=ANNA, src=src, greeting="busy")["warnings"] == [f"For 1 person, {told}"]
    assert "warnings" not in call(MODULE, person=ANNA, src=src, greeting="busy")
    emulator.fault("status", {"method": "PUT", "person": BO}, status=403, times=1)
    failed = call(MODULE, person=[ANNA, BO], src=src)
    assert failed["failed"] and failed["warnings"] == [f"For 1 person, {told}"]
    assert "warnings" not in call(MODULE, person=BO, src=src, force=True)
    assert "warnings" not in call(MODULE, person=[ANNA, BO], state="absent")


@pytest.mark.usefixtures("both_ways")
def test_the_difference_of_one_says_what_cannot_be_compared(emulator: Emulator, src: str) -> None:
    call(MODULE, person=ANNA, src=src)
    diff = call(MODULE, diff=True, person=ANNA, src=src, force=True, greeting="busy")["diff"]
    assert diff["after"] == {**diff["before"], "send_busy_calls.greeting_file": "is sent, and cannot be compared"}
    assert call(MODULE, diff=True, person=ANNA, src=src)["diff"] == {"before": {}, "after": {}}


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (wav()[:500], "is not complete: it should hold 800 bytes of sound, and holds 456. Copy it again, or"),
        (b"", "is empty and must be a WAV file. Check that it is the recording, and that it was copied completely."),
    ],
)
def test_what_is_damaged_is_refused_before_anything_is_sent(
    emulator: Emulator, tmp_path: Path, check: bool, content: bytes, words: str
) -> None:
    (tmp_path / "cut.wav").write_bytes(content)
    refused = call(MODULE, check=check, person=ANNA, src=str(tmp_path / "cut.wav"))
    assert f"cut.wav {words}" in refused["msg"] and emulator.log == []


def test_somebody_without_a_licence(emulator: Emulator, src: str) -> None:
    emulator.fault("status", {"path": "upload"}, status=405)
    assert "has no active Webex Calling licence" in call(MODULE, person=ANNA, src=src, force=True)["msg"]


@pytest.mark.usefixtures("both_ways")
def test_one_that_fails_stops_no_other(emulator: Emulator, src: str) -> None:
    emulator.fault("status", {"method": "POST", "person": BO}, status=403, times=10)
    done = call(MODULE, person=[BO, ANNA], src=src)
    assert done["failed"] and done["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert "the token needs the scope spark-admin:people_write" in done["msg"]


def test_src_is_looked_for_in_the_files_beside_a_playbook(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/greeting.wav").write_bytes(wav())
    played = play(tmp_path, task(MODULE, person=ANNA, src="greeting.wav"))
    assert played.status == 0, played.output
    assert played.results[0]["changed"]
    missing = play(tmp_path, task(MODULE, person=ANNA, src="other.wav"))
    assert "other.wav" in missing.results[0]["msg"] and missing.results[0]["failed"]
