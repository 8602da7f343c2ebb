# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin in a real ansible-inventory."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.integration.support import ansible

Json = dict[str, t.Any]
PLUGIN = "webex.calling.webex"
AS_SPELLED = pytest.mark.variants(without="email-case", because="a host is called as the API spells its address")


class Inventory(t.NamedTuple):
    """What ansible-inventory told: each host's variables, the hosts of each group, and all that it printed as one line."""

    hosts: Json
    groups: dict[str, list[str]]
    output: str
    text: str


def config(folder: Path, name: str = "hosts.webex.yml", **options: t.Any) -> Path:
    """The configuration of an inventory, as a file."""
    path = folder / name
    path.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}))
    return path


def inventory(folder: Path, *arguments: str, source: Path | None = None, **options: t.Any) -> Inventory:
    """What ansible-inventory makes of these options, or of the configuration I(source)."""
    printed = folder / "inventory.json"
    printed.unlink(missing_ok=True)
    path = source or config(folder, **options)
    done = ansible(
        *("ansible-inventory", "-i", str(path), "--list", "--output", str(printed), *arguments),
        cwd=folder,
    )
    text = printed.read_text() if printed.exists() else "{}"
    found = json.loads(text)
    hosts = found.pop("_meta", {}).get("hostvars", {})
    groups = {name: group["hosts"] for name, group in found.items() if "hosts" in group}
    output = done.stdout.replace("DEPRECATION WARNING", "DEPRECATION")  # of ansible-core itself, in some releases
    output = re.sub(r"(?<=\w)-\n(?=\w)", "-", output)  # before ansible-core 2.19 a warning is wrapped within words, too
    return Inventory(hosts, groups, " ".join(output.split()), text)
