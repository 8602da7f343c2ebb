# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the live organization, with the settings that were read."""

from __future__ import annotations

import json
import typing as t
import zlib

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import ObjectKind, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

# No JSON holds it.
_OWN = "\0"
NOBODY = Owner("")


class Live(t.NamedTuple):
    """An object: its I(owner), its I(key) in the files, the I(folder) of its location, and its I(settings) as a module returns them,
    packed; None where they could not be read."""

    kind: ObjectKind
    owner: Owner
    key: str
    folder: str
    settings: bytes | None = None

    @property
    def read(self) -> Json:
        """The settings."""
        return t.cast(Json, json.loads(unpacked(self.settings, self.owner))) if self.settings else {}

    @property
    def leaves(self) -> Leaves:
        """What files may hold of the settings."""
        told = flatten(self.read)
        return {path: told[path] for path in self.kind.writable if told.get(path) is not None}


def packed(settings: Json, owner: Owner = NOBODY) -> bytes:
    """Settings of an I(owner) in JSON, in as few bytes as can be: there are many. Without the owner's own address, so that settings
    that differ in it alone are the same bytes."""
    text = json.dumps(settings, separators=(",", ":"))
    return zlib.compress((text.replace(json.dumps(owner.email), _OWN) if owner.email else text).encode(), 1)


def unpacked(settings: bytes, owner: Owner = NOBODY) -> str:
    """The JSON of settings that are packed."""
    return zlib.decompress(settings).decode().replace(_OWN, json.dumps(owner.email))
