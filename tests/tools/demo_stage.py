# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the demo takes place: the collection is installed in a folder of its own, and playbooks are run there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import typing as t
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITES = ("PUT", "POST", "DELETE")


class Stage:
    """Runs Ansible's programs in I(folder). What they print is shown where it is I(verbose)."""

    folder = ROOT / ".demo"

    def __init__(self, verbose: bool) -> None:
        self._verbose, self._acts = verbose, 0
        self._emulator: t.Any = None
        self._environment = {
            **os.environ,
            "ANSIBLE_HOME": str(self.folder / "ansible"),
            "ANSIBLE_COLLECTIONS_PATH": str(self.folder / "collections"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            "ANSIBLE_SHOW_CUSTOM_STATS": "true",
        }

    def use(self, emulator: t.Any, **environment: str) -> None:
        """All that follows is done on I(emulator), in this environment."""
        self._emulator = emulator
        self._environment.update(emulator.environment, **environment)

    def install(self) -> str:
        """Build the collection, install what was built, and return its version."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self._run("ansible-galaxy", "collection", "build", str(ROOT), "--output-path", ".")
        (artifact,) = self.folder.glob("webex-calling-*.tar.gz")
        self._run("ansible-galaxy", "collection", "install", artifact.name, "-p", "collections", "--offline")
        return artifact.name[len("webex-calling-") : -len(".tar.gz")]

    def begin(self, title: str) -> None:
        """The next part."""
        self._acts += 1
        print(f"\n{self._acts}. {title}")

    def tell(self, *lines: str) -> None:
        """Something about what was just done."""
        print(*(f"   {line}".rstrip() for line in lines), sep="\n", flush=True)

    def play(
        self,
        name: str,
        *arguments: str,
        shown: tuple[str, ...] = (),
        again: str | None = None,
        succeeds: bool = True,
        **variables: str,
    ) -> str:
        """Run the playbook I(name) of the collection, and return what it printed. The command is told with the arguments that are to be
        I(shown), and with a word where it was run before."""
        words = [
            f"-e {key}={value[:19] + '...' if value.startswith('sha256:') else value}"
            for key, value in variables.items()
        ]
        command = " ".join(["$ ansible-playbook webex.calling." + name, *shown, *words])
        self.tell(command + (f"    # {again}" if again else ""))
        if self._emulator:
            self._emulator.clear_log()
            self._emulator.read_only = "--check" in arguments
        given = [word for key, value in variables.items() for word in ("-e", f"{key}={value}")]
        return self._run("ansible-playbook", f"webex.calling.{name}", *arguments, *given, succeeds=succeeds)

    def writes(self) -> int | None:
        """The writes of the last run that arrived; None where that cannot be known."""
        if not self._emulator:
            return None
        return sum(1 for entry in self._emulator.log if entry["method"] in WRITES)

    def stats(self, printed: str) -> dict[str, t.Any]:
        """What a playbook that printed this says of itself."""
        found = re.search(r"RUN: (\{.*\})", printed)
        if not found:
            sys.exit("The playbook did not say what it did.")
        return t.cast("dict[str, t.Any]", json.loads(found.group(1)))

    def approve(self) -> None:
        """Go on where it may be done for real: on the emulator it may."""
        if not self._emulator and input("\nDo this to the real organization? Type yes: ") != "yes":
            sys.exit("Nothing was changed.")

    def _run(self, *command: str, succeeds: bool = True) -> str:
        with subprocess.Popen(
            [str(Path(sys.executable).with_name(command[0])), *command[1:]],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            printed = []
            for line in t.cast("t.IO[str]", process.stdout):
                printed.append(line)
                if self._verbose:
                    print(line, end="", flush=True)
        if (process.returncode == 0) != succeeds:
            sys.exit(
                "".join([*([] if self._verbose else printed), f"{command[0]} ended with status {process.returncode}."])
            )
        return "".join(printed)
