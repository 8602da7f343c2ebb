# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list in pages, by the C(Link) header (RFC 8288)."""

from __future__ import annotations

import contextlib
import typing as t
from urllib.parse import urljoin

from ansible_collections.webex.calling.plugins.module_utils._http.exchange import Json, Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.failures import Failures

with contextlib.suppress(ImportError):  # told by Transport
    from requests.utils import parse_header_links

_MAX_PAGES, _MAX_ITEMS = 10_000, 1_000_000


def read_pages(
    first: Request, items_key: str, url: str, send: t.Callable[[Request], Response], failures: Failures
) -> t.Iterator[tuple[list[Json], bool]]:
    """The items of each page, which are its I(items_key), and whether there are more. I(url) is the API's: no page elsewhere is asked for.

    @raise WebexError: a page is not understood, or leads somewhere else.
    """
    request, visited, count = first, {first.path}, 0
    while True:
        response = send(request)
        items = failures.json_object(request, response).get(items_key)
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise failures.unexpected_response(request, response, "expected a list of items")
        count += len(items)
        following = _next(response, url + request.path)
        if following and not following.startswith(url + "/"):
            problem = "the next page is on another host, to which the token is not sent"
            raise failures.unexpected_response(request, response, problem)
        yield items, bool(following)
        if not following:
            return
        request = first._replace(path=following[len(url) :], content={})
        if request.path in visited or len(visited) >= _MAX_PAGES or count > _MAX_ITEMS:
            problem = "the next page was read before, or there are endless pages"
            raise failures.unexpected_response(first, response, problem)
        visited.add(request.path)


def _next(response: Response, page: str) -> str:
    """Where the next page is, which the header of this I(page) may say relative to it; C('') where there is none."""
    links = parse_header_links(response.headers.get("Link", ""))
    found = next((link["url"] for link in links if "next" in link.get("rel", "").lower().split()), None)
    return "" if found is None else urljoin(page, found)
