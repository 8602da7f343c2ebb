# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control calls under /_emulator/: JSON in and out, no token."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .faults import Fault
from .messages import Answer, Call, json_answer
from .owners import Owner
from .resource import Resource
from .resources import RESOURCES

if TYPE_CHECKING:
    from .server import Emulator

# In this order: setting the variants resets everything else, and a new limit resets limit_status.
STATE = (
    *("variants", "read_only", "latency", "limit", "limit_status", "burst", "retry_after", "other", "in_flight"),
    "mint_limit",
)


def get_state(emulator: Emulator, dummy: Any) -> Any:
    """The switches."""
    return {name: getattr(emulator, name) for name in STATE}


def set_state(emulator: Emulator, body: Any) -> Any:
    """Set some of the switches."""
    if unknown := set(body) - set(STATE):
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    for name in STATE:
        if name in body:
            setattr(emulator, name, body[name])
    return get_state(emulator, None)


def add_faults(emulator: Emulator, body: Any) -> Any:
    """Add a rule, or a list of them."""
    rules = [Fault.of(rule) for rule in (body if isinstance(body, list) else [body])]
    emulator.faults = [*emulator.faults, *rules]
    return [asdict(rule) for rule in rules]


def clear_faults(emulator: Emulator, dummy: Any) -> Any:
    """No faults any more."""
    emulator.faults = []
    return []


def clear_log(emulator: Emulator, dummy: Any) -> Any:
    """Forget the requests so far."""
    emulator.clear_log()
    return []


def reset(emulator: Emulator, dummy: Any) -> Any:
    """Everything as it was at the start."""
    emulator.reset()
    return get_state(emulator, None)


def revoke(emulator: Emulator, body: Any) -> Any:
    """Make a token invalid."""
    emulator.revoke(body["token"])
    return {}


def settle(emulator: Emulator, dummy: Any) -> Any:
    """No answer is stale any more."""
    emulator.settle()
    return {}


def grant(emulator: Emulator, body: Any) -> Any:
    """Make a token with some scopes alone, or for some locations."""
    options = {name: body[name] for name in ("person", "locations") if name in body}
    return {"token": emulator.grant(body["token"], *body.get("scopes", ()), **options)}


def owners(emulator: Emulator, dummy: Any, kind: str) -> Any:
    """All owners of a kind."""
    return [asdict(one) for one in emulator.world.rosters[kind].all]


def add_owner(emulator: Emulator, body: Any, kind: str) -> Any:
    """Add an owner of a kind."""
    return asdict(emulator.world.add(kind, **body))


def change_owner(emulator: Emulator, body: Any, kind: str, who: str) -> Any:
    """Change any field of an owner."""
    return asdict(emulator.world.change(emulator.world.owner(kind, who), **body))


def give_license(emulator: Emulator, body: Any, kind: str, who: str) -> Any:
    """Give a licence that takes effect some seconds from now."""
    emulator.world.license(emulator.world.owner(kind, who), body.get("after", 0.0))
    return {}


def settings(emulator: Emulator, dummy: Any, name: str, *owner: str) -> Any:
    """Settings as a GET answers them."""
    return emulator.world.settings(*_settings_of(emulator, name, *owner))


def set_settings(emulator: Emulator, body: Any, name: str, *owner: str) -> Any:
    """Change settings as another administrator."""
    resource, one = _settings_of(emulator, name, *owner)
    return emulator.world.set_settings(resource, body, one)


def _settings_of(emulator: Emulator, name: str, kind: str = "", who: str = "") -> tuple[Resource, Owner | None]:
    resource = {(one.name, one.kind): one for one in RESOURCES}[name, kind]
    return resource, emulator.world.owner(kind, who) if kind else None


TABLE: dict[tuple[str, str], Callable[..., Any]] = {
    ("GET", "log"): lambda emulator, body: emulator.log,
    ("DELETE", "log"): clear_log,
    ("GET", "stats"): lambda emulator, body: emulator.stats(),
    ("GET", "problems"): lambda emulator, body: emulator.problems,
    ("DELETE", "problems"): lambda emulator, body: emulator.take_problems(),
    ("GET", "state"): get_state,
    ("PUT", "state"): set_state,
    ("GET", "faults"): lambda emulator, body: [asdict(rule) for rule in emulator.faults],
    ("POST", "faults"): add_faults,
    ("DELETE", "faults"): clear_faults,
    ("POST", "reset"): reset,
    ("POST", "settle"): settle,
    ("POST", "revoke"): revoke,
    ("POST", "grant"): grant,
    ("GET", "people"): lambda emulator, body: owners(emulator, body, "person"),
    ("GET", "owners"): owners,
    ("POST", "owners"): add_owner,
    ("PATCH", "owners"): change_owner,
    ("POST", "license"): give_license,
    ("GET", "settings"): settings,
    ("PATCH", "settings"): set_settings,
    ("GET", "organization"): lambda emulator, body: emulator.world.org_settings,
    ("PATCH", "organization"): lambda emulator, body: emulator.world.set_org_settings(body),
    ("GET", "voicemail"): lambda emulator, body, who: emulator.world.voicemail(who),
    ("PATCH", "voicemail"): lambda emulator, body, who: emulator.world.set_voicemail(who, body),
}
PATH = re.compile(r"/_emulator/(\w+)((?:/[^/]+)*)/?")


def control(emulator: Emulator, call: Call) -> Answer:
    """Answer a control call."""
    found = PATH.fullmatch(call.path)
    function = TABLE.get((call.method, found.group(1))) if found else None
    if not found or not function:
        return json_answer({"error": "unknown", "known": [" /_emulator/".join(one) for one in TABLE]}, 404)
    try:
        body = json.loads(call.body or b"{}")
        return json_answer(function(emulator, body, *found.group(2).split("/")[1:]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return json_answer({"error": f"{type(error).__name__}: {error}"}, 400)
