# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are meant to harm: bounded time and memory, no token to anyone else, the right person or a clear error."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import resource
import socket
import time
import typing as t
import zlib
from contextlib import contextmanager
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http import pages
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, play, task, writes
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, Listener, tell

VOICEMAIL, READ, ORG = "webex_person_voicemail", "webex_person_voicemail_info", "webex_org_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\r\n"
MOST_SECONDS = 12
MOST_MEMORY = 160  # MiB; an answer is at most 16

pytestmark = pytest.mark.usefixtures("both_ways")


class Raw(Listener):
    """Says what no HTTP library would, to each connection, and remembers what it was sent."""

    def __init__(
        self,
        *speech: bytes | t.Iterator[bytes],
        again: t.Callable[[], t.Any] | None = None,
        end: bytes = b"\r\n\r\n",
    ) -> None:
        super().__init__()
        self.speech, self.again, self.end = speech, again, end
        self.heard = bytearray()
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def serve(self, connection: socket.socket) -> None:
        for said in self.speech:
            connection.settimeout(MOST_SECONDS)
            head = self.hear(connection, self.end)
            if not head:
                return
            self.heard += head
            for part in [said] if isinstance(said, bytes) else (self.again or iter)(*[] if self.again else [said]):
                connection.sendall(part)


def head(*lines: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]).encode("latin-1")


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def bounded() -> t.Iterator[None]:
    began, before = time.monotonic(), memory()
    yield
    assert time.monotonic() - began < MOST_SECONDS
    assert memory() - before < MOST_MEMORY


def sentence(result: dict[str, t.Any]) -> str:
    """What a failed task says: short, one line, fit for a terminal, no token."""
    assert result["failed"] and not result.get("changed"), ascii(result)
    words = "{0} {1}".format(result["msg"], result.get("api_message", ""))
    assert words.isprintable() and len(result["msg"]) < 2000, ascii(words[:3000])
    assert "Traceback" not in str(result) and ADMIN_TOKEN not in str(result) and "object at 0x" not in str(result)
    return str(result["msg"])


# --- what HTTP itself allows


def forever(part: bytes, before: bytes = b"", pause: float = 0.0) -> t.Callable[[], t.Iterator[bytes]]:
    def parts() -> t.Iterator[bytes]:
        yield before
        end = time.monotonic() + 1.5 * MOST_SECONDS  # for who listens too long, and fails for it
        while time.monotonic() < end:
            yield part
            time.sleep(pause)

    return parts


def bomb(layers: int) -> t.Callable[[], t.Iterator[bytes]]:
    """A gigabyte of spaces and more, packed again and again."""

    def parts() -> t.Iterator[bytes]:
        yield head("Content-Encoding: " + ", ".join(["gzip"] * layers), "Connection: close")
        packers = [zlib.compressobj(wbits=31) for dummy in range(layers)]
        for dummy in range(1024):
            data = b" " * 2**20
            for packer in packers:
                data = packer.compress(data)
            if data:
                yield data

    return parts


