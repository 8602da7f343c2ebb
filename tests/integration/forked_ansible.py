# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's programs in forks of one process that has loaded Ansible, which costs a second of processor time.

Run as a program this is that process: it reads a run a line, and prints the exit status of each.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import typing as t
import warnings
from pathlib import Path

# Read while a program runs. All else that is in the environment, Ansible may have read when it was loaded.
LATE = ("WEBEX_", "CONTROLLER_", "HOME", "SSL_CERT_", "XDG_RUNTIME_DIR", "PYTEST_CURRENT_TEST")
LATE += ("ANSIBLE_ASYNC_DIR", "ANSIBLE_SHOW_CUSTOM_STATS", "ANSIBLE_CACHE_PLUGIN")
COMMANDS = ("ansible-playbook", "ansible-inventory")
SETTINGS = {"ANSIBLE_CONFIG": str(Path(__file__).with_name("ansible.cfg"))}
PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
SECONDS = 300  # that a run may take


def _early(environment: t.Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith(LATE)}


EARLY = _early({**os.environ, **SETTINGS})  # as it is before any test changes it


def runs(command: str, environment: t.Mapping[str, str]) -> bool:
    """Whether a run is the same in a fork: Ansible would have been loaded with the same configuration."""
    return command in COMMANDS and _early(environment) == EARLY


@functools.cache
def _server() -> subprocess.Popen[str]:
    """The process that forks. It ends with this one, which closes its input."""
    return subprocess.Popen(
        [sys.executable, __file__], env=EARLY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def run(words: list[str], cwd: Path, environment: t.Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the program I(words), without input, and return its exit status and all that it printed."""
    server = _server()
    assert server.stdin and server.stdout
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as output:
        one = {"words": words, "cwd": str(cwd), "environment": dict(environment), "output": output.name}
        print(json.dumps(one), file=server.stdin, flush=True)
        return subprocess.CompletedProcess(words, int(server.stdout.readline()), output.read())


# --- the process that forks


def _load() -> None:
    """What every run loads, and what each task loads of the collection, which Ansible compiles anew in each process."""
    from ansible.plugins import loader

    for module in ("requests", "unittest.mock", "ansible.cli.playbook", "ansible.module_utils.urls"):
        importlib.import_module(module)
    loader.init_plugin_loader()
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")
    importlib.import_module("ansible_collections.ansible.builtin")
    loader.strategy_loader.get("linear", class_only=True)
    loader.callback_loader.get("default", class_only=True)
    for plugins in (loader.inventory_loader, loader.filter_loader, loader.test_loader):
        list(plugins.all(class_only=True))
    for kind in ("filter", "lookup", "modules", "action"):
        for path in sorted(PLUGINS.glob(f"{kind}/*.py")):
            importlib.import_module(f"ansible_collections.webex.calling.plugins.{kind}.{path.stem}")


def _start(words: list[str], cwd: str, environment: dict[str, str], output: str) -> t.NoReturn:
    """Be the program I(words)."""
    status = 1
    try:
        signal.alarm(SECONDS)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(os.open(output, os.O_WRONLY | os.O_APPEND), stream)
        os.environ.clear()
        os.environ.update(environment)
        constants = importlib.import_module("ansible.constants")
        constants.CACHE_PLUGIN = environment.get("ANSIBLE_CACHE_PLUGIN", constants.CACHE_PLUGIN)
        os.chdir(cwd)
        sys.argv = words
        program = importlib.import_module(f"ansible.cli.{Path(words[0]).name.partition('-')[2]}")
        program.main(words)
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # what is to be done at the end is to be done at the end of the process that forks


def _serve() -> None:
    # What loading prints is no answer.
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        _load()
        gc.freeze()
        for line in sys.stdin:
            process = os.fork()
            if not process:
                _start(**json.loads(line))
            print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), file=answers, flush=True)


if __name__ == "__main__":
    _serve()
