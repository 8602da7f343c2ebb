# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark's figures as lines and as a page."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

from jobs import ABOUT_OBJECTS, JOBS
from plot import plot

Results = t.Mapping[str, t.Any]  # Result by name, as scenarios.py has them
Judged = t.Sequence[tuple[t.Any, float]]

WAYS = {
    "start": "Ansible alone, no task",
    "task": "webex.calling, one task",
    "hosts": "webex.calling, one person a host, forks 10",
    "batches": "the same, in batches of 10 (`serial: 10`)",
    "module": "webex.calling as a module, one person a host",
    "uri": "ansible.builtin.uri in a loop",
    "sdk": "wxc-sdk, its recipe with 10 threads",
    "groups": "voicemail groups created",
    "same-groups": "voicemail groups",
    "greetings": "two greetings each",
    "passcodes": "passcodes",
    "export": "export into a folder that has everyone",
    "plan": "plan of everyone",
    "apply-refuse": "apply, `on_drift: refuse`",
    "apply-skip": "apply, `on_drift: skip`",
}
MEANWHILE = {
    "halved": "the limit is halved in the middle",
    "nothing": "nothing",
    "stray-2": "some request is answered 429, `Retry-After: 2`",
    "stray-20": "the same with `Retry-After: 20`",
    "after-stray": "nothing, right after a task with a stray 429",
    "each-97th": "every 97th request is answered 429, `Retry-After: 1`",
    "locked": "the first mailbox is locked: 423, `Retry-After: 30`",
    "in-flight-8": "429 for more than 8 at a time, `concurrency: 20`",
    "held": "another client holds the whole limit for the first minute, then leaves",
    "held-midway": "the same from the tenth second on",
    "half": "another client takes half of the limit all the time",
    "four": "four processes share the limit, without a common file",
}
HEADINGS = ("seconds", "times the floor", "requests a person", "refused", "processor s", "peak MiB")
WIDTH = 66
HEADER = " " * WIDTH + "".join(f"{heading:>19}" for heading in HEADINGS)


def allowance(one: t.Any) -> str:
    """Under which conditions a scenario ran."""
    limit = f"{one.limit:,.0f} requests a minute" if one.limit else "no limit"
    changed = "changed" if one.changed else "unchanged"
    return f"{limit}, an answer takes {one.latency * 1000:.0f} ms, {changed} people"


def cells(result: t.Any) -> list[str]:
    """The figures of a run."""
    people = result.scenario.people
    return [
        f"{result.seconds:.1f}",
        f"{result.floors:.2f}" if result.floors else "",
        f"{result.requests / people:.2f}" if people else "",
        f"{result.refused_share:.1f} %" if people else "",
        f"{result.cpu:.1f}",
        f"{result.mib:.0f}",
    ]


def line(result: t.Any) -> str:
    """A run, for the terminal."""
    one = result.scenario
    what = one.name if one.meanwhile else WAYS[one.way]
    if one.people:
        what += f": {one.people:,} {'changed' if one.changed else 'unchanged'}"
    return f"{what:<{WIDTH}}" + "".join(f"{cell:>19}" for cell in cells(result))


def judgement(judged: Judged) -> str:
    """What must be reached, for the terminal."""
    return "\n".join(
        f"{'ok' if round(figure, 3) <= must.most else 'MISSED':<8}{must.what:<76}{figure:8.2f} {must.unit:<6}"
        f"at most {must.most:g}"
        for must, figure in judged
    )


def table(results: Results, names: t.Sequence[str]) -> str:
    """Runs as a table of Markdown."""
    rows = [("way", "people", *HEADINGS), ("---", *["---:"] * 7)]
    for name in names:
        one = results[name].scenario
        rows.append((WAYS[one.way], f"{one.people:,}" if one.people else "", *cells(results[name])))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def adverse(results: Results, names: t.Sequence[str]) -> str:
    """Runs in which something happened meanwhile, as a table of Markdown."""
    rows = [("what happens", "requests a minute", "people", *HEADINGS), ("---", *["---:"] * 8)]
    for name in names:
        one = results[name].scenario
        limit = f"{one.limit:,.0f}" if one.limit else "no limit"
        rows.append((MEANWHILE[one.meanwhile], limit, f"{one.people:,}", *cells(results[name])))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(folder: Path, figures: t.Any, results: Results, judged: Judged) -> None:
    """Write the page, the plot and the figures into I(folder)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(figures, indent=1) + "\n")
    (folder / "time.svg").write_text(plot(results))
    meanwhile = [name for name, one in results.items() if one.scenario.meanwhile]
    files = [name for name, one in results.items() if one.scenario.way in ABOUT_OBJECTS]
    jobs = [name for name, one in results.items() if one.scenario.way in JOBS and name not in files]
    calm = [name for name, one in results.items() if one.scenario.people and name not in (*meanwhile, *jobs, *files)]
    beside = [name for name in calm if results[name].scenario.limit == 1200]
    rest = [name for name in calm if name not in beside]
    groups: dict[str, list[str]] = {}
    for name in rest:
        groups.setdefault(allowance(results[name].scenario), []).append(name)
    ours, sdk = results["task-100"], results["sdk-100"]
    musts = "\n".join(
        f"| {must.what} | {f'{must.most:g} {must.unit}'.strip()} | {f'{figure:.2f} {must.unit}'.strip()} |"
        for must, figure in judged
    )
    versions = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    again = ", ".join(figures["again"]) or "none"
    (folder / "README.md").write_text(
        PAGE.format(
            beside=table(results, beside),
            adverse=adverse(results, meanwhile),
            jobs=table(results, jobs),
            files=table(results, files),
            others="\n\n".join(
                f"{conditions.capitalize()}:\n\n{table(results, names)}" for conditions, names in groups.items()
            ),
            musts=musts,
            versions=versions,
            processors=figures["processors"],
            load=figures["load"],
            again=again,
            start=f"{results['start'].seconds:.1f}",
            sdk_requests=f"{sdk.requests / sdk.scenario.people:.1f}",
            our_requests=f"{ours.requests / ours.scenario.people:.1f}",
        )
    )


PAGE = """\
<!--
Copyright: (c) 2026, webex.calling contributors
GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
Written by `make bench`.
-->

