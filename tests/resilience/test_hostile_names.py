# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, IDs and headers that mean somebody else: the right person or a clear error, and a terminal that stays as it is."""

from __future__ import annotations

import base64
import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, play, task, writes
from ansible_collections.webex.calling.tests.resilience.conftest import tell
from ansible_collections.webex.calling.tests.resilience.hostile import (
    ESCAPES,
    ORG,
    READ,
    RINGS,
    VOICEMAIL,
    Raw,
    head,
    sentence,
)

pytestmark = pytest.mark.usefixtures("both_ways")


def test_addresses_with_odd_characters(emulator: Emulator) -> None:
    odd = ["a+b@example.com", "o'neil@example.com", '"quoted"@example.com', "a%2fb@example.com", "a&b=c@example.com"]
    odd += [
        "a#b@example.com",
        "a?b@example.com",
        "../a@example.com",
        "a/b@example.com",
        "a;b@example.com",
        "-a@example.com",
    ]
    odd += ["{email}@example.com", "j\xf6rg@example.com", "a\\b@example.com", "a`b`@example.com", "$(a)@example.com"]
    for one in odd:
        person = emulator.world.add_person(one)
        result = call(VOICEMAIL, person=one, notifications={"enabled": True, "destination": "{email}"})
        assert result["person_id"] == person.id, ascii((one, result))
        assert emulator.world.voicemail(person)["notifications"]["destination"].lower() == one
    bulk = call(READ, person=odd)
    assert [one["email"].lower() for one in bulk["people"]] == odd
    tell(odd_addresses=len(odd))


LOOK_ALIKES = {
    "kira.kumar@example.com": [
        "\N{KELVIN SIGN}ira.kumar@example.com",
        "kira.kumar\N{FULLWIDTH COMMERCIAL AT}example.com",
    ],
    "anna.andersson@example.com": [
        "\N{CYRILLIC SMALL LETTER A}nna.andersson@example.com",
        "anna.anders\N{LATIN SMALL LETTER LONG S}on@example.com",
        "anna.ander\N{LATIN SMALL LETTER SHARP S}on@example.com",
        "anna\N{ONE DOT LEADER}andersson@example.com",
        "anna.andersson@ex\N{COMBINING GRAVE ACCENT}ample.com",
        "anna.andersson@\N{FULLWIDTH LATIN SMALL LETTER E}xample.com",
        "anna.anders\N{SOFT HYPHEN}son@example.com",
        "anna.andersson\N{ZERO WIDTH SPACE}@example.com",
        "anna.andersson@example.com\N{RIGHT-TO-LEFT OVERRIDE}",
        "anna.andersson@example\N{IDEOGRAPHIC FULL STOP}com",
        "anna.andersson@example.com.",
        "anna.andersson@example.com@example.com",
        "anna.andersson@example.com\N{NO-BREAK SPACE}",
    ],
    "ines.ivanova@example.com": ["\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}nes.ivanova@example.com"],
}


@pytest.mark.parametrize("many", [False, True])
def test_a_look_alike_is_nobody(emulator: Emulator, many: bool) -> None:
    """Even where the API takes one for the other: it is asked for an address and answers with somebody."""
    for address, alike in LOOK_ALIKES.items():
        emulator.world.set_voicemail(address, {"sendUnansweredCalls": {"numberOfRings": 3}})
        listed = [{"id": emulator.world.person(address).id, "emails": [address]}]
        emulator.faults = []
        emulator.fault("mutate", {"path": "^/people$"}, path="items", to=listed)
        for one in alike:
            result = call(VOICEMAIL, person=[one, BO, "x@x.org", "y@x.org"] if many else one, **RINGS)
            own = result["people"][0] if "people" in result else result
            assert own["failed"] and "person_id" not in own, ascii((one, result))
        assert emulator.world.voicemail(address)["sendUnansweredCalls"]["numberOfRings"] == 3
    assert writes(emulator) == []
    tell(look_alikes=sum(map(len, LOOK_ALIKES.values())))


@pytest.mark.parametrize(
    "to",
    [
        [],
        [{"emails": [ANNA]}],
        [{"id": None, "emails": [ANNA]}],
        [{"id": 5, "emails": [ANNA]}],
        [{"id": "x", "emails": ANNA}],
        [{"id": "x", "emails": {"0": ANNA}}],
        [{"id": "x", "emails": [[ANNA], None, 5]}],
        [{"id": "x", "emails": [BO]}],
        [{"emails": [{"a": ANNA}]}],
    ],
)
@pytest.mark.parametrize("given", ["address", "id"])
def test_a_list_with_nobody_in_it(emulator: Emulator, to: t.Any, given: str) -> None:
    emulator.fault("mutate", {"path": "^/people$"}, path="items", to=to)
    person = ANNA if given == "address" else emulator.world.person(ANNA).id
    settings = {"notifications": {"enabled": True, "destination": "{email}"}}
    sentence(call(VOICEMAIL, person=person, **settings))
    assert writes(emulator) == []


