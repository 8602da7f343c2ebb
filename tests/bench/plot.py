# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark's figures as a plot: seconds against people, both in powers of ten."""

from __future__ import annotations

import math
import typing as t

Results = t.Mapping[str, t.Any]  # Result by name, as scenarios.py has them

LINES = (  # way, changed, latency, colour, words
    ("task", True, 0.1, "#1f5fa8", "webex.calling, one task"),
    ("hosts", True, 0.1, "#3a9d5d", "webex.calling, one person a host"),
    ("sdk", True, 0.1, "#c7522a", "wxc-sdk, its recipe"),
    ("uri", True, 0.1, "#8a4fa3", "ansible.builtin.uri in a loop"),
    ("task", False, 0.02, "#7fb2e5", "the same, unchanged, no limit, 20 ms"),
)
LEFT, TOP, WIDE, HIGH = 60, 20, 420, 300
X, Y = (1, 4.2), (0, 3)  # the powers of ten that are shown


def spot(people: float, seconds: float) -> tuple[float, float]:
    """Where a point is."""
    x = LEFT + WIDE * (math.log10(people) - X[0]) / (X[1] - X[0])
    y = TOP + HIGH * (1 - (math.log10(seconds) - Y[0]) / (Y[1] - Y[0]))
    return round(x, 1), round(y, 1)


def text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#333") -> str:
    """A word or two."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def plot(results: Results) -> str:
    """The plot, as SVG."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 380" font-family="sans-serif" font-size="12">',
        "<title>Seconds against people</title>",
        '<rect width="780" height="380" fill="#fff"/>',
    ]
    for power in range(Y[0], Y[1] + 1):
        x, y = spot(10 ** X[0], 10**power)
        parts.append(f'<path d="M{x} {y}h{WIDE}" stroke="#ddd"/>' + text(x - 6, y + 4, f"{10**power:,} s", "end"))
    for power in range(1, 5):
        x, y = spot(10**power, 1)
        parts.append(f'<path d="M{x} {y}v-{HIGH}" stroke="#ddd"/>' + text(x, y + 18, f"{10**power:,}", "middle"))
    parts.append(text(LEFT + WIDE / 2, TOP + HIGH + 38, "people", "middle"))
    for row, (way, changed, latency, colour, words) in enumerate(LINES):
        runs = [one for one in results.values() if not one.scenario.meanwhile and one.scenario.limit in (1200, None)]
        runs = [
            one
            for one in runs
            if (one.scenario.way, one.scenario.changed, one.scenario.latency) == (way, changed, latency)
        ]
        points = [spot(one.scenario.people, one.seconds) for one in runs]
        floors = [spot(one.scenario.people, one.scenario.floor) for one in runs]
        for path, style in ((points, ""), (floors, ' stroke-dasharray="3 4"')):
            steps = " ".join(f"{x},{y}" for x, y in path)
            parts.append(f'<polyline points="{steps}" fill="none" stroke="{colour}"{style} stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in points]
        parts.append(text(LEFT + WIDE + 20, TOP + 20 + 22 * row, words, colour=colour))
    parts.append(text(LEFT + WIDE + 20, TOP + 20 + 22 * len(LINES), "dashed: the floor"))
    return "\n".join([*parts, "</svg>", ""])
