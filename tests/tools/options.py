# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options with which a task selects owners, as Ansible documents them, from the argument spec of the kind of owner."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._tasks import targets

# What an owner may be called.
NAMES = {
    "person": "an e-mail address, a person ID, or V(me), the owner of the token",
    "workspace": "the display name of a workspace, or its ID",
    "virtual_line": "the first and last name of a virtual line (C(First Last)), its phone number, its extension, or its ID",
    "location": "the name of a location, or its ID",
}
# Kinds of which several may have the same name.
NARROWED = ("workspace", "virtual_line")


def documentation(kind: OwnerKind, reads: bool) -> Json:
    """The options of the modules that change settings of a I(kind) of owners, or of those that I(reads) alone, without L(common)."""
    spec = targets.read_spec(kind) if reads else targets.change_spec(kind)
    spec = {name: one for name, one in spec.items() if name not in {**targets.CONCURRENCY, **targets.RETURN}}
    return _described(spec, _words(kind, reads, list(spec)))


def common() -> dict[str, Json]:
    """The options of all modules with many owners: how fast, and, where it changes them, how much it returns."""
    words = {
        "concurrency": ["How many requests may be sent at the same time, from 1 to 100."],
        "return": [
            "Which owners are in the list of results. V(changed) includes those that failed. V(summary) returns none of them.",
            "The default is V(all) for up to 100 owners, and V(failed) for more.",
        ],
    }
    concurrency = _described(targets.CONCURRENCY, words)
    return {"CONCURRENCY": concurrency, "MANY": {**concurrency, **_described(targets.RETURN, words)}}


def _described(spec: Json, words: dict[str, list[str]]) -> Json:
    found: Json = {}
    for name, option in spec.items():
        found[name] = {"description": words[name], "type": option.get("type", "str")}
        found[name].update((key, option[key]) for key in ("elements", "choices", "default") if key in option)
    return found


def _words(kind: OwnerKind, reads: bool, known: list[str]) -> dict[str, list[str]]:
    owners, owner = kind.labels, kind.label
    given = [name for name in dict.fromkeys((kind.name, kind.plural, "location", "all")) if name in known]
    listed = ", ".join(f"O({name})" for name in given[:-1]) + f", and O({given[-1]})"
    rule = f"Without any of {listed}, all {owners} are selected." if reads else f"Exactly one of {listed} is required."
    narrowed = f" Together with O({kind.name}), it limits the names to these locations."
    words = {
        kind.plural: [
            f"The {owners} to manage, each a dictionary with C({kind.name}) ({NAMES.get(kind.name)}) and any of the settings "
            "of this module, which take precedence over the task's own.",
            f"An item of RV({kind.plural}), of this module or of the C(_info) module, is accepted unchanged. Its settings are applied, and "
            "its other keys are ignored. A failed item is refused.",
        ],
        "location": [
            f"Names or IDs of locations. All {owners} at these locations are selected."
            + (narrowed if kind.name in NARROWED else "")
        ],
        "all": [
            f"Whether all {owners} of the organization are selected.",
            f"O(all) and O(location) leave out {owners} without voicemail, and count them in RV(left_out)."
            if kind.name != "location"
            else "V(false) is the same as not given.",
        ],
    }
    words[kind.name] = [
        f"The {owners} to {'read' if reads else 'manage'}, each {NAMES.get(kind.name)}. An ID saves looking up the {owner}. White space "
        "around each is ignored. An empty list selects none.",
        rule,
    ]
    return words
