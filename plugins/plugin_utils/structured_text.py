# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON and YAML in a text, whose values stay texts as they were typed; the setting decides about their type."""

from __future__ import annotations

import io
import json
import typing as t

import yaml
from ansible.module_utils.common.yaml import SafeLoader

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem

_DEEPEST = 20


def from_json(text: str) -> t.Any:
    """JSON in which numbers stay text.

    @raise ValueError: it is none.
    """
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except RecursionError:
        raise ValueError("nested too deeply") from None


class _Texts(SafeLoader):
    """YAML whose values are texts, or null."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
        for letter, resolvers in SafeLoader.yaml_implicit_resolvers.items()
    }


def from_yaml(text: str, what: str) -> t.Any:
    """YAML in which all values stay text. I(what) it is called in a message.

    @raise Problem: it has aliases, or is nested too deeply.
    @raise ValueError: it is none.
    """
    depth = 0
    try:  # a stream, because libyaml takes no text of ansible-core's own kind
        for event in yaml.parse(io.StringIO(text), Loader=_Texts):
            if isinstance(event, yaml.AliasEvent):
                raise Problem(f"{what} is YAML with aliases, which are not read")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:  # libyaml would break down, and this process with it
                raise Problem(f"{what} is YAML that is nested too deeply")
        return yaml.load(io.StringIO(text), Loader=_Texts)
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error
