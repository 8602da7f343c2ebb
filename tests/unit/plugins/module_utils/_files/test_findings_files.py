# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as files: in order whatever their number, safe for a spreadsheet, and since when they are known."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._files import audit_history, findings_files
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import SEVERITIES, Finding, Past

ONE = Finding("p", "low", "person", "a@example.com", "Oslo", "enabled", "true", "is false", "", "", "")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
STARTS = st.builds(
    "{}{}{}".format, st.sampled_from(["", " ", "a;", "'", ";  "]), st.sampled_from("=+-@＝＋－＠"), TEXTS
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(["p", "q"]),
    st.sampled_from(SEVERITIES),
    st.just("person"),
    *[st.one_of(TEXTS, STARTS, st.sampled_from(["<b>", "مرحبا", "😀", '=1+"2"']))] * 8,
)


@given(st.lists(FINDINGS, max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_a_table_without_formulas_and_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given_findings: list[Finding]
) -> None:
    monkeypatch.setattr(findings_files, "_RUN", 3)
    collected = findings_files.Findings()
    for one in given_findings:
        collected.add(one)
    seen: list[Finding] = []
    findings_files.write(str(tmp_path), collected, seen.append)
    collected.close()
    assert sorted(seen) == sorted(given_findings)
    assert [one[:2] for one in seen] == sorted(
        (one[:2] for one in seen), key=lambda two: (SEVERITIES.index(two[1]), two[0])
    )
    listed = json.loads((tmp_path / "findings.json").read_text())
    assert [Finding(**one) for one in listed] == seen
    with open(tmp_path / "findings.csv", encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    assert tuple(first) == Finding._fields and len(rows) == len(seen)
    for row, one in zip(rows, seen, strict=True):
        for cell, value in zip(row, one, strict=True):
            assert cell.replace("'", "") == value.replace("'", "")
            assert not [part for part in cell.split(";") if part.strip().startswith(tuple("=+-@＝＋－＠"))]
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_since_when_a_finding_is_known(tmp_path: Path) -> None:
    folder = str(tmp_path)
    first = findings_files.Since("2026-11-01")
    assert first.read(folder) is None
    other = ONE._replace(kind="workspace", key="Lobby")
    findings_files.write(folder, [first.of(ONE), first.of(other)], lambda one: None)
    later = findings_files.Since("2026-12-01")
    assert later.read(folder) is None
    # Another value, and another location of a person, are the same finding.
    assert later.of(ONE._replace(value="x", location="Bergen")).since == "2026-11-01"
    assert later.of(ONE._replace(field="y")).since == "2026-12-01"
    assert later.of(other).since == "2026-11-01" and later.of(other._replace(location="B")).since == "2026-12-01"
    earlier = findings_files.Since("2026-10-01")  # of an older snapshot
    assert earlier.read(folder) is None and earlier.of(ONE).since == "2026-10-01"


@pytest.mark.parametrize(
    "damage", [b"{", b"[\n{}\n]\n", b"[\n[1]\n]", b"\xff\xfe", b'[\n{"policy": 1', b"[\n" + b"[" * 70000]
)
def test_a_list_of_before_that_is_damaged_is_told(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "findings.json").write_bytes(damage)
    since = findings_files.Since("2026-12-01")
    assert "starts anew" in (since.read(str(tmp_path)) or "")
    assert since.of(ONE).since == "2026-12-01"


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 50), max_size=8), st.integers(0, 100))
def test_of_each_policy_some_are_shown(numbers: dict[str, int], most: int) -> None:
    found = findings_files.shares(numbers, most)
    assert sum(found.values()) == min(most, sum(numbers.values()))
    left_out = [found[name] for name in numbers if found[name] < numbers[name]]
    assert not left_out or max(found.values()) - min(left_out) <= 1


PAST = Past("2026-11-01T10:00:00Z", 10, 3, None, 1, 1, 1)


def on_day(day: int) -> audit_history.Audit:
    return audit_history.Audit(PAST._replace(created=f"2026-11-{day:02}T10:00:00Z", findings=day))


def test_the_history_of_audits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path)
    for day in (3, 1, 2):
        history, warnings = audit_history.extended(folder, on_day(day))
        assert not warnings
    assert [one.findings for one in history] == [1, 2, 3]
    part = audit_history.Audit(on_day(4).past, ("Oslo",))
    history, (warning,) = audit_history.extended(folder, part)
    assert history == [part.past]
    assert "held the report of an audit of the whole organization, and this one, of Oslo, replaces it" in warning
    assert not audit_history.extended(folder, part)[1]
    # The same time is the same audit.
    again = audit_history.Audit(on_day(2).past._replace(findings=7))
    assert [one.findings for one in audit_history.extended(folder, again)[0]] == [1, 7, 3]
    monkeypatch.setattr(audit_history, "MOST", 2)
    assert [one.findings for one in audit_history.extended(folder, on_day(5))[0]] == [5]
    assert stat.S_IMODE((tmp_path / "history.json").stat().st_mode) == 0o600


PAST_ONE = '{"format": 1, "audits": [{"created": %s, "objects": %s, "findings": 1, "drift": 1, "location": %s}]}'
TIME = '"2026-11-01T10:00:00Z"'
DAMAGED = [
    "",
    "{",
    "[]",
    '{"format": 2, "audits": []}',
    '{"format": 1, "audits": [1]}',
    '{"format": 1, "audits": [{}]}',
    PAST_ONE % ('"x"', 1, "[]"),
    PAST_ONE % (TIME, "true", "[]"),
    PAST_ONE % (TIME, 1, 1),
    "[" * 100000,
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_history_is_kept(tmp_path: Path, content: str) -> None:
    (tmp_path / "history.json").write_text(content)
    (tmp_path / "history.json.damaged-1").write_text("of the time before")
    history, (warning,) = audit_history.extended(str(tmp_path), on_day(1))
    assert history == [on_day(1).past] and "kept as history.json.damaged-2" in warning
    assert (tmp_path / "history.json.damaged-2").read_text() == content
    assert (tmp_path / "history.json.damaged-1").read_text() == "of the time before"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(ValidationError, match="cannot be written"):
        findings_files.write(str(tmp_path / "a file"), [], lambda one: None)
    (tmp_path / "history.json").mkdir()
    with pytest.raises(ValidationError, match="cannot be read"):
        audit_history.extended(str(tmp_path), on_day(1))
