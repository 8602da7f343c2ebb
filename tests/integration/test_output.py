# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job's output holds where a task is about thousands: how far it is, a closing line, and little else."""

from __future__ import annotations

import json
import os
import re
import typing as t
from pathlib import Path

import ansible_runner
import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ALL,
    FQCN,
    INFO,
    RINGS,
    VOICEMAIL,
    Json,
    ansible,
    licensed,
    task,
    without_actions,
)

# Bytes: of the output where one of thousands fails, and of a line where none does.
MOST, LONGEST_LINE = 2048, 4096
PROGRESS = re.compile(r"\w+: [\d,]+ of [\d,]+ people, ")
CLOSING = re.compile(
    r"^(\w+): (\d+|\d,\d{3}) people(?:, ([\d,]+) changed)?, ([\d,]+) failed(?:, [\d,]+ left out)?, ([\d,]+) requests in [\d.]+ s, [\d.]+ s waited$",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def thousands() -> t.Iterator[Emulator]:
    """An organization with more than a thousand licensed people."""
    with Emulator(people=1200) as emulator:
        yield emulator


@pytest.fixture
def large(thousands: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> t.Iterator[Emulator]:
    """That organization as new, and the environment that leads to it. Everyone has three rings."""
    thousands.reset()
    for name, value in {**thousands.environment, "XDG_RUNTIME_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for person in thousands.world.people:
        thousands.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})
    yield thousands
    assert thousands.take_problems() == []


@pytest.fixture
def many(request: pytest.FixtureRequest) -> Emulator:
    """An organization with more people than a result holds by default, who all have three rings; of thousands with C(ALL)."""
    emulator: Emulator = request.getfixturevalue("large" if ALL else "crowd")
    assert len(licensed(emulator)) > 100
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})
    return emulator


def output_of(folder: Path, *tasks: Json, arguments: t.Sequence[str] = (), fails: bool = False) -> str:
    """The output of a play with tasks."""
    (folder / "playbook.json").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    done = ansible("ansible-playbook", *arguments, "playbook.json", cwd=folder)
    assert done.returncode == (2 if fails else 0), done.stdout[-2000:]
    return done.stdout


def without_progress(output: str) -> str:
    """The output without the lines that tell how far a task is, of which there are more where it takes longer."""
    return "".join(line for line in output.splitlines(keepends=True) if not PROGRESS.match(line))


def longest(output: str) -> int:
    return max(len(line.encode()) for line in output.splitlines())


# --- progress


