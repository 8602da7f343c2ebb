# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""wait_for_license: a task waits until a new licence takes effect."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    RINGS,
    VOICEMAIL,
    all_rings,
    call,
    licensed,
    rings,
    writes,
)

pytestmark = pytest.mark.usefixtures("both_ways")

NOT_TOLD = pytest.mark.variants(
    without="401-organization 403-person",
    because="a licence that is missing is answered there as a permission that is, for which no task waits",
)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks more often than a task does."""
    monkeypatch.setattr(settings, "_FIRST_PAUSE", 0.05)
    monkeypatch.setattr(settings, "_LONGEST_PAUSE", 0.1)


@pytest.fixture
def newcomer(emulator: Emulator) -> t.Any:
    """Somebody whose licence is not there yet."""
    return next(one for one in emulator.world.people if not one.licensed and not one.invite_pending)


def looks(emulator: Emulator, who: str) -> int:
    """How often somebody's settings were asked for."""
    return sum(entry["email"] == who and entry["path"].endswith("voicemail") for entry in emulator.log)


@pytest.mark.parametrize("how", ["", "404-person", "405-write"])
def test_a_licence_that_takes_effect(emulator: Emulator, newcomer: t.Any, how: str) -> None:
    emulator.variants = [how] if how else []
    emulator.world.license(newcomer, after=1.0)
    result = call(VOICEMAIL, person=newcomer.email, wait_for_license=60, **RINGS)
    assert result["changed"] and not result.get("failed"), result
    assert rings(emulator, newcomer.email) == 6
    assert looks(emulator, newcomer.email) > 2
    assert not call(VOICEMAIL, person=newcomer.email, wait_for_license=60, **RINGS)["changed"]


@NOT_TOLD
def test_a_licence_that_never_does(emulator: Emulator, newcomer: t.Any) -> None:
    result = call(VOICEMAIL, person=newcomer.email, wait_for_license=1, **RINGS)
    assert result["failed"] and not result["changed"] and "licence" in result["msg"]
    assert looks(emulator, newcomer.email) > 2
    assert writes(emulator) == [] or "405-write" in emulator.variants


@pytest.mark.variants(without="405-write", because="a task learns from its write that there is no licence")
@pytest.mark.parametrize("params", [{"check": True, "wait_for_license": 600}, {"wait_for_license": 0}, {}])
def test_it_does_not_wait_in_check_mode_nor_unasked(emulator: Emulator, newcomer: t.Any, params: t.Any) -> None:
    emulator.world.license(newcomer, after=60.0)
    result = call(VOICEMAIL, person=newcomer.email, **params, **RINGS)
    assert result["failed"] and looks(emulator, newcomer.email) == 1


def test_it_waits_for_nothing_else(emulator: Emulator) -> None:
    who = licensed(emulator)[0]
    emulator.fault("status", {"person": who, "path": "voicemail"}, status=403)
    result = call(VOICEMAIL, person=who, wait_for_license=600, **RINGS)
    assert result["failed"] and result["status"] == 403 and looks(emulator, who) == 1


@NOT_TOLD
@pytest.mark.variants(without="retry-after-5", because="the others wait there for longer than a licence takes")
@pytest.mark.usefixtures("other_rings")
def test_the_others_go_on(emulator: Emulator, newcomer: t.Any) -> None:
    """Who waits holds no place among those at work, and is not looked for in the meantime more than now and then."""
    people = licensed(emulator)[:30]
    emulator.world.license(newcomer, after=2.0)
    done = call(VOICEMAIL, person=[newcomer.email, *people], wait_for_license=60, concurrency=1, **RINGS)
    assert done["summary"] == {"total": 31, "changed": 31, "unchanged": 0, "failed": 0}
    assert all_rings(emulator, [newcomer.email, *people]) == {6}
    written = [entry["email"] for entry in emulator.log if entry["applied"]]
    assert written[-1] == newcomer.email and len(written) == 31


def test_one_of_many_never_gets_it(emulator: Emulator, newcomer: t.Any) -> None:
    people = licensed(emulator)[:5]
    done = call(VOICEMAIL, person=[newcomer.email, *people], wait_for_license=1, **RINGS)
    assert done["failed"] and done["summary"]["failed"] == 1 and all_rings(emulator, people) == {6}
    assert [one["person"] for one in done["people"] if one.get("failed")] == [newcomer.email]
