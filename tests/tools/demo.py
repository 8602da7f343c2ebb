# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the collection at work: install it as a user would, run its quick start, and say what happened.

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

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / ".demo"
PLAYBOOK = "webex.calling.quickstart"

Stats = dict[str, t.Any]


def run(*command: str, quiet: bool = False, **environment: str) -> str:
    """Run one of Ansible's programs; what it prints is shown as it comes, unless I(quiet), and returned."""
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=DEMO,
        env={**os.environ, **environment},
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


def play(title: str, *arguments: str, **environment: str) -> Stats:
    """One run of the quick start, and what it says of itself."""
    print(f"\n=== {title}: ansible-playbook {PLAYBOOK} {' '.join(arguments)}\n", flush=True)
    printed = run(
        "ansible-playbook",
        PLAYBOOK,
        *arguments,
        ANSIBLE_COLLECTIONS_PATH=str(DEMO / "collections"),
        ANSIBLE_LOCALHOST_WARNING="false",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
        ANSIBLE_SHOW_CUSTOM_STATS="true",
        **environment,
    )
    found = re.search(r"RUN: (\{.*\})", printed)
    if not found:
        sys.exit("The quick start did not say what it did.")
    return t.cast(Stats, json.loads(found.group(1)))


def told(title: str, stats: Stats) -> str:
    """A line of the summary."""
    organization = "changed" if str(stats["organization_changed"]) == "True" else "as it was"
    return (
        f"  {title:<12} organization {organization:<10} people changed {stats['people_changed']}, "
        f"as they were {stats['people_unchanged']};  requests {stats['requests']}"
    )


def changes(stats: Stats) -> tuple[str, str]:
    """What a run changed."""
    return str(stats["organization_changed"]), str(stats["people_changed"])


def main() -> None:
    """The demo."""
    install()
    with contextlib.ExitStack() as stack:
        emulator, environment, extra = None, {}, []
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
            environment = emulator.environment
            print(f"A local Webex with 1,000 people listens at {emulator.url}.")
            emulator.read_only = True
        checked = play("Check mode", "--check", "--diff", *extra, **environment)
        if emulator:
            emulator.read_only = False
        elif input("\nDo this to the real organization? Type yes: ") != "yes":
            sys.exit("Nothing was changed.")
        done = play("For real", *extra, **environment)
        again = play("Once more", *extra, **environment)
        print("\nWhat happened:")
        for title, stats in (("check mode", checked), ("for real", done), ("once more", again)):
            print(told(title, stats))
        if emulator and emulator.problems:
            sys.exit(f"The emulator complains: {emulator.problems}")
    if changes(checked) != changes(done) or changes(again) != ("False", "0"):
        sys.exit(
            "That is not what was promised: check mode and the run must say the same, and a second run changes nothing."
        )
    print("Check mode foretold exactly what the run did, without a write, and the second run found nothing to change.")
    print("An unchanged mailbox costs one request, a changed one two; looking people up cost one page.")


if __name__ == "__main__":
    main()
