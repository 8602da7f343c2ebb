# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors as sentences: who, what was tried, what the API said, its tracking ID, and what to do about it."""

from __future__ import annotations

import json
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import NoResponse, Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.failures import Failures, unconfirmed
from ansible_collections.webex.calling.plugins.module_utils._http.redaction import Redactor
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import DELETE, GET, MINT, POST, PUT, Verb

SECRET = "t0p-secret"
PERSON = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS9mNWIzNjE4NyIsImEiOjF9"


@pytest.fixture
def failures() -> Failures:
    redactor = Redactor(set())
    redactor.add_secret(SECRET)
    return Failures(redactor)


def request(verb: Verb = GET, path: str = "/p", **hints: str) -> Request:
    return Request(verb, path, {}, {int(key[1:]): words for key, words in hints.items()})


def answer(status: int, body: t.Any = None, **headers: str) -> Response:
    content = b"" if body is None else json.dumps(body).encode()
    return Response(status, {"Content-Type": "application/json", **headers}, content)


def test_a_refusal_is_one_sentence_and_fields(failures: Failures) -> None:
    body = {"message": "Bad.", "errors": [{"description": "Worse", "errorCode": 4003}], "trackingId": "T1"}
    error = failures.refused(request(PUT, _4003="Do this."), answer(400, body), 1, 0.0)
    assert error.result == {
        "msg": "PUT /p was answered 400: Bad; Worse (tracking ID T1). Do this.",
        "method": "PUT",
        "path": "/p",
        "status": 400,
        "api_message": "Bad; Worse",
        "tracking_id": "T1",
    }
    assert (error.reason, error.codes) == ("400: Bad; Worse. Do this.", (4003,))
    assert (
        failures.refused(request(), answer(500), 3, 61.4).msg
        == "GET /p was answered 500 after 3 tries and 61 s of waiting."
    )


def test_a_hint_for_a_code_goes_before_one_for_a_status(failures: Failures) -> None:
    body = {"errors": [{"errorCode": "9"}, {"errorCode": "4008"}]}
    assert failures.refused(request(_400="status", _4008="code"), answer(400, body), 1, 0).msg.endswith("400. code")
    assert failures.refused(request(_400="status"), answer(400, body), 1, 0).msg.endswith("400. status")
    assert "expired" in failures.refused(request(), answer(401), 1, 0).msg
    assert "max_wait" in failures.refused(request(), answer(429), 1, 0).msg
    assert "mine" in failures.refused(request(_401="mine"), answer(401), 1, 0).msg
    assert "check api_url" in failures.refused(request(), answer(302), 1, 0).msg


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        ("/people", {}, True),
        ("/people/me", {}, True),
        ("/telephony/config/voicemail/settings", {}, True),
        (f"/people/{PERSON}", {}, False),
        ("/telephony/config/locations/96abc2aa-3dcc-11e5-a152-fe34819cdc9a/voicemail", {}, False),
        (f"/people/{PERSON}", None, True),
    ],
)
def test_whether_a_404_is_the_address_of_the_api(failures: Failures, path: str, body: t.Any, wrong: bool) -> None:
    """What always exists is not found, or the answer is none of the API's: nobody is said to be missing."""
    error = failures.refused(request(GET, path, _404="No such person."), answer(404, body), 1, 0)
    assert error.msg.endswith("No such person.") is not wrong and ("api_url is probably wrong" in error.msg) is wrong
    coded = answer(404, {"errors": [{"errorCode": 4003}]})
    assert failures.refused(request(GET, path, _4003="Nobody."), coded, 1, 0).msg.endswith("Nobody.")


@pytest.mark.parametrize(
    ("verb", "status", "unauthorized"),
    [(GET, 401, True), (GET, 400, False), (GET, 403, False), (MINT, 400, True), (MINT, 401, True), (MINT, 503, False)],
)
def test_whether_the_token_is_refused(failures: Failures, verb: Verb, status: int, unauthorized: bool) -> None:
    assert isinstance(failures.refused(request(verb), answer(status), 1, 0), Unauthorized) is unauthorized


