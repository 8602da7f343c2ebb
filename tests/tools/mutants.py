# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Change the pure parts of the collection one expression at a time, and see whether the unit tests notice.

mutmut does it, in a copy of the plugins and their unit tests, always from the start. Prints what was not noticed, as diffs, and
the share that was; fails where it is below 95 of 100.

mutmut changes what stands in functions, and leaves alone functions with a decorator (properties) and the text of f-strings.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build/mutants/work"
COLLECTION = Path("ansible_collections/webex/calling")
UTILS = "plugins/module_utils"

MUTATED = ["_engine/*.py", "_owners/*.py", "_limits/controller.py"]
TESTS = ["_engine", "_owners", "_limits/test_controller*.py"]
ENOUGH = 95.0

CONFIG = """\
[tool.mutmut]
source_paths = ["ansible_collections"]
only_mutate = {only}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = {tests}
# A task of the simulations that never ends is a mutant that was noticed.
timeout_multiplier = 10.0
timeout_constant = 2.0

[tool.pytest.ini_options]
addopts = ["--import-mode=importlib"]
"""
# The same examples for every mutant, and no search for a smaller one once a test has failed.
CONFTEST = """\
from hypothesis import Phase, settings

settings.register_profile("mutants", database=None, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
settings.load_profile("mutants")
"""


def prepare(words: list[str]) -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    skip = shutil.ignore_patterns("__pycache__", ".*")
    for folder in ("plugins", "tests/unit"):
        shutil.copytree(ROOT / folder, WORK / COLLECTION / folder, ignore=skip)
    files = [file.relative_to(ROOT) for pattern in MUTATED for file in sorted((ROOT / UTILS).glob(pattern))]
    only = [str(COLLECTION / file) for file in files if not words or any(word in str(file) for word in words)]
    folder = ROOT / "tests/unit" / UTILS
    tests = [str(COLLECTION / file.relative_to(ROOT)) for pattern in TESTS for file in sorted(folder.glob(pattern))]
    (WORK / "pyproject.toml").write_text(CONFIG.format(only=json.dumps(only), tests=json.dumps(tests)))
    (WORK / "conftest.py").write_text(CONFTEST)
    # mutmut runs the tests in the folder `mutants`, and knows no other name for it.
    (WORK / "mutants").mkdir()
    shutil.copy(WORK / "conftest.py", WORK / "mutants/conftest.py")


def mutmut(*arguments: str) -> str:
    """What mutmut prints."""
    command = [str(Path(sys.prefix) / "bin/mutmut"), *arguments]
    done = subprocess.run(command, cwd=WORK, stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode:
        sys.exit(done.stdout[-20000:] + f"\nmutmut {arguments[0]} failed.")
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("words", nargs="*", help="only the files whose path holds one of them")
    options = parser.parse_args()
    prepare(options.words)
    mutmut("run", "--max-children", str(options.processes))
    mutmut("export-cicd-stats")
    stats = json.loads((WORK / "mutants/mutmut-cicd-stats.json").read_text())
    unnoticed = [line.strip().partition(": ") for line in mutmut("results").splitlines() if ": " in line]
    for name, dummy, status in unnoticed:
        if status != "timeout":
            print(mutmut("show", name))
    noticed = stats["killed"] + stats["timeout"]
    share = 100.0 * noticed / stats["total"]
    print(f"{noticed} of {stats['total']} mutants were noticed, {share:.1f} of 100 ({ENOUGH:g} are enough): {stats}")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
