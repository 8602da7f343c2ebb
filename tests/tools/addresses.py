# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of addresses.yml, and the version of galaxy.yml, written to where they are used; and until they are published, that
they are not."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from ansible_collections.webex.calling.tests.tools.markers import between_markers

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
WORKFLOWS = "docs/gitops/.github/workflows/*.yml"
PAGES = (
    FIRST_LINES,
    "*.md",
    "docs/*.md",
    "docs/awx/*",
    "docs/docsite/*.md",
    "docs/gitops/*.md",
    WORKFLOWS,
    "docs/migration/*.md",
    ".github/*",
    ".github/*/*.yml",
)
VERSIONED = ("README.md", "docs/awx/*", WORKFLOWS)
# What pages say until the collection is published.
PLACEHOLDERS = """\
**The collection is not published yet.** It is not on Galaxy, and the addresses on all pages (of the repository, the registry of images and
the contact) are placeholders. Use your clone where a page runs `git clone`, and install the collection from it, in its folder and in a
virtual environment:

```shell
pip install requests distlib
ansible-galaxy collection install "git+file://$PWD"
```

For other machines, push your clone to a Git server. Install it from there, with `distlib`, where a page or a workflow installs
`webex.calling`: `git+https://git.example.com/telephony/webex.calling.git,main`.
"""
ON_AWX = """\
**The collection is not published yet**, so there is no tag `{version}` to clone, and nothing on Galaxy. Instead of `git clone` and `cd` in the
block below:

1. Push your clone to a Git server that AWX can reach. Below, `https://git.example.com/telephony/webex.calling.git` stands for it.
2. Build the collection's file in your clone:

   ```shell
   make build
   mkdir -p docs/awx/collections
   cp .build/dist/webex-calling-{version}.tar.gz docs/awx/collections/
   cd docs/awx
   ```

3. Replace `collections:` and what follows it in [execution-environment.yml](execution-environment.yml) by:

   ```yaml
       collections:
         - name: collections/webex-calling-{version}.tar.gz
           type: file
   additional_build_files:
     - src: collections/webex-calling-{version}.tar.gz
       dest: collections
   ```

4. In [step 2](#2-load-it), install `collections/webex-calling-{version}.tar.gz` instead of `webex.calling:=={version}`, and load with
   `-e webex_calling_scm_url=https://git.example.com/telephony/webex.calling.git` and `-e webex_calling_scm_branch=main`.
"""
SHORT = "**The collection is not published yet**: [Installation]({readme}#installation) says what to do instead.\n"
NOTICES = {
    "README.md": PLACEHOLDERS,
    "SECURITY.md": "**The collection is not published yet**: the address below is a placeholder.\n",
    "docs/awx/README.md": ON_AWX,
    "docs/docsite/index.md": SHORT.replace("{readme}", "README.md"),
    "docs/gitops/README.md": SHORT.replace("{readme}", "../../README.md"),
    "docs/tutorial.md": SHORT.replace("{readme}", "../README.md"),
}


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
    for page, notice in NOTICES.items():
        said = "" if wanted["published"] == "True" else notice.replace("{version}", version)
        pages[root / page] = between_markers(page, pages[root / page], "publication", said)
    for name in IN_GALAXY:
        galaxy = re.sub(rf"^{name}: .*$", f"{name}: {wanted[name]}", galaxy, flags=re.MULTILINE)
    return {**pages, root / "galaxy.yml": galaxy}
