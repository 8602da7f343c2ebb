# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells what a file is that was given in the place of another one."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import zlib

_LONGEST_LINE = 1 << 20
_PACKED = b"\x1f\x8b"
PLAN, JOURNAL, SNAPSHOT = "a plan", "a journal", "a snapshot"
# By what its first line alone has.
_KINDS = {"digest": PLAN, "started": JOURNAL, "by": SNAPSHOT}


def but_what(content: bytes, asked: str) -> str:
    """What a file with this I(content) is where it is not what was I(asked) for, as the end of a sentence; empty where that is not
    known."""
    with contextlib.suppress(OSError, EOFError, zlib.error, ValueError, RecursionError):
        file = io.BytesIO(content)
        head = json.loads(
            (gzip.GzipFile(fileobj=file) if content.startswith(_PACKED) else file).readline(_LONGEST_LINE)
        )
        found = next((words for name, words in _KINDS.items() if isinstance(head, dict) and name in head), asked)
        return f", but {found}" if found != asked else ""
    return ""
