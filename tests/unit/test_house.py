# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the code, as ARCHITECTURE.md describes it."""

from __future__ import annotations

import ast
import importlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.module_utils._engine.plan import plan_update, to_api
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES
from ansible_collections.webex.calling.tests.tools import generate, returned

ROOT = generate.ROOT
COLLECTION = "ansible_collections.webex.calling"
# From the ground up: a room imports from itself and from those before it.
ROOMS = ("_errors", "_limits", "_http", "_engine", "_owners", "_resources", "_tasks", "_files")
LONGEST_FILE = 300
MOST_LINES_OF_A_DECLARATION = 25


def python_files(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if ROOT / "tests/output" not in path.parents]


def loads(path: Path) -> Iterator[str]:
    """What a file imports when it runs: not what it only names types of."""
    tree = ast.parse(path.read_text())
    tree.body = [one for one in tree.body if not (isinstance(one, ast.If) and "TYPE_CHECKING" in ast.dump(one.test))]
    return imported(path, tree)


def imported(path: Path, tree: ast.AST | None = None) -> Iterator[str]:
    """The names of the modules of this collection that a file imports, without the collection's."""
    for node in ast.walk(tree or ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            assert not node.level or folder_of(path).startswith("tests/"), f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name[len(COLLECTION) + 1 :] for name in names if name.startswith(COLLECTION + "."))


def folder_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(name: str) -> str:
    """The room of a module's dotted name below C(plugins.module_utils)."""
    return name.split(".")[2]


def test_a_filter_loads_nothing_that_sends_requests() -> None:
    """Ansible loads a collection's filters anew for each task that has one."""
    left, loaded = python_files("plugins/filter"), set()
    while left:
        path = left.pop()
        loaded.add(path)
        files = {
            ROOT / f"{one.replace('.', '/')}.py" for name in loads(path) for one in (name, name.rpartition(".")[0])
        }
        left += [file for file in files - loaded if file.is_file()]
    assert ROOT / "plugins/module_utils/_owners/people.py" in loaded
    assert ROOT / "plugins/module_utils/_http/transport.py" not in loaded


@pytest.mark.parametrize("path", python_files("plugins"), ids=folder_of)
def test_no_import_runs_upward(path: Path) -> None:
    below = path.relative_to(ROOT / "plugins").with_suffix("").parts
    for name in imported(path):
        assert name.startswith("plugins."), f"imports {name}"
        if below[0] != "module_utils":
            continue
        assert name.startswith("plugins.module_utils."), f"imports {name}"
        assert ROOMS.index(room_of(name)) <= ROOMS.index(below[1]), f"imports {name}"
        assert below[1] != "_engine" or room_of(name) in ("_engine", "_errors"), f"knows HTTP: imports {name}"


def test_the_picture_shows_the_rooms() -> None:
    """From top to bottom, in the drawing and in what it says to those who do not see it."""
    names = {f"{{http://www.w3.org/2000/svg}}{name}": name for name in ("text", "desc")}
    texts: dict[str, list[str]] = {"text": [], "desc": []}
    for element in ET.parse(ROOT / "docs/images/architecture.svg").iter():
        if element.tag in names:
            texts[names[element.tag]] += re.findall(r"(?<![\w/])_\w+", element.text or "")
    assert texts["text"] == texts["desc"] == list(reversed(ROOMS))


@pytest.mark.parametrize("path", python_files("tests/emulator"), ids=folder_of)
def test_the_emulator_knows_nothing_of_the_collection(path: Path) -> None:
    assert not [name for name in imported(path) if not name.startswith("tests.emulator")]


def test_no_file_is_too_long() -> None:
    files = [*python_files("plugins"), *python_files("tests")]
    assert not [folder_of(path) for path in files if len(path.read_text().splitlines()) > LONGEST_FILE]


def test_what_is_generated_is_current() -> None:
    outdated = [folder_of(path) for path in generate.outdated()]
    assert not outdated, "run make generate"


def test_a_change_of_what_is_generated_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(returned.API, "description", "Something else.")
    names = {path.name for path in generate.outdated()}
    assert {f"{module}.py" for module in RESOURCES} <= names


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)
def test_a_resource_has_two_documented_modules(resource: SettingsResource) -> None:
    for name in (resource.module, resource.module + "_info"):
        module = importlib.import_module(f"{COLLECTION}.plugins.modules.{name}")
        documentation = yaml.safe_load(module.DOCUMENTATION)
        assert documentation["module"] == name and documentation["short_description"]
        assert yaml.safe_load(module.EXAMPLES) and yaml.safe_load(module.RETURN)
        assert callable(module.main) and module.MODULE.arguments["argument_spec"]


def test_a_declaration_is_short() -> None:
    # A voicemail group is an owner of its own.
    own = {resource.module for resource in RESOURCES.values() if resource.module == f"webex_{resource.owner}"}
    lines = {module: lines for module, lines in generate.declaration_lines() if module not in own}
    assert lines and max(lines.values()) <= MOST_LINES_OF_A_DECLARATION, lines


def test_lines_of_code_are_those_that_say_something() -> None:
    source = '"""A docstring\nof two lines."""\n\nfrom __future__ import annotations\n\nA = (\n    1,  # why\n)\n# a comment\n'
    assert generate.lines_of_code(source) == 3


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)
def test_a_documented_sample_is_what_the_module_accepts(resource: SettingsResource) -> None:
    sample = returned.sample_of(resource.fields)
    answer = to_api(resource.fields, sample)
    assert not plan_update(resource, answer, sample).changed
    assert not [sentence for rule in resource.rules if (sentence := rule.violation(sample))]


@pytest.mark.parametrize("kind", OWNER_KINDS.values(), ids=OWNER_KINDS)
def test_what_is_returned_of_an_owner_is_documented(kind: object) -> None:
    resources = [one for one in RESOURCES.values() if OWNER_KINDS[one.owner] is kind]
    for resource in resources:
        for reads in (False, True):
            documented = returned.documentation(resource, reads)
            assert resource.result_key in documented
            assert all(entry["description"] and entry["type"] for entry in documented.values())
            assert ("changes" in documented) != reads
