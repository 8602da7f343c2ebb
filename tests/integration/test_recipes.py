# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/recipes.md: every recipe as it stands, all of them in one run, and what each left on the server."""

from __future__ import annotations

import itertools
import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES, VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.emulator.world import Sound
from ansible_collections.webex.calling.tests.integration.pages import (
    DOCS,
    blocks,
    is_playbook,
    perform,
    play_all,
    sections,
    text_of,
)
from ansible_collections.webex.calling.tests.integration.role_support import ELENA
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    VOICEMAIL,
    Json,
    call,
    known,
    rings,
    wav,
)

RECIPES = {name: text for name, text in sections(text_of(DOCS / "recipes.md")).items() if "```" in text}
NEW_GROUP = RECIPES.pop("A new voicemail group in the files")  # is no playbook
UNDO = RECIPES.pop("Undo a change for a location")  # neither
# Each step of these needs the file that the one before wrote.
IN_STEPS = ("Back to what somebody had", "The organization as files")
VAULT = {"vault_group_passcode": "194605"}
FIRST_PIN = "730164"
GRETA, HUGO = "greta.garcia@example.com", "hugo.hansen@example.com"
INES, MARIA = "ines.ivanova@example.com", "maria.moreau@example.com"


class Left(t.NamedTuple):
    """What the run printed, the emulator after it, and what Carla shall have at the end."""

    output: str
    emulator: Emulator
    carla: Json

    def at(self, location: str) -> dict[str, Json]:
        """The settings of everyone with a licence there, by address."""
        place, world = self.emulator.world.owner("location", location).id, self.emulator.world
        return {one.email: world.voicemail(one) for one in world.people if one.licensed and one.location_id == place}

    def pin(self, who: str) -> str:
        """The passcode that somebody has."""
        return self.emulator.world.passcodes[self.emulator.world.person(who).id]

    def sound(self, who: str) -> Sound:
        """The recording for unanswered calls that somebody uploaded last."""
        return self.emulator.world.sounds[self.emulator.world.person(who).id, "unanswered"]

    def rings(self, *people: str) -> list[int]:
        """Their rings."""
        return [rings(self.emulator, one) for one in people]


def prepare(emulator: Emulator, folder: Path) -> None:
    """What the recipes begin with: a default PIN, an address outside, and the files beside them."""
    world = emulator.world
    world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": True})
    world.set_passcode(None, FIRST_PIN)
    world.set_voicemail(ELENA, {"enabled": False})
    world.set_voicemail(HUGO, {"emailCopyOfMessage": {"enabled": True, "emailId": "hugo@elsewhere.test"}})
    for who in (GRETA, HUGO):
        world.set_voicemail(who, {"sendUnansweredCalls": {"greeting": "DEFAULT", "greetingUploaded": False}})
    for name in ("helpdesk.wav", "helpdesk-new.wav"):
        (folder / name).write_bytes(wav())
    (folder / "people.csv").write_text(*blocks(RECIPES["Rings for everyone in a CSV"], "csv"))


def run(folder: Path, recipes: t.Iterable[str], *arguments: str) -> str:
    """The playbooks of these recipes, by one ansible-playbook."""
    found = {name: blocks(RECIPES[name], "yaml") for name in recipes}
    assert all(texts and all(map(is_playbook, texts)) for texts in found.values())
    return play_all(folder, itertools.chain(*found.values()), VAULT, *arguments)


def e_mail_copies(left: Left) -> None:
    copies = {who: one["emailCopyOfMessage"] for who, one in left.at("Oslo").items()}
    assert len(copies) > 5 and all(one["enabled"] and one["emailId"].lower() == who for who, one in copies.items())


def rings_from_a_csv(left: Left) -> None:
    assert left.rings(ANNA, ELENA) == [5, 8]


def outside(left: Left) -> None:
    said = left.output.partition("Show whose copies go to another domain")[2].partition("PLAY [")[0]
    assert json.loads(said[said.index("{") : said.rindex("}") + 1]) == {"msg": {HUGO: "hugo@elsewhere.test"}}


def nobody(left: Left) -> None:
    said = left.output.partition("Show whose voicemail is switched off, and who has no licence")[2].partition("PLAY [")[
        0
    ]
    told = json.loads(said[said.index("{") : said.rindex("}") + 1])["msg"]
    world = left.emulator.world
    assert ELENA in told["switched_off"] and len(told["switched_off"]) < len(world.people) / 2
    assert {one.lower() for one in told["no_licence"]} == {one.email for one in world.people if not one.licensed}


