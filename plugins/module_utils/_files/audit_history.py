# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of the audits before, in history.json: a line for each, the latest hundreds of them."""

from __future__ import annotations

import itertools
import json
import os
import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable, some_of
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import Past
from ansible_collections.webex.calling.plugins.module_utils._files.output import replaced, set_aside

FORMAT = 1
FILE = "history.json"
MOST = 1000
_LARGEST = 4 << 20
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Audit(t.NamedTuple):
    """An audit of the organization, or of a part of it: I(location)."""

    past: Past
    location: tuple[str, ...] = ()


def extended(folder: str, this: Audit) -> tuple[list[Past], list[str]]:
    """Write I(this) audit into the history, and return it behind those before of the same part, with warnings. An audit of the same
    time is the same one again. A history that cannot be read is kept under another name.

    @raise ValidationError: it cannot be written.
    """
    warnings: list[str] = []
    path = os.path.join(folder, FILE)
    try:
        before = _read(path)
    except ValueError as error:
        before = []
        warnings.append(_kept(path, str(error)))
    others = [one for one in before if (one.past.created, one.location) != (this.past.created, this.location)]
    latest = max(before, key=lambda one: one.past.created, default=this)
    if latest.location != this.location:
        warnings.append(
            f"{printable(folder)} held the report of an audit of {_part(latest)}, and this one, of {_part(this)}, replaces it: "
            "give each its own folder."
        )
    audits = sorted([*others, this], key=lambda one: one.past.created)[-MOST:]
    with replaced(folder, FILE) as file:
        lines = [json.dumps({**one.past._asdict(), "location": list(one.location)}) for one in audits]
        file.write(f'{{"format": {FORMAT}, "audits": [\n{_joined(lines)}\n]}}\n'.encode())
    return [one.past for one in audits if one.location == this.location], warnings


def _part(audit: Audit) -> str:
    return some_of(audit.location) or "the whole organization"


def _joined(lines: t.Sequence[str]) -> str:
    return ",\n".join(lines)


def _read(path: str) -> list[Audit]:
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ValidationError(f"{printable(path)} cannot be read: {error.strerror}.") from None
    try:
        found = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("audits"), list):
        raise ValueError(f"it is no history in format {FORMAT}")
    return [_audit(one) for one in found["audits"]]


def _audit(found: Json) -> Audit:
    try:
        location = found.pop("location")
        past = Past(**found)
    except (AttributeError, KeyError, TypeError):
        raise ValueError("an audit in it lacks something, or has too much") from None
    numbers = [one for name, one in past._asdict().items() if name != "created" and one is not None]
    is_time = isinstance(past.created, str) and _TIME.fullmatch(past.created)
    if not is_time or not all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in numbers):
        raise ValueError("an audit in it does not hold a time and numbers")
    if not isinstance(location, list) or not all(isinstance(one, str) for one in location):
        raise ValueError("an audit in it does not hold a list of locations")
    return Audit(past, tuple(location))


def _kept(path: str, why: str) -> str:
    name = set_aside(path, (f"{FILE}.damaged-{number}" for number in itertools.count(1)))
    return f"{printable(path)} is not a history ({why}): it is kept as {name}, and a new one begins."
