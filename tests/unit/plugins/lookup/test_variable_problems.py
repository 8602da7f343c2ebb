# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Misspelt variables, of every role and every playbook."""

from __future__ import annotations

import re
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.lookup.variable_problems import misspelt, options_of

ROOT = Path(__file__).resolve().parents[4]
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())
PLAYS: dict[str, dict[str, t.Any]] = {
    path.stem: yaml.safe_load(path.read_text())[0] for path in sorted((ROOT / "playbooks").glob("*.yml"))
}
IMPORT, CHECK = "ansible.builtin.import_role", "Fail if anything is wrong with the variables"
OF_THEIR_OWN = {name: play for name, play in PLAYS.items() if IMPORT not in play["tasks"][0]}


def known_and_used(name: str) -> tuple[list[str], set[str]]:
    """The variables of a role or a playbook, and the names that it works with."""
    if name in ROLES:
        return options_of(str(ROOT / "roles" / name), f"{name}_")
    text = (ROOT / f"playbooks/{name}.yml").read_text()
    return PLAYS[name]["vars"][f"{name}_variables"], set(re.findall(rf"\b{name}_\w+", text))


def test_every_role_and_every_playbook_checks_its_variables_first() -> None:
    for name in ROLES:
        (block,) = yaml.safe_load((ROOT / f"roles/{name}/tasks/main.yml").read_text())
        assert block["block"][0]["name"] == CHECK and f"prefix='{name}_'" in str(block["block"][0]["vars"])
    for name, play in PLAYS.items():
        first = play["tasks"][0]
        if name in OF_THEIR_OWN:
            assert first["name"] == CHECK and f"known={name}_variables" in str(first["vars"])
        else:
            assert first[IMPORT]["name"].rpartition(".")[2] in ROLES and len(play["tasks"]) == 1


def test_every_variable_of_a_module_s_playbook_is_known() -> None:
    for name, play in OF_THEIR_OWN.items():
        taken = re.findall(rf"\b({name}_\w+) \| default\(", (ROOT / f"playbooks/{name}.yml").read_text())
        assert set(taken) <= set(play["vars"][f"{name}_variables"])


@pytest.mark.parametrize("name", [*ROLES, *OF_THEIR_OWN])
def test_what_is_misspelt_is_refused_and_what_is_somebody_s_own_is_not(name: str) -> None:
    known, used = known_and_used(name)
    prefix = f"{name}_"
    assert all(one.startswith(prefix) for one in known)
    assert misspelt([*known, f"{prefix}owner", f"{prefix}team_2", "people", name], prefix, known) == []
    for one in known:
        typo = one[:-2] + one[-1]
        if typo not in known:
            (sentence,) = misspelt([typo], prefix, known)
            assert sentence.startswith(f"There is no variable {typo}. Did you mean {prefix}")
    if name not in ROLES:  # a role's are left out by the lookup
        assert misspelt(used, prefix, known) == []


def test_the_results_of_a_role_are_none_of_its_options() -> None:
    """In a workflow of AWX they are variables of the next job."""
    known, used = known_and_used("voicemail_offboarding")
    assert {"voicemail_offboarding_before", "voicemail_offboarding_result"} <= used - set(known)
