# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a task says: an answer or a sentence, never a traceback."""

from __future__ import annotations

import json
import random
import re
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, ROOT, call, play, task, writes
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell

VOICEMAIL, READ, ORG, READ_ORG = MODULES = (
    "webex_person_voicemail",
    "webex_person_voicemail_info",
    "webex_org_voicemail",
    "webex_org_voicemail_info",
)
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
Json = dict[str, t.Any]


def documented(name: str) -> Json:
    """A module's options as its documentation has them, those of the connection among them."""
    text = (ROOT / f"plugins/modules/{name}.py").read_text()
    own = yaml.safe_load(text.split('DOCUMENTATION = r"""')[1].split('"""')[0])
    text = (ROOT / "plugins/doc_fragments/connection.py").read_text()
    shared = yaml.safe_load(text.split('DOCUMENTATION = r"""')[1].split('"""')[0])
    return {**own.get("options", {}), **shared["options"]}


def paths_of(options: Json, above: tuple[str, ...] = ()) -> t.Iterator[tuple[tuple[str, ...], Json]]:
    for name, option in options.items():
        yield (*above, name), option
        yield from paths_of(option.get("suboptions", {}), (*above, name))


def nested(path: t.Sequence[str], value: t.Any) -> Json:
    for name in reversed(path):
        value = {name: value}
    return t.cast(Json, value)


def answered(result: Json) -> None:
    """An answer or a sentence, which can be printed, kept and read again."""
    text = json.dumps(result)
    assert "Traceback" not in text and "exception" not in result and "object at 0x" not in text, text[:2000]
    if result.get("failed"):
        words = result["msg"]
        assert isinstance(words, str) and len(words) > 10, ascii(words)
        assert "\x1b" not in words and words.count("\n") <= 1, ascii(words[:500])
    else:
        assert "changed" in result or "people" in result


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
    count = 3000 if FULL else 80
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
    count = 3000 if FULL else 60
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
    count = 100_000 if FULL else 3_000
    people = [f"person{number}@example.org" for number in range(count)]
    result = call(VOICEMAIL, person=[ANNA, *people], **RINGS)
    assert result["summary"]["failed"] == count and result["people"][0]["changed"]
    # Where the organization has more pages than the first, a page that finds one person is no reason to read another.
    assert len(result["msg"]) < 2000 and len(emulator.log) < (count + 5 if FULL else 10)
    result = call(VOICEMAIL, people=[{"person": one, **RINGS} for one in people])
    assert result["summary"]["failed"] == count
    wrong = call(VOICEMAIL, person=[*people, "nobody"])
    assert "nobody is not a valid Webex ID" in wrong["msg"] and writes(emulator)
    same = call(VOICEMAIL, person=[BO] * count, **RINGS)
    assert same["summary"]["total"] == 1 and len(same["people"]) == count and not same.get("failed")
    tell(people=4 * count)


# --- every documented refusal

