# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every refusal that the guide promises, in the words of a person."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, ROOT, call, play, task
from ansible_collections.webex.calling.tests.resilience.conftest import tell
from ansible_collections.webex.calling.tests.resilience.options import (
    MODULES,
    ORG,
    READ,
    READ_ORG,
    VOICEMAIL,
    Json,
    answered,
    documented,
    nested,
    paths_of,
)

GUIDE = """The task fails before it sends anything, in check mode too, if an option is unknown, a choice is invalid, a number is out of range,
an address is malformed, an ID is not that of a person, `api_url` is not https, or a destination is missing."""
PLACE = "Y2lzY29zcGFyazovL3VzL1BMQUNFL2FiYw"
DOCUMENTED: dict[str, tuple[Json, str]] = {
    "an option is unknown": ({"person": ANNA, "unknown": 1}, "Unsupported parameters"),
    "a choice is invalid": ({"person": ANNA, "message_storage": {"storage_type": "BOTH"}}, "INTERNAL, EXTERNAL"),
    "a number is out of range": ({"person": ANNA, "timeout": 3601}, "timeout must be from 1 to 3600"),
    "an address is malformed": (
        {"person": ANNA, "notifications": {"destination": "a b@c"}},
        "is not an e-mail address",
    ),
    "an id is not that of a person": ({"person": PLACE}, "of the kind PLACE, not PEOPLE"),
    "`api_url` is not https": ({"person": ANNA, "api_url": "http://example.com"}, "must begin with https"),
    "a destination is missing": (
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
    (READ, {"location": [PLACE]}, "of the kind PLACE, not LOCATION"),
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
    (READ_ORG, {"access_token": "two words"}, "that is not allowed in tokens"),
    (
        READ_ORG,
        {"access_token": "one", "refresh_token": "two", "client_id": "id", "client_secret": "three"},
        "Both an access token and a refresh token are given, ",
    ),
    (
        READ_ORG,
        {"client_id": "id", "client_secret": "three"},
        "WEBEX_REFRESH_TOKEN (the option refresh_token) is empty: minting a token needs ",
    ),
    (
        READ_ORG,
        {"refresh_token": "two"},
        "WEBEX_CLIENT_ID (the option client_id) and WEBEX_CLIENT_SECRET (the option client_secret) are empty: minting",
    ),
]


def test_the_guide_promises_what_is_tested_here() -> None:
    """A refusal that is added to the guide needs a test here."""
    assert GUIDE in (ROOT / "docs/guide.md").read_text()
    listed = " ".join(GUIDE.split()).lower().partition(" if ")[2].rstrip(".").replace(", or ", ", ").split(", ")
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
