# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module returns, as Ansible documents it, from the declaration of its resource."""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS

# Values of samples, by a setting's dotted path or its last name. Without one a boolean is true, a number its least, a choice the
# first, and a text empty.
SAMPLES: Json = {
    "announcement_language_code": "en_us",
    "email_id": "anna.andersson@example.com",
    "extension": "7999",
    "fax_message.enabled": False,
    "fax_message.extension": "",
    "greeting_uploaded": False,
    "language_code": "en_us",
    "name": "Front desk",
    "notifications.enabled": False,
    "direct_line_caller_id_name.selection": "DISPLAY_NAME",
    "number_of_days_for_message_expiry": 90,
    "number_of_rings": 4,
    "send_all_calls.enabled": False,
    "strict_deletion_enabled": False,
    "system_max_number_of_rings": 20,
    "transfer_to_number.enabled": False,
}
_LOCATION_ID = "Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ"
_OWNERS = {
    "person": ("anna.andersson@example.com", "Anna Andersson"),
    "workspace": ("Lobby", "Lobby"),
    "virtual_line": ("Front Desk", "Front Desk"),
    "location": ("Stockholm", "Stockholm"),
    "voicemail_group": ("Front desk", "Front desk"),
}


class OneLine(dict[str, Any]):
    """What is written on one line: what stands in full elsewhere in the same documentation."""


class Key(NamedTuple):
    """A key of a result: I(when) says beyond which condition it is there."""

    name: str
    description: str
    type: str
    sample: Any = None
    when: str = ""
    more: Json | None = None

    def entry(self, when: str = "", sample: bool = True) -> Json:
        """Its documentation, where all of the result is there I(when)."""
        entry: Json = {"description": self.description}
        returned = ", ".join(words for words in (when, self.when) if words)
        if returned:
            entry["returned"] = returned
        entry["type"] = self.type
        entry.update(self.more or {})
        if sample and self.sample is not None:
            entry["sample"] = self.sample
        return entry


def documentation(resource: SettingsResource, reads: bool) -> Json:
    """All that the module of I(resource) returns, or its twin, which I(reads) alone."""
    kind = OWNER_KINDS[resource.owner]
    path = resource.path.format(id=_sample_id(kind), location_id=_LOCATION_ID)
    failure = failure_keys("GET" if reads else "PUT", path)
    record = record_keys(kind, resource, reads)
    shown = {} if reads else {"diff": _diff(kind)}
    ends = {**shown, **{one.name: one.entry("on failure") for one in failure}, "api": API}
    if resource.owner == "organization":
        return {**{one.name: one.entry("on success") for one in record}, **ends}
    left_out = {
        "left_out": {
            "description": f"The number of listed {kind.labels} that are left out because they have no licence, or no voicemail.",
            "returned": f"when the task does not list the {kind.labels}",
            "type": "int",
            "sample": 3,
        }
    }
    if kind.option and not reads:
        left_out = {}  # such a task lists them
    single = f"for a single {kind.label}"
    return {
        **{one.name: one.entry(single) for one in record},
        kind.plural: _items(kind, [*record, *failure], reads),
        "summary": _summary(kind.labels),
        **left_out,
        **ends,
    }


def documentation_of_several(kinds: list[OwnerKind], change: Json) -> Json:
    """All that a module returns whose owners are of one of several I(kinds); I(change) is a sample of what it changes, a setting of
    mailboxes or a secret."""
    failure, results = failure_keys("PUT", "/people/me"), [_changes_key(change, "on success")]
    if change["after"] is not None:
        words = (
            "All settings, as they are now; in check mode, as they would be. What the API does not return is left out."
        )
        results.append(Key("voicemail", words, "dict", when="on success"))
    keys: dict[str, Key] = {}
    for kind in kinds:
        keys.update((one.name, one) for one in identity_keys(kind) if one.name not in keys)
    return {
        **{one.name: one.entry("for a single owner") for one in (*keys.values(), *results)},
        **{kind.plural: _items(kind, [*identity_keys(kind), *results, *failure], reads=False) for kind in kinds},
        "summary": _summary("owners"),
        "diff": _diff(kinds[0]),
        **{one.name: one.entry("on failure") for one in failure},
        "api": API,
    }


def record_keys(kind: OwnerKind, resource: SettingsResource, reads: bool) -> list[Key]:
    """What a result says about one owner who did not fail. A setting that is called like one of these keeps the name."""
    settings = _settings(kind, resource, reads)
    changes = [] if reads else [_changes(resource)]
    own = [one for one in identity_keys(kind) if one.name == kind.option or one.name not in resource.fields.fields]
    return [*own, *changes, settings]


def identity_keys(kind: OwnerKind) -> list[Key]:
    """What a result says about who an owner is."""
    if kind.name not in _OWNERS:
        return []
    given, name = _OWNERS[kind.name]
    found, listed = "when found", "when the look-up returned it"
    called = (
        "the e-mail address, or the ID" if kind.name == "person" else "the name, or the ID if the name is not unique"
    )
    option = kind.option or kind.name
    keys = [
        Key(option, f"The {kind.label} as given in the task; if the task lists none, {called}.", "str", given),
        Key(f"{kind.name}_id", f"The ID of the {kind.label}.", "str", _sample_id(kind), found),
    ]
    if option != "name":
        displayed = "The display name, or null if an ID was given and no look-up was needed."
        keys.append(Key("name", displayed, "str", name, found))
    if kind.name == "person":
        address = "The primary e-mail address as Webex writes it, or null if an ID was given and no look-up was needed."
        keys.append(Key("email", address, "str", "anna.andersson@example.com", found))
    if kind.name != "location":
        keys += [
            Key("location", "The name of the location.", "str", "Stockholm", listed),
            Key("location_id", "The ID of the location.", "str", _LOCATION_ID, listed),
            Key("extension", "The extension.", "str", "7001", listed),
        ]
    return keys


