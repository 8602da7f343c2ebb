# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of addresses.yml, and the version of galaxy.yml, written to where they are used."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

SOURCE = "addresses.yml"
IN_GALAXY = ("repository", "documentation", "homepage", "issues")
# What begins the files of an organization with the address of their schema.
FIRST_LINES = "plugins/module_utils/_files/first_export.py"
# Where what was written before is found: a file, and a pattern with it as its only group.
WRITTEN = {
    **{name: ("galaxy.yml", rf"^{name}: (\S+)$") for name in ("issues", "documentation", "repository")},
    "image": ("docs/awx/load.yml", r"^ +webex_calling_image: (\S+):[^:\s]+$"),
    "schemas": (FIRST_LINES, r'^SCHEMAS = "(\S+)"$'),
    "contact": ("SECURITY.md", r"\bwrite to <(\S+@\S+)>"),
}
VERSION = ("docs/awx/load.yml", r"^ +webex_calling_scm_branch: (\S+)$")
PAGES = (
    FIRST_LINES,
    "*.md",
    "docs/*.md",
    "docs/awx/*",
    "docs/docsite/*.md",
    "docs/gitops/*.md",
    "docs/migration/*.md",
    ".github/*",
    ".github/*/*.yml",
)
VERSIONED = ("README.md", "docs/awx/*")


def read(root: Path) -> dict[str, str]:
    """The addresses, and C(published) as text."""
    return {name: str(value) for name, value in yaml.safe_load((root / SOURCE).read_text()).items()}


def written(root: Path, file: str, pattern: str) -> str:
    """What stands where I(pattern) finds it."""
    found = re.search(pattern, (root / file).read_text(), flags=re.MULTILINE)
    if not found:
        raise LookupError(f"{file} does not hold {pattern}")
    return found[1]


def files(root: Path) -> dict[Path, str]:
    """The files with an address or the version in them, as they should be."""
    wanted = read(root)
    galaxy = (root / "galaxy.yml").read_text()
    version = written(root, "galaxy.yml", r"^version: (\S+)$")
    pages = {path: path.read_text() for pattern in PAGES for path in sorted(root.glob(pattern)) if path.is_file()}
    for name, where in WRITTEN.items():  # those that begin with another one go before it
        before = written(root, *where)
        pages = {path: text.replace(before, wanted[name]) for path, text in pages.items()}
    before = re.compile(rf"(?<![\d.]){re.escape(written(root, *VERSION))}(?![\d.]*\d)")
    for pattern in VERSIONED:
        for path in root.glob(pattern):
            pages[path] = before.sub(version, pages[path])
    for name in IN_GALAXY:
        galaxy = re.sub(rf"^{name}: .*$", f"{name}: {wanted[name]}", galaxy, flags=re.MULTILINE)
    return {**pages, root / "galaxy.yml": galaxy}
