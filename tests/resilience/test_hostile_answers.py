# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers without end, that are no HTTP, or that hold words that harm: bounded time and memory, and one sentence."""

from __future__ import annotations

import gzip
import json
import time
import typing as t
import zlib

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, call
from ansible_collections.webex.calling.tests.resilience.conftest import tell
from ansible_collections.webex.calling.tests.resilience.hostile import (
    ESCAPES,
    MAX_SECONDS,
    ORG,
    RINGS,
    VOICEMAIL,
    Raw,
    bounded,
    head,
    sentence,
)

pytestmark = pytest.mark.usefixtures("both_ways")


def forever(part: bytes, before: bytes = b"", pause: float = 0.0) -> t.Callable[[], t.Iterator[bytes]]:
    def parts() -> t.Iterator[bytes]:
        yield before
        end = time.monotonic() + 1.5 * MAX_SECONDS  # for who listens too long, and fails for it
        while time.monotonic() < end:
            yield part
            time.sleep(pause)

    return parts


def bomb(layers: int) -> t.Callable[[], t.Iterator[bytes]]:
    """A gigabyte of spaces and more, packed again and again."""

    def parts() -> t.Iterator[bytes]:
        yield head("Content-Encoding: " + ", ".join(["gzip"] * layers), "Connection: close")
        packers = [zlib.compressobj(wbits=31) for dummy in range(layers)]
        for dummy in range(1024):
            data = b" " * 2**20
            for packer in packers:
                data = packer.compress(data)
            if data:
                yield data

    return parts


