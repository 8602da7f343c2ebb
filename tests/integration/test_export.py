# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module webex_voicemail_export, on the emulator."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import jsonschema
import pytest
import yaml

from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, ROOT, Result, ansible, call

NAME = "webex_voicemail_export"
# What one export costs beside a GET an object: whose token it is, and pages of locations, people, workspaces, lines and groups.
LISTS = 7


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def export(folder: Path, **params: object) -> Result:
    return call(NAME, directory=str(folder), **params)


def people_file(folder: Path, email: str) -> Path:
    (found,) = [path for path in folder.rglob("people.yml") if email in path.read_text()]
    return found


@pytest.mark.usefixtures("both_ways")
def test_a_second_export_changes_no_byte(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    checked = export(folder, check=True)
    assert checked["changed"] and not folder.exists()
    emulator.clear_log()
    first = export(folder)
    assert first["changed"] and first["files"]["changed"] == len(contents(folder)) == checked["files"]["changed"]
    objects = sum(first["counts"].values())
    # Those without a licence that are listed as licensed are asked for, too.
    assert objects <= first["api"]["requests"] - LISTS <= objects + first["left_out"]
    before = contents(folder)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    second = export(folder)
    assert not second["changed"] and contents(folder) == before
    assert times == {path: path.stat().st_mtime_ns for path in times}


@pytest.mark.variants(
    without="nulls broken-rules",
    because="all that is exported of BO there is the name of a profile, which does not name the rings or has theirs",
)
def test_what_others_do_changes_their_own_lines(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    export(folder)
    path = people_file(folder, BO)
    text = path.read_text().replace("\n", "  # a comment\n")
    path.write_text(text)
    emulator.world.set_voicemail(BO, {"sendUnansweredCalls": {"numberOfRings": 9}})
    assert export(folder)["files"] == {"changed": 1, "names": [str(path.relative_to(folder))]}
    old, new = text.splitlines(), path.read_text().splitlines()
    added = [line for line in new if line not in old]
    assert added == ["    number_of_rings: 9  # a comment"]
    assert [line for line in old if line not in new] in ([], ["    number_of_rings: 4  # a comment"])


def test_who_moves_is_renamed_or_goes(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    world = emulator.world
    export(folder)
    for path in folder.rglob("people.yml"):
        text = path.read_text()
        for email in (ANNA, BO, CARLA):
            text = text.replace(f"\n{email}", f"\n\n# about {email}\n{email}")
        path.write_text(text)
    where = people_file(folder, CARLA)
    target = next(one for one in world.locations if one.name == "Oslo").id
    world.change_person(ANNA, location_id=target)
    world.change_person(CARLA, email="carla.new@example.com", listed_email="carla.new@example.com")
    world.remove(world.person(BO))
    assert export(folder)["changed"]
    everything = "".join(path.read_text() for path in folder.rglob("people.yml"))
    assert f"# about {ANNA}\n{ANNA}" in (folder / "locations/Oslo/people.yml").read_text()
    assert f"# about {CARLA}\ncarla.new@example.com" in where.read_text()
    assert everything.count(ANNA) == 2 and everything.count(BO) == 0
    assert not export(folder)["changed"]


def delete_location(emulator: Emulator, name: str, target: str) -> None:
    """Everyone is moved, all else goes with it."""
    world = emulator.world
    (gone,), (other,) = ([one for one in world.locations if one.name == wanted] for wanted in (name, target))
    for person in [one for one in world.people if one.location_id == gone.id]:
        world.change(person, location_id=other.id)
    for one in [one for one in (*world.workspaces, *world.virtual_lines, *world.groups) if one.location_id == gone.id]:
        world.remove(one)
    world.remove(gone)


@pytest.mark.parametrize("entry", ["", "nobody@example.com:\n  enabled: true\n"], ids=["empty", "with an entry"])
def test_a_location_goes_with_its_folder(emulator: Emulator, tmp_path: Path, entry: str) -> None:
    folder = tmp_path / "voicemail"
    export(folder)
    oslo = folder / "locations/Oslo"
    (oslo / "people.yml").write_text((oslo / "people.yml").read_text() + entry)
    everyone = "".join(path.read_text() for path in folder.rglob("people.yml"))
    # Not listed is not gone.
    emulator.fault("status", {"method": "GET", "path": "/locations$"}, status=403)
    export(folder)
    assert (oslo / "location.yml").exists()
    emulator.faults = []
    delete_location(emulator, "Oslo", "Stockholm")
    assert export(folder)["changed"]
    assert [path.name for path in sorted(oslo.glob("*.yml"))] == (["people.yml"] if entry else [])
    if entry:
        assert (oslo / "people.yml").read_text().endswith(entry) and "location" not in (oslo / "ids.json").read_text()
    else:
        assert not oslo.exists()
    after = "".join(path.read_text() for path in folder.rglob("people.yml"))
    assert after.count("@example.com:") == everyone.count("@example.com:")
    assert not export(folder)["changed"]


@pytest.mark.usefixtures("both_ways", "other_rings")
def test_who_cannot_be_read_keeps_yesterdays_entry(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    export(folder)
    bo = next(block for block in people_file(folder, BO).read_text().split("\n") if block.startswith(BO))
    emulator.world.set_voicemail(BO, {"enabled": False})
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 17}})
    emulator.fault("status", {"owner": BO}, status=403)
    done = export(folder)
    assert done["failed"] and BO in done["msg"].lower() and "entries in the files are kept" in done["msg"]
    assert [(one["kind"], one["key"].lower()) for one in done["failed_objects"]] == [("person", BO)]
    assert bo in people_file(folder, BO).read_text()
    assert "number_of_rings: 17" in people_file(folder, ANNA).read_text()
    # Nor does somebody go who is not listed.
    emulator.faults = []
    emulator.fault("status", {"method": "GET", "path": "/people$"}, status=403)
    done = export(folder)
    assert done["failed"] and BO in people_file(folder, BO).read_text()


def test_a_part_of_the_organization(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    done = export(folder, location=["Oslo"])
    assert sorted(path.name for path in (folder / "locations").iterdir()) == ["Oslo"]
    assert not (folder / "organization.yml").exists() and done["counts"]["location"] == 1
    export(folder)
    before = contents(folder)
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 17}})  # who is in Stockholm
    assert not export(folder, location=["Oslo"])["changed"] and contents(folder) == before
    refused = export(folder, location=["Atlantis"])
    assert refused["failed"] and "Atlantis" in refused["msg"]


