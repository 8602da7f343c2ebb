# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Chromium, one for all tests of a process, and the pages that it opens."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ansible_collections.webex.calling.tests.pages.opened import PAGES, Opened
from ansible_collections.webex.calling.tests.tools import site as documentation
from ansible_collections.webex.calling.tests.tools.chromium import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each of the pages, as a file."""
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name}.html" for name in PAGES}
    for name, file in found.items():
        file.write_text(PAGES[name](), encoding="utf-8")
    return found


@pytest.fixture(params=list(PAGES))
def opened(request: pytest.FixtureRequest, browser: Browser, files: dict[str, Path]) -> Iterator[Opened]:
    """A page in a tab of its own."""
    with browser.new_context() as context:
        yield Opened(context.new_page(), files[request.param].as_uri())


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The documentation site on this machine: its address. It is built, unless it is current."""
    subprocess.run([sys.executable, documentation.__file__], check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=documentation.PAGES)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
