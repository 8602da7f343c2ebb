# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client whose pages are given, and IDs."""

from __future__ import annotations

import base64
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._http.client import Client

Json = dict[str, t.Any]


def webex_id(kind: str, name: str) -> str:
    """The ID of I(name), without padding."""
    return base64.b64encode(f"ciscospark://us/{kind}/{name}".encode()).decode().rstrip("=")


class GivenClient:
    """Answers from I(answer), which gets the path and the query and returns pages, an object, or an error to raise."""

    def __init__(self, answer: t.Callable[[str, Json], t.Any]) -> None:
        self.answer = answer
        self.requests: list[tuple[str, Json]] = []
        self.hints: list[t.Any] = []
        self.keys: list[str] = []

    def _answer(self, path: str, hints: t.Any, query: Json) -> t.Any:
        self.requests.append((path, query))
        self.hints.append(hints)
        answer = self.answer(path, query)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pages(
        self, path: str, hints: t.Any, items_key: str = "items", **query: t.Any
    ) -> t.Iterator[tuple[list[Json], bool]]:
        """As those of L(Client): each page, and whether more follow."""
        self.keys.append(items_key)
        pages = self._answer(path, hints, query)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                self.requests.append((path, {**query, "page": number}))
            yield page, number < len(pages)

    def get(self, path: str, hints: t.Any) -> Json:
        """As that of L(Client)."""
        return t.cast(Json, self._answer(path, hints, {}))


def as_client(given: GivenClient) -> Client:
    """For what takes a client."""
    return t.cast(Client, given)
