# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the emulator in the foreground: `python -m emulator --port 8080`. With a command, for as long as that runs."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import subprocess
import sys
import threading

from .server import Emulator
from .variants import SWITCHES


def tell(emulator: Emulator) -> None:
    """Say how it is reached, and who is there."""
    print("export", *(f"{name}={value}" for name, value in emulator.environment.items()))
    world = emulator.world
    counts = f"{len(world.people)} people, {len(world.workspaces)} workspaces, {len(world.virtual_lines)} lines"
    print(
        f"# {counts}, {len(world.groups)} groups; control: {emulator.origin}/_emulator/ (see tests/emulator/README.md)"
    )
    for one in world.people[:5]:
        print(f"#   {one.email}")
    for one in [one for one in world.people if not one.licensed][:2]:
        state = "invitation pending" if one.invite_pending else "no Webex Calling licence"
        print(f"#   {one.email} ({state})")
    sys.stdout.flush()


def run(command: list[str], emulator: Emulator) -> int:
    """Run a command with the environment that leads to the emulator, and nothing else of Webex in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WEBEX_")}
    with subprocess.Popen(command, env={**environment, **emulator.environment}) as child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's
        return child.wait()


def main() -> int:
    """Serve until Ctrl-C, or until the command ends."""
    parser = argparse.ArgumentParser(
        prog="emulator",
        description="A local Webex Calling over HTTP.",
        epilog="variants:\n" + "\n".join(f"  {name:22}{switch.help}" for name, switch in SWITCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080, help="0 for a free one")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--hint", default="", help="what to print first, when it listens")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--limit", type=float, default=None, help="requests a minute")
    parser.add_argument(
        "--variants",
        action="append",
        default=[],
        metavar="NAME",
        choices=SWITCHES,
        help="see below; more than once for more",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run in place of waiting for Ctrl-C")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = vars(parser.parse_args())
    command, hint = options.pop("command"), options.pop("hint")
    try:
        with Emulator(**options) as emulator:
            if command:
                return run(command, emulator)
            print(hint, end="\n" if hint else "")
            tell(emulator)
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            port = options["port"]
            sys.exit(f"Another program uses port {port}: choose another one, such as make emulator PORT={port + 1}.")
        sys.exit(f"cannot listen on {options['host']}:{options['port']}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
