# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot, any changes by others, a plan from the snapshot, apply: everything that can be written is as it was."""

from __future__ import annotations

import json
import random
import typing as t
from pathlib import Path

from ansible_collections.webex.calling.plugins.module_utils._files import streamed, wanted
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import (
    LOCATION_VOICEMAIL,
    ORG_VOICEMAIL,
    ORG_VOICEMAIL_RULES,
    VOICE_PORTAL,
    VOICEMAIL_GROUP,
)
from ansible_collections.webex.calling.tests.integration.support import call
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    any_settings,
    desired,
    nested,
    on_server,
    refused,
    tell,
)

# With a licence they are 10,000, and a share of that for every day.
PEOPLE = 11_700 if FULL else 150
SOME = {"notifications": {"enabled": False}, "faxMessage": {"enabled": False}}


def others_write(emulator: Emulator, rng: random.Random) -> int:
    """Other administrators change most of what there is. How many people they change."""
    world, people = emulator.world, 0
    for person in [one for one in world.people if one.licensed]:
        after = desired(emulator, person.email, on_server(emulator, person.email), any_settings(rng))
        if not refused(emulator, person.email, after):
            world.set_voicemail(person, nested(after))
            people += 1
    for one in (*world.workspaces, *world.virtual_lines):
        world.set_voicemail(
            one, {**SOME, "enabled": rng.random() < 0.5, "sendAllCalls": {"enabled": rng.random() < 0.5}}
        )
    for number, group in enumerate(world.groups):
        world.set_settings(VOICEMAIL_GROUP, {**SOME, "enabled": bool(number % 2)}, group)
    for location in world.locations:
        flag = not world.stored(LOCATION_VOICEMAIL, location)["voicemailTranscriptionEnabled"]
        world.set_settings(LOCATION_VOICEMAIL, {"voicemailTranscriptionEnabled": flag}, location)
        world.set_settings(VOICE_PORTAL, {"name": f"Portal {rng.randrange(1000)}"}, location)
    flags = {name: not value for name, value in world.org_settings.items() if isinstance(value, bool)}
    world.set_settings(ORG_VOICEMAIL, flags)
    world.set_settings(
        ORG_VOICEMAIL_RULES, {"expirePasscode": {"enabled": True, "numberOfDays": rng.randrange(15, 100)}}
    )
    return people


def kept(path: Path) -> dict[tuple[str, str], t.Any]:
    """What a snapshot holds that can be written."""
    rows = streamed.read(str(path)).rows()
    return {(one["kind"], one["id"]): wanted.writable(KINDS[one["kind"]], one["settings"]) for one in rows}


def test_everything_is_as_it_was(tmp_path: Path) -> None:
    """A group that was deleted is made again, with another ID."""
    before, after, plan = tmp_path / "before", tmp_path / "after", tmp_path / "plan"
    options: dict[str, t.Any] = {"concurrency": 20}
    with Emulator(people=PEOPLE) as emulator:
        options.update(api_url=emulator.url, access_token=emulator.environment["WEBEX_ACCESS_TOKEN"])
        first = call("webex_voicemail_export", snapshot=str(before), **options)
        assert not first.get("failed"), first["msg"]
        changed = others_write(emulator, random.Random(FULL))
        deleted = emulator.world.groups[-1]
        name = emulator.world.stored(VOICEMAIL_GROUP, deleted)["name"]
        emulator.world.remove(deleted)
        planned = call("webex_voicemail_plan", snapshot=str(before), output=str(plan), **options)
        assert planned["plan_status"] == "changes", planned
        digest = json.loads((plan / "summary.json").read_text())["digest"]
        done = call("webex_voicemail_apply", plan=str(plan), digest=digest, passcodes={name: "194605"}, **options)
        assert not done.get("failed"), done["msg"]
        assert done["results"]["applied"] > changed > 0
        last = call("webex_voicemail_export", snapshot=str(after), **options)
        assert not last.get("failed") and not emulator.problems
    was, now = kept(before), kept(after)
    gone = ("voicemail_group", deleted.id)
    made = {key: one for key, one in now.items() if key not in was}
    assert len(made) == 1 and {key: one for key, one in was.items() if key != gone} == {
        key: one for key, one in now.items() if key not in made
    }
    tell(
        objects=len(was), people=sum(kind == "person" for kind, dummy in was), changed=changed, applied=done["results"]
    )
