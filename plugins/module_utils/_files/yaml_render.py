# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as YAML that reads back as what they are, for a reader of any version of YAML."""

from __future__ import annotations

import contextlib
import re
import typing as t

with contextlib.suppress(ImportError):  # told by yaml_text
    import yaml

# What no reader takes for anything but a text.
_SAFE = re.compile(r"[^\W\d_][\w.@/+ -]*(\([\w ]+\))?|[\w.+-]+@[\w.-]+\.[A-Za-z]+")
_NUMBER_LIKE = re.compile(r"[-+.\d][\d_.,:eExXoOa-fA-F+-]*")
_ALSO = frozenset(["y", "n", "Y", "N", "on", "off", "yes", "no", "true", "false", "null"])

# A value of a mapping: a text, a boolean, a number, a list of these, or settings.
Value = t.Any


def scalar(value: Value) -> str:
    """A text, a boolean or a number on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if value is None:
        return ""
    text = str(value)
    if _is_plain(text):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    number = ord(letter)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"


def _is_plain(text: str) -> bool:
    if not _SAFE.fullmatch(text) or text != text.strip() or text.lower() in _ALSO or _NUMBER_LIKE.fullmatch(text):
        return False
    resolver = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return text.isprintable() and not any(pattern.match(text) for dummy, pattern in resolver)


def entry(key: str, value: Value, indent: int = 0, line_end: str = "\n") -> str:
    """A key and its value, on as many lines as it takes."""
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, dict) and value:
        return head + line_end + "".join(entry(name, one, indent + 2, line_end) for name, one in value.items())
    if isinstance(value, dict):
        return f"{head} {{}}{line_end}"
    if isinstance(value, list):
        return f"{head} [{', '.join(scalar(one) for one in value)}]{line_end}"
    words = scalar(value)
    return f"{head} {words}{line_end}" if words else head + line_end