@pytest.mark.variants(without="missing nulls", because="it looks for a setting that is not told there")
def test_a_snapshot_holds_everything(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "all.snapshot"
    done = call(NAME, snapshot=str(file))
    assert not done["changed"] and stat.S_IMODE(file.stat().st_mode) == 0o600
    stored = streamed.read(str(file))
    head, found = stored.head, list(stored.rows())
    assert head["org_id"] == emulator.world.org_id.rstrip("=") and sum(head["counts"].values()) == len(found)
    assert len(found) == sum(done["counts"].values()) and found == sorted(
        found, key=lambda one: (one["kind"], one["key"], one["id"])
    )
    bo = next(one for one in found if one["key"].lower() == BO)
    assert bo["location"] == "Oslo" and "system_max_number_of_rings" in bo["settings"]["send_unanswered_calls"]
    (tmp_path / "other").write_text("not a snapshot")
    refused = call(NAME, snapshot=str(tmp_path / "other"))
    assert refused["failed"] and "is not a snapshot" in refused["msg"]


def test_an_interrupted_export_is_resumed(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "all.snapshot"
    whole = call(NAME, snapshot=str(file))
    content = file.read_bytes()
    file.unlink()
    emulator.fault("status", {"path": "voicemail"}, status=401, skip=40)
    assert call(NAME, snapshot=str(file), concurrency=2)["failed"]
    partial = tmp_path / "all.snapshot.partial"
    assert partial.exists() and not file.exists() and stat.S_IMODE(partial.stat().st_mode) == 0o600
    with partial.open("ab") as unfinished:
        unfinished.write(b'["person", "half')
    emulator.faults = []
    again = call(NAME, snapshot=str(file))
    assert 30 <= whole["api"]["requests"] - again["api"]["requests"] <= 60
    assert (
        not partial.exists()
        and streamed.read(str(file))[1]
        and len(file.read_bytes()) == pytest.approx(len(content), abs=40)
    )


@pytest.mark.usefixtures("both_ways")
def test_what_is_refused_before_any_request(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    (folder / "locations/Oslo").mkdir(parents=True)
    (folder / "locations/Oslo/people.yml").write_text("a: standrd\na: x\n")
    emulator.clear_log()
    refused = export(folder)
    assert "people.yml:1: there is no profile standrd: did you mean standard?" in refused["msg"]
    assert "people.yml:2: a is given twice, first in line 1." in refused["msg"]
    assert "one of the following is required" in call(NAME)["msg"]
    assert not emulator.log
    (folder / "locations/Oslo/people.yml").write_text("")
    (folder / "voicemail.yml").write_text("format: 1\norg_id: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9vdGhlcg\n")
    assert "from another organization" in export(folder)["msg"]
    assert (folder / "locations/Oslo/people.yml").read_text() == ""


def test_the_playbook(emulator: Emulator, tmp_path: Path) -> None:
    done = ansible("ansible-playbook", "webex.calling.export", "-e", "export_directory=voicemail", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "voicemail/voicemail.yml").exists() and "objects" in done.stdout


def test_what_is_exported_fits_the_schemas(emulator: Emulator, tmp_path: Path) -> None:
    """Those that the first line of each file names."""
    folder = tmp_path / "voicemail"
    export(folder)
    checked = set()
    for path in sorted(folder.rglob("*.yml")):
        first, dummy, dummy = path.read_text().partition("\n")
        name = first.rpartition("/")[2]
        schema = json.loads((ROOT / "docs/schemas" / name).read_text())
        assert first.endswith(schema["$id"])
        jsonschema.validate(yaml.safe_load(path.read_text()), schema)
        checked.add(name)
    # Policies are written by people alone.
    assert checked == {path.name for path in (ROOT / "docs/schemas").glob("*.json")} - {"policies.json"}
    schema = json.loads((ROOT / "docs/schemas/people.json").read_text())
    for wrong in ({"a": {"enabld": True}}, {"a": {"send_unanswered_calls": {"number_of_rings": 70}}}, ["a"]):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
