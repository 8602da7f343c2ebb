# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said when the API refuses, fails, or answers what it should not."""

from __future__ import annotations

import base64
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners import people
from ansible_collections.webex.calling.plugins.module_utils._tasks import runner
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, call, methods, writes

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
RETRIED = (423, 429, 500, 502, 503, 504)
GET, PUT = (f"{method} /people/{{id}}/features/voicemail" for method in ("GET", "PUT"))
OTHER_RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look after a lost answer comes at once."""
    monkeypatch.setattr(runner, "_SECOND_LOOK", 0.05)


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
        (403, "but neither a phone number nor an extension"),
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
        (4003, ("no such person", "the invitation is still pending", "a token of the person's own")),
        (4008, ("no active Webex Calling licence", "the ID is nobody's")),
    ],
)
def test_a_hint_for_a_code(emulator: Emulator, method: str, status: int, code: int, hints: tuple[str, ...]) -> None:
    emulator.fault("status", {"method": method, "path": "voicemail"}, status=status, code=code)
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["status"] == status and all(hint in result["msg"] for hint in hints), result["msg"]


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
    result = call("webex_org_voicemail_info", api_url="http://127.0.0.1:9/v1", max_retries=0, access_token="x")
    assert "GET /telephony/config/voicemail/settings got no answer" in result["msg"] and "refused" in result["msg"]


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


@pytest.mark.parametrize("kind", ["garbage", "content_type", "empty", "error_body"])
def test_an_answer_that_is_none_is_an_error(emulator: Emulator, kind: str) -> None:
    emulator.fault(kind, {"method": "GET", "path": "voicemail"})
    result = call(VOICEMAIL, person=ANNA, **OTHER_RINGS)
    assert result["failed"] and "expected a JSON object" in result["msg"] and result["status"] == 200
    assert methods(emulator)[-1].startswith("GET")


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
        assert "expected 204" in result["msg"] and "It is not applied so far" in result["msg"]


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


# --- what happens with one person stays with that person


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
    plan, person_of = runner.plan, people._person

    class Odd(runner.Plan):
        @property
        def after(self) -> t.Any:
            raise KeyError("of the result")

    def odd_plan(settings: t.Any, answer: t.Any, wanted: t.Any) -> t.Any:
        if answer["sendUnansweredCalls"]["numberOfRings"] == 13:
            raise TypeError("'<=' not supported between instances of 'int' and 'str'")
        return plan(settings, answer, wanted)

    def odd_result(settings: t.Any, answer: t.Any, wanted: t.Any) -> t.Any:
        done = plan(settings, answer, wanted)
        return done if answer["sendUnansweredCalls"]["numberOfRings"] != 13 else object.__new__(Odd)

    def odd_person(item: t.Any) -> t.Any:
        if BO in [one.lower() for one in item["emails"]]:
            raise ZeroDivisionError("of the look-up")
        return person_of(item)

    for where, name, odd, words in (
        (runner, "plan", odd_plan, "unexpected TypeError: '<=' not supported between instances of 'int' and 'str'. "),
        (runner, "plan", odd_result, "unexpected AttributeError: "),
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

    monkeypatch.setattr(runner, "plan", odd)
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

    monkeypatch.setattr(runner.Client, "get", get)
    identity = base64.b64encode(b"ciscospark://us/PEOPLE/~~?>?~").decode().rstrip("=")
    assert "/" in identity or "+" in identity
    call(VOICEMAIL, person=[identity])
    assert paths == ["/people/{0}/features/voicemail".format(identity.replace("/", "%2F").replace("+", "%2B"))]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(emulator: Emulator, status: int) -> None:
    with Emulator(people=5) as other:
        emulator.fault("redirect", {"path": "voicemail"}, status=status, location=other.url + "/people/me")
        result = call(VOICEMAIL, person=ANNA)
        assert result["status"] == status and "A redirect is not followed" in result["msg"]
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
