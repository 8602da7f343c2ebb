# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks with groups, greetings and passcodes, and every kind of fault for each of their requests."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.faults import KINDS
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES, VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import ANNA, Json, call, wav
from ansible_collections.webex.calling.tests.resilience.planned_faults import NOT_KNOWN, TROUBLES, Trouble

FIRST, SECOND = "147258", "963852"
OFF = {"enabled": False}
GROUP: Json = {"location": "Stockholm", "name": "Newest"}
NEW: Json = {
    **GROUP,
    "extension": "71001",
    "passcode": FIRST,
    "language_code": "en_us",
    "enabled": False,  # which a POST does not take
    "message_storage": {"storage_type": "INTERNAL"},
    **dict.fromkeys(("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), OFF),
}
# The second PUT of a passcode is refused where the first was applied.
BLOCK = {"blockPreviousPasscodes": {"enabled": True, "numberOfPasscodes": 3}}

GET_TROUBLES: list[Trouble] = [
    *TROUBLES["GET"][:16],
    ("delay", "delay", {"seconds": 0.01}),
    ("redirect", "redirect", {"location": "{self}"}),
    ("text", "headers", {"headers": {"Content-Type": "text/plain"}}),
    ("the same page again", "link", {"url": "{self}"}),
    ("a list", "mutate", {"path": "", "to": []}),
    ("slow", "slow_body", {"seconds": 0.0001}),
    ("brackets", "body", {"size": 0.01}),
]
WRITE_TROUBLES: list[Trouble] = [
    *TROUBLES["PUT"],
    *((f"{status}", "status", {"status": status}) for status in (400, 403, 404, 409, 410)),
    ("400, exists", "status", {"status": 400, "message": "The name already exists", "code": 4402}),
    ("redirect", "redirect", {"location": "{self}"}),
    ("no ID, applied", "garbage", {"body": "{}", "apply": True}),
    ("an ID of another kind, applied", "garbage", {"body": '{"id": 5}', "apply": True}),
    ("delay", "delay", {"seconds": 0.01}),
    ("truncated", "truncate", {"keep": 0.5}),
    ("slow", "slow_body", {"seconds": 0.0001}),
]


# A success by its status, though nothing was done: nobody can tell, unless there is something to be seen in the answer.
LIES = {"POST": ("empty",), "DELETE": ("empty", "404")}


def troubles(verb: str, path: str) -> list[Trouble]:
    """What can happen to a request."""
    if verb == "GET":
        return GET_TROUBLES
    if verb == "PUT" or path == "/voicemailGroups$":
        return WRITE_TROUBLES
    return [one for one in WRITE_TROUBLES if one[0] not in LIES[verb]]


class Attack(t.NamedTuple):
    """A task: how it is called, what is there before, whether it is done, and the paths of its requests, each with a verb.
    C(compared): done once, it is not done again."""

    module: str
    params: Json
    prepare: t.Callable[[Emulator], None]
    is_done: t.Callable[[Emulator], bool]
    requests: tuple[tuple[str, str], ...]
    compared: bool = True


def groups(emulator: Emulator) -> list[t.Any]:
    """The groups that are called so."""
    return [one for one in emulator.world.groups if settings(emulator, one)["name"] == GROUP["name"]]


def settings(emulator: Emulator, group: t.Any) -> Json:
    """The settings of a group."""
    return emulator.world.settings(VOICEMAIL_GROUP, group)


def nothing(emulator: Emulator) -> None:
    """Nothing is there before."""


def with_a_group(emulator: Emulator) -> None:
    """The group is there, and may not have a passcode of before again."""
    call("webex_voicemail_group", **NEW)
    block(emulator)


def block(emulator: Emulator) -> None:
    """No passcode of before is taken again."""
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, BLOCK)


def is_made(emulator: Emulator) -> bool:
    """There is one group, as asked."""
    found = groups(emulator)
    assert len(found) <= 1
    return bool(found) and not settings(emulator, found[0])["enabled"]


def has_passcode(emulator: Emulator, identity: str) -> bool:
    """Whether the second passcode is set."""
    return emulator.world.passcodes.get(identity) == SECOND


def group_is_changed(emulator: Emulator) -> bool:
    """The language and the passcode are the new ones."""
    (group,) = groups(emulator)
    changed = settings(emulator, group)["languageCode"] == "fr_fr"
    assert changed == has_passcode(emulator, group.id)
    return changed


def greeting_is_set(emulator: Emulator) -> bool:
    """Both greetings are uploaded and selected."""
    now, anna = emulator.world.voicemail(ANNA), emulator.world.person(ANNA).id
    sections = {"busy": "sendBusyCalls", "unanswered": "sendUnansweredCalls"}
    return all((anna, one) in emulator.world.sounds and now[sections[one]]["greeting"] == "CUSTOM" for one in sections)


def attacks(folder: Path) -> dict[str, Attack]:
    """All of them; a greeting is in the I(folder)."""
    (folder / "greeting.wav").write_bytes(wav())
    group, passcode = "webex_voicemail_group", "webex_voicemail_passcode"
    listed, detail, mailbox = "/config/voicemailGroups$", "/voicemailGroups/[^/]+$", "/features/voicemail$"
    change = {**GROUP, "language_code": "fr_fr", "passcode": SECOND, "update_passcode": "always"}
    return {
        "created": Attack(
            group,
            NEW,
            nothing,
            is_made,
            (("POST", "/voicemailGroups$"), ("GET", listed), ("PUT", detail), ("GET", detail)),
        ),
        "changed": Attack(
            group,
            change,
            with_a_group,
            group_is_changed,
            (("PUT", detail), ("GET", detail), ("GET", "voicemail/rules$")),
            compared=False,
        ),
        "deleted": Attack(
            group,
            {**GROUP, "state": "absent"},
            with_a_group,
            lambda emulator: not groups(emulator),
            (("DELETE", detail), ("GET", detail)),
        ),
        "greeting": Attack(
            "webex_voicemail_greeting",
            {"person": ANNA, "src": str(folder / "greeting.wav")},
            lambda emulator: emulator.world.set_voicemail(ANNA, {"sendBusyCalls": {"greeting": "DEFAULT"}}) and None,
            greeting_is_set,
            (("POST", "BusyGreeting"), ("POST", "NoAnswerGreeting"), ("PUT", mailbox), ("GET", mailbox)),
        ),
        "passcode": Attack(
            passcode,
            {"person": ANNA, "passcode": SECOND},
            block,
            lambda emulator: has_passcode(emulator, emulator.world.person(ANNA).id),
            (("PUT", "passcode$"), ("GET", "voicemail/rules$"), ("GET", "^/people$")),
            compared=False,
        ),
        "portal": Attack(
            passcode,
            {"voice_portal": "Stockholm", "passcode": SECOND},
            nothing,
            lambda emulator: has_passcode(emulator, emulator.world.owner("location", "Stockholm").id),
            (("PUT", "voicePortal$"), ("GET", "voicePortal$"), ("GET", "passcodeRules$"), ("GET", "locations$")),
            compared=False,
        ),
        "reset": Attack(
            passcode,
            {"person": ANNA, "reset": True},
            lambda emulator: emulator.world.set_passcode(emulator.world.person(ANNA), FIRST),
            lambda emulator: emulator.world.person(ANNA).id not in emulator.world.passcodes,
            (("POST", "resetPin"),),
            compared=False,
        ),
    }


NAMES = ("created", "changed", "deleted", "greeting", "passcode", "portal", "reset")
EVERY_KIND = {kind for dummy, kind, dummy in (*GET_TROUBLES, *WRITE_TROUBLES)}
# A test may register one of its own; `hold` gives the right answer, when a test says so.
assert {name for name, one in KINDS.items() if one.__module__.endswith("emulator.faults")} == EVERY_KIND | {"hold"}


def judge(emulator: Emulator, attack: Attack, result: Json) -> str:
    """Whether the result tells the truth, and what it is."""
    written = [entry for entry in emulator.log if entry["applied"]]
    secrets = {FIRST, SECOND} & {attack.params.get("passcode")}
    assert "Traceback" not in str(result) and not any(one in str(result) for one in secrets)
    if not result.get("failed"):
        assert attack.is_done(emulator) and result["changed"], result
        return "done"
    assert result["msg"] and attack.module not in result["msg"]
    if not written:
        assert not result.get("changed") and not attack.is_done(emulator), result
        return "not done"
    assert NOT_KNOWN in result["msg"] or result.get("changed"), result
    return "partly, and told" if result.get("changed") else "not known, and told"
