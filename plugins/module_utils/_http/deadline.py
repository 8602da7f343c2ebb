# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An end to a request as a whole. A socket's timeout is for one piece of the answer, and pieces may drip for ever."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import threading
import time
import typing as t

# Seconds between two looks at what is under way.
_EVERY = 0.5

_here = threading.local()


class Deadlines:
    """Shuts down the connections of requests that are not over in time. One thread looks after all of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # By thread: when it is to be over, and its connections.
        self._under_way: dict[int, tuple[float, list[int]]] = {}
        self._stopped = threading.Event()
        self._watched = False

    @contextlib.contextmanager
    def until(self, due: float) -> t.Iterator[None]:
        """Whatever L(watched) connection this thread uses herein is shut down at I(due), of C(time.monotonic), or half a second later."""
        lines: list[int] = []
        with self._lock:
            self._under_way[threading.get_ident()] = (due, lines)
            start, self._watched = not self._watched, True
        if start:
            threading.Thread(target=self._watch, daemon=True).start()
        _here.lines = lines
        try:
            yield
        finally:
            _here.lines = None
            with self._lock:
                del self._under_way[threading.get_ident()]
            for line in lines:
                os.close(line)

    def stop(self) -> None:
        """Nothing more will be under way."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(_EVERY):
            with self._lock:
                now = time.monotonic()
                for line in [line for due, lines in self._under_way.values() if now > due for line in lines]:
                    connection = socket.socket(fileno=line)
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)
                    connection.detach()


def watched(connection: type) -> type:
    """A class of connections of urllib3, made such that L(Deadlines) knows them from their first byte, TLS or not."""

    class Watched(connection):
        """Tells the thread's request which socket it uses: a new one, or that of a connection that was kept open."""

        response_class = _Response

        def _new_conn(self) -> t.Any:
            sock = super()._new_conn()
            _notice(sock)
            return sock

        def request(self, *args: t.Any, **kwargs: t.Any) -> t.Any:
            """Send a request."""
            if self.sock is not None:
                _notice(self.sock)
            return super().request(*args, **kwargs)

    # urllib3 tells a connection by its class, and what is told of it is cut off by its name.
    Watched.__module__, Watched.__qualname__ = connection.__module__, connection.__qualname__
    return Watched


class _Response(http.client.HTTPResponse):
    """An answer. What the server says before it (such as 103 Early Hints, RFC 8297) is passed over, as 100 is anyway."""

    def begin(self) -> None:
        """Read the head of the answer."""
        super().begin()
        while 101 < self.status < 200:
            vars(self).update(headers=None)  # or it is taken for begun
            super().begin()


def _notice(sock: t.Any) -> None:
    lines = getattr(_here, "lines", None)
    if lines is not None:
        lines.append(os.dup(sock.fileno()))  # its own, for TLS takes the socket over
