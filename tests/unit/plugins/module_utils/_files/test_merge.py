# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export into a folder that people edit while others change the organization."""

from __future__ import annotations

import functools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_edit import Edits
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import parse
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.organization import (
    KEYED,
    Files,
    Organization,
    drift,
    export,
)

ENTRY_FILES = ("people", "workspaces", "virtual_lines", "voicemail_groups")


@functools.lru_cache(500)
def blocks(content: bytes) -> dict[str, str]:
    """The lines of each entry of a file, by its key."""
    document = parse(content)
    edits = Edits(document)
    items = document.root.items if document.root else []
    return {one.key.text or "": document.text[edits.start_of(one) : edits.end_of(one)] for one in items}


def entry_files(files: Files) -> list[str]:
    return sorted(path for path in files if path.endswith(".yml") and any(f"/{one}" in path for one in ENTRY_FILES))


def edit(draw: random.Random, files: Files) -> None:
    """Something that people do to a file, which changes no setting."""
    there = entry_files(files)
    if not there:
        return
    path = draw.choice(there)
    document = parse(files[path])
    assert not document.problems
    text, end = document.text, document.line_end
    lines = text.split(end)
    what = draw.choice(("comment", "blank", "crlf", "bom", "order", "note", "inside", "trailing", "no end"))
    starts = [number for number, line in enumerate(lines) if re.match(r"[^\s#]", line)]
    if what == "crlf" and end == "\n":
        text = text.replace("\n", "\r\n")
    elif what == "no end":
        text = text.rstrip("\r\n")
    elif what == "order" and document.root:
        some = list(blocks(files[path]).values())
        draw.shuffle(some)
        head = f"# sorted by hand{end}{end}"
        text = head + end.join(one if one.endswith(end) else one + end for one in some)
    elif starts and what in ("comment", "blank", "trailing"):
        place = draw.choice(starts)
        if what == "trailing":
            lines[place] += "  # " + str(draw.randrange(1000))
        else:
            lines.insert(place, "" if what == "blank" else f"# c{draw.randrange(1000)}")
        text = end.join(lines)
    elif starts and what in ("note", "inside"):
        headers = [number for number in starts if lines[number].split(" #")[0].rstrip().endswith(":")]
        if headers:
            place = draw.choice(headers)
            if "  note:" not in "".join(lines[place + 1 : place + 2]) or what == "inside":
                words = "  note: ticket #4711, 'o' #x" if what == "note" else f"  # i{draw.randrange(1000)}"
                lines.insert(place + 1, words)
            text = end.join(lines)
    again = parse(document.encode(text))
    if not again.problems:
        files[path] = (b"\xef\xbb\xbf" if what == "bom" and not document.bom else b"") + document.encode(text)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**9), steps=st.lists(st.sampled_from(["edit", "edit", "happen"]), max_size=12))
def test_any_sequence_of_edits_and_changes(seed: int, steps: list[str]) -> None:
    """After each export the folder says what is, a second one changes no byte, and what nobody touched stays as it is."""
    draw = random.Random(seed)
    organization = Organization()
    for dummy in range(draw.randrange(25)):
        organization.add(draw, draw.choice(KEYED))
    files = export(organization, {})
    for step in [*steps, "export"]:
        if step == "edit":
            edit(draw, files)
            continue
        before = {key: dict(thing.settings) for key, thing in organization.things.items()}
        if step == "happen":
            organization.happen(draw)
        after = export(organization, files, draw)
        assert drift(organization, after) == []
        assert export(organization, after, draw) == after
        untouched(organization, before, files, after)
        files = after


def untouched(
    organization: Organization, before: dict[tuple[str, str], dict[str, object]], files: Files, after: Files
) -> None:
    """The lines of those whom nothing happened to, and every comment of theirs, are where they were."""
    old, new = read_folder(files), read_folder(after)
    entries = {(entry.kind.name, entry.id): entry for entry in old.entries}
    for entry in new.entries:
        was = entries.get((entry.kind.name, entry.id))
        key = (entry.kind.name, entry.id or "")
        if was is None or entry.kind.section or before.get(key) != organization.things[key].settings:
            continue
        if was.key == entry.key:
            lines = blocks(files[was.file])[was.key].replace("\r", "").strip("\n")
            assert f"{lines}\n" in after[entry.file].decode("utf-8-sig").replace("\r", "") + "\n"


def test_one_change_changes_the_lines_of_one_owner() -> None:
    """Everything else of the file is as it was, byte for byte."""
    draw = random.Random(1)
    organization = Organization(locations={"L1": "Oslo"})
    for dummy in range(20):
        organization.add(draw, "person")
    files = export(organization, {})
    path = "locations/Oslo/people.yml"
    files[path] = files[path].replace(b"\n", b"  # kept\r\n")
    identity = sorted(organization.things)[3]
    thing = organization.things[identity]
    thing.settings["enabled"] = not thing.settings["enabled"]
    after = export(organization, files)
    assert {name for name in after if after[name] != files.get(name)} == {path}
    old, new = blocks(files[path]), blocks(after[path])
    assert [key for key in new if new[key] != old[key]] == [thing.owner.email]
    assert b"\r\n" in after[path] and after[path].count(b"\n") == after[path].count(b"\r\n")


def test_who_moves_takes_along_what_is_written_about_them() -> None:
    """The comment right above, the note and the comments inside."""
    organization = Organization(locations={"L1": "Oslo", "L2": "Bergen"})
    draw = random.Random(2)
    organization.add(draw, "person")
    thing = next(iter(organization.things.values()))
    thing.owner = thing.owner._replace(location_id="L1", email="anna@example.com")
    thing.settings["email_copy_of_message.email_id"] = ""
    files = export(organization, {})
    path = "locations/Oslo/people.yml"
    lines = b"# about Anna\nanna@example.com:\n  note: ticket 4711\n  # inside\n  enabled: true  # behind\n"
    files[path] = files[path].split(b"\n")[0] + b"\n\n" + lines
    thing.settings["enabled"] = True
    thing.owner = thing.owner._replace(location_id="L2", email="anna.a@example.com")
    after = export(organization, files)
    assert lines.replace(b"anna@", b"anna.a@") in after["locations/Bergen/people.yml"]
    assert b"nna" not in after[path].partition(b"\n")[2]


def test_many_people_are_split_by_first_letter_and_stay_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was split is extended where it is, and no line is lost."""
    from ansible_collections.webex.calling.plugins.module_utils._files import layout

    monkeypatch.setattr(layout, "MOST_ENTRIES", 10)
    draw = random.Random(3)
    organization = Organization(locations={"L1": "Oslo"})
    for number in range(12):
        organization.add(draw, "person")
        thing = organization.things["person", f"person-{number + 1}"]
        thing.owner = thing.owner._replace(email=f"{'äab0'[number % 4]}x{number}@example.com")
    files = export(organization, {})
    names = sorted(path.rpartition("/")[2] for path in files if "/people" in path)
    assert names == ["0.yml", "a.yml", "b.yml"]
    assert drift(organization, files) == []
    for key in sorted(organization.things)[:8]:
        del organization.things[key]
        organization.gone.add(key)
    after = export(organization, files)
    assert sorted(path.rpartition("/")[2] for path in after if "/people" in path) == names
    assert drift(organization, after) == [] and export(organization, after) == after
