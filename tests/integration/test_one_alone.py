# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens with one person stays with that person, whatever it is."""

from __future__ import annotations

import base64
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners import people
from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, call

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
OTHER_RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def different(emulator: Emulator) -> None:
    """So that OTHER_RINGS differs."""
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}, "faxMessage": {"enabled": False}})


EVERYBODY = [ANNA, BO, CARLA, "david.dahl@example.com"]
REPORT = "This is a defect of webex.calling: please report it."


def others_are_done(result: t.Any, asked: int) -> None:
    assert [one.get("failed", False) for one in result["people"]] == [one == BO for one in EVERYBODY[:asked]], result
    assert result["summary"] == {"total": asked, "changed": asked - 1, "unchanged": 0, "failed": 1}
    assert result["changed"] and result["api"]["requests"] > asked


@pytest.fixture
def all_different(emulator: Emulator) -> None:
    for one in EVERYBODY:
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 13 if one == BO else 3}})


@pytest.mark.usefixtures("all_different")
@pytest.mark.parametrize("asked", [2, 4])
def test_what_nobody_foresaw_stays_with_one_person(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    plan, person_of = settings.plan_update, people._person

    class Odd(settings.Plan):
        @property
        def changes(self) -> t.Any:
            raise KeyError("of the result")

    def odd_plan(settings: t.Any, answer: t.Any, wanted: t.Any) -> t.Any:
        if answer["sendUnansweredCalls"]["numberOfRings"] == 13:
            raise TypeError("'<=' not supported between instances of 'int' and 'str'")
        return plan(settings, answer, wanted)

    def odd_result(settings: t.Any, answer: t.Any, wanted: t.Any) -> t.Any:
        done = plan(settings, answer, wanted)
        return (
            done if answer["sendUnansweredCalls"]["numberOfRings"] != 13 else Odd(done.before, done.after, done.write)
        )

    def odd_person(item: t.Any) -> t.Any:
        if BO in [one.lower() for one in item["emails"]]:
            raise ZeroDivisionError("of the look-up")
        return person_of(item)

    for where, name, odd, words in (
        (
            settings,
            "plan_update",
            odd_plan,
            "unexpected TypeError: '<=' not supported between instances of 'int' and 'str'. ",
        ),
        (settings, "plan_update", odd_result, "unexpected KeyError: 'of the result'. "),
        (people, "_person", odd_person, "unexpected ZeroDivisionError: of the look-up. "),
    ):
        emulator.world.reset()
        for one in EVERYBODY:
            emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 13 if one == BO else 3}})
        with monkeypatch.context() as patched:
            patched.setattr(where, name, odd)
            result = call(VOICEMAIL, person=EVERYBODY[:asked], **OTHER_RINGS)
        others_are_done(result, asked)
        assert words in result["people"][1]["msg"] and REPORT in result["people"][1]["msg"], result["people"][1]


@pytest.mark.parametrize("name", ["webex_org_voicemail", "webex_org_voicemail_info"])
def test_what_nobody_foresaw_in_the_organization(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def odd(*dummy: t.Any) -> t.Any:
        raise IndexError("out of range\x1b[2J")

    monkeypatch.setattr(settings, "plan_update", odd)
    result = call(name)
    assert result["failed"] and result["api"]["requests"] == 1
    assert result["msg"] == f"unexpected IndexError: out of range [2J. {REPORT}"


@pytest.mark.usefixtures("all_different")
@pytest.mark.parametrize(
    ("status", "message"),
    [(403, "The request is understood"), (401, "The caller does not have access to OrgId Y2lzY29zcGFyaw")],
)
def test_a_refusal_of_one_person_is_theirs_alone(emulator: Emulator, status: int, message: str) -> None:
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=status, message=message)
    result = call(VOICEMAIL, person=EVERYBODY, concurrency=1, **OTHER_RINGS)
    others_are_done(result, 4)
    assert result["people"][1]["status"] == status


@pytest.mark.usefixtures("all_different")
def test_a_person_who_is_listed_without_an_id(emulator: Emulator) -> None:
    emulator.fault("mutate", {"path": "^/people$"}, path="items.1.id", to=None)
    result = call(VOICEMAIL, person=EVERYBODY, **OTHER_RINGS)
    others_are_done(result, 4)
    assert "without the ID of one" in result["people"][1]["msg"]


def test_an_id_in_a_path_is_quoted(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """In base64 of the first alphabet there are slashes and plus signs."""
    paths: list[str] = []

    def get(self: t.Any, path: str, *dummy: t.Any, **more: t.Any) -> t.Any:
        paths.append(path)
        raise WebexError("seen.")

    monkeypatch.setattr(Client, "get", get)
    identity = base64.b64encode(b"ciscospark://us/PEOPLE/~~?>?~").decode().rstrip("=")
    assert "/" in identity or "+" in identity
    call(VOICEMAIL, person=[identity])
    assert paths == ["/people/{0}/features/voicemail".format(identity.replace("/", "%2F").replace("+", "%2B"))]
