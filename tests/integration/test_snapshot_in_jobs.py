# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What jobs with a snapshot show of it, and whom they restore: nobody who was not named."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import ansible_runner
import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import OFFBOARD, ONBOARD, held
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    ROOT,
    Json,
    ansible,
    call,
    playbook,
    puts,
    writes,
)

NAME = "webex_voicemail_snapshot"


@pytest.fixture
def shared(emulator: Emulator, tmp_path: Path) -> Path:
    """A snapshot that holds BO and CARLA."""
    emulator.world.set_voicemail(BO, {"emailCopyOfMessage": {"enabled": True, "emailId": "private.bo@example.net"}})
    file = tmp_path / "leavers.snapshot"
    assert call(NAME, path=str(file), person=[BO, CARLA])["changed"]
    return file


def test_no_job_shows_what_was_kept_of_others(emulator: Emulator, tmp_path: Path, shared: Path) -> None:
    others = [BO, CARLA, "private.bo@example.net", emulator.world.person(BO).id, emulator.world.person(CARLA).id]
    leaving: Json = {"voicemail_offboarding_people": [ANNA], "voicemail_offboarding_snapshot": shared.name}
    back: Json = {"voicemail_onboarding_people": [ANNA], "voicemail_onboarding_snapshot": shared.name}
    facts = {
        "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(tmp_path / "facts"),
    }
    for name, variables in ((OFFBOARD, leaving), (ONBOARD, back)):
        for arguments in (["--check", "--diff"], ["--diff"]):
            done = ansible(
                "ansible-playbook", name, "-vvv", *arguments, "-e", json.dumps(variables), cwd=tmp_path, **facts
            )
            assert done.returncode == 0, done.stdout
            assert (tmp_path / "facts").is_dir()  # which the cache has made
            texts = [done.stdout.lower(), *(path.read_text().lower() for path in (tmp_path / "facts").glob("*"))]
            for other in others:
                assert not any(other.lower() in text for text in texts), (name, arguments, other)
    assert sorted(held(shared)) == sorted([ANNA, BO, CARLA])


def test_an_address_is_told_as_often_as_it_is_needed(emulator: Emulator, tmp_path: Path) -> None:
    """A preview with a snapshot keeps the private address of the leaver in no fact and no artifact, only in results and diff."""
    emulator.world.set_voicemail(ANNA, {"emailCopyOfMessage": {"enabled": True, "emailId": "private@example.net"}})
    variables: Json = {"voicemail_offboarding_people": [ANNA], "voicemail_offboarding_snapshot": "leavers.snapshot"}
    done = ansible(
        "ansible-playbook",
        *(OFFBOARD, "--check", "-e", json.dumps(variables)),
        cwd=tmp_path,
        ANSIBLE_SHOW_CUSTOM_STATS="1",
    )
    assert done.returncode == 0 and "private@example.net" not in done.stdout.lower(), done.stdout
    (tmp_path / "job").mkdir()  # as AWX keeps a preview: with a diff, in events
    job = ansible_runner.run(
        private_data_dir=str(tmp_path / "job"),
        playbook=[yaml.safe_load((ROOT / "playbooks/offboard.yml").read_text())[0]],
        cmdline="--check --diff",
        extravars={**variables, "voicemail_offboarding_snapshot": str(tmp_path / "leavers.snapshot")},
        quiet=True,
    )
    told = [json.dumps(event).lower().count("private@example.net") for event in job.events]
    assert job.status == "successful" and 0 < sum(told) <= 8 and sum(map(bool, told)) <= 3, told


@pytest.mark.usefixtures("other_rings")
def test_only_whom_the_task_names_is_restored(emulator: Emulator, tmp_path: Path, shared: Path) -> None:
    """CARLA, whom somebody put into the file, is not touched."""
    for who in (BO, CARLA):
        emulator.world.set_voicemail(who, {"sendUnansweredCalls": {"numberOfRings": 13}})
    done = playbook(tmp_path, ONBOARD, voicemail_onboarding_people=BO, voicemail_onboarding_snapshot=shared.name)
    assert done.returncode == 0, done.stdout
    assert writes(emulator) == [f"/people/{emulator.world.person(BO).id}/features/voicemail"] * puts(emulator)
    emulator.read_only = True
    done = playbook(
        tmp_path, ONBOARD, voicemail_onboarding_people=[ANNA, BO], voicemail_onboarding_snapshot=shared.name
    )
    assert done.returncode == 2 and f"{ANNA}: not in the snapshot" in done.stdout and CARLA not in done.stdout


@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize(
    "content",
    [
        "{0}, {1}",
        "- {0}\n- {1}\n",
        '["{0}", "{1}"]',
        "person\n{0}\n{1}\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    ],
)
def test_a_file_that_is_no_snapshot_names_nobody(
    emulator: Emulator, tmp_path: Path, content: str, everyone: bool
) -> None:
    emulator.read_only = True
    (tmp_path / "f").write_text(content.format(BO, CARLA))
    whom = {"voicemail_onboarding_snapshot_all": True} if everyone else {"voicemail_onboarding_people": [ANNA]}
    done = playbook(tmp_path, ONBOARD, voicemail_onboarding_snapshot="f", **whom)
    assert done.returncode == 2 and "f is not a snapshot" in done.stdout
    assert BO not in done.stdout and emulator.log == []


def test_a_kept_file_stays_private(emulator: Emulator, tmp_path: Path, shared: Path) -> None:
    shared.chmod(0o644)
    before = os.umask(0)
    try:
        done = playbook(
            tmp_path, OFFBOARD, voicemail_offboarding_people=[BO], voicemail_offboarding_snapshot=shared.name
        )
    finally:
        os.umask(before)
    assert done.returncode == 0 and stat.S_IMODE(shared.stat().st_mode) == 0o600, done.stdout
