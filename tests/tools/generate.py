# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write what Ansible wants repeated, from the registry of resources: generate.py [--check].

These are the RETURN blocks and the last lines of modules, the documentation of the options that select owners, meta/runtime.yml, and
the tables of modules and permissions in README.md and docs/, and the JSON Schemas of the
organization's files. With --check nothing is written, and it fails where a file is not current.
"""

from __future__ import annotations

import ast
import difflib
import importlib
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES
from ansible_collections.webex.calling.tests.tools import addresses, options, permissions, returned, schemas
from ansible_collections.webex.calling.tests.tools.markers import between_markers

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "plugins/modules"
DECLARATIONS = ROOT / "plugins/module_utils/_resources"
PACKAGE = "ansible_collections.webex.calling.plugins.module_utils"
LICENCE = "".join(Path(__file__).read_text().splitlines(keepends=True)[:3])
# The action of all modules is named as this one.
ACTION = "webex_person_voicemail"
# In the RETURN block of a module that returns more than settings, what stands below this line is written here, and the rest by hand.
COMMON = "# What is below is written by make generate.\n"

# Modules whose owners are of one of several kinds, and what they change.
_MAILBOXES = ("person", "workspace", "virtual_line")
SEVERAL: dict[str, tuple[tuple[str, ...], Json]] = {
    "webex_voicemail_greeting": (
        _MAILBOXES,
        {"field": "send_busy_calls.greeting", "before": "DEFAULT", "after": "CUSTOM"},
    ),
    "webex_voicemail_passcode": ((*_MAILBOXES, "location"), {"field": "passcode", "before": None, "after": None}),
}
WIDTH = 120  # of a line of Python

GLUE = """
{imports}
from {package}._tasks.module import {factory}

MODULE = {factory}({resource})
main = MODULE.main

if __name__ == "__main__":
    main()
"""


class Dumper(yaml.SafeDumper):
    """YAML as Ansible's documentation writes it: lists indented, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Called by the dumper."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Called by the dumper."""
        return True


