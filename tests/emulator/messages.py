# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request, an answer and a refusal, as every part of the API passes them on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = {"Content-Type": "application/json;charset=UTF-8"}


@dataclass
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))


@dataclass
class Call:
    """What came in; `entry` is its line in the log."""

    method: str
    path: str
    base: str  # scheme and host, for absolute URLs
    url: str  # path and query as they were sent
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    entry: dict[str, Any]

    @property
    def content_type(self) -> str:
        """The media type of the body, without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def json(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        if self.content_type != "application/json":
            raise ApiError(415, "The Content-Type of this request must be application/json")
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError):
            raise ApiError(400, "The body is not valid JSON") from None
        if not isinstance(body, dict):
            raise ApiError(400, "The body must be a JSON object")
        return body


class ApiError(Exception):
    """A refusal. `blame`: the client sent something that it should have known to be wrong."""

    def __init__(self, status: int, *messages: str, code: int | None = None, blame: bool | None = None) -> None:
        super().__init__("; ".join(messages))
        self.status = status
        self.messages = messages
        self.code = code
        self.blame = status in (400, 405, 415) if blame is None else blame
        self.extra: dict[str, str] = {}


class Unforeseen(str):
    """What is wrong with a body, where a client that keeps to the description could not know it."""

    status: int
    code: int | None

    def __new__(cls, words: str, status: int = 400, code: int | None = None) -> Unforeseen:
        """These words, and how the API says them."""
        self = super().__new__(cls, words)
        self.status, self.code = status, code
        return self


def refusal(wrong: list[str]) -> ApiError:
    """The refusal of a body in which all this is wrong."""
    first = wrong[0]
    status, code = (first.status, first.code) if isinstance(first, Unforeseen) else (400, None)
    return ApiError(status, *wrong, code=code, blame=not all(isinstance(one, Unforeseen) for one in wrong))


def json_answer(value: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(value).encode())


def error_answer(error: ApiError, tracking_id: str) -> Answer:
    """A refusal as the API words it."""
    code = {} if error.code is None else {"errorCode": error.code}
    errors = [{"description": message, **code} for message in error.messages]
    return json_answer(
        {"message": str(error), "errors": errors, "trackingId": tracking_id, **error.extra}, error.status
    )
