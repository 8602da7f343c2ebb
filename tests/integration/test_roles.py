# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every role has, and the organization's baseline."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import BASELINE, run
from ansible_collections.webex.calling.tests.integration.support import ROOT, Json, ansible, methods, puts

ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())


@pytest.mark.variants(
    without="stale", because="its tasks follow each other at once, and the next would not see the last"
)
def test_the_baselines(emulator: Emulator, tmp_path: Path) -> None:
    """One after the other in one playbook: each in check mode, for real, and again."""
    before = emulator.world.org_settings
    expire_read = {
        "message_expiry_enabled": True,
        "number_of_days_for_message_expiry": 90,
        "strict_deletion_enabled": False,
    }
    baselines: list[tuple[Json, Json]] = [
        ({"retention": "expire_read", "retention_days": 90, "forwarding": False}, expire_read),
        ({"retention": "expire_all", "retention_days": "30", "forwarding": "true"}, {"strict_deletion_enabled": True}),
        ({"retention": "keep_all"}, {"message_expiry_enabled": False}),
    ]
    tasks: list[Json] = []
    for variables, dummy in baselines:
        for check in (True, False, False):
            tasks += [
                {
                    "ansible.builtin.include_role": {
                        "name": "webex.calling.org_voicemail",
                        "apply": {"check_mode": check},
                    },
                    "vars": {f"org_voicemail_{name}": value for name, value in variables.items()},
                },
                {"ansible.builtin.set_fact": {"told": "{{ told | default([]) + [org_voicemail_result] }}"}},
            ]
    tasks.append({"ansible.builtin.copy": {"content": "{{ told | to_json }}", "dest": "told.json", "mode": "0600"}})
    (tmp_path / "baselines.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    done = ansible("ansible-playbook", "baselines.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.json").read_text())
    assert [one["changed"] for one in told] == [True, True, False] * 3
    for number, (dummy, named) in enumerate(baselines):
        checked, real, again = told[number * 3 : number * 3 + 3]
        assert checked["voicemail"] == real["voicemail"] == again["voicemail"]
        assert real["voicemail"].items() >= named.items()
    assert emulator.world.org_settings == {
        **before,
        "messageExpiryEnabled": False,
        "numberOfDaysForMessageExpiry": 30,
        "strictDeletionEnabled": True,
        "voiceMessageForwardingEnabled": True,
    }
    settings = "/telephony/config/voicemail/settings"
    assert (
        methods(emulator) == [f"{method} {settings}" for method in ("GET", "GET", *["PUT"] * puts(emulator), "GET")] * 3
    )
    ran = run(tmp_path, BASELINE, "--check", "--diff", org_voicemail_retention="expire_read")
    assert "Messages are deleted after 30 days, once they were read." in ran.output
    assert "The settings would be changed." in ran.output and ran.stats["org_voicemail_result"]["check_mode"] is True
    assert emulator.stats()["writes"] == 3


def spec(role: str) -> Json:
    found: Json = yaml.safe_load((ROOT / "roles" / role / "meta/argument_specs.yml").read_text())["argument_specs"]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_the_readme_and_the_defaults_are_those_of_the_argument_spec(role: str) -> None:
    options = spec(role)["main"]["options"]
    defaults = yaml.safe_load((ROOT / "roles" / role / "defaults/main.yml").read_text())
    assert defaults == {name: option.get("default") for name, option in options.items()}
    readme = (ROOT / "roles" / role / "README.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|", readme, flags=re.MULTILINE)
    table = {name: (kind, default) for name, kind, default in rows if name.startswith(role)}
    assert table == {
        name: (option["type"], f"`{json.dumps(option['default'])}`" if "default" in option else "")
        for name, option in options.items()
    }
    for option in options.values():
        for choice in option.get("choices", []):
            assert f"`{choice}`" in readme


@pytest.mark.parametrize("role", ROLES)
def test_the_playbook_of_the_readme(emulator: Emulator, tmp_path: Path, role: str) -> None:
    playbook = next(re.finditer(r"```yaml\n(- .*?)```", (ROOT / "roles" / role / "README.md").read_text(), re.DOTALL))
    (tmp_path / "playbook.yml").write_text(playbook.group(1))
    emulator.read_only = True
    ran = run(tmp_path, "playbook.yml", "--check", "--diff")
    assert ran.status == 0 and ran.recap["changed"], ran.output


@pytest.mark.parametrize("role", ROLES)
def test_every_variable_has_the_prefix_of_the_role(role: str) -> None:
    for folder in ("defaults", "vars"):
        assert all(
            name.startswith(role + "_")
            for name in yaml.safe_load((ROOT / "roles" / role / folder / "main.yml").read_text())
        )
    assert "no_log" not in (ROOT / "roles" / role / "tasks/main.yml").read_text()
