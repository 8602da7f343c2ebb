# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of pages that are written by make generate."""

from __future__ import annotations

import sys


def between_markers(page: str, text: str, marker: str, table: str) -> str:
    """The I(text) of a page with I(table) where its markers are."""
    begin, end = f"<!-- {marker}: written by make generate -->\n", f"<!-- end of {marker} -->\n"
    before, found, rest = text.partition(begin)
    dummy, also, after = rest.partition(end)
    if not (found and also):
        sys.exit(f"{page} must hold the lines:\n{begin}{end}")
    return f"{before}{begin}\n{table}\n{end}{after}"
