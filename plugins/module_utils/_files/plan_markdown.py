# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as Markdown, for the comment of a pull request: bounded, whatever the plan's size."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files.review import HEADINGS, RISKS, Group, Review

LONGEST = 60_000
# Of the first groups all is told; of the others how many there are. The texts of a plan are foreign: each is bounded.
_MOST_GROUPS, _MOST_KEYS, _MOST_LINES = 60, 10, 20
_MOST_CHANGES = 30
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_MENTION = re.compile(r"(?<!\w)@")


def page(review: Review) -> str:
    """The plan as a page of less than 60,000 characters."""
    head = review.head
    lines = [f"# {HEADINGS[head['status']]}", "", escape(review.sentence), ""]
    lines += _list("Limits that are breached", review.breached)
    lines += _list("Could not be planned", review.failures)
    lines += _groups(review.groups)
    lines += _list("Warnings", review.warnings)
    tail = [
        "",
        f"Made {head['created']} from {escape(review.source)}, valid until {head['expires']}.",
        "",
        f"`{head['digest']}`",
        "",
    ]
    return _bounded(lines, "\n".join(tail))


def _bounded(lines: t.Iterable[str], tail: str) -> str:
    kept: list[str] = []
    size = len(tail)
    note = "\n*The rest is in plan.jsonl.*\n"
    for line in lines:
        if not line and kept and not kept[-1]:
            continue
        size += len(line) + 1
        if size > LONGEST - len(note) - 1:
            kept.append(note)
            break
        kept.append(line)
    return "\n".join(kept) + tail


def _list(heading: str, sentences: t.Sequence[str]) -> list[str]:
    if not sentences:
        return []
    lines = [f"## {heading}", ""]
    lines += [f"- {escape(one)}" for one in sentences[:_MOST_LINES]]
    more = len(sentences) - _MOST_LINES
    return [*lines, *([f"- and {more:,} more"] if more > 0 else []), ""]


def _groups(groups: t.Sequence[Group]) -> list[str]:
    lines: list[str] = []
    risk = None
    for group in groups[:_MOST_GROUPS]:
        if group.risk != risk:
            risk = group.risk
            lines += ["", f"## {RISKS[risk].capitalize()}"]
        created = ", created" if group.action == "create" else ""
        if len(group.changes) == 1 and not created:
            ((path, was, now),) = group.changes
            lines += ["", f"**{group.who}**: {escape(path)} {escape(was)} → {escape(now)}", ""]
        else:
            lines += ["", f"**{group.who}{created}**", ""]
        if len(group.changes) > 1 or created:
            lines += ["| setting | before | after |", "| --- | --- | --- |"]
            lines += [
                f"| {escape(path)} | {_cell(was)} | {_cell(now)} |" for path, was, now in group.changes[:_MOST_CHANGES]
            ]
            lines.append("")
        lines += [_keys(group), *(["", group.note] if group.note else [])]
    rest = groups[_MOST_GROUPS:]
    if rest:
        number = sum(len(group.keys) for group in rest)
        lines += ["", f"And {number:,} more, in {len(rest):,} more ways: see plan.jsonl."]
    return [*lines, ""]


def _cell(words: str) -> str:
    return escape(words) if words else " "


def _keys(group: Group) -> str:
    shown = [escape(key) + (f" ({escape(place)})" if place else "") for key, place in group.keys[:_MOST_KEYS]]
    more = len(group.keys) - _MOST_KEYS
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def escape(text: str) -> str:
    """Foreign text as Markdown that shows it and does nothing else: no link, no mention, no HTML."""
    words = _SPECIAL.sub(r"\\\1", printable(text, 300))
    return _MENTION.sub("@\u200b", words.replace("://", ":\u200b//"))
