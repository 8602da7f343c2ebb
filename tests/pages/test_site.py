# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site as a browser shows it: a page of each sort, on a phone, a small and a wide screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from ansible_collections.webex.calling.tests.pages.opened import Opened
from ansible_collections.webex.calling.tests.pages.test_pages import WIDTHS
from ansible_collections.webex.calling.tests.tools.chromium import PATIENCE

# A page of each sort; and the large ones, on which axe-core takes long to say the same.
PAGES = (
    "index",
    "docs/inventory",
    "docs/permissions",
    "collection/webex_locations_info_module",
    "collection/org_voicemail_role",
    "search",
)
DARK = ("index", "collection/webex_locations_info_module")
LARGE = ("collection/webex_person_voicemail_module", "docs/recipes", "ARCHITECTURE")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Who reads page after page: what they share is loaded once."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def opened(request: pytest.FixtureRequest, reader: BrowserContext, site: str) -> Iterator[Opened]:
    """A page in a tab of its own."""
    with reader.new_page() as page:
        yield Opened(page, f"{site}/{request.param}.html")


@pytest.mark.parametrize("opened", [*PAGES, *LARGE], indirect=True)
def test_a_page_fits_and_asks_for_nothing_elsewhere(opened: Opened, site: str) -> None:
    """Tables and code scroll in boxes of their own, and the page does not."""
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert not opened.misplaced(may_scroll=True), width
    assert not [one for one in opened.requests if not one.startswith(f"{site}/")] and not opened.messages


@pytest.mark.parametrize("opened", PAGES, indirect=True)
def test_everybody_can_use_a_page(opened: Opened) -> None:
    assert not opened.inaccessible()


@pytest.mark.parametrize("opened", DARK, indirect=True)
def test_everybody_can_read_a_page_in_the_dark(opened: Opened) -> None:
    """Only the colours differ, and all pages have those of these."""
    opened.page.emulate_media(color_scheme="dark")
    assert not opened.inaccessible("color-contrast")


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("number_of_rings", "collection/webex_person_voicemail_module.html"),
        ("journal", "docs/formats.html"),
        ("tracking_id", "docs/guide.html"),
    ],
)
def test_a_search_finds_the_page(reader: BrowserContext, site: str, words: str, page: str) -> None:
    """From the front page, as a reader does."""
    with reader.new_page() as tab:
        opened = Opened(tab, f"{site}/index.html")
        field = tab.get_by_role("search").get_by_placeholder("Search")
        field.fill(words)
        field.press("Enter")
        tab.locator(f"#search-results a[href*='{page}']").first.click(timeout=PATIENCE)
        tab.wait_for_url(f"{site}/{page}*", timeout=PATIENCE)
        expect(tab.locator("article")).to_contain_text(words)
        assert not opened.messages
