# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The links of the pages lead somewhere, and every page is linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.tools.generate import ROOT

# Those of docs/docsite are at the root of the site, and tests/tools/site.py follows their links.
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "roles/*/README.md", "tests/*/README.md")
    for page in ROOT.glob(pattern)
    if page.parent.name != "docsite"
)
# What stands in these is no text of the page.
CODE = re.compile(r"^(```|~~~).*?^\1|^(?: {4}[^\n]*\n)+|<!--.*?-->", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return CODE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Where the links within the repository lead: a file, and the anchor in it."""
    for target in LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", target):
            path, dummy, anchor = target.partition("#")
            yield (page.parent / path).resolve() if path else page, anchor


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings."""
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for heading in re.findall(r"^#+ +(.+?) *$", prose(page), flags=re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", heading).lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for path, anchor in links(page):
        assert path.exists(), f"there is no {path}"
        assert not anchor or anchor in anchors(path), f"{path} has no heading {anchor}: {sorted(anchors(path))}"


def test_every_page_of_the_documentation_can_be_reached_from_the_readme() -> None:
    reached, left = set(), [ROOT / "README.md"]
    while left:
        page = left.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        left += [path / "README.md" if path.is_dir() else path for path, dummy in links(page)]
    assert not [name_of(page) for page in PAGES if page not in reached and "docs" in page.parts]


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One `-e k=v`, two\n\n# Two\n\n# Two\n\n[a](b.md#c) [d](#two-1)\n\n```\n[e](f.md)\n```\n")
    assert list(links(page)) == [(tmp_path / "b.md", "c"), (page, "two-1")]
    assert anchors(page) == {"one--e-kv-two", "two", "two-1"}
