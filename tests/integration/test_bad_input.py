# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder, a snapshot or a journal that is of no use: a sentence each, no request, and nothing written. What is wrong with a plan is
in test_plan_and_apply.py."""

from __future__ import annotations

import gzip
import os
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.ids import uuid_of
from ansible_collections.webex.calling.tests.integration.support import Result, call

OSLO, BERGEN = "locations/Oslo/people.yml", "locations/Bergen/people.yml"
OTHER = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9vdGhlcg"
ALIASES = "a: &a [x, x]\n" + "".join(f"b{one}: &b{one} [*a, *a, *a]\n" for one in range(30))


def write(path: str, text: str) -> t.Callable[[Path], None]:
    """A file of the folder."""

    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    return do


def twice(folder: Path) -> None:
    """The same person at two locations."""
    write(OSLO, "anna@example.com: standard\n")(folder)
    write(BERGEN, "ANNA@example.com: standard\n")(folder)


def link(folder: Path) -> None:
    """A link out of the folder."""
    (folder / "locations").mkdir()
    os.symlink(folder.parent, folder / "locations/Oslo")


def large(folder: Path) -> None:
    """100 MB."""
    write(OSLO, "")(folder)
    os.truncate(folder / OSLO, 100 << 20)


CASES: dict[str, tuple[t.Callable[[Path], None], str]] = {
    "conflict markers": (
        write(OSLO, "<<<<<<< HEAD\na: standard\n=======\na: executive\n>>>>>>> other\n"),
        "people.yml:1: the line is a conflict marker of Git (<<<<<<<): resolve the conflict.",
    ),
    "a tab": (write(OSLO, "a@example.com:\n\tenabled: true\n"), "people.yml:2: the line holds a tab: use spaces."),
    "a key twice": (write(OSLO, "a: standard\na: executive\n"), "people.yml:2: a is given twice, first in line 1."),
    "in the order of lines, each once": (
        write(OSLO, "a: standrd\nb: standard\nb:\n  send_unanswered_calls:\n    rings: 3\n"),
        f"{OSLO}:1: there is no profile standrd: did you mean standard? {OSLO}:3: b is given twice, first in line 2. "
        f"{OSLO}:5: there is no send_unanswered_calls.rings: did you mean number_of_rings?",
    ),
    "an unknown profile": (write(OSLO, "a: standrd\n"), "there is no profile standrd: did you mean standard?"),
    "two locations": (twice, "anna@example.com is given twice, first in locations/"),
    "a link": (link, "locations/Oslo is a link, which is not followed."),
    "100 MB": (large, "people.yml: the file is larger than 32 MiB."),
    "an alias bomb": (write("profiles.yml", ALIASES), "profiles.yml:1: the line holds an anchor or an alias"),
    "a newer format": (
        write("voicemail.yml", "format: 2\n"),
        "voicemail.yml:1: format is 2, and this release only reads 1",
    ),
}


def everything(folder: Path) -> list[tuple[str, int]]:
    """The files below a folder, and when they were written."""
    return sorted((str(path), path.lstat().st_mtime_ns) for path in folder.rglob("*"))


@pytest.mark.parametrize("case", CASES)
def test_a_folder_that_is_of_no_use(emulator: Emulator, tmp_path: Path, case: str) -> None:
    make, words = CASES[case]
    folder = tmp_path / "voicemail"
    folder.mkdir()
    write("voicemail.yml", "format: 1\n")(folder)
    make(folder)
    before = everything(folder)
    for refused in (
        call("webex_voicemail_export", directory=str(folder)),
        call("webex_voicemail_plan", directory=str(folder), output=str(tmp_path / "plan")),
    ):
        assert refused["failed"] and words.lower() in refused["msg"].lower()
        assert not refused.get("changed") and "Traceback" not in refused["msg"]
    assert not emulator.log and everything(folder) == before and not (tmp_path / "plan").exists()


def plan(tmp_path: Path, **source: str) -> Result:
    return call("webex_voicemail_plan", output=str(tmp_path / "plan"), **source)


def test_another_organization(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    folder.mkdir()
    write("voicemail.yml", f"format: 1\norg_id: {OTHER}\n")(folder)
    streamed.write(str(tmp_path / "snapshot"), OTHER, [])
    (tmp_path / "journal").write_text(f'{{"format": 1, "org_id": "{OTHER}", "started": "2026-11-25T00:00:00Z"}}\n')
    own = uuid_of(emulator.world.org_id)
    words = (
        f"from another organization than the access token: other, not {own}. Use a token of that organization, or set "
    )
    for source, path, what in (
        ("directory", folder, "The folder, by org_id in its voicemail.yml,"),
        ("snapshot", tmp_path / "snapshot", "The snapshot"),
        ("journal", tmp_path / "journal", "The journal"),
    ):
        refused = plan(tmp_path, **{source: str(path)})
        assert refused["failed"] and f"{what} is {words}WEBEX_ORG_ID (the option org_id) to it." in refused["msg"]
    assert not (tmp_path / "plan").exists()


def test_a_folder_without_an_organization(emulator: Emulator, tmp_path: Path) -> None:
    """A plan and an audit of it would find nothing that differs."""
    organization = tmp_path / "voicemail"
    write("voicemail.yml", "format: 1\n")(organization)
    write("profiles.yml", "")(tmp_path)
    write("site.yml", "- hosts: all\n")(tmp_path)
    for folder, words in (("", "there is no organization in"), ("voicemial", "there is no folder")):
        options = {"directory": str(tmp_path / folder), "output": str(tmp_path / "plan")}
        for refused in (call("webex_voicemail_plan", **options), call("webex_voicemail_audit", **options)):
            assert refused["failed"] and words in refused["msg"]
            assert f"Did you mean {organization}?" in refused["msg"]
    assert not emulator.log and not (tmp_path / "plan").exists()
    write("organisation.yml", "")(organization)
    for module in ("webex_voicemail_export", "webex_voicemail_plan"):
        output = {} if module.endswith("export") else {"output": str(tmp_path / "plan")}
        refused = call(module, directory=str(organization), **output)
        assert (
            "organisation.yml: this is not a file of an organization: did you mean organization.yml?" in refused["msg"]
        )


def test_one_file_for_another(emulator: Emulator, tmp_path: Path) -> None:
    """It is said what it is: a plan that is taken for a journal would undo nothing."""
    write("voicemail.yml", "format: 1\n")(tmp_path / "voicemail")
    planned = plan(tmp_path, directory=str(tmp_path / "voicemail"))
    made, snapshot, journal = tmp_path / "plan/plan.jsonl", tmp_path / "snapshot", tmp_path / "journal"
    streamed.write(str(snapshot), None, [])
    journal.write_text('{"format": 1, "org_id": null, "plan": "sha256:0", "started": "2026-11-25T00:00:00Z"}\n')
    for source, path, words in (
        (
            "journal",
            made,
            "plan.jsonl is not a journal, but a plan. Give the one that apply wrote, by default journal.jsonl",
        ),
        ("journal", snapshot, "snapshot is not a journal, but a snapshot."),
        (
            "snapshot",
            made,
            "plan.jsonl is not a snapshot, but a plan. Give the one that an export or an off-boarding wrote.",
        ),
        ("snapshot", journal, "journal is not a snapshot, but a journal."),
    ):
        refused = plan(tmp_path, **{source: str(path)})
        assert refused["failed"] and words in refused["msg"], refused["msg"]
        assert refused["msg"].startswith(f"{source}: ")
    for path, words in ((snapshot, "is not a plan, but a snapshot."), (journal, "is not a plan, but a journal.")):
        made.write_bytes(path.read_bytes())
        assert words in call("webex_voicemail_apply", plan=str(made.parent), digest=planned["digest"])["msg"]
    assert "is a file. Give the folder of a plan" in call("webex_voicemail_apply", plan=str(made), digest="x")["msg"]


HEAD = b'{"format": 1, "org_id": null, "created": "2026-11-25T00:00:00Z", "by": "ada", "counts": {}}\n'


@pytest.mark.parametrize(
    "source, content, words",
    [
        ("snapshot", b"no gzip", "is not packed as one (gzip)"),
        ("snapshot", gzip.compress(b'{"format": 2, "counts": {}}\n'), "its format is not 1"),
        ("snapshot", gzip.compress(b'{"format": 1, "counts": {}}\n'), "is not a snapshot"),
        ("snapshot", gzip.compress(HEAD + b'{"sha256":"x"}\n'), "its digest does not fit"),
        ("journal", b"", "is not a journal"),
        ("journal", b"{}\n[]\n", "is not a journal"),
        ("journal", b'{"format": 2}\n', "has the format 2, and this release only reads 1"),
    ],
    ids=range(7),
)
def test_a_snapshot_or_a_journal_that_is_none(
    emulator: Emulator, tmp_path: Path, source: str, content: bytes, words: str
) -> None:
    (tmp_path / "file").write_bytes(content)
    refused = plan(tmp_path, **{source: str(tmp_path / "file")})
    assert refused["failed"] and words in refused["msg"] and "Traceback" not in refused["msg"]
    assert not emulator.log and not (tmp_path / "plan").exists()


def test_locations_whose_names_are_no_names_of_folders(emulator: Emulator, tmp_path: Path) -> None:
    """Each gets a folder of its own, below the one that was named."""
    names = ["../../outside", "Oslo", "OSLO", "a/b", "a:b", "CON"]
    for location, name in zip(list(emulator.world.locations), names):
        emulator.world.change(location, location_name=name)
    assert len(emulator.world.locations) == len(names)
    folder = tmp_path / "voicemail"
    assert call("webex_voicemail_export", directory=str(folder))["changed"]
    # The other one is that of the rate limiter.
    assert {path.name for path in tmp_path.iterdir()} <= {"voicemail", "webex.calling"}
    assert not (tmp_path.parent / "outside").exists()
    found = [path.name for path in (folder / "locations").iterdir()]
    assert len({one.casefold() for one in found}) == len(names)
    assert not call("webex_voicemail_export", directory=str(folder))["changed"]
    assert plan(tmp_path, directory=str(folder))["plan_status"] == "clean"
