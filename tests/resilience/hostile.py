# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of hostile answers share: a server that says anything, and what is bounded."""

from __future__ import annotations

import resource
import socket
import time
import typing as t
from contextlib import contextmanager

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN
from ansible_collections.webex.calling.tests.resilience.conftest import Listener

VOICEMAIL, READ, ORG = "webex_person_voicemail", "webex_person_voicemail_info", "webex_org_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\r\n"
MAX_SECONDS = 12
MAX_MEMORY = 160  # MiB; an answer is at most 16


class Raw(Listener):
    """Says what no HTTP library would, to each connection, and remembers what it was sent."""

    def __init__(
        self,
        *speech: bytes | t.Iterator[bytes],
        again: t.Callable[[], t.Any] | None = None,
        end: bytes = b"\r\n\r\n",
    ) -> None:
        super().__init__()
        self.speech, self.again, self.end = speech, again, end
        self.heard = bytearray()
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def serve(self, connection: socket.socket) -> None:
        for said in self.speech:
            connection.settimeout(MAX_SECONDS)
            head = self.hear(connection, self.end)
            if not head:
                return
            self.heard += head
            for part in [said] if isinstance(said, bytes) else (self.again or iter)(*[] if self.again else [said]):
                connection.sendall(part)


def head(*lines: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]).encode("latin-1")


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def bounded() -> t.Iterator[None]:
    began, before = time.monotonic(), memory()
    yield
    assert time.monotonic() - began < MAX_SECONDS
    assert memory() - before < MAX_MEMORY


def sentence(result: dict[str, t.Any]) -> str:
    """What a failed task says: short, one line, fit for a terminal, no token."""
    assert result["failed"] and not result.get("changed"), ascii(result)
    words = "{0} {1}".format(result["msg"], result.get("api_message", ""))
    assert words.isprintable() and len(result["msg"]) < 2000, ascii(words[:3000])
    assert "Traceback" not in str(result) and ADMIN_TOKEN not in str(result) and "object at 0x" not in str(result)
    return str(result["msg"])
