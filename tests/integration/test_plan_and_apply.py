# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules webex_voicemail_plan and webex_voicemail_apply, on the emulator: what is approved is what is applied, and can be undone."""

from __future__ import annotations

import json
import stat
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Result, call, puts, writes

GROUP = "extension: '%s'\n  language_code: en_us\n  message_storage:\n    storage_type: INTERNAL\n  notifications:\n    enabled: false\n"
GROUP += "  transfer_to_number:\n    enabled: false\n  email_copy_of_message:\n    enabled: false\n  fax_message:\n    enabled: false\n"
# Beside those of objects: whose token it is.
TOKEN = 1
WRITTEN_AGAIN = pytest.mark.variants(
    without="missing nulls broken-rules", because="what was not told, or breaks a rule, cannot be written again"
)


class Files:
    """A folder that was exported, and plans of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "voicemail"
        assert call("webex_voicemail_export", directory=str(self.folder))["changed"]

    def write(self, location: str, name: str, text: str) -> None:
        """A file that has these entries alone."""
        (self.folder / "locations" / location / f"{name}.yml").write_text(text)

    def only(self, text: str, limits: str = "") -> None:
        """People of Oslo alone, whatever others there are."""
        for path in self.folder.rglob("*.yml"):
            path.write_text("")
        (self.folder / "voicemail.yml").write_text(
            f"format: 1\ndomains: [example.com]\nlimits:\n  minimum: 100\n{limits}"
        )
        self.write("Oslo", "people", text)

    def plan(self, output: str = "plan", **source: t.Any) -> Result:
        given = {name: str(value) for name, value in (source or {"directory": self.folder}).items()}
        return call("webex_voicemail_plan", output=str(self.root / output), **given)

    def apply(self, output: str = "plan", check: bool = False, **options: t.Any) -> Result:
        digest = options.pop("digest", None) or json.loads((self.root / output / "summary.json").read_text())["digest"]
        return call("webex_voicemail_apply", check=check, plan=str(self.root / output), digest=digest, **options)

    def records(self, output: str = "plan") -> list[Result]:
        return [json.loads(line) for line in (self.root / output / "plan.jsonl").read_text().splitlines()[1:]]


@pytest.fixture
def files(soon: None, tmp_path: Path) -> Files:
    return Files(tmp_path)


def rings(emulator: Emulator, email: str) -> int:
    return t.cast(int, emulator.world.voicemail(email)["sendUnansweredCalls"]["numberOfRings"])


def set_rings(emulator: Emulator, email: str, number: int) -> None:
    emulator.world.set_voicemail(email, {"sendUnansweredCalls": {"numberOfRings": number}})


def wants(number: int, *emails: str) -> str:
    return "".join(f"{one}:\n  send_unanswered_calls:\n    number_of_rings: {number}\n" for one in emails)


@pytest.mark.usefixtures("both_ways")
def test_after_an_export_nothing_is_planned(emulator: Emulator, files: Files) -> None:
    emulator.clear_log()
    done = files.plan()
    assert done["plan_status"] == "clean" and done["summary"] == "Nothing changes." and not done["changed"]
    assert not writes(emulator)
    folder = files.root / "plan"
    assert sorted(path.name for path in folder.iterdir()) == ["plan.html", "plan.jsonl", "plan.md", "summary.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    applied = files.apply()
    assert not applied["changed"] and applied["journal"] is None


@pytest.mark.usefixtures("both_ways")
def test_what_is_planned_is_applied_and_undone(emulator: Emulator, files: Files) -> None:
    set_rings(emulator, ANNA, 4)
    set_rings(emulator, BO, 4)
    files.only(wants(6, ANNA, BO, "nobody@example.com"))
    planned = files.plan()
    assert planned["plan_status"] == "changes" and planned["counts"] == {"people": {"change": 2}}
    assert planned["summary"] == "2 people in 2 locations change. 1 entry matches nobody: see the warnings."
    assert any("nobody@example.com does not exist: " in one for one in planned["warnings"])
    assert any(f"{ANNA} is at Stockholm" in one for one in planned["warnings"])
    (anna, bo) = sorted(files.records(), key=lambda one: one["key"])
    assert anna["set"] == [{"field": "send_unanswered_calls.number_of_rings", "was": 4, "now": 6}]
    assert bo["from"] == "locations/Oslo/people.yml:4" and bo["location"] == "Oslo"
    checked = files.apply(check=True, diff=True)
    assert checked["diff"]["prepared"] == f"2 objects: {BO}, {ANNA}\n  send_unanswered_calls.number_of_rings: 4 -> 6\n"
    assert checked["changed"] and checked["results"]["applied"] == 2 and not writes(emulator)
    emulator.clear_log()
    done = files.apply()
    assert done["results"] == {"applied": 2, "already": 0, "drifted": 0, "failed": 0, "untried": 0}
    assert done["api"]["requests"] == TOKEN + (2 + puts(emulator)) * 2 and rings(emulator, BO) == 6
    again = files.apply(on_drift="skip")
    assert not again["changed"] and again["results"]["already"] == 2
    assert files.plan("undo", journal=done["journal"])["counts"] == {"people": {"change": 2}}
    emulator.clear_log()
    undone = files.apply("undo", on_drift="skip")
    assert undone["results"]["applied"] == 2 and undone["api"]["requests"] == TOKEN + (1 + puts(emulator)) * 2
    assert (rings(emulator, ANNA), rings(emulator, BO)) == (4, 4)


def test_drift_is_refused_or_skipped(emulator: Emulator, files: Files) -> None:
    for email in (ANNA, BO, CARLA):
        set_rings(emulator, email, 4)
    files.only(wants(6, ANNA, BO, CARLA))
    files.plan()
    set_rings(emulator, BO, 9)
    emulator.world.set_voicemail(CARLA, {"sendAllCalls": {"enabled": True}})  # what the plan is not about
    refused = files.apply()
    assert refused["failed"] and not refused.get("changed") and not writes(emulator)
    assert f"{BO}: send_unanswered_calls.number_of_rings is 9, and was 4" in refused["msg"]
    assert [(one["key"], one["status"]) for one in refused["objects"]] == [(BO, "drifted")]
    assert files.apply(check=True)["failed"]
    done = files.apply(on_drift="skip")
    assert done["results"]["applied"] == 2 and done["results"]["drifted"] == 1
    assert [rings(emulator, one) for one in (ANNA, BO, CARLA)] == [6, 9, 6]
    assert emulator.world.voicemail(CARLA)["sendAllCalls"]["enabled"] is True


def test_who_fails_and_who_is_untried(emulator: Emulator, files: Files) -> None:
    files.only(wants(7, ANNA, BO, CARLA))
    files.plan()
    emulator.fault("status", {"method": "PUT"}, status=400)
    failed = files.apply(max_failures=1, concurrency=1)
    assert failed["failed"] and failed["results"]["failed"] == 1 and failed["results"]["untried"] == 2
    assert not failed.get("changed") and "and run it again." in failed["msg"]
    emulator.faults = []
    done = files.apply()
    assert done["results"]["applied"] == 3 and rings(emulator, BO) == 7


CHANGED: list[tuple[str, t.Callable[[str], str], str]] = [
    (
        "one byte",
        lambda text: text.replace('"now": 7', '"now": 8', 1),
        "it was changed after it was made: its digest does not fit. Plan again",
    ),
    ("its status", lambda text: text.replace('"changes"', '"clean"', 1), "it was changed after it was made"),
    ("a line less", lambda text: "".join(text.splitlines(keepends=True)[:-1]), "it was changed after it was made"),
    ("a newer format", lambda text: text.replace('"format": 1', '"format": 2', 1), "its format is 2"),
    ("nothing", lambda text: "", "line 1 is not an object"),
]


@pytest.mark.parametrize("what, change, words", CHANGED, ids=[one[0] for one in CHANGED])
def test_a_plan_that_was_changed_is_refused(
    emulator: Emulator, files: Files, what: str, change: t.Callable[[str], str], words: str
) -> None:
    files.only(wants(7, ANNA, BO))
    files.plan()
    path = files.root / "plan/plan.jsonl"
    path.write_text(change(path.read_text()))
    emulator.clear_log()
    refused = files.apply()
    assert refused["failed"] and words in refused["msg"] and not emulator.log


def test_what_else_is_refused_before_anything_is_sent(
    emulator: Emulator, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.only(wants(7, ANNA, BO), "  people: {changes: 1}\n")
    planned = files.plan()
    assert planned["plan_status"] == "refused"
    assert planned["breached"] == [{"limit": "people", "planned": 2, "allowed": 1}]
    assert (words := "people: 2 planned, 1 allowed (limits.people.changes: 1 in voicemail.yml).") in planned["summary"]
    emulator.clear_log()
    assert "the approved plan is sha256:000000000000..., but" in files.apply(digest="sha256:" + "0" * 64)["msg"]
    assert words in files.apply()["msg"]
    assert "people: 2 planned, and allow says 3" in files.apply(allow={"people": 3})["msg"]
    assert "there is no peple: did you mean people?" in files.apply(allow={"people": 2, "peple": 2})["msg"]
    assert not emulator.log and files.apply(allow={"people": 2})["changed"]
    # Somebody cannot be read.
    files.only(wants(8, ANNA, BO))
    emulator.fault("status", {"owner": BO}, status=403)
    planned = files.plan()
    assert planned["plan_status"] == "incomplete" and planned["failed_objects"][0]["key"] == BO
    assert f"The plan is incomplete: person {BO}: GET" in planned["summary"]
    assert "it is incomplete, because some objects could not be planned. plan.md in" in files.apply()["msg"]


def test_a_plan_of_another_organization_or_an_old_one(emulator: Emulator, files: Files) -> None:
    from ansible_collections.webex.calling.plugins.module_utils._files import plan_file

    files.only(wants(7, ANNA))
    files.plan()
    path = files.root / "plan"
    head, records = plan_file.read(str(path))
    for change, words in (
        ({"org_id": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9vdGhlcg"}, "The plan is from another organization"),
        ({"expires": "2026-01-01T00:00:00Z"}, "it expired at 2026-01-01"),
    ):
        content, signed = plan_file.encode({**{k: v for k, v in head.items() if k != "digest"}, **change}, records)
        plan_file.write(str(path), {plan_file.PLAN: content})
        refused = files.apply(digest=signed["digest"])
        assert refused["failed"] and words in refused["msg"] and not writes(emulator)


@WRITTEN_AGAIN
def test_groups_are_created_deleted_and_made_again(emulator: Emulator, files: Files) -> None:
    files.only("")
    night = f"Night:\n  passcode_variable: night\n  {GROUP % '61777'}"
    files.write("Oslo", "voicemail_groups", f"{night}Support:\n  state: absent\n")
    planned = files.plan()
    assert planned["plan_status"] == "refused" and planned["counts"] == {"voicemail_groups": {"create": 1, "delete": 1}}
    assert "194605" not in (files.root / "plan/plan.jsonl").read_text()
    refused = files.apply(allow={"groups": 1, "voicemail_groups": 2})["msg"]
    for words in (
        "allow: there is no groups: did you mean voicemail_groups.deletes? "
        "allow: voicemail_groups: 1 planned, and allow says 2. Remove it, since this plan does not breach the limit.",
        'To apply this plan all the same, set allow to {"voicemail_groups.deletes": 1}.',
        'passcodes must hold night, the passcode of the new voicemail group Night, in quotes: {"night": "..."}.',
    ):
        assert words in refused, refused
    options: Result = {"allow": {"voicemail_groups.deletes": 1}, "passcodes": {"night": "194605"}}
    done = files.apply(**options)
    assert done["results"]["applied"] == 2, done
    assert {"Night", "Support"} & {group.name for group in emulator.world.groups} == {"Night"}
    assert files.apply(**options)["results"]["already"] == 2
    journal = Path(done["journal"]).read_text()
    assert "194605" not in journal
    undo = files.plan("undo", journal=done["journal"])
    assert undo["counts"] == {"voicemail_groups": {"create": 1, "delete": 1}}
    assert any("created again with a new ID" in one for one in undo["warnings"])
    undone = files.apply("undo", allow={"voicemail_groups.deletes": 1}, passcodes={"Support": "194605"})
    assert undone["results"]["applied"] == 2, undone
    assert {"Night", "Support"} & {group.name for group in emulator.world.groups} == {"Support"}


def writable(file: Path) -> dict[tuple[str, str], t.Any]:
    from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
    from ansible_collections.webex.calling.plugins.module_utils._files.wanted import writable as of

    rows = streamed.read(str(file)).rows()
    return {(one["kind"], one["id"]): of(KINDS[one["kind"]], one["settings"]) for one in rows}


@WRITTEN_AGAIN
def test_a_snapshot_restores_everything(emulator: Emulator, files: Files) -> None:
    before, after = files.root / "before", files.root / "after"
    call("webex_voicemail_export", snapshot=str(before))
    world = emulator.world
    world.set_org_settings({"strictDeletionEnabled": not world.org_settings["strictDeletionEnabled"]})
    for number, person in enumerate(one for one in world.people if one.licensed):
        world.set_voicemail(
            person, {"enabled": bool(number % 2), "sendUnansweredCalls": {"numberOfRings": 2 + number % 7}}
        )
        world.set_voicemail(person, {"transferToNumber": {"enabled": True, "destination": "+15550100"}})
    planned = files.plan(snapshot=before)
    assert planned["plan_status"] == "changes"
    assert files.apply()["results"]["failed"] == 0
    call("webex_voicemail_export", snapshot=str(after))
    assert writable(before) == writable(after)
    assert files.plan("again", snapshot=before)["plan_status"] == "clean"


def test_against_a_snapshot_nothing_is_read(emulator: Emulator, files: Files) -> None:
    snapshot = files.root / "all"
    call("webex_voicemail_export", snapshot=str(snapshot))
    files.only(wants(9, ANNA, BO))
    emulator.clear_log()
    planned = files.plan(directory=files.folder, against=snapshot)
    assert planned["counts"] == {"people": {"change": 2}}
    assert not [one for one in emulator.log if one["path"].endswith("/features/voicemail")]
    assert files.apply()["results"]["applied"] == 2


def test_a_part_of_the_organization(emulator: Emulator, files: Files) -> None:
    files.only(wants(9, BO))
    files.write("Stockholm", "people", wants(9, ANNA))
    part = call("webex_voicemail_plan", directory=str(files.folder), output=str(files.root / "plan"), location=["Oslo"])
    assert part["counts"] == {"people": {"change": 1}} and "warnings" not in part
    assert [one["key"] for one in files.records()] == [BO]
