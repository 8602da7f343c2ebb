# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option that takes a passcode or a PIN, every place in which it may stand, and what comes of a task with it."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Json, task
from ansible_collections.webex.calling.tests.resilience.secret_cases import Fault, echo

# Each in a place of its own, so that what is found says from where.
PASSCODES = {
    "group": "472958163",
    "item": "639174825",
    "returned": "815926374",
    "number": "394715826",
    "text": "572814936",
    "person": "261839475",
    "of_anna": "748395162",
    "of_bo": "925613748",
    "portal": "183625974",
    "pin": "637418295",
    "as_key": "516273849",
}
# A number and no text: what a filter returns is a text before ansible-core 2.19, a variable alone is what it is.
NUMBERS = {"as_number": int(PASSCODES["number"])}
# What stands in all these places where the API repeats what it was sent: one task knows nothing of another's.
ECHOED = "849261537"
OFF = {"enabled": False}
NEW: Json = {
    "location": "Stockholm",
    "extension": "71001",
    "language_code": "en_us",
    "enabled": False,
    "message_storage": {"storage_type": "INTERNAL"},
    **dict.fromkeys(("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), OFF),
}
THERE: Json = {"location": "Stockholm", "name": "Sales"}
GROUP, PASSCODE, RULES = "webex_voicemail_group", "webex_voicemail_passcode", "webex_org_voicemail_rules"


def _given(name: str) -> str:
    return "{{ " + name + " }}"


# As a task has them; the values come from a file of variables.
CASES: dict[str, tuple[str, Json]] = {
    "created": (GROUP, {**NEW, "name": "Newest", "passcode": _given("group")}),
    "changed": (GROUP, {**THERE, "passcode": _given("group"), "update_passcode": "always", "language_code": "fr_fr"}),
    "items": (
        GROUP,
        {
            "voicemail_groups": [
                {**NEW, "name": "Newer", "extension": "71002", "passcode": _given("item")},
                {**THERE, "voicemail_group": {"passcode": _given("returned"), "language_code": "de_de"}},
                {"location": "Lisbon", "name": "Billing", "passcode": _given("number")},
                "location=Oslo name=Support passcode=" + _given("text"),
            ],
            "update_passcode": "always",
        },
    ),
    "person": (PASSCODE, {"person": [ANNA, BO], "passcode": _given("person")}),
    "people": (PASSCODE, {"person": [ANNA, BO], "passcodes": {ANNA: _given("of_anna"), BO: _given("of_bo")}}),
    "portal": (PASSCODE, {"voice_portal": ["Stockholm", "Oslo"], "passcode": _given("portal")}),
    "PIN": (RULES, {"default_voicemail_pin_enabled": True, "default_voicemail_pin": _given("pin")}),
}
REFUSED: dict[str, Json] = {
    "unsupported parameter": {"unknown": 1},
    "wrong type": {"timeout": "soon"},
    "refused option": {"timeout": 0},
    "refused URL": {"api_url": "http://example.com/v1"},
}
# What nobody can make sense of, with a passcode in it.
MALFORMED: list[tuple[str, Json]] = [
    (GROUP, {"voicemail_groups": ["{name: A, passcode: " + _given("item")]}),
    (GROUP, {"voicemail_groups": [{"name": "A", "passcode": [_given("item")]}]}),
    (
        GROUP,
        {"voicemail_groups": [{**THERE, "voicemail_group": {"passcode": {"is": _given("returned")}}, "unknown": 1}]},
    ),
    (GROUP, {"voicemail_groups": [{**THERE, "unknown": 1, "passcode": _given("item")}], "unknown": 1}),
    (GROUP, {"voicemail_groups": {"passcode": _given("item")}}),
    (GROUP, {"voicemail_groups": [{**THERE, "passcode": _given("as_number")}], "unknown": 1}),
    (PASSCODE, {"person": ANNA, "passcodes": {_given("as_key"): ANNA}}),
    (PASSCODE, {"person": ANNA, "passcodes": {ANNA: _given("as_number")}}),
    (PASSCODE, {"person": ANNA, "passcodes": [_given("of_anna")]}),
    (PASSCODE, {"person": [ANNA, "nobody"], "passcode": _given("person"), "passcodes": {ANNA: _given("of_anna")}}),
]


def faults(secrets: t.Sequence[str]) -> dict[str, list[Fault]]:
    """What the API does with each write."""
    said = echo(*secrets)
    ends = "a" * 496 + secrets[0]  # of which the sentence would show the first digits
    return {
        "success": [],
        **{str(status): [("status", {"status": status})] for status in (401, 403, 500)},
        "cut": [("cut_after", {})],
        "garbage": [("garbage", {"body": said})],
        "echo": [("status", {"status": 400, "message": said})],
        "echo of the body": [("status", {"status": 400, "message": '{"passcode": ' + ", ".join(secrets) + "}"})],
        "echo at the end": [("status", {"status": 400, "message": ends})],
        "echo, 200": [("error_body", {"message": said})],
    }


def install(emulator: Emulator, outcome: str) -> None:
    """Let the API do this with each write."""
    for kind, parameters in faults([ECHOED])[outcome]:
        for method in ("PUT", "POST"):
            emulator.fault(kind, {"method": method}, **parameters)


def tasks(url: str, outcome: str, every: bool) -> list[Json]:
    """All tasks, at an emulator where each write has this I(outcome), and those that are refused before: I(every) task for every
    reason, or each for one of them in turn.
    """
    common = {"api_url": url, "access_token": ADMIN_TOKEN, "max_retries": 1 if outcome == "cut" else 0, "max_wait": 1}
    chosen = [one for name, one in CASES.items() if name != "created" or outcome == "success"]  # one is among the items
    if outcome == "success":
        for number, (module, params) in enumerate(CASES.values()):
            reasons = list(REFUSED.values()) if every else [list(REFUSED.values())[number % len(REFUSED)]]
            chosen += [(module, {**params, **more}) for more in reasons]
        chosen += MALFORMED
    own = {} if outcome == "success" else {"vars": dict.fromkeys(PASSCODES, "{{ echoed }}")}
    return [
        {**task(module, diff=True, **{**common, **params}), "ignore_errors": True, **own} for module, params in chosen
    ]
