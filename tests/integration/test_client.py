# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of the API on real connections: each verb, and what servers say before an answer."""

from __future__ import annotations

import contextlib
import socket
import threading
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call

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


def test_https_in_capitals_is_verified_as_in_small_letters() -> None:
    """Else requests would use its own adapter, without ca_path, validate_certs and the proxy."""
    from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
    from ansible_collections.webex.calling.plugins.module_utils._http.transport import Transport

    url = "https://webexapis.com/v1"
    transport = Transport(ConnectionOptions.from_params({"api_url": "HTTPS://WebexAPIs.com/v1"}))
    assert transport._session.get_adapter(url + "/people") is transport._session.adapters[url]
