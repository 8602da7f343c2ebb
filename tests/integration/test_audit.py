# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module webex_voicemail_audit, on the emulator. What it finds of thousands is in tests/resilience/test_audit_planted.py."""

from __future__ import annotations

import json
import stat
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    Result,
    call,
    playbook,
    set_locations,
    writes,
)

NAME = "webex_voicemail_audit"
# What is read beside an object each: whose token it is, and pages of locations, people, workspaces, lines and groups.
LISTS = 7
EVERYONE = "people, workspaces, virtual_lines"
RINGS = f"- id: rings\n  severity: high\n  for: [{EVERYONE}]\n  fields: [send_unanswered_calls.number_of_rings]\n  must: {{at_most: 20}}\n"
BUSY = "- id: busy\n  severity: low\n  for: [people]\n  fields: [send_busy_calls.enabled]\n  must: {is: true}\n"
NOBODY = json.dumps(dict.fromkeys(("items", "virtualLines", "voicemailGroups", "locations"), []))


class Audits:
    """Audits by the policies that were written, into one folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.output, self.folder = root, root / "audit", root / "voicemail"
        self.policies = root / "policies.yml"
        self.policies.write_text(RINGS)

    def __call__(self, **params: t.Any) -> Result:
        policies = {} if "policies" in params or "directory" in params else {"policies": str(self.policies)}
        return call(NAME, **{"output": str(self.output), **policies, **params})

    def export(self, **params: t.Any) -> None:
        call("webex_voicemail_export", directory=str(self.folder), **params)
        (self.folder / "policies.yml").write_text(RINGS)

    @property
    def found(self) -> list[Result]:
        listed: list[Result] = json.loads((self.output / "findings.json").read_text())
        return listed

    def of(self, policy: str) -> list[Result]:
        return [one for one in self.found if one["policy"] == policy]

    def entries_of(self, email: str) -> Path:
        (path,) = [path for path in self.folder.rglob("people.yml") if email in path.read_text()]
        return path


@pytest.fixture
def audit(tmp_path: Path, emulator: Emulator) -> Audits:
    return Audits(tmp_path)


def rings(emulator: Emulator, email: str, number: int) -> None:
    emulator.world.set_voicemail(email, {"sendUnansweredCalls": {"enabled": True, "numberOfRings": number}})


@pytest.mark.usefixtures("both_ways")
def test_one_request_an_object_and_a_report(emulator: Emulator, audit: Audits) -> None:
    """In check mode too, for it writes nothing else."""
    done = audit(check=True)
    assert not done["changed"] and not writes(emulator)
    objects = sum(done["counts"].values())
    assert objects <= done["api"]["requests"] - LISTS <= objects + done["left_out"]
    names = {path.name for path in audit.output.iterdir()}
    assert names == {"report.html", "findings.csv", "findings.json", "history.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in audit.output.iterdir()} == {0o600}
    assert done["findings"]["drift"] is done["findings"]["changed"] is None
    assert done["summary"].startswith(f"{objects:,} objects were audited, and none deviates")


def test_drift_is_told_with_its_line_and_what_would_accept_it(emulator: Emulator, audit: Audits) -> None:
    rings(emulator, BO, 5)
    audit.export()
    path = audit.entries_of(BO)
    directory = {"directory": str(audit.folder), "location": [path.parent.name]}
    assert audit(**directory)["findings"]["drift"] == 0 and not audit.of("drift")
    path.write_text("# by hand\n" + path.read_text())
    rings(emulator, BO, 9)
    emulator.world.set_voicemail(BO, {"emailCopyOfMessage": {"enabled": True, "emailId": "x@evil.example"}})
    failed = audit(**directory, fail_on=["drift", "high"])
    assert failed["failed"] and "what fail_on names" in failed["msg"] and failed["findings"]["drift"] >= 2
    number = path.read_text().splitlines().index(next(one for one in path.read_text().splitlines() if BO in one)) + 1
    found = {one["field"]: one for one in audit.of("drift")}
    one = found["send_unanswered_calls.number_of_rings"]
    assert (one["key"], one["value"], one["expected"], one["severity"]) == (BO, "9", "5", "medium")
    assert one["file"] == f"{path.relative_to(audit.folder)}:{number}"
    assert "send_unanswered_calls: {number_of_rings: 9}" in one["remedy"]
    # Whose line is as the remedy says is as the files say, but for the other field.
    lines = [one["remedy"] for one in found.values()]
    for remedy in lines:
        path.write_text(f"{remedy}\n")
        audit(**directory)
        assert len(audit.of("drift")) < len(found)


def test_who_is_elsewhere_or_not_there(emulator: Emulator, audit: Audits) -> None:
    audit.export()
    for path in audit.folder.rglob("*.yml"):
        path.write_text("")
    for path in audit.folder.rglob("ids.json"):
        path.unlink()
    text = f"{BO}: unmanaged\n{ANNA}:\n  note: moved\nnobody@example.com: standard\nknown@example.com: unmanaged\n"
    (audit.folder / "locations/Oslo/people.yml").write_text(text)
    unlicensed = next(one for one in emulator.world.people if not one.licensed)
    (audit.folder / "locations/Lisbon/people.yml").write_text(f"{unlicensed.email}: standard\n")
    group = next(one for one in emulator.world.groups if one.name == "Support")
    (audit.folder / "locations/Oslo/voicemail_groups.yml").write_text(
        "Support:\n  state: absent\nNight:\n  enabled: true\n"
    )
    done = audit(directory=str(audit.folder))
    found = {(one["kind"], one["key"], one["field"]): one for one in audit.of("drift")}
    assert found.pop(("person", ANNA, "location"))["expected"] == "Oslo"
    assert found.pop(("person", "nobody@example.com", ""))["value"] == "it does not exist"
    assert found.pop(("voicemail_group", group.name, ""))["expected"] == "absent"
    assert found.pop(("voicemail_group", "Night", ""))["file"] == "locations/Oslo/voicemail_groups.yml:3"
    assert not found and [one["key"] for one in audit.of("unlicensed")] == [unlicensed.email]
    assert done["warnings"] and done["findings"]["drift"] == 4


def test_who_cannot_be_read_is_a_finding(emulator: Emulator, audit: Audits) -> None:
    emulator.fault("status", {"owner": BO}, status=403)
    emulator.fault("status", {"path": "^/workspaces$"}, status=403)
    done = audit(fail_on=["high"])
    assert not done.get("failed") and done["findings"]["unreadable"] == 2
    found = {one["kind"]: one for one in audit.of("unreadable")}
    assert found["person"]["key"] == BO and "403" in found["person"]["value"]
    assert found["workspace"]["key"] == "" and found["workspace"]["severity"] == "medium"
    assert "2 could not be read" in done["summary"]
    assert audit(fail_on=["medium"])["failed"]
    emulator.take_problems()


def test_what_changed_between_two_days(emulator: Emulator, audit: Audits) -> None:
    """Live, and of two snapshots without a request; it fails no audit."""
    rings(emulator, BO, 5)
    before, after = (str(audit.root / name) for name in ("before", "after"))
    call("webex_voicemail_export", snapshot=before)
    rings(emulator, BO, 9)
    world = emulator.world
    gone = next(one for one in world.workspaces if one.licensed and one.calling and one.name == "Boardroom")
    world.remove(gone)
    world.add_person("new@example.com", location_id=world.location_ids[0], extension="7999")
    live = audit(since=before, fail_on=["low"])
    found = [one for one in audit.found if one["policy"] == "changed"]
    changes = {(one["key"], one["field"]): (one["value"], one["expected"]) for one in found}
    assert changes.pop((BO, "send_unanswered_calls.number_of_rings")) == ("9", "5")
    assert changes.pop(("new@example.com", "")) == ("it exists", "it did not exist")
    assert changes.pop(("Boardroom", "")) == ("it does not exist", "it existed")
    assert set(changes) <= {(BO, "send_unanswered_calls.enabled")}
    assert not live.get("failed") and live["findings"]["changed"] == len(found) and live["findings"]["total"] == 0
    call("webex_voicemail_export", snapshot=after)
    emulator.clear_log()
    stored = audit(since=before, snapshot=after)
    assert not emulator.log and stored["api"]["requests"] == 0
    assert sorted(one["key"] + one["field"] for one in audit.of("changed")) == sorted(
        one["key"] + one["field"] for one in found
    )
    assert stored["summary"].split(";")[0] == live["summary"].split(";")[0]


def test_a_snapshot_and_the_files(emulator: Emulator, audit: Audits) -> None:
    """As the live organization, and of a part of it."""
    snapshot = str(audit.root / "snapshot")
    audit.export(snapshot=snapshot)
    rings(emulator, BO, 3)
    path = audit.entries_of(BO)
    path.write_text(f"{BO}:\n  send_unanswered_calls:\n    number_of_rings: 20\n")
    emulator.clear_log()
    options = {"directory": str(audit.folder), "snapshot": snapshot}
    done = audit(**options)
    (drift,) = audit.of("drift")
    assert drift["key"] == BO and done["findings"]["drift"] == 1
    part = audit(**options, location=["Stockholm"], output=str(audit.root / "part"))
    assert part["findings"]["drift"] == 0 and 0 < sum(part["counts"].values()) < sum(done["counts"].values())
    refused = audit(**options, location=["Nowhere"])
    assert refused["failed"] and "location: there is no Nowhere in the snapshot." in refused["msg"]
    assert not emulator.log


def test_a_part_of_the_organization(emulator: Emulator, audit: Audits) -> None:
    audit.policies.write_text(BUSY)
    done = audit(location=["Oslo"])
    assert {one["location"] for one in audit.of("busy")} == {"Oslo"} and "organization" not in done["counts"]
    history = json.loads((audit.output / "history.json").read_text())
    assert [one["location"] for one in history["audits"]] == [["Oslo"]]


def test_an_organization_with_nobody(emulator: Emulator, audit: Audits) -> None:
    set_locations(emulator)
    for path in ("^/people$", "^/workspaces$", "^/telephony/config/(virtualLines|voicemailGroups|locations)$"):
        emulator.fault("status", {"path": path}, status=200, body=NOBODY, headers={"Content-Type": "application/json"})
    done = audit(fail_on=["high", "medium", "low"])
    assert done["counts"] == {"organization": 1, "rules": 1} and done["findings"]["total"] == 0
    assert audit.found == [] and (audit.output / "findings.csv").read_text().startswith("policy,severity")


def test_since_when_and_the_history(emulator: Emulator, audit: Audits) -> None:
    audit.policies.write_text(BUSY)
    emulator.world.set_voicemail(BO, {"sendBusyCalls": {"enabled": False}})
    audit()
    first = audit.found
    earlier = [{**one, "since": "2026-01-02"} for one in first if one["key"] == BO]
    (audit.output / "findings.json").write_text("[\n" + ",\n".join(map(json.dumps, earlier)) + "\n]\n")
    (audit.output / "history.json").write_text("damaged")
    done = audit()
    assert "kept as history.json.damaged-1" in done["warnings"][0]
    assert (audit.output / "history.json.damaged-1").read_text() == "damaged"
    days = {one["key"]: one["since"] for one in audit.found}
    assert days.pop(BO) == "2026-01-02" and "2026-01-02" not in days.values()


REFUSED: list[tuple[Result, str]] = [
    ({"fail_on": ["drift"]}, "fail_on holds drift, which requires directory."),
    ({"policies": "/nowhere/policies.yml"}, "policies: policies.yml cannot be read: No such file"),
    ({"directory": "/nowhere"}, "directory: there is no folder /nowhere. Check its name"),
    ({"snapshot": "/nowhere/snapshot"}, "there is no folder /nowhere"),
    ({"since": "/nowhere/snapshot"}, "there is no folder /nowhere"),
    ({"location": [" "]}, "location is empty"),
]


@pytest.mark.parametrize("params, words", REFUSED, ids=[one[1] for one in REFUSED])
def test_what_is_refused_before_any_request(emulator: Emulator, audit: Audits, params: Result, words: str) -> None:
    refused = audit(**params)
    assert refused["failed"] and words in refused["msg"] and not emulator.log and not audit.output.exists()


def test_all_that_is_wrong_with_the_files_is_told_at_once(emulator: Emulator, audit: Audits) -> None:
    audit.export()
    emulator.clear_log()
    (audit.folder / "policies.yml").write_text(RINGS.replace("high", "hgh") + "  exept: []\n")
    refused = audit(directory=str(audit.folder))
    assert "policies.yml:2: severity must be one of" in refused["msg"]
    assert "policies.yml:6: there is no exept: did you mean except?" in refused["msg"]
    (audit.folder / "voicemail.yml").write_text("format: 1\norg_id: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9vdGhlcg\n")
    (audit.folder / "policies.yml").unlink()
    assert not emulator.log and "another organization" in audit(directory=str(audit.folder))["msg"]


def test_the_playbook_says_what_was_found_and_fails(emulator: Emulator, audit: Audits) -> None:
    """With -e alone; the headline is an artifact whether it fails or not."""
    emulator.world.set_voicemail(CARLA, {"emailCopyOfMessage": {"enabled": True, "emailId": "x@evil.example"}})
    done = playbook(audit.root, "webex.calling.audit", "--check", audit_fail_on="high", audit_concurrency=20)
    assert done.returncode == 2 and "what fail_on names: 1 high" in done.stdout, done.stdout
    (found,) = audit.of("messages-outside")
    assert found["key"] == CARLA and "objects were audited" in done.stdout and not writes(emulator)
