# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a task says: an answer or a sentence, never a traceback."""

from __future__ import annotations

import json
import random
import re
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, writes
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell
from ansible_collections.webex.calling.tests.resilience.options import (
    MODULES,
    ORG,
    READ,
    READ_ORG,
    RINGS,
    VOICEMAIL,
    Json,
    answered,
    documented,
    nested,
    paths_of,
)

# --- any value for any option

PLAIN: tuple[t.Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 181, 2**31, -(2**63), 2**64, 10**30, 0.0, 1.5, -0.0, 1e308),
    *("", " ", "0", "1", "yes", "no", "true", "None", "null", "1.0", "1e3", "-1", "0x10", "١٢", "²", "1_000", "NaN"),
    *(
        "a",
        "a" * 300,
        "é",
        "\U0001f4de",
        "日本語",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\udcff",
        "a\0b",
        "\x1b[2J",
        "a\r\nb",
        "\u2028",
    ),
    *("{{ 1 }}", "{email}", "{0}", "{", "}", "%s", "%(a)s", "$(id)", "`id`", "'", '"', "\\", "../..", "<b>", "&amp;"),
    *(
        "@",
        "a@",
        "@b",
        "a@b",
        "a@b@c",
        "a b@c",
        f"{ANNA},{BO}",
        f" {ANNA} ",
        "a=b",
        "a=b c=d",
        "[1]",
        '{"a": 1}',
        "[",
        "- a\n- b",
    ),
    *([], [None], [[]], [{}], ["a", 1], {}, {"a": 1}, {"": ""}, {"enabled": "perhaps"}, [[["a"]]], {"a": {"b": {}}}),
)
# What a number is in Ansible's hands, and Python cannot write down. A module's own result repeats it, which is Ansible's doing.
LARGE: tuple[t.Any, ...] = ("1e5000", "9" * 4000, "9" * 5000, "-1e4999")
INFINITE: tuple[t.Any, ...] = ("inf", "-inf", "Infinity", float("inf"), float("nan"), "nan", "sNaN")


def given(value: t.Any) -> bool:
    """Whether Ansible lets it through to the module: surrogates and what Python cannot write down get to the controller alone."""
    return support.way == "controller" or not (
        "\\ud" in json.dumps(value) or (isinstance(value, str) and value in LARGE)
    )


def required(name: str, path: t.Sequence[str]) -> Json:
    return {"person": ANNA} if name in (VOICEMAIL, READ) and path[0] not in ("person", "people", "location_id") else {}


@pytest.mark.usefixtures("in_the_controller")
@pytest.mark.parametrize("name", MODULES)
def test_any_value_for_any_option(emulator: Emulator, name: str) -> None:
    """A value is understood or refused; and what is sent is what the API takes."""
    options = list(paths_of(documented(name)))
    inputs = [(path, value) for path, dummy in options for value in (*PLAIN, *LARGE)]
    chosen = inputs if FULL else random.Random(name).sample(inputs, 100)
    for path, value in chosen:
        if not given(value):
            continue
        params = {"timeout": 5, "max_retries": 0, **required(name, path), **nested(path, value)}
        answered(call(name, check=len(str(value)) % 2 == 0, **params))
        problems = [one for one in emulator.take_problems() if not re.search("JSON|surrogate", one)]
        assert not problems, ascii((path, value, problems))
    tell(inputs=len(chosen), options=len(options))


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    ("name", "path"),
    [(ORG, "number_of_days_for_message_expiry"), (VOICEMAIL, "timeout"), (VOICEMAIL, "concurrency")]
    + [(VOICEMAIL, "send_unanswered_calls.number_of_rings"), (READ_ORG, "max_retries")],
)
@pytest.mark.parametrize("value", LARGE)
def test_a_number_that_is_too_long_to_write(emulator: Emulator, name: str, path: str, value: str) -> None:
    names = path.split(".")
    if not given(value):
        return
    result = call(name, **{**required(name, names), **nested(names, value)})
    answered(result)
    assert result["failed"] and emulator.log == []


@pytest.mark.usefixtures("in_the_controller")
@pytest.mark.parametrize("value", INFINITE)
def test_a_number_without_end(emulator: Emulator, value: t.Any) -> None:
    for name, names in ((ORG, ["number_of_days_for_message_expiry"]), (READ_ORG, ["timeout"])):
        result = call(name, **nested(names, value))
        answered(result)
        assert result["failed"] and emulator.log == []


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("value", [True, "true", "yes"])
def test_true_is_no_number(emulator: Emulator, value: t.Any) -> None:
    """In Python it is 1; the API would get a true where a number belongs."""
    result = call(ORG, number_of_days_for_message_expiry=value)
    answered(result)
    assert result["failed"] and emulator.log == []
    result = call(VOICEMAIL, person=ANNA, send_unanswered_calls={"number_of_rings": value})
    assert result["failed"] and emulator.log == []


