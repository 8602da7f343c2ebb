# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pin what the demo, the tests and the benchmark install, with the hashes of all files of each release.

A lock is for every platform, and for every Python from the one named beside it. What is pinned stays as it is, unless
this is called with --upgrade. uv does it, from PyPI; for a mirror set UV_DEFAULT_INDEX, which no lock will name.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path("tests/requirements")
BENCH = Path("tests/bench/requirements.txt")

# Each ansible-core of `make matrix`, and the oldest Python that it runs on.
CORES = {"2.16": "3.10", "2.17": "3.10", "2.18": "3.11", "2.19": "3.11", "2.20": "3.12", "2.21": "3.12"}
# What ansible-core needs and every version of it takes as test.txt pins it. The rest is in the lock of that version.
SHARED = ["cffi", "cryptography", "jinja2", "markupsafe", "packaging", "pycparser", "pyyaml", "typing-extensions"]


def lock(file: Path, python: str, *arguments: str, requirements: str | None = None) -> None:
    """Write a lock, for what the .in file beside it asks for or else I(requirements)."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-python-downloads"]
    command += ["--universal", "--python-version", python, "--generate-hashes", "--only-binary", ":all:"]
    command += ["--no-annotate", "--custom-compile-command", "make lock", "--output-file", str(file), *arguments]
    command += [str(file.with_suffix(".in")) if requirements is None else "-"]
    subprocess.run(command, input=requirements, check=True, stdout=subprocess.DEVNULL, text=True)
    print(f"{file}: {file.read_text().count('==')} packages, Python {python} and later")


def main(options: list[str]) -> None:
    test = FOLDER / "test.txt"
    lock(test, "3.10", *options)
    lock(FOLDER / "demo.txt", "3.10", "--constraints", str(test), *options)
    lock(FOLDER / "awx.txt", "3.10", "--no-deps", *options)
    lock(FOLDER / "mutants.txt", "3.10", "--constraints", str(test), *options)
    lock(BENCH, "3.11", *options)
    shared = [word for name in SHARED for word in ("--no-emit-package", name)]
    for core, python in CORES.items():
        lock(FOLDER / f"core-{core}.txt", python, *shared, *options, requirements=f"ansible-core=={core}.*\n")


if __name__ == "__main__":
    main(sys.argv[1:])
