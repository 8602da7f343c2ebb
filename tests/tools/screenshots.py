# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the pictures in docs/images: of the page of an audit, of an organization of 10,000 people that is made up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ansible_collections.webex.calling.plugins.module_utils._files.audit_html import render
from ansible_collections.webex.calling.tests.tools.check import ROOT
from ansible_collections.webex.calling.tests.tools.chromium import launched
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import reports

IMAGES = ROOT / "docs/images"
# The part of the page that a manager reads.
WIDTH, HEIGHT = 1280, 1160


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        file = Path(folder) / "report.html"
        file.write_text(render(reports.sample()), encoding="utf-8")
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(file.as_uri())
        page.screenshot(path=IMAGES / "report.png", caret="initial")


if __name__ == "__main__":
    main()
