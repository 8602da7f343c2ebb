# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are in the folder: names of folders and files, keys of entries, and the file of IDs."""

from __future__ import annotations

import json
import os
import re
import typing as t
import unicodedata
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import nearest
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON

LOCATIONS = "locations"
SETTINGS_FILE, ORGANIZATION, PROFILES, POLICIES = (
    "voicemail.yml",
    "organization.yml",
    "profiles.yml",
    "policies.yml",
)
FILES = (SETTINGS_FILE, ORGANIZATION, PROFILES, POLICIES)
IDS = "ids.json"
# From which likeness on a file beside them is one of these whose name is misspelt, and nothing else that a repository holds.
_LIKE = 0.8
# A file with more entries is split by first letters.
MOST_ENTRIES = 5000
_LONGEST_NAME = 100
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def meant(name: str, is_folder: bool) -> str | None:
    """The file or the folder of an organization that something with this I(name) in its folder is, or is meant to be; None for
    whatever else may be there."""
    stem, dummy, ending = (name, "", "yml") if is_folder else name.rpartition(".")
    if ending not in ("yml", "yaml") or name.startswith("."):
        return None
    known = {one.partition(".")[0]: one for one in ([LOCATIONS] if is_folder else FILES)}
    near = nearest(stem, known, _LIKE)
    return known[near] if near else None


def is_organization(folder: str) -> bool:
    """Whether a I(folder) holds the files of an organization."""
    return os.path.isfile(os.path.join(folder, SETTINGS_FILE)) or os.path.isdir(os.path.join(folder, LOCATIONS))


def folder_name(name: str) -> str:
    """A location's I(name) made fit for a folder on every system."""
    fit = unicodedata.normalize("NFC", _UNFIT.sub("_", unicodedata.normalize("NFC", name))).strip(" .")
    fit = "_" + fit if _RESERVED.fullmatch(fit) or fit.startswith(("-", "~")) else fit
    while len(fit.encode()) > _LONGEST_NAME:
        fit = fit[:-1]
    return fit.rstrip(" .") or "_"


def folder_key(folder: str) -> str:
    """What is equal for two folders that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", folder).casefold())


def folders(locations: t.Mapping[str, str], kept: t.Mapping[str, str]) -> dict[str, str]:
    """The folder of each of the I(locations), whose names are given by ID. Who has one I(kept) has it for ever."""
    found = {identity: kept[identity] for identity in locations if identity in kept}
    taken = {folder_key(folder) for folder in kept.values()}
    for identity in sorted(set(locations) - set(found), key=lambda one: (locations[one], one)):
        base = folder_name(locations[identity])
        name, number = base, 1
        while folder_key(name) in taken:
            number += 1
            name = f"{base}~{number}"
        taken.add(folder_key(name))
        found[identity] = name
    return found


def same_key(owner: OwnerKind, key: str) -> str:
    """What is equal for two keys of the same owner."""
    key = unicodedata.normalize("NFC", key)
    return normalize_email(key) if owner is PERSON else key


def keys(owner: OwnerKind, owners: t.Sequence[Owner]) -> dict[str, str]:
    """The keys, by ID, of owners at one location: the address of people; the name of others, with the extension where it repeats."""
    names = {one.id: _name(owner, one) for one in owners}
    times = Counter(names.values())
    found: dict[str, str] = {}
    for one in owners:
        name = names[one.id]
        found[one.id] = name if times[name] == 1 else f"{name} ({one.extension or one.id})"
    times = Counter(found.values())
    return {one.id: found[one.id] if times[found[one.id]] == 1 else f"{names[one.id]} ({one.id})" for one in owners}


def _name(owner: OwnerKind, one: Owner) -> str:
    if owner is PERSON:
        return normalize_email(one.email) if one.email else one.id
    return unicodedata.normalize("NFC", " ".join((one.name or "").split())) or one.id


def letter(key: str) -> str:
    """The name of the file, without its ending, in which an entry is where there are many."""
    first = unicodedata.normalize("NFKD", key[:1]).lower()[:1]
    return first if first.isascii() and first.isalnum() else "_"


def encode_ids(location: str | None, ids: t.Mapping[str, t.Mapping[str, str]]) -> bytes:
    """The file that tells a rename or a move from something new: a key a line, sorted."""
    found: Json = {"location": location} if location else {}
    found.update({name: dict(sorted(ids[name].items())) for name in sorted(ids) if ids[name]})
    return json.dumps(found, indent=1, ensure_ascii=False).encode() + b"\n"


def decode_ids(content: bytes) -> tuple[str | None, dict[str, dict[str, str]]]:
    """The location's ID, and IDs by the file's name and the key.

    @raise ValueError: it is none.
    """
    found = json.loads(content.decode("utf-8-sig"))
    if not isinstance(found, dict):
        raise ValueError
    location = found.pop("location", None)
    if not isinstance(location, (str, type(None))):
        raise ValueError
    for ids in found.values():
        if not isinstance(ids, dict) or not all(isinstance(one, str) for one in ids.values()):
            raise ValueError
    return location, found
