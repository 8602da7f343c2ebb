# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in a page, for tests of what it says."""

from __future__ import annotations

from html.parser import HTMLParser

from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS

_INLINE = {"bdi", "wbr", "span", "a", "time", "code", "strong"}


def of_whom(kind: str, location: str) -> str:
    """What stands below a name."""
    label = KINDS[kind].label if kind in KINDS else kind
    return " · ".join(filter(None, (label.capitalize(), location)))


class PageText(HTMLParser):
    """The texts of a page, a line each, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._texts: list[str] = [""]
        self._row, self._rows = 0, list[tuple[int, int]]()
        self._findings = 0
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.text = "\n".join(self._lines(0, len(self._texts)))

    @property
    def findings(self) -> list[list[str]]:
        """The rows of the tables of findings: the texts of each."""
        rows = [self._lines(start, end) for start, end in self._rows if start > self._findings > 0]
        return [row for row in rows if row[0] != "Who"]

    def _lines(self, start: int, end: int) -> list[str]:
        return list(filter(None, (" ".join(text.split()) for text in self._texts[start:end])))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag not in _INLINE:
            self._texts.append("")
        if tag == "tr":
            self._row = len(self._texts) - 1
        if given.get("id") == "findings":
            self._findings = len(self._texts)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._texts.append("")
        if tag == "tr":
            self._rows.append((self._row, len(self._texts)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem != "style":
            self._texts[-1] += data
