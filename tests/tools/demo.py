# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the collection at work: install it as a user would, run its quick start, onboard people, and treat the organization as files.

Without WEBEX_ACCESS_TOKEN on the emulator; with it the quick start alone, on the organization of that token, after asking. What
Ansible prints is shown with VERBOSE=1.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import typing as t

import demo_files
from demo_stage import ROOT, Stage

ONBOARDING = ROOT / "playbooks/files/onboarding.csv"
# Lines of the diff that are shown.
SHOWN = 7
# Of the emulator's organization: a workspace of its own, and a group that is new. The passcode is in the environment.
MORE = """\
quickstart_workspaces: [Boardroom]
quickstart_groups:
  - name: Night Shift
    location: Stockholm
    extension: "7100"
    language_code: en_us
    message_storage: {storage_type: INTERNAL}
    notifications: {enabled: true, destination: night.shift@example.com}
    fax_message: {enabled: false}
    transfer_to_number: {enabled: false}
    email_copy_of_message: {enabled: false}
"""
NEXT = """
Next:
  make shell           Ansible, this collection and a local Webex, for a playbook of your own (README.md)
  make demo VERBOSE=1  the same with all that Ansible prints; .demo/ holds the files and plan/plan.html
  docs/guide.md        what a task can do; docs/tokens.md for a token of your own organization"""

Stats = dict[str, t.Any]


def changes(stats: Stats) -> dict[str, tuple[int, int]]:
    """How many of how many a run of the quick start changed, by kind."""
    return {
        "people": (stats["people_changed"], stats["people_changed"] + stats["people_unchanged"]),
        "workspaces": (stats["workspaces_changed"], stats["workspaces_total"]),
        "groups": (stats["groups_changed"], stats["groups_total"]),
        "policy": (int(stats["organization_changed"]), 1),
    }


def table(runs: dict[str, tuple[Stats, int | None]]) -> list[str]:
    """A line a run of the quick start, each a title with what the run said and how many writes arrived."""
    rows = [["", *changes(next(iter(runs.values()))[0]), "requests", "writes"]]
    for title, (stats, writes) in runs.items():
        counts = [f"{some} of {total}" for some, total in changes(stats).values()]
        rows.append([title, *counts, str(stats["requests"]), "" if writes is None else str(writes)])
    return [f"{row[0]:24}" + "".join(f"{cell:>12}" for cell in row[1:]).rstrip() for row in rows]


def quick_start(stage: Stage, *extra: str) -> None:
    """In check mode, for real, and once more."""
    runs: dict[str, tuple[Stats, int | None]] = {}

    def run(title: str, *arguments: str, command: str | None = None) -> str:
        printed = stage.play("quickstart", *arguments, *extra, shown=arguments, again=command)
        runs[title] = stage.stats(printed), stage.writes()
        return printed

    printed = run("check mode, to change", "--check", "--diff")
    task = printed.partition("TASK [Send unanswered calls to voicemail")[2].partition("\nchanged:")[0]
    title, dummy, *diff = task.splitlines()
    stage.tell(
        "Send unanswered calls to voicemail" + title.rstrip("] *"), *(f"  {line}" for line in [*diff[:SHOWN], "..."])
    )
    stage.approve()
    run("for real, changed")
    run("once more, changed", command="once more")
    stage.tell(*table(runs))
    foretold, done, again = (changes(stats) for stats, dummy in runs.values())
    if foretold != done or any(some for some, dummy in again.values()):
        sys.exit(
            "That is not what was promised: check mode and the run must say the same, and a second run changes nothing."
        )


def onboard(stage: Stage) -> None:
    """People of a CSV file."""
    stage.begin("New people: a CSV file, and the profile standard for whoever has none in it")
    shutil.copy(ONBOARDING, stage.folder / "people.csv")
    stage.tell(*(f"  {line}" for line in ONBOARDING.read_text().splitlines()))
    printed = stage.play("onboard", voicemail_onboarding_csv_file="people.csv")
    profiles = stage.stats(printed)["voicemail_onboarding_result"]["profiles"]
    counts = [f"{name}: {one['changed']} of {one['total']} changed" for name, one in sorted(profiles.items())]
    stage.tell("; ".join(counts) + ".")


def main() -> None:
    """The demo."""
    begun = time.monotonic()
    stage = Stage(verbose=os.environ.get("VERBOSE", "0") not in ("", "0"))
    version = stage.install()
    if os.environ.get("WEBEX_ACCESS_TOKEN"):
        people = os.environ.get("QUICKSTART_PEOPLE", "").replace(",", " ").split()
        if not people:
            sys.exit(
                "WEBEX_ACCESS_TOKEN is set. Set QUICKSTART_PEOPLE to the e-mail addresses to try it on, or unset both."
            )
        print(f"webex.calling {version} on the real organization of WEBEX_ACCESS_TOKEN, and {', '.join(people)}.")
        stage.begin("People, and the organization's policy: nothing is written in check mode")
        quick_start(stage, "--extra-vars", json.dumps({"quickstart_people": people}))
        return
    sys.path.insert(0, str(ROOT / "tests"))
    from emulator import Emulator

    with Emulator(people=1000) as emulator:
        stage.use(emulator, QUICKSTART_PASSCODE="135790")
        (stage.folder / "more.yml").write_text(MORE)
        print(f"webex.calling {version}, the voicemail of an organization as code, on a local Webex with 1,000 people.")
        stage.begin("One playbook: five people, a workspace, a voicemail group, and the organization's policy")
        quick_start(stage, "--extra-vars", "@more.yml")
        onboard(stage)
        demo_files.show(stage, emulator)
        if emulator.problems:
            sys.exit(f"The emulator complains: {emulator.problems}")
    print(
        f"\nAll of it in {time.monotonic() - begun:.0f} s. Check mode predicted every change, and a second run wrote nothing."
    )
    print(NEXT)


if __name__ == "__main__":
    main()
