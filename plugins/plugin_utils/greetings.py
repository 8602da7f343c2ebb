# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files with greetings, which stand beside settings in a profile, a list or a CSV: whose are which."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, shown, type_name

# By their keys in a list, a CSV and a profile: the section of settings that selects the greeting.
SECTIONS = {"greeting_busy": "send_busy_calls", "greeting_unanswered": "send_unanswered_calls"}

Files = dict[str, str]


class Layer(t.NamedTuple):
    """Settings, and the files with greetings that stand beside them."""

    settings: Json
    files: Files


def without_files(given: t.Mapping[str, t.Any]) -> Layer:
    """What is I(given), settings and files apart.

    @raise Problem: a file is no text, or the settings select another greeting than the file.
    """
    files: Files = {}
    for key in SECTIONS:
        value = given.get(key)
        if value is not None and not isinstance(value, str):
            raise Problem(f"{key} must be the name of a file, not {shown(value)} ({type_name(value)})")
        if value and value.strip():
            files[key] = value.strip()
    settings = {name: value for name, value in given.items() if name not in SECTIONS}
    for key in files:
        if get(settings, f"{SECTIONS[key]}.greeting") == "DEFAULT":
            raise Problem(f"{key} is a file, and {SECTIONS[key]}.greeting is DEFAULT. Leave one of them out")
    return Layer(settings, files)


def files_for(layers: t.Sequence[Layer], default: t.Mapping[str, str]) -> Files:
    """The files that somebody gets: of the first of the I(layers) that has one, or selects a greeting; else the I(default)."""
    found: Files = {}
    for key, section in SECTIONS.items():
        for settings, files in layers:
            if key in files:
                found[key] = files[key]
            if key in files or get(settings, f"{section}.greeting"):
                break
        else:
            if default.get(key):
                found[key] = default[key]
    return found


def without_selection(settings: Json, files: Files) -> Json:
    """The I(settings), but for which greeting is played where it comes from one of the I(files)."""
    sections = {SECTIONS[key] for key in files}
    return {
        name: {one: setting for one, setting in value.items() if one != "greeting"} if name in sections else value
        for name, value in settings.items()
    }


def by_file(files: t.Iterable[tuple[str, Files]]) -> list[Json]:
    """For each file and greeting, who gets it."""
    people: dict[tuple[str, str], list[str]] = {}
    for person, theirs in files:
        for key, src in theirs.items():
            people.setdefault((key, src), []).append(person)
    return [
        {"greeting": key[len("greeting_") :], "src": src, "person": persons} for (key, src), persons in people.items()
    ]
