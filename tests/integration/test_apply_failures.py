# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What webex_voicemail_apply says where it fails: whole sentences, and the way out that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import GROUP, Files, wants

CORRECT, AGAIN = "Correct this, plan again if the files change, and run it again.", "Run it again to continue."


@pytest.fixture
def files(soon: None, tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (
            403,
            f"The API also returns 403 for a person with a licence, but without a phone number or an extension. {CORRECT}",
        ),
        (400, CORRECT),
        (503, AGAIN),
    ],
)
def test_the_way_out_is_one_that_there_is(emulator: Emulator, files: Files, status: int, end: str) -> None:
    files.only(wants(7, ANNA, BO))
    files.plan()
    emulator.fault("status", {"method": "PUT"}, status=status)
    failed = files.apply(max_retries=0)
    assert failed["msg"].startswith("The plan is not completely applied: 2 failed. ")
    assert failed["msg"].endswith(f" {end}"), failed["msg"]
    assert all(one["msg"].endswith(".") for one in failed["objects"])


def test_in_check_mode_nothing_failed_yet(emulator: Emulator, files: Files) -> None:
    files.only(wants(7, ANNA, BO))
    files.plan()
    emulator.fault("status", {"owner": BO}, status=403)
    msg = files.apply(check=True, on_drift="skip")["msg"]
    assert msg.startswith("The plan would not be completely applied: 1 would be applied, 1 would fail. ")
    assert msg.endswith(CORRECT)


def test_passcodes_are_checked_before_anything_is_written(emulator: Emulator, files: Files) -> None:
    files.only(wants(7, ANNA))
    files.write("Oslo", "voicemail_groups", f"Night:\n  passcode_variable: night\n  {GROUP % '61777'}")
    files.plan()
    for check in (True, False):
        refused = files.apply(check=check, on_drift="skip", passcodes={"night": "111111"})
        assert refused["msg"] == "passcodes.night must not repeat a digit more than 3 times in a row."
    assert not writes(emulator) and not (files.root / "plan/journal.jsonl").exists()
    near = files.apply(passcodes={"nihgt": "194605"})["msg"]
    assert near.startswith(
        "passcodes: no new voicemail group needs nihgt. Did you mean night? passcodes must hold night"
    )
    done = files.apply(passcodes={"night": "194605"})
    assert done["results"]["applied"] == 2, done
