# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Chromium of this machine, for tests and pictures of pages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from ansible_collections.webex.calling.tests.tools import check

# In milliseconds, for a machine that is busy with other things.
PATIENCE = 120_000
# So that it asks for nothing by itself, and may be run by root.
OPTIONS = """
    --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run
"""


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """The browser, without a window. Nothing is downloaded."""
    program = check.chromium()
    assert program, check.NO_CHROMIUM
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=OPTIONS.split(), timeout=PATIENCE) as browser,
    ):
        yield browser
