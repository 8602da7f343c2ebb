# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as one page for a browser, which asks for nothing else: narrow and wide, light and dark, on paper too."""

from __future__ import annotations

import html
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files.review import (
    DELETED,
    EXTERNAL,
    OFF,
    OUTSIDE,
    RISKS,
    Group,
    Review,
)

# A page that a browser shows at once, whatever the plan's size.
_MOST_GROUPS, _MOST_KEYS, _MOST_LINES = 500, 200, 200
_RISKY = (DELETED, OFF, OUTSIDE, EXTERNAL)
_HEADINGS = {
    "clean": "Nothing changes",
    "changes": "Voicemail changes",
    "refused": "Refused: a limit is breached",
    "incomplete": "Incomplete: not everything could be read",
}
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d0d7de; --risk: #a40e26; --soft: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9ba5b0; --line: #3d444d; --risk: #ff8b84; --soft: #161b22; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1rem; margin: 0 0 0.5rem; }
.sentence { font-size: 1.15rem; } .quiet { color: var(--quiet); } .risk { color: var(--risk); }
section.group { border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; margin: 0.75rem 0; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; }
th { color: var(--quiet); font-weight: normal; border-bottom: 1px solid var(--line); } td, li, code { overflow-wrap: anywhere; }
details { margin-top: 0.5rem; } summary { cursor: pointer; } ul { margin: 0.5rem 0; padding-left: 1.25rem; }
@media print { body { max-width: none; } details > * { display: block; } }
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="sentence">{sentence}</p>
{body}
</main>
<footer class="quiet">
<p>Made {created} from {source}, good until {expires}.<br><code>{digest}</code></p>
</footer>
</body>
</html>
"""


def page(review: Review) -> str:
    """The plan as HTML. All texts in it are foreign, and escaped."""
    head = review.head
    parts = [
        _list("Limits that are breached", review.breached, "risk"),
        _list("Could not be read", review.failures, "risk"),
        *_groups(review.groups),
        _list("Also", review.warnings),
    ]
    words = {name: _text(head[name]) for name in ("created", "source", "expires", "digest")}
    return _PAGE.format(
        title=_HEADINGS[head["status"]],
        style=_STYLE,
        sentence=_text(review.sentence),
        body="\n".join(part for part in parts if part),
        **words,
    )


def _list(heading: str, sentences: t.Sequence[str], style: str = "quiet") -> str:
    if not sentences:
        return ""
    items = [f"<li>{_text(one)}</li>" for one in sentences[:_MOST_LINES]]
    more = len(sentences) - _MOST_LINES
    items += [f"<li>and {more:,} more</li>"] if more > 0 else []
    return f'<h2 class="{style}">{heading}</h2>\n<ul>{"".join(items)}</ul>'


def _groups(groups: t.Sequence[Group]) -> t.Iterator[str]:
    risk = None
    for group in groups[:_MOST_GROUPS]:
        if group.risk != risk:
            risk = group.risk
            style = ' class="risk"' if risk in _RISKY else ""
            yield f"<h2{style}>{RISKS[risk].capitalize()}</h2>"
        yield _group(group)
    rest = groups[_MOST_GROUPS:]
    if rest:
        number = sum(len(group.keys) for group in rest)
        yield f"<p>And {number:,} more, in {len(rest):,} more ways: see plan.jsonl.</p>"


def _group(group: Group) -> str:
    created = ", created" if group.action == "create" else ""
    rows = "".join(
        f"<tr><td>{_text(path)}</td><td>{_text(was)}</td><td>{_text(now)}</td></tr>" for path, was, now in group.changes
    )
    table = f'<table><thead><tr><th scope="col">Setting</th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>{rows}</tbody></table>'
    keys = [
        _text(key) + (f' <span class="quiet">{_text(place)}</span>' if place else "")
        for key, place in group.keys[:_MOST_KEYS]
    ]
    more = len(group.keys) - _MOST_KEYS
    keys += [f"and {more:,} more"] if more > 0 else []
    items = "".join(f"<li>{key}</li>" for key in keys)
    opened = " open" if len(group.keys) <= 5 else ""
    who = f"<details{opened}><summary>Who</summary><ul>{items}</ul></details>"
    return f'<section class="group"><h3>{_text(group.who)}{created}</h3>{table if rows else ""}{who}</section>'


def _text(words: object) -> str:
    return html.escape(printable(words, 300))
