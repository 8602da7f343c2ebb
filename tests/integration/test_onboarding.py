# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role voicemail_onboarding: in check mode, for real, and again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import (
    BASELINE,
    DAVID,
    ELENA,
    FELIX,
    LICENSED,
    OFFBOARD,
    ONBOARD,
    PROFILES,
    STANDARD,
    expected,
    merged,
    onboarded,
    run,
    same,
    state,
    thrice,
)
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    ROOT,
    Json,
)


def test_every_profile_and_back_to_standard(emulator: Emulator, tmp_path: Path) -> None:
    """Nothing of the profile before is left, and what no profile names stays."""
    shipped = yaml.safe_load((ROOT / "roles/voicemail_onboarding/vars/main.yml").read_text())
    assert list(shipped["voicemail_onboarding_shipped_profiles"]) == list(PROFILES)
    people = dict(zip(LICENSED, PROFILES))
    emulator.world.set_voicemail(
        FELIX, {"sendUnansweredCalls": {"numberOfRings": 4}}
    )  # voicemail_off leaves them as they are
    wanted = {who: expected(emulator, who, STANDARD, PROFILES[profile]) for who, profile in people.items()}
    assert all(wanted[who] != emulator.world.voicemail(who) for who in people)
    rows = [{"person": who, "profile": profile} for who, profile in people.items() if profile != "standard"]
    rows[1]["transfer_to_number"] = {"destination": "+1 408 555 1200"}
    checked, done, again = thrice(emulator, tmp_path, ONBOARD, voicemail_onboarding_people=[ANNA, *rows])
    assert same(state(emulator)) == same(wanted)
    counts = {"total": 6, "changed": 6, "unchanged": 0, "failed": 0}
    assert onboarded(done)["summary"] == onboarded(checked)["summary"] == counts
    assert onboarded(again)["summary"] == {**counts, "changed": 0, "unchanged": 6}
    assert [onboarded(one)["check_mode"] for one in (checked, done)] == [True, False]
    assert "voicemail" not in json.dumps(onboarded(done)["failed"])
    assert "hybrid_worker" in done.output and "6 people, 6 would change, 0 failed" in checked.output
    for one in (checked, done):  # a person can review what changes for whom
        assert re.search(rf"^{BO}\n  .*: .* -> .*$", one.output, re.MULTILINE), one.output

    wanted = {who: expected(emulator, who, STANDARD) for who in people}
    assert run(tmp_path, ONBOARD, voicemail_onboarding_people="\n".join(LICENSED)).status == 0
    assert same(state(emulator)) == same(wanted)


