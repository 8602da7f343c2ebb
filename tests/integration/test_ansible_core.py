# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection asks of ansible-core, and says of it. `make matrix` runs this on the least patch releases."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, play, task

READ = "webex_person_voicemail_info"
LEAST = ["2.16.19", "2.17.14", "2.18.19"]


@pytest.mark.variants(without="missing nulls", because="the setting that it changes is not told there")
def test_a_template_in_an_answer_is_not_run_by_hostvars(emulator: Emulator, tmp_path: Path) -> None:
    """What is read by hostvars and kept as a fact stays text: with CVE-2024-11079 it is run."""
    mark = tmp_path / "mark"
    template = f"{{{{ lookup('pipe', 'touch {mark}') }}}}"
    emulator.fault("mutate", {"path": "voicemail"}, path="faxMessage.extension", to=template)
    note = "Fax {{ hostvars.localhost.result_0.voicemail.fax_message.extension }}"
    played = play(
        tmp_path,
        task(READ, person=ANNA),
        {"ansible.builtin.set_fact": {"note": note}},
        {"ansible.builtin.debug": {"msg": "{{ note }}"}},
        arguments=["--inventory", "localhost,", "--connection", "local"],
        vars={"ansible_python_interpreter": sys.executable},
    )
    assert played.results[2]["msg"] == f"Fax {template}", played.output
    assert not mark.exists()


@pytest.mark.parametrize("page", ["README.md", "SECURITY.md"])
def test_the_least_patch_releases_are_named(page: str) -> None:
    assert ", ".join(LEAST) in (ROOT / page).read_text()


def test_the_least_patch_releases_are_accepted() -> None:
    asked = SpecifierSet(yaml.safe_load((ROOT / "meta/runtime.yml").read_text())["requires_ansible"])
    assert all(asked.contains(version) for version in [*LEAST, "2.19.0", "2.21.5"])
    assert not asked.contains("2.16.18")