SPEECHES: dict[str, t.Callable[[], t.Iterator[bytes]]] = {
    "two gigabytes": forever(b" " * 2**20, head("Content-Length: 2147483648")),
    "endless chunks": forever(b"10000\r\n" + b" " * 65536 + b"\r\n", head("Transfer-Encoding: chunked")),
    "a gzip bomb": bomb(1),
    "a gzip bomb in a gzip bomb": bomb(2),
    "ten layers of gzip": bomb(10),
    "an error without end": forever(b" " * 2**20, head("Content-Length: 2147483648", status="400 Bad Request")),
    "a redirect without end": forever(
        b" " * 2**20, head("Content-Length: 2147483648", "Location: http://127.0.0.1:9/", status="302 Found")
    ),
    "endless headers": forever(b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\n"),
    "a header without end": forever(b"a" * 65536, b"HTTP/1.1 200 OK\r\nX-A: "),
    "a status line without end": forever(b"a" * 65536, b"HTTP/1.1 200 "),
    "slow chunks": forever(b"1\r\n \r\n", head("Transfer-Encoding: chunked"), pause=0.2),
    "a slow chunk size": forever(b"0", head("Transfer-Encoding: chunked"), pause=0.2),
    "a slow status line": forever(b"1", b"HTTP/1.1 20", pause=0.2),
    "slow headers": forever(b"X", b"HTTP/1.1 200 OK\r\n", pause=0.2),
    "slow trailers": forever(b"X: y\r\n", head("Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n", pause=0.2),
    "endless trailers": forever(b"X: y\r\n", head("Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n"),
    "endless empty members": forever(gzip.compress(b""), head("Content-Encoding: gzip", "Connection: close")),
    "endless informational answers": forever(b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("name", list(SPEECHES))
def test_an_answer_without_end(emulator: Emulator, name: str) -> None:
    with Raw(iter(()), again=SPEECHES[name]) as server, bounded():
        sentence(call(ORG, api_url=server.url, timeout=1, max_retries=0))
    tell(endless_answers=1)


def test_a_handshake_without_end(emulator: Emulator) -> None:
    drip = forever(b"\0", b"\x16\x03\x03\x40\x00", pause=0.2)
    with Raw(iter(()), again=drip, end=b"\x16") as server, bounded():
        sentence(call(ORG, api_url=server.url.replace("http:", "https:"), timeout=1, max_retries=0))
    tell(endless_answers=1)


def test_a_proxy_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    with Raw(iter(()), again=SPEECHES["slow headers"]) as server, bounded():
        monkeypatch.setenv("HTTPS_PROXY", server.url[: -len("/v1")])
        sentence(call(ORG, api_url="https://webex.example.com/v1", timeout=1, max_retries=0))
        assert server.heard.startswith(b"CONNECT webex.example.com:443 ")
    tell(endless_answers=1)


STRANGE = [
    b"",
    b"\r\n" * 1000,
    b"HTTP/0.9 200\r\n\r\n{}",
    b"HTTP/1.1 99999999999 OK\r\n\r\n",
    b"HTTP/1.1 -200 OK\r\n\r\n{}",
    b"HTTP/1.1 999 \x1b[2J\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.2\r\n",
    b"\x16\x03\x01\x00\xa5",
    b"\0" * 4096,
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n{}",
    head("Content-Length: -1") + b"{}",
    head("Content-Length: 1e3") + b"{}",
    head("Content-Length: 2", "Content-Length: 3") + b"{}",
    head("Content-Length: 99999999999999999999999") + b"{}",
    head("Transfer-Encoding: chunked") + b"zz\r\n{}\r\n0\r\n\r\n",
    head("Transfer-Encoding: chunked") + b"-2\r\n{}\r\n0\r\n\r\n",
    head("Transfer-Encoding: chunked") + b"FFFFFFFFFFFFFFFFF\r\n{}",
    head("Content-Encoding: gzip", "Content-Length: 2") + b"{}",
    head("Content-Encoding: deflate", "Content-Length: 2") + b"{}",
    head("Content-Encoding: br, zstd", "Content-Length: 2") + b"{}",
    head("Content-Length: 4") + b"null",
    head("Content-Length: 3") + b"NaN",
    head("Content-Length: 8") + b'{"a": 1,',
    head("Content-Length: 4") + b"\xff\xfe{}",
    head("Content-Length: 7002") + b"[" + b"9" * 7000 + b"]",
    head("Content-Length: 7012") + b'{"enabled":' + b"9" * 7000 + b"}",
    head("Content-Length: 14", "Set-Cookie: a=\x1b[2J") + b'{"a": "\\ud800"}'[:14],
    head("Content-Length: 2", "TrackingID: \x1b[2J" + "t" * 60000, status="400 \x1b[2J") + b"{}",
    head("Content-Length: 2", kind="\x1b[2J" + "t" * 60000) + b"{}",
    head("Content-Length: 2", "Location: \x1b[2J", status="302 Found") + b"{}",
    head("Content-Length: 0", status="204 No Content"),
    head("Content-Length: 2", status="101 Switching Protocols") + b"{}",
    head("Content-Length: 0", "WWW-Authenticate: Basic realm=x", status="401 Unauthorized"),
    head("Content-Length: 0", "Proxy-Authenticate: Basic realm=x", status="407 Proxy Authentication Required"),
]


@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_an_answer_that_is_no_http(emulator: Emulator, number: int) -> None:
    with Raw(STRANGE[number]) as server, bounded():
        sentence(call(ORG, api_url=server.url, timeout=2, max_retries=0))
        assert server.connections == 1
    tell(strange_answers=1)


@pytest.mark.parametrize(
    "text", ["\ud800", "\\ud800", "\u202e\u2066", ESCAPES, "a" * 20_000, "\0", "</script>", "{{ 1 }}"]
)
def test_an_error_in_words_that_harm(emulator: Emulator, text: str) -> None:
    error = {"message": text, "errors": [{"description": text, "errorCode": text}], "trackingId": text}
    body = json.dumps(error)
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "voicemail"}, status=400, body=body, headers=headers)
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    result["msg"].encode(), json.dumps(result, ensure_ascii=False).encode()
    assert "\x1b" not in str(result["msg"]) and len(result["msg"]) < 2000 and len(str(result["tracking_id"])) < 600


# --- redirects


@pytest.mark.parametrize("where", ["POST", "PUT", "people", "page"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, where: str, status: int
) -> None:
    with Emulator(people=5, host="127.0.0.2") as other:
        locations = [
            other.url + "/people/me",
            other.url.replace("http:", ""),
            "{self}",
            "file:///etc/passwd",
        ]
        for location in locations if FULL else locations[status % 3 : status % 3 + 2]:
            emulator.faults = []
            emulator.world.reset()
            emulator.clear_log()
            if where == "page":
                emulator.fault("link", {"path": "^/people$"}, url=emulator.url + "/people?x=1", times=1)
            match = {"people": {"path": "^/people$"}, "page": {"path": "^/people$"}}.get(where, {"method": where})
            emulator.fault("redirect", match, status=status, location=location)
            params: dict[str, t.Any] = {"person": ANNA, **RINGS}
            if where == "POST":
                monkeypatch.delenv("WEBEX_ACCESS_TOKEN", raising=False)
                params.update(CLIENT)
            result = call(VOICEMAIL, **params)
            assert "A redirect is not followed" in sentence(result) and result["status"] == status
            assert not any(entry["applied"] for entry in emulator.log)
            assert sum(entry["status"] == status for entry in emulator.log) == 1
            tell(redirects=1)
        assert other.log == []


# --- pages


@contextmanager
def eavesdropper() -> t.Iterator[Raw]:
    """A server that must not hear a word."""
    with Raw(head("Content-Length: 2") + b"{}") as server:
        yield server
        assert server.connections == 0 and not server.heard


LINKS = [
    "<{evil}/people>; rel=next",
    "<{evil}/people>; rel='next'; title=\"x\"",
    '<{same}@{evilhost}/people>; rel="next"',
    '<http://{host}@{evilhost}/v1/people>; rel="next"',
    '<http://{host}\\@{evilhost}/v1/people>; rel="next"',
    '<http://{evilhost}#{same}/people>; rel="next"',
    '<//{evilhost}/v1/people>; rel="next"',
    '<https://{host}/v1/people>; rel="next"',  # another scheme
    '<HTTP://{host}/V1/people>; rel="next"',
    '<{same}/../../v1/people?max=100>; rel="next"',
    '</v1/people>; rel="next"',
    '<>; rel="next"',
    "<",
    ";;;,,,",
    '<{same}/people\x1b[2J>; rel="next"',
    '<{same}/people?cursor=%0d%0aX-Injected:%201>; rel="next"',
    "<{same}/people?cursor=" + "a" * 7000 + '>; rel="next"',
    '<{same}/nothing/of/this/kind>; rel="next"',
    '<{evil}/people>; rel="next", <{same}/people?cursor=x>; rel="next"',
    '<{same}>; rel="next"',
]


@pytest.mark.parametrize("link", LINKS)
def test_a_next_page_that_leads_astray(emulator: Emulator, link: str) -> None:
    """The token goes to nobody else, and what is wrong is said without harm to a terminal."""
    people = json.dumps({"items": []}).encode()
    with eavesdropper() as evil, bounded():
        server = Raw(b"")
        said = link.format(
            evil=evil.url, evilhost=evil.url.split("/")[2], same=server.url, host=server.url.split("/")[2]
        )
        first = head(f"Content-Length: {len(people)}", f"Link: {said}") + people
        server.speech = (first, *[head("Content-Length: 2", status="400 Bad") + b"{}"] * 2)
        with server:
            result = call(READ, api_url=server.url, timeout=2, max_retries=0)
        if not result.get("failed"):  # it was none
            assert result["people"] == [] and server.heard.count(b"GET ") == 1
        else:
            sentence(result)
            assert "\x1b" not in result.get("path", "")
        assert b"\r\nX-Injected" not in server.heard
    tell(links=1)


def test_pages_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    if not FULL:
        monkeypatch.setattr(pages, "_MAX_PAGES", 200)
    numbers = itertools.count()

    def page() -> t.Iterator[bytes]:
        body = b'{"items": []}'
        yield (
            head(f"Content-Length: {len(body)}", f'Link: <{server.url}/people?cursor={next(numbers)}>; rel="next"')
            + body
        )

    with Raw(*[iter(())] * 20_000, again=page) as server:
        began, before = time.monotonic(), memory()
        words = sentence(call(READ, api_url=server.url, max_retries=0))
        assert "endless pages" in words and memory() - before < MOST_MEMORY and time.monotonic() - began < 300
        assert server.heard.count(b"GET ") == pages._MAX_PAGES
    tell(pages=pages._MAX_PAGES)


def test_people_without_end(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MAX_ITEMS", 150)
    assert "endless pages" in sentence(call(READ))
    assert len(emulator.log) == 2


# --- Retry-After


@pytest.mark.parametrize(
    "value",
    [
        "nan",
        "inf",
        "-inf",
        "1e9",
        "0x10",
        "1, 1",
        "1;q=1",
        "9" * 5000,
        "-" + "9" * 5000,
        "\xb2",
        "Fri, 31 Dec 999999 23:59:59 GMT",
    ]
    + ["Fri, 99 Foo 2100 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 +999999", "601", "\x1b[2J"],
)
@pytest.mark.parametrize("status", [429, 423, 503] if FULL else [429])
def test_a_pause_in_strange_words(emulator: Emulator, value: str, status: int) -> None:
    """It is not kept, or kept for none: bounded in any case."""
    answer = head("Content-Length: 2", f"Retry-After: {value}", status=f"{status} No") + b"{}"
    with Raw(answer, answer) as server, bounded():
        sentence(call(ORG, api_url=server.url, max_retries=1, max_wait=2, timeout=2))


# --- the right person


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
        (READ, {"location_id": identity}),
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


# --- headers


@pytest.mark.parametrize(
    "text", ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\rX-Injected: 1", "a\0b", "a\x0bb", "\u560d\u560aX-Injected:1"]
)
def test_a_header_is_not_slipped_in(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    secrets = {"client_id": text, "client_secret": text, "refresh_token": text}
    other = {"org_id": text, "person": text + "@example.com", "location_id": text, "access_token": text}
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
