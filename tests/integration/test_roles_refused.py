# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the roles refuse before anything is written, and how they say it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import BASELINE, run
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, Json, ansible


def refusals(folder: Path, *cases: tuple[str, Json]) -> list[str]:
    """What each role says with its variables, where it has to fail; all in one playbook."""
    tasks = []
    for number, (role, variables) in enumerate(cases):
        run_role = {"ansible.builtin.include_role": {"name": f"webex.calling.{role}"}, "vars": variables}
        told = {"ansible.builtin.debug": {"msg": f"CASE {number}: {{{{ ansible_failed_result.msg }}}}"}}
        tasks.append({"block": [run_role, {"ansible.builtin.debug": {"msg": "NOT REFUSED"}}], "rescue": [told]})
    (folder / "refused.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    done = ansible("ansible-playbook", "refused.yml", cwd=folder)
    assert "NOT REFUSED" not in done.stdout
    said = dict(re.findall(r'"msg": "CASE (\d+): (.*)"', done.stdout))
    return [said[str(number)] for number in range(len(cases))]


IN, OUT, ORG = "voicemail_onboarding", "voicemail_offboarding", "org_voicemail"
GROUPS, PLACES = "voicemail_groups", "voicemail_location"
WRONG = "Nothing was written. This is wrong:\\n"
REFUSED: list[tuple[str, Json, str | tuple[str, ...]]] = [
    (IN, {}, "Set voicemail_onboarding_people or voicemail_onboarding_csv or voicemail_onboarding_csv_file or"),
    (IN, {"people": [ANNA, ANNA.upper()]}, f"{ANNA} is given twice"),
    (
        IN,
        {"people": [ANNA], "profile": "standrd"},
        "voicemail_onboarding_profile: there is no profile standrd. The profiles are executive, external_mailbox, front_desk, "
        "hybrid_worker, standard, voicemail_off. Did you mean standard?",
    ),
    (
        IN,
        {"people": [ANNA], "snapshot": "a.snapshot", "profile": "standard"},
        "A snapshot restores earlier settings, without voicemail_onboarding_profile: leave it out",
    ),
    (IN, {"csv": f"person,profile\n{BO},executive\n"}, "needs transfer_to_number.destination, which must be given"),
    (IN, {"csv": f"name,profile\n{BO},\n"}, "The CSV has no column person"),
    (IN, {"csv": f"person,shoes\n{BO},4\n"}, "column shoes: there is no such setting. The columns are person, profile"),
    (IN, {"csv": f"person\n{BO}\n{BO}\n"}, "is given twice, first as line 2 of the CSV"),
    (IN, {"csv": f"person,profile\n{BO},=1+1\n"}, "looks like a formula"),
    (IN, {"csv_file": "nowhere.csv"}, "There is no CSV file nowhere.csv that can be read in /"),
    (IN, {"csv_file": "empty.csv"}, f"{WRONG}empty.csv holds no people"),
    (
        IN,
        {"people": [ANNA], "profil": "executive", "wait_for_license": "soon"},
        f"{WRONG}There is no variable voicemail_onboarding_profil. Did you mean voicemail_onboarding_profile?\\n"
        "voicemail_onboarding_wait_for_license must be a whole number, not soon (a text).",
    ),
    (
        IN,
        {
            "people": [{"person": ANNA, "profile": "executiv", "send_busy_cals": {}}, BO],
            "csv": f"person,shoes\n{CARLA},4\n",
            "greeting_busy": "nowhere.wav",
            "profil": "executive",
        },
        (
            f"{WRONG}There is no variable voicemail_onboarding_profil. Did you mean voicemail_onboarding_profile?\\n"
            "Person 1 of the list: there is no profile executiv.",
            f"Person 1 of the list ({ANNA}): there is no setting send_busy_cals. Did you mean send_busy_calls?\\n"
            "Line 1 of the CSV, column shoes: there is no such setting.",
            "There is no greeting nowhere.wav that can be read in /",
        ),
    ),
    (IN, {"snapshot_all": True}, "A snapshot restores earlier settings"),
    (IN, {"people": {"person": ANNA}}, "The list must be a list, not"),
    (
        IN,
        {"people": [ANNA], "profiles": [1]},
        "voicemail_onboarding_profiles must be a dictionary, or a text with setting: value on each line, not [1] (a list)",
    ),
    (
        IN,
        {"people": [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 30}}]},
        "must be from 2 to 20, not 30",
    ),
    (IN, {"people": [ANNA], "snapshot_all": "true"}, "A snapshot restores earlier settings"),
    (IN, {"people": [ANNA], "snapshot": "a.snapshot", "snapshot_all": True}, "A snapshot restores earlier settings"),
    (IN, {"snapshot": "a.snapshot"}, "A snapshot restores earlier settings"),
    (IN, {"people": [ANNA], "csv": "person\n", "snapshot": "a.snapshot"}, "A snapshot restores earlier settings"),
    (IN, {"people": [{"person": ANNA, "enabled": True}], "snapshot": "a.snapshot"}, "brings more than a name"),
    (IN, {"people": [ANNA], "snapshot": "nowhere.snapshot"}, "There is no snapshot nowhere.snapshot in /"),
    (IN, {"people": [ANNA], "snapshot": 83}, "voicemail_onboarding_snapshot must be a text, not 83 (a number)"),
    (
        IN,
        {"people": [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 99}}, "no address", BO]},
        ("must be from 2 to 20, not 99", "Person 2 of the list"),
    ),
    (OUT, {}, "No people are given: the list of people is empty, and there is no other source of people. Set"),
    (
        OUT,
        {"people": [ANNA, "nobody"], "contact": "ops at example.com"},
        (
            "voicemail_offboarding_contact: notifications.destination is not",
            "Person 2 of the list: person: nobody is no",
        ),
    ),
    (OUT, {"people": [ANNA], "snapshot": "nowhere/leavers.json"}, "there is no folder"),
    *(
        (OUT, {"people": f"{ANNA}\n{BO}", "contact": "x@exmaple.com", "allow_domains": allowed}, words)
        for allowed, words in (
            (
                None,
                f"x@exmaple.com would get messages of {ANNA}, {BO}, and is at another domain: correct it, or allow exmaple.com in "
                "voicemail_offboarding_allow_domains",
            ),
            ("example.net, sub.exmaple.com", "allow exmaple.com in voicemail_offboarding_allow_domains"),
            (
                ["@exmaple.com"],
                "voicemail_offboarding_allow_domains must hold domains, such as example.com, or * for any",
            ),
        )
    ),
    (
        IN,
        {
            "people": [ANNA],
            "csv": f"person,profile,message_storage.external_email\n{BO},external_mailbox,bo@exmaple.com\n",
            "profiles": {"standard": {"notifications": {"enabled": True, "destination": "all@example.net"}}},
        },
        f"all@example.net would get messages of {ANNA}, and is at another domain: correct it, or allow example.net in "
        "voicemail_onboarding_allow_domains.\\nbo@exmaple.com would get messages of",
    ),
    (
        ORG,
        {"retention": "forever", "forwarding": "maybe"},
        f"{WRONG}org_voicemail_retention must be one of: unchanged, keep_all, expire_read, expire_all, not forever.\\n"
        "org_voicemail_forwarding must be true or false, not maybe (a text).",
    ),
    (
        OUT,
        {"people": [ANNA], "return_before": "perhaps"},
        f"{WRONG}voicemail_offboarding_return_before must be true or",
    ),
    (GROUPS, {}, f"{WRONG}No group is given. Set voicemail_groups_groups"),
    (PLACES, {"all": True, "transcription": "maybe"}, f"{WRONG}voicemail_location_transcription must be true or false"),
    (PLACES, {"locations": ["Oslo"]}, f"{WRONG}There is nothing to do"),
    (
        PLACES,
        {"location": ["Oslo"]},
        f"{WRONG}There is no variable voicemail_location_location. Did you mean voicemail_location_locations?\\n"
        "No location is named: set voicemail_location_locations",
    ),
    (
        OUT,
        {"peopl": [ANNA], "people": ["nobody"]},
        "Did you mean voicemail_offboarding_people?\\nPerson 1 of the list: person: nobody is no",
    ),
    (ORG, {"retention_days": 181}, "must be from 1 to 180, not 181"),
    (
        GROUPS,
        {"groups": [{"name": "One", "location": " "}]},
        "In this playbook, the option voicemail_groups is the variable voicemail_groups_groups.",
    ),
]


