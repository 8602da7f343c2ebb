# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages for a browser, each one file that asks for nothing else: what they share. All texts in them are foreign, and escaped."""

from __future__ import annotations

import base64
import hashlib
import traceback
import typing as t
from functools import cache

try:
    import jinja2
    from markupsafe import Markup, escape
except ImportError:
    JINJA2_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    JINJA2_IMPORT_ERROR = None

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files.html_style import STYLE
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS

_LONGEST, _LONGEST_CODE = 300, 500
# No script, no request, and no style but the one above.
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
# Where a text without spaces goes on in the next line: an address before its domain, others after these.
_BREAKS = "._/"

_BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{% block title %}{% endblock %}</title>
<style>{{ style }}</style>
</head>
<body>
{% block body %}{% endblock %}
</body>
</html>
"""
# name: a foreign text, which does not turn what is around it to its own direction; long: one that may be without a space.
# level: a severity, in shape, word and colour.
# bar: how much of a whole, in per cent, and what is left of it. columns: numbers over time, the last one marked.
_MACROS = """
{% macro name(text) %}<bdi>{{ text | text }}</bdi>{% endmacro %}

{% macro long(text) %}<bdi>{{ text | breakable }}</bdi>{% endmacro %}

{% macro code(text) %}<code><bdi>{{ text | code }}</bdi></code>{% endmacro %}

{% macro time(moment) %}<time datetime="{{ moment | text }}">{{ moment | moment }}</time>{% endmacro %}

{% macro icon(level) %}<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
{%- if level == "high" %}<path d="M8 1 15.5 15H.5z"/>
{%- elif level == "medium" %}<path d="M8 .5 15.5 8 8 15.5.5 8z"/>
{%- elif level == "low" %}<circle cx="8" cy="8" r="6.5"/>
{%- elif level == "good" %}<path d="M6.2 13.4 1 8.2l1.9-1.9 3.3 3.3L13.1 2.7 15 4.6z"/>
{%- else %}<path d="M2 7h12v2H2z"/>
{%- endif %}</svg>{% endmacro %}

{% macro level(severity, word="") %}<span class="level {{ severity }}">{{ icon(severity) }}{{ word or severity | capitalize }}</span>{% endmacro %}

{% macro bar(percent, rest="track") %}
{%- set width = [percent, 1.5] | max if percent else 0 %}{% set width = [width, 98.5] | min if percent < 100 else 100 %}
<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill" width="{{ width }}" height="10"/>
{%- if width < 100 %}<rect class="{{ rest }}" x="{{ width }}" width="{{ 100 - width }}" height="10"/>{% endif %}</svg>{% endmacro %}

{% macro columns(numbers) %}
{%- set highest = [numbers | max, 1] | max %}{% set pitch = 240 / [numbers | length, 8] | max %}
<svg class="chart" viewBox="0 0 240 56" preserveAspectRatio="none" aria-hidden="true">
{%- for number in numbers %}
{%- set height = (54 * number / highest) | round(1) %}<rect class="column{{ " last" if loop.last }}"
 x="{{ (240 - pitch * loop.revindex) | round(1) }}" y="{{ 55 - height }}" width="{{ (pitch * 0.75) | round(1) }}" height="{{ height }}"/>
{%- endfor %}<line class="base" x1="0" y1="55.5" x2="240" y2="55.5"/></svg>{% endmacro %}
"""


def require_jinja2() -> None:
    """Find out whether pages can be made here.

    @raise ValidationError: they cannot.
    """
    if JINJA2_IMPORT_ERROR:
        raise ValidationError("Plans and reports need the Python package Jinja2 on the machine that runs this.")


def render(template: str, **values: t.Any) -> str:
    """A page whose I(template) fills the blocks C(title) and C(body), with the macros and filters above and below."""
    require_jinja2()
    return _compiled(template).render(policy=_POLICY, style=Markup(STYLE), **values)


@cache
def _compiled(template: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"base": _BASE, "macros": _MACROS, "page": template}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        text=text, breakable=breakable, code=code, moment=_moment, kind=_kind, number="{:,}".format
    )
    return environment.get_template("page")


def text(words: object, longest: int = _LONGEST) -> str:
    """A foreign text as it stands in a page: one line, and bounded."""
    return printable(words, longest)


def breakable(words: object, longest: int = _LONGEST) -> Markup:
    """A text, with the places where it may go on in the next line if it has no spaces."""
    found = str(escape(text(words, longest)))
    if " " in found:
        return Markup(found)
    if "@" in found:
        return Markup(found.replace("@", "<wbr>@"))
    for sign in _BREAKS:
        found = found.replace(sign, f"{sign}<wbr>")
    return Markup(found)


def code(words: object) -> Markup:
    """A text that somebody copies: it may be longer."""
    return breakable(words, _LONGEST_CODE)


def _moment(time: str) -> str:
    """A time of RFC 3339 in UTC as people read it."""
    return f"{text(time)[:16].replace('T', ' ')} UTC"


def _kind(name: str) -> str:
    """What an object of a kind is called."""
    return KINDS[name].label.capitalize() if name in KINDS else text(name).capitalize()
