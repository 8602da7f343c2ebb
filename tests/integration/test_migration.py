# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/migration: every playbook and command as it stands, what each left on the server, and the way back from all of them."""

from __future__ import annotations

import ast
import copy
import re
import textwrap
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.pages import (
    DOCS,
    blocks,
    is_playbook,
    perform,
    play_all,
    text_of,
)
from ansible_collections.webex.calling.tests.integration.role_support import DAVID, ELENA, FELIX
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, Json, call, known, rings

PAGES = {path.stem: text_of(path) for path in sorted((DOCS / "migration").glob("*.md"))}
(NEW_PIN,) = re.findall(r'`vault_default_pin: "(\d+)"`', PAGES["cucm"])
LIAM, MARIA = "liam.larsen@example.com", "maria.moreau@example.com"
# Files that are used as a list of changes.
CHANGES = {"control-hub": "calling_data.csv", "wxc_sdk": "modify_voicemail.csv", "wxcadm": "vm_config.csv"}
GRETA, HUGO, INES, NILS, QUINN, XENIA = (
    f"{one}@example.com"
    for one in ("greta.hansen", "hugo.ivanova", "ines.ivanova", "nils.novak", "quinn.quist", "xenia.xu")
)
PEDRO, VIKTOR, ZOE = "pedro.patel@example.com", "viktor.vogel@example.com", "zoe.zhang@example.com"


def prepare(folder: Path) -> None:
    """The files that the pages show, by the names that they say."""
    names = [
        ("control-hub", "csv", ["exported_users.csv", CHANGES["control-hub"]]),
        ("wxc_sdk", "json", ["saved.json"]),
        ("wxc_sdk", "csv", [CHANGES["wxc_sdk"]]),
        ("wxcadm", "csv", [CHANGES["wxcadm"]]),
        ("cucm", "csv", ["phones.csv", "users.csv"]),
        ("cucm", "python", ["merge.py"]),
    ]
    for page, language, files in names:
        for name, block in zip(files, blocks(PAGES[page], language), strict=True):
            assert f"`{name}`" in PAGES[page]
            (folder / name).write_text(block)


def playbooks() -> list[str]:
    """All that the pages show, in an order in which they work; the list of changes with the file of each page that points at it."""
    found = {page: [one for one in blocks(text, "yaml") if is_playbook(one)] for page, text in PAGES.items()}
    (changes,) = found.pop("README")
    assert {page for page, text in PAGES.items() if "(README.md#use-a-csv-as-a-list-of-changes)" in text} == set(
        CHANGES
    )
    assert [len(one) for one in found.values()] == [1, 2, 2, 1] and changes.count("changes.csv") == 1
    return [*(changes.replace("changes.csv", name) for name in CHANGES.values()), *sum(found.values(), [])]


def only_the_columns_changed(emulator: Emulator, before: dict[str, Json]) -> None:
    """Of the people in lists of changes; and calls of those whose phones are not known."""
    expected = {one: copy.deepcopy(before[one]) for one in (GRETA, HUGO, INES, QUINN)}
    expected[GRETA]["sendUnansweredCalls"]["numberOfRings"] = expected[INES]["sendUnansweredCalls"]["numberOfRings"] = 6
    expected[INES]["sendBusyCalls"]["enabled"] = True
    for who in (QUINN, HUGO):
        assert expected[who]["messageStorage"]["storageType"] == "EXTERNAL"
        expected[who]["messageStorage"]["storageType"] = "INTERNAL"
        if "hidden-texts" in emulator.variants:
            expected[who]["messageStorage"].pop("externalEmail")
    assert {who: known(emulator.world.voicemail(who)) for who in expected} == expected
    for who in (NILS, XENIA):
        now = known(emulator.world.voicemail(who))
        for calls in ("sendAllCalls", "sendBusyCalls", "sendUnansweredCalls"):
            assert now.get(calls) == before[who].get(calls)
    told = emulator.world.voicemail(XENIA)["notifications"]
    assert told["enabled"] and told["destination"].lower() == XENIA


