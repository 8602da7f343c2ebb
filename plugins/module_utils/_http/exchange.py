# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request, and what comes of it."""

from __future__ import annotations

import json
import re
import time
import typing as t
from email.utils import parsedate_to_datetime

from ansible_collections.webex.calling.plugins.module_utils._http.verbs import Verb

Json = dict[str, t.Any]
# What to do about a status, or about an error code of the API.
Hints = t.Mapping[int, str]

_CODE = re.compile(r"\[Error (\d{1,9})\]")


class Request(t.NamedTuple):
    """What is sent to I(path) of the API. I(content) is given to C(requests.Request): C(params), C(json), C(data), C(files)."""

    verb: Verb
    path: str
    content: t.Mapping[str, t.Any]
    hints: Hints | None = None


class Response(t.NamedTuple):
    """An answer."""

    status: int
    headers: t.Mapping[str, str]
    content: bytes
    permanent: bool = False

    @property
    def json_object(self) -> Json | None:
        """The JSON object that it is; None where it is none."""
        if "json" not in self.headers.get("Content-Type", "").lower():
            return None
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    @property
    def retry_after(self) -> float | None:
        """The seconds of C(Retry-After), or until its date by the answer's own clock; None where it asks for no pause."""
        given = self.headers.get("Retry-After", "").strip()
        try:
            if given.isascii() and given.isdigit():
                seconds = float(given)
            else:
                now = self.headers.get("Date")
                begins = parsedate_to_datetime(now).timestamp() if now else time.time()
                seconds = parsedate_to_datetime(given).timestamp() - begins
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        return seconds if seconds >= 1 else None

    @property
    def is_unprocessed(self) -> bool:
        """Whether the API says that it did nothing yet."""
        return self.status in (423, 429) or (self.status == 503 and self.retry_after is not None)

    @property
    def is_lost(self) -> bool:
        """Whether something may have been done all the same. That of 503 is a gateway's word, which is good enough to go on."""
        return self.status >= 500

    @property
    def is_about_organization(self) -> bool:
        """Whether a 401 is about an organization that the token does not administer, while the token is fine."""
        return self.status == 401 and b"does not have access to orgid" in self.content.lower()


class NoResponse(t.NamedTuple):
    """There was no answer, for a I(reason). I(permanent): it would be the same again. I(sent): something may have arrived."""

    reason: str
    permanent: bool = False
    sent: bool = True
    status: int = 0
    retry_after: float | None = None
    is_about_organization: bool = False

    @property
    def is_unprocessed(self) -> bool:
        """See L(Response)."""
        return not self.sent

    @property
    def is_lost(self) -> bool:
        """See L(Response)."""
        return self.sent


Outcome = t.Union[Response, NoResponse]


class ApiError(t.NamedTuple):
    """What the body of an error says: I(words), one after the other, and I(codes)."""

    words: str
    codes: tuple[int, ...]
    tracking_id: object


def api_error(response: Response) -> ApiError:
    """What I(response), an error, says: C({message, errors: [{description, errorCode}], trackingId}), each of it where it is there.

    A code is a number, or one as text, or stands in the words as C([Error 5432]).
    """
    body = response.json_object or {}
    errors = body.get("errors")
    errors = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    said = [body.get("message"), *(error.get("description") for error in errors)]
    # A message may be all descriptions, one after the other.
    parts = (part.rstrip(". ") for one in said if one for part in str(one).split("; "))
    words = "; ".join(dict.fromkeys(filter(None, parts)))
    given = [error.get("errorCode") for error in errors]
    codes = [*given, *_CODE.findall(words)]
    numbers = (int(code) for code in map(str, codes) if code.isascii() and code.isdigit() and len(code) < 10)
    return ApiError(words, tuple(dict.fromkeys(numbers)), body.get("trackingId") or response.headers.get("TrackingID"))
