# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials: tokens that are given, minted and renewed."""

from __future__ import annotations

import json
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, call, methods, puts, writes

VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    """So that RINGS differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


def licensed(emulator: Emulator) -> list[str]:
    return [person.id for person in emulator.world.people if person.licensed]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What mints a token, in place of one."""
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    return dict(CLIENT)


@pytest.mark.usefixtures("both_ways")
def test_a_token_that_expires_is_minted_once_more(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.latency = 0.01

    def expire() -> bool:
        for token in [one for one in emulator.api.tokens if one.startswith("emulator-minted-")]:
            emulator.revoke(token)
        return True

    emulator.fault("hold", {"path": "voicemail"}, until=expire, skip=20, times=1)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **app, **RINGS)
    assert not result.get("failed") and result["summary"]["changed"] == len(licensed(emulator))
    minted = 2 + ("limited-minting" in emulator.variants)
    assert methods(emulator).count("POST /access_token") == minted
    assert len(writes(emulator)) <= len(licensed(emulator)) * puts(emulator) + 5


@pytest.mark.usefixtures("both_ways")
def test_a_token_that_is_never_taken_ends_the_task(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=3, **app, **RINGS)
    assert result["summary"]["failed"] == len(licensed(emulator))
    assert len(emulator.log) <= 3 * 3 + 2


@pytest.mark.usefixtures("both_ways")
def test_what_is_minted_is_in_no_result(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.api.minted = 0
    first = call(INFO, person=emulator.world.person(ANNA).id, **app)
    assert not first.get("failed")
    (minted,) = (token for token in emulator.api.tokens if token.startswith("emulator-minted-1-"))
    emulator.api.minted = 0  # the next one is the same
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": minted}})
    assert minted not in json.dumps(call(INFO, person=emulator.world.person(ANNA).id, **app))


@pytest.mark.usefixtures("both_ways")
def test_a_refresh_token_that_is_returned_is_in_no_result_and_is_the_next(
    emulator: Emulator, app: dict[str, str]
) -> None:
    emulator.fault("mutate", {"path": "access_token"}, path="refresh_token", to="another-refresh-token", times=1)
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": "another-refresh-token"}})
    person = emulator.world.person(ANNA).id
    assert "another-refresh-token" not in json.dumps(call(INFO, person=person, **app))
    emulator.faults = []
    emulator.fault("mutate", {"path": "access_token"}, path="refresh_token", to="another-refresh-token", times=1)
    emulator.fault("status", {"path": "voicemail"}, status=401, times=1)
    # The emulator does not rotate it, and so refuses the other.
    assert "refresh token is wrong" in call(INFO, person=person, **app)["msg"]


@pytest.mark.parametrize("space", ["\n", " ", "\r\n", "\t"])
def test_white_space_around_a_secret(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, space: str) -> None:
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": ADMIN_TOKEN}})
    result = call(INFO, person=ANNA, access_token=space + ADMIN_TOKEN + space, org_id=emulator.world.org_id + space)
    assert not result.get("failed"), result
    assert ADMIN_TOKEN not in json.dumps(result)
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    padded = {name: value + space for name, value in CLIENT.items()}
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": CLIENT["client_secret"]}})
    result = call(INFO, person=ANNA, api_url=emulator.url + space, **padded)
    assert not result.get("failed"), result
    assert CLIENT["client_secret"] not in json.dumps(result)


@pytest.mark.usefixtures("both_ways")
def test_an_organization_by_its_uuid(emulator: Emulator) -> None:
    import base64

    decoded = base64.urlsafe_b64decode(emulator.world.org_id + "=" * (-len(emulator.world.org_id) % 4)).decode()
    result = call(INFO, person=ANNA, org_id=decoded.rpartition("/")[2].upper())
    assert not result.get("failed"), result
    assert {entry["query"]["orgId"] for entry in emulator.log} == {emulator.world.org_id}


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        (
            {**CLIENT, "access_token": "x"},
            "To use the access token, empty WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN (the options ",
        ),
        ({"client_id": "x"}, "(the option client_secret) and WEBEX_REFRESH_TOKEN (the option refresh_token) are empty"),
        ({"client_id": "x", "client_secret": "t0p-secret"}, "WEBEX_REFRESH_TOKEN (the option refresh_token) is empty"),
    ],
)
def test_too_much_or_too_little_is_told_with_the_way_out(
    emulator: Emulator, app: dict[str, str], params: t.Any, sentence: str
) -> None:
    result = call(INFO, person=ANNA, **params)
    assert result["failed"] and sentence in result["msg"] and emulator.log == []
