# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command and say what it cost: measured.py FILE COMMAND...

A process of its own, because Linux counts what the parent of a new process holds as that process's memory, and the parent
would be the emulator. Seconds are of the clock; the processor's are those of the command and of all that it started; the
memory is that of the largest of these processes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time


def main() -> int:
    start = time.monotonic()
    status = subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    seconds = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "mib": used.ru_maxrss / 1024}, file)
    return status


if __name__ == "__main__":
    sys.exit(main())
