# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person gave, as it may stand in a message."""

from __future__ import annotations

import os
import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.module_utils._errors import nearest, printable

NUMBER_ADVICE = (
    ". If it was typed as a text, ansible-core has taken it for a number, and leading zeros and a plus sign are lost"
)
_SECRETS = ("WEBEX_ACCESS_TOKEN", "WEBEX_CLIENT_SECRET", "WEBEX_REFRESH_TOKEN")
# A shorter value that is no secret, such as WEBEX_TIMEOUT=30, is part of many words.
_SHORTEST = 8
_MOST_LINES = 100
_MOST_MEANT = 3


class Problem(Exception):
    """What is wrong with one person, or with all of it: one sentence or more, each without its end."""


class Refused(AnsibleFilterError):
    """What a filter refuses, in words for the user; C(said) is these words alone, whatever ansible-core adds."""

    def __init__(self, text: str) -> None:
        self.said = redact(text)
        super().__init__(self.said)


def redact(text: object) -> str:
    """I(text) without the connection's values, which are in the environment of every job."""
    words = str(text)
    values = {
        form
        for name, value in os.environ.items()
        if name.startswith("WEBEX_")
        for form in (value, value.strip())
        if len(form) >= (1 if name in _SECRETS else _SHORTEST)
    }
    for value in sorted(values, key=len, reverse=True):
        words = words.replace(value, "********")
    return words


def shown(value: object) -> str:
    """What a user gave, made fit for a message."""
    return printable(redact(value))


def lines_of(problems: t.Sequence[str]) -> list[str]:
    """What is wrong, a sentence a line without secrets: the first hundred problems, and how many more there are."""
    more = len(problems) - _MOST_LINES
    lines = [redact(problem if problem.endswith("?") else f"{problem}.") for problem in problems[:_MOST_LINES]]
    return [*lines, *([f"There are {more:,} more problems."] if more > 0 else [])]


def squeezed(name: str) -> str:
    """A I(name) without what differs between notations: case, and all but letters and digits."""
    return "".join(filter(str.isalnum, name.casefold()))


def did_you_mean(name: str, known: t.Iterable[str], prefix: str = "") -> str:
    """The question that follows a I(name) which is none of the I(known) ones, where it is near one of them or its last part, or a
    part of few. The I(prefix), which all have, does not make them similar."""
    given = squeezed(name[len(prefix) :])
    forms: dict[str, list[str]] = {}
    for one in (one[len(prefix) :] for one in known):
        for form in dict.fromkeys((squeezed(one), squeezed(one.rpartition(".")[2]))):
            forms.setdefault(form, []).append(one)
    near = nearest(given, forms)
    meant = forms[near] if near else [one for form, some in forms.items() if given and given in form for one in some]
    meant = [prefix + one for one in dict.fromkeys(meant)]
    return f"Did you mean {' or '.join(meant)}?" if 0 < len(meant) <= _MOST_MEANT else ""


def type_name(value: t.Any) -> str:
    """What a value is, in the words of YAML."""
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a text"}
    for kind, name in names.items():
        if isinstance(value, kind):
            return name
    return "a dictionary" if isinstance(value, t.Mapping) else "a list" if isinstance(value, t.Iterable) else "a value"
