# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with one owner beside its settings: passcodes, resets and greetings, a declaration each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .fields import merged
from .messages import Answer, ApiError, Call
from .owners import Owner
from .passcodes import check_passcode
from .resource import CALLING_WRITE, PEOPLE_WRITE, WORKSPACES_WRITE, Scopes
from .resources import MAILBOXES, ORG_VOICEMAIL_RULES
from .sounds import uploaded_file
from .world import Sound, World


@dataclass(frozen=True)
class Action:
    """A request that changes something of one owner, and what it does."""

    path: str
    method: str
    write: Scopes
    carry_out: Callable[[World, Owner, Call], Answer]


def set_passcode(world: World, owner: Owner, call: Call) -> Answer:
    """Take a passcode that keeps to the organization's rules."""
    body = call.json()
    if unknown := set(body) - {"passcode"}:
        raise ApiError(400, *(f"{name} is not a known property" for name in sorted(unknown)))
    if "passcode" not in body:
        raise ApiError(400, "Missing Mandatory field name: passcode", code=25008)
    if not isinstance(body["passcode"], str):
        raise ApiError(400, f"passcode must be a str, not {type(body['passcode']).__name__}")
    previous = world.previous.get(owner.id, [])
    check_passcode(body["passcode"], world.passcode_rules(None, owner), owner.numbers, previous)
    world.set_passcode(owner, body["passcode"])
    return Answer(204, headers={})


def reset_pin(world: World, owner: Owner, call: Call) -> Answer:
    """Back to the default PIN of the organization; to none where it has none. The body is empty, its type JSON."""
    if call.content_type != "application/json":
        raise ApiError(415, "The Content-Type of this request must be application/json")
    if call.body.strip() not in (b"", b"{}"):
        raise ApiError(400, "The body of this request must be empty")
    world.passcodes.pop(owner.id, None)
    if world.stored(ORG_VOICEMAIL_RULES).get("defaultVoicemailPinEnabled"):
        world.passcodes[owner.id] = world.passcodes[world.org_id]
    return Answer(204, headers={})


def upload(section: str) -> Callable[[World, Owner, Call], Answer]:
    """Take a greeting; it is played once the settings say so."""

    def carry_out(world: World, owner: Owner, call: Call) -> Answer:
        sound = Sound(*uploaded_file(call))
        resource, told = MAILBOXES[owner.kind], {section: {"greetingUploaded": True}}
        world.write(resource, merged(world.stored(resource, owner), told), owner)
        world.sounds[owner.id, GREETINGS[section]] = sound
        return Answer(201, headers={})

    return carry_out


GREETINGS = {"sendBusyCalls": "busy", "sendUnansweredCalls": "unanswered"}


def _actions(settings: str, passcode: str, write: Scopes, reset: Scopes | None) -> Iterator[Action]:
    """The actions on a mailbox: the paths of its settings and of its passcode, and the scopes of greetings and of a reset."""
    yield Action(passcode, "PUT", CALLING_WRITE, set_passcode)
    for name, section in (("uploadBusyGreeting", "sendBusyCalls"), ("uploadNoAnswerGreeting", "sendUnansweredCalls")):
        yield Action(f"{settings}/actions/{name}/invoke", "POST", write, upload(section))
    if reset:
        yield Action(f"{settings}/actions/resetPin/invoke", "POST", reset, reset_pin)


PASSCODE = "/telephony/config/{}/voicemail/passcode"
ACTIONS = (
    *_actions(
        MAILBOXES["person"].path, PASSCODE.format("people/{person}"), PEOPLE_WRITE, ("spark-admin:people_write", "")
    ),
    *_actions(MAILBOXES["workspace"].path, PASSCODE.format("workspaces/{workspace}"), WORKSPACES_WRITE, None),
    *_actions(
        MAILBOXES["virtual_line"].path, PASSCODE.format("virtualLines/{virtual_line}"), CALLING_WRITE, CALLING_WRITE
    ),
)
