# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies and .netrc files in the environment: who sees the token."""

from __future__ import annotations

import base64
import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, call, play, task
from ansible_collections.webex.calling.tests.resilience.conftest import Listener, tell
from ansible_collections.webex.calling.tests.resilience.tls import INFO, PASSWORD, Land, read, refused

pytestmark = pytest.mark.usefixtures("plain")


class Proxy(Listener):
    """A proxy that carries CONNECT to C(target), whatever is asked for, and remembers all that it could read."""

    def __init__(self, target: int, answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> None:
        super().__init__()
        self.target, self.answer = target, answer
        self.heads: list[bytes] = []
        self.seen = bytearray()

    def serve(self, connection: socket.socket) -> None:
        head = self.hear(connection)
        if not head:
            return
        self.heads.append(head)
        self.seen += head
        connection.sendall(self.answer.replace(b"{echo}", head.replace(b"\r\n", b" ")))
        if b" 200 " not in self.answer:
            return
        with socket.create_connection(("127.0.0.1", self.target)) as server:
            threading.Thread(target=self._carry, args=[server, connection], daemon=True).start()
            self._carry(connection, server)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.seen += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


def nowhere(proxy: Proxy, seen: object) -> None:
    """No token in what the proxy could read, nor the proxy's password in what is told."""
    assert ADMIN_TOKEN.encode() not in proxy.seen
    without_password(seen)


def without_password(seen: object) -> None:
    plain = f"me:{PASSWORD}"
    for secret in (PASSWORD, PASSWORD.replace("+", "%2B"), base64.b64encode(plain.encode()).decode()):
        assert secret not in str(seen), seen


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_from_the_environment(land: Land, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["voicemail"] and len(emulator.log) == 1
        assert proxy.heads[0].startswith(b"CONNECT 127.0.0.1:%d " % emulator.port)
        nowhere(proxy, result)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert read(emulator, ca_path=str(land.authority))["voicemail"] and len(proxy.heads) == 1


@pytest.mark.usefixtures("both_ways")
def test_a_proxy_is_told_its_password_and_nothing_else(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{PASSWORD.replace('+', '%2B')}@127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["voicemail"]
        assert b"Proxy-Authorization: Basic " + base64.b64encode(f"me:{PASSWORD}".encode()) in proxy.heads[0]
        nowhere(proxy, result)


@pytest.mark.usefixtures("both_ways")
def test_a_proxy_that_listens_in(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers in the server's place, with a certificate of its own."""
    emulator, eavesdropper = land.servers["right"], land.servers["another-authority"]
    with Proxy(eavesdropper.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        refused(eavesdropper, result, "CERTIFICATE_VERIFY_FAILED")
        nowhere(proxy, result)


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
        b"HTTP/1.1 403 No\r\nX-Seen: {echo}\r\n\r\n{echo}",
        b"HTTP/1.1 403 {echo}\r\n\r\n",  # its words are told
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
        b"{echo}\r\n\r\n",
        b"\x1b[2J\xff\xfe",
        b"",
    ],
)
def test_a_proxy_that_refuses(land: Land, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port, answer) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{PASSWORD.replace('+', '%2B')}@127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["failed"] and "got no answer" in result["msg"] and "\x1b" not in str(result["msg"])
        assert "Traceback" not in str(result) and proxy.heads and emulator.log == []
        nowhere(proxy, result)


@pytest.mark.usefixtures("both_ways")
def test_a_proxy_with_a_user_and_no_password(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is empty is no secret, and hides nothing."""
    monkeypatch.setenv("HTTPS_PROXY", "http://somebody@127.0.0.1:9")
    result = read(land.servers["right"], ca_path=str(land.authority))
    assert "got no answer: " in result["msg"] and "refused" in result["msg"] and "somebody" not in str(result)


MALFORMED = [
    "http://me:{0}@127.0.0.1:9",  # nobody listens
    "http://me:{0}@127.0.0.1:port",
    "http://me:{0}@127.0.0.1:99999",
    "http://me:{0}@",
    "http://me:{0}@[::1",
    "http://me:{0}@ho st:1",
    "http://me:{0}@127.0.0.1:9/path?query#fragment",
    "me:{0}@127.0.0.1:9",
    "ftp://me:{0}@127.0.0.1:9",
    "socks5://me:{0}@127.0.0.1:9",
    "socks5h://me:{0}@[::1",
    "https://me:{0}@127.0.0.1:9",
    "http:/me:{0}@127.0.0.1:9",
    "//me:{0}@127.0.0.1:9",
    "http://{0}@127.0.0.1:9",
    "http://{0}",
    "{0}",
    "http://me:{0}%@127.0.0.1:9",
    "http://me:{0}@127.0.0.1:9\r\nX-Injected: 1",
    "http://me:{0}é\N{SNOWMAN}@127.0.0.1:9",
    "http://me:{0}/@127.0.0.1:9",
    "http://me:{0}#@127.0.0.1:9",
    "http://me:{0}@\N{FULLWIDTH LATIN SMALL LETTER A}.invalid:9",
    "http://me:{0}@.:9",
]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("url", MALFORMED)
def test_a_proxy_that_is_none(land: Land, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", url.format(PASSWORD))
    result = read(land.servers["right"], ca_path=str(land.authority), timeout=2)
    assert result["failed"] and len(result["msg"]) > 20 and "Traceback" not in str(result)
    without_password(result)
    assert land.servers["right"].log == []
    tell(malformed_proxies=1)


@pytest.mark.usefixtures("both_ways")
def test_plain_http_on_this_machine_uses_no_proxy(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    server.reset()
    with Proxy(server.port) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert read(server)["voicemail"] and not proxy.heads


def test_what_ansible_prints_of_a_proxy(land: Land, tmp_path: Path) -> None:
    """Nothing of its password, with a task's own environment, at any verbosity."""
    keywords = [
        {"HTTPS_PROXY": "{{ lookup('ansible.builtin.env', 'A_PROXY') }}" + end} for end in ("", ":port", "/path", "[")
    ]
    os.environ["A_PROXY"] = f"http://me:{PASSWORD}@127.0.0.1:9"
    try:
        tasks = [
            {**task(INFO, api_url=land.servers["right"].url, max_retries=0), "environment": one} for one in keywords
        ]
        played = play(tmp_path, *tasks, arguments=["-vvvvv"])
    finally:
        del os.environ["A_PROXY"]
    assert all(result["failed"] for result in played.results), played.output
    without_password(played)


# --- .netrc


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize("variable", ["HOME", "NETRC"])
def test_a_netrc_does_not_replace_the_token(
    land: Land, server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, tls: bool
) -> None:
    server.reset()
    emulator = land.servers["right"] if tls else server
    file = tmp_path / ".netrc"
    file.write_text("machine 127.0.0.1 login me password wrong\ndefault login me password wrong\n")
    file.chmod(0o600)
    monkeypatch.setenv(variable, str(file if variable == "NETRC" else tmp_path))
    result = call(
        "webex_person_voicemail",
        api_url=emulator.url,
        ca_path=str(land.authority),
        person=ANNA,
        max_retries=0,
        send_unanswered_calls={"number_of_rings": 7},
    )
    assert result["voicemail"]["send_unanswered_calls"]["number_of_rings"] == 7, result
    assert all(entry["status"] in (200, 204) for entry in emulator.log)
