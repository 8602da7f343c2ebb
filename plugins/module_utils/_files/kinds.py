# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of objects that an organization as files is made of: one a resource of the registry."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import counted
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.organization import ORGANIZATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES

ORGANIZATION_FILE, LOCATION_FILE = "organization", "location"


class ObjectKind(t.NamedTuple):
    """A kind: its I(name) in snapshots and plans, its I(resource), whose owner's I(owner) kind, the I(file) in which such objects
    are, and where they have no key there but are a I(section) of that file, its name."""

    name: str
    resource: SettingsResource
    owner: OwnerKind
    file: str
    section: str = ""

    @property
    def in_organization(self) -> bool:
        """Whether it is of the organization, and at no location."""
        return self.owner is ORGANIZATION

    @property
    def has_profiles(self) -> bool:
        """Whether an entry may follow a profile."""
        return not self.section and self.owner is not VOICEMAIL_GROUP_KIND

    @property
    def plural(self) -> str:
        """What counts and limits call several of them."""
        return self.file if not self.section else self.name

    @property
    def labels(self) -> str:
        """What several of them are called in a sentence."""
        return _LABELS.get(self.name, self.plural.replace("_", " "))

    @property
    def label(self) -> str:
        """What one of them is called in a sentence."""
        return _LABEL.get(self.name, self.name.replace("_", " "))

    def several(self, number: int) -> str:
        """What a I(number) of them is called in a sentence."""
        if self.in_organization:
            return f"the {self.labels}"
        return counted(number, self.label, self.labels)

    @property
    def key_field(self) -> str:
        """The field that the key of an entry is."""
        return "name" if self.owner is VOICEMAIL_GROUP_KIND else ""

    @property
    def writable(self) -> dict[str, Field]:
        """The fields that files hold, by their dotted paths: what can be written and is no secret."""
        return _WRITABLE[self.name]


_LABEL = {"organization": "organization", "rules": "set of rules"}
_LABELS = {
    "organization": "voicemail settings of the organization",
    "rules": "voicemail rules of the organization",
    "location": "locations",
    "voice_portal": "voice portals",
}


def _kind(resource: SettingsResource) -> ObjectKind:
    owner = OWNER_KINDS[resource.owner]
    own = resource.result_key in ("voicemail", owner.name)
    name = owner.name if own else resource.result_key
    if owner is ORGANIZATION or owner is LOCATION:
        file = ORGANIZATION_FILE if owner is ORGANIZATION else LOCATION_FILE
        return ObjectKind(name, resource, owner, file, resource.result_key)
    return ObjectKind(name, resource, owner, owner.plural if own else f"{owner.plural}_{resource.result_key}")


# In the order in which they are read, shown and counted.
KINDS: dict[str, ObjectKind] = {kind.name: kind for kind in map(_kind, RESOURCES.values())}
_WRITABLE: dict[str, dict[str, Field]] = {
    kind.name: {
        path: one
        for path, one in kind.resource.fields.leaves()
        if not one.read_only and not one.write_only and path != kind.key_field
    }
    for kind in KINDS.values()
}


class Key(t.NamedTuple):
    """What tells an object from others of an organization in files: its kind, its key as it compares, the folder of its location."""

    kind: str
    key: str
    folder: str


def nest(leaves: t.Mapping[str, t.Any]) -> Json:
    """Settings from their dotted paths."""
    found: Json = {}
    for path, value in leaves.items():
        *above, name = path.split(".")
        inner = found
        for one in above:
            inner = inner.setdefault(one, {})
        inner[name] = value
    return found


def flatten(settings: t.Mapping[str, t.Any], above: str = "") -> dict[str, t.Any]:
    """Settings by their dotted paths."""
    found: dict[str, t.Any] = {}
    for name, value in settings.items():
        if not isinstance(value, dict):
            found[above + name] = value
        elif value:
            found.update(flatten(value, f"{above}{name}."))
    return found
