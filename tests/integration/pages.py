# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the documentation: their sections, and the blocks in them as they stand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import typing as t
from pathlib import Path

from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible

DOCS = ROOT / "docs"


def text_of(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The content of each block in this language, in the order of the page."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def sections(text: str, level: int = 2) -> dict[str, str]:
    """The text below each heading of this level, by the heading."""
    parts = re.split(rf"^{'#' * level} (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def section(text: str, title: str) -> str:
    """The text below the heading with this title, up to the next heading of any level."""
    return re.split(r"^#+ ", text.partition(f"# {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def steps(text: str) -> list[tuple[str, str]]:
    """The commands that a page shows, each with what it says of their output, which may be nothing."""
    return re.findall(r"^```shell\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", text, flags=re.DOTALL | re.MULTILINE)


def quoted(text: str) -> re.Pattern[str]:
    """What finds I(text) in an output: three dots in it stand for anything."""
    return re.compile(".*?".join(map(re.escape, text.rstrip().split("..."))), flags=re.DOTALL)


def is_playbook(block: str) -> bool:
    """Whether a block in YAML is a playbook, and not a part of one."""
    return "hosts:" in block or "import_playbook:" in block


def play_all(folder: Path, playbooks: t.Iterable[str], variables: dict[str, str], *arguments: str) -> str:
    """What one ansible-playbook prints that runs these playbooks, each in a file of its own."""
    imported = []
    for number, text in enumerate(playbooks):
        (folder / f"{number:02}.yml").write_text(text)
        imported.append({"ansible.builtin.import_playbook": f"{number:02}.yml"})
    (folder / "all.yml").write_text(json.dumps(imported))
    done = ansible("ansible-playbook", "all.yml", "-e", json.dumps(variables), *arguments, cwd=folder)
    assert done.returncode == 0, done.stdout
    return done.stdout


def perform(commands: str, folder: Path) -> None:
    """Run these commands as a shell does, but Ansible in a fork, which is cheaper."""
    assigned = "set -o pipefail\n"
    for line in commands.splitlines():
        if re.match(r"[A-Z]+=", line):
            assigned += f"{line}\n"
            continue
        script = ["bash", "-ec", f"{assigned}printf '%s\\0' {line}"]
        expanded = subprocess.run(script, cwd=folder, check=True, capture_output=True, text=True).stdout
        command, *arguments = expanded.split("\0")[:-1]
        if command == "python3":
            subprocess.run([sys.executable, *arguments], cwd=folder, check=True)
        else:
            done = ansible(command, *arguments, cwd=folder)
            assert done.returncode == 0, done.stdout
