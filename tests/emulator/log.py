# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that came in, and figures about them."""

from __future__ import annotations

import collections
import itertools
import re
import time
import uuid
from typing import Any

from .messages import Call
from .world import World

OWNER_PATH = re.compile(
    r"/people/(?P<person>[^/]+)|/telephony/config/(?:people/(?P<caller>[^/]+)|workspaces/(?P<workspace>[^/]+)"
    r"|virtualLines/(?P<virtual_line>[^/]+)|locations/(?P<location>[^/]+)(?:/voicemailGroups/(?P<group>[^/]+))?)"
)


class Log:
    """A line a request, and how many of them were under way at a time."""

    def __init__(self) -> None:
        self._prefix = uuid.uuid4().hex[:8].upper()
        self._tracking = itertools.count(1)
        self.in_flight = 0
        self.clear()

    def clear(self) -> None:
        """Forget the requests so far."""
        self.entries: list[dict[str, Any]] = []
        self._number = itertools.count(1)
        self._peak = self.in_flight

    def begin(self) -> None:
        """One more request is under way."""
        self.in_flight += 1
        self._peak = max(self._peak, self.in_flight)

    def end(self) -> None:
        """One less."""
        self.in_flight -= 1

    def enter(self, call: Call, world: World) -> None:
        """A line for this request."""
        parameters = dict(call.query)
        known = call.path.startswith("/v1/")
        call.path = call.path[3:] if known else f"outside of the API: {call.path}"
        kind, identity = _owner(call.path)
        if not identity:
            kind, identity = "person", parameters.get("email") or parameters.get("id") or ""
        index = world.rosters[kind].index
        one = world.find(identity) if kind == "person" else index.get(identity)
        in_path = identity if "/people/" in call.path else None
        person = one if kind == "person" else None
        call.entry.update(
            number=next(self._number),
            time=time.monotonic(),
            wall=time.time(),
            method=call.method,
            path=call.path,
            query={name: "***" if "token" in name.lower() else value for name, value in parameters.items()},
            status=None,
            person_id=person.id if person else in_path,
            email=person.name if person else parameters.get("email", "").lower() or None,
            owner_id=one.id if one else in_path or (identity if kind != "person" else None),
            owner=one.name if one else parameters.get("email", "").lower() or None,
            applied=False,
            refused=False,
            fault=None,
            tracking_id=f"EMULATOR_{self._prefix}-{next(self._tracking)}",
        )
        self.entries.append(call.entry)

    def stats(self) -> dict[str, Any]:
        """The log in figures."""
        log = list(self.entries)
        return {
            "requests": len(log),
            "refused": sum(entry["refused"] for entry in log),
            "writes": sum(entry["applied"] for entry in log),
            "in_flight": self.in_flight,
            "peak_in_flight": self._peak,
            "seconds": log[-1]["time"] - log[0]["time"] if log else 0.0,
            "by_method": dict(collections.Counter(entry["method"] for entry in log)),
            "by_status": dict(collections.Counter(str(entry["status"]) for entry in log)),
        }


def _owner(path: str) -> tuple[str, str]:
    """The kind and the ID of the owner that a path names, the innermost; nothing for none."""
    found = OWNER_PATH.match(path)
    named = [(kind, one) for kind, one in found.groupdict().items() if one] if found else []
    kind, identity = named[-1] if named else ("person", "")
    return {"caller": "person"}.get(kind, kind), identity
