# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many people in one task, and many tasks on one machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import ansible_runner
import pytest

from ansible_collections.webex.calling.plugins.plugin_utils import controller
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    FQCN,
    ansible,
    call,
    known,
    methods,
    play,
    task,
    without_actions,
    writes,
)

VOICEMAIL = "webex_person_voicemail"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
LIST = "GET /people"


@pytest.fixture(scope="module")
def large() -> t.Iterator[Emulator]:
    """An organization of 3,000 people."""
    with Emulator(people=3000) as emulator:
        yield emulator


@pytest.fixture
def organization(large: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> t.Iterator[Emulator]:
    large.reset()
    for name, value in {**large.environment, "XDG_RUNTIME_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    yield large
    assert large.take_problems() == []


def all_rings(emulator: Emulator, people: t.Iterable[str]) -> set[int]:
    return {emulator.world.voicemail(one)["sendUnansweredCalls"]["numberOfRings"] for one in people}


def licensed(emulator: Emulator) -> list[str]:
    return [person.email for person in emulator.world.people if person.licensed]


# --- looking people up


@pytest.mark.parametrize(
    ("people", "requests"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 1), (999, 1), (1000, 1), (1001, 2)]
)
def test_people_are_found_in_pages(organization: Emulator, people: int, requests: int) -> None:
    given = [person.email for person in organization.world.people[:people]]
    result = call("webex_person_voicemail_info", person=given, concurrency=50)
    assert methods(organization).count(LIST) == requests
    assert [one["person"] for one in result["people"]] == given
    assert all(one["email"].lower() == one["person"] for one in result["people"])


def test_nobody_at_the_end_of_the_list(organization: Emulator) -> None:
    given = [person.email for person in organization.world.people[:100]] + ["nobody@example.com"]
    result = call("webex_person_voicemail_info", person=given, concurrency=50)
    assert methods(organization).count(LIST) == 3
    assert "nobody in the organization" in result["people"][-1]["msg"]


def test_many_nobodies_in_a_small_organization(emulator: Emulator) -> None:
    result = call(
        "webex_person_voicemail_info", person=[ANNA, *(f"nobody{number}@example.com" for number in range(50))]
    )
    assert methods(emulator).count(LIST) == 1
    assert result["summary"]["failed"] == 50


@pytest.mark.parametrize("count", [4, 10, 30])
def test_a_few_people_in_a_large_organization(organization: Emulator, count: int) -> None:
    """Those at the end of the list are asked for one by one, after a first page in vain."""
    given = [person.email for person in organization.world.people[-count:]]
    call("webex_person_voicemail_info", person=given)
    assert methods(organization).count(LIST) == count + 1


def test_never_more_look_ups_than_people_where_a_page_helps(organization: Emulator) -> None:
    given = [person.email for person in organization.world.people[500::100]]
    call("webex_person_voicemail_info", person=given)
    assert methods(organization).count(LIST) == 3 <= len(given)


# --- many people


def test_the_order_and_the_outcome_of_each(emulator: Emulator) -> None:
    people = licensed(emulator)
    emulator.latency = 0.01
    result = call(VOICEMAIL, person=people[::-1], concurrency=20, **RINGS)
    assert [one["person"] for one in result["people"]] == people[::-1]
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["peak_in_flight"] > 5


def test_concurrency_is_kept(emulator: Emulator) -> None:
    emulator.latency = 0.02
    call(VOICEMAIL, person=licensed(emulator), concurrency=3, **RINGS)
    assert emulator.stats()["peak_in_flight"] <= 3


def test_a_refusal_pauses_every_worker(emulator: Emulator) -> None:
    emulator.latency = 0.05
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=2, skip=15, times=1)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **RINGS)
    assert not result.get("failed") and result["api"]["retries"] == 1
    assert result["api"]["waited"] == pytest.approx(2, abs=0.2)
    refused = next(entry["time"] for entry in emulator.log if entry["status"] == 429)
    # Those that were under way when the answer came are all that arrives in the pause.
    assert sum(refused < entry["time"] < refused + 2 for entry in emulator.log) <= 2 * 5


def test_a_limit_is_found_and_kept(emulator: Emulator) -> None:
    emulator.limit = 3000
    people = licensed(emulator)
    result = call(VOICEMAIL, person=people, concurrency=10, **RINGS)
    assert not result.get("failed")
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["refused"] <= 20
    assert result["api"]["requests"] == len(emulator.log)


