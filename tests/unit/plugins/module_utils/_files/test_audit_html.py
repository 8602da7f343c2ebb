# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit: what it says, in which order, and that it stays small. How it looks is tested in tests/pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import html_page
from ansible_collections.webex.calling.plugins.module_utils._files.audit_html import render
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    UNREADABLE,
    Compliance,
    Finding,
    Report,
)
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files import reports
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.hostile_report import HOSTILE, hostile
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.page_text import PageText, of_whom


def test_all_findings_are_named_with_whose_they_are_and_what_mends_them() -> None:
    """Each as often as it was found; those that could not be read are in a table of their own."""
    report = reports.sample()
    page = PageText(render(report))
    unread = [one for one in report.findings if one.policy == UNREADABLE]
    wanted = [
        [one.key, of_whom(one.kind, one.location), one.value, one.since, one.remedy]
        for one in report.findings
        if one not in unread
    ]
    # A row has more than that only where it differs from others of its policy.
    told = [
        [row[0], row[1], row[2], *(words for words in row[3:] if words[:1] == "2" or ": {" in words)]
        for row in page.findings
    ]
    assert Counter(map(tuple, told)) == Counter(tuple(filter(None, one)) for one in wanted)
    for one in unread:
        assert f"{one.key}\nPerson · {one.location}\n{one.value}" in page.text


def test_what_is_worst_comes_first() -> None:
    """A headline, severities before numbers, what is in order last; and each number leads to its findings."""
    page = PageText(render(reports.sample()))
    assert page.text.index(reports.sample().sentence) < page.text.index("Worst first")
    order = ["Messages outside", "External mailbox", "Differs from the files"]
    order += ["Nobody is told", "Transfer outside", "\nCould not be read", "Many rings", "An exception has ended"]
    order += ["Pin expires", "São Paulo", "London", "Zürich", "Profiles", "Where messages go", "gmail.com"]
    places = [page.text.find(words, page.text.index("Worst first")) for words in order]
    assert places == sorted(places)
    assert "93.3%" in page.text and "842 of 902" in page.text and "10 more than before" in page.text
    assert page.links and {link[1:] for link in page.links} <= set(page.ids) and len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_found_is_said_as_such(number: int) -> None:
    """And 100 % of nothing else than all."""
    report = reports.in_order()
    text = PageText(render(replace(report, compliant=report.objects - number))).text
    assert ("100%" if not number else "99.9%") in text and "What was checked" in text and "Worst first" not in text
    assert "all could be read" in text and "There is no audit before this one" in text


def test_two_snapshots_are_compared_on_the_same_page() -> None:
    """What was, and what is."""
    text = PageText(render(reports.changes())).text
    assert "since 2026-10-25 06:00 UTC" in text and "Has changed" in text and "\nIs\nWas\nSince\n" in text
    assert "\nit exists\nit did not exist\n" in text


def test_a_page_says_what_it_does_not_show() -> None:
    """The first findings of each policy, as the report has them, and how many there are."""
    report = reports.sample()
    text = PageText(render(replace(report, by_policy={**report.by_policy, "many-rings": 20_000}))).text
    assert "the first 119 of 20,000 findings" in text and "19,881 more findings are in findings.csv" in text


def test_what_is_checked_nowhere_is_not_in_order() -> None:
    """A policy about voicemail groups where there are none."""
    text = PageText(render(replace(reports.in_order(), policies=[Compliance("groups", 0, 0, "high", "x")]))).text
    assert "Not there" in text and "In order" not in text


def test_foreign_texts_are_texts() -> None:
    """Markup, and marks that turn the direction of what follows."""
    words = [*HOSTILE, "a\u202eb\u2066c", "{{ 7 * 7 }}{% raw %}"]
    page = PageText(render(hostile(words)))
    assert not {"script", "link", "img", "iframe", "form"} & page.tags and "49" not in page.text
    assert {printable(word) for word in words} <= set(page.text.split("\n"))
    assert not set("\u202e\u2066") & set(page.text)


@settings(max_examples=40)
@given(st.text(max_size=40), st.integers(0, 10**9), st.integers(0, 10**9))
def test_any_text_and_number_can_be_drawn(text: str, one: int, other: int) -> None:
    """And a share is all of them only where it is."""
    finding = Finding(text, "low", text, text, text, text, text, text, "2026-11-25", text, text)
    few, all_of_them = sorted((one, other))
    page = PageText(
        render(Report(text, text, text, sentence=text, objects=all_of_them, compliant=few, findings=[finding]))
    )
    assert ("100%" in page.text) <= (few == all_of_them or "100%" in text)
    assert "script" not in page.tags


@pytest.mark.parametrize("word", ["&" * 600, "👩🏽‍💻" * 120, "._@/" * 150, "w" * 5])
def test_a_page_stays_small(word: str) -> None:
    """With more than an audit puts into a report, of the longest texts."""
    page = render(hostile([word, HOSTILE[0]], times=3000))
    assert 100_000 < len(page.encode()) < 3_000_000
    assert "more findings" in page


def test_without_jinja2_its_absence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one sentence."""
    monkeypatch.setattr(html_page, "JINJA2_IMPORT_ERROR", "Traceback")
    with pytest.raises(ValidationError, match="need the Python package Jinja2"):
        render(Report("", "", ""))
