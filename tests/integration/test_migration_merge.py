# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""merge.py of docs/migration/cucm.md, with files as Unified CM and Unity Connection, and spreadsheets, write them."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.integration.pages import DOCS, blocks, text_of

(SCRIPT,) = blocks(text_of(DOCS / "migration/cucm.md"), "python")
PHONES, USERS = blocks(text_of(DOCS / "migration/cucm.md"), "csv")
CALLS = ("send_all_calls.enabled", "send_busy_calls.enabled", "send_unanswered_calls.enabled")
RINGS = "send_unanswered_calls.number_of_rings"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the script is run, with a result of an earlier run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "merge.py").write_text(SCRIPT)
    (tmp_path / "people.csv").write_text("person\nold@example.com\n")
    return tmp_path


def merged(folder: Path, phones: str = PHONES, users: str = USERS, encoding: str = "utf-8") -> list[dict[str, str]]:
    """What the script writes for these files."""
    (folder / "phones.csv").write_text(phones, encoding=encoding)
    (folder / "users.csv").write_text(users, encoding=encoding)
    runpy.run_path(str(folder / "merge.py"))
    with (folder / "people.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_of_the_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of whom no phone is known, or several that differ, nothing about calls is said; user IDs are compared without case."""
    people = {one["Alias"]: one for one in merged(folder)}
    assert {alias: [one[name] for name in (*CALLS, RINGS)] for alias, one in people.items()} == {
        "ddahl": ["False", "True", "True", "4"],
        "llarsen": ["False", "False", "True", "2"],
        "mmoreau": ["False", "True", "True", "20"],
        "nnovak": ["", "", "", ""],
        "xxu": ["", "", "", ""],
    }
    assert people["xxu"]["notifications.destination"] == people["xxu"]["person"] == "xenia.xu@example.com"
    said = capsys.readouterr()
    assert said.out == "" and said.err.splitlines() == [
        "nnovak has phones with different settings in phones.csv: the settings for calls stay empty",
        "xxu has no phone in phones.csv: the settings for calls stay empty",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_headings_of_other_releases_and_programs(folder: Path, separator: str, encoding: str) -> None:
    expected = merged(folder)
    phones, users = (text.replace(",", separator).splitlines(keepends=True) for text in (PHONES, USERS))
    newer = users[0].replace("_HTML", "_HTML1")
    assert newer.count("_HTML1") == 2
    assert expected == merged(folder, "".join([phones[0].upper(), *phones[1:]]), "".join([newer, *users[1:]]), encoding)


def test_several_phones_with_the_same_settings_are_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, david, *others = PHONES.splitlines(keepends=True)
    again = david.replace("SEP001122334455", "CSFDDAHL").replace("ddahl", "DDahl")
    people = merged(folder, "".join([first, david, *others, again]))
    assert people[0]["Alias"] == "ddahl" and people[0][RINGS] == "4" and "ddahl" not in capsys.readouterr().err


def test_what_neither_says_yes_nor_no_is_left_alone(folder: Path) -> None:
    (david, *others) = merged(
        folder, PHONES.replace("ddahl,f,t,t,24", "ddahl,,t,?,24"), USERS.replace("7301,1,,,0", "7301,0,,,")
    )
    assert [david[name] for name in CALLS] == ["", "True", ""]
    assert david["notifications.enabled"] == david["email_copy_of_message.enabled"] == ""
    assert david["message_storage.storage_type"] == "" and others


@pytest.mark.parametrize(
    ("phones", "users", "encoding", "sentence"),
    [
        (
            PHONES,
            USERS.replace("Active_HTML", "Active"),
            "utf-8",
            "users.csv has no column Active_HTML: rename one in its first line",
        ),
        (
            PHONES.replace("Owner", "User"),
            USERS,
            "utf-8",
            "phones.csv has no column Owner User ID: rename one in its first line",
        ),
        ("", USERS, "utf-8", "phones.csv has no column Owner User ID: rename one in its first line"),
        (PHONES, USERS, "utf-16", "phones.csv cannot be read as CSV UTF-8: "),
        (PHONES, USERS, "utf-16-le", "phones.csv "),
        (
            PHONES.replace(",24", ",24 s"),
            USERS,
            "utf-8",
            "phones.csv, column Forward No Answer Ring Duration 1: it must be a number of seconds, not 24 s",
        ),
    ],
)
def test_files_that_are_refused(folder: Path, phones: str, users: str, encoding: str, sentence: str) -> None:
    """With one sentence, and nothing is left that could be used."""
    with pytest.raises(SystemExit) as ended:
        merged(folder, phones, users, encoding)
    assert str(ended.value.code).startswith(sentence) and "\n" not in str(ended.value.code)
    assert not (folder / "people.csv").exists()


def test_nobody(folder: Path) -> None:
    assert merged(folder, users=USERS.splitlines(keepends=True)[0]) == []
