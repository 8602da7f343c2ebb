# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task reaches the API: tokens, pauses, retries, and what a server says before its answer."""

from __future__ import annotations

import contextlib
import email.utils
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http import retry
from ansible_collections.webex.calling.plugins.module_utils._tasks import progress
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, methods, task, writes

VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    """So that RINGS differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


def licensed(emulator: Emulator) -> list[str]:
    return [person.id for person in emulator.world.people if person.licensed]


# --- pauses


@pytest.mark.usefixtures("both_ways")
def test_a_stray_refusal_is_nothing_to_the_next_task(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=2, times=1)
    assert call(VOICEMAIL, person=emulator.world.person(ANNA).id, **RINGS)["api"]["waited"] == pytest.approx(2, abs=0.3)
    emulator.latency = 0.02
    assert call(INFO, person=licensed(emulator))["api"]["waited"] == 0


@pytest.mark.usefixtures("both_ways")
def test_a_stray_refusal_costs_its_pause_and_no_more(emulator: Emulator) -> None:
    emulator.latency = 0.02
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=2, skip=30, times=1)
    assert call(INFO, person=licensed(emulator))["api"]["waited"] == pytest.approx(2, abs=0.5)


@pytest.mark.usefixtures("both_ways")
def test_a_locked_mailbox_keeps_nobody_else(emulator: Emulator) -> None:
    locked = emulator.world.person(BO)
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=423, retry_after=3, times=1)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **RINGS)
    assert not result.get("failed") and result["api"]["waited"] == pytest.approx(3, abs=0.5)
    (refused,) = (entry["time"] for entry in emulator.log if entry["status"] == 423)
    again = min(entry["time"] for entry in emulator.log if entry["person_id"] == locked.id and entry["time"] > refused)
    assert again - refused >= 3
    others = [entry["time"] for entry in emulator.log if entry["person_id"] not in (None, locked.id)]
    assert max(others) < again


@pytest.mark.usefixtures("both_ways")
def test_many_locked_mailboxes_keep_nobody_else(emulator: Emulator) -> None:
    """Though as many as may be under way at a time are locked."""
    people = licensed(emulator)
    locked = people[:6]
    for one in locked:
        path = f"/people/{one}/"
        emulator.fault("status", {"path": path}, status=423, retry_after=3, times=1)
    emulator.latency = 0.02
    result = call(VOICEMAIL, person=people, concurrency=3, **RINGS)
    assert not result.get("failed") and emulator.stats()["peak_in_flight"] <= 3
    again = min(entry["time"] for entry in emulator.log if entry["person_id"] == locked[0] and entry["status"] == 200)
    assert max(entry["time"] for entry in emulator.log if entry["person_id"] in people[6:]) < again


@pytest.mark.usefixtures("both_ways")
def test_a_refusal_does_not_count_as_a_retry(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=1, times=2)
    assert call(VOICEMAIL, person=ANNA, max_retries=0, **RINGS)["changed"]


@pytest.mark.usefixtures("both_ways")
def test_others_are_not_kept_waiting_for_longer_than_max_wait(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=100)
    result = call(INFO, person=licensed(emulator), max_wait=5)
    assert result["summary"]["failed"] == len(licensed(emulator))
    assert result["api"]["waited"] < 5 and len(emulator.log) <= 10
    assert "longer pause than max_wait (5 s)" in result["people"][-1]["msg"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_is_over_is_none(emulator: Emulator, status: int) -> None:
    """No pause at all, or a date that the controller's clock thinks past, is answered with a backoff."""
    for value in ("0", "Mon, 01 Jan 2001 00:00:00 GMT"):
        emulator.clear_log()
        emulator.fault("status", {"path": "voicemail"}, status=status, retry_after=value, times=3)
        assert call(VOICEMAIL, person=emulator.world.person(ANNA).id, **RINGS)["api"]["retries"] == 3
        times = [entry["time"] for entry in emulator.log]
        gaps = [later - before for before, later in zip(times, times[1:])][:3]
        assert all(gap >= least for gap, least in zip(gaps, (0.25, 0.5, 1.0)))
        emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}})


@pytest.mark.usefixtures("both_ways")
def test_a_date_is_read_by_the_servers_clock(emulator: Emulator) -> None:
    now = time.time() - 86400
    headers = {"Date": email.utils.formatdate(now, usegmt=True)}
    until = email.utils.formatdate(now + 2, usegmt=True)
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=until, headers=headers, times=1)
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"]["waited"] == pytest.approx(2, abs=0.3)


def test_a_backoff_grows_has_jitter_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = [[retry.backoff(times) for dummy in range(50)] for times in range(1, 100)]
    assert all(0.25 * 2**number <= min(some) for number, some in enumerate(waits[:6]))
    assert all(max(some) <= 0.5 * 2**number for number, some in enumerate(waits[:6]))
    assert all(len(set(some)) > 10 for some in waits)
    assert all(min(some) >= 15 and max(some) <= 30 for some in waits[7:])


