# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource as it is declared: a group of settings of the API, from which all else follows."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import Rule


def _as_it_is(answer: Json) -> Json:
    return answer


@dataclass(frozen=True)
class SettingsResource:
    """A group of settings that one GET reads and one PUT replaces.

    I(module) is the name of the module that manages it; its twin has C(_info) behind it. I(owner) is the kind of owner, a key of
    C(_owners.registry). I(result_key) is the name of the settings in a module's result, I(label) what they are called in a sentence,
    I(path) the path below C(api_url) (with C({id}) for the owner's ID), I(fields) the settings as one object. I(hints) are ways out
    of an error by status or the API's C(errorCode), I(without) those of them that say that an owner has no such settings.
    I(rules) are what the API demands of all settings together, I(required) what a PUT must hold and an answer may lack, with what
    is sent then. I(needs_forwarding) are the fields, each with the value, that the organization may forbid. I(value_hints) are
    fields, each with a value and the way out where the API refuses a write that sets it. I(prepare) is applied to each answer, where the API reads and writes a
    setting at different places. I(not_sent) are the API's names of what an answer holds that is no setting and is not taken back.
    I(needed_to_create) is what the creation of an object needs. An info module adds what is at
    I(info_path), below the path, to the answer as I(info_key).
    """

    module: str
    owner: str
    result_key: str
    label: str
    path: str
    fields: Field
    read_scope: str = "spark-admin:telephony_config_read"
    write_scope: str = "spark-admin:telephony_config_write"
    rules: tuple[Rule, ...] = ()
    hints: t.Mapping[int, str] = field(default_factory=dict)
    without: frozenset[int] = frozenset()
    required: t.Mapping[str, Json] = field(default_factory=dict)
    needs_forwarding: tuple[tuple[str, t.Any], ...] = ()
    value_hints: tuple[tuple[str, t.Any, str], ...] = ()
    prepare: t.Callable[[Json], Json] = _as_it_is
    not_sent: tuple[str, ...] = ()
    needed_to_create: tuple[str, ...] = ()
    info_path: str = ""
    info_key: str = ""
