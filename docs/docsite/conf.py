# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site, for Sphinx: tests/tools/site.py lays out its source and calls it."""

from __future__ import annotations

import re
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.highlighting import lexers

project = html_title = "webex.calling"
copyright = "webex.calling contributors"  # the name is Sphinx's
html_theme = "furo"
html_show_sphinx = html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_favicon = "static/icon.svg"

extensions = ["myst_parser", "sphinx_antsibull_ext"]
exclude_patterns = ["docs/docsite", ".github"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]

# A reference to what is not here is a warning, and a warning is an error; but for those that are Ansible's own.
nitpicky = True
nitpick_ignore_regex = [("envvar", "ANSIBLE_.*")]
suppress_warnings = ["ref.ref"]
lexers["csv"] = TextLexer()  # Pygments has none, and GitHub does


# What the theme and antsibull-docs leave out for those who use a screen reader, or a keyboard alone.
ACCESSIBLE = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="This page">',
    '<div id="search-results"></div>': '<h1>Search</h1><div id="search-results"></div>',
    '<a aria-role="button" ': "<a ",
    '<div class="table-wrapper ': '<div tabindex="0" class="table-wrapper ',
    "<pre>": '<pre tabindex="0">',
}


def fit_to_theme(app: Sphinx, name: str, source: list[str]) -> None:
    """What antsibull-docs wrote: titles that fit into the navigation, and no second table of contents, which Furo refuses."""
    if name.startswith("collection/"):
        text = re.sub(r"^\.\. contents::\n(?: +:.*\n)+", "", source[0], flags=re.MULTILINE)
        text = re.sub(r"^webex\.calling\.(.+?) -- (.+)\n(\++)$", r"\1\n\3\n\n\2.", text, count=1, flags=re.MULTILINE)
        source[0] = re.sub(r"^    (\w+)_module$", r"    \1 <\1_module>", text, flags=re.MULTILINE)


def make_accessible(app: Sphinx, error: Exception | None) -> None:
    """Mend the pages, once they are written."""
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found, wanted in ACCESSIBLE.items():
            text = text.replace(found, wanted)
        page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", fit_to_theme)
    app.connect("build-finished", make_accessible)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
