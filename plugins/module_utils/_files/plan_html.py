# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as one page for a browser, for whoever approves it."""

from __future__ import annotations

import itertools

from ansible_collections.webex.calling.plugins.module_utils._files import html_page
from ansible_collections.webex.calling.plugins.module_utils._files.review import (
    DELETED,
    EXTERNAL,
    HEADINGS,
    OFF,
    OUTSIDE,
    PERHAPS_OUTSIDE,
    RISKS,
    Review,
)

# A page that a browser shows at once, whatever the plan's size.
_MOST_GROUPS, _MOST_KEYS, _MOST_LINES = 500, 200, 200
_RISKY = (DELETED, OFF, OUTSIDE, PERHAPS_OUTSIDE, EXTERNAL)
_TEMPLATE = """
{% extends "base" %}
{% import "macros" as show %}
{% block title %}{{ title }}{% endblock %}

{% macro sentences(heading, some, level) %}
{% if some %}
<section>
<h2>{{ show.level(level, heading) if level else heading }}</h2>
<ul>
{% for one in some[:most_lines] %}<li>{{ show.name(one) }}</li>
{% endfor %}
{% if some | length > most_lines %}<li>and {{ (some | length - most_lines) | number }} more</li>{% endif %}
</ul>
</section>
{% endif %}
{% endmacro %}

{% macro changes(group) %}
<div class="card">
<h3>{{ show.name(group.who) }}{{ ", created" if group.action == "create" }}</h3>
{% if group.note %}<p>{{ group.note }}</p>{% endif %}
{% if group.changes %}
<table class="rows">
<thead><tr><th scope="col">Setting</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
{% for field, was, now in group.changes %}
<tr><td>{{ show.code(field) }}</td><td data-label="Before">{{ show.name(was) }}</td><td data-label="After">{{ show.name(now) }}</td></tr>
{% endfor %}
</tbody>
</table>
{% endif %}
<details{{ " open" if group.keys | length <= 5 }}><summary>Who</summary>
<ul>
{% for key, place in group.keys[:most_keys] %}<li>{{ show.name(key) }}{% if place %} <span class="quiet">{{ show.name(place) }}</span>{% endif %}</li>
{% endfor %}
{% if group.keys | length > most_keys %}<li>and {{ (group.keys | length - most_keys) | number }} more</li>{% endif %}
</ul>
</details>
</div>
{% endmacro %}

{% block body %}
<header>
<p class="kicker">Voicemail plan</p>
<h1>{{ title }}</h1>
<p class="lead">{{ show.name(sentence) }}</p>
</header>
<main>
{{ sentences("Limits that are breached", breached, "high") }}
{{ sentences("Could not be planned", failures, "high") }}
{% for heading, risky, groups in chapters %}
<section>
<h2>{{ show.level("high", heading) if risky else heading }}</h2>
{% for group in groups %}
{{ changes(group) }}
{% endfor %}
</section>
{% endfor %}
{% if omitted_groups %}<p>And {{ omitted | number }} more, in {{ omitted_groups | number }} more ways: see plan.jsonl.</p>{% endif %}
{{ sentences("Warnings", warnings, "") }}
</main>
<footer>
<p>Made {{ show.time(head.created) }} from {{ show.name(source) }}, valid until {{ show.time(head.expires) }}.</p>
<p>{{ show.code(head.digest) }}</p>
</footer>
{% endblock %}
"""


def page(review: Review) -> str:
    """The plan as HTML."""
    chapters = [
        (RISKS[risk].capitalize(), risk in _RISKY, list(groups))
        for risk, groups in itertools.groupby(review.groups[:_MOST_GROUPS], lambda group: group.risk)
    ]
    rest = review.groups[_MOST_GROUPS:]
    return html_page.render(
        _TEMPLATE,
        title=HEADINGS[review.head["status"]],
        head=review.head,
        source=review.source,
        sentence=review.sentence,
        breached=review.breached,
        failures=review.failures,
        warnings=review.warnings,
        chapters=chapters,
        omitted=sum(len(group.keys) for group in rest),
        omitted_groups=len(rest),
        most_lines=_MOST_LINES,
        most_keys=_MOST_KEYS,
    )
