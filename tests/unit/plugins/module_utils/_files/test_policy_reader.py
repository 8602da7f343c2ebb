# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""policies.yml: all that is wrong is told at once, with file and line; and its schema, patterns that could hang, and exceptions."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._files import patterns
from ansible_collections.webex.calling.plugins.module_utils._files.exceptions import Exceptions
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.policy_reader import read_policies
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_policies import TEXT
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Subject

DOCS = Path(__file__).resolve().parents[5] / "docs"
SCHEMA = json.loads((DOCS / "schemas/policies.json").read_text())
GOOD = """\
- id: one
  severity: high
  for: people
  fields: enabled
  must: {is: true}
"""


def read(text: str) -> list[Policy]:
    return read_policies(text.encode(), "policies.yml", Profiles())


WRONG = [
    ("id: one\n", "policies.yml:1: the file must be a list"),
    ("- one\n", "policies.yml:1: a policy must hold id, severity"),
    ("- id: &a one\n", "policies.yml:1: the line holds an anchor"),
    ("\t- id: one\n", "policies.yml:1: the line holds a tab"),
    (GOOD + GOOD, "policies.yml:6: the policy one is given twice, first in line 1"),
    (GOOD.replace("id: one", "id: One"), "policies.yml:1: id must be lower-case letters, digits, - and _, not One."),
    (GOOD.replace("id: one", "id: drift"), "policies.yml:1: id must be another one than drift, "),
    (
        GOOD.replace("fields: enabled", "fields: send_unanswered_calls.rings"),
        "there is no send_unanswered_calls.rings: did you mean send_unanswered_calls.number_of_rings?",
    ),
    (GOOD.replace("high", "hgh"), "policies.yml:2: severity must be one of high, medium, low, not hgh."),
    (GOOD.replace("people", "peeple"), "policies.yml:3: there is no peeple: did you mean people?"),
    (GOOD.replace("fields: enabled", "fields: enabeld"), "policies.yml:4: there is no enabeld: did you mean enabled?"),
    (GOOD.replace("  fields: enabled\n", ""), "policies.yml:4: the operator is needs fields."),
    (GOOD.replace("fields", "feilds"), "policies.yml:4: there is no feilds: did you mean fields?"),
    (GOOD.replace("is: true", "is: maybe"), "policies.yml:5: is of enabled must be true or false, not maybe."),
    (GOOD.replace("is: true", "matchs: x"), "policies.yml:5: there is no matchs: did you mean matches?"),
    (GOOD.replace("is: true", "matches: '('"), "policies.yml:5: matches must be a regular expression"),
    (GOOD.replace("is: true", "at_most: 3"), "policies.yml:5: at_most is for numbers, which enabled is not."),
    (GOOD.replace("is: true", "at_most: x"), "policies.yml:5: at_most must be a whole number, not x."),
    (GOOD.replace("is: true", "domain_in: [a.org]"), "policies.yml:5: domain_in is for texts, which enabled is not."),
    (GOOD.replace("is: true", "set: perhaps"), "policies.yml:5: set must be one of true, false, not perhaps."),
    (GOOD.replace("is: true", "is: [true]"), "policies.yml:5: is must be one value."),
    (GOOD.replace("is: true", "field: enabled, is: true"), "policies.yml:5: field belongs below any_of or all_of"),
    (GOOD.replace("is: true", "any_of: []"), "policies.yml:5: any_of must be a list of 1 to 100 conditions"),
    (GOOD.replace("is: true", "any_of: [{field: enabeld, is: true}]"), "policies.yml:5: there is no enabeld"),
    (GOOD.replace("is: true", "follow_profile: standard"), "policies.yml:5: follow_profile is about all settings"),
    (
        GOOD.replace("  fields: enabled\n", "").replace("is: true", "follow_profile: standrd"),
        "there is no standrd: did you mean standard?",
    ),
    (GOOD.replace("{is: true}", ""), "policies.yml:1: must is missing."),
    (GOOD.replace("{is: true}", "true"), "policies.yml:5: must holds one or more of is, "),
    (GOOD + "  except: {key: a}\n", "policies.yml:6: except must be a list of exceptions"),
    (GOOD + "  except: [{key: a}]\n", "policies.yml:6: until is missing."),
    (GOOD + "  except: [{until: 2027-01-01}]\n", "policies.yml:6: key is missing."),
    (
        GOOD + "  except: [{key: a, until: 2027-02-30}]\n",
        "policies.yml:6: until must be a day such as 2027-03-31, not 2027-02-30.",
    ),
    (GOOD + "  except: [{key: a, until: 2027-01-01, whi: x}]\n", "policies.yml:6: there is no whi: did you mean why?"),
]


