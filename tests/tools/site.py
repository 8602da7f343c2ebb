# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the documentation site into .build/site/html where it is not current, and check every link within it.

Its source is laid out as the repository is, so that links between pages hold in both: the pages that Git tracks, and what
antsibull-docs writes of plugins and roles. A warning is an error. Who asks for it while it is built waits, and has it then.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / ".build/site"
SOURCE, PAGES = SITE / "source", SITE / "html"
OWN = ROOT / "docs/docsite"


def tracked() -> list[str]:
    """The files that Git tracks, by their names."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [name for name in listing.split("\0") if (ROOT / name).is_file()]


def digest() -> str:
    """Of all that the site is built from: the documentation, the code, and the pinned tools."""
    files = "".join(f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()} {name}\n" for name in tracked())
    return hashlib.sha256(f"{sys.version}\n{files}".encode()).hexdigest()


def lay_out() -> None:
    """The source, anew; what of it has not changed Sphinx does not read again."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    for name in tracked():
        (SOURCE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, SOURCE / name)
    for page in OWN.glob("*.md"):
        shutil.copy2(page, SOURCE / page.name)
    (SOURCE / "collection").mkdir()
    command = ["antsibull-docs", "collection", "--use-current", "--squash-hierarchy", "--fail-on-error"]
    command += ["--no-add-antsibull-docs-version", "--dest-dir", str(SOURCE / "collection"), "webex.calling"]
    subprocess.run(command, check=True)


class Links(HTMLParser):
    """The links of a page, and the places in it that links may name."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.to: list[str] = []
        self.places: set[str] = set()
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for each tag."""
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            elif name in ("href", "src") and value:
                self.to.append(value)


def broken(pages: Path) -> Iterator[str]:
    """The links within the site that lead nowhere."""
    found = {page: Links(page) for page in sorted(pages.rglob("*.html"))}
    for page, links in found.items():
        for link in links.to:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            missing = target in found and parts.fragment and unquote(parts.fragment) not in found[target].places
            if missing or not target.is_file():
                yield f"{page.relative_to(pages)}: {link}"


def build() -> int:
    """The site anew: no page stays that has no source any more."""
    shutil.rmtree(PAGES, ignore_errors=True)
    lay_out()
    command = ["sphinx-build", "--quiet", "--fail-on-warning", "--jobs", "2", "--conf-dir", str(OWN)]
    command += ["--doctree-dir", str(SITE / "doctrees"), str(SOURCE), str(PAGES)]
    if subprocess.run(command, check=False).returncode:
        return 1
    found = list(broken(PAGES))
    print(*found, f"{len(found)} links lead nowhere.", sep="\n")
    return 1 if found else 0


def main() -> int:
    """The site, where it is not current."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    SITE.mkdir(parents=True, exist_ok=True)
    built, current = SITE / "built", digest()
    with (SITE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if built.is_file() and built.read_text() == current:
            return 0
        built.unlink(missing_ok=True)
        status = build()
        if not status:
            built.write_text(current)
    return status


if __name__ == "__main__":
    sys.exit(main())
