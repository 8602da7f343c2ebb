# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the pictures in docs/images: of the page of an audit, of an organization of 10,000 people that is made up."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ansible_collections.webex.calling.plugins.module_utils._files.audit_html import render
from ansible_collections.webex.calling.tests.tools import check
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import reports

IMAGES = check.ROOT / "docs/images"
# The part of the page that a manager reads.
WIDTH, HEIGHT = 1280, 1160


def main() -> None:
    program = check.chromium()
    if program is None:
        sys.exit(f"No picture was taken: {check.NO_CHROMIUM}.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_text(render(reports.sample()), encoding="utf-8")
        with playwright.chromium.launch(executable_path=program, args=check.CHROMIUM_OPTIONS) as browser:
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            tab.goto(page.as_uri())
            tab.screenshot(path=IMAGES / "report.png", caret="initial")


if __name__ == "__main__":
    main()
