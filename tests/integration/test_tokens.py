# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: given, minted, and what they may."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    RINGS,
    VOICEMAIL,
    call,
    methods,
    puts,
)

pytestmark = pytest.mark.usefixtures("both_ways", "other_rings")


def test_a_minted_token(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    result = call(VOICEMAIL, person=ANNA, **CLIENT, **RINGS)
    assert result["changed"] and result["api"]["requests"] - result["api"]["retries"] == 3 + puts(emulator)
    assert methods(emulator)[0] == "POST /access_token"


@pytest.mark.parametrize("wrong", list(CLIENT))
def test_a_token_that_cannot_be_minted(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    result = call(VOICEMAIL, person=ANNA, **{**CLIENT, wrong: "another"}, **RINGS)
    assert result["failed"] and "POST /access_token" in result["msg"] and "is wrong or expired" in result["msg"]
    assert not any(secret in str(result) for secret in CLIENT.values() if secret != CLIENT["client_id"])


def test_no_token(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    assert "There is no access token" in call(VOICEMAIL, person=ANNA)["msg"]
    assert emulator.log == []


def test_a_token_that_may_only_read(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=ANNA, access_token=READONLY_TOKEN, **RINGS)
    assert result["status"] == 403 and "needs the scope spark-admin:people_write" in result["msg"]
    result = call("webex_org_voicemail", access_token=READONLY_TOKEN, number_of_days_for_message_expiry=99)
    assert "needs the scope spark-admin:telephony_config_write" in result["msg"]


def test_a_persons_own_token(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, access_token=USER_TOKEN, **RINGS)["changed"]
    assert call(VOICEMAIL, person=BO, access_token=USER_TOKEN, **RINGS)["status"] == 403


def test_the_organization_is_named_in_every_request(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, org_id=emulator.world.org_id, **RINGS)["changed"]
    assert {entry["query"].get("orgId") for entry in emulator.log} == {emulator.world.org_id}


def test_an_organization_of_somebody_else(emulator: Emulator) -> None:
    other = Emulator(people=1, seed=2).world.org_id
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, org_id=other, **RINGS)
    assert result["status"] == 401 and "check org_id" in result["msg"]


def test_action_group_and_environment(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "wrong")
    assert call("webex_org_voicemail_info")["status"] == 401
    assert call("webex_org_voicemail_info", access_token=ADMIN_TOKEN)["voicemail"]
