# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of format 1, as version 1.0.0 wrote them, are read by every later version.

They are in format_1/, of the emulator's organization, and are never written again: where one of these tests fails, the code that reads
is wrong. A new format gets files of its own beside them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files import plan_file
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.variants import SWITCHES
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Json, call, known, rings

FILES = Path(__file__).with_name("format_1")
DIGEST = "bebd188705e6fe482df6556f0f885658087426846594c203917b5803b663dc90"
PASSCODES = {"front": "80513972"}
PLANNED = {"people": {"change": 1}, "voicemail_groups": {"create": 1}}
APPLIED = {"already": 0, "drifted": 0, "failed": 0, "untried": 0}
pytestmark = pytest.mark.variants(
    without=" ".join(SWITCHES), because="these files hold what the organization answers without"
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy, on the day after."""
    monkeypatch.setattr(plan_file, "now", lambda: datetime.datetime(2026, 11, 26, tzinfo=datetime.timezone.utc))
    copy = shutil.copytree(FILES, tmp_path / "files")
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return copy


def apply(plan: Path, **options: Json) -> Json:
    digest = json.loads((plan / "summary.json").read_text())["digest"]
    return call(
        "webex_voicemail_apply",
        plan=str(plan),
        digest=digest,
        passcodes=PASSCODES,
        journal=f"{plan}.journal",
        **options,
    )


def groups(emulator: Emulator) -> list[str]:
    return sorted(group.name for group in emulator.world.groups)


def test_the_files_are_those_of_version_1() -> None:
    digest = hashlib.sha256()
    for path in sorted(path for path in FILES.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(FILES)}\0".encode() + path.read_bytes() + b"\0")
    assert digest.hexdigest() == DIGEST


def test_a_folder_gives_the_same_plan(emulator: Emulator, files: Path) -> None:
    made = files.parent / "plan"
    planned = call("webex_voicemail_plan", directory=str(files / "voicemail"), location=["Oslo"], output=str(made))
    assert planned["counts"] == PLANNED and "warnings" not in planned
    old, new = ((plan / "plan.jsonl").read_text().splitlines()[1:] for plan in (files / "plan", made))
    assert [json.loads(line) for line in new] == [json.loads(line) for line in old]


def test_a_plan_is_applied_and_a_journal_undoes_it(emulator: Emulator, files: Path) -> None:
    before, names = rings(emulator, BO), groups(emulator)
    assert apply(files / "plan")["results"] == {"applied": 2, **APPLIED}
    assert (before, rings(emulator, BO)) == (4, 6) and sorted([*names, "Format one"]) == groups(emulator)
    undo = files.parent / "undo"
    planned = call("webex_voicemail_plan", journal=str(files / "journal"), output=str(undo))
    assert planned["counts"] == {"people": {"change": 1}, "voicemail_groups": {"delete": 1}}
    undone = apply(undo, allow={"voicemail_groups.deletes": 1})
    assert undone["results"] == {"applied": 2, **APPLIED}
    assert rings(emulator, BO) == before and groups(emulator) == names


def test_a_snapshot_is_planned_and_applied(emulator: Emulator, files: Path) -> None:
    plan = files.parent / "plan"
    planned = call("webex_voicemail_plan", snapshot=str(files / "organization.snapshot"), output=str(plan))
    assert planned["counts"] == {"people": {"change": 1}}
    assert apply(plan)["results"] == {"applied": 1, **APPLIED} and rings(emulator, BO) == 9
    snapshot = str(files / "organization.snapshot")
    folder = str(files / "voicemail")
    compared = call("webex_voicemail_plan", directory=folder, location=["Oslo"], against=snapshot, output=str(plan))
    assert compared["counts"] == PLANNED


def test_leavers_are_restored(emulator: Emulator, files: Path) -> None:
    before = emulator.world.voicemail(CARLA)
    found = call("webex_voicemail_snapshot", operation="restore", path=str(files / "leavers.snapshot"), all=True)
    assert found["summary"] == {"total": 2, "changed": 1, "unchanged": 1, "failed": 0}
    assert rings(emulator, ANNA) == 9 and known(emulator.world.voicemail(CARLA)) == known(before)


def test_an_audit_goes_on_with_its_history_and_exceptions(emulator: Emulator, files: Path) -> None:
    output = files / "audit"
    done = call("webex_voicemail_audit", directory=str(files / "voicemail"), location=["Oslo"], output=str(output))
    first, second = json.loads((output / "history.json").read_text())["audits"]
    assert {**second, "created": first["created"]} == first
    found = json.loads((output / "findings.json").read_text())
    assert done["findings"]["total"] == len(found) == first["findings"]
    assert not [one for one in found if one["key"] == "hugo.ivanova@example.com" and one["policy"] == "rings"]
    assert [one["key"] for one in found if one["policy"] == "expired-exception"] == ["zoe.zhang@example.com"]
