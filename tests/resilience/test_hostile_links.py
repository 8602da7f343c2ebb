# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redirects, next pages and pauses that lead astray: the token goes to nobody else, and nothing is endless."""

from __future__ import annotations

import itertools
import json
import time
import typing as t
from contextlib import contextmanager

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http import pages
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, call
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell
from ansible_collections.webex.calling.tests.resilience.hostile import (
    MAX_MEMORY,
    ORG,
    READ,
    RINGS,
    VOICEMAIL,
    Raw,
    bounded,
    head,
    memory,
    sentence,
)

pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.mark.parametrize("where", ["POST", "PUT", "people", "page"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, where: str, status: int
) -> None:
    with Emulator(people=5, host="127.0.0.2") as other:
        locations = [
            other.url + "/people/me",
            other.url.replace("http:", ""),
            "{self}",
            "file:///etc/passwd",
        ]
        for location in locations if FULL else locations[status % 3 : status % 3 + 2]:
            emulator.faults = []
            emulator.world.reset()
            emulator.clear_log()
            if where == "page":
                emulator.fault("link", {"path": "^/people$"}, url=emulator.url + "/people?x=1", times=1)
            match = {"people": {"path": "^/people$"}, "page": {"path": "^/people$"}}.get(where, {"method": where})
            emulator.fault("redirect", match, status=status, location=location)
            params: dict[str, t.Any] = {"person": ANNA, **RINGS}
            if where == "POST":
                monkeypatch.delenv("WEBEX_ACCESS_TOKEN", raising=False)
                params.update(CLIENT)
            result = call(VOICEMAIL, **params)
            assert "Redirects are not followed" in sentence(result) and result["status"] == status
            assert not any(entry["applied"] for entry in emulator.log)
            assert sum(entry["status"] == status for entry in emulator.log) == 1
            tell(redirects=1)
        assert other.log == []


# --- pages


@contextmanager
def eavesdropper() -> t.Iterator[Raw]:
    """A server that must not hear a word."""
    with Raw(head("Content-Length: 2") + b"{}") as server:
        yield server
        assert server.connections == 0 and not server.heard


LINKS = [
    "<{evil}/people>; rel=next",
    "<{evil}/people>; rel='next'; title=\"x\"",
    '<{same}@{evilhost}/people>; rel="next"',
    '<http://{host}@{evilhost}/v1/people>; rel="next"',
    '<http://{host}\\@{evilhost}/v1/people>; rel="next"',
    '<http://{evilhost}#{same}/people>; rel="next"',
    '<//{evilhost}/v1/people>; rel="next"',
    '<https://{host}/v1/people>; rel="next"',  # another scheme
    '<HTTP://{host}/V1/people>; rel="next"',
    '<{same}/../../v1/people?max=100>; rel="next"',
    '</v1/people>; rel="next"',
    '<>; rel="next"',
    "<",
    ";;;,,,",
    '<{same}/people\x1b[2J>; rel="next"',
    '<{same}/people?cursor=%0d%0aX-Injected:%201>; rel="next"',
    "<{same}/people?cursor=" + "a" * 7000 + '>; rel="next"',
    '<{same}/nothing/of/this/kind>; rel="next"',
    '<{evil}/people>; rel="next", <{same}/people?cursor=x>; rel="next"',
    '<{same}>; rel="next"',
]


@pytest.mark.parametrize("link", LINKS)
def test_a_next_page_that_leads_astray(emulator: Emulator, link: str) -> None:
    """The token goes to nobody else, and what is wrong is said without harm to a terminal."""
    people = json.dumps({"items": []}).encode()
    with eavesdropper() as evil, bounded():
        server = Raw(b"")
        said = link.format(
            evil=evil.url, evilhost=evil.url.split("/")[2], same=server.url, host=server.url.split("/")[2]
        )
        first = head(f"Content-Length: {len(people)}", f"Link: {said}") + people
        server.speech = (first, *[head("Content-Length: 2", status="400 Bad") + b"{}"] * 2)
        with server:
            result = call(READ, api_url=server.url, timeout=2, max_retries=0)
        if not result.get("failed"):  # it was none
            assert result["people"] == [] and server.heard.count(b"GET ") == 1
        else:
            sentence(result)
            assert "\x1b" not in result.get("path", "")
        assert b"\r\nX-Injected" not in server.heard
    tell(links=1)


def test_pages_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    if not FULL:
        monkeypatch.setattr(pages, "_MAX_PAGES", 200)
    numbers = itertools.count()

    def page() -> t.Iterator[bytes]:
        body = b'{"items": []}'
        yield (
            head(f"Content-Length: {len(body)}", f'Link: <{server.url}/people?cursor={next(numbers)}>; rel="next"')
            + body
        )

    with Raw(*[iter(())] * 20_000, again=page) as server:
        began, before = time.monotonic(), memory()
        words = sentence(call(READ, api_url=server.url, max_retries=0))
        assert "endless pages" in words and memory() - before < MAX_MEMORY and time.monotonic() - began < 300
        assert server.heard.count(b"GET ") == pages._MAX_PAGES
    tell(pages=pages._MAX_PAGES)


def test_people_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MAX_ITEMS", 150)
    assert "endless pages" in sentence(call(READ))
    assert len(emulator.log) == 2


# --- Retry-After


@pytest.mark.parametrize(
    "value",
    [
        "nan",
        "inf",
        "-inf",
        "1e9",
        "0x10",
        "1, 1",
        "1;q=1",
        "9" * 5000,
        "-" + "9" * 5000,
        "\xb2",
        "Fri, 31 Dec 999999 23:59:59 GMT",
    ]
    + ["Fri, 99 Foo 2100 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 +999999", "601", "\x1b[2J"],
)
@pytest.mark.parametrize("status", [429, 423, 503] if FULL else [429])
def test_a_pause_in_strange_words(emulator: Emulator, value: str, status: int) -> None:
    """It is not kept, or kept for none: bounded in any case."""
    answer = head("Content-Length: 2", f"Retry-After: {value}", status=f"{status} No") + b"{}"
    with Raw(answer, answer) as server, bounded():
        sentence(call(ORG, api_url=server.url, max_retries=1, max_wait=2, timeout=2))