def failure_keys(method: str, path: str) -> list[Key]:
    """What a result says about the request that failed, such as I(method) and I(path)."""
    answered, sent = "when the API answered", "when a request was sent"
    return [
        Key("status", "The HTTP status of the API's answer.", "int", 403, answered),
        Key("method", "The HTTP method of the request that failed.", "str", method, sent),
        Key("path", "The path of the request that failed, below O(api_url).", "str", path, sent),
        Key("api_message", "What the API said.", "str", "Invalid value", answered),
        Key(
            "tracking_id",
            "The tracking ID of the answer, which Cisco's support asks for.",
            "str",
            "ROUTER_65A1B2C3-01BB-00AF",
            answered,
        ),
    ]


API: Json = {
    "description": "What the task cost.",
    "returned": "always, once the options were accepted",
    "type": "dict",
    "contains": {
        "requests": OneLine(description="Requests sent.", type="int", sample=2),
        "retries": OneLine(description="How many of them were repetitions.", type="int", sample=0),
        "waited": {
            "description": "Seconds in which requests were held back by the rate limit, or by a pause that the API asked for (C(Retry-After)).",
            "type": "float",
            "sample": 0.0,
        },
    },
}


def sample_of(group: Field, above: str = "") -> Json:
    """Settings as a module returns them."""
    found: Json = {}
    for name, one in group.fields.items():
        path = above + name
        if one.write_only:
            continue
        if one.fields:
            found[name] = OneLine(sample_of(one, path + "."))
        elif path in SAMPLES or name in SAMPLES:
            found[name] = SAMPLES.get(path, SAMPLES.get(name))
        elif one.choices:
            found[name] = one.choices[0]
        else:
            found[name] = {"bool": True, "int": one.range[0] if one.range else 1, "dict": {}}.get(one.type, "")
    return found


def _sample_id(kind: OwnerKind) -> str:
    return base64.b64encode(f"ciscospark://us/{(*kind.id_kinds, '')[0]}/001".encode()).decode().rstrip("=")


def _settings(kind: OwnerKind, resource: SettingsResource, reads: bool) -> Key:
    now = "as they are" if reads else "as they are now; in check mode, as they would be"
    words = f"The settings of the {kind.label}, {now}. A text that was never set is empty. What the API does not return is left out."
    when = "" if resource.owner == "organization" else "on success"
    # What is read elsewhere is read by the twin alone.
    hidden = () if reads or not resource.info_key else resource.fields.by_api_name[resource.info_key]
    sample = {name: value for name, value in sample_of(resource.fields).items() if name not in hidden}
    return Key(resource.result_key, words, "dict", sample, when)


def _changes(resource: SettingsResource) -> Key:
    settings = [(path, one) for path, one in resource.fields.leaves() if not (one.read_only or one.write_only)]
    path, one = next((setting for setting in settings if setting[1].type == "bool"), settings[0])
    after = sample_of(resource.fields)
    for name in path.split("."):
        after = after[name]
    change = {"field": path, "before": not after if one.type == "bool" else None, "after": after}
    return _changes_key(change, "" if resource.owner == "organization" else "on success")


def _changes_key(sample: Json, when: str) -> Key:
    words = (
        "The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown) and "
        "C(after). The value of a secret is null."
    )
    return Key("changes", words, "list", [sample], when, {"elements": "dict"})


def _items(kind: OwnerKind, keys: list[Key], reads: bool) -> Json:
    """The list of results; what stands at the top too, for a single owner or a failure, is described there."""
    changed = [] if reads else [Key("changed", f"Whether anything differed for this {kind.label}.", "bool")]
    words = Key("msg", f"Why it failed for this {kind.label}, and what to do about it.", "str", when="on failure")
    failed = Key("failed", f"V(true) if it failed for this {kind.label}.", "bool", when="on failure")
    same = [one._replace(description=f"As RV({one.name}).", when="") for one in keys]
    which = "" if reads else " O(return) selects for which of them."
    return {
        "description": f"The results for the {kind.labels}, in the order given, or sorted by name if the task lists none.{which}",
        "returned": f"on success, and on failure for one or more {kind.labels}",
        "type": "list",
        "elements": "dict",
        "contains": {one.name: OneLine(one.entry(sample=False)) for one in (*changed, failed, words, *same)},
    }


def _summary(owners: str) -> Json:
    counts = {
        "total": (f"The {owners} that the task selected.", 12),
        "changed": (f"The {owners} with settings that were changed, or in check mode would be.", 3),
        "unchanged": (f"The {owners} with settings that did not differ, or were only read.", 8),
        "failed": (f"The {owners} for which it failed.", 1),
    }
    return {
        "description": f"The number of {owners}, by outcome. Those that are named more than once are counted once.",
        "returned": f"on success, and on failure for one or more {owners}",
        "type": "dict",
        "contains": {
            name: OneLine(description=words, type="int", sample=sample) for name, (words, sample) in counts.items()
        },
    }


def _diff(kind: OwnerKind) -> Json:
    words = "The differences, as C(before) and C(after)."
    if kind.name != "organization":
        words += f" For more than one {kind.label}, one text in C(prepared), in which equal changes are combined."
    return {"description": words, "returned": "in diff mode", "type": "dict"}
