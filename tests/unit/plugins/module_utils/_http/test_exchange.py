# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer says: a pause, a JSON object, an error."""

from __future__ import annotations

import email.utils
import json
import time
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http.exchange import NoResponse, Response, api_error

JSON = {"Content-Type": "application/json;charset=UTF-8"}


def error(body: t.Any, **headers: str) -> Response:
    return Response(400, {**JSON, **headers}, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("content_type", "content", "found"),
    [
        ("application/json", b'{"a": 1}', {"a": 1}),
        ("APPLICATION/JSON; charset=UTF-8", b'{"a": 1}', {"a": 1}),
        ("application/problem+json", b"{}", {}),
        ("text/html", b'{"a": 1}', None),
        ("application/json", b"[]", None),
        ("application/json", b"", None),
        ("application/json", b'{"a": 1', None),
        ("application/json", b"\xff\xfe", None),
        ("application/json", b"[" * 100_000, None),
    ],
)
def test_json_object(content_type: str, content: bytes, found: t.Any) -> None:
    assert Response(200, {"Content-Type": content_type}, content).json_object == found
    assert Response(200, {}, content).json_object is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1", 1),
        (" 30 ", 30),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("\xb2", None),
        ("soon", None),
        ("", None),
        ("Mon, 01 Jan 2001 00:00:00 GMT", None),
        ("Fri, 31 Dec 999999 23:59:59 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert Response(503, {"Retry-After": value}, b"").retry_after == seconds


def test_retry_after_as_a_date_is_read_by_the_servers_clock() -> None:
    now = time.time() - 86400
    headers = {"Date": email.utils.formatdate(now), "Retry-After": email.utils.formatdate(now + 7)}
    assert Response(503, headers, b"").retry_after == 7
    until = email.utils.formatdate(time.time() + 60)
    assert Response(503, {"Retry-After": until}, b"").retry_after == pytest.approx(60, abs=5)


@pytest.mark.parametrize(
    ("body", "words", "codes"),
    [
        ({}, "", ()),
        ({"message": "No."}, "No", ()),
        ({"message": "No.", "errors": [{"description": "No.", "errorCode": 4008}]}, "No", (4008,)),
        ({"message": "A", "errors": [{"description": "B", "errorCode": "4008"}]}, "A; B", (4008,)),
        ({"message": "A; B", "errors": [{"description": "A."}, {"description": "B"}]}, "A; B", ()),
        ({"message": ".; A; ", "errors": [{"description": "B; A"}]}, "A; B", ()),
        ({"errors": [{"errorCode": 1}, {"errorCode": 2}, {"errorCode": "1"}]}, "", (1, 2)),
        ({"errors": [{"description": "[Error 5432] Invalid passcode."}]}, "[Error 5432] Invalid passcode", (5432,)),
        ({"message": "[Error 5432] No", "errors": [{"errorCode": 400000}]}, "[Error 5432] No", (400000, 5432)),
        ({"errors": [{"errorCode": True}, {"errorCode": []}, {"errorCode": "x"}, {"errorCode": -1}, 1]}, "", ()),
        ({"errors": [{"errorCode": "9" * 5000}, {"errorCode": "\xb2"}, {"errorCode": 1.5}]}, "", ()),
        ({"errors": 5, "message": []}, "", ()),
    ],
)
def test_what_an_error_says(body: t.Any, words: str, codes: tuple[int, ...]) -> None:
    said = api_error(error(body))
    assert (said.words, said.codes) == (words, codes)


def test_the_tracking_id_is_in_the_body_or_in_a_header() -> None:
    assert api_error(error({"trackingId": "A"}, TrackingID="B")).tracking_id == "A"
    assert api_error(error({}, TrackingID="B")).tracking_id == "B"
    assert not api_error(error([])).tracking_id


@pytest.mark.parametrize(
    ("outcome", "unprocessed", "lost"),
    [
        (Response(423, {}, b""), True, False),
        (Response(429, {}, b""), True, False),
        (Response(500, {}, b""), False, True),
        (Response(503, {}, b""), False, True),
        (Response(503, {"Retry-After": "5"}, b""), True, True),
        (Response(500, {"Retry-After": "5"}, b""), False, True),
        (Response(404, {}, b""), False, False),
        (NoResponse("broken"), False, True),
        (NoResponse("refused", sent=False), True, False),
    ],
)
def test_whether_anything_was_done(outcome: Response | NoResponse, unprocessed: bool, lost: bool) -> None:
    assert (outcome.is_unprocessed, outcome.is_lost) == (unprocessed, lost)


def test_a_401_about_an_organization() -> None:
    body = b'{"message": "Caller does not have access to OrgId Y2lz"}'
    assert Response(401, {}, body).is_about_organization and not Response(403, {}, body).is_about_organization
    assert not Response(401, {}, b"").is_about_organization
