# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documentation work as they stand."""

from __future__ import annotations

import importlib
import os
import re
import sys
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration import shell_support
from ansible_collections.webex.calling.tests.integration.pages import DOCS, blocks, is_playbook, text_of
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, FQCN, ROOT, ansible, call, play, wav

MODULES = sorted(path.stem for path in (ROOT / "plugins/modules").glob("webex_*.py"))
# The recipes are run by test_recipes.py, all in one process.
PAGES = [ROOT / "README.md", *(page for page in sorted(DOCS.glob("*.md")) if page.name != "recipes.md")]
BLOCKS = {page.name: blocks(text_of(page), "yaml") for page in PAGES}
PLAYBOOKS = [
    pytest.param(page, block, id=f"{page}-{number}")
    for page, found in BLOCKS.items()
    for number, block in enumerate(found)
    if is_playbook(block)
]
# What the examples take from elsewhere.
VARIABLES = {"sales_passcode": "284619", "new_passcodes": {ANNA: "284619", BO: "395827"}}


def sources(page: str) -> dict[str, str]:
    """The inventories that a page shows, by their names."""
    named = [re.match(r"# (\S+\.webex\.yml)\n", block) for block in BLOCKS[page]]
    return {found[1]: found.string for found in reversed(named) if found}


def module(name: str) -> t.Any:
    return importlib.import_module(f"ansible_collections.webex.calling.plugins.modules.{name}")


@pytest.mark.parametrize(("page", "playbook"), PLAYBOOKS)
def test_a_playbook_of_the_documentation(emulator: Emulator, tmp_path: Path, page: str, playbook: str) -> None:
    (tmp_path / "playbook.yml").write_text(playbook)
    for name in re.findall(r"\S+\.wav", playbook):
        (tmp_path / name).write_bytes(wav())
    for name, text in sources(page).items():
        (tmp_path / name).write_text(text)
    inventories = [word for name in sources(page) or [f"{ANNA},"] for word in ("-i", name)]
    for arguments in (["--check", "--diff"], []):
        done = ansible("ansible-playbook", *inventories, "playbook.yml", *arguments, cwd=tmp_path)
        assert done.returncode == 0 and "Failed to parse" not in done.stdout, done.stdout
    assert emulator.log


def test_a_token_from_a_vault_in_the_environment(emulator: Emulator, tmp_path: Path) -> None:
    """The commands of the page set it, and no file that they leave holds it."""
    values, decrypt = shell_support.blocks(DOCS / "tokens.md", "From a vault into the environment")
    for name, secret in CLIENT.items():
        values = re.sub(rf"(?<=WEBEX_{name.upper()}=).*", f"'{secret}'", values)
    (tmp_path / "webex.env").write_text(values)
    (tmp_path / "password").write_text("of the vault")
    vault = {"ANSIBLE_VAULT_PASSWORD_FILE": str(tmp_path / "password")}
    assert ansible("ansible-vault", "encrypt", "webex.env", cwd=tmp_path, **vault).returncode == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    without = {name: value for name, value in os.environ.items() if name != "WEBEX_ACCESS_TOKEN"}
    assert "failed=0" in shell_support.paste(decrypt, tmp_path, {**without, **vault, "PATH": path})
    assert emulator.log[0]["path"].endswith("/access_token")
    left = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert len(left) > 9 and not any(secret.encode() in one for one in left for secret in CLIENT.values())


def plan_and_apply(folder: Path) -> dict[str, str]:
    """What the examples of a plan begin with: a folder, a plan of it that was applied, and its journal."""
    assert call("webex_voicemail_export", directory=str(folder / "voicemail"))["changed"]
    people = f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: 9\n"
    (folder / "voicemail/locations/Stockholm/people.yml").write_text(people)
    plan = str(folder / "plan")
    digest: str = call("webex_voicemail_plan", directory=str(folder / "voicemail"), output=plan)["digest"]
    assert call("webex_voicemail_apply", plan=plan, digest=digest)["changed"]
    return {"approved_digest": digest, "vault_support_passcode": "194605"}


@pytest.mark.variants(
    without="stale", because="its tasks follow each other at once, and the next would not see the last"
)
@pytest.mark.variants(
    without="missing nulls",
    because="an example shows, and gives back, what most services tell",
)
@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_and_what_they_return(emulator: Emulator, tmp_path: Path, name: str) -> None:
    (tmp_path / "helpdesk.wav").write_bytes(wav())
    tasks = yaml.safe_load(module(name).EXAMPLES)
    of_files = [f"webex_voicemail_{verb}" for verb in ("plan", "apply", "audit")]
    files = plan_and_apply(tmp_path) if name in of_files else {}
    played = play(tmp_path, *tasks, vars={**VARIABLES, **files})
    assert played.status == 0 and not any(result.get("failed") for result in played.results), played.output
    assert emulator.log
    documented = set(yaml.safe_load(module(name).RETURN)) | {"changed", "diff", "failed", "invocation", "warnings"}
    returned = [set(result) for task, result in zip(tasks, played.results) if FQCN + name in task]
    assert returned and not set().union(*returned) - documented


def test_the_manual_pages(tmp_path: Path) -> None:
    done = ansible("ansible-doc", *(FQCN + name for name in MODULES), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    pages = re.split(r"^> ", done.stdout, flags=re.MULTILINE)[1:]
    for name, page in zip(MODULES, pages, strict=True):
        assert f"{FQCN}{name} " in page.lower().partition("\n")[0]
        assert "access_token" in page and "EXAMPLES" in page