def was_moved(emulator: Emulator) -> None:
    """What the playbooks say is on the server."""
    world = emulator.world
    assert [rings(emulator, one) for one in (DAVID, LIAM, MARIA)] == [4, 2, 20]
    david, liam, maria = (world.voicemail(one) for one in (DAVID, LIAM, MARIA))
    assert [one["sendBusyCalls"]["enabled"] for one in (david, liam, maria)] == [True, False, True]
    assert [one["messageStorage"]["storageType"] for one in (david, liam, maria)] == [
        "INTERNAL",
        "INTERNAL",
        "EXTERNAL",
    ]
    assert liam["emailCopyOfMessage"]["enabled"] and liam["emailCopyOfMessage"]["emailId"].lower() == LIAM
    assert {world.passcodes[world.person(one).id] for one in (DAVID, LIAM, MARIA)} == {NEW_PIN}
    lisbon = world.owner("location", "Lisbon").id
    there = [one for one in world.people if one.licensed and one.location_id == lisbon]
    assert len(there) > 5 and {rings(emulator, one.email) for one in there} == {5}
    assert [rings(emulator, one) for one in (VIKTOR, ZOE, PEDRO)] == [6, 6, 7]
    for who in (ELENA, FELIX, VIKTOR, ZOE):
        told = world.voicemail(who)["notifications"]
        assert told["enabled"] and told["destination"].lower() == who


@pytest.mark.variants(
    without="broken-rules",
    because="a page sets more rings than the maximum there, and what breaks a rule cannot be set again",
)
@pytest.mark.variants(
    without="missing", because="a restore gives back what the API told before, and there it tells less"
)
def test_every_page(emulator: Emulator, tmp_path: Path) -> None:
    before = {one.email: known(emulator.world.voicemail(one)) for one in emulator.world.people if one.licensed}
    prepare(tmp_path)
    commands = {name: blocks(text, "shell") for name, text in PAGES.items()}
    keep, *go_back = commands.pop("README")
    perform(keep, tmp_path)
    for block in sum(commands.values(), []):
        perform(block, tmp_path)
    variables = {"vault_default_pin": NEW_PIN}
    play_all(tmp_path, playbooks(), variables, "--check", "--diff")
    play_all(tmp_path, playbooks(), variables)
    was_moved(emulator)
    only_the_columns_changed(emulator, before)
    for block in go_back:
        perform(block, tmp_path)
    assert {who: known(emulator.world.voicemail(who)) for who in before} == before


def test_what_people_choose_themselves_is_no_drift(emulator: Emulator, tmp_path: Path) -> None:
    folder, file = tmp_path / "voicemail", tmp_path / "voicemail/profiles.yml"
    call("webex_voicemail_export", directory=str(folder))
    (personal,) = re.findall(r"^   ```yaml\n(.*?)^   ```", PAGES["control-hub"], flags=re.DOTALL | re.MULTILINE)
    file.write_text(file.read_text() + textwrap.dedent(personal))
    (folder / "locations/Stockholm/people.yml").write_text(f"{ANNA}: standard\n")
    emulator.world.set_voicemail(
        ANNA, {"sendBusyCalls": {"enabled": False}, "sendUnansweredCalls": {"numberOfRings": 9}}
    )
    call("webex_voicemail_plan", directory=str(folder), output=str(tmp_path / "plan"))
    plan = (tmp_path / "plan/plan.jsonl").read_text()
    assert ANNA in plan and "send_busy_calls.enabled" in plan and "send_unanswered_calls.number_of_rings" not in plan


def test_the_scripts_are_python() -> None:
    for script in blocks(PAGES["wxc_sdk"], "python") + blocks(PAGES["wxcadm"], "python"):
        ast.parse(script)


def test_the_names_of_modules_and_options_are_ours() -> None:
    named = set(re.findall(r"\b(?:[a-z]+_)+[a-z]+(?:\.[a-z_]+)?\b", "\n".join(PAGES.values())))
    modules = {path.stem for path in (ROOT / "plugins/modules").glob("*.py")}
    sections = {leaf.partition(".")[0] for leaf in LEAVES}
    assert len(named & modules) > 12 and not {name for name in named if name.startswith("webex_")} - modules - {
        "webex_calling"
    }
    options = {name for name in named if "." in name and name.partition(".")[0] in sections}
    assert len(options) >= 12 and not options - set(LEAVES)
