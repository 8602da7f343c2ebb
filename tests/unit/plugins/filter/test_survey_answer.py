# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of roles as they arrive."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.filter.survey_answer import survey_answer


@pytest.mark.parametrize(
    ("given", "kind", "found"),
    [
        *(
            (nothing, kind, "nothing")
            for nothing in (None, "", " \n")
            for kind in ("str", "dict", "list", "names", "secret", "words")
        ),
        ({"a": "1"}, "dict", {"a": "1"}),
        ('{"a": 1}', "dict", {"a": "1"}),
        ("a: 0123\nb: true", "dict", {"a": "0123", "b": "true"}),
        ("- a: +1555\n- 08", "list", [{"a": "+1555"}, "08"]),
        ("[12]", "list", ["12"]),
        ([1], "list", [1]),
        (" Stockholm\n\nOslo, Sentrum \n", "names", ["Stockholm", "Oslo, Sentrum"]),
        (["Stockholm ", ""], "names", ["Stockholm"]),
        ('["Stockholm"]', "names", ["Stockholm"]),
        ([], "names", []),
        ("clean, changes,refused", "words", ["clean", "changes", "refused"]),
        ('["clean"]', "words", ["clean"]),
        ([], "words", []),
        (' "012345" ', "secret", "012345"),
        ("'135790'", "secret", "135790"),
        ("135790", "secret", "135790"),
    ],
)
def test_an_answer(given: t.Any, kind: str, found: t.Any) -> None:
    assert survey_answer(given, "x", kind, default="nothing") == found


@pytest.mark.parametrize(
    ("given", "kind", "sentence"),
    [
        ("a: 1", "list", "x must be a list, not a: 1 (a text)."),
        ("- a", "dict", "x must be a dictionary, or a text with setting: value on each line, not - a (a text)."),
        ("[012]", "list", "x must be a list, not [012] (a text)."),
        ("a: [", "dict", "x must be a dictionary"),
        ("a: &a 1\nb: *a", "dict", "x is YAML with aliases, which are not read."),
        (83, "names", "x must be a list of texts, or a text with one a line, not 83 (a number)."),
        ([83], "names", "x must be a list of texts"),
        (83, "words", "x must be a list of texts, or a text with commas between them, not 83 (a number)."),
        (83, "str", "leading zeros"),
        (True, "int", "x must be a whole number"),
        ("inf", "int", "x must be a whole number"),
    ],
)
def test_what_is_no_answer(given: t.Any, kind: str, sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as error:
        survey_answer(given, "x", kind)
    assert sentence in str(error.value)


@pytest.mark.parametrize("secret", [147258, 147258.0, ["147258"], {"a": "147258"}])
def test_a_secret_is_in_no_message(secret: t.Any) -> None:
    with pytest.raises(AnsibleFilterError) as error:
        survey_answer(secret, "x", "secret")
    assert str(error.value) == "x must be a text in quotes, or Ansible takes its digits for a number."


@pytest.mark.parametrize("given, kind", [("chagnes", "str"), ("clean chagnes", "words"), (["chagnes"], "words")])
def test_another_choice(given: t.Any, kind: str) -> None:
    with pytest.raises(AnsibleFilterError) as error:
        survey_answer(given, "x", kind, choices=["clean", "changes"])
    assert str(error.value) == "x must be one of: clean, changes, not chagnes. Did you mean changes?"
    assert survey_answer("clean,changes", "x", "words", choices=["clean", "changes"]) == ["clean", "changes"]
