# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the roles by the collection's playbooks, and what they leave on the server."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.mailboxes import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Json, ansible, known, writes

DAVID, ELENA, FELIX = "david.dahl@example.com", "elena.eriksen@example.com", "felix.fischer@example.com"
LICENSED = (ANNA, BO, CARLA, DAVID, ELENA, FELIX)

# What the profiles leave on the server, as the API shows it.
STANDARD: Json = {
    "enabled": True,
    "sendAllCalls": {"enabled": False},
    "sendBusyCalls": {"enabled": True},
    "sendUnansweredCalls": {"enabled": True, "numberOfRings": 4},
    "notifications": {"enabled": False},
    "transferToNumber": {"enabled": False},
    "emailCopyOfMessage": {"enabled": False},
    "messageStorage": {"mwiEnabled": True, "storageType": "INTERNAL"},
}
PROFILES: dict[str, Json] = {
    "standard": {},
    "hybrid_worker": {
        "notifications": {"enabled": True, "destination": "{email}"},
        "emailCopyOfMessage": {"enabled": True, "emailId": "{email}"},
    },
    "executive": {"transferToNumber": {"enabled": True, "destination": "+1 408 555 1200"}},
    "front_desk": {
        "sendBusyCalls": {"enabled": False},
        "sendUnansweredCalls": {"enabled": True, "numberOfRings": 8},
    },
    "external_mailbox": {
        "messageStorage": {"mwiEnabled": False, "storageType": "EXTERNAL", "externalEmail": "{email}"},
    },
    "voicemail_off": {
        "enabled": False,
        "sendBusyCalls": {"enabled": False},
        "sendUnansweredCalls": {"enabled": False},
        "messageStorage": {"mwiEnabled": False, "storageType": "INTERNAL"},
    },
}


def merged(settings: Json, *changes: Json) -> Json:
    """Settings with changes merged into them."""
    result = dict(settings)
    for change in changes:
        for name, value in change.items():
            result[name] = merged(result.get(name, {}), value) if isinstance(value, dict) else value
    return result


def expected(emulator: Emulator, who: str, *changes: Json) -> Json:
    """What the server holds for somebody now, with changes made. Addresses that only differ in case stay as they are."""
    now = emulator.world.stored(PERSON_VOICEMAIL, emulator.world.person(who))
    text = json.dumps(merged(now, *changes)).replace("{email}", emulator.world.person(who).listed_email)
    after: Json = json.loads(text)
    for section, values in after.items():
        for name, value in values.items() if isinstance(values, dict) else ():
            before = now.get(section, {}).get(name)
            if isinstance(before, str) and before.lower() == str(value).lower():
                values[name] = before
    return emulator.world.shown(PERSON_VOICEMAIL, after)


def state(emulator: Emulator, people: t.Iterable[str] = LICENSED) -> dict[str, Json]:
    """What the server holds for these people."""
    return {one: emulator.world.voicemail(one) for one in people}


def same(left: t.Any) -> t.Any:
    """Missing, null and '' are the same."""
    return known(left)


class Ran(t.NamedTuple):
    """What a run came to: its exit status, its output, the PLAY RECAP, and what it left as stats."""

    status: int
    output: str
    recap: dict[str, int]
    stats: Json


def run(folder: Path, playbook: str, *arguments: str, **variables: t.Any) -> Ran:
    """Run a playbook with variables given by -e."""
    done = ansible(
        "ansible-playbook",
        playbook,
        *arguments,
        "-e",
        json.dumps(variables),
        cwd=folder,
        ANSIBLE_SHOW_CUSTOM_STATS="1",
    )
    recap = {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", done.stdout.rpartition("PLAY RECAP")[2])}
    found = re.search(r"RUN: (\{.*\})", done.stdout)
    return Ran(done.returncode, done.stdout, recap, json.loads(found.group(1)) if found else {})


def thrice(emulator: Emulator, folder: Path, playbook: str, **variables: t.Any) -> tuple[Ran, Ran, Ran]:
    """In check mode, where the server refuses every write; for real; and again, where nothing may be written."""
    checked = run(folder, playbook, "--check", "--diff", **variables)
    done = run(folder, playbook, "--diff", **variables)
    emulator.clear_log()
    again = run(folder, playbook, "--diff", **variables)
    assert writes(emulator) == []
    for one in (checked, done, again):
        assert one.status == 0, one.output
        assert "[WARNING]" not in one.output and "DEPRECATION" not in one.output, one.output
    assert again.recap["changed"] == 0 and checked.recap["changed"] == done.recap["changed"]
    return checked, done, again


ONBOARD, OFFBOARD, BASELINE = (f"webex.calling.{name}" for name in ("onboard", "offboard", "org_baseline"))


def onboarded(ran: Ran) -> Json:
    """What the role of onboarding returned."""
    result: Json = ran.stats["voicemail_onboarding_result"]
    return result


def held(file: Path) -> dict[str, Json]:
    """What a snapshot holds of each address."""
    return {row["key"].lower(): row["settings"] for row in streamed.read(str(file)).rows() if row["kind"] == "person"}
