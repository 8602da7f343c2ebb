# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures that must be reached."""

from __future__ import annotations

import typing as t

from scenarios import Results


class Must(t.NamedTuple):
    """A figure, what it may be at most, and of which scenarios it is made."""

    what: str
    most: float
    unit: str
    of: tuple[str, ...]
    figure: t.Callable[..., float]


def without_start(one: t.Any, start: t.Any) -> float:
    """Its time without Ansible's start, as times the floor."""
    return float((one.seconds - start.seconds) / one.floor)


# The start of Ansible is no part of a request's time: where the floor is less than a minute, it is taken off.
MUST = [
    Must("requests a changed person, beside pages", 2.0, "", ("task-1000",), lambda one: one.each),
    Must("requests an unchanged person, beside pages", 1.0, "", ("unchanged-10000",), lambda one: one.each),
    Must("pages of people for 10,000 of 12,000", 12, "", ("unchanged-10000",), lambda one: one.pages),
    Must("1,000 changed at 1,200 a minute: time, times the floor", 1.05, "", ("task-1000",), lambda one: one.floors),
    Must("the same: refused requests", 1, "%", ("task-1000",), lambda one: one.refused_share),
    Must("the limit halved in the middle: refused requests", 2, "%", ("halved-1000",), lambda one: one.refused_share),
    Must(
        "no limit, 100 ms, 1,000 unchanged: time without Ansible's start, times the floor",
        1.10,
        "",
        ("latency-1000", "start"),
        without_start,
    ),
    Must("one person a host, 200 hosts: refused requests", 5, "%", ("hosts-200",), lambda one: one.refused_share),
    Must(
        "the same in batches as large as forks: processor time a host",
        60,
        "ms",
        ("batches-200",),
        lambda one: 1000 * one.cpu / one.scenario.people,
    ),
    Must("10,000 unchanged: processor time", 20, "s", ("unchanged-10000",), lambda one: one.cpu),
    Must("10,000 unchanged: memory", 300, "MiB", ("unchanged-10000",), lambda one: one.mib),
    Must(
        "from 1,000 to 10,000 people: time grows",
        10,
        "times",
        ("unchanged-10000", "unchanged-1000"),
        lambda many, few: many.seconds / few.seconds,
    ),
    Must(
        "from 1,000 to 10,000 people: memory grows",
        10,
        "times",
        ("unchanged-10000", "unchanged-1000"),
        lambda many, few: many.mib / few.mib,
    ),
    Must(
        "one stray 429, Retry-After 2: time beyond the run without it and the 2 s",
        5,
        "s",
        ("stray-2", "nothing"),
        lambda one, without: one.seconds - without.seconds - 2,
    ),
    Must(
        "one stray 429, Retry-After 20: time beyond the run without it and the 20 s",
        5,
        "s",
        ("stray-20", "nothing"),
        lambda one, without: one.seconds - without.seconds - 20,
    ),
    Must(
        "the task after one with a stray 429: time, times that of one without",
        1.1,
        "",
        ("after-stray", "nothing", "start"),
        lambda one, without, start: (one.seconds - start.seconds) / (without.seconds - start.seconds),
    ),
    Must(
        "every 97th request refused: time, times that of the run without",
        3,
        "",
        ("each-97th", "nothing", "start"),
        lambda one, without, start: (one.seconds - start.seconds) / (without.seconds - start.seconds),
    ),
    Must(
        "one mailbox locked for 30 s: time of the 299 others, times that of the run without",
        1.1,
        "",
        ("locked", "nothing"),
        lambda one, without: one.others / without.others,
    ),
    Must(
        "only 8 at a time, concurrency 20: time, times the floor at 8",
        1.25,
        "",
        ("in-flight-8", "start"),
        without_start,
    ),
    Must(
        "another client leaves, which held the whole limit from the start: until 90 % of it is used",
        15,
        "s",
        ("held",),
        lambda one: one.resumed,
    ),
    Must("the same, where it came in the middle", 15, "s", ("held-midway",), lambda one: one.resumed),
    Must(
        "another takes half of the limit: its other half over our throughput (0.9 of it at least)",
        1.11,
        "",
        ("half",),
        lambda one: one.floors,
    ),
    Must("the same: refused requests", 3, "%", ("half",), lambda one: one.refused_share),
    Must(
        "four processes on one limit, without a common file: time, times the floor",
        1.15,
        "",
        ("four",),
        lambda one: one.floors,
    ),
    Must("the same: refused requests", 5, "%", ("four",), lambda one: one.refused_share),
    Must(
        "500 groups created: time without Ansible's start, times the floor",
        1.05,
        "",
        ("groups-500", "start"),
        without_start,
    ),
    Must(
        "500 groups unchanged: time without Ansible's start, times the floor",
        1.05,
        "",
        ("same-groups-500", "start"),
        without_start,
    ),
    Must("1,000 greetings: time, times the floor", 1.05, "", ("greetings-1000",), lambda one: one.floors),
    Must(
        "1,000 passcodes: time without Ansible's start, times the floor",
        1.05,
        "",
        ("passcodes-1000", "start"),
        without_start,
    ),
    *(
        must
        for what in ("export", "plan")
        for must in (
            Must(
                f"{what} of 10,000 people, no limit, 100 ms, 20 at a time: time without Ansible's start, times the floor",
                1.15,
                "",
                (f"{what}-10000", "start"),
                without_start,
            ),
            Must("the same: requests an object, beside lists", 1.0, "", (f"{what}-10000",), lambda one: one.each),
        )
    ),
    Must(
        "export of 100,000 people: memory beyond that of 1,000",
        300,
        "MiB",
        ("export-100000", "export-1000"),
        lambda many, few: many.mib - few.mib,
    ),
    Must("apply, refuse: requests a changed object", 3.0, "", ("apply-refuse-200",), lambda one: one.each),
    Must("apply, skip: requests a changed object", 2.0, "", ("apply-skip-200",), lambda one: one.each),
]


def judged(results: Results) -> list[tuple[Must, float]]:
    """What must be reached, and what was."""
    known = [must for must in MUST if all(name in results for name in must.of)]
    return [(must, must.figure(*(results[name] for name in must.of))) for must in known]


def missed(results: Results) -> list[Must]:
    """What was not reached."""
    return [must for must, figure in judged(results) if round(figure, 3) > must.most]
