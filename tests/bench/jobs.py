# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What else one task does for many: voicemail groups, greetings, passcodes, the organization as files."""

from __future__ import annotations

import functools
import struct
import typing as t
from pathlib import Path

import organization
from emulator import Emulator
from emulator.resources import VOICEMAIL_GROUP

CONCURRENCY = 10
OFF = {"enabled": False}
BEFORE, RINGS = 3, 5
SECTIONS = ("sendBusyCalls", "sendUnansweredCalls")
# Groups that are not in a list are looked for once more so many seconds later.
SECOND_LOOK = 3.0
PAGE = 200


class Job(t.NamedTuple):
    """A task for so many: its module and parameters, the requests that it takes at least (0: those that it sent), and the seconds
    that it has to wait; what is there before, and whether it is done for one of them; what its result must be; and a task that
    goes before it and is not measured."""

    module: str
    params: t.Callable[[list[t.Any], Path], dict[str, t.Any]]
    needed: t.Callable[[int], int]
    prepare: t.Callable[[Emulator, list[t.Any]], None]
    is_done: t.Callable[[Emulator, t.Any], bool]
    pause: float = 0.0
    told: str = "not result.failed"
    before: str = ""  # another job
    concurrency: int = CONCURRENCY


def group(person: t.Any) -> dict[str, t.Any]:
    """A group that is called after somebody."""
    return {
        "location": "Stockholm",
        "name": f"Team {person.number}",
        "extension": str(70000 + person.number),
        "language_code": "en_us",
        "message_storage": {"storage_type": "INTERNAL"},
        **dict.fromkeys(("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), OFF),
    }


def groups(people: list[t.Any], folder: Path) -> dict[str, t.Any]:
    """A group for each."""
    return {"voicemail_groups": [group(one) for one in people], "passcode": "147258"}


def with_groups(emulator: Emulator, people: list[t.Any]) -> None:
    """They are there before."""
    (stockholm,) = (one for one in emulator.world.locations if one.name == "Stockholm")
    for person in people:
        wanted = group(person)
        one = emulator.world.add("group", wanted["name"], location_id=stockholm.id)
        settings = {"name": one.name, "extension": wanted["extension"], "languageCode": "en_us"}
        sections = dict.fromkeys(("notifications", "faxMessage", "transferToNumber", "emailCopyOfMessage"), OFF)
        emulator.world.set_settings(
            VOICEMAIL_GROUP, {**settings, **sections, "messageStorage": {"storageType": "INTERNAL"}}, one
        )


def group_is_there(emulator: Emulator, person: t.Any) -> bool:
    """There is one, and no more."""
    names = [emulator.world.stored(VOICEMAIL_GROUP, one)["name"] for one in emulator.world.groups if one.licensed]
    return names.count(f"Team {person.number}") == 1


def greetings(people: list[t.Any], folder: Path) -> dict[str, t.Any]:
    """The same greetings for all."""
    header = struct.pack("<HHIIHH", 7, 1, 8000, 8000, 1, 8)
    chunks = b"fmt " + struct.pack("<I", len(header)) + header + b"data" + struct.pack("<I", 8000) + b"~" * 8000
    (folder / "greeting.wav").write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return {"person": [one.listed_email for one in people], "src": str(folder / "greeting.wav")}


def without_greetings(emulator: Emulator, people: list[t.Any]) -> None:
    """None is uploaded."""
    for one in people:
        emulator.world.set_voicemail(one, dict.fromkeys(SECTIONS, {"greeting": "DEFAULT", "greetingUploaded": False}))


def greeting_is_selected(emulator: Emulator, person: t.Any) -> bool:
    """Both are."""
    now = emulator.world.voicemail(person)
    return all(now[section]["greeting"] == "CUSTOM" for section in SECTIONS)


def passcode(person: t.Any) -> str:
    """One of their own that keeps to the rules: other digits stand between those of the number."""
    return "".join(digit + other for digit, other in zip(f"{person.number:05d}", "61830", strict=True))


def passcodes(people: list[t.Any], folder: Path) -> dict[str, t.Any]:
    """One for each."""
    return {
        "person": [one.listed_email for one in people],
        "passcodes": {one.listed_email: passcode(one) for one in people},
    }


def nothing(emulator: Emulator, people: list[t.Any]) -> None:
    """There is nothing before."""


def all_of_it(many: int) -> int:
    """The requests that were sent: how many objects there are besides people is the emulator's."""
    return 0


def with_rings(emulator: Emulator, people: list[t.Any], number: int) -> None:
    """All have so many rings."""
    for one in people:
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"enabled": True, "numberOfRings": number}})


def has_rings(emulator: Emulator, person: t.Any) -> bool:
    """Somebody has the rings that are wanted."""
    return bool(emulator.world.voicemail(person)["sendUnansweredCalls"]["numberOfRings"] == RINGS)


SAME, OTHERS = functools.partial(with_rings, number=RINGS), functools.partial(with_rings, number=BEFORE)
# What all of these have in common.
FILES = Job("webex_voicemail_export", organization.export, all_of_it, SAME, has_rings)._replace(
    concurrency=organization.CONCURRENCY
)
PLAN = FILES._replace(module="webex_voicemail_plan", params=organization.plan)
APPLY = FILES._replace(
    module="webex_voicemail_apply",
    prepare=OTHERS,
    before="plan-changes",
    told="result.results.applied == many",
)


JOBS = {
    # The locations, a page of the groups that are there two times, the rules for passcodes.
    "groups": Job("webex_voicemail_group", groups, lambda many: many + 4, nothing, group_is_there, SECOND_LOOK),
    # The locations, and the pages of groups.
    "same-groups": Job(
        "webex_voicemail_group", groups, lambda many: many + 1 + -(-many // PAGE), with_groups, group_is_there
    ),
    # A page of people; of each the settings, two uploads, and a PUT that selects them.
    "greetings": Job(
        "webex_voicemail_greeting",
        greetings,
        lambda many: 4 * many + -(-many // 1000),
        without_greetings,
        greeting_is_selected,
    ),
    # A page of people, and the rules.
    "passcodes": Job(
        "webex_voicemail_passcode",
        passcodes,
        lambda many: many + 1 + -(-many // 1000),
        nothing,
        lambda emulator, person: emulator.world.passcodes.get(person.id) == passcode(person),
    ),
    "export": FILES._replace(told="result.counts.people >= many"),
    "plan": PLAN._replace(told="result.plan_status == 'clean'"),
    "plan-changes": PLAN._replace(told="result.counts.people.change == many"),
    **{
        f"apply-{on_drift}": APPLY._replace(params=functools.partial(organization.apply, on_drift=on_drift))
        for on_drift in ("refuse", "skip")
    },
}
# Those of which the requests are held against the objects that they are about.
ABOUT_OBJECTS = frozenset(name for name, job in JOBS.items() if job.needed is all_of_it)