@pytest.mark.usefixtures("both_ways")
def test_a_write_is_sent_before_reads_that_wait(emulator: Emulator) -> None:
    """With a rate to be kept and everyone waiting, each PUT follows its own GET, and not all GETs."""
    emulator.limit, emulator.latency = 600, 0.05
    call(VOICEMAIL, person=licensed(emulator)[:40], **RINGS)
    order = [(entry["method"], entry["person_id"]) for entry in emulator.log if entry["status"] in (200, 204)]
    between = [
        order.index(("PUT", person)) - order.index(("GET", person)) for method, person in order if method == "PUT"
    ]
    assert sorted(between)[len(between) // 2] <= 4


# --- tokens


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What mints a token, in place of one."""
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    return dict(CLIENT)


@pytest.mark.usefixtures("both_ways")
def test_a_token_that_expires_is_minted_once_more(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.latency = 0.01
    emulator.fault("status", {"path": "voicemail"}, status=401, skip=20, times=5)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **app, **RINGS)
    assert not result.get("failed") and result["summary"]["changed"] == len(licensed(emulator))
    assert methods(emulator).count("POST /access_token") == 2
    assert len(writes(emulator)) <= len(licensed(emulator)) + 5


@pytest.mark.usefixtures("both_ways")
def test_a_token_that_is_never_taken_ends_the_task(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=3, **app, **RINGS)
    assert result["summary"]["failed"] == len(licensed(emulator))
    assert len(emulator.log) <= 3 * 3 + 2


@pytest.mark.usefixtures("both_ways")
def test_what_is_minted_is_in_no_result(emulator: Emulator, app: dict[str, str]) -> None:
    emulator.api.minted = 0
    first = call(INFO, person=emulator.world.person(ANNA).id, **app)
    assert not first.get("failed")
    (minted,) = (token for token in emulator.api.tokens if token.startswith("emulator-minted-1-"))
    emulator.api.minted = 0  # the next one is the same
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": minted}})
    assert minted not in json.dumps(call(INFO, person=emulator.world.person(ANNA).id, **app))


@pytest.mark.usefixtures("both_ways")
def test_a_refresh_token_that_is_returned_is_in_no_result_and_is_the_next(
    emulator: Emulator, app: dict[str, str]
) -> None:
    emulator.fault("mutate", {"path": "access_token"}, path="refresh_token", to="another-refresh-token", times=1)
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": "another-refresh-token"}})
    person = emulator.world.person(ANNA).id
    assert "another-refresh-token" not in json.dumps(call(INFO, person=person, **app))
    emulator.faults = []
    emulator.fault("mutate", {"path": "access_token"}, path="refresh_token", to="another-refresh-token", times=1)
    emulator.fault("status", {"path": "voicemail"}, status=401, times=1)
    # The emulator does not rotate it, and so refuses the other.
    assert "refresh token is wrong" in call(INFO, person=person, **app)["msg"]


@pytest.mark.parametrize("space", ["\n", " ", "\r\n", "\t"])
def test_white_space_around_a_secret(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, space: str) -> None:
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": ADMIN_TOKEN}})
    result = call(INFO, person=ANNA, access_token=space + ADMIN_TOKEN + space, org_id=emulator.world.org_id + space)
    assert not result.get("failed"), result
    assert ADMIN_TOKEN not in json.dumps(result)
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    padded = {name: value + space for name, value in CLIENT.items()}
    emulator.world.set_voicemail(ANNA, {"faxMessage": {"enabled": False, "extension": CLIENT["client_secret"]}})
    result = call(INFO, person=ANNA, api_url=emulator.url + space, **padded)
    assert not result.get("failed"), result
    assert CLIENT["client_secret"] not in json.dumps(result)


@pytest.mark.usefixtures("both_ways")
def test_an_organization_by_its_uuid(emulator: Emulator) -> None:
    import base64

    decoded = base64.urlsafe_b64decode(emulator.world.org_id + "=" * (-len(emulator.world.org_id) % 4)).decode()
    result = call(INFO, person=ANNA, org_id=decoded.rpartition("/")[2].upper())
    assert not result.get("failed"), result
    assert {entry["query"]["orgId"] for entry in emulator.log} == {emulator.world.org_id}


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({**CLIENT, "access_token": "x"}, "To use the access token, empty client_id, client_secret and refresh_token"),
        ({"client_id": "x"}, "client_secret and refresh_token are empty"),
        ({"client_id": "x", "client_secret": "t0p-secret"}, "refresh_token is empty"),
    ],
)
def test_too_much_or_too_little_is_told_with_the_way_out(
    emulator: Emulator, app: dict[str, str], params: t.Any, sentence: str
) -> None:
    result = call(INFO, person=ANNA, **params)
    assert result["failed"] and sentence in result["msg"] and emulator.log == []


# --- what servers say


@contextlib.contextmanager
def raw_server(answer: bytes) -> t.Iterator[str]:
    """A server that answers every request with these bytes; its URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection = listener.accept()[0]
                    with connection:
                        while connection.recv(65536):
                            connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"


BODY = b'{"messageExpiryEnabled": true, "numberOfDaysForMessageExpiry": 30}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: " % len(BODY)


@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", b"HTTP/1.1 102 Processing\r\n\r\n" * 3]
)
@pytest.mark.parametrize("content_type", [b"application/json", b"APPLICATION/JSON; charset=UTF-8"])
def test_what_comes_before_an_answer_and_how_its_type_is_written(before: bytes, content_type: bytes) -> None:
    with raw_server(before + HEAD + content_type + b"\r\n\r\n" + BODY) as url:
        result = call("webex_org_voicemail_info", api_url=url, access_token="x", max_retries=0)
    assert result["voicemail"]["number_of_days_for_message_expiry"] == 30


