# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacks share: an organization, a model of a mailbox that knows nothing of the collection, and counts.

C(RESILIENCE=full) in the environment makes them as large as they can be; otherwise they are a share of that, for every day.
"""

from __future__ import annotations

import abc
import json
import math
import os
import random
import re
import socket
import threading
import time
import typing as t
from contextlib import suppress

import pytest

from ansible_collections.webex.calling.plugins.module_utils._http import retry
from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Episode
from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.conftest import both_ways, emulator, interruptible, variants
from ansible_collections.webex.calling.tests.resilience.tls import land, plain

__all__ = ["both_ways", "emulator", "interruptible", "land", "plain", "variants"]


FULL = os.environ.get("RESILIENCE") == "full"
COUNTS = support.ROOT / ".build/resilience/counts.jsonl"
VOICEMAIL = "webex_person_voicemail"

Json = dict[str, t.Any]
Flat = dict[str, t.Any]
Self = t.TypeVar("Self", bound="Listener")

# What a task may name, and values for it. C('') clears.
NAMED: dict[str, tuple[t.Any, ...]] = {
    "enabled": (True, False),
    "send_all_calls.enabled": (True, False),
    "send_busy_calls.enabled": (True, False),
    "send_busy_calls.greeting": ("DEFAULT", "DEFAULT", "CUSTOM"),
    "send_unanswered_calls.enabled": (True, False),
    "send_unanswered_calls.greeting": ("DEFAULT", "DEFAULT", "CUSTOM"),
    "send_unanswered_calls.number_of_rings": (2, 3, 6, 11, 15, 16, 20),
    "notifications.enabled": (True, False),
    "notifications.destination": ("ops@example.com", "OPS@Example.com", "{email}", ""),
    "transfer_to_number.enabled": (True, False),
    "transfer_to_number.destination": ("+1 408 555 0000", "+14085550000", "7001", ""),
    "email_copy_of_message.enabled": (True, False),
    "email_copy_of_message.email_id": ("copy@example.com", "{email}", ""),
    "message_storage.mwi_enabled": (True, False),
    "message_storage.storage_type": ("INTERNAL", "EXTERNAL"),
    "message_storage.external_email": ("box@example.com", "box.{email}", ""),
    "fax_message.enabled": (True, False),
    "fax_message.phone_number": ("+1 (408) 555-1111", "+14085551111", ""),
    "fax_message.extension": ("7777", "0042", ""),
}
ADDRESSES = {"notifications.destination", "emailCopyOfMessage.emailId", "messageStorage.externalEmail"}
NUMBERS = {"transferToNumber.destination", "faxMessage.phoneNumber"}
TOLD = re.compile(r"greetingUploaded$|systemMaxNumberOfRings$|^voiceMessageForwardingEnabled$")


@pytest.fixture
def in_the_controller(monkeypatch: pytest.MonkeyPatch) -> None:
    """With action plugins alone: given such values, AnsibleModule itself ends with a traceback."""
    monkeypatch.setattr(support, "way", "controller")


@pytest.fixture(scope="session")
def server() -> t.Iterator[Emulator]:
    """The organization that the fixture C(emulator) resets: a thousand people with a licence, or a share of them."""
    with Emulator(people=1300 if FULL else 240) as one:
        yield one


def tell(**figures: t.Any) -> None:
    """Print what a test did in figures, and keep it where the full run collects them."""
    name = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0].rpartition("/")[2]
    line = json.dumps({"test": name, "full": FULL, **figures})
    print(line)
    if COUNTS.parent.is_dir():
        with COUNTS.open("a") as file:
            file.write(line + "\n")


class Listener(abc.ABC):
    """A server that gives each connection to C(serve), in a thread of its own, until it is closed there."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.connections = 0

    def __enter__(self: Self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *dummy: object) -> None:
        self.listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection = self.listener.accept()[0]
                self.connections += 1
                threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            self.serve(connection)

    @abc.abstractmethod
    def serve(self, connection: socket.socket) -> None:
        """Listen and answer."""

    @staticmethod
    def hear(connection: socket.socket, end: bytes = b"\r\n\r\n") -> bytes:
        """What a client says, until it says this; nothing where it says no more."""
        heard = b""
        while end not in heard:
            more = connection.recv(65536)
            if not more:
                return b""
            heard += more
        return heard


def licensed(emulator: Emulator, most: int | None = None) -> list[str]:
    """The addresses of those who have voicemail."""
    return [person.email for person in emulator.world.people if person.licensed][:most]


# --- the model


