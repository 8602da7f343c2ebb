# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run checks, and say which passed: check.py NAME...

A name is a check (each a function below), or 'checks' for all of them, 'pytest[=PATH...]' for the tests, or 'coverage[=PATH...]'
for the tests and the lines of plugins/ that they run.
The tools are those of the virtual environment whose Python runs this. Only the standard library is needed here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
LOGS = BUILD / "log"
COLLECTION = Path("ansible_collections/webex/calling")
LINK = BUILD / "link"  # a link to the repository: pytest and ansible-playbook see every edit at once
TREE = BUILD / "tree"  # a copy of its files, as ansible-test demands
EXPORT = BUILD / "export"  # a copy of those that git tracks: what the artifact is built from
COVERAGE = BUILD / "coverage"
HOME = BUILD / "home"  # what ansible-test takes for the home directory: it caches there
BIN = Path(sys.prefix) / "bin"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = "there is no Chromium here (on Debian: apt-get install chromium)"
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"


class Failed(Exception):
    pass


class Absent(Exception):
    """What a check needs is not on this machine."""


class Result(NamedTuple):
    """Of a check: C(ok), C(FAILED), or C(not run) with the reason; and how long it took."""

    state: str
    took: float
    reason: str = ""


class Run:
    """Runs a check's programs and writes what they print into its log."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.log = LOGS / f"{name}.txt"
        self.log.write_text("")

    def __call__(self, *command: object, cwd: Path = ROOT, **extra: object) -> None:
        with self.log.open("a") as log:
            print("$", *command, file=log, flush=True)
            done = subprocess.run(
                [str(part) for part in command],
                cwd=cwd,
                env=environment(**extra),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            raise Failed

    def refuse(self, pattern: str) -> None:
        """Fail for what a program prints and does not fail for itself."""
        found = re.findall(f"^.*(?:{pattern}).*$", self.log.read_text(), flags=re.MULTILINE)
        if found:
            with self.log.open("a") as log:
                print("\nNot accepted here:", *found, sep="\n", file=log)
            raise Failed


def environment(**extra: object) -> dict[str, str]:
    # No test may reach a real organization because its developer has a token at hand.
    env = {name: value for name, value in os.environ.items() if not name.startswith("WEBEX_")}
    env.update(
        PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}",
        PYTHONPATH=str(LINK),
        ANSIBLE_COLLECTIONS_PATH=str(LINK),
        ANSIBLE_HOME=str(BUILD / "ansible"),
        ANSIBLE_ASYNC_DIR=str(BUILD / "async"),  # ~ is $HOME for a shell and may be another folder for a module
        NO_COLOR="1",
    )
    env.update({name: str(value) for name, value in extra.items()})
    return env


# --- What the checks work on --------------------------------------------------------------------------------------


def make_link() -> None:
    link = LINK / COLLECTION
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(os.path.relpath(ROOT, link.parent))


def git_files(*options: str, cwd: Path = ROOT) -> set[str]:
    command = ["git", "ls-files", "-z", *options]
    listing = subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE).stdout.decode()
    return {name for name in listing.split("\0") if (cwd / name).is_file()}


def copy(names: set[str], root: Path, folder: Path) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, folder / name)


def make_tree() -> None:
    """Bring TREE up to date with the files that git has here or would add."""
    names = git_files("--cached", "--others", "--exclude-standard")
    tree = TREE / COLLECTION
    # ansible-test asks the next repository above for the files, and the one above ignores .build.
    if not (tree / ".git").exists():
        subprocess.run(["git", "init", "--quiet", str(tree)], check=True)
    # It keeps its own environment in tests/output.
    for name in git_files("--cached", "--others", "--exclude=/tests/output/", cwd=tree) - names:
        (tree / name).unlink()
    copy(names, ROOT, tree)


def export(folder: Path, root: Path = ROOT) -> None:
    """Make I(folder) anew with the files that git tracks: nothing else can get into what is built from it."""
    shutil.rmtree(folder, ignore_errors=True)
    copy(git_files("--cached", cwd=root), root, folder)


# --- The checks: longest first, for they run two at a time ---------------------------------------------------------

LOCK = threading.Lock()


def ansible_test(run: Run, *command: str) -> None:
    import ansible_test_home  # is beside this script

    with LOCK:
        ansible_test_home.make(HOME, BIN / "python")
    run(BIN / "ansible-test", *command, "--python", MINOR, "--color", "no", cwd=TREE / COLLECTION, HOME=HOME)


def sanity(run: Run) -> None:
    """ansible-test sanity, with no ignore file."""
    ansible_test(run, "sanity", "--local")
    # It passes when the program of a test is missing.
    run.refuse(r"WARNING: (?:.*[Ss]kip|Required program)")


def importer(run: Run) -> None:
    """The artifact, through what Galaxy and Automation Hub run on an upload."""
    folder = BUILD / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    export(EXPORT)
    run(BIN / "ansible-galaxy", "collection", "build", "--output-path", folder, EXPORT)
    (artifact,) = folder.glob("*.tar.gz")
    config = ROOT / "tests/tools/galaxy-importer.cfg"
    run(BIN / "python", "-m", "galaxy_importer.main", artifact, cwd=folder, GALAXY_IMPORTER_CONFIG=config)
    run.refuse("WARNING|ERROR")


def docs(run: Run) -> None:
    """Documentation: that what it refers to exists, and the site, into .build/site/html."""
    command = [BIN / "antsibull-docs", "lint-collection-docs", "--plugin-docs", "--check-extra-docs-refs"]
    run(*command, "--validate-collection-refs", "all", "--disallow-unknown-collection-refs", TREE / COLLECTION)
    run(BIN / "python", ROOT / "tests/tools/site.py")


def lint(run: Run) -> None:
    """Roles, playbooks and examples, by ansible-lint's production profile."""
    run(BIN / "ansible-lint", "--offline", "--strict", ANSIBLE_COLLECTIONS_PATH=TREE)


