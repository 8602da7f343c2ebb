# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the emulator in the foreground: `python -m emulator --port 8080`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from .server import Emulator
from .variants import SWITCHES


def main() -> int:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="emulator",
        description="A local Webex Calling over HTTP.",
        epilog="variants:\n" + "\n".join(f"  {name:22}{switch.help}" for name, switch in SWITCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080, help="0 for a free one")
    parser.add_argument("--people", type=int, default=1000)
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
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = parser.parse_args()
    try:
        with Emulator(**vars(options)) as emulator:
            print("export", *(f"{name}={value}" for name, value in emulator.environment.items()))
            world = emulator.world
            counts = f"{len(world.people)} people, {len(world.workspaces)} workspaces, {len(world.virtual_lines)} lines"
            print(f"# {counts}, {len(world.groups)} groups; control: {emulator.origin}/_emulator/ (see README.md)")
            for one in world.people[:5]:
                print(f"#   {one.email}")
            for one in [one for one in world.people if not one.licensed][:2]:
                state = "invitation pending" if one.invite_pending else "no Webex Calling licence"
                print(f"#   {one.email} ({state})")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"cannot listen on {options.host}:{options.port}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
