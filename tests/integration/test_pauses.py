# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a task waits, for what and for how long, and who does not."""

from __future__ import annotations

import email.utils
import time
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.faults import Fault
from ansible_collections.webex.calling.tests.emulator.messages import Call
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call

VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    """So that RINGS differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


def licensed(emulator: Emulator) -> list[str]:
    return [person.id for person in emulator.world.people if person.licensed]


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
@pytest.mark.variants(without="retry-after-5", because="it waits for the rate limit there, too")
def test_a_locked_mailbox_is_asked_again_after_its_pause(emulator: Emulator) -> None:
    locked = emulator.world.person(BO)
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=423, retry_after=3, times=1)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **RINGS)
    assert not result.get("failed") and result["api"]["waited"] == pytest.approx(3, abs=0.5)
    (refused,) = (entry["time"] for entry in emulator.log if entry["status"] == 423)
    again = min(entry["time"] for entry in emulator.log if entry["person_id"] == locked.id and entry["time"] > refused)
    assert again - refused >= 3


class LockedUntil(Fault):
    """Ends with what the log shows, and not with a time."""

    is_over: t.Callable[[], bool]

    def takes(self, call: Call) -> bool:
        return not self.is_over() and super().takes(call)


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("number", [1, 6])
def test_locked_mailboxes_keep_nobody_else(emulator: Emulator, number: int) -> None:
    """Though as many as may be under way at a time are locked, until all others are done."""
    people = licensed(emulator)
    locked, others = people[:number], set(people[number:])
    lock = LockedUntil("status", {"path": "|".join(locked)}, parameters={"status": 423, "retry_after": 1})
    lock.is_over = lambda: others <= {entry["person_id"] for entry in emulator.log if entry["status"] == 204}
    emulator.faults = [*emulator.faults, lock]
    result = call(VOICEMAIL, person=people, concurrency=3, max_retries=100, **RINGS)
    assert lock.used >= number and emulator.stats()["peak_in_flight"] <= 3
    assert not result.get("failed") and result["summary"]["changed"] == len(people)


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


@pytest.mark.usefixtures("both_ways")
def test_a_write_is_sent_before_reads_that_wait(emulator: Emulator) -> None:
    """With a rate to be kept and everyone waiting, each PUT follows its own GET, and not all GETs."""
    emulator.limit, emulator.burst, emulator.latency = 600, None, 0.05
    call(VOICEMAIL, person=licensed(emulator)[:40], **RINGS)
    order = [(entry["method"], entry["person_id"]) for entry in emulator.log if entry["status"] in (200, 204)]
    between = [
        order.index(("PUT", person)) - order.index(("GET", person)) for method, person in order if method == "PUT"
    ]
    assert sorted(between)[len(between) // 2] <= 4