def mypy(run: Run) -> None:
    """Types of the plugins."""
    command = [BIN / "mypy", "--config-file", ROOT / "pyproject.toml", "--cache-dir", BUILD / "mypy"]
    run(*command, COLLECTION / "plugins", cwd=TREE, MYPYPATH=TREE, PYTHONPATH="")


def changelog(run: Run) -> None:
    """Changelog fragments."""
    run(BIN / "antsibull-changelog", "lint", cwd=TREE / COLLECTION)


def style(run: Run) -> None:
    """YAML, Python and shell as text."""
    run(BIN / "yamllint", "--strict", ".")
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", "--diff", ".")
    run(BIN / "shellcheck", ".ci/run", *sorted((ROOT / "tests/tools").glob("*.sh")))


def generate(run: Run) -> None:
    """That what `make generate` writes is current."""
    run(BIN / "python", ROOT / "tests/tools/generate.py", "--check")


def units(run: Run) -> None:
    """The unit tests in the way that ansible-test runs them."""
    ansible_test(run, "units", "--local")


def pages(run: Run) -> None:
    """The tests of pages that people read, in a Chromium."""
    if not chromium():
        raise Absent(NO_CHROMIUM)
    run(BIN / "python", "-m", "pytest", "-n0", "tests/pages")


ALL = (sanity, importer, docs, lint, mypy, changelog, style, generate, units, pages)
CHECKS: dict[str, Callable[[Run], None]] = {check.__name__: check for check in ALL}


def chromium() -> str | None:
    """The browser that is here."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest(paths: str) -> Result:
    """The tests in these I(paths); what they print is shown."""
    start = time.monotonic()
    command = [str(BIN / "python"), "-m", "pytest", *paths.split()]
    status = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
    return Result("FAILED" if status else "ok", time.monotonic() - start)


def coverage(paths: str) -> Result:
    """The tests in these I(paths), and what share of the lines of plugins/ they run, in all processes that they start."""
    start = time.monotonic()
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    tool = [str(BIN / "python"), "-m", "coverage"]
    # Those of the tests run elsewhere, and find neither what is relative to this folder nor its configuration.
    absolute = ["--source", str(ROOT / "plugins"), "--data-file", str(COVERAGE / "data")]
    steps = [["run", *absolute, "-m", "pytest", *paths.split()], *(["combine", "-q"], ["html", "-q"], ["report"])]
    ends = [subprocess.run([*tool, *step], cwd=ROOT, env=environment(), check=False).returncode for step in steps]
    return Result("FAILED" if any(ends) else "ok", time.monotonic() - start)


def run_one(name: str) -> Result:
    """The tests, for 'pytest=PATH...' and 'coverage=PATH...', or else a check."""
    for tests in (pytest, coverage):
        if name.partition("=")[0] == tests.__name__:
            return tests(name.partition("=")[2])
    start = time.monotonic()
    run = Run(name)
    state, words = "ok", CHECKS[name].__doc__
    try:
        CHECKS[name](run)
    except Failed:
        state = "FAILED"
    except Absent as absent:
        state, words = "not run", str(absent)
    took = time.monotonic() - start
    print(f"{state:8}{name:12}{took:6.1f} s   {words}", flush=True)
    return Result(state, took, words if state == "not run" else "")


def main(names: list[str]) -> int:
    make_link()
    names = [one for name in names for one in (CHECKS if name == "checks" else [name])]
    checks = [name for name in names if name in CHECKS]
    if checks:
        LOGS.mkdir(parents=True, exist_ok=True)
        make_tree()
    # Tests wait now and then, and leave to a check what they do not take of the processors.
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip((name.partition("=")[0] for name in names), pool.map(run_one, names)))

    for name in checks:
        if results[name].state == "FAILED":
            log = LOGS / f"{name}.txt"
            print(f"\n---- {name}: {log.relative_to(ROOT)}\n{log.read_text()}")
    if len(results) > 1:
        print("\nSummary")
        for name, (state, took, words) in results.items():
            print(f"  {state:8}{name:12}{took:6.1f} s   {words}".rstrip())
    return 1 if any(one.state == "FAILED" for one in results.values()) else 0


if __name__ == "__main__":
    for variable in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):  # set in a git hook, and wrong for TREE
        os.environ.pop(variable, None)
    sys.exit(main(sys.argv[1:]))
