# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person gave, as it may stand in a message."""

from __future__ import annotations

import os
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import printable

NUMBER_ADVICE = (
    ". Where it was typed as a text, ansible-core has taken it for a number, and what was typed is lost: "
    "leading zeros, a plus sign"
)
_SECRETS = ("WEBEX_ACCESS_TOKEN", "WEBEX_CLIENT_SECRET", "WEBEX_REFRESH_TOKEN")
# A shorter value that is no secret, such as WEBEX_TIMEOUT=30, is part of many words.
_SHORTEST = 8
_MOST_NAMED = 10


class Problem(Exception):
    """What is wrong with one person, or with all of it."""


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


def all_of(problems: t.Sequence[str]) -> str:
    """What is wrong, in one text without secrets: the first ten problems, and how many more there are."""
    more = len(problems) - _MOST_NAMED
    tail = f". There are {more:,} more problems" if more > 0 else ""
    return redact(f"{'. '.join(problems[:_MOST_NAMED])}{tail}.")


def type_name(value: t.Any) -> str:
    """What a value is, in the words of YAML."""
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a text"}
    for kind, name in names.items():
        if isinstance(value, kind):
            return name
    return "a dictionary" if isinstance(value, t.Mapping) else "a list" if isinstance(value, t.Iterable) else "a value"
