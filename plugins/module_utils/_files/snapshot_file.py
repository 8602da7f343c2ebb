# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a snapshot: it loses nobody, and nobody else can write it."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import private_file
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import Snapshot
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot_format import decode, encode


def check(path: str) -> None:
    """Find out whether I(path) can hold a snapshot, and whether what is there is one.

    @raise WebexError: it cannot, or is not.
    """
    _decoded(private_file.read(path), path)


def read(path: str) -> Snapshot:
    """The snapshot that is there.

    @raise WebexError: there is none, or it cannot be trusted.
    """
    found = _decoded(private_file.read(path), path)
    if found is None:
        raise WebexError(f"There is no snapshot {printable(path)}.")
    return found


def update(path: str, merge: t.Callable[[Snapshot | None], Snapshot], write: bool = True) -> None:
    """Replace the snapshot that is there, or None, by what I(merge) makes of it, while nobody else does.

    It is there for good when this returns. Without I(write) nothing is written.

    @raise WebexError: the file or its folder cannot be trusted, or not be written. Also what I(merge) raises.
    """

    def merged(content: bytes | None) -> bytes | None:
        before = _decoded(content, path)
        after = merge(before)
        return None if after is before else encode(after)

    private_file.update(path, merged, write)


def _decoded(content: bytes | None, path: str) -> Snapshot | None:
    if content is None:
        return None
    try:
        return decode(content)
    except ValueError as error:
        raise ValidationError(f"{printable(path)} is not a snapshot: {error}.") from None
