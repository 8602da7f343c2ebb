# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everyone who is named, in a list and in CSVs."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import THE_CSV, People, at_start
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import Row, rows_of_a_list
from ansible_collections.webex.calling.plugins.plugin_utils.survey import answer


class Sources(t.NamedTuple):
    """Where people come from: a list of I(people), CSVs, and people who are I(listed), which is None where none were asked for.
    C(called) are the names of all the sources there are."""

    people: t.Any
    csv: t.Any
    listed: t.Sequence[t.Mapping[str, t.Any]] | None
    ignore_unknown_columns: bool
    called: t.Sequence[str] = ()

    @property
    def csvs(self) -> list[t.Mapping[str, t.Any]]:
        """The CSVs, each with its name and its text; of a file that is refused with the problem."""
        some = self.csv if isinstance(self.csv, (list, tuple)) else [self.csv]
        return [one if isinstance(one, t.Mapping) else {"name": THE_CSV, "text": one} for one in some]


def nobody(sources: Sources) -> list[str]:
    """What is said where none of the I(sources) names anybody. A file is always given, and a text if it is not blank."""
    given = [one["name"] for one in sources.csvs if one["name"] != THE_CSV or str(one["text"] or "").strip()]
    if given:
        return [
            f"{at_start(name)} holds no people: below the names of the columns it needs a line for each person"
            for name in given
        ]
    way_out = f". Set {' or '.join(sources.called)}" if sources.called else ""
    return [f"No people are given: the list of people is empty, and there is no other source of people{way_out}"]


def rows_of(sources: Sources, ignored: list[str], problems: list[str]) -> t.Iterator[Row]:
    """Everyone who is named. The columns that are not read are added to those that are I(ignored), and what is wrong with a list as a
    whole to the I(problems)."""
    try:
        yield from rows_of_a_list(sources.people)
    except Problem as problem:
        problems += problem.args
    for file in sources.csvs:
        try:
            if file.get("problem"):
                raise Problem(file["problem"])
            text = answer("The CSV", file["text"], default="")
            people = People(text, file["name"], sources.ignore_unknown_columns)
            problems += people.header.problems
            ignored += people.header.unknown
            yield from people.rows()
        except Problem as problem:
            problems += problem.args