def camel(name: str) -> str:
    """A name as the API writes it."""
    return re.sub(r"_([a-z])", lambda found: found.group(1).upper(), name)


def flat(settings: t.Mapping[str, t.Any], above: str = "") -> Flat:
    """Settings, the API's or a result's, as one value a dotted path, in the API's names; without what was never set."""
    found: Flat = {}
    for name, value in settings.items():
        path = above + camel(name)
        if isinstance(value, dict):
            found.update(flat(value, path + "."))
        elif value not in (None, ""):
            found[path] = value
    return found


def nested(settings: t.Mapping[str, t.Any]) -> Json:
    """The way back: dotted paths as dictionaries in dictionaries."""
    found: Json = {}
    for path, value in settings.items():
        *above, last = path.split(".")
        inner = found
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return found


def on_server(emulator: Emulator, who: str) -> Flat:
    """A person's settings as they are."""
    return flat(emulator.world.voicemail(who))


def mailboxes(emulator: Emulator) -> dict[str, Flat]:
    """Everybody's settings as they are."""
    return {who: on_server(emulator, who) for who in licensed(emulator)}


def _same(path: str, one: t.Any, other: t.Any) -> bool:
    if one is not None and path in ADDRESSES:
        return bool(one.lower() == other.lower())
    if one is not None and path in NUMBERS:
        return re.sub(r"[ .()-]", "", one) == re.sub(r"[ .()-]", "", other)
    return bool(one == other)


def desired(emulator: Emulator, who: str, before: Flat, wanted: t.Mapping[str, t.Any]) -> Flat:
    """What a mailbox is to be like for a task that names I(wanted) (dotted, in the task's names)."""
    after, address = dict(before), emulator.world.person(who).listed_email
    for name, value in wanted.items():
        path = ".".join(camel(part) for part in name.split("."))
        value = value.replace("{email}", address) if isinstance(value, str) else value
        if value == "":
            after.pop(path, None)
        elif not _same(path, before.get(path), value):
            after[path] = value
    return after


def refused(emulator: Emulator, who: str, after: Flat) -> list[str]:
    """What the API itself would say to a PUT of I(after)."""
    person = emulator.world.person(who)
    body = nested({path: value for path, value in after.items() if not TOLD.search(path)})
    for name in ("notifications", "transferToNumber"):
        body.setdefault(name, {})
    dummy, missing, wrong = PERSON_VOICEMAIL.parse(
        body, emulator.world.stored(PERSON_VOICEMAIL, person), emulator.world
    )
    return missing + wrong


def contradicts_itself(wanted: t.Mapping[str, t.Any]) -> bool:
    """Whether a task is refused as a whole: it switches on what it clears the address of."""
    needed = {
        "transfer_to_number.destination": ("transfer_to_number.enabled", True),
        "email_copy_of_message.email_id": ("email_copy_of_message.enabled", True),
        "fax_message.phone_number": ("fax_message.enabled", True),
        "message_storage.external_email": ("message_storage.storage_type", "EXTERNAL"),
    }
    return any(wanted.get(path) == "" and wanted.get(switch) == on for path, (switch, on) in needed.items())


def any_settings(rng: random.Random) -> Json:
    """A few settings to name, that a task may name together."""
    while True:
        wanted = {name: rng.choice(NAMED[name]) for name in rng.sample(sorted(NAMED), rng.randint(1, 5))}
        if not contradicts_itself(wanted):
            return wanted


# --- waiting


def until(true: t.Callable[[], t.Any], seconds: float = 60.0, every: float = 0.002) -> None:
    """Wait for it, but not for ever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "this did not happen in time"
        time.sleep(every)


def until_quiet(emulator: Emulator, quiet: float = 0.5, seconds: float = 60.0) -> None:
    """Wait until nobody asks anything any more."""
    seen, since = -1, 0.0

    def nothing_new() -> bool:
        nonlocal seen, since
        stats = emulator.stats()
        if stats["requests"] != seen or stats["in_flight"]:
            seen, since = stats["requests"], time.monotonic()
        return time.monotonic() - since >= quiet

    until(nothing_new, seconds, 0.01)


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusals here come from no limit: what is learned from them is slow. That is tested elsewhere."""
    monkeypatch.setattr(Episode, "pace", lambda episode, now: 0.0)
    monkeypatch.setattr(Episode, "room", lambda episode, now: math.inf)
    # Nor need it be half a second between two tries.
    monkeypatch.setattr(retry.random, "uniform", lambda least, most: 0.02)
    monkeypatch.setattr(settings, "_SECOND_LOOK", 0.02)