def test_what_is_refused_before_anything_is_written(emulator: Emulator, tmp_path: Path) -> None:
    emulator.read_only = True
    (tmp_path / "empty.csv").write_text("person\n")
    cases = [(role, {f"{role}_{name}": value for name, value in given.items()}) for role, given, dummy in REFUSED]
    for (role, given, sentences), said in zip(REFUSED, refusals(tmp_path, *cases)):
        for sentence in (sentences,) if isinstance(sentences, str) else sentences:
            assert sentence in said, (role, given, said)
    assert emulator.log == []


def test_a_message_with_an_option_names_the_variable(emulator: Emulator, tmp_path: Path) -> None:
    emulator.read_only = True
    cases: list[tuple[str, Json]] = [
        (IN, {"people": [ANNA], "location": "stockholm"}),
        (ORG, {"retention_days": 999}),
    ]
    tasks = [
        {
            "block": [
                {
                    "ansible.builtin.include_role": {"name": f"webex.calling.{role}"},
                    "vars": {f"{role}_{name}": value for name, value in given.items()},
                }
            ],
            "rescue": [{"ansible.builtin.meta": "noop"}],
        }
        for role, given in cases
    ]
    (tmp_path / "failing.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    said = ansible("ansible-playbook", "failing.yml", cwd=tmp_path).stdout
    for option, variable in (
        ("location", "voicemail_onboarding_location"),
        ("number_of_days_for_message_expiry", "org_voicemail_retention_days"),
    ):
        assert f"In this playbook, the option {option} is the variable {variable}." in said


def test_a_baseline_that_asks_for_nothing_says_so(emulator: Emulator, tmp_path: Path) -> None:
    ran = run(tmp_path, BASELINE)
    assert ran.status == 0 and not ran.recap["changed"]
    assert "Nothing was asked for: set org_voicemail_retention, org_voicemail_retention_days or" in ran.output


def test_what_the_organization_forbids(emulator: Emulator, tmp_path: Path) -> None:
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    emulator.read_only = True
    people = [ANNA, {"person": BO, "profile": "hybrid_worker"}, {"person": CARLA, "profile": "external_mailbox"}]
    leaving = {"voicemail_offboarding_people": [ANNA], "voicemail_offboarding_contact": BO}
    starts, leaves = refusals(tmp_path, (IN, {"voicemail_onboarding_people": people}), (OUT, leaving))
    for words in (
        "voice_message_forwarding_enabled is false",
        f"email_copy_of_message.enabled true (profile hybrid_worker) for {BO}",
        f"message_storage.storage_type EXTERNAL (profile external_mailbox) for {CARLA}",
        "Nothing was written",
    ):
        assert words in starts
    assert f"email_copy_of_message.enabled true (profile leaver) for {ANNA}" in leaves
    assert [entry["path"] for entry in emulator.log] == ["/telephony/config/voicemail/settings"] * 2
