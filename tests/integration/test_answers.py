# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are not what they should be: never followed, never taken for a fact, never written."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, methods, writes

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
OTHER_RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look after a lost answer comes at once."""
    monkeypatch.setattr(settings, "_SECOND_LOOK", 0.05)


@pytest.fixture(autouse=True)
def different(emulator: Emulator) -> None:
    """So that OTHER_RINGS differs."""
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}, "faxMessage": {"enabled": False}})


@pytest.mark.parametrize("kind", ["garbage", "content_type", "empty", "error_body"])
def test_an_answer_that_is_none_is_an_error(emulator: Emulator, kind: str) -> None:
    emulator.fault(kind, {"method": "GET", "path": "voicemail"})
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["failed"] and "expected a JSON object" in result["msg"] and result["status"] == 200
    assert methods(emulator)[-1].startswith("GET")


@pytest.mark.parametrize(
    "change",
    [
        {"path": "enabled", "to": 1},
        {"path": "enabled", "to": "true"},
        {"path": "sendUnansweredCalls", "to": []},
        {"path": "sendUnansweredCalls.numberOfRings", "to": "3"},
        {"path": "sendUnansweredCalls.numberOfRings", "to": True},
        {"path": "sendUnansweredCalls.numberOfRings", "to": 3.5},
        {"path": "sendUnansweredCalls.systemMaxNumberOfRings", "to": "20"},
        {"path": "notifications", "to": []},
        {"path": "notifications", "to": "off"},
        {"path": "faxMessage.extension", "to": 5},
        {"path": "", "to": {}},
        {"path": "", "to": {"items": [], "enabled": None}},
        {"path": "", "to": []},
        {"path": "", "to": None},
    ],
)
def test_an_answer_that_is_not_understood_is_never_written(emulator: Emulator, change: t.Any) -> None:
    emulator.fault("mutate", {"method": "GET", "path": "voicemail"}, **change)
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["failed"] and ("expected a JSON object" in result["msg"] or "not understood" in result["msg"])
    assert writes(emulator) == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(emulator: Emulator, status: int) -> None:
    with Emulator(people=5) as other:
        emulator.fault("redirect", {"path": "voicemail"}, status=status, location=other.url + "/people/me")
        result = call(VOICEMAIL, person=ANNA)
        assert result["status"] == status and "Redirects are not followed" in result["msg"]
        assert other.log == []


@pytest.mark.parametrize(
    "url", ["{other}/v1/people?cursor=x", "http://127.0.0.1.example.com/v1/people", "{same}x/people"]
)
def test_a_page_on_another_host_is_not_asked_for(emulator: Emulator, url: str) -> None:
    with Emulator(people=5) as other:
        emulator.fault("link", {"path": "^/people$"}, url=url.format(other=other.origin, same=emulator.url))
        result = call("webex_person_voicemail_info")
        assert result["failed"] and "on another host" in result["msg"]
        assert other.log == []


def test_a_page_that_leads_to_itself(emulator: Emulator) -> None:
    emulator.fault("link", {"path": "^/people$"}, url=emulator.url + "/people?callingData=true&max=100")
    result = call("webex_person_voicemail_info")
    assert "the next page was read before" in result["msg"]
    assert len(emulator.log) == 2


@pytest.mark.parametrize(
    "change", [{"path": "items", "drop": True}, {"path": "items", "to": {}}, {"path": "items.0", "to": 1}]
)
def test_a_list_that_is_none(emulator: Emulator, change: t.Any) -> None:
    emulator.fault("mutate", {"path": "^/people$"}, **change)
    assert "expected a list of items" in call(VOICEMAIL, person=BO, **OTHER_RINGS)["msg"]


def test_foreign_words_are_made_fit_for_a_terminal(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=400, message="a\x1b[2Jb\r\nc" + "d" * 9999)
    result = call(VOICEMAIL, person=ANNA)
    assert result["api_message"].startswith("a [2Jb c") and len(result["msg"]) < 1000


@pytest.mark.parametrize(
    "body", ['{"errors": 5}', '{"errors": [1, {"errorCode": []}, {"description": {}}], "message": []}', "[]", "", "{"]
)
def test_an_error_in_another_form(emulator: Emulator, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "voicemail"}, status=400, body=body, headers=headers)
    result = call(VOICEMAIL, person=ANNA)
    assert result["status"] == 400 and result["msg"].startswith(f"{ANNA}: GET ")


def test_an_answer_too_large(emulator: Emulator) -> None:
    emulator.fault("body", {"path": "voicemail"}, size=64, gzip=True)
    assert "more than 16 MiB" in call(VOICEMAIL, person=ANNA)["msg"]


def test_an_answer_nested_too_deep(emulator: Emulator) -> None:
    emulator.fault("body", {"path": "voicemail"}, size=1)
    assert "expected a JSON object" in call(VOICEMAIL, person=ANNA)["msg"]