def test_progress_and_the_closing_line_are_in_job_output(emulator: Emulator, tmp_path: Path) -> None:
    """As AWX runs it: ansible-runner's stdout."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})
    emulator.latency = 0.44
    people = licensed(emulator)[:26]
    tasks = [task(VOICEMAIL, person=people, concurrency=2, **RINGS), task(INFO, person=people, concurrency=1)]
    run = ansible_runner.run(
        private_data_dir=str(tmp_path),
        playbook=[{"hosts": "localhost", "gather_facts": False, "tasks": tasks}],
        quiet=True,
        envvars=dict(os.environ),
        settings={"suppress_ansible_output": True},
    )
    printed = run.stdout.read()
    assert run.rc == 0, printed
    changing, reading = (
        [line for line in printed.splitlines() if line.startswith(f"{name}: ")] for name in (VOICEMAIL, INFO)
    )
    assert " of 26 people, " in changing[0] and " changed" in changing[0] and " left" in changing[0]
    assert " of 26 people, " in reading[0] and " left" in reading[0] and "changed" not in "".join(reading)
    assert any("of 26 people" in event.get("stdout", "") for event in run.events)
    for lines in (changing, reading):
        assert CLOSING.fullmatch(lines[-1]), lines[-1]
    assert CLOSING.findall(changing[-1]) == [(VOICEMAIL, "26", "26", "0", "53")]


def test_of_one_person_there_is_no_closing_line(emulator: Emulator, tmp_path: Path) -> None:
    printed = output_of(
        tmp_path, task(VOICEMAIL, person=licensed(emulator)[0], **RINGS), task("webex_org_voicemail_info")
    )
    assert f"{VOICEMAIL}: " not in printed and "webex_org_voicemail_info: " not in printed


def test_a_host_is_named_in_its_lines(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text("one ansible_connection=local\ntwo ansible_connection=local\n")
    one = {FQCN + INFO: {"person": licensed(emulator)[:2]}}
    (tmp_path / "p.json").write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": [one]}]))
    done = ansible("ansible-playbook", "-i", "hosts", "p.json", cwd=tmp_path)
    for host in ("one", "two"):
        assert f"{INFO} [{host}]: 2 people, 0 failed, " in done.stdout, done.stdout


# --- results


def test_one_failure_among_thousands(large: Emulator, tmp_path: Path) -> None:
    who = licensed(large)[700]
    large.fault("status", {"path": "voicemail$", "person": who, "method": "PUT"}, status=400, message="Odd", code=1)
    printed = output_of(tmp_path, task(VOICEMAIL, all=True, **RINGS), fails=True)
    assert len(without_progress(printed).encode()) < MOST, printed
    people = len(licensed(large))
    assert f"1 of {people:,} people failed. {who}: PUT " in printed and "answered 400: Odd" in printed
    assert CLOSING.findall(printed)[0][:4] == (VOICEMAIL, f"{people:,}", f"{people - 1:,}", "1")
    assert f" failed, {len(large.world.people) - people:,} left out, " in printed


def test_all_of_thousands_fail_for_one_reason(large: Emulator, tmp_path: Path) -> None:
    large.fault("status", {"path": "voicemail$"}, status=403, message="Not you")
    printed = output_of(tmp_path, task(VOICEMAIL, all=True, **{"return": "summary"}, **RINGS), fails=True)
    people = len(licensed(large))
    assert len(without_progress(printed).encode()) < 2 * MOST, printed
    assert f"{people:,} people: 403: Not you. To read voicemail settings the token needs the scope" in printed
    assert re.search(r"; first \S+@example.com \(tracking ID \S+\), \S+@example.com, \S+@example.com\.", printed)


@pytest.mark.parametrize("modules_only", [False, True])
def test_success_of_many_with_v(
    many: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modules_only: bool
) -> None:
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    printed = output_of(tmp_path, task(VOICEMAIL, all=True, **RINGS), arguments=["-v"])
    assert longest(printed) < LONGEST_LINE and f'"changed": {len(licensed(many))}' in printed


def test_everyone_in_a_result_is_not_in_the_output(many: Emulator, tmp_path: Path) -> None:
    """But in what is registered, and in the output with -vvv."""
    one = {**task(VOICEMAIL, all=True, **{"return": "all"}, **RINGS), "register": "changed"}
    other = {**task(INFO), "register": "read"}
    count = {"ansible.builtin.debug": {"msg": "{{ changed.people | length }} and {{ read.people | length }}"}}
    printed = output_of(tmp_path, one, other, count, arguments=["-v"])
    people = len(licensed(many))
    assert longest(printed) < LONGEST_LINE and f"{people} and {people}" in printed
    printed = output_of(tmp_path, task(INFO), arguments=["-vvv"])
    assert printed.count('"voicemail": {') == people


# --- previews


def test_a_preview_of_equal_changes(large: Emulator, tmp_path: Path) -> None:
    printed = output_of(tmp_path, task(VOICEMAIL, all=True, **RINGS), arguments=["--check", "--diff"])
    people = len(licensed(large))
    assert len(without_progress(printed).encode()) < MOST and f"and {people - 5:,} more\n" in printed
    assert "  send_unanswered_calls.number_of_rings: 3 -> 6\n" in printed and large.stats()["writes"] == 0


def test_a_preview_of_changes_that_all_differ(large: Emulator, tmp_path: Path) -> None:
    people = [
        {"person": who, "transfer_to_number": {"enabled": True, "destination": f"+46 {number}"}}
        for number, who in enumerate(licensed(large))
    ]
    printed = output_of(tmp_path, task(VOICEMAIL, people=people), arguments=["--check", "--diff"])
    assert len(printed.encode()) < 16384 and longest(printed) < LONGEST_LINE
    assert f"and {len(people) - 40:,} people more, in {len(people) - 40:,} more ways\n" in printed


# --- roles


def test_the_roles_show_little_of_many(many: Emulator, tmp_path: Path) -> None:
    """Applied, run again, off-boarded and restored, with -v; and the summary counts everyone."""
    everyone = licensed(many)
    (tmp_path / "people.csv").write_text("person\n" + "\n".join(everyone))
    steps: list[tuple[str, Json, int]] = [
        ("onboard", {"csv_file": "people.csv", "profile": "front_desk"}, len(everyone)),
        ("onboard", {"csv_file": "people.csv", "profile": "front_desk"}, 0),
        ("offboard", {"snapshot": "kept"}, len(everyone)),
        ("onboard", {"snapshot": "kept", "snapshot_all": True}, len(everyone)),
    ]
    for playbook, variables, changed in steps:
        role = f"voicemail_{playbook}ing"
        named = {f"{role}_{name}": value for name, value in variables.items()}
        if playbook == "offboard":
            named[f"{role}_people"] = " ".join(everyone)
        (tmp_path / "variables.json").write_text(json.dumps(named))
        done = ansible("ansible-playbook", FQCN + playbook, "-v", "-e", "@variables.json", cwd=tmp_path)
        assert done.returncode == 0, done.stdout[-2000:]
        assert longest(done.stdout) < LONGEST_LINE, max(done.stdout.splitlines(), key=len)[:300]
        assert f'"changed": {changed}, "failed": 0, "total": {len(everyone)}' in done.stdout, done.stdout