def new_pins(left: Left) -> None:
    assert [left.pin(one) for one in (ANNA, BO)] == [FIRST_PIN] * 2


def greeting(left: Left) -> None:
    assert left.sound(HUGO).content == wav()


def other_greetings(left: Left) -> None:
    greetings = [left.emulator.world.voicemail(who)["sendUnansweredCalls"]["greeting"] for who in (GRETA, HUGO)]
    assert greetings == ["CUSTOM", "DEFAULT"] and left.sound(GRETA).name == "helpdesk-new.wav"


def virtual_line(left: Left) -> None:
    line = left.emulator.world.voicemail(left.emulator.world.owner("virtual_line", "Sales Line"))
    assert line["enabled"] and line["sendAllCalls"]["enabled"]
    assert line["emailCopyOfMessage"] == {"enabled": True, "emailId": "sales@example.com"}


def voicemail_group(left: Left) -> None:
    world = left.emulator.world
    group = world.owner("group", "Service Desk")
    assert world.stored(VOICEMAIL_GROUP, group)["extension"] == "7300"
    assert world.passcodes[group.id] == VAULT["vault_group_passcode"]


def restored(left: Left) -> None:
    carla = left.emulator.world.person(CARLA).id
    writes = [one for one in left.emulator.log if one["method"] == "PUT" and one["owner_id"] == carla]
    assert len(writes) >= 2  # off-boarded, restored
    assert known(left.emulator.world.voicemail(CARLA)) == known(left.carla)


def organization_as_files(left: Left) -> None:
    assert left.rings(INES, MARIA) == [4, 8]


def new_group_in_the_files(emulator: Emulator, folder: Path) -> None:
    """In the folder that the recipe before it wrote, with a vault that is open."""
    entry, passcodes = blocks(NEW_GROUP, "yaml")
    with (folder / "voicemail/locations/Stockholm/voicemail_groups.yml").open("a") as file:
        file.write(entry)
    (folder / "passcodes.yml").write_text(passcodes)
    for commands in blocks(NEW_GROUP, "shell"):
        perform(commands.replace(" --ask-vault-pass", ""), folder)
    group = emulator.world.owner("group", "Repairs")
    assert emulator.world.stored(VOICEMAIL_GROUP, group)["extension"] == "7310"
    assert emulator.world.passcodes[group.id] == "194605"


def undone(emulator: Emulator, folder: Path) -> None:
    """What a location had before a change."""
    there = [
        one
        for one in emulator.world.people
        if one.licensed and one.location_id == emulator.world.owner("location", "Oslo").id
    ]
    before = [known(emulator.world.voicemail(one)) for one in there]
    keep, *back = blocks(UNDO, "shell")
    perform(keep, folder)
    assert call(VOICEMAIL, location=["Oslo"], email_copy_of_message={"enabled": False})["summary"]["changed"] > 1
    for commands in back:
        perform(commands, folder)
    assert [known(emulator.world.voicemail(one)) for one in there] == before


WHAT_EACH_DOES = {
    "E-mail copies for a location": e_mail_copies,
    "Rings for everyone in a CSV": rings_from_a_csv,
    "Who sends messages outside": outside,
    "Who has no voicemail": nobody,
    "New PINs for a list": new_pins,
    "A greeting for a department": greeting,
    "Replace or reset a greeting": other_greetings,
    "A shared mailbox on a virtual line": virtual_line,
    "A voicemail group for a hunt group": voicemail_group,
    "Back to what somebody had": restored,
    "The organization as files": organization_as_files,
}


@pytest.mark.variants(
    without="missing", because="a restore gives back what the API told before, and there it tells less"
)
def test_every_recipe(emulator: Emulator, tmp_path: Path) -> None:
    assert list(RECIPES) == list(WHAT_EACH_DOES)
    prepare(emulator, tmp_path)
    carla = emulator.world.voicemail(CARLA)
    run(tmp_path, [name for name in RECIPES if name not in IN_STEPS], "--check", "--diff")
    left = Left(run(tmp_path, RECIPES), emulator, carla)
    for check in WHAT_EACH_DOES.values():
        check(left)
    new_group_in_the_files(emulator, tmp_path)
    undone(emulator, tmp_path)
