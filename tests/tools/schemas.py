# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Schemas of the organization's files, from the registry of resources: editors complete and check by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field
from ansible_collections.webex.calling.plugins.module_utils._files import (
    audit_model,
    conditions,
    folder,
    limits,
    policies,
    policy_reader,
    profiles,
)
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.tests.tools import addresses

Schema = dict[str, Any]

# What is typed without quotes is a number or a boolean to an editor, and a text to the collection.
_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_NOTE = "A comment, which an export keeps."


def files(root: Path) -> dict[Path, str]:
    """The schemas, by their paths."""
    found = {
        "voicemail": _object(
            {
                "format": {"const": folder.FORMAT},
                "org_id": {"type": "string"},
                "domains": {"type": "array", "items": {"type": "string"}},
                "limits": _limits(),
            }
        ),
        "profiles": {
            "type": ["object", "null"],
            "properties": {profiles.PERSONAL: {"type": ["array", "null"], "items": {"enum": _paths()}}},
            "additionalProperties": _settings(profiles.FIELDS),
        },
    }
    for kind in KINDS.values():
        if kind.section:
            properties = found.setdefault(kind.file, _object({}))["properties"]
            properties[kind.section] = _settings(kind.resource.fields)
        else:
            found[kind.file] = {"type": ["object", "null"], "additionalProperties": _entry(kind)}
    found["policies"] = _policies()
    found["location"]["properties"]["name"] = {
        "type": "string",
        "description": "The name of the location, which identifies it.",
    }
    address = addresses.read(root)["schemas"]
    return {root / f"docs/schemas/{name}.json": _text(f"{address}/{name}.json", one) for name, one in found.items()}


def _text(address: str, schema: Schema) -> str:
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": address}
    return json.dumps({**head, **schema}, indent=2) + "\n"


def _object(properties: Schema) -> Schema:
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _entry(kind: ObjectKind) -> Schema:
    settings = _settings(kind.resource.fields)
    control: Schema = {folder.NOTE: {**_TEXT, "description": _NOTE}}
    if kind.has_profiles:
        control[folder.PROFILE] = {
            "type": "string",
            "description": "The profile that it follows, except for its own settings.",
        }
        short: Schema = {"type": ["string", "null"], "description": f"A profile, or {folder.UNMANAGED}."}
    else:
        control[folder.STATE] = {"enum": ["present", "absent"]}
        control[folder.PASSCODE] = {"type": "string", "description": "The key in passcodes when the plan is applied."}
        short = {"enum": [folder.UNMANAGED, None]}
    settings["properties"] = {**control, **settings["properties"]}
    return {"anyOf": [short, {**settings, "type": "object"}]}


def _settings(fields: Field) -> Schema:
    properties: Schema = {}
    for name, one in fields.fields.items():
        if one.read_only or one.write_only:
            continue
        properties[name] = _settings(one) if one.fields else _value(one)
    return _object(properties)


def _value(one: Field) -> Schema:
    if one.choices:
        return {"enum": [*one.choices, None]}
    if one.type == "bool":
        return {"type": ["boolean", "null"]}
    if one.type == "int":
        least, most = one.range or (0, 2**31)
        return {"type": ["integer", "null"], "minimum": least, "maximum": most}
    return _TEXT


def _paths() -> list[str]:
    found: dict[str, None] = {}
    for path, dummy in profiles.FIELDS.leaves():
        while path:
            found[path] = None
            path = path.rpartition(".")[0]
    return sorted(found)


def _policies() -> Schema:
    condition: Schema = {"type": "object", "minProperties": 1, "additionalProperties": False}
    some = {"type": "array", "items": {"$ref": "#/definitions/condition"}, "minItems": 1}
    texts = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    given: Schema = {
        "domain_in": {"anyOf": [{"type": "null"}, *texts["anyOf"]]},
        "at_least": {"type": "integer"},
        "at_most": {"type": "integer"},
        "set": {"type": "boolean"},
        conditions.FOLLOW: {"anyOf": [{"const": True}, *texts["anyOf"]]},
        "any_of": some,
        "all_of": some,
    }
    condition["properties"] = {policy_reader.OWN_FIELD: {"type": "string"}}
    for name in conditions.OPERATORS:
        condition["properties"][name] = given.get(name, {"type": ["string", "number", "boolean"]})
    day = {
        "type": "string",
        "pattern": "^\\d{4}-\\d{2}-\\d{2}$",
        "description": "The last day of the exception, included.",
    }
    exception = _required(
        dict(zip(policy_reader.EXCEPTION_KEYS, (_TEXT, _TEXT, day, _TEXT), strict=True)), ("key", "until")
    )
    properties = {
        "id": {
            "type": "string",
            "pattern": f"^{policy_reader.ID.pattern}$",
            "not": {"enum": [*policy_reader.RESERVED]},
        },
        "severity": {"enum": [*audit_model.SEVERITIES]},
        "for": {"type": ["string", "array"], "items": {"enum": [*policies.BY_PLURAL]}, "minItems": 1},
        "fields": {"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1},
        "must": {"$ref": "#/definitions/condition"},
        "except": {"type": ["array", "null"], "items": exception},
    }
    entry = _required({name: properties[name] for name in policy_reader.KEYS}, ("id", "severity", "for", "must"))
    return {"type": ["array", "null"], "items": entry, "definitions": {"condition": condition}}


def _required(properties: Schema, names: tuple[str, ...]) -> Schema:
    return {**_object(properties), "type": "object", "required": [*names]}


def _limits() -> Schema:
    properties: Schema = {}
    for name in limits.DEFAULTS:
        above, dummy, below = name.partition(".")
        if above == limits.SETTINGS:
            properties[above] = {
                "type": "object",
                "propertyNames": {"enum": limits.FIELDS},
                "additionalProperties": _NUMBER,
            }
        elif below:
            properties.setdefault(above, _object({}))["properties"][below] = _NUMBER
        else:
            properties[name] = _NUMBER
    return _object(properties)
