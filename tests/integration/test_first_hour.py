# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first hour: what README.md says of the installation and the quick start, and docs/tutorial.md, as they stand, from a fresh clone
on a bare machine."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import pages
from ansible_collections.webex.calling.tests.integration.shell_support import bare_machine, blocks, paste
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, ROOT, rings
from ansible_collections.webex.calling.tests.tools import addresses, check

README = ROOT / "README.md"
GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text())
VERSION: str = GALAXY["version"]
REPOSITORY = f"{GALAXY['repository']}.git"
GIT = "git -c user.name=test -c user.email=test@example.com"
# The real programs, in the place of those that would download something.
REAL_GALAXY = {"ansible-galaxy": '#!/bin/sh\nexec {ansible}/ansible-galaxy "$@"\n'}
INSTALLED = ".ansible/collections/ansible_collections/webex/calling"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds what Git tracks here, as it is now."""
    folder = tmp_path_factory.mktemp("repository")
    check.export(folder)
    subprocess.run(f"git init -q && git add --all && {GIT} commit -q -m All", cwd=folder, shell=True, check=True)
    return folder


def machine(folder: Path, repository: Path, **programs: str) -> dict[str, str]:
    """A bare machine to which I(repository) is the one of galaxy.yml, and where make finds its packages installed."""
    elsewhere = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{repository}.insteadOf",
        "GIT_CONFIG_VALUE_0": REPOSITORY,
    }
    return {**bare_machine(folder, **programs), **elsewhere, "VENV": sys.prefix}


def installed(folder: Path) -> set[str]:
    """The files of the collection that is installed for the user whose home is I(folder)."""
    about = json.loads((folder / INSTALLED / "MANIFEST.json").read_text())["collection_info"]
    assert (about["namespace"], about["name"], about["version"]) == ("webex", "calling", VERSION)
    files = json.loads((folder / INSTALLED / "FILES.json").read_text())["files"]
    return {one["name"] for one in files if one["ftype"] == "file"}


def test_the_quick_start(crowd: Emulator, repository: Path, tmp_path: Path) -> None:
    """From the clone to the last command; the one of the demo is read by a person who has a screen or two."""
    environment = machine(tmp_path, repository)
    demo, *commands = blocks(README, "Quick start")
    assert demo.endswith("make demo\n")
    printed = paste(demo, tmp_path, environment)
    lines = printed.splitlines()
    assert len(lines) < 60 and max(map(len, lines)) <= 105, printed
    first_screen, end = "\n".join(lines[:24]), "\n".join(lines[-5:])
    assert re.search(
        "check mode.* 5 of 5 .* 0\n.*for real.* 5 of 5 .*\n.*once more.* 0 of 5 .* 0$", first_screen, flags=re.M
    )
    assert "Next:\n" in end and "make shell" in end
    for word in ("1 of 1", "Nothing was written, because", "has 9 rings", "has 7 rings", "plan_journal"):
        assert word in printed

    assert ANNA in "".join(commands) and commands[0] == "make shell\n"
    printed = paste("".join(commands), tmp_path / "webex.calling", environment)
    assert [int(count) for count in re.findall(r"changed=(\d)", printed)] == [1, 1, 0]
    assert "number_of_rings" in printed

    before = {BO: rings(crowd, BO), ANNA: rings(crowd, ANNA)}
    ours = blocks(README, "From Galaxy") + blocks(README, "In your organization")
    paste("".join(ours), tmp_path / "webex.calling", environment)
    assert {rings(crowd, one) for one in before} == {4} and before != {BO: 4, ANNA: 4}
    assert (tmp_path / "installed").read_text().splitlines() == [
        "pip install requests",
        "ansible-galaxy collection install webex.calling",
    ]


def test_the_tutorial(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it in one shell. What the page shows of each step is what is seen, in this order; one step fails, and says so."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    steps = pages.steps(pages.text_of(pages.DOCS / "tutorial.md"))
    fails = ["failed=1" in shown for command, shown in steps]
    assert sum(fails) == 1
    script = [command.rstrip() + " || true" * failed for (command, shown), failed in zip(steps, fails, strict=True)]
    printed = paste("\necho '#end'\n".join(script), tmp_path, machine(tmp_path, repository)).split("#end\n")
    assert len(printed) == len(steps)
    for (command, shown), output in zip(steps, printed, strict=True):
        assert pages.quoted(shown).search(output), f"{command}\nprints\n{output}\nand not\n{shown}"


def test_an_installation_from_git_and_from_a_file(repository: Path, tmp_path: Path) -> None:
    """Each brings the same files."""
    assert "git+file:///home/me/webex.calling" in README.read_text()
    ways = {
        "git": blocks(README, "From Git"),
        "clone": [f"cd {repository}\n", *pages.blocks(addresses.PLACEHOLDERS, "shell")],
        "file": blocks(README, "From a file"),
    }
    found = {}
    for name, commands in ways.items():
        (tmp_path / name).mkdir()
        paste("".join(commands), tmp_path / name, machine(tmp_path / name, repository, **REAL_GALAXY))
        found[name] = installed(tmp_path / name)
    assert found["git"] == found["clone"] == found["file"]
    assert {"README.md", "plugins/modules/webex_person_voicemail.py", "playbooks/quickstart.yml"} <= found["file"]


def test_a_shell_beside_the_emulator(repository: Path, tmp_path: Path) -> None:
    """What make emulator prints is all that another shell needs, and the next command."""
    clone = tmp_path / "webex.calling"
    environment = machine(tmp_path, repository)
    paste(f"git clone {REPOSITORY} webex.calling", tmp_path, environment)
    with subprocess.Popen(
        ["make", "emulator", "PORT=0", "PEOPLE=20"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as emulator:
        try:
            assert emulator.stdout
            told = list(iter(emulator.stdout.readline, "#   david.dahl@example.com\n"))
            exports = [line for line in told if line.startswith("export ")]
            (command,) = [line for line in told if line.startswith("  ansible-playbook ")]
            assert "changed=" in paste("".join([*exports, command]), tmp_path, environment)
        finally:
            os.killpg(emulator.pid, signal.SIGINT)


def test_one_version() -> None:
    """What is said of this collection's version, wherever it is, is the one of galaxy.yml."""
    ours = re.compile(
        r"webex\.calling:==([\d.]+)|webex-calling(?:-ee:|-)(\d[\d.]+\d)|scm_branch[`: |]+([\d.]+)|tag `([\d.]+)`"
    )
    tracked = [ROOT / name for name in check.git_files("--cached") if name.endswith((".md", ".yml", ".py"))]
    said = set()
    for text in (path.read_text() for path in tracked if ROOT / "tests" not in path.parents):
        said.update("".join(found) for found in ours.findall(text))
    assert said == {VERSION}
