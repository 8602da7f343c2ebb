# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, kept out of what is told."""

from __future__ import annotations

import base64
import contextlib
import json
import typing as t
from urllib.parse import quote, quote_plus

from ansible_collections.webex.calling.plugins.module_utils._errors import printable

_MASK = "********"


class Redactor:
    """Removes secrets from foreign text.

    These are the I(collected) ones, which Ansible removes from the result, to which each that is added is added too; and I(others),
    which are removed here alone.
    """

    def __init__(self, collected: set[str], others: t.Iterable[str] = ()) -> None:
        self._collected = collected
        self._encodings = {one for one in others if one}.union(*map(encodings, collected))
        self._longest_first: list[str] = []
        self._sort()

    def add_secret(self, secret: str) -> None:
        """From now on it is in no text."""
        if secret:
            self._collected.add(secret)
            self._encodings.update(encodings(secret))
            self._sort()

    def redact(self, text: object) -> str:
        """Foreign text made fit to be told: no secret, one line, not too long."""
        words = str(text)
        for encoding in self._longest_first:
            words = words.replace(encoding, _MASK)
        return printable(words)

    def _sort(self) -> None:
        # A new list: another thread may be at the old one.
        self._longest_first = sorted(self._encodings, key=len, reverse=True)


def encodings(secret: str) -> set[str]:
    """A secret as an answer may repeat it: in a URL, in JSON, in base64 wherever it begins in what was encoded, in hexadecimal."""
    found = {secret}
    with contextlib.suppress(UnicodeError):
        found |= {quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
        found |= {json.dumps(secret, ensure_ascii=False)[1:-1], secret.encode().hex()}
        for before in ("", "x", "xx"):
            start = -(-len(before) * 4 // 3)
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                # The last letter depends on what follows.
                found.add(encode((before + secret).encode()).decode()[start:].rstrip("=")[:-1])
    return {one for one in found if len(one) > 3}
