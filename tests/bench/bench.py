# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the collection beside other ways to do the same, on the emulator: bench.py [--quick] [--only NAME...]

Writes docs/benchmarks/, and fails where a figure of MUST (figures.py) is missed, also when its scenarios are run once more.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the emulator is

import report
from figures import judged, missed
from running import HERE, ROOT, WORK, collections, run
from scenarios import QUICK, SCENARIOS, Results


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measure the collection, on the emulator.")
    parser.add_argument("--quick", action="store_true", help="a look at small sizes; nothing is judged or kept")
    parser.add_argument("--only", nargs="+", default=[], help="these scenarios; what they reach is not kept")
    options = parser.parse_args()
    for name in ("collections", "modules", "log"):
        shutil.rmtree(WORK / name, ignore_errors=True)
    (WORK / "log").mkdir(parents=True)
    (WORK / "ansible.cfg").touch()  # the defaults
    collections("collections", "action", "plugin_utils", "modules", "module_utils", "doc_fragments")
    collections("modules", "modules", "module_utils", "doc_fragments")

    scenarios = {one.name: one for one in (QUICK if options.quick else SCENARIOS)}
    results: Results = {}
    print(report.HEADER)
    for name in options.only or scenarios:
        results[name] = run(scenarios[name])
        print(report.line(results[name]), flush=True)
    if options.quick:
        return 0
    again = sorted({name for must in missed(results) for name in must.of})
    if again:
        print("Missed, so once more, for the machine may have been busy:")
    for name in again:
        results[name] = run(scenarios[name])
        print(report.line(results[name]), flush=True)

    print("\n" + report.judgement(judged(results)))
    if not options.only:
        versions = {name: importlib.metadata.version(name) for name in ("ansible-core", "requests")}
        pinned = (HERE / "requirements.txt").read_text().split()
        versions["wxc-sdk"] = next(pin for pin in pinned if pin.startswith("wxc-sdk==")).partition("==")[2]
        versions["Python"] = ".".join(map(str, sys.version_info[:3]))
        figures = {
            "versions": versions,
            "processors": os.cpu_count(),
            "load": round(os.getloadavg()[2], 1),  # of the last 15 minutes
            "again": again,
            "results": [one.told() for one in results.values()],
            "reached": [
                {"what": must.what, "most": must.most, "figure": round(figure, 3)} for must, figure in judged(results)
            ],
        }
        report.write(ROOT / "docs/benchmarks", figures, results, judged(results))
        print("\nWritten to docs/benchmarks.")
    for must in missed(results):
        print(f"MISSED: {must.what}")
    return 1 if missed(results) else 0


if __name__ == "__main__":
    sys.exit(main())
