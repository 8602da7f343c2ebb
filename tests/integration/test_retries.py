# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent again, and how a write is settled whose answer was lost."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, call, methods

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
RETRIED = (423, 429, 500, 502, 503, 504)
GET, PUT = (f"{method} /people/{{id}}/features/voicemail" for method in ("GET", "PUT"))
OTHER_RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look after a lost answer comes at once."""
    monkeypatch.setattr(settings, "_SECOND_LOOK", 0.05)


@pytest.fixture(autouse=True)
def different(emulator: Emulator) -> None:
    """So that OTHER_RINGS differs."""
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}, "faxMessage": {"enabled": False}})


NOT_REFUSED_FIRST = pytest.mark.variants(
    without="extras-refused", because="the API refuses the first PUT there, and this is about a PUT that it takes"
)
AFTER_ONE_WITHOUT_ANSWER = pytest.mark.variants(
    without="extras-refused",
    because="what is refused by name after a try that may have been applied is not left out so far",
)


@AFTER_ONE_WITHOUT_ANSWER
@pytest.mark.parametrize("status", RETRIED)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_passing_fault_is_repeated(emulator: Emulator, method: str, status: int) -> None:
    emulator.fault("status", {"method": method, "path": "voicemail"}, status=status, times=1, retry_after=0)
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["changed"] and result["api"]["retries"] == 1
    assert emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["numberOfRings"] == 6


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 415, 428])
def test_another_answer_is_final(emulator: Emulator, status: int) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=status)
    call(VOICEMAIL, person=ANNA)
    assert len(emulator.log) == 2


@AFTER_ONE_WITHOUT_ANSWER
@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("GET", "truncate"),
        *((method, kind) for method in ("GET", "PUT") for kind in ("cut_before", "cut_after", "hang")),
    ],
)
def test_a_broken_connection_is_repeated(emulator: Emulator, method: str, kind: str) -> None:
    emulator.fault(kind, {"method": method, "path": "voicemail"}, times=1)
    result = call(VOICEMAIL, person=ANNA, timeout=1, **OTHER_RINGS)
    assert result["changed"] and result["api"]["retries"] == 1
    assert emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["numberOfRings"] == 6


def test_a_connection_that_stays_broken(emulator: Emulator) -> None:
    emulator.fault("cut_before", {"path": "voicemail"})
    result = call(VOICEMAIL, person=ANNA, max_retries=1)
    assert f"{ANNA}: GET " in result["msg"] and "got no answer in 2 tries" in result["msg"]
    assert "object at" not in result["msg"] and "status" not in result


def test_nobody_listens() -> None:
    result = call("webex_org_voicemail_info", api_url="http://127.0.0.1:9/v1", max_retries=0, access_token="not-one")
    assert "GET /telephony/config/voicemail/settings got no answer" in result["msg"] and "refused" in result["msg"]
    assert result["msg"].endswith(". Check api_url, the proxy (HTTPS_PROXY) and the firewall.")


def test_retry_after_is_kept_and_told(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, times=2, retry_after=1)
    result = call(VOICEMAIL, person=ANNA)
    assert (result["api"]["requests"], result["api"]["retries"]) == (4, 2)
    assert result["api"]["waited"] == pytest.approx(2, abs=0.3)
    times = [entry["time"] for entry in emulator.log]
    assert times[2] - times[1] >= 1 and times[3] - times[2] >= 1


def test_a_refusal_that_does_not_end_says_how_long_it_waited(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=1)
    result = call(VOICEMAIL, person=ANNA, max_wait=3)
    assert "after 3 tries and 2 s of waiting" in result["msg"] and "raise max_wait" in result["msg"]


@pytest.mark.parametrize("value", ["31536000", "99999999999999999999", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_pause_of_a_year_is_not_kept(emulator: Emulator, value: str) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=value)
    assert call(VOICEMAIL, person=ANNA)["status"] == 429
    assert len(emulator.log) == 2


@pytest.mark.parametrize("value", ["-5", "soon", "", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_pause_that_is_none(emulator: Emulator, value: str) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=value, times=1)
    assert call(VOICEMAIL, person=ANNA)["api"]["retries"] == 1


@NOT_REFUSED_FIRST
@pytest.mark.parametrize("apply", [True, False])
@pytest.mark.parametrize("kind", ["garbage", "content_type", "empty", "error_body"])
def test_whether_a_put_was_applied_is_asked(emulator: Emulator, kind: str, apply: bool) -> None:
    emulator.fault(kind, {"method": "PUT"}, apply=apply)
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["changed"] is apply and result.get("failed", False) is not apply
    looks = 1 if apply and "stale" not in emulator.variants else 2
    assert methods(emulator)[-1 - looks :] == [PUT] + [GET] * looks
    if not apply:
        assert "expected 204" in result["msg"] and "It has not been applied so far" in result["msg"]


@NOT_REFUSED_FIRST
@pytest.mark.parametrize(("kind", "applied"), [("cut_before", False), ("cut_after", True)])
def test_a_put_that_never_gets_an_answer(emulator: Emulator, kind: str, applied: bool) -> None:
    emulator.fault(kind, {"method": "PUT"})
    result = call(VOICEMAIL, person=ANNA, max_retries=1, **OTHER_RINGS)
    assert result["changed"] is applied and result.get("failed", False) is not applied
    assert methods(emulator)[-4:] == ([GET, PUT, PUT, GET] if applied else [PUT, PUT, GET, GET])


@NOT_REFUSED_FIRST
def test_a_put_that_is_shown_late(emulator: Emulator) -> None:
    """It was applied and its answer lost; the first look afterwards still shows what was before."""
    emulator.fault("cut_after", {"method": "PUT"})
    match = {"method": "GET", "path": "voicemail"}
    emulator.fault("mutate", match, path="sendUnansweredCalls.numberOfRings", to=3, skip=1, times=1)
    result = call(VOICEMAIL, person=ANNA, max_retries=0, **OTHER_RINGS)
    assert result["changed"] and not result.get("failed") and methods(emulator)[-3:] == [PUT, GET, GET]


def test_a_put_of_which_nothing_is_known(emulator: Emulator) -> None:
    emulator.fault("cut_after", {"method": "PUT"})
    emulator.fault("status", {"method": "GET", "path": "voicemail"}, status=500, skip=1)
    result = call(VOICEMAIL, person=ANNA, max_retries=0, **OTHER_RINGS)
    assert result["failed"] and "Whether it was applied is not known" in result["msg"]
