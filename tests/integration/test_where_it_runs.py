# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inside the controller or as a module: what decides, and that both give the same."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files import applying
from ansible_collections.webex.calling.plugins.plugin_utils import controller
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    FQCN,
    RINGS,
    VOICEMAIL,
    ansible,
    known,
    play,
    task,
    without_actions,
)
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, wants


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


@pytest.mark.parametrize("is_one", [True, False])
@pytest.mark.usefixtures("emulator")
def test_what_looks_like_a_container_may_lose_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one: bool
) -> None:
    (tmp_path / "mark").touch()
    monkeypatch.setattr(applying, "_CONTAINER", (str(tmp_path / ("mark" if is_one else "none")),))
    files = Files(tmp_path)
    files.only(wants(7, ANNA))
    files.plan()
    done = files.apply()
    assert done["changed"] and [one.split(":")[0] for one in done.get("warnings", [])] == (
        ["This looks like a container"] if is_one else []
    )
