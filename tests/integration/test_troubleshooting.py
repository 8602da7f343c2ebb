# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/troubleshooting.md: every message that it quotes is what is said in that case."""

from __future__ import annotations

import re
import typing as t
from pathlib import Path

import pytest
from ansible.errors import AnsibleError
from ansible.parsing.splitter import parse_kv

from ansible_collections.webex.calling.plugins.filter.survey_answer import survey_answer
from ansible_collections.webex.calling.plugins.lookup.csv_file import LookupModule
from ansible_collections.webex.calling.plugins.lookup.variable_problems import misspelt
from ansible_collections.webex.calling.plugins.module_utils._errors import unexpected
from ansible_collections.webex.calling.plugins.module_utils._http import transport
from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem
from ansible_collections.webex.calling.plugins.plugin_utils.play_file import opened
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES, VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.emulator.tokens import CLIENT
from ansible_collections.webex.calling.tests.integration import troubleshooting_files
from ansible_collections.webex.calling.tests.integration.inventory import config, inventory
from ansible_collections.webex.calling.tests.integration.pages import DOCS, blocks, sections, text_of
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, VOICEMAIL, Result, ansible, call, wav

PAGE = text_of(DOCS / "troubleshooting.md")
QUOTED = {
    heading: [line for block in blocks(text, "text") for line in block.splitlines()]
    for heading, text in sections(PAGE, 3).items()
    if blocks(text, "text")
}
PASSCODE, UNKNOWN = "webex_voicemail_passcode", ("somebody.else@example.com", "Anna Andersson")
NEW_GROUP: Result = {
    "location": "Stockholm",
    "name": "New One",
    "extension": "7999",
    "language_code": "en_us",
    "passcode": "194605",
    **dict.fromkeys(
        ("notifications", "fax_message", "transfer_to_number", "email_copy_of_message"), {"enabled": False}
    ),
    "message_storage": {"storage_type": "INTERNAL"},
}

Case = t.Callable[[Emulator, Path], t.Iterable[str]]


def says(heading: str) -> t.Callable[[Case], Case]:
    """Register what is said in the case of this heading."""

    def add(case: Case) -> Case:
        CASES[heading] = case
        return case

    return add


def msg(module: str, **params: t.Any) -> str:
    """Why a task failed, and its warnings."""
    result = call(module, **params)
    return "\n".join([result.get("msg", ""), *map(str, result.get("warnings", []))])


def anna(**params: t.Any) -> str:
    """The same, for a change of Anna's settings."""
    return msg(VOICEMAIL, **{"person": ANNA, "enabled": True, "max_retries": 0, "max_wait": 1, **params})