@pytest.mark.parametrize("text, words", WRONG, ids=[one[1] for one in WRONG])
def test_what_is_wrong_is_told_with_file_and_line(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(text)
    assert words in caught.value.msg


def test_all_of_it_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        read(GOOD.replace("high", "hgh").replace("is: true", "is: 7, matchs: x") + GOOD)
    assert [words in caught.value.msg for words in ("severity", "is of enabled", "matchs", "twice")] == [True] * 4


def test_the_schema_says_the_same() -> None:
    """Of keys and types; not of what depends on each other."""
    assert read(TEXT) and read("") == [] and read("# nothing\n") == []
    shown = re.findall(r"^```yaml\n(.*?)^```", (DOCS / "audit.md").read_text(), flags=re.DOTALL | re.MULTILINE)
    assert len(shown) == 2 and shown[1] == TEXT
    examples = [*shown, GOOD, GOOD + "  except:\n    - {key: bo, until: '2027-03-31', why: x}\n"]
    for text in examples:
        jsonschema.validate(yaml.load(text, yaml.BaseLoader) if "until: 2" in text else yaml.safe_load(text), SCHEMA)
        read(text)
    for text in (GOOD.replace("high", "hgh"), GOOD.replace("is: true", "matchs: x"), GOOD.replace("fields", "feilds")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(text), SCHEMA)


PARTS = [
    "a",
    "a*",
    "a+",
    "a?",
    "a{1,9}",
    "(a|a)",
    "(a|ab|)",
    "(a+)",
    "(a*)*",
    "(a|a)+",
    "|",
    "[a-c]*",
    "\\w",
    "^",
    "$",
    ".*?",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_a_pattern_that_is_taken_ends(parts: list[str]) -> None:
    """An exponential one would not, on this value."""
    with contextlib.suppress(ValueError):
        pattern = patterns.compiled(f"(?:{''.join(parts)})!")
        assert not patterns.matches(pattern, "a" * 60)


REFUSED = [
    "(a+)+",
    "(a|b)*",
    "(ab){2,}",
    "a*a*a*",
    "(a|a)" * 18,
    r"(a)\1",
    "(?=a)",
    "(?P<n>a)(?P=n)",
    "x" * 201,
    "[",
    "a{3}{3}",
]


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_might_not_end_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="a "):
        patterns.compiled(pattern)


TAKEN = [
    (r"^\+47[0-9]{8}$", "+4712345678"),
    (r"@(?:sales|support)\.example\.com$", "x@sales.example.com"),
    ("(?i)ANNA", "anna"),
    (r".*x.*", "axb"),
    (r"[()*]\(", "*("),
]


@pytest.mark.parametrize("pattern, value", TAKEN)
def test_a_pattern_is_searched_for(pattern: str, value: str) -> None:
    assert patterns.matches(patterns.compiled(pattern), value)
    assert not patterns.matches(patterns.compiled(pattern), "no")
    assert not patterns.matches(patterns.compiled("a"), "a" * 255)


def test_exceptions_end() -> None:
    text = GOOD + "  except:\n"
    for key, until in (
        ("Bo@Example.com", "2026-12-31"),
        ("cy@example.com", "2026-11-30"),
        ("gone@example.com", "2027-06-01"),
    ):
        text += f"    - {{key: {key}, until: {until}, why: ticket 4711}}\n"
    (policy,) = read(text + "    - {key: Lobby, location: Oslo, until: 2030-01-01}\n")

    def subject(key: str, location: str = "Oslo", kind: str = "person") -> Subject:
        return Subject(KINDS[kind], "1", key, location, None, {})

    exceptions = Exceptions([policy], datetime.date(2026, 12, 1), "policies.yml")
    assert exceptions.cover(policy, subject("bo@example.com"))
    assert not exceptions.cover(policy, subject("cy@example.com"))  # it was the day before
    assert Exceptions([policy], datetime.date(2026, 11, 30), "").cover(policy, subject("cy@example.com"))
    assert exceptions.cover(policy, subject("Lobby", kind="workspace"))
    assert not exceptions.cover(policy, subject("Lobby", "Bergen", "workspace"))
    assert not exceptions.cover(policy, subject("lobby", kind="workspace"))
    (expired,) = exceptions.expired()
    assert (expired.policy, expired.key, expired.file) == ("expired-exception", "cy@example.com", "policies.yml:8")
    (ending,) = exceptions.ending()
    assert (ending.key, ending.days, ending.why) == ("Bo@Example.com", 30, "ticket 4711")
    (unused,) = exceptions.unused()
    assert "policies.yml:9: the exception of gone@example.com from one" in unused
