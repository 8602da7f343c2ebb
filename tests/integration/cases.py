# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests over all resources need of each: sample values. All else follows from the declaration.

A new resource takes a line in SAMPLES, and one in SECRETS where it has fields that are write-only; a new kind of owner takes one in
OWNERS.
"""

from __future__ import annotations

import json
import time
import typing as t
import urllib.error
import urllib.request

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Result, call, known

MAILBOX: Result = {
    "send_unanswered_calls": {"number_of_rings": 7},
    "transfer_to_number": {"enabled": True, "destination": "+46 8 123"},
}
# By module, settings that differ for every owner below.
SAMPLES: dict[str, Result] = {
    "webex_person_voicemail": MAILBOX,
    "webex_workspace_voicemail": MAILBOX,
    "webex_virtual_line_voicemail": {**MAILBOX, "announcement_language_code": "de_de"},
    "webex_org_voicemail": {"number_of_days_for_message_expiry": 77, "message_expiry_enabled": True},
    "webex_org_voicemail_rules": {"expire_passcode": {"enabled": True, "number_of_days": 90}},
    "webex_location_voicemail": {"voicemail_transcription_enabled": False},
    "webex_location_voice_portal": {"language_code": "fr_fr", "first_name": "Mailbox"},
    "webex_voicemail_group": {"language_code": "fr_fr", "enabled": True, "fax_message": {"enabled": False}},
}
# By kind of owner, how the emulator's are named, so that there is one of that name.
OWNERS: dict[str, list[Result]] = {
    "person": [{"person": one} for one in (ANNA, BO, CARLA)],
    "workspace": [{"workspace": one} for one in ("Boardroom", "Reception")],
    "virtual_line": [{"virtual_line": one} for one in ("Night Line", "Sales Line", "Press Line")],
    "location": [{"location": one} for one in ("Stockholm", "Lisbon")],
    "voicemail_group": [{"location": "Stockholm", "name": one} for one in ("Sales", "Group 4")],
    "organization": [{}],
}
# By module, what it takes to send each field that is write-only.
SECRETS: dict[str, Result] = {
    "webex_org_voicemail_rules": {"default_voicemail_pin_enabled": True, "default_voicemail_pin": "7410258"},
    "webex_voicemail_group": {"passcode": "7410258", "update_passcode": "always"},
}


class Case(t.NamedTuple):
    """A resource, and whether the task is about one owner or several."""

    resource: SettingsResource
    several: bool

    @property
    def name(self) -> str:
        """The module."""
        return self.resource.module

    @property
    def settings(self) -> Result:
        """Settings that differ."""
        return SAMPLES[self.name]

    @property
    def owners(self) -> list[Result]:
        """The options that name each."""
        return OWNERS[self.resource.owner][: None if self.several else 1]

    @property
    def plural(self) -> str:
        """The key of the list of dicts; empty for the organization."""
        plurals = {"person": "people", "organization": ""}
        return plurals.get(self.resource.owner, self.resource.owner + "s")

    @property
    def target(self) -> Result:
        """The options that select the owners for a change."""
        return {self.plural: self.owners} if self.several else dict(self.owners[0])

    def called(self, number: int) -> str:
        """What a message calls an owner."""
        return str(list(self.owners[number].values())[-1]) if self.plural else ""

    def read(self) -> Result:
        """The result of the twin for these owners."""
        return call(self.name + "_info", **{key: [one[key] for one in self.owners] for key in self.owners[0]})

    def items(self, result: Result) -> list[Result]:
        """The result for each owner, in the order of the owners."""
        if not self.plural:
            return [result]
        key = list(self.owners[0])[-1]
        by_name = {one[key]: one for one in result[self.plural]}
        return [by_name[one[key]] for one in self.owners]

    def values(self, result: Result) -> list[Result]:
        """The settings of each owner, without what an info module adds to them."""
        added, dummy = self.resource.fields.by_api_name.get(self.resource.info_key, ("", None))
        settings = [one[self.resource.result_key] for one in self.items(result)]
        return [{name: one[name] for name in one if name != added} for one in settings]

    def paths(self) -> list[str]:
        """The path of each owner's settings."""
        if not self.plural:
            return [self.resource.path]
        owner_id = self.resource.owner + "_id"
        return [
            self.resource.path.format(id=one[owner_id], location_id=one.get("location_id"))
            for one in self.items(self.read())
        ]

    def restoring(self, read: Result) -> Result:
        """The options that give back what was read."""
        if self.several:
            return {self.plural: self.items(read)}
        return {**self.owners[0], **self.values(read)[0]}


CASES = [
    Case(one, several)
    for one in RESOURCES.values()
    for several in ((False, True) if len(OWNERS[one.owner]) > 1 else (False,))
]


def id_of(case: Case) -> str:
    """What pytest calls a case."""
    return f"{case.name}-{'several' if case.several else 'one'}"


each_case = pytest.mark.parametrize("case", CASES, ids=id_of)
each_resource = pytest.mark.parametrize("case", [case for case in CASES if not case.several], ids=id_of)
each_of_several = pytest.mark.parametrize("case", [case for case in CASES if case.several], ids=id_of)


def stored(emulator: Emulator, path: str) -> Result:
    """What the API answers at a path, without this collection."""
    request = urllib.request.Request(emulator.url + path, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
    while True:
        try:
            with urllib.request.urlopen(request) as answer:
                found: Result = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            if error.code != 429:
                raise
            time.sleep(float(error.headers["Retry-After"]))


def leaves(settings: t.Any, above: str = "") -> dict[str, t.Any]:
    """All values that are known, by their dotted paths."""
    found: dict[str, t.Any] = {}
    for name, value in known(settings).items():
        found.update(leaves(value, f"{above}{name}.") if isinstance(value, dict) else {above + name: value})
    return found


def changed_names(before: Result, after: Result) -> set[str]:
    """The last names of the paths at which something differs."""
    old, new = leaves(before), leaves(after)
    return {path.rpartition(".")[2] for path in {**old, **new} if old.get(path) != new.get(path)}


def api_names(group: Field, settings: Result) -> set[str]:
    """What the API calls the settings, by the last names of their paths."""
    found: set[str] = set()
    for api_name, (name, one) in group.by_api_name.items():
        if name in settings:
            found |= api_names(one, settings[name]) if one.fields else {api_name}
    return found


def merged(before: Result, after: Result) -> Result:
    """Settings with others merged into them."""
    result = dict(before)
    for name, value in after.items():
        result[name] = merged(result.get(name) or {}, value) if isinstance(value, dict) else value
    return result
