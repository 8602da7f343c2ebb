# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The home directory that the checks give to ansible-test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace

BOOTSTRAP = """
import sys
sys.path.insert(0, {0!r})
from pip._internal.cli.main import main
sys.exit(main(["install", *(word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel"))]))
"""


def make(home: Path, python: Path) -> None:
    """Let ansible-test bootstrap pip with the pip of I(python), which runs this. I(home) is the directory.

    It would download a script for it from a host that a machine with only a package registry does not reach. A script
    in its cache goes before; the cache is in the home directory, and that of the user is not ours to write to.
    """
    from ansible_test._internal.python_requirements import get_venv_packages

    home.mkdir(mode=0o700, exist_ok=True)  # a registry's address may hold a password
    version = get_venv_packages(SimpleNamespace(version=f"{sys.version_info.major}.{sys.version_info.minor}"))["pip"]
    cache = home / ".ansible/test/cache"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(BOOTSTRAP.format(str(home / "pip")))
    pip, here = home / "pip/pip", Path(sysconfig.get_path("purelib")) / "pip"
    if pip.resolve() != here.resolve():
        pip.unlink(missing_ok=True)
        pip.parent.mkdir(exist_ok=True)
        pip.symlink_to(here)

    # pip in there shall use the registry and the cache that pip uses here: the user's file, and PIP_* variables,
    # which ansible-test does not pass on, as a file.
    users = [os.environ.get("PIP_CONFIG_FILE", ""), "~/.config/pip/pip.conf", "~/.pip/pip.conf"]
    for file in (Path(os.path.expanduser(name)) for name in users if name):
        if file.is_file():
            (home / ".pip").mkdir(exist_ok=True)
            shutil.copy(file, home / ".pip/pip.conf")
            break
    settings = {"quiet": "2", "cache-dir": subprocess.getoutput(f"{python} -m pip cache dir 2>/dev/null")}
    for name, value in os.environ.items():
        if name.startswith("PIP_") and name != "PIP_CONFIG_FILE":
            settings[name[4:].lower().replace("_", "-")] = value
    config = home / ".config/pip/pip.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[global]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items() if value))
