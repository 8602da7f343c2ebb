# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is tested of a page that a browser shows, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ansible_collections.webex.calling.plugins.module_utils._files.audit_html import render
from ansible_collections.webex.calling.plugins.module_utils._files.plan_html import page as plan_page
from ansible_collections.webex.calling.tests.tools.chromium import PATIENCE
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import hostile_report, reports
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.test_review import reviewed

PAGES: dict[str, Callable[[], str]] = {
    "report": lambda: render(reports.sample(every=20)),
    "report in order": lambda: render(reports.in_order()),
    "report of changes": lambda: render(reports.changes()),
    "report of hostile names": lambda: render(hostile_report.hostile()),
    "plan": lambda: plan_page(reviewed()),
}
_LAYOUT = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")


class Opened:
    """A page, and what became known of it while it was loaded."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.goto(address, timeout=PATIENCE)

    def misplaced(self, may_scroll: bool = False) -> list[str]:
        """Texts that are cut, leave what they are in, or lie upon another one. Tables and code I(may_scroll) in boxes of their own."""
        return self.page.evaluate(_LAYOUT, may_scroll)

    def inaccessible(self, *rules: str) -> list[str]:
        """What axe-core says against it, by some of its rules or all."""
        options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
