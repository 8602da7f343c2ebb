# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed where Ansible would make another value of it: numbers without quotes, and names of options that there are not."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    boolean,
    object_,
    phone,
    read_only,
    string,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import unquoted, unsupported

INNER: t.Any = {"number": {"type": "str"}, "on": {"type": "bool"}}
SPEC: t.Any = {
    "pin": {"no_log": True},
    "pins": {"type": "dict", "no_log": True},
    "rings": {"type": "int"},
    "names": {"type": "list", "elements": "str"},
    "items": {"type": "list", "elements": "dict"},
    "state": {"choices": ["1", "2"]},
    "path": {"type": "path"},
    "returned": {"type": "raw"},
    "free": {"type": "dict"},
    "section": {"type": "dict", "options": {**INNER, "deeper": {"type": "dict", "options": INNER}}},
}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ({"pin": 83}, ["pin"]),
        ({"pin": 1.5}, ["pin"]),
        ({"pin": "0123"}, []),
        ({"pin": None}, []),
        ({"pins": {"anna": 83, "bo": "0123", "cy": None}}, ["pins.anna"]),
        ({"pins": {}}, []),
        ({"pins": "anna=83"}, []),
        ({"names": [83, "a", 84]}, ["names"]),
        ({"names": 83}, ["names"]),
        ({"names": ["83"]}, []),
        (
            {"section": {"number": 83, "on": True, "deeper": {"number": 83}}},
            ["section.number", "section.deeper.number"],
        ),
        ({"section": {"unknown": 83}, "unknown": 83, "_ansible_verbosity": 3}, []),
        ({"section": 83, "rings": 83, "path": 83, "returned": 83, "state": 1}, []),
        ({"free": {"pin": 83}, "items": [{"pin": 83}]}, []),
    ],
)
def test_a_number_without_quotes_is_named_where_a_text_belongs(typed: t.Any, names: list[str]) -> None:
    words = [f"{name} must be in quotes, or YAML takes it for a number." for name in names]
    assert list(unquoted(SPEC, typed)) == words


def test_so_is_what_yaml_takes_for_a_boolean() -> None:
    assert list(unquoted(SPEC, {"pin": False, "names": [True, 3]})) == [
        f"{name} must be in quotes, or YAML takes it for true or false." for name in ("pin", "names")
    ]


@given(st.dictionaries(st.sampled_from([*SPEC, "unknown"]), st.text() | st.lists(st.text()) | st.none()))
def test_a_text_is_never_refused(typed: t.Any) -> None:
    assert not list(unquoted(SPEC, typed))


FIELDS = object_(
    enabled=boolean(),
    told=read_only(string()),
    transfer=object_(enabled=boolean(), destination=phone(), told=read_only(boolean())),
)
ITEM: t.Any = {
    "person": {"required": True},
    "changed": {"type": "raw"},
    "voicemail": {"type": "dict", "options": FIELDS.argument_spec},
    **FIELDS.argument_spec,
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (["enable"], "unsupported: enable. Did you mean enabled?"),
        (["colour"], "unsupported: colour. Supported are enabled, person, transfer, voicemail"),
        (["transfer.enabled"], "unsupported: transfer.enabled. Supported are enabled, person, transfer, voicemail"),
        (["transfer", "destinaton"], "unsupported: transfer.destinaton. Did you mean destination?"),
        (["transfer", "x"], "unsupported: transfer.x. Supported are destination, enabled"),
        (["voicemail", "x"], "unsupported: voicemail.x. Supported are enabled, transfer"),
        (["voicemail", "transfer", "x"], "unsupported: voicemail.transfer.x. Supported are destination, enabled"),
    ],
)
def test_an_option_that_there_is_not(path: list[str], words: str) -> None:
    """The near one is named, or all but what can only be read."""
    assert unsupported(ITEM, FIELDS, path) == words
