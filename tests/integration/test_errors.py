# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said when the API refuses."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, call

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
OTHER_RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def different(emulator: Emulator) -> None:
    """So that OTHER_RINGS differs."""
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}, "faxMessage": {"enabled": False}})


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 415, 423, 428, 429, 500, 502, 503, 504])
def test_every_answer_is_one_sentence(emulator: Emulator, method: str, status: int) -> None:
    emulator.fault("status", {"method": method, "path": "voicemail"}, status=status, message="The API's own words")
    result = call(VOICEMAIL, person=ANNA, max_retries=0, max_wait=0, **OTHER_RINGS)
    path = f"/people/{emulator.world.person(ANNA).id}/features/voicemail"
    assert result["failed"] and not result["changed"]
    assert result["msg"].startswith(f"{ANNA}: {method} {path} was answered {status}: The API's own words (tracking ID ")
    assert (result["status"], result["method"], result["path"]) == (status, method, path)
    assert result["api_message"] == "The API's own words"
    assert result["tracking_id"] in [entry["tracking_id"] for entry in emulator.log if entry["status"] == status]
    assert result["tracking_id"] in result["msg"]
    assert "Traceback" not in str(result)


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (401, "The access token is missing, wrong or expired."),
        (403, "needs the scope spark-admin:people_read"),
        (403, "but without a phone number or an extension"),
        (404, "no such person, or the person has no active Webex Calling licence"),
        (405, "no active Webex Calling licence"),
        (423, "run it later"),
        (429, "rate limit"),
    ],
)
def test_a_hint(emulator: Emulator, status: int, hint: str) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=status)
    assert hint in call(VOICEMAIL, person=ANNA, max_retries=0, max_wait=0)["msg"]


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize(
    ("code", "hints"),
    [
        (4003, ("no such person", "the invitation is still pending", "the person's own token is required")),
        (4008, ("no active Webex Calling licence", "the ID does not exist")),
    ],
)
def test_a_hint_for_a_code(emulator: Emulator, method: str, status: int, code: int, hints: tuple[str, ...]) -> None:
    emulator.fault("status", {"method": method, "path": "voicemail"}, status=status, code=code)
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["status"] == status and all(hint in result["msg"] for hint in hints), result["msg"]


def test_a_default_pin_that_is_missing_is_named_as_an_option(emulator: Emulator) -> None:
    failed = call("webex_org_voicemail_rules", default_voicemail_pin_enabled=True)
    assert failed["status"] == 400
    assert failed["msg"].endswith("Where there is no default PIN yet, give default_voicemail_pin to enable it.")
    (problem,) = emulator.take_problems()
    assert "defaultVoicemailPin is mandatory" in problem
