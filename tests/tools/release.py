# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare a release, and push nothing: release.py VERSION

The version goes everywhere, the fragments into the changelog, and both into a commit. That commit is checked in full, then
tagged and packed. When a check fails, fix what it says in a commit of its own and run it again: checks that this commit passed
are not repeated.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

BUILD = Path(".build")
# Each is a target of the Makefile. The longest is the last. The tests of `make test` are those of `make coverage`.
CHECKS = ("checks", "coverage", "matrix", "resilience", "bench")
DOCUMENTED = ("plugins/*/*.py", "roles/*/meta/argument_specs.yml")


def run(*command: str) -> str:
    """What a command prints; it ends the release where it fails."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"release: {' '.join(command)} failed.")
    return done.stdout.strip()


def order(version: str) -> tuple[int, ...]:
    """What versions are compared by."""
    return tuple(int(part) for part in version.split("."))


def reasons(version: str) -> list[str]:
    """Why there can be no such release."""
    found = []
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        return [f"'{version}' is not a version such as 1.0.0"]
    if not yaml.safe_load(Path("addresses.yml").read_text())["published"]:
        found.append("addresses.yml says that nobody owns the addresses yet: set them, and `published: true`")
    if run("git", "status", "--porcelain"):
        found.append("there are changes that are not committed")
    if run("git", "tag", "--list", version):
        found.append(f"the tag {version} exists")
    newest = max(released(), key=order, default="0.0.0")
    if order(version) <= order(newest) and not is_prepared(version):
        found.append(f"{newest} was released already")
    newer = [f"{path} ({since})" for path, since in added() if order(since) > order(version)]
    if newer:
        found.append(f"version_added is newer than {version} in files such as {newer[0]}")
    return found


def added() -> list[tuple[Path, str]]:
    """Since which versions there is what, as its documentation says."""
    texts = {path: path.read_text() for pattern in DOCUMENTED for path in sorted(Path().glob(pattern))}
    return [(path, since) for path, text in texts.items() for since in re.findall(r"version_added: ([\d.]+)", text)]


def released() -> list[str]:
    """The versions of the changelog."""
    return list(yaml.safe_load(Path("changelogs/changelog.yaml").read_text())["releases"])


def is_prepared(version: str) -> bool:
    """Whether galaxy.yml and the changelog have it."""
    return yaml.safe_load(Path("galaxy.yml").read_text())["version"] == version and version in released()


def prepare(version: str) -> None:
    """The commit. The notes come first: where they cannot be made, nothing is changed."""
    tools = Path(sys.executable).parent
    os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ['PATH']}"  # where antsibull-changelog finds ansible-doc
    run("antsibull-changelog", "release", "--version", version)
    galaxy = Path("galaxy.yml")
    galaxy.write_text(re.sub(r"^version: .*$", f"version: {version}", galaxy.read_text(), flags=re.MULTILINE))
    run("make", "generate")
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "--message", f"Release {version}")


def check() -> None:
    """Each check of the commit, unless it passed before."""
    commit = run("git", "rev-parse", "HEAD")
    passed = BUILD / "release" / commit
    passed.mkdir(parents=True, exist_ok=True)
    for name in CHECKS:
        if not (passed / name).exists():
            print(f"=== make {name}", flush=True)
            if subprocess.run(["make", name], check=False).returncode:
                sys.exit(f"release: make {name} failed on {commit[:12]}. Fix it, commit, and run this again.")
            (passed / name).touch()
    run("git", "checkout", "--quiet", "--", "docs/benchmarks")  # the figures of a release are those in its commit


def pack(version: str) -> None:
    """The tag, the artifact and its checksum."""
    run("make", "build")
    artifact = BUILD / f"dist/webex-calling-{version}.tar.gz"
    checksum = hashlib.sha256(artifact.read_bytes()).hexdigest()
    (artifact.parent / "SHA256SUMS").write_text(f"{checksum}  {artifact.name}\n")
    run("git", "tag", "--annotate", version, "--message", f"Release {version}")
    print(
        f"{checksum}  {artifact}\nRelease {version} is ready. Publish it with: git push --atomic origin main {version}"
    )


def main(version: str) -> None:
    """All of it."""
    if found := reasons(version):
        sys.exit("".join(f"release: {reason}.\n" for reason in found).rstrip())
    if not is_prepared(version):
        prepare(version)
    check()
    pack(version)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")
