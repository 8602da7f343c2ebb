# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from a status, for each verb."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http.verbs import (
    DELETE,
    GET,
    MINT,
    POST,
    PUT,
    PUT_PASSCODE,
    Verb,
)

STATUSES = (0, 200, 301, 400, 401, 403, 404, 405, 409, 410, 415, 423, 428, 429, 500, 501, 502, 503, 504)
REPEATED = {0, 423, 429, 500, 502, 503, 504}


@pytest.mark.parametrize("verb", [GET, PUT, PUT_PASSCODE, DELETE])
def test_what_may_be_done_twice_is_repeated(verb: Verb) -> None:
    assert {status for status in STATUSES if verb.is_repeated(status, unprocessed=False)} == REPEATED


@pytest.mark.parametrize("verb", [POST, MINT])
@pytest.mark.parametrize("status", STATUSES)
def test_a_post_is_repeated_where_it_was_not_processed(verb: Verb, status: int) -> None:
    assert not verb.is_repeated(status, unprocessed=False) and verb.is_repeated(status, unprocessed=True)


@pytest.mark.parametrize(
    ("verb", "unconfirmed"),
    [
        (GET, set()),
        (MINT, set()),
        (PUT, set(STATUSES) - {400, 403, 405, 415}),
        (PUT_PASSCODE, set(STATUSES) - {403, 405, 415}),  # the same passcode again may be what is refused
        (DELETE, set(STATUSES) - {400, 403, 405, 415}),
        (POST, set(STATUSES)),  # what is refused may be the second of two
    ],
)
def test_what_is_not_known_after_a_lost_answer(verb: Verb, unconfirmed: set[int]) -> None:
    assert {status for status in STATUSES if verb.is_unconfirmed(status, lost=True)} == unconfirmed
    assert not any(verb.is_unconfirmed(status, lost=False) for status in STATUSES)


def test_the_table() -> None:
    verbs = (GET, PUT, POST, DELETE, MINT)
    assert [verb.name for verb in verbs] == ["GET", "PUT", "POST", "DELETE", "POST"]
    assert [sorted(verb.statuses) for verb in verbs] == [[200], [204], [200, 201, 204], [200, 204], [200]]
    assert [verb for verb in verbs if verb.has_content] == [GET, MINT]
    assert [verb for verb in verbs if not verb.urgent] == [GET]
    assert [sorted(verb.done) for verb in verbs] == [[], [], [], [404, 410], []]
    assert [sorted(verb.unauthorized) for verb in verbs] == [[401]] * 4 + [[400, 401]]
