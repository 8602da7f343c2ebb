# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site as a browser shows it: a page of each sort, on a phone, a small and a wide screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from ansible_collections.webex.calling.tests.pages.opened import Opened
from ansible_collections.webex.calling.tests.pages.test_pages import WIDTHS
from ansible_collections.webex.calling.tests.tools.chromium import PATIENCE

PAGES = (
    "index",
    "docs/recipes",
    "docs/permissions",
    "docs/formats",
    "ARCHITECTURE",
    "collection/webex_person_voicemail_module",
    "collection/voicemail_onboarding_role",
    "search",
)


@pytest.fixture(params=PAGES)
def opened(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Opened]:
    """A page in a tab of its own."""
    with browser.new_context() as context:
        yield Opened(context.new_page(), f"{site}/{request.param}.html")


def test_a_page_of_the_site_is_whole(opened: Opened, site: str) -> None:
    """It asks nobody else for anything and misses nothing, fits into each width, and everybody can use it."""
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert not opened.misplaced(may_scroll=True), width
    assert not opened.inaccessible()
    opened.page.emulate_media(color_scheme="dark")
    assert not opened.inaccessible("color-contrast")
    assert not [one for one in opened.requests if not one.startswith(f"{site}/")] and not opened.messages


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("number_of_rings", "collection/webex_person_voicemail_module.html"),
        ("journal", "docs/formats.html"),
        ("tracking_id", "docs/guide.html"),
    ],
)
def test_a_search_finds_the_page(browser: Browser, site: str, words: str, page: str) -> None:
    """From the front page, as a reader does."""
    with browser.new_context() as context:
        opened = Opened(context.new_page(), f"{site}/index.html")
        field = opened.page.get_by_role("search").get_by_placeholder("Search")
        field.fill(words)
        field.press("Enter")
        found = opened.page.locator(f"#search-results a[href*='{page}']").first
        expect(found).to_be_visible(timeout=PATIENCE)
        found.click()
        opened.page.wait_for_url(f"{site}/{page}*", timeout=PATIENCE)
        expect(opened.page.locator("article")).to_contain_text(words)
    assert not opened.messages
