# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resolve tests/requirements/test.in for the Python that runs this, and pin every package of the answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path("tests/requirements")
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"


def main() -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
    command += ["--dry-run", "--ignore-installed", "--report", "-", "-r", str(FOLDER / "test.in")]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    packages = [package["metadata"] for package in report["install"]]
    pins = sorted(f"{p['name'].lower().replace('_', '-')}=={p['version']}" for p in packages)
    lock = FOLDER / f"{MINOR}.txt"
    lock.write_text("\n".join([f"# Python {MINOR}. Written by `make lock` from test.in.", *pins, ""]))
    print(f"{lock}: {len(pins)} packages")


if __name__ == "__main__":
    main()
