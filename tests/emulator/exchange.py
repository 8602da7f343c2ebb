# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request on its way, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from .messages import Answer, ApiError, Call, error_answer

if TYPE_CHECKING:
    from .server import Emulator


class Exchange:
    """One request on its way: what the kinds of fault work with."""

    def __init__(self, emulator: Emulator, request: web.BaseRequest, call: Call) -> None:
        self.emulator = emulator
        self.request = request
        self.call = call

    def right(self) -> Answer:
        """Carry the request out; the right answer."""
        try:
            return self.emulator.api.answer(self.call)
        except ApiError as error:
            if error.blame:
                self.emulator.blame(self.call, f"{error.status} {error}")
            return error_answer(error, self.call.entry["tracking_id"])

    def _head(self, answer: Answer) -> dict[str, str]:
        self.call.entry["status"] = answer.status
        return {"TrackingID": self.call.entry["tracking_id"], **answer.headers}

    async def send(self, answer: Answer) -> web.StreamResponse:
        """Send this answer."""
        return web.Response(status=answer.status, body=answer.body, headers=self._head(answer))

    async def stream(self, answer: Answer, chunks: Any, length: int | None = None) -> web.StreamResponse:
        """Send the head of this answer, then chunks; with a false length where one is given."""
        response = web.StreamResponse(status=answer.status, headers=self._head(answer))
        if length is not None:
            response.content_length = length
        try:
            await response.prepare(self.request)
            if isinstance(chunks, list):
                for chunk in chunks:
                    await response.write(chunk)
            else:
                async for chunk in chunks:
                    await response.write(chunk)
            if length is None:
                await response.write_eof()
        except ConnectionError:
            pass  # the client had enough
        if self.request.transport is not None and length is not None:
            self.request.transport.close()
        return response

    def cut(self) -> web.StreamResponse:
        """Abort the connection."""
        if self.request.transport is not None:
            self.request.transport.abort()
        return web.Response()

    def gone(self) -> bool:
        """Whether the client has gone."""
        return self.request.transport is None or self.request.transport.is_closing()
