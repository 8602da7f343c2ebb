# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a plan, and the journal in it: what is there already is neither lost nor taken for something else."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, rings, set_rings, wants


@pytest.fixture
def files(emulator: Emulator, tmp_path: Path) -> Files:
    made = Files(tmp_path)
    set_rings(emulator, ANNA, 4)
    return made


def applied(files: Files, number: int) -> Result:
    """A plan that is made and applied in the same folder as the one before."""
    files.only(wants(number, ANNA))
    files.plan()
    return files.apply()


def renamed(result: Result) -> list[str]:
    """The names under which journals of other plans are kept."""
    return re.findall(
        "was the journal of another plan: it is kept as ([^ ]+), and", " ".join(result.get("warnings", []))
    )


def test_an_undo_is_of_the_last_plan(emulator: Emulator, files: Files) -> None:
    """The journals before are kept, and undo theirs."""
    assert not renamed(applied(files, 6)) and not renamed(files.apply())
    (name,) = renamed(applied(files, 8))
    assert re.fullmatch(r"journal-\d{8}T\d{6}Z\.jsonl", name)
    kept = files.root / "plan" / name
    applied(files, 9)
    for journal, field in ((files.root / "plan/journal.jsonl", (9, 8)), (kept, (6, 4))):
        planned = files.plan("undo", journal=journal)
        # What another plan has changed since is left alone.
        assert planned["counts"] == ({} if journal == kept else {"people": {"change": 1}})
        text = (files.root / "undo/plan.md").read_text()
        assert re.search(r"from the journal of the plan applied 20[-\dT:]+Z, valid", text)
        assert [json.loads(line)["set"] for line in journal.read_text().splitlines() if '"set"' in line] == [
            [{"field": "send_unanswered_calls.number_of_rings", "was": field[1], "now": field[0]}]
        ]
    both = files.root / "both"  # as earlier ones were: all plans in one
    both.write_bytes(b"".join(path.read_bytes() for path in sorted(files.root.glob("plan/journal*.jsonl"))[::-1]))
    files.plan("undo", journal=both)
    assert "from the journal of 3 plans, the first of them applied" in (files.root / "undo/plan.md").read_text()
    assert rings(emulator, ANNA) == 9


HEAD = '{"format": 1, "org_id": null, "plan": "sha256:0", "started": "2026-11-25T00:00:00Z"}\n'
FOREIGN = {
    "a playbook": ("- hosts: all\n", "is there already, and is not a journal."),
    "a playbook with a journal in it": ("- hosts: all\n" + HEAD, "is there already, and is not a journal."),
    "another plan": (
        '{"format": 1, "digest": "sha256:0"}\n',
        "is there already, and is not a journal, but a plan. Give another path.",
    ),
    "another format": (HEAD.replace("1", "2", 1), "has the format 2, and this release only reads 1"),
    "another organization": (HEAD.replace("null", '"abc"'), "is from another organization than the plan: abc, not"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_no_journal_is_left_alone(emulator: Emulator, files: Files, name: str) -> None:
    content, words = FOREIGN[name]
    path = files.root / "one.yml"
    path.write_text(content)
    files.only(wants(6, ANNA))
    files.plan()
    emulator.clear_log()
    for check in (True, False):
        refused = files.apply(journal=str(path), check=check)
        assert refused["failed"] and words in refused["msg"] and refused["msg"].startswith(f"journal: {path} ")
    for odd, said in ((files.root, "is there already, and is not a journal."), (path / "x/y", "there is no folder")):
        assert said in files.apply(journal=str(odd))["msg"]
    assert not emulator.log and path.read_text() == content


@pytest.mark.parametrize("content", ["", '{"format": 1, "org_id"'])
def test_an_empty_file_or_the_half_of_a_line_is_a_journal(emulator: Emulator, files: Files, content: str) -> None:
    path = files.root / "journal"
    path.write_text(content)
    files.only(wants(6, ANNA))
    files.plan()
    assert files.apply(journal=str(path))["results"]["applied"] == 1
    assert files.plan("undo", journal=path)["plan_status"] == "changes" and path.read_text().startswith(content)
    assert not list(files.root.glob("journal-*"))


def test_check_mode_renames_nothing(emulator: Emulator, files: Files) -> None:
    applied(files, 6)
    files.only(wants(8, ANNA))
    files.plan()
    before = (files.root / "plan/journal.jsonl").read_bytes()
    assert not renamed(files.apply(check=True))
    assert [path.name for path in files.root.glob("plan/journal*")] == ["journal.jsonl"]
    assert (files.root / "plan/journal.jsonl").read_bytes() == before


def test_a_plan_that_fails_names_the_one_before(emulator: Emulator, files: Files) -> None:
    """Whatever it fails for: the files, the token, or what is there."""
    files.only(wants(6, ANNA))
    files.plan()
    head = json.loads((files.root / "plan/summary.json").read_text())
    content = (files.root / "plan/plan.jsonl").read_bytes()
    said = f" The folder {files.root}/plan still holds the earlier plan of {head['created']}: do not apply it."
    files.only(f"{BO}: hybrid_workr\n")
    assert files.plan()["msg"].endswith(f"did you mean hybrid_worker?{said}")
    files.only(wants(70, ANNA))
    assert files.plan()["msg"].endswith(f"from 2 to 20, not 70.{said}")
    files.only(wants(8, ANNA))
    refused = call(
        "webex_voicemail_plan", directory=str(files.folder), output=str(files.root / "plan"), access_token="x"
    )
    assert refused["status"] == 401 and refused["msg"].endswith(said)
    assert (files.root / "plan/plan.jsonl").read_bytes() == content


def test_files_have_a_folder_of_their_own(emulator: Emulator, files: Files) -> None:
    files.only(wants(6, ANNA))
    files.plan()
    emulator.clear_log()
    call("webex_voicemail_audit", output=str(files.root / "audit"))
    emulator.clear_log()
    organization, plan, report = "the files of an organization", "a plan", "the report of an audit"
    folders = {organization: str(files.folder), plan: str(files.root / "plan"), report: str(files.root / "audit")}
    tasks: dict[str, t.Callable[[str], Result]] = {
        organization: lambda folder: call("webex_voicemail_export", directory=folder),
        plan: lambda folder: call("webex_voicemail_plan", directory=folders[organization], output=folder),
        report: lambda folder: call("webex_voicemail_audit", output=folder),
    }
    for what, task in tasks.items():
        for held, folder in folders.items():
            option = "directory" if what == organization else "output"
            words = f"{option}: {folder} holds {held}. Give another folder for {what}, such as "
            assert organization not in (held, what) or held == what or words in task(folder)["msg"]
    assert not emulator.log and not (files.folder / "plan.jsonl").exists()
