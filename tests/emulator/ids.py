# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IDs: base64 of `ciscospark://us/KIND/uuid`."""

from __future__ import annotations

import base64
import binascii
import re
import uuid

IDENTIFIER = re.compile(r"ciscospark://[a-z]+(?:-[a-z]+)*/([A-Z_]+)/(.+)")


def identifier(kind: str, seed: int, number: int) -> str:
    """The ID of a thing: always the same for the same seed and number."""
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"emulator/{seed}/{kind}/{number}")
    return base64.urlsafe_b64encode(f"ciscospark://us/{kind}/{unique}".encode()).decode().rstrip("=")


def _parts(value: str) -> tuple[str, str]:
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    found = IDENTIFIER.fullmatch(text)
    return (found.group(1), found.group(2)) if found else ("", "")


def kind_of(value: str) -> str:
    """The KIND in an ID; nothing when it is no ID at all."""
    return _parts(value)[0]


def uuid_of(value: str) -> str:
    """The UUID in an ID."""
    return _parts(value)[1]