GUIDE = """Unknown options, a choice that is none, a number out of its range, a malformed address, the ID of something that is not a
person, an `api_url` that is not https, a missing destination: the task fails before it sends anything, in check mode too."""
PLACE = "Y2lzY29zcGFyazovL3VzL1BMQUNFL2FiYw"
DOCUMENTED: dict[str, tuple[Json, str]] = {
    "unknown options": ({"person": ANNA, "unknown": 1}, "Unsupported parameters"),
    "a choice that is none": ({"person": ANNA, "message_storage": {"storage_type": "BOTH"}}, "INTERNAL, EXTERNAL"),
    "a number out of its range": ({"person": ANNA, "timeout": 3601}, "timeout must be from 1 to 3600"),
    "a malformed address": ({"person": ANNA, "notifications": {"destination": "a b@c"}}, "is not an e-mail address"),
    "the id of something that is not a person": ({"person": PLACE}, "of the kind PLACE, not PEOPLE"),
    "an `api_url` that is not https": ({"person": ANNA, "api_url": "http://example.com"}, "must begin with https"),
    "a missing destination": (
        {"person": ANNA, "transfer_to_number": {"enabled": True, "destination": ""}},
        "it needs transfer_to_number.destination",
    ),
}
# From the documentation of the options: what is out of bounds, required, exclusive.
BOUNDS: dict[str, tuple[int, int]] = {
    "timeout": (1, 3600),
    "max_retries": (0, 100),
    "max_wait": (0, 86400),
    "concurrency": (1, 100),
}
MORE: list[tuple[str, Json, str]] = [
    (READ_ORG, {"org_id": PLACE}, "of the kind PLACE, not ORGANIZATION"),
    (READ, {"location_id": PLACE}, "of the kind PLACE, not LOCATION"),
    (ORG, {"number_of_days_for_message_expiry": 0}, "must be from 1 to 180"),
    (ORG, {"number_of_days_for_message_expiry": 181}, "must be from 1 to 180"),
    (VOICEMAIL, {"person": ANNA, "send_unanswered_calls": {"number_of_rings": 1}}, "must be from 2 to 20"),
    (
        VOICEMAIL,
        {"person": ANNA, "fax_message": {"enabled": True, "phone_number": ""}},
        "needs fax_message.phone_number",
    ),
    (
        VOICEMAIL,
        {"person": ANNA, "email_copy_of_message": {"enabled": True, "email_id": ""}},
        "needs email_copy_of_message",
    ),
    (
        VOICEMAIL,
        {"person": ANNA, "message_storage": {"storage_type": "EXTERNAL", "external_email": ""}},
        "needs message_storage.external_email",
    ),
    (VOICEMAIL, {"person": ANNA, "fax_message": {"extension": "1\n2"}}, "holds a control character"),
    (READ_ORG, {"access_token": "two words"}, "that no token has"),
    (
        READ_ORG,
        {"access_token": "one", "refresh_token": "two", "client_id": "id", "client_secret": "three"},
        "Both an access token and a refresh token are given, ",
    ),
    (READ_ORG, {"client_id": "id", "client_secret": "three"}, "refresh_token is empty: minting a token needs "),
    (READ_ORG, {"refresh_token": "two"}, "client_id and client_secret are empty: minting a token needs "),
]


def test_the_guide_promises_what_is_tested_here() -> None:
    """A refusal that is added to the guide needs a test here."""
    assert GUIDE in (ROOT / "docs/guide.md").read_text()
    listed = " ".join(GUIDE.split()).lower().partition(": the task fails")[0].split(", ")
    assert listed == list(DOCUMENTED)
    found = {
        path[-1]: tuple(map(int, re.findall(r"from (\d+) to (\d+)", " ".join(option["description"]))[0]))
        for name in MODULES
        for path, option in paths_of(documented(name))
        if option["type"] == "int" and re.search(r"from \d+ to \d+", " ".join(option["description"]))
    }
    more = {"number_of_rings": (2, 20), "number_of_days_for_message_expiry": (1, 180)}
    assert {name: found.get(name) for name in (*BOUNDS, *more)} == {**BOUNDS, **more} and len(found) == 6, found


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("check", [True, False])
def test_every_documented_refusal(emulator: Emulator, check: bool) -> None:
    rows = [(VOICEMAIL, params, sentence) for params, sentence in DOCUMENTED.values()] + MORE
    for option, (least, most) in BOUNDS.items():
        for value in (least - 1, most + 1):
            rows.append((VOICEMAIL, {"person": ANNA, option: value}, f"{option} must be from {least} to {most}"))
    for name, params, sentence in rows:
        result = call(name, check=check, **params)
        answered(result)
        assert result["failed"] and sentence in result["msg"], (params, result)
    assert emulator.log == []
    tell(refusals=len(rows))


def test_what_ansible_makes_of_it(emulator: Emulator, tmp_path: Path) -> None:
    """The same through ansible-playbook: what is in a file is text, numbers, dates, lists."""
    (tmp_path / "vars.json").write_text(json.dumps({"odd": "\U0001f4de \u202e", "deep": nested(["a"] * 60, 1)}))
    tasks = [task(VOICEMAIL, person=ANNA, max_retries=0, fax_message={"extension": "{{ odd }}"})]
    tasks += [
        task(VOICEMAIL, person="{{ deep }}"),
        task(VOICEMAIL, people="{{ deep }}"),
        task(ORG, timeout="{{ odd }}"),
    ]
    tasks += [
        task(READ, person="{{ odd }}@example.com"),
        task(READ_ORG, access_token="{{ odd }}"),
        task(READ_ORG, timeout="1e5000"),
    ]
    played = play(tmp_path, *tasks, arguments=["-e", "@vars.json", "-vvv"])
    assert len(played.results) == len(tasks) and "Traceback" not in played.output, played.output
    emulator.take_problems()
