# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in a list, or in a text with one."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, shown, type_name
from ansible_collections.webex.calling.plugins.plugin_utils.structured_text import from_json, from_yaml

ARTIFACT = "voicemail_offboarding_before"

_YAML = re.compile(r"""---|- |['"]?\w+['"]?:(\s|$)""")


class Row(t.NamedTuple):
    """A person as they were named. I(where) says in words where that is, I(columns) what the columns of a CSV are called there.
    I(problems) are known already, by the keys that they are about, which are not in the I(item)."""

    where: str
    item: t.Mapping[str, t.Any]
    columns: t.Mapping[str, str] = {}
    problems: t.Mapping[str, str] = {}

    def at(self, key: str) -> str:
        """Where the value of a I(key) stands."""
        return f"{self.where}, column {self.columns[key]}" if key in self.columns else self.where


def rows_of_a_list(people: t.Any) -> t.Iterator[Row]:
    """The people of a list, or of a text with one: addresses, JSON or YAML, or the artifacts of an off-boarding in it.

    @raise Problem: it is none of these.
    """
    if people is None:
        return
    if isinstance(people, str):
        people = _from_text(people.strip())
    if isinstance(people, t.Mapping) and ARTIFACT in people:
        people = people[ARTIFACT]
    if isinstance(people, (t.Mapping, str)) or not isinstance(people, t.Iterable):
        raise Problem(f"The list must be a list, not {shown(people)} ({type_name(people)})")
    for number, item in enumerate(people, start=1):
        yield Row(f"Person {number} of the list", item if isinstance(item, t.Mapping) else {"person": item})


def _from_text(text: str) -> t.Any:
    if text.startswith(("[", "{")):
        try:
            return from_json(text)
        except ValueError:
            raise Problem("The list is not JSON, though it begins with a bracket") from None
    if _YAML.match(text):
        return _from_yaml(text)
    if text.endswith((",", ";")) and not re.search(r"\s", text):
        raise Problem(
            "The list ends in a comma, and more may be lost: -e name=value ends at a space. Put the value in quotes once more, as in "
            "-e \"name='a@example.com, b@example.com'\", or leave the comma out"
        )
    return [one for one in re.split(r"[\s,;]+", text) if one]


def _from_yaml(text: str) -> t.Any:
    try:
        return from_yaml(text, "The list")
    except ValueError:
        raise Problem("The list is not YAML, though it begins like that") from None
