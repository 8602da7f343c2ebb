# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passcodes, resets and greetings in the emulator."""

from __future__ import annotations

import struct

import pytest

from ansible_collections.webex.calling.tests.emulator.first import PASSCODES
from ansible_collections.webex.calling.tests.emulator.passcodes import breaks_rules
from ansible_collections.webex.calling.tests.emulator.resources import MAILBOXES, ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.tests.emulator.sounds import LARGEST, fault_of_sound
from ansible_collections.webex.calling.tests.integration.emulator_support import ask, emulator, put, refused, running

__all__ = ["ask", "emulator", "running"]

PATHS = {
    "person": "/telephony/config/people/{}/voicemail/passcode",
    "workspace": "/telephony/config/workspaces/{}/voicemail/passcode",
    "virtual_line": "/telephony/config/virtualLines/{}/voicemail/passcode",
}
REFUSED = r"^\[Error 5432\] Invalid portal passcode\.$"
JSON = {"Content-Type": "application/json"}


def settings_of(one):
    """The path of an owner's mailbox."""
    return MAILBOXES[one.kind].path.format(**{one.kind: one.id})


def first(emulator, kind):
    """The first owner of a kind, and the path of its passcode."""
    one = emulator.world.rosters[kind].all[0]
    return one, PATHS[kind].format(one.id)


# --- passcodes


@pytest.mark.parametrize("kind", PATHS)
def test_passcodes(emulator, ask, kind):
    one, path = first(emulator, kind)
    response = ask("PUT", path, json={"passcode": "135790"})
    assert (response.status_code, response.content) == (204, b"")
    assert emulator.world.passcodes == {one.id: "135790"}
    assert emulator.stats()["writes"] == 1
    for body, words, code in (
        ({}, "^Missing Mandatory field name: passcode$", 25008),
        ({"passcode": 135790}, "must be a str, not int", None),
        ({"passcode": "135790", "pin": "1"}, "pin is not a known property", None),
        ({"passcode": "123456"}, REFUSED, None),
        ({"passcode": "111111"}, REFUSED, None),
        ({"passcode": "12345678"}, REFUSED, None),
        ({"passcode": "13579a"}, REFUSED, None),
    ):
        assert refused(emulator, ask("PUT", path, json=body), 400, words, code)
    assert "135790" not in str(emulator.log)
    assert emulator.world.passcodes == {one.id: "135790"}
    assert refused(emulator, ask("GET", path), 405, "GET")
    assert refused(emulator, ask("PUT", path, data="135790"), 415, "Content-Type")


@pytest.mark.parametrize(
    ("passcode", "broken"),
    [
        ("13579", True),
        ("135790", False),
        ("1357901", False),
        ("1" + "35790" * 5 + "2468", False),
        ("1" + "35790" * 6 + "2468", True),
        ("121212", True),
        ("123123", True),
        ("122213", False),
        ("122221", True),
        ("123856", False),
        ("123485", True),
        ("321856", False),
        ("432185", True),
        ("", True),
    ],
)
def test_rules(passcode, broken):
    assert breaks_rules(passcode, PASSCODES) is broken


def test_rules_that_are_off():
    off = {"blockRepeatedDigits": {"enabled": False}, "blockContiguousSequences": {"enabled": False}}
    for rules in ({}, off, {"length": {"min": 4}}):
        assert not breaks_rules("111111", rules)
        assert not breaks_rules("123456", rules)
    assert not breaks_rules("1234", {"length": {"min": 4, "max": 5}})
    assert breaks_rules("123456", {"length": {"min": 4, "max": 5}})


def test_ones_own_number_is_refused_and_nobody_blamed(emulator, ask):
    one, path = first(emulator, "virtual_line")
    number = "14086527193"
    emulator.world.change(one, phone_number=f"+{number}")
    for passcode in (number, number[::-1]):
        assert not refused(emulator, ask("PUT", path, json={"passcode": passcode}), 400, REFUSED)


def test_previous_passcodes(emulator, ask):
    one, path = first(emulator, "person")
    assert [ask("PUT", path, json={"passcode": "135790"}).status_code for dummy in range(2)] == [204, 204]
    rules = {"blockPreviousPasscodes": {"enabled": True, "numberOfPasscodes": 2}}
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, rules)
    assert not refused(emulator, ask("PUT", path, json={"passcode": "135790"}), 400, REFUSED)
    for passcode in ("246813", "975310", "135790"):
        assert ask("PUT", path, json={"passcode": passcode}).status_code == 204
    assert emulator.world.passcodes == {one.id: "135790"}


# --- resets