def test_a_limit_that_changes_in_the_middle(emulator: Emulator) -> None:
    emulator.limit, emulator.latency = 6000, 0.01
    people = licensed(emulator)
    done = call(VOICEMAIL, person=people, **RINGS)
    emulator.limit = 600
    again = call(VOICEMAIL, person=people[:20], send_unanswered_calls={"number_of_rings": 7})
    assert not done.get("failed") and not again.get("failed")
    assert all_rings(emulator, people[:20]) == {7}


def test_one_request_a_second(emulator: Emulator) -> None:
    emulator.limit = 60
    result = call(VOICEMAIL, person=[emulator.world.person(one).id for one in (ANNA, BO)], **RINGS)
    assert not result.get("failed") and all_rings(emulator, [ANNA, BO]) == {6}
    assert emulator.stats()["refused"] <= 6


# --- many tasks


def test_hosts_share_the_pace(emulator: Emulator, tmp_path: Path) -> None:
    emulator.limit = 600
    people = licensed(emulator)[:30]
    (tmp_path / "hosts").write_text("[people]\n" + "\n".join(people))
    (tmp_path / "playbook.json").write_text(
        json.dumps(
            [
                {
                    "hosts": "people",
                    "connection": "local",
                    "gather_facts": False,
                    "tasks": [task(VOICEMAIL, person="{{ inventory_hostname }}", **RINGS)],
                }
            ]
        )
    )
    done = ansible("ansible-playbook", "-i", "hosts", "-f", "10", "playbook.json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["refused"] <= 12  # ten at a time: the first refusal meets all that are under way


def test_without_a_place_for_the_state_all_still_works(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "file"))
    assert call(VOICEMAIL, person=ANNA, **RINGS)["people"][0]["voicemail"]


# --- where it runs


