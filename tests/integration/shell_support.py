# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of a page, run as they stand in a shell that has nothing but what the page lets it install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN
from ansible_collections.webex.calling.tests.integration import pages
from ansible_collections.webex.calling.tests.integration.support import ROOT

TOKEN = "read -rs WEBEX_ACCESS_TOKEN && export WEBEX_ACCESS_TOKEN\n"
ANSIBLE = Path(sys.executable).parent
# pip brings Ansible's programs, and ansible-galaxy this collection: nothing is downloaded. Each notes what was asked of it.
PIP = """\
#!/bin/sh
echo "pip $*" >> {log}
for name in ansible-playbook ansible-doc; do ln -sf {ansible}/$name {tools}/$name; done
"""
GALAXY = """\
#!/bin/sh
echo "ansible-galaxy $*" >> {log}
mkdir -p "$HOME/.ansible/collections/ansible_collections/webex"
ln -sfn {root} "$HOME/.ansible/collections/ansible_collections/webex/calling"
"""
# A virtual environment would hold what stands in here anyway, and costs seconds.
PYTHON = """\
#!/bin/sh
test "$1 $2" = "-m venv" || exec {tools}/real/python3 "$@"
mkdir -p "$3/bin"
: > "$3/bin/activate"
"""


def blocks(page: Path, title: str = "") -> list[str]:
    """The commands that I(page) shows; of the section with this I(title) alone."""
    text = pages.text_of(page)
    return pages.blocks(pages.section(text, title) if title else text, "shell")


def bare_machine(folder: Path, **programs: str) -> dict[str, str]:
    """The environment of a machine with python3, git and make, whose home is I(folder). Of what it may install, I(programs) stand in for
    C(pip), C(ansible-galaxy) and C(python3 -m venv)."""
    tools = folder / "tools"
    (tools / "real").mkdir(parents=True)
    for name, text in {"pip": PIP, "ansible-galaxy": GALAXY, "python3": PYTHON, **programs}.items():
        (tools / name).write_text(text.format(log=folder / "installed", ansible=ANSIBLE, tools=tools, root=ROOT))
        (tools / name).chmod(0o755)
    (tools / "python").symlink_to(sys.executable)
    (tools / "real/python3").symlink_to(sys.executable)
    who = {f"GIT_{role}_{what}": "test@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ours = {name: os.environ[name] for name in ("WEBEX_API_URL", "XDG_RUNTIME_DIR") if name in os.environ}
    return {
        **who,
        **ours,
        "PATH": f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "SHELLOPTS": "errexit:nounset:pipefail",  # of every bash that it starts, too
    }


def paste(script: str, folder: Path, environment: dict[str, str]) -> str:
    """What a shell prints that is given I(script) as if somebody pasted it, line by line: a command that reads its input gets what
    follows, the one that asks for a token one. A command that fails fails the test."""
    done = subprocess.run(
        ["bash"],
        input=script.replace(TOKEN, f"{TOKEN}{ADMIN_TOKEN}\n"),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