Dumper.add_representer(
    returned.OneLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def dump(data: Json) -> str:
    """I(data) as YAML."""
    return yaml.dump(data, Dumper=Dumper, sort_keys=False, width=128, allow_unicode=True)


def outputs() -> dict[Path, str]:
    """All files that are written here, in whole or in part, and what belongs into them."""
    names = sorted(path.stem for path in MODULES.glob("webex_*.py"))
    files = {MODULES / f"{name}.py": module_file(name) for name in names}
    files[ROOT / "plugins/doc_fragments/owners.py"] = fragments_file()
    files[ROOT / "meta/runtime.yml"] = runtime_file(names)
    files.update(schemas.files(ROOT))
    files.update(addresses.files(ROOT))
    for page, tables in {
        "README.md": {"modules": modules_table(names)},
        "docs/permissions.md": {"permissions": permissions.table(names)},
    }.items():
        text = files.get(ROOT / page) or (ROOT / page).read_text()
        for marker, table in tables.items():
            text = between_markers(page, text, marker, table)
        files[ROOT / page] = text
    return files


def resource_of(name: str) -> SettingsResource | None:
    """The resource whose module or twin is called I(name); None where the module is not one of settings."""
    return RESOURCES.get(name) or RESOURCES.get(name.removesuffix("_info"))


def module_file(name: str) -> str:
    """The module I(name): documentation and examples as they are, the rest generated where it follows from a resource."""
    text = (MODULES / f"{name}.py").read_text()
    block = re.compile(r'^RETURN = r"""\n(.*?)"""\n', flags=re.DOTALL | re.MULTILINE)
    found, resource = block.search(text), resource_of(name)
    if found and COMMON in found[1]:
        own = found[1].partition(COMMON)[0]
        failure = {one.name: one.entry("on failure") for one in returned.failure_keys("GET", "/people/me")}
        body = own + COMMON + dump({**failure, "api": returned.API})
    elif name in SEVERAL:
        kinds, change = SEVERAL[name]
        body = dump(returned.documentation_of_several([OWNER_KINDS[kind] for kind in kinds], change))
    elif resource:
        body = dump(returned.documentation(resource, reads=name.endswith("_info")))
    else:
        sys.exit(f"plugins/modules/{name}.py: RETURN must hold the line: {COMMON}")
    written = f'RETURN = r"""\n{body}"""\n'
    text = text[: found.start()] + written + text[found.end() :] if found else f"{text.rstrip()}\n\n{written}"
    return text if "MODULE" in text or resource is None else text + glue(name, resource)


def glue(name: str, resource: SettingsResource) -> str:
    """The last lines of a module of settings."""
    declaration, constant = declaration_of(resource)
    factory = "info_module" if name.endswith("_info") else "settings_module"
    imports = f"from {PACKAGE}._resources.{declaration} import {constant}"
    if len(imports) > WIDTH:
        imports = imports.replace(constant, f"(\n    {constant},\n)")
    return GLUE.format(imports=imports, package=PACKAGE, resource=constant, factory=factory)


def declaration_of(resource: SettingsResource) -> tuple[str, str]:
    """The file and the name of a declaration, which follow from the name of its module."""
    name = resource.module.removeprefix("webex_")
    declared = importlib.import_module(f"{PACKAGE}._resources.{name}")
    if getattr(declared, name.upper(), None) is not resource:
        sys.exit(f"plugins/module_utils/_resources/{name}.py must declare {resource.module} as {name.upper()}")
    return name, name.upper()


def fragments_file() -> str:
    """The documentation of the options that select owners, for each kind of owner that has any."""
    text = (
        f'{LICENCE}"""The options that select owners, documented once a kind of owner. Written by make generate."""\n\n'
    )
    text += "from __future__ import annotations\n\n\nclass ModuleDocFragment:\n"
    text += '    """For each kind of owner those of the modules that change settings, and of those that read them; and what all have."""\n'
    sections = options.common()
    for name, kind in OWNER_KINDS.items():
        if name in options.NAMES:
            sections[name.upper()] = options.documentation(kind, reads=False)
            sections[f"{name.upper()}_INFO"] = options.documentation(kind, reads=True)
    return text + "".join(f'\n    {name} = r"""\n{dump({"options": one})}"""\n' for name, one in sections.items())


def runtime_file(names: list[str]) -> str:
    """meta/runtime.yml with the action group of all modules, and the action of each."""
    head = (ROOT / "meta/runtime.yml").read_text().partition("action_groups:")[0]
    routes = {name: {"action_plugin": f"webex.calling.{ACTION}"} for name in names if name != ACTION}
    return head + dump({"action_groups": {"all": names}, "plugin_routing": {"modules": routes}})


def modules_table(names: list[str]) -> str:
    """What each module does; its twin beside it."""
    rows = ["| module | information module | description |", "| --- | --- | --- |"]
    for name in names:
        twin = f"{name}_info"
        if not (name.endswith("_info") and name.removesuffix("_info") in names):
            rows.append(f"| `{name}` | {f'`{twin}`' if twin in names else ''} | {short_description(name)} |")
    return "\n".join(rows) + "\n"


def short_description(name: str) -> str:
    """What the documentation of the module I(name) says in one line."""
    for node in ast.parse((MODULES / f"{name}.py").read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOCUMENTATION":
            return str(yaml.safe_load(ast.literal_eval(node.value))["short_description"])
    raise LookupError(f"{name} has no documentation")


def lines_of_code(source: str) -> int:
    """How many lines of I(source) are neither blank nor comment nor docstring, nor the first import of every file here."""
    lines: set[int] = set()
    ignored = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in ignored:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def declaration_lines() -> Iterator[tuple[str, int]]:
    """For each resource the lines of Python that it costs: those of its file, and those that name it in the registry."""
    registry = (DECLARATIONS / "registry.py").read_text().splitlines()
    for resource in RESOURCES.values():
        declaration, constant = declaration_of(resource)
        named = sum(re.search(rf"\b{constant}\b", line) is not None for line in registry)
        yield resource.module, lines_of_code((DECLARATIONS / f"{declaration}.py").read_text()) + named


def outdated() -> dict[Path, tuple[str, str]]:
    """The files that are not as they should be: what they hold, and what belongs into them."""
    found = {path: (path.read_text() if path.exists() else "", text) for path, text in outputs().items()}
    return {path: (now, text) for path, (now, text) in found.items() if now != text}


def main(check: bool) -> int:
    """Write the files, or say which are not current."""
    found = outdated()
    for path, (now, text) in found.items():
        name = str(path.relative_to(ROOT))
        if check:
            lines = difflib.unified_diff(now.splitlines(True), text.splitlines(True), name, f"{name} (make generate)")
            sys.stdout.writelines(lines)
        else:
            path.write_text(text)
            print(f"written: {name}")
    if check and found:
        print("Not current: run make generate.")
        return 1
    print("lines of Python that a resource costs:")
    for module, lines in declaration_lines():
        print(f"  {module:40}{lines:4}")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