def minting(**params: t.Any) -> str:
    """The same, without an access token."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WEBEX_ACCESS_TOKEN")
        return anna(**params)


def elsewhere(folder: Path, playbook: str) -> str:
    """What is said where the collection is on no path."""
    done = ansible("ansible-playbook", playbook, cwd=folder, ANSIBLE_COLLECTIONS_PATH=str(folder), PYTHONPATH="")
    assert done.returncode
    return done.stdout


# What is said, by the heading of the page, where it takes no more than a task.
CASES: dict[str, Case] = {
    "The playbook": lambda emulator, folder: [elsewhere(folder, "webex.calling.onboard")],
    "There is none": lambda emulator, folder: [minting(), minting(**{**CLIENT, "client_secret": ""})],
    "Minting is refused": lambda emulator, folder: [minting(**{**CLIENT, "refresh_token": "of-last-year"})],
    "There are two": lambda emulator, folder: [anna(**CLIENT)],
    "401": lambda emulator, folder: [anna(access_token="of-yesterday")],
    "It holds more than the token": lambda emulator, folder: [anna(access_token="Bearer of-today")],
    "401, about an organization": lambda emulator, folder: [
        anna(org_id=one) for one in ("11111111-2222-3333-4444-555555555555", "foo")
    ],
    "404 for everything": lambda emulator, folder: [msg("webex_org_voicemail_info", api_url=f"{emulator.origin}/v2")],
    "No answer": lambda emulator, folder: [
        anna(api_url=url) for url in ("http://127.0.0.1:9/v1", emulator.url.replace("http:", "https:"))
    ],
    "Nobody has this address": lambda emulator, folder: [anna(person=one) for one in UNKNOWN],
    "No licence: 4008, 4003": lambda emulator, folder: [
        anna(person=["jonas.jansen@example.com", "rosa.rossi@example.com"])
    ],
    "No professional licence: 25409": lambda emulator, folder: [
        msg("webex_workspace_voicemail", workspace="Kitchen", enabled=True)
    ],
    "Several have the name": lambda emulator, folder: [
        msg("webex_workspace_voicemail", workspace="Lobby", enabled=True)
    ],
    "Two addresses in one": lambda emulator, folder: [anna(person=f"{ANNA} {BO}")],
    "The extension is taken: 409": lambda emulator, folder: [
        msg("webex_voicemail_group", location="Stockholm", name="Sales", extension="1000")
    ],
    "Digits must be in quotes": lambda emulator, folder: [
        *(msg(PASSCODE, person=ANNA, **one) for one in ({"passcode": 0o12345}, {"passcodes": {ANNA: 0o12345}})),
        anna(transfer_to_number={"destination": 0o123}),
    ],
    "A variable is misspelt": lambda emulator, folder: misspelt(["plan_locations"], "plan_", ["plan_location"]),
    "unexpected": lambda emulator, folder: [unexpected(KeyError("nobody thought of it")).msg],
    **troubleshooting_files.CASES,
}


@says("The module")
def no_module(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    (folder / "p.yml").write_text("- hosts: localhost\n  tasks:\n    - webex.calling.webex_person_voicemail: {}\n")
    yield elsewhere(folder, "p.yml")


@says("The library requests")
def no_requests(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transport, "REQUESTS_IMPORT_ERROR", "ImportError")
        yield anna()


@says("403")
def no_scope(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.grant("few", "spark-admin:people_read")
    emulator.world.set_voicemail(ANNA, {"enabled": False})
    yield anna(access_token="few")
    yield msg("webex_workspace_voicemail", workspace="Boardroom", enabled=True, access_token="few")


@says("403, for some people alone")
def no_number(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.change_person(BO, extension="")
    yield anna(person=BO)


@says("A redirect, or http")
def redirected(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.fault("status", {"path": "people"}, status=302)
    yield anna()
    yield anna(api_url="http://webexapis.com/v1")


@says("More rings than there may be")
def too_many_rings(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"systemMaxNumberOfRings": 10, "numberOfRings": 3}})
    for number in (25, 15):
        yield anna(send_unanswered_calls={"number_of_rings": number})


@says("A custom greeting cannot be selected")
def no_greeting(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"greetingUploaded": False, "greeting": "DEFAULT"}})
    yield anna(send_unanswered_calls={"greeting": "CUSTOM"})


@says("A greeting's file is refused")
def another_format(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    (folder / "welcome.wav").write_bytes(wav(tag=1))
    yield msg("webex_voicemail_greeting", person=ANNA, src=str(folder / "welcome.wav"))


@says("The earlier greeting is still played")
def earlier_greeting(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    (folder / "new.wav").write_bytes(wav())
    emulator.world.set_voicemail(ANNA, {"sendBusyCalls": {"greetingUploaded": True, "greeting": "DEFAULT"}})
    yield msg("webex_voicemail_greeting", person=ANNA, src=str(folder / "new.wav"), greeting="busy")


@says("A voicemail group has no custom greeting")
def no_greeting_of_a_group(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    unset = {"greeting": "DEFAULT", "greetingUploaded": False}
    emulator.world.set_settings(VOICEMAIL_GROUP, unset, emulator.world.groups[0])
    yield msg("webex_voicemail_group", location="Stockholm", name="Sales", greeting="CUSTOM")


@says("A reset, and the default PIN is switched off")
def no_default_pin(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, {"defaultVoicemailPinEnabled": False})
    yield msg(PASSCODE, person=ANNA, reset=True)
    yield msg("webex_org_voicemail_rules", default_voicemail_pin="194605")


@says("E-mail copies and external mailboxes are refused")
def no_forwarding(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_voicemail(ANNA, {"emailCopyOfMessage": {"enabled": False}})
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    yield anna(email_copy_of_message={"enabled": True, "email_id": "{email}"})


@says("The lamp cannot be changed: 112130")
def no_lamp(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_voicemail(ANNA, {"messageStorage": {"mwiEnabled": False, "storageType": "INTERNAL"}})
    emulator.world.external_mwi.add(emulator.world.person(ANNA).id)
    yield anna(message_storage={"mwi_enabled": True})


@says("A voicemail group cannot be created: 25008")
def no_group(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.fault("status", {"method": "POST"}, status=400, code=25008, message="Missing Mandatory field name: x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(voicemail_groups, "SECOND_LOOK", 0.05)
        yield msg("webex_voicemail_group", location="Stockholm", name="New One", extension="7999")
        yield msg("webex_voicemail_group", **NEW_GROUP)


@says("The passcode breaks a rule: 5432")
def weak(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield msg(PASSCODE, person=ANNA, passcode="474747")
    emulator.fault("status", {"path": "passcode"}, status=400, message="[Error 5432] Invalid portal passcode.")
    yield msg(PASSCODE, person=ANNA, passcode="135790")


@says("A value is `********`, or was masked")
def masked(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.world.set_settings(VOICEMAIL_GROUP, {"phoneNumber": "+4614725801"}, emulator.world.groups[0])
    yield msg("webex_voicemail_group", location="Stockholm", name="Sales", passcode="1472580")
    yield anna(transfer_to_number={"enabled": True, "destination": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"})


@says("429")
def too_fast(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=5)
    yield anna()


@says("423")
def locked(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    emulator.fault("status", {"path": "voicemail"}, status=423)
    yield anna()


@says("An inventory is not read")
def no_inventory(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    yield inventory(folder, source=config(folder, "hosts.yml")).output
    yield inventory(folder, kinds=["persons"]).output


@says("A number where a text was typed")
def number(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    for typed in ((135790, "voicemail_groups_passcode", "secret"), (12345, "voicemail_onboarding_people", "str")):
        with pytest.raises(AnsibleError) as error:
            survey_answer(*typed)
        yield str(error.value)


@says("A file cannot be read")
def outside_the_project(emulator: Emulator, folder: Path) -> t.Iterable[str]:
    (folder / "people.csv").write_text(f"person\n{ANNA}\n")
    (folder / "project").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder / "project")
        job = {"awx_job_id": 1, "playbook_dir": str(folder / "project")}
        with pytest.raises(Problem) as error, opened(LookupModule(), "../people.csv", job, "CSV file"):
            pass
    yield str(error.value)


@pytest.mark.parametrize("heading", QUOTED)
def test_what_is_quoted_is_what_is_said(crowd: Emulator, tmp_path: Path, heading: str) -> None:
    said = "\n".join(CASES[heading](crowd, tmp_path))
    crowd.take_problems()
    for line in QUOTED[heading]:
        assert re.search(".+?".join(map(re.escape, line.split("..."))), said), f"{line}\nis not in\n{said}"


def test_every_case_is_on_the_page() -> None:
    assert set(CASES) == set(QUOTED)


def test_a_value_of_the_command_line_ends_at_a_space() -> None:
    assert parse_kv(f"people={ANNA} {BO}")["people"] == ANNA
    for value in (f"{ANNA},{BO}", f"'{ANNA} {BO}'"):
        assert parse_kv(f"people={value}") == {"people": value.strip("'")}
