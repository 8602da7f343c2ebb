# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report of an audit whose texts do harm where they can."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    Compliance,
    Domain,
    Ending,
    Finding,
    Past,
    Report,
    Unread,
)
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import reports

HOSTILE = (
    "</style></title><script>alert(1)</script>&amp;\"'",
    "مكتب المبيعات (الرياض) 12",
    "Reception 🛎️ 👩🏽‍💻",
    "W" * 400,
    "x@" + "y.-_" * 60,
)


def hostile(words: Sequence[str] = HOSTILE, times: int = 1) -> Report:
    """Every text is foreign: with markup, written from right to left, without a space, with emoji. As many of each as I(times)."""
    findings = [
        Finding(word, severity, word, word, word, word, word, word, "2026-11-25", word, word)
        for word in words
        for severity in ("high", "low")
    ] * times
    days = range(1, 26)
    return Report(
        created=reports.CREATED,
        org_id=words[-1],
        source=words[0],
        directory=words[-1],
        since=reports.CREATED,
        sentence=" ".join(words),
        objects=10,
        compliant=1,
        total=10,
        high=5,
        low=5,
        drift=123_456_789,
        changed=1,
        counts={words[0]: 1, words[-1]: 2},
        findings=findings,
        by_policy=dict.fromkeys(words, 20000),
        policies=[Compliance(word, 10, 1, "high", word) for word in words],
        locations=[Compliance(word, 10, 1) for word in words] * times,
        profiles=[(word, 1) for word in words] * times,
        domains=[Domain(word, 123_456_789) for word in words] * times,
        history=[
            Past(f"2026-11-{day:02}T00:00:00Z", 10**7, 10**6, None if day < 5 else 10**8, 10**6, 5, day) for day in days
        ]
        * times,
        unread=[Unread(word, word, word, word) for word in words] * times,
        unread_omitted=12,
        ending=[Ending(word, word, "2026-11-25", 1, word) for word in words] * times,
        warnings=list(words) * times,
    )