@pytest.mark.variants(
    without="hidden-texts", because="a text beside a switch that is off is written in every run so far"
)
def test_a_csv_with_an_override_and_profiles_of_ones_own(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(
        "\ufeffperson;profile;transfer_to_number.destination;send_unanswered_calls.number_of_rings\r\n"
        f'{BO};;"+46 8 123";\r\n'
        "\r\n"
        f'"{CARLA}";executive;;6\r\n'
        f"{DAVID};night;;\r\n".encode()
    )
    profiles = {
        "executive": {"transfer_to_number": {"destination": "6527"}},
        "front_desk": {"send_unanswered_calls": {"number_of_rings": 10}},
        "night": {"send_all_calls": {"enabled": True}},
    }
    desk = merged(STANDARD, PROFILES["front_desk"], {"sendUnansweredCalls": {"numberOfRings": 10}})
    wanted = {
        ANNA: expected(emulator, ANNA, desk),
        BO: expected(emulator, BO, desk, {"transferToNumber": {"destination": "+46 8 123"}}),
        CARLA: expected(
            emulator,
            CARLA,
            STANDARD,
            {"transferToNumber": {"enabled": True, "destination": "6527"}, "sendUnansweredCalls": {"numberOfRings": 6}},
        ),
        DAVID: expected(emulator, DAVID, {"sendAllCalls": {"enabled": True}}),
        ELENA: emulator.world.voicemail(ELENA),
    }
    dummy, done, dummy = thrice(
        emulator,
        tmp_path,
        ONBOARD,
        voicemail_onboarding_people=[ANNA],
        voicemail_onboarding_csv_file="people.csv",
        voicemail_onboarding_profile="front_desk",
        voicemail_onboarding_profiles=profiles,
    )
    assert same(state(emulator, wanted)) == same(wanted)
    assert onboarded(done)["summary"]["total"] == 4
    # Nobody asks for what the organization can forbid, so it is not asked.
    assert not any("telephony" in entry["path"] for entry in emulator.log)


def test_what_the_organization_does_not_tell_forbids_nothing(emulator: Emulator, tmp_path: Path) -> None:
    """And nothing is said of it."""
    emulator.variants = ["missing"]
    starts = run(tmp_path, ONBOARD, voicemail_onboarding_people=[ANNA], voicemail_onboarding_profile="hybrid_worker")
    leaves = run(tmp_path, OFFBOARD, voicemail_offboarding_people=[CARLA], voicemail_offboarding_contact=BO)
    organization = run(tmp_path, BASELINE, org_voicemail_retention="keep_all")
    for ran in (starts, leaves, organization):
        assert (ran.status, ran.recap["changed"]) == (0, 1), ran.output
    assert emulator.world.voicemail(ANNA)["emailCopyOfMessage"] == {"enabled": True, "emailId": ANNA}
    assert emulator.world.voicemail(CARLA)["emailCopyOfMessage"] == {"enabled": True, "emailId": BO}
    assert not {"voice_message_forwarding_enabled", "strict_deletion_enabled"} & set(
        organization.stats["org_voicemail_result"]["voicemail"]
    )
    assert "Messages are kept until they are deleted." in organization.output
    assert "forwarded by e-mail" not in organization.output
    expire = run(tmp_path, BASELINE, "--check", org_voicemail_retention_days=90)
    emulator.fault("mutate", {"method": "GET", "path": "voicemail/settings$"}, path="messageExpiryEnabled", to=True)
    both = run(tmp_path, BASELINE, "--check", org_voicemail_retention_days=90)
    assert "Messages are kept until they are deleted." in expire.output
    assert '"Messages are deleted after 90 days."' in both.output


def test_where_it_fails_for_somebody_the_summary_comes_first(emulator: Emulator, tmp_path: Path) -> None:
    ran = run(tmp_path, ONBOARD, "--diff", voicemail_onboarding_people=[ANNA, "nobody@example.com", BO])
    assert ran.status == 2 and (ran.recap["failed"], ran.recap["changed"]) == (1, 1)
    result = onboarded(ran)
    assert result["summary"] == {"total": 3, "changed": 2, "unchanged": 0, "failed": 1}
    assert [one["person"] for one in result["failed"]] == ["nobody@example.com"]
    assert "1 of 3 people failed. nobody@example.com: no person in the organization" in result["msg"]
    assert ran.output.index("unchanged  failed") < ran.output.index("fatal: [localhost]")
    assert emulator.world.voicemail(BO)["sendUnansweredCalls"]["numberOfRings"] == 4
    assert (
        re.search(rf"^{BO}\n  .*: .* -> .*$", ran.output, re.MULTILINE) and "nobody@example.com\n  " not in ran.output
    )


def test_people_as_hosts_with_limit_and_tags(emulator: Emulator, tmp_path: Path) -> None:
    """In a playbook of one's own: --limit picks people, --tags the role, and a fact holds the result."""
    hosts = {"all": {"hosts": dict.fromkeys(LICENSED[:3], {"ansible_connection": "local"})}}
    (tmp_path / "people.yml").write_text(yaml.safe_dump(hosts))
    tasks: list[Json] = [
        {"ansible.builtin.fail": {"msg": "not asked for"}},
        {
            "ansible.builtin.import_role": {"name": "webex.calling.voicemail_onboarding"},
            "run_once": True,
            "vars": {"voicemail_onboarding_people": "{{ ansible_play_hosts }}"},
        },
        {
            "ansible.builtin.debug": {"msg": "RESULT {{ voicemail_onboarding_result.summary }}"},
            "tags": "voicemail_onboarding",
        },
    ]
    (tmp_path / "mine.yml").write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
    arguments = ("-i", "people.yml", "--tags", "voicemail_onboarding", "--limit", f"{ANNA},{CARLA}")
    ran = run(tmp_path, "mine.yml", *arguments)
    assert ran.status == 0, ran.output
    assert "'total': 2" in ran.output
    assert emulator.stats()["writes"] == 2


def test_the_shipped_profiles_are_described() -> None:
    readme = (ROOT / "roles/voicemail_onboarding/README.md").read_text()
    for profile in PROFILES:
        assert f"| `{profile}` |" in readme
