# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An end to an answer as a whole. A socket's timeout is for one piece of it, and pieces may drip for ever."""

from __future__ import annotations

import http.client
import io
import socket
import time
import typing as t


class _Timely(io.RawIOBase):
    """What a socket receives, for as long as the socket's timeout from now on, all in all."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._socket, self._raw = sock, sock.makefile("rb", buffering=0)
        self._timeout = sock.gettimeout() or 0.0
        self._due = time.monotonic() + self._timeout

    def makefile(self, mode: str) -> io.BufferedReader:
        """As that of a socket, for http.client."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: t.Any) -> int | None:
        """Wait for the next piece, if there is time left."""
        left = self._due - time.monotonic()
        if left <= 0:
            raise socket.timeout("timed out")
        self._socket.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        finally:
            self._socket.settimeout(self._timeout)  # the connection may be used again

    def close(self) -> None:
        """It is read."""
        self._raw.close()
        super().close()


class TimelyResponse(http.client.HTTPResponse):
    """An answer that has to be whole within the timeout of its socket, also one of a proxy.

    What a server says before it (such as 103 Early Hints, RFC 8297) is passed over, as 100 is anyway.
    """

    def __init__(self, sock: socket.socket, *args: t.Any, **kwargs: t.Any) -> None:
        super().__init__(t.cast(socket.socket, _Timely(sock)), *args, **kwargs)

    def begin(self) -> None:
        """Read the head of the answer."""
        super().begin()
        while 101 < self.status < 200:
            vars(self).update(headers=None)  # or it is taken for begun
            super().begin()