# What it costs

Written by `make bench`, which runs everything below one after the other on the [emulator](../../tests/emulator/README.md), and
fails where a figure is missed. The machine was shared with other work and is noisy: **ratios count, seconds do not.**

## What must be reached

| figure | at most | reached |
| --- | ---: | ---: |
{musts}

A scenario whose figure was missed is run once more, with those that it is compared with, before it is judged; this time: {again}.

## Side by side

Everyone's calls are to go to voicemail after five rings instead of three. 1,200 requests a minute are allowed, and each
answer takes 100 ms.

{beside}

The SDK's recipe reads a third time to see what it did, and has no common pace: each of its threads runs into the limit
for itself. It sends {sdk_requests} requests a person, the collection {our_requests}. The loop of `ansible.builtin.uri` starts
a module for every request, and this is what its time and its processor time are; it never comes near the limit.

## Refusals of all kinds

One task changes everyone, and each answer takes 100 ms. The table says what else happens.

{adverse}

The floor is that of what is allowed: where the limit is halved, the first half of the requests has the whole of it; where another
client takes half, it is the other half; where only 8 requests may be under way, it is 8 at a time. It does not grant any
pause: whoever is told to wait 20 s in a job of 6 s takes four times the floor. Without a limit all answers take the latency,
`concurrency` at a time. A locked mailbox holds one of ten requests under way, so that the others have nine meanwhile.

## Groups, greetings and passcodes

One task each, at 1,200 requests a minute; the people of the table are groups where it is about these. A group that is in no list
is looked for once more three seconds later, since lists may lag: these seconds are in the floor of those that are created.

{jobs}

## The organization as files

No limit; `concurrency: 20`; an answer takes 100 ms for 10,000 people, 20 ms for a plan that is applied, and no time where memory is
measured. An export reads groups, workspaces, virtual lines and the organization besides people; the floor is that of all requests
that were sent. 83,333 with Webex Calling are 100,000 people; with all other kinds they are 114,000 objects.

{files}

## Other conditions

{others}

![Time against people](time.svg)

## How it is measured

- **seconds**: of the whole command, from its start to its end. Ansible alone, with the playbook and no task, takes
  {start} s of them, more so where the machine is busy; the shorter a run, the more this shows.
- **times the floor**: the seconds over what the job takes at least. That is: one GET a person, one PUT a changed person and
  one page for each thousand addresses, at the allowed rate; for a greeting two uploads besides, for a passcode the PUT alone, for a
  group that is created a POST; without a limit, times the latency, by ten at a time. All
  ways are held against the same floor, also those that send more. The floor grants nothing for the second's worth that
  the limiter lets pass at first.
- **requests a person**: all that arrived, pages of people and refused ones included, by the people of the task. What must
  be reached counts those to the person alone. One person a host is named by ID, and needs no page; the others by address.
- **refused**: the share of the requests that were answered 429. The limiter holds a second's worth; whoever is refused
  must stay away for `Retry-After`, and everyone is refused meanwhile.
- **processor s**: user and system time of the command and of every process that it started. The emulator is not among
  these. Ansible itself takes a share of a processor while it waits for a task, so that a long run costs more than a short one
  with the same requests. What 10,000 people cost is therefore measured with short answers and without a limit. With more
  hosts than forks Ansible looks for a free fork thousands of times a second: this is the difference between one person a
  host at once and in batches as large as `forks`, which never wait for one.
- **peak MiB**: the resident memory of the largest of these processes, not their sum.

Each run has an emulator and a state of its own: nothing is known of the limit when it begins. A fifth more people than the
task names are in the organization, without a licence or just not meant. After each run every mailbox is looked at: all
have what was wanted, and the emulator found no request that the API's documentation forbids. The loop and the SDK's recipe
are measured with few people, since they take long; what they take grows with each person.

On {versions}; {processors} processors. The load average of the 15 minutes before the end was {load}: where it is above the
number of processors, other work was in the way, and every figure in seconds pays for it, processor seconds too. The
figures as they are: [results.json](results.json).
"""