def test_what_is_not_for_the_controller_is_started_as_a_module(emulator: Emulator, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ntouch {tmp_path}/started\nexec {sys.executable} "$@"\n')
    python.chmod(0o700)
    one = task(VOICEMAIL, person=ANNA, **RINGS)
    here = play(tmp_path, {**one, "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}})
    other = play(
        tmp_path, {**one, "vars": {"ansible_python_interpreter": str(python)}}, {**one, "async": 30, "poll": 1}
    )
    assert here.status == other.status == 0, other.output
    assert (tmp_path / "started").exists() and "ansible_job_id" in other.results[1]
    for result in other.results:
        assert not result["changed"] and known(result["voicemail"]) == known(here.results[0]["voicemail"])


def environment_of(folder: Path) -> Path:
    """A virtual environment over the Python that runs this, with its packages."""
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text((Path(sys.prefix) / "pyvenv.cfg").read_text())
    (folder / "lib").symlink_to(Path(sys.prefix) / "lib")
    python = folder / "bin/python"
    python.symlink_to(os.path.realpath(sys.executable))
    return python


def test_which_python_is_the_controllers_own(tmp_path: Path) -> None:
    """By whatever name in its environment; never that of another environment over the same base."""
    own, other = environment_of(tmp_path / "own"), environment_of(tmp_path / "other")
    (tmp_path / "own/bin/python3").symlink_to("python")
    (tmp_path / "link").symlink_to(tmp_path / "own")
    base = os.path.realpath(own)
    assert controller._python(str(own)) == controller._python(str(tmp_path / "own/bin/python3"))
    assert controller._python(str(own)) == controller._python(str(tmp_path / "link/bin/python"))
    assert controller._python(str(own)) != controller._python(str(other))
    assert controller._python(str(own)) != controller._python(base)
    (tmp_path / "base").symlink_to(base)
    assert controller._python(base) == controller._python(str(tmp_path / "base"))


@pytest.mark.parametrize("how", ["ansible.cfg", "environment", "another environment", "another name"])
def test_the_interpreter_of_the_configuration(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A task runs in the Python that the user's configuration names, where no variable names another."""
    recording = tmp_path / "recording"
    recording.write_text(f'#!/bin/sh\ntouch {tmp_path}/started\nexec {sys.executable} "$@"\n')
    recording.chmod(0o700)
    names = [path for path in Path(sys.executable).parent.glob("python*") if os.path.samefile(path, sys.executable)]
    wanted = str(recording)
    if how == "another environment":
        wanted = str(environment_of(tmp_path / "other"))
    elif how == "another name":
        wanted = str(next(path for path in names if str(path) != sys.executable))
    (tmp_path / "ansible.cfg").write_text(f"[defaults]\ninterpreter_python = {wanted}\n" * (how == "ansible.cfg"))
    (tmp_path / "hosts").write_text("here ansible_connection=local\n")
    tasks = [task(VOICEMAIL, person=ANNA, **RINGS)]
    (tmp_path / "playbook.json").write_text(json.dumps([{"hosts": "here", "gather_facts": False, "tasks": tasks}]))
    environment = {} if how == "ansible.cfg" else {"ANSIBLE_PYTHON_INTERPRETER": wanted}
    done = ansible(
        "ansible-playbook",
        "-vvv",
        "-i",
        "hosts",
        "playbook.json",
        cwd=tmp_path,
        ANSIBLE_CONFIG="ansible.cfg",
        **environment,
    )
    assert done.returncode == 0, done.stdout
    assert ("AnsiballZ" in done.stdout) == (how != "another name"), done.stdout
    assert (tmp_path / "started").exists() == (wanted == str(recording))


def test_both_ways_give_the_same_result(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [
        task(VOICEMAIL, check=True, diff=True, person=[ANNA, BO], **RINGS),
        task(VOICEMAIL, person=[ANNA, "nobody@example.com"], check=True, **RINGS),
        task(VOICEMAIL, person="anna"),
        task(VOICEMAIL, person=ANNA, unknown=1),
        task("webex_org_voicemail_info", access_token="wrong"),
        task("webex_person_voicemail_info", person=ANNA),
    ]
    here = play(tmp_path, *tasks).results
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    started = play(tmp_path, *tasks).results
    for one, other in zip(here, started, strict=True):
        for result in (one, other):
            for name in ("tracking_id", "warnings", "deprecations", "exception"):
                result.pop(name, None)
            result["msg"] = result.get("msg", "").partition(" (tracking ID")[0].replace(FQCN, "")
        assert one == other


def test_the_environment_of_a_task_is_honoured(emulator: Emulator, tmp_path: Path) -> None:
    played = play(
        tmp_path,
        {**task("webex_org_voicemail_info"), "environment": {"WEBEX_ACCESS_TOKEN": "wrong"}},
        task("webex_org_voicemail_info"),
        {
            **task("webex_org_voicemail_info"),
            "environment": {"WEBEX_ACCESS_TOKEN": "{{ item }}"},
            "loop": ["wrong", ""],
        },
    )
    first, second, third = played.results
    assert first["status"] == 401 and second["voicemail"]
    assert [one.get("status") for one in third["results"]] == [401, None]


# --- progress, and an end before the end


def test_progress_is_told_in_job_output(emulator: Emulator, tmp_path: Path) -> None:
    """As AWX runs it: ansible-runner's stdout."""
    emulator.latency = 0.44
    playbook = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "tasks": [task(VOICEMAIL, person=licensed(emulator)[:26], concurrency=2, **RINGS)],
        }
    ]
    run = ansible_runner.run(
        private_data_dir=str(tmp_path),
        playbook=playbook,
        quiet=True,
        envvars=dict(os.environ),
        settings={"suppress_ansible_output": True},
    )
    printed = run.stdout.read()
    assert run.rc == 0, printed
    told = [line for line in printed.splitlines() if "webex_person_voicemail: " in line]
    assert told and " of 26 people, " in told[0] and " changed" in told[0] and " left" in told[0]
    assert any("of 26 people" in event.get("stdout", "") for event in run.events)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("modules_only", [False, True])
def test_cancelled_in_the_middle_and_finished_by_the_next_run(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, modules_only: bool
) -> None:
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    emulator.latency = 0.1
    people = licensed(emulator)
    before = {one: emulator.world.voicemail(one) for one in people}
    playbook = [
        {"hosts": "localhost", "gather_facts": False, "tasks": [task(VOICEMAIL, person=people, concurrency=2, **RINGS)]}
    ]
    (tmp_path / "playbook.json").write_text(json.dumps(playbook))
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "playbook.json"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    began = time.monotonic()
    try:
        while len(writes(emulator)) < 5 and time.monotonic() < began + 60:
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, number)
        began = time.monotonic()
        process.wait(timeout=20)
        assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait(timeout=20)
    time.sleep(0.5)
    sent = len(emulator.log)
    time.sleep(0.5)
    assert len(emulator.log) == sent  # nobody goes on
    after = {one: emulator.world.voicemail(one) for one in people}
    left = [one for one in people if after[one]["sendUnansweredCalls"]["numberOfRings"] != 6]
    for one in people:
        before[one]["sendUnansweredCalls"]["numberOfRings"] = after[one]["sendUnansweredCalls"]["numberOfRings"]
    assert left and known(before) == known(after)
    emulator.clear_log()
    emulator.settle()
    emulator.latency = 0
    assert call(VOICEMAIL, person=people, **RINGS)["summary"]["changed"] == len(left) == emulator.stats()["writes"]
