# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as files: sorted without all of them in memory, as a table and as JSON, and since when each is known."""

from __future__ import annotations

import csv
import heapq
import io
import json
import os
import re
import tempfile
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import SEVERITIES, Finding
from ansible_collections.webex.calling.plugins.module_utils._files.output import FINDINGS_FILE, replaced

TABLE, LIST = "findings.csv", FINDINGS_FILE
# Findings that are sorted in memory at a time.
_RUN = 20_000
_LONGEST_LINE = 64 << 10
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A spreadsheet takes a cell for a formula that begins so; where its separator is the semicolon, a part of one.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\t\r])")


class Findings:
    """Collects findings, and gives them back in order: the worst first, then by policy and place."""

    def __init__(self) -> None:
        self._last: list[Finding] = []
        self._runs: list[t.IO[bytes]] = []

    def add(self, finding: Finding) -> None:
        """One more."""
        self._last.append(finding)
        if len(self._last) >= _RUN:
            opened, path = tempfile.mkstemp()
            os.unlink(path)
            run = os.fdopen(opened, "w+b")
            for one in sorted(self._last, key=_order):
                run.write(json.dumps(one).encode() + b"\n")
            self._runs.append(run)
            self._last = []

    def __iter__(self) -> t.Iterator[Finding]:
        yield from heapq.merge(*map(_read, self._runs), sorted(self._last, key=_order), key=_order)

    def close(self) -> None:
        """Forget them."""
        for run in self._runs:
            run.close()


def _read(run: t.IO[bytes]) -> t.Iterator[Finding]:
    run.seek(0)
    for line in run:
        yield Finding(*json.loads(line))


def _order(one: Finding) -> tuple[t.Any, ...]:
    return SEVERITIES.index(one.severity), one.policy, one.location, one.kind, one.key, one.field, one.value


class Since:
    """Since which day findings are known: those of the C(findings.json) of the audit before."""

    def __init__(self, today: str) -> None:
        self._today = today
        self._known: dict[int, str] = {}

    def read(self, folder: str) -> str | None:
        """Read what is in the I(folder), if anything. What is wrong with it, in words."""
        days: dict[str, str] = {}
        try:
            with open(f"{folder}/{LIST}", "rb") as file:
                if file.readline(_LONGEST_LINE).strip() not in (b"[", b"[]"):
                    raise ValueError
                for line in iter(lambda: file.readline(_LONGEST_LINE), b""):
                    if line.strip() == b"]":
                        break
                    one = Finding(**json.loads(line.strip().rstrip(b",")))
                    if not _DAY.fullmatch(one.since):
                        raise ValueError
                    self._known[_same(one)] = days.setdefault(one.since, one.since)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, RecursionError):
            return f"{LIST} of the previous audit cannot be read to its end: for the rest, the day since when findings are known starts anew."
        return None

    def of(self, finding: Finding) -> Finding:
        """The I(finding) with the day since which it is known."""
        return finding._replace(since=min(self._known.get(_same(finding), self._today), self._today))


def _same(one: Finding) -> int:
    """What is equal for a finding of today and the same one of before, whatever the value is now."""
    return hash((one.policy, one.kind, one.key, one.location if one.kind != "person" else "", one.field))


def write(folder: str, findings: t.Iterable[Finding], seen: t.Callable[[Finding], None]) -> None:
    """Write the I(findings) as a table and as a list; each is I(seen).

    @raise ValidationError: they cannot be written.
    """
    with replaced(folder, TABLE) as table, replaced(folder, LIST) as listed:
        text = io.TextIOWrapper(table, encoding="utf-8", errors="replace", newline="", write_through=True)
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(Finding._fields)
        between = b"[\n"
        for one in findings:
            seen(one)
            rows.writerow([cell(value) for value in one])
            listed.write(between + json.dumps(one._asdict(), ensure_ascii=False).encode("utf-8", "replace"))
            between = b",\n"
        listed.write(b"[]\n" if between == b"[\n" else b"\n]\n")
        text.detach()


def shares(numbers: t.Mapping[str, int], most: int) -> dict[str, int]:
    """How many of each policy's findings are shown where all are more than I(most): of none so few that others have more than the rest."""
    found: dict[str, int] = {}
    for left, (name, number) in zip(
        range(len(numbers), 0, -1), sorted(numbers.items(), key=lambda one: (one[1], one[0]))
    ):
        found[name] = min(number, most // left)
        most -= found[name]
    return found


def cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula: C(') stands before what would make it one."""
    return _FORMULA.sub(r"\1\2'", value)
