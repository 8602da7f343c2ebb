# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of the API on real connections: each verb, and what servers say before an answer."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.ids import identifier
from ansible_collections.webex.calling.tests.integration.support import ANNA, call

INFO = "webex_person_voicemail_info"


@contextlib.contextmanager
def raw_server(answer: bytes) -> t.Iterator[str]:
    """A server that answers every request with these bytes; its URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection = listener.accept()[0]
                    with connection:
                        while connection.recv(65536):
                            connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"


BODY = b'{"messageExpiryEnabled": true, "numberOfDaysForMessageExpiry": 30}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: " % len(BODY)


@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", b"HTTP/1.1 102 Processing\r\n\r\n" * 3]
)
@pytest.mark.parametrize("content_type", [b"application/json", b"APPLICATION/JSON; charset=UTF-8"])
def test_what_comes_before_an_answer_and_how_its_type_is_written(before: bytes, content_type: bytes) -> None:
    with raw_server(before + HEAD + content_type + b"\r\n\r\n" + BODY) as url:
        result = call("webex_org_voicemail_info", api_url=url, access_token="x", max_retries=0)
    assert result["voicemail"]["number_of_days_for_message_expiry"] == 30


@pytest.mark.usefixtures("both_ways")
def test_the_scheme_and_the_host_in_capitals(emulator: Emulator) -> None:
    url = emulator.url.replace("http://127.0.0.1", "HTTP://LOCALHOST")
    assert call("webex_org_voicemail_info", api_url=url)["voicemail"]
    assert not call(INFO, api_url=url).get("failed")


@pytest.mark.usefixtures("both_ways")
def test_an_address_without_its_path(emulator: Emulator) -> None:
    """It is completed where it has none; where it is wrong, the first 404 says so, and none of somebody who does not exist."""
    assert call(INFO, person=ANNA, api_url=emulator.origin)["voicemail"]
    nobody = call(INFO, person=[identifier("PEOPLE", 2, 0)])
    assert nobody["failed"] and "api_url" not in nobody["msg"]
    for selected in ({"person": ANNA}, {"location": "Oslo"}, {"all": True}):
        result = call(INFO, api_url=f"{emulator.origin}/v2", **selected)
        assert result["status"] == 404 and "it is https://webexapis.com/v1" in result["msg"]
    assert len(emulator.take_problems()) == 3


def test_https_in_capitals_is_verified_as_in_small_letters() -> None:
    """Else ca_path, validate_certs and the proxy would not count."""
    from ansible_collections.webex.calling.plugins.module_utils._http.transport import Transport

    options = {"api_url": "HTTPS://WebexAPIs.com/v1"}
    assert Transport(ConnectionOptions.from_params(options)).verified
    assert not Transport(ConnectionOptions.from_params({**options, "validate_certs": False})).verified


# --- verbs, as they are sent


class Recorder:
    """A server that keeps whole requests, and gives each the next of its answers; none where that is empty: it hangs up."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    def __enter__(self) -> Recorder:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *dummy: object) -> None:
        self.listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection = self.listener.accept()[0]
                with connection, connection.makefile("rb") as file:
                    while self._answer(connection, file):
                        pass

    def _answer(self, connection: socket.socket, file: t.BinaryIO) -> bool:
        lines = list(iter(file.readline, b"\r\n")) if file.peek(1) else []
        if not lines:
            return False
        head = b"".join(lines).decode("latin-1")
        length = next(
            (int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")), 0
        )
        self.heads.append(head)
        self.bodies.append(file.read(length))
        answer = self.answers.pop(0)
        connection.sendall(answer)
        return bool(answer)

    def client(self, **params: t.Any) -> Client:
        return Client(ConnectionOptions.from_params({"access_token": "x", "api_url": self.url, "timeout": 5, **params}))


def said(status: str, body: bytes = b"", *lines: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: application/json", *lines]
    return "\r\n".join([*head, "", ""]).encode() + body


NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
LOCKED = said("423 Locked", b"{}", "Retry-After: 1")


@pytest.mark.usefixtures("emulator")
def test_an_upload_is_sent_whole_each_time() -> None:
    """Also where the server read all of it, and asks for it once more."""
    content = b"RIFF" + bytes(range(256)) * 4000
    with (
        Recorder(LOCKED, said("503 No", b"", "Retry-After: 1"), said("201 Created")) as server,
        server.client() as client,
    ):
        assert client.upload("/greeting", "busy.wav", content, "audio/wav") == {}
    assert len(server.bodies) == 3
    for head, body in zip(server.heads, server.bodies):
        assert head.startswith("POST /v1/greeting HTTP/1.1\r\n")
        boundary = head.split("Content-Type: multipart/form-data; boundary=")[1].split("\r\n")[0].encode()
        part = b'Content-Disposition: form-data; name="file"; filename="busy.wav"\r\nContent-Type: audio/wav\r\n\r\n'
        assert body == b"--" + boundary + b"\r\n" + part + content + b"\r\n--" + boundary + b"--\r\n"


@pytest.mark.usefixtures("emulator")
def test_an_empty_body_is_of_json_all_the_same() -> None:
    with Recorder(NO_CONTENT, NO_CONTENT, NO_CONTENT) as server, server.client() as client:
        assert client.post("/resetPin") == {} and client.post("/resetPin", {}) == {}
        client.put("/settings")
    assert server.bodies == [b""] * 3
    assert all("\r\nContent-Type: application/json\r\n" in head for head in server.heads)
    assert all("\r\nContent-Length: 0\r\n" in head + "\r\n" for head in server.heads)


@pytest.mark.usefixtures("emulator")
def test_what_a_post_creates() -> None:
    with Recorder(LOCKED, said("201 Created", b'{"id": "g1"}')) as server, server.client() as client:
        assert client.post("/groups", {"name": "Support"}) == {"id": "g1"}
    assert [json.loads(body) for body in server.bodies] == [{"name": "Support"}] * 2


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize("lost", [b"", said("502 Bad Gateway"), said("201 Created", b"<html>")])
def test_a_post_whose_answer_was_lost_is_sent_once(lost: bytes) -> None:
    with Recorder(lost, said("201 Created")) as server, server.client() as client, pytest.raises(Unconfirmed):
        client.post("/groups", {"name": "Support"})
    assert len(server.bodies) == 1


@pytest.mark.usefixtures("emulator")
def test_a_post_to_nobody_is_not_unconfirmed() -> None:
    """Nothing was sent, so nothing was created."""
    options = ConnectionOptions.from_params({"access_token": "x", "api_url": "http://127.0.0.1:9/v1", "max_retries": 1})
    with Client(options) as client, pytest.raises(WebexError, match="got no answer in 2 tries: .*refused") as caught:
        client.post("/groups", {})
    assert not isinstance(caught.value, Unconfirmed)


@pytest.mark.usefixtures("emulator")
def test_a_delete_and_one_that_was_done_before() -> None:
    gone = said("404 Not Found", b"{}")
    with Recorder(NO_CONTENT, b"", gone, gone) as server, server.client() as client:
        client.delete("/groups/1")
        client.delete("/groups/2")
        with pytest.raises(WebexError) as caught:
            client.delete("/groups/3")
    assert caught.value.fields["status"] == 404 and server.bodies == [b""] * 4
    lines = [head.partition(" HTTP")[0] for head in server.heads]
    assert lines == [f"DELETE /v1/groups/{number}" for number in (1, 2, 2, 3)]


@pytest.mark.usefixtures("emulator")
def test_an_answer_that_drips_is_given_up_and_the_next_one_is_read() -> None:
    """The time is that of the whole answer; a connection that is used again has all of it again."""

    class Dripping(Recorder):
        def _answer(self, connection: socket.socket, file: t.BinaryIO) -> bool:
            if len(self.heads) != 1:
                return super()._answer(connection, file)
            self.answers.insert(0, said("200 OK", b'{"late": 1}').partition(b"Content")[0] + b"X-Drip: ")
            super()._answer(connection, file)
            with contextlib.suppress(OSError):
                for dummy in range(60):
                    connection.sendall(b"x")
                    time.sleep(0.1)
                connection.sendall(b"\r\n" + said("200 OK", b'{"late": 1}').partition(b"\r\n")[2])
            return False

    with Dripping(said("200 OK", b"{}"), said("200 OK", b'{"a": 1}')) as server, server.client(timeout=1) as client:
        assert client.get("/a") == {}
        assert client.get("/b") == {"a": 1} and client.stats["retries"] == 1