@pytest.mark.usefixtures("both_ways")
def test_the_scheme_and_the_host_in_capitals(emulator: Emulator) -> None:
    url = emulator.url.replace("http://127.0.0.1", "HTTP://LOCALHOST")
    assert call("webex_org_voicemail_info", api_url=url)["voicemail"]
    assert not call(INFO, api_url=url).get("failed")


def test_https_in_capitals_is_verified_as_in_small_letters() -> None:
    """Else requests would use its own adapter, without ca_path, validate_certs and the proxy."""
    from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
    from ansible_collections.webex.calling.plugins.module_utils._http.transport import Transport

    url = "https://webexapis.com/v1"
    transport = Transport(ConnectionOptions.from_params({"api_url": "HTTPS://WebexAPIs.com/v1"}))
    assert transport._session.get_adapter(url + "/people") is transport._session.adapters[url]


# --- progress


def test_a_pause_is_told_during_look_ups_too(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SOON", 0.5)
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    said: list[str] = []
    emulator.fault("status", {"path": "^/people$"}, status=429, retry_after=4, times=1)
    module.MODULE.run(_params(person=[ANNA]), TaskContext(False, False, set(), said.append))
    assert any("Retry-After" in sentence and "waiting" in sentence for sentence in said), said


def test_what_one_waits_for_is_in_the_estimate(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SOON", 0.1)
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    said: list[str] = []
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=503, retry_after=4, times=1)
    module.MODULE.run(_params(person=licensed(emulator)[:10]), TaskContext(False, False, set(), said.append))
    (sentence,) = (one for one in said if one.startswith("9 of 10 people"))
    assert "about 3 s left" in sentence or "about 4 s left" in sentence
    assert "(Retry-After)" in sentence


def _params(**params: t.Any) -> t.Any:
    from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    validated = ArgumentSpecValidator(module.MODULE.arguments["argument_spec"]).validate(params)
    assert not validated.error_messages
    return validated.validated_parameters


# --- the end of Ansible


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "match": {"path": "^/people$"}, "status": 429, "retry_after": 100},  # looking up
        {"kind": "status", "match": {"path": "voicemail"}, "status": 503, "retry_after": 100},
        {"kind": "hang", "match": {"path": "voicemail"}, "seconds": 100},
    ],
    ids=["look-up", "retry", "answer"],
)
@pytest.mark.parametrize("as_module", [False, True])
def test_a_task_ends_with_its_ansible(
    emulator: Emulator, tmp_path: Path, fault: dict[str, t.Any], as_module: bool
) -> None:
    emulator.fault(**fault)
    playbook = tmp_path / "playbook.json"
    one = task(VOICEMAIL, person=[ANNA, BO], **RINGS)
    if as_module:
        one["vars"] = {"ansible_python_interpreter": str(tmp_path / "python")}
        (tmp_path / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (tmp_path / "python").chmod(0o700)
    playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": [one]}]))
    program = str(Path(sys.executable).with_name("ansible-playbook"))
    environment = {**os.environ, "WHOSE": str(tmp_path)}
    with open(tmp_path / "output", "w") as output:
        process = subprocess.Popen([program, str(playbook)], env=environment, stdout=output, stderr=output)
    _until(lambda: any(entry["fault"] or entry["status"] for entry in emulator.log), 60)
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _until(lambda: not _alive(str(tmp_path)), 10)


def _until(true: t.Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def _alive(mark: str) -> list[str]:
    """The processes that have this in their environment."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"WHOSE={mark}".encode() in (one / "environ").read_bytes().split(b"\0"):
                found.append(one.name)
    return found
