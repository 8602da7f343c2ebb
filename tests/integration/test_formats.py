# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page docs/formats.md: what it says of files is what is written, on the emulator."""

from __future__ import annotations

import gzip
import json
import re
import typing as t
from pathlib import Path

from ansible_collections.webex.calling.plugins.module_utils._files import audit_model, limits
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.pages import blocks, sections
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, call
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files, set_rings, wants

PAGE = (ROOT / "docs/formats.md").read_text()
WHO = set(re.findall(r"`(\w+)`", PAGE[PAGE.index("\nWho is ") :].splitlines()[1]))


def rows(section: str) -> dict[str, str]:
    """The tables below a heading: what stands in the other cells, by the first."""
    text = re.split(r"\n##+ ", PAGE.partition(f"# {section}\n")[2])[0]
    assert text, section
    cells = [line.strip("| ").split(" | ", 1) for line in text.splitlines() if line.startswith("| ")]
    return {first: other for first, other in cells if first.strip("- ")}


def names(cell: str) -> set[str]:
    """What stands between back quotes."""
    return set(re.findall(r"`([\w.]+)`", cell))


def lines(content: bytes) -> list[dict[str, t.Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_a_snapshot(emulator: Emulator, tmp_path: Path) -> None:
    call("webex_voicemail_export", directory=str(tmp_path / "voicemail"), snapshot=str(tmp_path / "snapshot"))
    first, *objects, last = lines(gzip.decompress((tmp_path / "snapshot").read_bytes()))
    documented = rows("The snapshot")
    assert set(first) == names(documented["first"]) and set(last) == names(documented["last"])
    assert {key for one in objects for key in one} == names(documented["object"])
    assert {one["kind"] for one in objects} == set(KINDS)


def test_an_exported_folder(emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "voicemail"
    call("webex_voicemail_export", directory=str(folder))
    files = [str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()]
    found = {re.sub(r"/[^/]+/", "/<name>/", one) for one in files}
    documented = {name for cell in rows("The folder") for name in re.findall(r"`([^`]+)`", cell)}
    assert documented - {"policies.yml"} == found


def test_what_a_profile_does_not_name(emulator: Emulator, tmp_path: Path) -> None:
    """It is neither compared nor exported, unless the entry or the profile holds it, as the page shows."""
    files, world = Files(tmp_path), emulator.world
    held, profile = blocks(sections(PAGE, 3)["What a profile does not name"], "yaml")
    greta = held.partition(":")[0]
    files.only("")
    files.write("Lisbon", "people", held)
    assert files.plan()["plan_status"] == "changes" and files.apply()["changed"]
    world.set_voicemail(greta, {"emailCopyOfMessage": {"enabled": True, "emailId": "other@example.com"}})
    address = re.compile(r"    email_id: .*\n")
    files.write("Lisbon", "people", address.sub("", held))
    assert files.plan()["plan_status"] == "clean"
    files.write("Lisbon", "people", held)
    assert files.plan()["plan_status"] == "changes"
    (field,) = files.records()[0]["set"]
    assert field == {
        "field": "email_copy_of_message.email_id",
        "was": "other@example.com",
        "now": "reception@example.com",
    }
    call("webex_voicemail_export", directory=str(files.folder), location=["Lisbon"])
    exported = (files.folder / "locations/Lisbon/people.yml").read_text()
    assert held.replace("reception@", "other@") in exported
    world.set_voicemail(ANNA, {"transferToNumber": {"enabled": False, "destination": "6527"}})
    files.only(f"{ANNA}: standard\n")
    fields = []
    for text in ("", profile):
        (files.folder / "profiles.yml").write_text(text)
        files.plan()
        fields.append({one["field"] for record in files.records() for one in record["set"]})
    assert fields[1] - fields[0] == {"transfer_to_number.destination"}


def test_a_plan_and_a_journal(emulator: Emulator, tmp_path: Path) -> None:
    files = Files(tmp_path)
    set_rings(emulator, ANNA, 4)
    files.only(wants(6, ANNA))
    files.plan()
    assert files.apply()["changed"] and files.apply(on_drift="skip")["results"]["already"] == 1
    documented = rows("The plan")
    first, *changes = lines((tmp_path / "plan/plan.jsonl").read_bytes())
    assert set(first) == names(documented["first"])
    assert changes and not {key for one in changes for key in one} - names(documented["change"])
    assert names(documented["`kind`"]) == set(KINDS)
    journal = lines((tmp_path / "plan/journal.jsonl").read_bytes())
    documented = rows("The journal")
    phases = {"before": "before a write", "after": "after it", "outcome": "nothing was written, or it failed"}
    assert {one.get("phase") for one in journal} == {None, *phases}
    for one in journal:
        row = documented[phases[one["phase"]] if "phase" in one else "first of each run"]
        assert set(one) == names(row) if "phase" not in one else not set(one) - names(row) - WHO


def test_what_an_audit_writes(emulator: Emulator, tmp_path: Path) -> None:
    call("webex_voicemail_audit", output=str(tmp_path))
    columns = re.findall(r"`(\w+)`", " ".join(cell for cell in rows("The findings") if "." not in cell))
    assert tuple(columns) == audit_model.Finding._fields
    history = json.loads((tmp_path / "history.json").read_text())
    sentence = PAGE[PAGE.index("An audit in the history") :]
    assert set(history) == {"format", "audits"} and set(history["audits"][0]) == names(sentence)


def test_each_limit_has_its_default() -> None:
    table = rows("Limits")
    for name, number in limits.DEFAULTS.items():
        kind, dummy, bound = name.partition(".")
        found = [cells for first, cells in table.items() if name in names(first)]
        found += [
            cells
            for first, cells in table.items()
            if bound in names(first) and ({kind} & names(first) or "the same" in first)
        ]
        assert found and all(cells.startswith(f"{number} |") for cells in found), name


def test_every_schema_is_named() -> None:
    assert set(re.findall(r"\(schemas/(\w+)\.json\)", PAGE)) == {one.stem for one in (ROOT / "docs/schemas").iterdir()}
