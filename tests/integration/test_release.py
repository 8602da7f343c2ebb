# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses, versions and releases."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.tools import addresses

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tests/tools/release.py"
# What `make` does here: it says which check ran, and builds nothing but a file.
MAKEFILE = """
checks coverage matrix resilience bench generate:
\t@echo $@ >> .build/ran; test ! -e .build/fails-$@
build:
\t@mkdir -p .build/dist; cp galaxy.yml .build/dist/webex-calling-1.0.0.tar.gz
.PHONY: checks coverage matrix resilience bench generate build
"""
GIT = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with what a release touches."""
    for name in ("galaxy.yml", "addresses.yml", "changelogs/config.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "changelogs/changelog.yaml").write_text("ancestor: null\nreleases: {}\n")
    (tmp_path / "changelogs/fragments").mkdir()
    (tmp_path / "changelogs/fragments/one.yml").write_text("minor_changes: [It rings four times.]\n")
    (tmp_path / "docs/benchmarks").mkdir(parents=True)
    (tmp_path / "docs/benchmarks/README.md").touch()
    (tmp_path / "Makefile").write_text(MAKEFILE)
    (tmp_path / ".gitignore").write_text(".build\n")
    (tmp_path / ".build").mkdir()
    set_addresses(tmp_path, published=True)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def set_addresses(root: Path, **changes: object) -> None:
    file = root / "addresses.yml"
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text()), **changes}))


def git(root: Path, *command: str) -> str:
    done = subprocess.run(["git", *command], cwd=root, env={**os.environ, **GIT}, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a change")


def release(root: Path, version: str) -> tuple[int, str]:
    """What the tool says, and its exit status."""
    done = subprocess.run(
        [sys.executable, str(TOOL), version],
        cwd=root,
        env={**os.environ, **GIT},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def ran(root: Path) -> list[str]:
    return (root / ".build/ran").read_text().split()


def test_a_release_is_committed_checked_tagged_and_packed(clone: Path) -> None:
    status, output = release(clone, "1.0.0")
    assert status == 0, output
    assert ran(clone) == ["generate", "checks", "coverage", "matrix", "resilience", "bench"]
    assert git(clone, "log", "-1", "--format=%s") == "Release 1.0.0" and git(clone, "tag") == "1.0.0"
    assert git(clone, "rev-parse", "1.0.0^{commit}") == git(clone, "rev-parse", "HEAD")
    assert yaml.safe_load((clone / "galaxy.yml").read_text())["version"] == "1.0.0"
    assert "It rings four times." in (clone / "CHANGELOG.rst").read_text()
    artifact = clone / ".build/dist/webex-calling-1.0.0.tar.gz"
    checksum = hashlib.sha256(artifact.read_bytes()).hexdigest()
    assert (artifact.parent / "SHA256SUMS").read_text() == f"{checksum}  {artifact.name}\n"
    assert "git push" in output and not git(clone, "status", "--porcelain")


def test_after_a_check_that_failed_it_goes_on_where_it_was(clone: Path) -> None:
    (clone / ".build/fails-matrix").touch()
    status, output = release(clone, "1.0.0")
    assert status == 1 and "make matrix failed" in output and not git(clone, "tag")
    (clone / ".build/fails-matrix").unlink()
    assert release(clone, "1.0.0")[0] == 0
    assert ran(clone) == ["generate", "checks", "coverage", "matrix", "matrix", "resilience", "bench"]


def test_it_is_refused_with_all_that_is_in_the_way(clone: Path) -> None:
    assert release(clone, "1.0.0")[0] == 0
    set_addresses(clone, published=False)
    (clone / "plugins/modules").mkdir(parents=True)
    (clone / "plugins/modules/new.py").write_text("version_added: 1.10.0\n")
    (clone / ".build/ran").unlink()
    status, output = release(clone, "0.9.9")
    assert status == 1 and not (clone / ".build/ran").exists()
    assert [line.partition(": ")[0] for line in output.splitlines()] == ["release"] * 4
    assert "addresses.yml" in output and "not committed" in output and "1.0.0 was released already" in output
    assert "version_added is newer than 0.9.9 in files such as plugins/modules/new.py (1.10.0)" in output
    commit(clone)
    assert "the tag 1.0.0 exists" in release(clone, "1.0.0")[1]


@pytest.mark.parametrize("version", ["", "1.0", "v1.0.0", "1.0.0-rc1", "01.0.0"])
def test_a_version_has_three_numbers(clone: Path, version: str) -> None:
    status, output = release(clone, version)
    assert status == 1 and "is not a version such as 1.0.0" in output


def test_addresses_and_the_version_are_written_to_where_they_are_used(tmp_path: Path) -> None:
    before = addresses.files(ROOT)
    assert all(path.read_text() == text for path, text in before.items())
    for path in (*before, ROOT / "addresses.yml"):
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    old = addresses.read(ROOT)
    names = ("repository", "issues", "documentation", "homepage", "schemas", "image", "contact")
    new = {name: f"https://code.example.org/{name}" for name in names} | {"contact": "team@example.org"}
    set_addresses(tmp_path, **new)
    galaxy = (tmp_path / "galaxy.yml").read_text()
    (tmp_path / "galaxy.yml").write_text(re.sub(r"^version: .*$", "version: 4.56.7", galaxy, flags=re.MULTILINE))

    for path, text in addresses.files(tmp_path).items():
        path.write_text(text)

    texts = {str(path.relative_to(tmp_path)): path.read_text() for path in addresses.files(tmp_path)}
    assert not [(page, name) for page, text in texts.items() for name in names if old[name] in text]
    assert yaml.safe_load(texts["galaxy.yml"]).items() >= {(name, new[name]) for name in addresses.IN_GALAXY}
    assert f"[issue]({new['issues']})" in texts["README.md"] and f"<{new['contact']}>" in texts["SECURITY.md"]
    assert f"webex_calling_image: {new['image']}:4.56.7" in texts["docs/awx/load.yml"]
    assert "version: 4.56.7" in texts["docs/awx/execution-environment.yml"]
    assert addresses.files(tmp_path) == {tmp_path / page: text for page, text in texts.items()}  # and it stays
    assert "webex.calling:==4.56.7" in texts["docs/gitops/.github/workflows/voicemail.yml"]


def test_pages_say_that_nothing_is_published_until_it_is(tmp_path: Path) -> None:
    for path in (*addresses.files(ROOT), ROOT / "addresses.yml"):
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))

    def saying() -> set[str]:
        files = addresses.files(tmp_path)
        for path, text in files.items():
            path.write_text(text)
        return {str(path.relative_to(tmp_path)) for path, text in files.items() if "not published yet" in text}

    for published, pages in ((False, set(addresses.NOTICES)), (True, set()), (False, set(addresses.NOTICES))):
        set_addresses(tmp_path, published=published)
        assert saying() == pages
    assert {"README.md", "docs/docsite/index.md", "docs/awx/README.md"} <= set(addresses.NOTICES)


def test_the_workflows_call_what_the_makefile_has() -> None:
    makefile = (ROOT / "Makefile").read_text()
    text = "".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    text += (ROOT / ".pre-commit-config.yaml").read_text()
    targets = set(re.findall(r"\bmake ([a-z-]+)", text))
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0]
    assert targets and targets <= {
        *phony.split(),
        *re.findall(r"^CHECKS := (.*)$", makefile, flags=re.MULTILINE)[0].split(),
    }
    ci = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    cores = {one["core"] for one in ci["jobs"]["matrix"]["strategy"]["matrix"]["include"]}
    assert cores == {path.stem.removeprefix("core-") for path in (ROOT / "tests/requirements").glob("core-*.txt")}


def test_the_coverage_that_the_readme_names_is_the_one_that_is_demanded() -> None:
    least = re.findall(r"^fail_under = (\d+)$", (ROOT / "pyproject.toml").read_text(), flags=re.MULTILINE)
    assert least == re.findall(r"run less than (\d+) % of the lines", (ROOT / "README.md").read_text())
    assert re.findall(r"at least (\d+) in 100; each", (ROOT / "Makefile").read_text()) == least
