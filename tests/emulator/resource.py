# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a declaration of settings is; the declarations are in resources.py."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .fields import Field, Schema, Settings, parse
from .messages import Unforeseen
from .rules import Rule

if TYPE_CHECKING:
    from .owners import Owner
    from .world import World

# The administrator's scope, and a person's own (or nothing)
Scopes = tuple[str, str]

PEOPLE_READ: Scopes = ("spark-admin:people_read", "spark:people_read")
PEOPLE_WRITE: Scopes = ("spark-admin:people_write", "spark:people_write")
CALLING_READ: Scopes = ("spark-admin:telephony_config_read", "")
CALLING_WRITE: Scopes = ("spark-admin:telephony_config_write", "")
NOBODY: Scopes = ("", "")
WORKSPACES_READ: Scopes = ("spark-admin:workspaces_read", "")
WORKSPACES_WRITE: Scopes = ("spark-admin:workspaces_write", "")


@dataclass(frozen=True)
class Resource:
    """Settings of an owner (the last `{kind}` in the path; see owners.py), or of the organization."""

    name: str
    path: str
    read: Scopes
    write: Scopes  # two times nothing: no PUT
    schema: Schema
    required: tuple[str, ...] = ()
    mandatory: tuple[str, ...] = ()  # in the POST that makes an owner of these settings, whom a DELETE removes
    rules: tuple[Rule, ...] = ()
    first: Callable[[random.Random, Any], Settings] | None = None  # what the world starts with; or the defaults
    fresh: Settings = field(default_factory=dict)  # what nobody can set, of an owner that is new
    computed: Callable[[Settings, World, Any], Settings] | None = None  # properties that are not stored as such
    passcode: str = ""  # where in a body a passcode is: it is kept apart, and checked

    def parse(
        self, body: Settings, stored: Settings, world: World, owner: Owner | None = None
    ) -> tuple[Settings, list[str], list[str]]:
        """A PUT's body as what will be stored; required properties that are missing; everything else that is wrong."""
        missing = [name for name in self.required if name not in body]
        wrong: list[str] = []
        new = parse(self.schema, body, stored, wrong, world.variants)
        if not missing and not wrong:
            for rule in self.rules:
                if sentence := rule(new, stored, world, owner):
                    before = rule(stored, stored, world, owner)  # what was wrong before is no fault of the client's
                    if not (before and "broken-rules" in world.variants):
                        wrong.append(
                            Unforeseen(sentence) if before and not isinstance(sentence, Unforeseen) else sentence
                        )
        return new, missing, wrong

    @property
    def kind(self) -> str:
        """Whose settings they are; nothing for the organization."""
        return re.findall(r"\{(\w+)\}", self.path)[-1] if "{" in self.path else ""

    @cached_property
    def answered(self) -> Schema:
        """The properties that an answer can have."""
        return readable(self.schema)

    def hide(self, settings: Settings) -> Settings:
        """The settings without what is in no answer."""
        return {name: value for name, value in settings.items() if name in self.answered or name not in self.schema}


def readable(schema: Schema) -> Schema:
    """A schema without what is in no answer, and without sections of nothing else."""
    sections = {name: readable(one) if isinstance(one, dict) else one for name, one in schema.items()}
    return {name: one for name, one in sections.items() if one and not (isinstance(one, Field) and one.write_only)}
