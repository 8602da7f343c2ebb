# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said in the cases of docs/troubleshooting.md that are about an organization as files."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call

OTHER = "11111111-2222-3333-4444-555555555555"
NINETEEN = "{}:\n  send_unanswered_calls:\n    number_of_rings: 19\n"
GROUP = """\
New One:
  extension: '7999'
  language_code: en_us
  message_storage: {storage_type: INTERNAL}
  notifications: {enabled: false}
  transfer_to_number: {enabled: false}
  email_copy_of_message: {enabled: false}
  fax_message: {enabled: false}
"""


def planned(folder: Path, entries: str, head: str = "format: 1\n", file: str = "people") -> Result:
    """The plan that a folder with these people, or whatever the file has, in Stockholm makes."""
    stockholm = folder / "voicemail/locations/Stockholm"
    stockholm.mkdir(parents=True, exist_ok=True)
    (stockholm / f"{file}.yml").write_text(entries)
    (folder / "voicemail/voicemail.yml").write_text(head)
    return plan(folder, directory=folder / "voicemail")


def plan(folder: Path, **source: Path) -> Result:
    """A plan from a source."""
    given = {name: str(path) for name, path in source.items()}
    return call("webex_voicemail_plan", output=str(folder / "plan"), **given)


def apply(folder: Path, digest: str, **options: t.Any) -> Result:
    """What comes of applying the plan."""
    return call("webex_voicemail_apply", plan=str(folder / "plan"), digest=digest, **options)


def applied(folder: Path, digest: str, **options: t.Any) -> str:
    """Why a plan was not applied."""
    return t.cast(str, apply(folder, digest, **options)["msg"])


def refused(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield planned(folder, f"{ANNA}:\n  send_unanswerd_calls:\n    number_of_rings: 9\n{BO}: standrd\n")["msg"] + " ..."
    yield planned(folder / "other", f"{ANNA}:\n  send_unanswered_calls:\n    number_of_rings: 70\n")["msg"]
    yield planned(folder / "key", f"{ANNA}:\nprofile: standard\n")["msg"]
    planned(folder / "again", "")
    yield planned(folder / "again", "x: y\n")["msg"]
    wrong = {"notifications": {"enabled": False, "destination": ""}}
    emulator.world.set_voicemail(ANNA, wrong)
    yield planned(folder / "rule", f"{ANNA}:\n  notifications:\n    enabled: true\n")["msg"]


def no_organization(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    planned(folder, "")
    yield plan(folder, directory=folder)["msg"]


def nobody(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    found = planned(folder, NINETEEN.format("ana.andersson@example.com"))
    yield from (found["summary"], *found["warnings"])


def elsewhere(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield from planned(folder, NINETEEN.format(BO))["warnings"]


def incomplete(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.fault("status", {"owner": ANNA}, status=403)
    found = planned(folder, NINETEEN.format(ANNA))
    yield found["summary"]
    yield applied(folder, found["digest"])


def no_passcode(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield planned(folder, GROUP.replace("  language_code: en_us\n", ""), file="voicemail_groups")["msg"]
    yield applied(folder, planned(folder, f"{GROUP}  passcode_variable: new_one\n", file="voicemail_groups")["digest"])


def another_file(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    planned(folder, "")
    yield plan(folder, journal=folder / "plan/plan.jsonl")["msg"]
    digest = planned(folder, NINETEEN.format(ANNA))["digest"]
    (folder / "one.yml").write_text("- hosts: all\n")
    yield apply(folder, digest, journal=str(folder / "one.yml"))["msg"]
    files = str(folder / "voicemail")
    yield call("webex_voicemail_plan", directory=files, output=files)["msg"]
    yield call("webex_voicemail_audit", output=files)["msg"]
    yield call("webex_voicemail_export", directory=str(folder / "plan"))["msg"]
    yield plan(folder, snapshot=folder / "voicemail")["msg"]
    yield plan(folder, directory=folder / "one.yml")["msg"]


def renamed(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    for email in (ANNA, BO):
        done = apply(folder, planned(folder, NINETEEN.format(email))["digest"])
    yield from done["warnings"]


def another_organization(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield planned(folder, "", f"format: 1\norg_id: {OTHER}\n")["msg"]


def another_digest(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    planned(folder, NINETEEN.format(ANNA))
    yield applied(folder, "sha256:" + "0" * 64)
    yield applied(folder, "0" * 64)
    path = folder / "plan/plan.jsonl"
    path.write_text(path.read_text().replace("19", "18"))
    yield applied(folder, "sha256:" + "0" * 64)


def drifted(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 11}})
    digest = planned(folder, NINETEEN.format(ANNA))["digest"]
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 2}})
    yield applied(folder, digest)


def not_all(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    digest = planned(folder, NINETEEN.format(ANNA))["digest"]
    emulator.fault("status", {"method": "PUT"}, status=403)
    yield applied(folder, digest)


def weak_passcode(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    digest = planned(folder, f"{GROUP}  passcode_variable: new_one\n", file="voicemail_groups")["digest"]
    yield applied(folder, digest, passcodes={"new_one": "111111"})


def too_many(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    both = NINETEEN.format(ANNA) + NINETEEN.format(BO)
    yield applied(folder, planned(folder, both, "format: 1\nlimits: {people: {changes: 1}}\n")["digest"])
    yield applied(folder, planned(folder, NINETEEN.format(ANNA))["digest"], allow={"people": 2})


# By the headings of the page.
CASES = {
    "A file is refused": refused,
    "There is no organization in the folder": no_organization,
    "Entries match nobody": nobody,
    "An entry is in the file of another location": elsewhere,
    "A plan is incomplete": incomplete,
    "A voicemail group in a file has no passcode": no_passcode,
    "Another file is given": another_file,
    "A journal is renamed": renamed,
    "The files are from another organization": another_organization,
    "The digest is another one": another_digest,
    "Somebody changed it meanwhile": drifted,
    "A limit is breached": too_many,
    "A plan is not completely applied": not_all,
    "The passcode of a new voicemail group breaks a rule": weak_passcode,
}
