# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regular expressions that end: what could take for ever on a hostile value is refused before it is used. Pure."""

from __future__ import annotations

import re
import typing as t

LONGEST_PATTERN, LONGEST_VALUE = 200, 254
# Ways in which a pattern may be tried at one place of a value: two repetitions without an end, and a little more.
_MOST_WAYS = 100_000
_TOKEN = re.compile(
    r"""(?P<escape>\\.)
    | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
    | (?P<open>\((?:\?(?:i\)|:))?)
    | (?P<close>\))
    | (?P<repeat>[*+?]|\{\d*,?\d*\})[?+]?
    | (?P<or>\|)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_FLAG = "(?i)"


def compiled(pattern: str) -> re.Pattern[str]:
    """The I(pattern), to be searched for.

    @raise ValueError: it is none, or could take too long; the words say which.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a pattern of at most {LONGEST_PATTERN} characters")
    try:
        found = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"a regular expression ({error})") from None
    _check(pattern)
    return found


def matches(pattern: re.Pattern[str], value: str) -> bool:
    """Whether the I(pattern) is found in I(value). What is too long for an address or a number matches nothing."""
    return len(value) <= LONGEST_VALUE and pattern.search(value) is not None


def _check(pattern: str) -> None:
    """Count in how many ways a pattern can be tried. Without a repetition of a group, it is at most the product of its choices."""
    ways, choices = 1, [1]
    before = ""
    for token in _TOKEN.finditer(pattern):
        name = token.lastgroup or ""
        text = token.group()
        if name == "escape" and (text[1].isdigit() or text[1] == "k"):
            raise ValueError("a pattern without back references")
        if name == "repeat":
            if before == "close":
                raise ValueError(
                    "a pattern without a repeated group: what is in brackets may not be followed by * + ? or {}"
                )
            ways *= _times(token["repeat"])
        elif name == "open" and text != _FLAG:
            if text == "(" and pattern[token.end() : token.end() + 1] == "?":
                raise ValueError("a pattern without look-around: of what begins with (? there is (?: and (?i)")
            choices.append(1)
        elif name == "close":
            ways *= choices.pop()
        elif name == "or":
            choices[-1] += 1
        before = name
        if ways * choices[0] > _MOST_WAYS:
            raise ValueError("a simpler pattern: at most two repetitions without an end")


def _times(repeat: str) -> int:
    if repeat == "?":
        return 2
    if repeat in "*+":
        return LONGEST_VALUE
    least, comma, most = repeat[1:-1].partition(",")
    bounds: t.Sequence[int] = (int(least or 0), min(int(most), LONGEST_VALUE) if most else LONGEST_VALUE)
    return max(1, bounds[1] - bounds[0] + 1) if comma else 1