@pytest.mark.usefixtures("both_ways")
def test_any_item_of_people(emulator: Emulator) -> None:
    rng = random.Random(7)
    options = [path for path, dummy in paths_of(documented(VOICEMAIL)) if path[0] not in ("person", "people")]
    count = 1000 if FULL else 80
    for dummy in range(count):
        item: t.Any = {"person": rng.choice([ANNA, BO, *PLAIN])}
        for path in rng.sample(options, rng.randint(0, 3)):
            value = nested(path, rng.choice([*PLAIN, *LARGE]))
            item.update(rng.choice([value, value, {"voicemail": value}, {"voicemail": path[0]}]))
        people = rng.choice(
            [[item], [item, item], item, [[item]], [item, None], [item, "person=a"], json.dumps([item])]
        )
        if given(people) and not any(one in json.dumps(people) for one in LARGE if support.way == "module"):
            answered(call(VOICEMAIL, check=rng.random() < 0.5, people=people, timeout=5, max_retries=0))
        emulator.take_problems()
    tell(inputs=count)


@pytest.mark.usefixtures("in_the_controller")
@pytest.mark.parametrize("name", MODULES)
def test_any_parameters(emulator: Emulator, name: str) -> None:
    """Several at a time, known, misspelt and unknown."""
    rng = random.Random(name + "any")
    options = [path for path, dummy in paths_of(documented(name)) if path[0] not in ("api_url",)]
    count = 500 if FULL else 60
    for dummy in range(count):
        params: Json = {"max_retries": 0, "timeout": 5}
        for path in rng.sample(options, rng.randint(1, 4)):
            value = rng.choice(PLAIN)
            names = [rng.choice([one, one, one, one, one.upper(), one + " ", one[1:] or "x"]) for one in path]
            params.update(nested(names, value))
        if given(params):
            answered(call(name, check=rng.random() < 0.5, **params))
        emulator.take_problems()
    tell(inputs=count)


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    "option", ["client_id", "client_secret", "refresh_token", "access_token", "ca_path", "api_url"]
)
@pytest.mark.parametrize(
    "value", ["\ud800", "a\0b", "\udcff" * 3, "é", "https://\ud800/", "https://a\0b/", "https://" + "a" * 300]
)
def test_text_that_cannot_be_sent(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, option: str, value: str) -> None:
    """It says what is wrong with it."""
    if not given(value):
        return
    if option in ("client_id", "client_secret", "refresh_token"):
        monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
        params = {**dict.fromkeys(("client_id", "client_secret", "refresh_token"), "x"), option: value}
    else:
        params = {option: value}
    result = call(READ_ORG, **params, max_retries=0)
    answered(result)
    assert not result.get("failed") or not re.search(r"got no answer: utf-8|'utf-8'", result["msg"]), result["msg"]
    emulator.take_problems()


# --- sizes


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    "params",
    [
        {"person": "{0}@example.com"},
        {"person": "{0}"},
        {"person": ANNA, "fax_message": {"extension": "{0}"}},
        {"person": ANNA, "notifications": {"enabled": True, "destination": "{0}@example.com"}},
        {"person": ANNA, "transfer_to_number": {"enabled": True, "destination": "{0}"}},
        {"person": ANNA, "access_token": "{0}"},
        {"person": ANNA, "org_id": "{0}"},
        {"person": ANNA, "api_url": "https://{0}/"},
    ],
)
def test_ten_million_letters(emulator: Emulator, params: Json) -> None:
    """What is said is short, however long what it is about. What ansible-core says of a wrong type is its own."""
    text = "a" * (10_000_000 if FULL else 1_000_000)
    filled = json.loads(json.dumps(params).replace("{0}", text))
    result = call(VOICEMAIL, max_retries=0, **filled)
    answered(result)
    # How long an extension or an address may be, is nowhere said: the API here takes any.
    assert result.get("failed") or {"fax_message", "notifications"} & set(params)
    assert len(result.get("msg", "")) < 5000
    emulator.take_problems()
    tell(bytes=len(text))


@pytest.mark.usefixtures("both_ways")
def test_a_hundred_thousand_people(emulator: Emulator) -> None:
    full = FULL and support.way == "controller"
    count = 100_000 if full else 3_000
    people = [f"person{number}@example.org" for number in range(count)]
    result = call(VOICEMAIL, person=[ANNA, *people], **{"return": "all"}, **RINGS)
    assert result["summary"]["failed"] == count and result["people"][0]["changed"]
    # Where the organization has more pages than the first, a page that finds one person is no reason to read another.
    assert len(result["msg"]) < 2000 and len(emulator.log) < (count + 5 if FULL else 10)
    result = call(VOICEMAIL, people=[{"person": one, **RINGS} for one in people])
    assert result["summary"]["failed"] == count
    wrong = call(VOICEMAIL, person=[*people, "nobody"])
    assert "nobody is not a valid Webex ID" in wrong["msg"] and writes(emulator)
    same = call(VOICEMAIL, person=[BO] * count, **{"return": "all"}, **RINGS)
    assert same["summary"]["total"] == 1 and len(same["people"]) == count and not same.get("failed")
    tell(people=4 * count)
