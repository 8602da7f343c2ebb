# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the organization as files, with -e alone."""

from __future__ import annotations

import base64
import json
import re
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import BO, Result, ansible, call


def rings(emulator: Emulator, email: str) -> int:
    return t.cast(int, emulator.world.voicemail(email)["sendUnansweredCalls"]["numberOfRings"])


def test_the_playbooks_from_nothing_to_undone(emulator: Emulator, tmp_path: Path) -> None:
    """Each with -e alone; the plan of one job is carried to the next by its artifact, as AWX does."""
    emulator.world.set_voicemail(BO, {"sendUnansweredCalls": {"numberOfRings": 4}})

    def run(name: str, *arguments: str, **variables: t.Any) -> str:
        done = ansible(
            "ansible-playbook", f"webex.calling.{name}", *arguments, "-e", json.dumps(variables), cwd=tmp_path
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    said = run("export", export_directory="voicemail", export_snapshot="before.snapshot")
    assert '"Snapshot: before.snapshot"' in said and (tmp_path / "before.snapshot").exists()
    (tmp_path / "before.snapshot").unlink()
    (path,) = [path for path in (tmp_path / "voicemail").rglob("people.yml") if BO in path.read_text()]
    path.write_text(f"{BO}:\n  send_unanswered_calls:\n    number_of_rings: 9\n")
    said = run("plan", plan_directory="voicemail", plan_output="job1")
    assert "1 person changes." in said and "Status: changes" in said
    content = base64.b64encode((tmp_path / "job1/plan.jsonl").read_bytes()).decode()
    digest = json.loads((tmp_path / "job1/summary.json").read_text())["digest"]
    given = {"apply_plan": "job2", "apply_digest": digest, "apply_content": content}
    said = run("apply", "--check", **given)
    assert rings(emulator, BO) == 4
    assert "Objects that would be changed: 1" in said and "Journal" not in said
    said = run("apply", **given)
    assert "Changed objects: 1" in said and "Journal: job2/journal.jsonl" in said
    assert rings(emulator, BO) == 9
    said = run("export", "--check", export_directory="voicemail", export_snapshot="before.snapshot")
    assert '"Snapshot that would be written: before.snapshot"' in said and not (tmp_path / "before.snapshot").exists()
    assert f'Files that would change: 1",\n        "{path.relative_to(tmp_path / "voicemail")}"' in said
    assert re.search(r'"Objects: location \d+, .*people \d+', said)
    run("plan", plan_journal="job2/journal.jsonl", plan_output="undo")
    run("apply", apply_plan="undo", apply_digest=json.loads((tmp_path / "undo/summary.json").read_text())["digest"])
    assert rings(emulator, BO) == 4
    failed = ansible(
        "ansible-playbook",
        "webex.calling.plan",
        "-e",
        json.dumps({"plan_journal": "job2/journal.jsonl", "plan_output": "undo", "plan_fail_on": "refused,clean"}),
        cwd=tmp_path,
    )
    assert failed.returncode == 2
    assert "The status of the plan is clean, which is in plan_fail_on: Nothing changes." in failed.stdout


MISSING: list[tuple[str, Result, str]] = [
    ("export", {}, "-e export_directory=voicemail"),
    ("plan", {}, "-e plan_directory=voicemail"),
    (
        "plan",
        {"plan_directory": "voicemail", "plan_journal": "journal.jsonl"},
        "plan_directory and plan_journal are given.",
    ),
    (
        "apply",
        {"apply_plan": "undo"},
        "There is no undo/plan.md: plan first, with webex.calling.plan. Review undo/plan.md, and give the digest at its end: "
        "-e apply_digest=sha256:...",
    ),
    (
        "export",
        {"export_directory": "a", "export_concurency": 5},
        "export_concurency. Did you mean export_concurrency?",
    ),
    ("audit", {"audit_directry": "voicemail"}, "There is no variable audit_directry. Did you mean audit_directory?"),
    (
        "plan",
        {"plan_directory": "voicemail", "plan_locations": "Oslo", "plan_fail_on": "chagnes"},
        "Did you mean plan_location?\\nplan_fail_on must be one of: clean, changes, refused, incomplete, not chagnes.",
    ),
    ("apply", {"apply_digest": "sha256:1", "apply_on_drft": "skip"}, "Did you mean apply_on_drift?"),
    ("quickstart", {"quickstart_peple": ["you@example.com"]}, "Did you mean quickstart_people?"),
    ("apply", {"apply_digest": "sha256:1", "apply_allow": "all"}, """-e '{\\"apply_allow\\": {\\"people\\": 86}}'"""),
]


@pytest.mark.parametrize("name, variables, words", MISSING)
def test_a_variable_that_is_missing_or_misspelt_is_named(
    emulator: Emulator, tmp_path: Path, name: str, variables: Result, words: str
) -> None:
    done = ansible("ansible-playbook", f"webex.calling.{name}", "-e", json.dumps(variables), cwd=tmp_path)
    assert done.returncode == 2 and words in done.stdout and not emulator.log and "undefined" not in done.stdout


def test_the_variables_of_options_that_a_message_names(emulator: Emulator, tmp_path: Path) -> None:
    """The module's own message is the failure, and it is said once."""
    for name, variables, message, said in (
        (
            "plan",
            {"plan_directory": "vmm"},
            "directory: there is no folder vmm",
            "the option directory is the variable plan_dir",
        ),
        (
            "apply",
            {"apply_digest": "1", "apply_on_drift": "no"},
            "value of on_drift must be",
            "on_drift is the variable apply_on_drift.",
        ),
        (
            "audit",
            {"audit_fail_on": "hihg"},
            "value of fail_on must be",
            "the option fail_on is the variable audit_fail_on.",
        ),
        (
            "audit",
            {"audit_fail_on": ["drift"]},
            "fail_on holds drift, which requires directory.",
            "the option directory is the variable audit_directory",
        ),
        (
            "export",
            {"export_directory": "x", "export_location": "Nowhere"},
            "location: there",
            "location is the variable export_loc",
        ),
    ):
        done = ansible("ansible-playbook", f"webex.calling.{name}", "-e", json.dumps(variables), cwd=tmp_path)
        assert done.returncode == 2 and "failed=1 " in done.stdout and "rescued=0" in done.stdout
        assert done.stdout.count(f'"msg": "{message}') == 1 and said in done.stdout, done.stdout
    # A plan that is incomplete is no failure.
    call("webex_voicemail_export", directory=str(tmp_path / "vm"))
    call("webex_voicemail_export", snapshot=str(tmp_path / "part"), location=["Oslo"])
    given = {"plan_directory": "vm", "plan_against": "part"}
    done = ansible("ansible-playbook", "webex.calling.plan", "-e", json.dumps(given), cwd=tmp_path)
    assert done.returncode == 0 and "Status: incomplete" in done.stdout, done.stdout
    assert "the option against is the variable plan_against." in done.stdout


def test_a_group_that_is_created_again_needs_a_passcode_in_a_variable_of_apply(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voicemail_groups, "SECOND_LOOK", 0.05)
    call("webex_voicemail_export", snapshot=str(tmp_path / "before.snapshot"), location=["Stockholm"])
    emulator.world.remove(emulator.world.owner("group", "Sales"))
    given = json.dumps({"plan_snapshot": "before.snapshot", "plan_location": ["Stockholm"]})
    done = ansible("ansible-playbook", "webex.calling.plan", "-e", given, cwd=tmp_path)
    assert "give its passcode as Sales in passcodes" in " ".join(done.stdout.split())
    assert "In webex.calling.apply, the option passcodes is the variable apply_passcodes." in done.stdout
