# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit, as audit_html.py fills it: what is worst comes first, each finding last."""

from __future__ import annotations

TEMPLATE = """
{% extends "base" %}
{% import "macros" as show %}
{% block title %}Voicemail audit, {{ report.created | moment }}{% endblock %}

{% macro figure(label, number, words, level="") %}
<div><dt>{{ show.level(level, label) if level else label }}</dt>
<dd class="figure">{{ number }}</dd>
<dd>{{ words }}</dd></div>
{% endmacro %}

{% macro share(one) %}
<div class="meter">{{ show.bar(one.percent, "rest") }}<span>{{ one.shown }}</span>
<span class="quiet small">{{ one.compliant | number }} of {{ one.checked | number }}</span></div>
{% endmacro %}

{% macro more(omitted, words) %}{% if omitted > 0 %}<p class="quiet">And {{ omitted | number }} more{{ words }}.</p>{% endif %}{% endmacro %}

{% macro whom(one) %}
<div class="quiet small">{{ one.kind | kind }}{% if one.location %} · {{ show.name(one.location) }}{% endif %}</div>
{% endmacro %}

{% macro cell(label, text, code="", small="") %}
{% if text or code or small %}
<td data-label="{{ label }}">{% if text %}<div>{{ show.long(text) }}</div>{% endif %}
{% if code %}<div class="code">{{ show.code(code) }}</div>{% endif %}
{% if small %}<div class="quiet small">{{ show.long(small) }}</div>{% endif %}</td>
{%- else %}<td class="none"></td>{% endif %}
{% endmacro %}

{% macro figures() %}
<dl class="figures">
{% if report.objects %}{{ figure("Compliant", compliance.shown, report.compliant | number ~ " of " ~ report.objects | number) }}{% endif %}
{% for severity in severities %}
{% set number = report[severity] %}
{{ figure(severity | capitalize, number | number, "finding" if number == 1 else "findings", severity if number else "") }}
{% endfor %}
{% if report.drift is not none %}
{{ figure("Drift", report.drift | number, "differs from the files" if report.drift == 1 else "differ from the files") }}
{% endif %}
{% if report.changed is not none %}{{ figure("Changed", report.changed | number, "since " ~ report.since | moment) }}{% endif %}
{{ figure("Not read", unread | number, "nothing is known of it" if unread == 1 else "nothing is known of them" if unread else "all could be read") }}
</dl>
{% endmacro %}

{% macro worst() %}
<section id="policies">
<h2>{{ "Worst first" if ranked[0].number else "What was checked" }}</h2>
<table class="rows ranked">
<caption>What was checked, from what matters most to what is in order</caption>
<thead><tr>
<th scope="col" class="severity">Severity</th>
<th scope="col">What is asked</th>
<th scope="col" class="number count">Findings</th>
<th scope="col" class="half">Compliant</th></tr></thead>
<tbody>
{% for one in ranked[:most.policies] %}
<tr>
<td>{{ show.level(*one.level) }}</td>
<th scope="row">{{ show.name(one.title) }}{% if one.demand %}<div class="quiet small">{{ show.name(one.demand) }}</div>{% endif %}</th>
<td class="number">{% if one.anchor %}<a href="#{{ one.anchor }}">{{ one.number | number }}</a>{% else %}{{ one.number | number }}{% endif %}</td>
{% if one.share %}<td>{{ share(one.share) }}</td>
{% else %}<td class="dash">–</td>{% endif %}</tr>
{% endfor %}
</tbody>
</table>
{{ more(ranked | length - most.policies, "") }}
</section>
{% endmacro %}

{% macro locations() %}
<section id="locations">
<h2>Locations</h2>
<table class="rows meters">
<caption>Compliance by location, the lowest first</caption>
<thead><tr>
<th scope="col">Location</th>
<th scope="col" class="half">Compliant</th></tr></thead>
<tbody>
{% for one in places[:most.places] %}<tr>
<th scope="row">{{ show.name(one.name) if one.name else "No location" }}</th>
<td>{{ share(one) }}</td></tr>
{% endfor %}
</tbody>
</table>
{{ more(places | length - most.places, " locations, of which none is below these") }}
</section>
{% endmacro %}

{% macro counted(id, heading, caption, column, rows, most) %}
<section id="{{ id }}">
<h2>{{ heading }}</h2>
<table class="rows meters">
<caption>{{ caption }}</caption>
<thead><tr>
<th scope="col">{{ column }}</th>
<th scope="col" class="half">Owners</th></tr></thead>
<tbody>
{% for one in rows[:most] %}
<tr>
<th scope="row">{{ show.name(one.name) if one.name else "None" }}
{% if one.level %}<span class="small">{{ show.level(one.level, one.word) }}</span>{% endif %}</th>
<td><div class="meter plain">{{ show.bar(one.percent) }}<span>{{ one.number | number }}</span></div></td></tr>
{% endfor %}
</tbody>
</table>
{{ more(rows | length - most, "") }}
</section>
{% endmacro %}

{% macro history() %}
<section id="history">
<h2>Over the past audits</h2>
{% if past | length < 2 %}
<p class="quiet">There is no audit before this one to compare with.</p>
{% else %}
<div class="past">
{% for one in series %}
<div>
<h3>{{ show.level(one.level, one.label) if one.level else one.label }}</h3>
<div class="ends"><span class="figure">{{ one.numbers[-1] | number }}</span>
<span class="quiet small">{{ one.trend }}</span></div>
{{ show.columns(one.numbers) }}
<div class="ends quiet small"><span>{{ one.first }}</span>
<span>highest {{ one.numbers | max | number }}</span>
<span>{{ one.last }}</span></div>
</div>
{% endfor %}
</div>
<details><summary>All figures</summary>
<table class="history">
<caption>The past audits, the latest first</caption>
<thead><tr>
<th scope="col">Audit</th>
{% for word in ("Objects", "High", "Medium", "Low", "Drift") %}<th scope="col" class="number">{{ word }}</th>{% endfor %}</tr></thead>
<tbody>
{% for one in past | reverse %}
<tr>
<th scope="row">{{ show.time(one.created) }}</th>
<td class="number">{{ one.objects | number }}</td>
<td class="number">{{ one.high | number }}</td>
<td class="number">{{ one.medium | number }}</td>
<td class="number">{{ one.low | number }}</td>
<td class="number">{{ "–" if one.drift is none else one.drift | number }}</td></tr>
{% endfor %}
</tbody>
</table>
</details>
{% endif %}
</section>
{% endmacro %}

{% macro unreadable() %}
<section id="unread">
<h2>Could not be read</h2>
<table class="rows">
<caption>Nothing is known of these, so they count neither as compliant nor as deviating</caption>
<thead><tr>
<th scope="col">Who</th>
<th scope="col">Why</th></tr></thead>
<tbody>
{% for one in report.unread[:most.unread] %}
<tr>
<th scope="row">{{ show.name(one.key) if one.key else "All" }}{{ whom(one) }}</th>
{{ cell("Why", one.reason) }}</tr>
{% endfor %}
</tbody>
</table>
{{ more(unread - [report.unread | length, most.unread] | min, ": see findings.csv") }}
</section>
{% endmacro %}

{% macro ending() %}
<section id="exceptions">
<h2>Exceptions that end soon</h2>
<table class="rows">
<caption>After its last day each of these is a finding</caption>
<thead><tr>
<th scope="col">Who</th>
<th scope="col">Policy</th>
<th scope="col">Last day</th>
<th scope="col">Why</th></tr></thead>
<tbody>
{% for one in report.ending[:most.ending] %}
<tr>
<th scope="row">{{ show.name(one.key) }}</th>
<td data-label="Policy">{{ show.name(one.policy) }}</td>
<td data-label="Last day"><time datetime="{{ one.until | text }}">{{ one.until | text }}</time>
<div class="quiet small">{{ "today" if one.days == 0 else "1 day left" if one.days == 1 else one.days | number ~ " days left" }}</div></td>
{{ cell("Why", one.why) }}</tr>
{% endfor %}
</tbody>
</table>
{{ more(report.ending | length - most.ending, "") }}
</section>
{% endmacro %}

{% macro findings() %}
<section id="findings">
<h2>Findings</h2>
{% for group in groups %}
<div class="group" id="{{ group.anchor }}">
<header><h3>{{ show.name(group.title) }}</h3>{{ show.level(group.severity) }}<span class="quiet small">{{ group.count }}</span></header>
{% if group.demand %}<p class="quiet small">{{ show.name(group.demand) }}</p>{% endif %}
<table class="rows findings">
<thead><tr>
<th scope="col" class="who">Who</th>
<th scope="col" class="found">{{ group.columns[0] }}</th>
{% if group.expectations_differ %}<th scope="col" class="wanted">{{ group.columns[1] }}</th>{% endif %}
<th scope="col" class="day">Since</th>
<th scope="col">{{ group.columns[2] }}</th></tr></thead>
<tbody>
{% for one in group.rows %}
<tr>
<th scope="row">{{ show.long(one.key) }}{{ whom(one) }}</th>
{{ cell(group.columns[0], one.value, one.field if group.fields_differ) }}{% if group.expectations_differ %}{{ cell(group.columns[1], one.expected) }}{% endif %}
<td data-label="Since"><time datetime="{{ one.since | text }}">{{ one.since | text }}</time></td>{{ cell(group.columns[2], "", one.remedy, one.file) }}</tr>
{% endfor %}
</tbody>
</table>
</div>
{% endfor %}
{% if omitted %}<p><strong>{{ omitted | number }} more findings</strong> are in <code>findings.csv</code> beside this page.</p>{% endif %}
</section>
{% endmacro %}

{% block body %}
<header>
<p class="kicker">Voicemail audit · {{ show.time(report.created) }}</p>
<h1>{{ show.name(report.sentence) }}</h1>
<p class="quiet"><bdi>{{ about }}</bdi></p>
{{ figures() }}
{% if contents | length > 1 %}
<nav aria-label="Contents"><ul>
{% for id, words in contents %}<li><a href="#{{ id }}">{{ words }}</a></li>
{% endfor %}
</ul></nav>
{% endif %}
</header>
<main>
{% if ranked %}{{ worst() }}{% endif %}
<div class="two">
{% if places %}{{ locations() }}{% endif %}
<div>
{% if profiles %}{{ counted("profiles", "Profiles", "How many follow each profile", "Profile", profiles, most.profiles) }}{% endif %}
{% if domains %}{{ counted("domains", "Where messages go", "Domains that voicemail is sent to", "Domain", domains, most.domains) }}{% endif %}
</div>
</div>
{% if past %}{{ history() }}{% endif %}
{% if unread %}{{ unreadable() }}{% endif %}
{% if report.ending %}{{ ending() }}{% endif %}
{% if groups %}{{ findings() }}{% endif %}
{% if report.warnings %}
<section id="warnings">
<h2>Warnings</h2>
<ul>{% for one in report.warnings[:most.warnings] %}<li>{{ show.name(one) }}</li>{% endfor %}</ul>
{{ more(report.warnings | length - most.warnings, "") }}
</section>
{% endif %}
</main>
<footer>
<p>Made {{ show.time(report.created) }} from {{ show.name(report.source) }}{% if report.directory %},
compared with {{ show.name(report.directory) }}{% endif %}.
All findings are in <code>findings.csv</code> and <code>findings.json</code> beside this page.</p>
{% if report.org_id %}<p>Organization {{ show.code(report.org_id) }}</p>{% endif %}
</footer>
{% endblock %}
"""
