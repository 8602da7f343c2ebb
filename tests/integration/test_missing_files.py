# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that is not there, and a file where a folder is to be: where it was looked for and what to do, without a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call

NO_FILE = "cannot be read: No such file or directory."


def test_no_plan_and_no_journal(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a relative path it is said where that leads."""
    monkeypatch.chdir(tmp_path)
    refused = call("webex_voicemail_plan", output="plan", journal="none")
    said = "Give the one that apply wrote, by default journal.jsonl in the plan's folder."
    assert refused["msg"] == f"journal: {tmp_path}/none {NO_FILE} {said}"
    refused = call("webex_voicemail_apply", plan="plan", digest="sha256:" + "0" * 64)
    assert refused["msg"] == f"plan: {tmp_path}/plan/plan.jsonl {NO_FILE} Plan first, or give the folder of a plan."
    assert not emulator.log and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("module", "given"), [("webex_voicemail_audit", {}), ("webex_voicemail_plan", {"snapshot": "none"})]
)
def test_a_file_where_a_folder_is_written(
    emulator: Emulator, tmp_path: Path, module: str, given: dict[str, str]
) -> None:
    file = tmp_path / "one.yml"
    file.write_text("kept")
    refused = call(module, output=str(file), **given)
    assert refused["msg"] == f"output: {file} is not a folder: give another path."
    assert not emulator.log and file.read_text() == "kept"
