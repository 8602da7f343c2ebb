# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the collection at work: install it as a user would, run its quick start, onboard people, and say what happened.

Without WEBEX_ACCESS_TOKEN on the emulator; with it on the organization of that token, after asking.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import typing as t
from pathlib import Path

import demo_files

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / ".demo"
COLLECTIONS = DEMO / "collections"
QUICKSTART, ONBOARD = "webex.calling.quickstart", "webex.calling.onboard"

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

Stats = dict[str, t.Any]


def run(*command: str, quiet: bool = False, **environment: str) -> str:
    """Run one of Ansible's programs; what it prints is shown as it comes, unless I(quiet), and returned."""
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=DEMO,
        env={**os.environ, "ANSIBLE_HOME": str(DEMO / "ansible"), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = []
    for line in t.cast(t.IO[str], process.stdout):
        printed.append(line)
        if not quiet:
            print(line, end="", flush=True)
    if process.wait():
        sys.exit("".join(printed) if quiet else f"{command[0]} failed with status {process.returncode}.")
    return "".join(printed)


def install() -> None:
    """Build the collection, and install what was built."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    run("ansible-galaxy", "collection", "build", str(ROOT), "--output-path", str(DEMO), quiet=True)
    artifact = next(DEMO.glob("*.tar.gz"))
    run("ansible-galaxy", "collection", "install", str(artifact), "-p", "collections", "--offline", quiet=True)
    print(f"Built and installed {artifact.name}.")


def play(title: str, playbook: str, *arguments: str, **environment: str) -> Stats:
    """One run of a playbook, and what it says of itself."""
    print(f"\n=== {title}: ansible-playbook {playbook} {' '.join(arguments)}\n", flush=True)
    printed = run(
        "ansible-playbook",
        playbook,
        *arguments,
        ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS),
        ANSIBLE_LOCALHOST_WARNING="false",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        ANSIBLE_SHOW_CUSTOM_STATS="true",
        **environment,
    )
    found = re.search(r"RUN: (\{.*\})", printed)
    if not found:
        sys.exit("The playbook did not say what it did.")
    return t.cast(Stats, json.loads(found.group(1)))


def quietly(playbook: str, variables: dict[str, str], **environment: str) -> tuple[str, bool]:
    """One run of a playbook that prints nothing: what it said, and whether it succeeded."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ansible-playbook")), playbook, "-e", json.dumps(variables)],
        cwd=DEMO,
        env={
            **os.environ,
            "ANSIBLE_HOME": str(DEMO / "ansible"),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout, done.returncode == 0


def the_csv(people: list[str]) -> Path:
    """The sample file with people to onboard, or one with I(people)."""
    if not people:
        return COLLECTIONS / "ansible_collections/webex/calling/playbooks/files/onboarding.csv"
    file = DEMO / "onboarding.csv"
    file.write_text(
        "person,profile\n" + "".join(f"{one},{('', 'standard')[bool(n)]}\n" for n, one in enumerate(people))
    )
    return file


def onboard(title: str, file: Path, *arguments: str, **environment: str) -> Stats:
    """One run of the onboarding of a CSV, and what it says of itself."""
    variables = ("-e", "voicemail_onboarding_profile=hybrid_worker", "-e", f"voicemail_onboarding_csv_file={file}")
    return t.cast(Stats, play(title, ONBOARD, *arguments, *variables, **environment)["voicemail_onboarding_result"])


def approved(emulator: t.Any) -> bool:
    """Whether it may be done for real: on the emulator it may."""
    if emulator:
        emulator.read_only = False
        return True
    return input("\nDo this to the real organization? Type yes: ") == "yes"


def told(title: str, stats: Stats) -> str:
    """A line of the summary."""
    organization = "changed" if str(stats["organization_changed"]) == "True" else "as it was"
    return (
        f"  {title:<12} organization {organization:<10} people changed {stats['people_changed']}, "
        f"as they were {stats['people_unchanged']};  workspaces changed {stats['workspaces_changed']};  "
        f"groups changed {stats['groups_changed']};  requests {stats['requests']}"
    )


def changes(stats: Stats) -> list[str]:
    """What a run changed."""
    return [str(value) for name, value in sorted(stats.items()) if name.endswith("_changed")]


def main() -> None:
    """The demo."""
    install()
    with contextlib.ExitStack() as stack:
        emulator, environment, extra, people = None, {}, [], []
        if os.environ.get("WEBEX_ACCESS_TOKEN"):
            people = os.environ.get("QUICKSTART_PEOPLE", "").replace(",", " ").split()
            if not people:
                sys.exit(
                    "WEBEX_ACCESS_TOKEN is set. Set QUICKSTART_PEOPLE to the e-mail addresses to try it on, or unset both."
                )
            extra = ["--extra-vars", json.dumps({"quickstart_people": people})]
            print(f"WEBEX_ACCESS_TOKEN is set: this is the real organization of that token, and {', '.join(people)}.")
            print("First, in check mode, what would be done. Nothing is written.")
        else:
            sys.path.insert(0, str(ROOT / "tests"))
            from emulator import Emulator

            emulator = stack.enter_context(Emulator(people=1000))
            environment = {**emulator.environment, "QUICKSTART_PASSCODE": "135790"}
            (DEMO / "more.yml").write_text(MORE)
            extra = ["--extra-vars", "@more.yml"]
            print(f"A local Webex with 1,000 people listens at {emulator.url}.")
            emulator.read_only = True
        checked = play("Check mode", QUICKSTART, "--check", "--diff", *extra, **environment)
        if not approved(emulator):
            sys.exit("Nothing was changed.")
        done = play("For real", QUICKSTART, *extra, **environment)
        again = play("Once more", QUICKSTART, *extra, **environment)

        file = the_csv(people)
        print(
            f"\nNow these people start, everyone without a profile of their own as a hybrid_worker:\n\n{file.read_text()}",
            end="",
        )
        if emulator:
            emulator.read_only = True
        foretold = onboard("Check mode", file, "--check", *(["--diff"] if people else []), **environment)
        if not approved(emulator):
            sys.exit("Nobody was onboarded.")
        onboarded = onboard("For real", file, **environment)
        nothing = onboard("Once more", file, **environment)

        print("\nWhat happened in the quick start:")
        for title, stats in (("check mode", checked), ("for real", done), ("once more", again)):
            print(told(title, stats))
        print("\nWhat happened in the onboarding:")
        for title, stats in (("check mode", foretold), ("for real", onboarded), ("once more", nothing)):
            print(f"  {title}", *stats["table"], sep="\n    ")
        if emulator:
            demo_files.show(DEMO, lambda name, variables: quietly(name, variables, **environment), emulator)
        if emulator and emulator.problems:
            sys.exit(f"The emulator complains: {emulator.problems}")
    if (
        (changes(checked), foretold["profiles"]) != (changes(done), onboarded["profiles"])
        or set(changes(again)) != {"False", "0"}
        or nothing["changed"]
    ):
        sys.exit(
            "That is not what was promised: check mode and the run must say the same, and a second run changes nothing."
        )
    print(
        "\nCheck mode foretold exactly what the run did, without a write, and the second run found nothing to change."
    )
    print("An unchanged mailbox costs one request, a changed one two; looking people up cost one page.")


if __name__ == "__main__":
    main()