SPEECHES: dict[str, t.Callable[[], t.Iterator[bytes]]] = {
    "two gigabytes": forever(b" " * 2**20, head("Content-Length: 2147483648")),
    "endless chunks": forever(b"10000\r\n" + b" " * 65536 + b"\r\n", head("Transfer-Encoding: chunked")),
    "a gzip bomb": bomb(1),
    "a gzip bomb in a gzip bomb": bomb(2),
    "ten layers of gzip": bomb(10),
    "an error without end": forever(b" " * 2**20, head("Content-Length: 2147483648", status="400 Bad Request")),
    "a redirect without end": forever(
        b" " * 2**20, head("Content-Length: 2147483648", "Location: http://127.0.0.1:9/", status="302 Found")
    ),
    "endless headers": forever(b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\n"),
    "a header without end": forever(b"a" * 65536, b"HTTP/1.1 200 OK\r\nX-A: "),
    "a status line without end": forever(b"a" * 65536, b"HTTP/1.1 200 "),
    "slow chunks": forever(b"1\r\n \r\n", head("Transfer-Encoding: chunked"), pause=0.2),
    "a slow chunk size": forever(b"0", head("Transfer-Encoding: chunked"), pause=0.2),
    "a slow status line": forever(b"1", b"HTTP/1.1 20", pause=0.2),
    "slow headers": forever(b"X", b"HTTP/1.1 200 OK\r\n", pause=0.2),
    "slow trailers": forever(b"X: y\r\n", head("Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n", pause=0.2),
    "endless trailers": forever(b"X: y\r\n", head("Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n"),
    "endless empty members": forever(gzip.compress(b""), head("Content-Encoding: gzip", "Connection: close")),
    "endless informational answers": forever(b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("name", list(SPEECHES))
def test_an_answer_without_end(emulator: Emulator, name: str) -> None:
    with Raw(iter(()), again=SPEECHES[name]) as server, bounded():
        sentence(call(ORG, api_url=server.url, timeout=1, max_retries=0))
    tell(endless_answers=1)


def test_a_handshake_without_end(emulator: Emulator) -> None:
    drip = forever(b"\0", b"\x16\x03\x03\x40\x00", pause=0.2)
    with Raw(iter(()), again=drip, end=b"\x16") as server, bounded():
        sentence(call(ORG, api_url=server.url.replace("http:", "https:"), timeout=1, max_retries=0))
    tell(endless_answers=1)


def test_a_proxy_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    with Raw(iter(()), again=SPEECHES["slow headers"]) as server, bounded():
        monkeypatch.setenv("HTTPS_PROXY", server.url[: -len("/v1")])
        sentence(call(ORG, api_url="https://webex.example.com/v1", timeout=1, max_retries=0))
        assert server.heard.startswith(b"CONNECT webex.example.com:443 ")
    tell(endless_answers=1)


STRANGE = [
    b"",
    b"\r\n" * 1000,
    b"HTTP/0.9 200\r\n\r\n{}",
    b"HTTP/1.1 99999999999 OK\r\n\r\n",
    b"HTTP/1.1 -200 OK\r\n\r\n{}",
    b"HTTP/1.1 999 \x1b[2J\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.2\r\n",
    b"\x16\x03\x01\x00\xa5",
    b"\0" * 4096,
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n{}",
    head("Content-Length: -1") + b"{}",
    head("Content-Length: 1e3") + b"{}",
    head("Content-Length: 2", "Content-Length: 3") + b"{}",
    head("Content-Length: 99999999999999999999999") + b"{}",
    head("Transfer-Encoding: chunked") + b"zz\r\n{}\r\n0\r\n\r\n",
    head("Transfer-Encoding: chunked") + b"-2\r\n{}\r\n0\r\n\r\n",
    head("Transfer-Encoding: chunked") + b"FFFFFFFFFFFFFFFFF\r\n{}",
    head("Content-Encoding: gzip", "Content-Length: 2") + b"{}",
    head("Content-Encoding: deflate", "Content-Length: 2") + b"{}",
    head("Content-Encoding: br, zstd", "Content-Length: 2") + b"{}",
    head("Content-Length: 4") + b"null",
    head("Content-Length: 3") + b"NaN",
    head("Content-Length: 8") + b'{"a": 1,',
    head("Content-Length: 4") + b"\xff\xfe{}",
    head("Content-Length: 7002") + b"[" + b"9" * 7000 + b"]",
    head("Content-Length: 7012") + b'{"enabled":' + b"9" * 7000 + b"}",
    head("Content-Length: 14", "Set-Cookie: a=\x1b[2J") + b'{"a": "\\ud800"}'[:14],
    head("Content-Length: 2", "TrackingID: \x1b[2J" + "t" * 60000, status="400 \x1b[2J") + b"{}",
    head("Content-Length: 2", kind="\x1b[2J" + "t" * 60000) + b"{}",
    head("Content-Length: 2", "Location: \x1b[2J", status="302 Found") + b"{}",
    head("Content-Length: 0", status="204 No Content"),
    head("Content-Length: 2", status="101 Switching Protocols") + b"{}",
    head("Content-Length: 0", "WWW-Authenticate: Basic realm=x", status="401 Unauthorized"),
    head("Content-Length: 0", "Proxy-Authenticate: Basic realm=x", status="407 Proxy Authentication Required"),
]


@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_an_answer_that_is_no_http(emulator: Emulator, number: int) -> None:
    with Raw(STRANGE[number]) as server, bounded():
        sentence(call(ORG, api_url=server.url, timeout=2, max_retries=0))
        assert server.connections == 1
    tell(strange_answers=1)


@pytest.mark.parametrize(
    "text", ["\ud800", "\\ud800", "\u202e\u2066", ESCAPES, "a" * 20_000, "\0", "</script>", "{{ 1 }}"]
)
def test_an_error_in_words_that_harm(emulator: Emulator, text: str) -> None:
    error = {"message": text, "errors": [{"description": text, "errorCode": text}], "trackingId": text}
    body = json.dumps(error)
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "voicemail"}, status=400, body=body, headers=headers)
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    result["msg"].encode(), json.dumps(result, ensure_ascii=False).encode()
    assert "\x1b" not in str(result["msg"]) and len(result["msg"]) < 2000 and len(str(result["tracking_id"])) < 600
