# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environments for AWX, as ansible-builder takes them."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from ansible_collections.webex.calling.tests.integration.awx_files import AWX, read
from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible
from ansible_collections.webex.calling.tests.tools import addresses

ENVIRONMENTS = sorted(path.name for path in AWX.glob("execution-environment*.yml"))


def test_ansible_builder_takes_the_file_of_a_collection_that_is_not_published(tmp_path: Path) -> None:
    """With what the guide says until it is published."""
    commands, replaced = re.findall(r"^   ```\w+\n(.*?)^   ```", addresses.ON_AWX, flags=re.DOTALL | re.MULTILINE)
    text = (AWX / "execution-environment.yml").read_text().partition("    collections:\n")[0]
    (tmp_path / "environment.yml").write_text(text + textwrap.dedent(replaced))
    (name,) = (one["name"] for one in read(tmp_path / "environment.yml")["dependencies"]["galaxy"]["collections"])
    assert f"mkdir -p docs/awx/{Path(name).parent}\n" in commands and f"/{Path(name).name} docs/awx/" in commands
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(name)
    done = ansible("ansible-builder", "create", "--file", "environment.yml", "--context", "context", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "context/_build" / name).read_text() == name


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_ansible_builder_takes_the_execution_environment(tmp_path: Path, name: str) -> None:
    """With the files beside it that the guide says how to get."""
    version = read(ROOT / "galaxy.yml")["version"]
    for file in (f"collections/webex-calling-{version}.tar.gz", "wheels/requests-2.32.5-py3-none-any.whl"):
        (tmp_path / file).parent.mkdir()
        (tmp_path / file).write_text(file)
    shutil.copy(AWX / name, tmp_path)
    done = ansible("ansible-builder", "create", "--file", name, "--context", "context", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    (asked,) = read(tmp_path / "context/_build/requirements.yml")["collections"]
    (containerfile,) = (tmp_path / "context").glob("*file")
    text = containerfile.read_text()
    stages = dict(re.findall(r"^FROM \S+ AS (\w+)$((?s:.*?))(?=^FROM|\Z)", text, re.MULTILINE))
    if asked.get("type") == "file":
        assert (tmp_path / "context/_build" / asked["name"]).read_text() == asked["name"]
        assert len(list((tmp_path / "context/_build/wheels").iterdir())) == 1
        before, dummy, after = stages["base"].partition("PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels")
        assert "COPY _build/wheels /wheels" in before and "pip install" in after and "pip install" not in before
        assert "$PKGMGR install" not in text  # nor are there packages of the system
    else:
        assert asked == {"name": "webex.calling", "version": version}
    # The token of Automation Hub is in no stage that ends up in the image.
    assert not [one for one in stages if "TOKEN" in stages[one] and one != "galaxy"]
    # What the guide says of an image by its digest.
    assert re.search(r"^ARG EE_BASE_IMAGE=.*\n(?s:.*)^FROM \$EE_BASE_IMAGE ", text, re.MULTILINE)
    assert "--build-arg EE_BASE_IMAGE=" in (AWX / "README.md").read_text()


def test_the_execution_environments_hold_what_is_tested() -> None:
    """Exactly one ansible-core without CVE-2024-11079 (in others an answer may be rendered), and one ansible-runner."""
    tested = {
        "ansible_core": (ROOT / "tests/requirements/core-2.18.txt").read_text(),
        "ansible_runner": (ROOT / "tests/requirements/test.txt").read_text(),
    }
    own = [read(AWX / name)["dependencies"] for name in ENVIRONMENTS if "-hub" not in name]
    assert len(own) == 2
    for dependencies in own:
        for name, locked in tested.items():
            requirement = Requirement(dependencies[name]["package_pip"])
            assert str(requirement.specifier).startswith("==") and f"\n{requirement} " in f"\n{locked}"
    assert list(Requirement(own[0]["ansible_core"]["package_pip"]).specifier.filter(["2.18.18", "2.18.19"])) == [
        "2.18.19"
    ]
    for page in ("README.md", "SECURITY.md", "docs/awx/README.md"):
        text = (ROOT / page).read_text()
        assert page == "docs/awx/README.md" or all(least in text for least in ("2.16.19", "2.17.14", "2.18.19"))
        assert "CVE-2024-11079" in text


def test_the_guide_gets_all_that_is_needed_without_internet() -> None:
    """The packages that it downloads are those that the execution environment names, and those of ansible-builder's own steps."""
    guide = (AWX / "README.md").read_text()
    dependencies = read(AWX / "execution-environment-offline.yml")["dependencies"]
    (packages,) = re.findall(r"pip download --dest /here/wheels \\\n +(.*)\n", guide)
    assert set(packages.split()) == {
        *(dependencies[name]["package_pip"] for name in ("ansible_core", "ansible_runner")),
        *(ROOT / "requirements.txt").read_text().replace(">=2.25", "").split(),
        *("bindep", "pyyaml", "packaging", "dumb-init==1.2.5"),
    }