def test_an_organization_that_the_token_does_not_administer(failures: Failures) -> None:
    error = failures.refused(request(), answer(401, {"message": "It does not have access to OrgId X"}), 1, 0)
    assert not isinstance(error, Unauthorized) and "check org_id" in error.msg


@pytest.mark.parametrize(
    "words",
    [f"No {PERSON} here", "No f5b36187-c8dd-4727-8b2f-f9c447f29046 here", "No anna.andersson@example.com here"],
)
def test_the_reason_is_the_same_for_all_who_fail_alike(failures: Failures, words: str) -> None:
    path = f"/people/{PERSON}/features/voicemail"
    refused = failures.refused(request(GET, path), answer(404, {"message": words, "trackingId": "T1"}), 2, 5)
    assert words in refused.msg and refused.reason == "404: No ... here."
    broken = failures.no_response(request(GET, path), NoResponse("Read timed out."), 9)
    assert (
        broken.msg == f"GET {path} got no answer in 9 tries: Read timed out."
        and broken.reason == "no answer: Read timed out"
    )
    other = failures.unexpected_response(request(GET, path), answer(200, [1, 2]), "expected a JSON object")
    assert other.reason == "200 with application/json, expected a JSON object"
    assert failures.not_sent(request(GET, path), 5).reason.startswith("not sent: the API asks for a longer pause")


@pytest.mark.parametrize(
    ("verb", "status", "body", "problem"),
    [
        (GET, 200, [], "expected a JSON object"),
        (GET, 200, None, "expected a JSON object"),
        (GET, 200, {"errors": []}, "expected a JSON object"),
        (GET, 204, None, "expected 200"),
        (MINT, 200, None, "expected a JSON object"),
        (PUT, 200, {}, "expected 204"),
        (POST, 201, "text", "expected a JSON object"),
        (POST, 202, {}, "expected 200 or 201 or 204"),
        (DELETE, 200, [], "expected a JSON object"),
        (DELETE, 202, None, "expected 200 or 204"),
    ],
)
def test_an_answer_that_is_not_as_it_should_be(
    failures: Failures, verb: Verb, status: int, body: t.Any, problem: str
) -> None:
    with pytest.raises(WebexError, match=problem) as caught:
        failures.json_object(request(verb), answer(status, body))
    assert isinstance(caught.value, Unconfirmed) is verb.writes and caught.value.fields["status"] == status


@pytest.mark.parametrize(
    ("verb", "status", "body"),
    [(GET, 200, {"a": 1}), (PUT, 204, None), (POST, 201, {"id": "x"}), (POST, 201, None), (POST, 204, None)]
    + [(DELETE, 204, None), (DELETE, 200, {}), (DELETE, 200, None)],
)
def test_an_answer_as_it_should_be(failures: Failures, verb: Verb, status: int, body: t.Any) -> None:
    assert failures.json_object(request(verb), answer(status, body)) == (body or {})


def test_no_secret_is_told(failures: Failures) -> None:
    body = {"message": f"Your {SECRET}", "trackingId": SECRET}
    errors = [
        failures.refused(request(GET, f"/p?cursor={SECRET}"), answer(400, body), 1, 0),
        failures.unexpected_response(
            request(), answer(200, None, **{"Content-Type": SECRET, "TrackingID": SECRET}), "x"
        ),
        failures.no_response(request(), NoResponse(f"broken at {SECRET}"), 1),
    ]
    for error in errors:
        assert SECRET not in str(error.result) and SECRET not in error.reason and "****" in str(error.result)


def test_an_unconfirmed_error_is_the_same_otherwise(failures: Failures) -> None:
    error = failures.refused(request(), answer(500, {"errors": [{"errorCode": 5}]}), 1, 0)
    lost = unconfirmed(error)
    assert (lost.result, lost.reason, lost.codes) == (error.result, error.reason, (5,))