@pytest.mark.parametrize("kind", ["person", "virtual_line"])
def test_reset(emulator, ask, kind):
    one, dummy = first(emulator, kind)
    path = f"{settings_of(one)}/actions/resetPin/invoke"
    emulator.world.passcodes[one.id] = "975310"
    assert refused(emulator, ask("POST", path), 415, "application/json")
    assert refused(emulator, ask("POST", path, json={"passcode": "1"}), 400, "must be empty")
    assert ask("POST", path, headers=JSON).status_code == 204
    assert one.id not in emulator.world.passcodes
    body = {"defaultVoicemailPinEnabled": True, "defaultVoicemailPin": "246813"}
    assert ask("PUT", ORG_VOICEMAIL_RULES.path, json=body).status_code == 204
    assert ask("POST", path, json={}).status_code == 204
    assert emulator.world.passcodes == {one.id: "246813", emulator.world.org_id: "246813"}
    assert emulator.stats()["writes"] == 3


def test_workspaces_have_no_reset(emulator, ask):
    one, dummy = first(emulator, "workspace")
    path = f"{settings_of(one)}/actions/resetPin/invoke"
    assert refused(emulator, ask("POST", path, headers=JSON), 404, "not be found")


# --- greetings


def wav(sound=bytes(range(256)) * 4, codec=7, channels=1, rate=8000, bits=8, before=b""):
    """A WAV file."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, codec, channels, rate, rate * channels, channels, bits)
    data = struct.pack("<4sI", b"data", len(sound)) + sound
    return struct.pack("<4sI4s", b"RIFF", 4 + len(before) + len(form) + len(data), b"WAVE") + before + form + data


def greeting(content=None, name="hello.wav", media="audio/wav", part="file"):
    """The files of a request."""
    return {part: (name, wav() if content is None else content, media)}


@pytest.mark.parametrize("kind", MAILBOXES)
@pytest.mark.parametrize(
    ("action", "section", "key"),
    [
        ("uploadBusyGreeting", "sendBusyCalls", "busy"),
        ("uploadNoAnswerGreeting", "sendUnansweredCalls", "unanswered"),
    ],
)
def test_upload(emulator, ask, kind, action, section, key):
    one, dummy = first(emulator, kind)
    emulator.world.set_voicemail(one, {section: {"greeting": "DEFAULT", "greetingUploaded": False}})
    custom = put(**{section: {"greeting": "CUSTOM"}})
    assert refused(emulator, ask("PUT", settings_of(one), json=custom), 400, "no custom greeting was uploaded")
    content = wav(b"\r\n--boundary--\r\n" + bytes(range(256)))
    response = ask("POST", f"{settings_of(one)}/actions/{action}/invoke", files=greeting(content))
    assert (response.status_code, response.content) == (201, b"")
    assert emulator.world.sounds == {(one.id, key): ("hello.wav", content)}
    shown = ask("GET", settings_of(one)).json()[section]
    assert (shown["greeting"], shown["greetingUploaded"]) == ("DEFAULT", True)
    assert ask("PUT", settings_of(one), json=custom).status_code == 204
    assert emulator.stats()["writes"] == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"json": {}}, "^Current request is not a multipart request$"),
        ({"data": b"RIFF", "headers": {"Content-Type": "audio/wav"}}, "not a multipart request"),
        ({"data": b"x", "headers": {"Content-Type": "multipart/form-data"}}, "not a multipart request"),
        ({"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}}, "not complete"),
        ({"files": greeting(part="audio")}, "^Required part 'file' is not present$"),
        ({"files": {**greeting(), **greeting(part="more")}}, "One part named file is expected, not 2"),
        ({"files": greeting(name="hello.mp3")}, "must end in .wav"),
        ({"files": greeting(media="audio/x-wav")}, "type of the part must be audio/wav"),
        ({"files": greeting(b"ID3")}, "is not a WAV file"),
        ({"files": greeting(wav()[:-1])}, "is not complete"),
        ({"files": greeting(wav(codec=1, bits=16))}, "is not G.711 u-law"),
        ({"files": greeting(wav(bytes(LARGEST)))}, "is larger than"),
    ],
)
def test_uploads_are_checked(emulator, ask, options, words):
    one, dummy = first(emulator, "person")
    path = f"{settings_of(one)}/actions/uploadBusyGreeting/invoke"
    assert refused(emulator, ask("POST", path, **options), 400, words)
    assert emulator.world.sounds == {}
    assert emulator.stats()["writes"] == 0


@pytest.mark.parametrize("other", [{"codec": 6}, {"channels": 2}, {"rate": 16000}, {"bits": 16}])
def test_other_sounds(other):
    assert "is not G.711 u-law" in fault_of_sound(wav(**other))


def test_files_of_sounds():
    assert fault_of_sound(wav()) == ""
    assert fault_of_sound(wav(before=struct.pack("<4sI", b"LIST", 3) + b"abc\0")) == ""
    assert fault_of_sound(wav(bytes(LARGEST - 44))) == ""
    assert fault_of_sound(wav(b"")) == "holds no sound"
    assert fault_of_sound(b"RIFX" + wav()[4:]) == "is not a WAV file"
    assert fault_of_sound(b"") == "is not a WAV file"
