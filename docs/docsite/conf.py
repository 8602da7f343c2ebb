# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site, for Sphinx: tests/tools/site.py lays out its source and calls it."""

from __future__ import annotations

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

project = html_title = "webex.calling"
copyright = "webex.calling contributors"  # the name is Sphinx's
html_theme = "furo"
html_show_sphinx = html_copy_source = False
html_theme_options = {"navigation_with_keys": True}

extensions = ["myst_parser", "sphinx_antsibull_ext"]
exclude_patterns = ["docs/docsite", ".github"]
myst_heading_anchors = 4

# A reference to what is not here is a warning, and a warning is an error; but for those that are Ansible's own.
nitpicky = True
nitpick_ignore_regex = [("envvar", "ANSIBLE_.*")]
suppress_warnings = ["ref.ref"]
lexers["csv"] = TextLexer()  # Pygments has none, and GitHub does
