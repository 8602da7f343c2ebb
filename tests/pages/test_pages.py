# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of plans and audits as a browser shows them: on a phone and a wide screen, light and dark, and on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from playwright.sync_api import Browser

from ansible_collections.webex.calling.tests.pages.opened import Opened
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import reports

WIDTHS = (360, 1024, 1600)
# What is left of A4 between margins of 14 mm.
PAPER = 688


def test_a_page_asks_for_nothing_and_says_nothing(opened: Opened) -> None:
    """It is one file, without a script, and its own policy has nothing against it."""
    assert opened.requests == [opened.page.url] and not opened.messages
    assert opened.page.locator("script, link, img, iframe, object, form, [style], [onclick]").count() == 0


def test_nothing_is_cut_and_nothing_overlaps(opened: Opened) -> None:
    """At the widths of a phone, a small and a wide screen, and of paper."""
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert not opened.misplaced(), width
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": PAPER, "height": 1000})
    assert not opened.misplaced(), "paper"


def test_everybody_can_use_a_page(opened: Opened) -> None:
    """Headings, landmarks, tables and contrast: all that axe-core knows of. In the dark, colours alone are others."""
    assert not opened.inaccessible()
    opened.page.emulate_media(color_scheme="dark")
    assert not opened.inaccessible("color-contrast")


def test_paper_has_all_that_the_screen_has(browser: Browser, files: dict[str, Path]) -> None:
    """Folded parts too, and in black on white whatever the screen is."""
    with browser.new_context(color_scheme="dark") as context:
        opened = Opened(context.new_page(), files["report"].as_uri())
        pages = pypdf.PdfReader(io.BytesIO(opened.page.pdf(format="A4"))).pages
        opened.page.emulate_media(media="print")
        assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = "".join("".join(page.extract_text() for page in pages).split())
    report = reports.sample(every=20)
    wanted = [words for one in report.findings for words in (one.key, one.value, one.remedy)]
    wanted += [f"{one.created[:10]} {one.created[11:16]}" for one in report.history]
    assert not [words for words in wanted if "".join(words.split()) not in printed]


BAD = """
<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>Bad</h1>
<p style="width: 3rem; white-space: nowrap">leaves its box</p><p style="width: 3rem; overflow: hidden; white-space: nowrap">what is cut</p>
<p style="margin-top: -2em">lies upon it</p><p style="color: #bbb">faint</p><p style="white-space: nowrap">{}</p>
<img src="http://127.0.0.1:9/x.png"></main><script>console.error("said")</script></body></html>
"""


def test_what_is_wrong_with_a_page_is_noticed(browser: Browser, tmp_path: Path) -> None:
    """Each of the looks above finds what it is for."""
    file = tmp_path / "bad.html"
    file.write_text(BAD.format("wide " * 100), encoding="utf-8")
    with browser.new_context() as context:
        opened = Opened(context.new_page(), file.as_uri())
        assert len(opened.requests) == 2 and "said" in opened.messages
        for may_scroll in (False, True):
            told = {sentence.partition(":")[0].partition(" '")[0] for sentence in opened.misplaced(may_scroll)}
            assert told == {"wider than the window", "leaves its box", "leaves the window", "is cut", "lies upon"}
        assert {"color-contrast", "image-alt"} == {one.partition(":")[0] for one in opened.inaccessible()}


SCROLLING = """
<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>Boxes</h1>
<pre style="width: 9rem; overflow: auto" tabindex="0">{}</pre>
<aside style="position: fixed; left: -20rem; width: 10rem">beside</aside></main></body></html>
"""


def test_a_box_may_scroll_where_that_is_allowed(browser: Browser, tmp_path: Path) -> None:
    """As on the documentation site: code, tables, and navigation that waits beside the window."""
    file = tmp_path / "boxes.html"
    file.write_text(SCROLLING.format("wide " * 100), encoding="utf-8")
    with browser.new_context() as context:
        opened = Opened(context.new_page(), file.as_uri())
        assert opened.misplaced() and not opened.misplaced(may_scroll=True)