def webex_id(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


IDS = [
    "",
    ".",
    "..",
    "../..",
    "x/../../y",
    "a?b=c",
    "a#b",
    "%2f..%2f",
    "%00",
    "\r\nX-Injected: 1",
    ESCAPES,
    "\ud800",
    "é",
]
IDS += [" ", "x" * 100_000, ANNA, "//127.0.0.2/", "@127.0.0.2", "\\..\\..", "..;/", webex_id("ciscospark://us/PLACE/1")]


@pytest.mark.parametrize("identity", IDS)
def test_an_id_of_the_api_that_is_none(emulator: Emulator, identity: str) -> None:
    """What the API lists goes into a path: it leads nowhere but to that person."""
    emulator.fault(
        "mutate", {"path": "^/people$"}, path="items", to=[{"id": identity, "emails": [ANNA], "locationId": "x"}]
    )
    for result in (call(VOICEMAIL, person=ANNA, max_retries=0, **RINGS), call(READ, max_retries=0)):
        words = sentence({**result, "people": []})
        assert "ID" in words
    assert {entry["path"] for entry in emulator.log} == {"/people"}
    emulator.take_problems()
    tell(ids_of_the_api=1)


@pytest.mark.parametrize(
    "identity",
    [one for one in IDS if "@" not in one and one != "\ud800"] + [webex_id("ciscospark://us/PEOPLE/../..") + "/.."],
)
def test_an_id_of_a_task_that_is_none(emulator: Emulator, identity: str) -> None:
    for name, params in (
        (VOICEMAIL, {"person": [identity], **RINGS}),
        (VOICEMAIL, {"people": [{"person": identity}]}),
        (READ, {"person": [identity]}),
        (ORG, {"org_id": identity}),
    ):
        if not identity.strip() and name != VOICEMAIL and "person" not in params:
            continue  # an empty option is not given, and white space around an ID is none of it
        words = "Webex ID" if identity.strip() or "person" not in str(params) else "person is empty"
        assert words in sentence(call(name, **params)), ascii(params)
    assert emulator.log == []


@pytest.mark.parametrize("text", ["../..", "%2f", "?a=b", "#", "x" * 300, "..\\..", ";", "&orgId=x"])
def test_an_id_with_odd_contents_stays_one_step_of_the_path(emulator: Emulator, text: str) -> None:
    for identity in (
        webex_id(f"ciscospark://us/PEOPLE/{text}"),
        base64.b64encode(f"ciscospark://us/PEOPLE/{text}>>>???".encode()).decode(),
    ):
        with Raw(head("Content-Length: 2", status="404 No") + b"{}") as server:
            sentence(call(READ, api_url=server.url, person=identity, max_retries=0))
        line = server.heard.split(b"\r\n")[0].decode()
        assert (
            line.startswith("GET /v1/people/")
            and line.endswith("/features/voicemail HTTP/1.1")
            and line.count("/") == 6
        )


@pytest.mark.parametrize(
    "text", ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\rX-Injected: 1", "a\0b", "a\x0bb", "\u560d\u560aX-Injected:1"]
)
def test_a_header_is_not_slipped_in(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    secrets = {"client_id": text, "client_secret": text, "refresh_token": text}
    other = {"org_id": text, "person": text + "@example.com", "location": text, "access_token": text}
    answer = head("Content-Length: 2", status="400 No") + b"{}"
    with Raw(*[answer] * 10) as server:
        common = {"api_url": server.url, "max_retries": 0}
        results = [call(ORG, **common, **secrets)]
        results += [call(READ, **{"access_token": "x", **common, name: value}) for name, value in other.items()]
        for host in (server.url + text, server.url.replace("/v1", text + "/v1"), text + server.url):
            results.append(call(ORG, api_url=host, access_token="x", max_retries=0))
        for result in results:
            sentence(result)
        assert b"\nX-Injected" not in server.heard and b"\rX-Injected" not in server.heard
    tell(header_injections=len(results))


# --- a terminal


def test_what_reaches_a_terminal(emulator: Emulator, tmp_path: Path) -> None:
    """Escapes in the words of an error, in an address and in a setting, in a real ansible-playbook with a log file."""
    error = {"message": ESCAPES + "\u202e", "trackingId": ESCAPES}
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=400, body=json.dumps(error), headers=headers)
    emulator.fault(
        "mutate", {"path": "voicemail", "person": ANNA}, path="faxMessage.extension", to=ESCAPES.replace("\x9b", "")
    )
    tasks = [task(VOICEMAIL, person=BO, **RINGS), task(VOICEMAIL, person=ANNA, diff=True, check=True, **RINGS)]
    tasks.append({"ansible.builtin.debug": {"msg": "{{ result_0.msg }} {{ result_0.tracking_id }}"}})
    log = tmp_path / "log"
    played = play(tmp_path, *tasks, {**tasks[0], "async": 30, "poll": 1}, arguments=["-v", "--diff"])
    assert played.results[0]["failed"] and played.results[1]["voicemail"] and played.results[3]["failed"]
    for text in (played.output, log.read_text() if log.exists() else ""):
        assert not set(text) & set("\x1b\x07\x08\x9b"), ascii(text)
    tell(bytes_printed=len(played.output))
