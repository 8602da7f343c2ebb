# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is packed for users, and what it is packed and tested with."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible
from ansible_collections.webex.calling.tests.tools import check

# A checkout may hold these beside the files of the collection.
STRAY = """
    token.txt vault_pass .env .vault_pass inventory.yml hosts onboard.retry webex-calling-0.0.1.tar.gz notes.md
    group_vars/all/webex.yml host_vars/localhost.yml secrets/token.yml .git-credentials .webex/token
    playbooks/onboard.retry playbooks/group_vars/all.yml playbooks/host_vars/localhost.yml playbooks/.env
    playbooks/files/leavers.csv playbooks/files/token.txt
    plugins/modules/token.txt plugins/modules/.webex_person_voicemail.py.swp plugins/filter/people.csv
    plugins/module_utils/__pycache__/client.cpython-311.pyc plugins/module_utils/_http/client.py.orig
    roles/voicemail_onboarding/files/people.csv roles/voicemail_onboarding/vault_pass roles/org_voicemail/.env
    docs/awx/token.txt docs/people.csv changelogs/.plugin-cache.yaml changelogs/token.txt meta/token.yml
    tests/output/log.json tests/integration/cloud-config.ini
"""
# What users and those who judge an upload need. A file of another place is for those who work on the collection.
PACKED = re.compile(
    r"plugins/|roles/|playbooks/|meta/|docs/(?!benchmarks/|docsite/)|changelogs/[^/]+$"
    r"|(?:README\.md|SECURITY\.md|CONTRIBUTING\.md|ARCHITECTURE\.md|CHANGELOG\.rst|COPYING|requirements\.txt)$"
)
LOCKS = [*sorted((ROOT / "tests/requirements").glob("*.txt")), ROOT / "tests/bench/requirements.txt"]


def packed(folder: Path, output: Path) -> set[str]:
    """Build the collection in I(folder), and list the files of the artifact."""
    done = ansible("ansible-galaxy", "collection", "build", str(folder), "--output-path", str(output), cwd=output)
    assert done.returncode == 0, done.stdout
    (artifact,) = output.glob("*.tar.gz")
    with tarfile.open(artifact) as archive:
        names = {member.name for member in archive if member.isfile()}
    return names - {"MANIFEST.json", "FILES.json"}


def test_a_stray_file_of_a_checkout_is_not_packed(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    check.export(checkout)
    for name in STRAY.split():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("secret")
    expected = {name for name in check.git_files("--cached") if PACKED.match(name)}
    assert packed(checkout, tmp_path) == expected


def test_a_release_is_built_from_what_git_tracks(tmp_path: Path) -> None:
    checkout, exported = tmp_path / "checkout", tmp_path / "exported"
    shutil.copytree(ROOT / "meta", checkout / "meta")
    for arguments in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=checkout, check=True)
    tracked = check.git_files("--cached", cwd=checkout)
    (checkout / "roles/mine/vars").mkdir(parents=True)
    (checkout / "roles/mine/vars/main.yml").write_text("token: secret")
    exported.mkdir()
    (exported / "left.yml").write_text("of an earlier build")
    check.export(exported, checkout)
    assert {str(path.relative_to(exported)) for path in exported.rglob("*") if path.is_file()} == tracked
    assert tracked == {f"meta/{path.name}" for path in (ROOT / "meta").iterdir()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_each_package_with_its_hashes_and_names_no_host(lock: Path) -> None:
    text = "".join(line for line in lock.read_text().splitlines(keepends=True) if not line.startswith("#"))
    requirements = text.replace("\\\n", "").splitlines()
    assert requirements
    for line in requirements:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [^\\#@/]+)?( +--hash=sha256:[0-9a-f]{64})+", line), line
    assert "://" not in lock.read_text()


def test_a_package_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    """No index is asked: a wheel of no content stands in for a package."""
    wheel = tmp_path / "wheels/a_package-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"what an attacker put there")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"a-package==1.0 --hash=sha256:{'0' * 64}\n")
    # An environment without pip, as where python3-venv was missing, is made anew.
    left = tmp_path / f"venv/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    left.parent.mkdir(parents=True)
    left.symlink_to("/bin/false")
    done = subprocess.run(
        [ROOT / "tests/tools/venv.sh", sys.executable, tmp_path / "venv", lock],
        env={"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode and "DO NOT MATCH THE HASHES" in done.stdout, done.stdout
    assert not (tmp_path / "venv/lock-lock.txt").exists()
