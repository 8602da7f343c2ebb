# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles, by the collection's playbooks: in check mode, for real, and again."""

from __future__ import annotations

import json
import re
import stat
import typing as t
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.calling.plugins.module_utils._files import snapshot
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    ROOT,
    ansible,
    call,
    known,
    methods,
    puts,
    writes,
)

DAVID, ELENA, FELIX = "david.dahl@example.com", "elena.eriksen@example.com", "felix.fischer@example.com"
LICENSED = (ANNA, BO, CARLA, DAVID, ELENA, FELIX)
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir())

Json = dict[str, t.Any]

# What the profiles leave on the server, as the API shows it.
STANDARD: Json = {
    "enabled": True,
    "sendAllCalls": {"enabled": False},
    "sendBusyCalls": {"enabled": True},
    "sendUnansweredCalls": {"enabled": True, "numberOfRings": 4},
    "notifications": {"enabled": False},
    "transferToNumber": {"enabled": False},
    "emailCopyOfMessage": {"enabled": False},
    "messageStorage": {"mwiEnabled": True, "storageType": "INTERNAL"},
}
PROFILES: dict[str, Json] = {
    "standard": {},
    "hybrid_worker": {
        "notifications": {"enabled": True, "destination": "{email}"},
        "emailCopyOfMessage": {"enabled": True, "emailId": "{email}"},
    },
    "executive": {"transferToNumber": {"enabled": True, "destination": "+1 408 555 1200"}},
    "front_desk": {
        "sendBusyCalls": {"enabled": False},
        "sendUnansweredCalls": {"enabled": True, "numberOfRings": 8},
    },
    "external_mailbox": {
        "messageStorage": {"mwiEnabled": False, "storageType": "EXTERNAL", "externalEmail": "{email}"},
    },
    "voicemail_off": {
        "enabled": False,
        "sendBusyCalls": {"enabled": False},
        "sendUnansweredCalls": {"enabled": False},
        "messageStorage": {"mwiEnabled": False, "storageType": "INTERNAL"},
    },
}


def merged(settings: Json, *changes: Json) -> Json:
    """Settings with changes merged into them."""
    result = dict(settings)
    for change in changes:
        for name, value in change.items():
            result[name] = merged(result.get(name, {}), value) if isinstance(value, dict) else value
    return result


def expected(emulator: Emulator, who: str, *changes: Json) -> Json:
    """What the server holds for somebody now, with changes made. Addresses that only differ in case stay as they are."""
    now = emulator.world.stored(PERSON_VOICEMAIL, emulator.world.person(who))
    text = json.dumps(merged(now, *changes)).replace("{email}", emulator.world.person(who).listed_email)
    after: Json = json.loads(text)
    for section, values in after.items():
        for name, value in values.items() if isinstance(values, dict) else ():
            before = now.get(section, {}).get(name)
            if isinstance(before, str) and before.lower() == str(value).lower():
                values[name] = before
    return emulator.world.shown(PERSON_VOICEMAIL, after)


def state(emulator: Emulator, people: t.Iterable[str] = LICENSED) -> dict[str, Json]:
    return {one: emulator.world.voicemail(one) for one in people}


def same(left: t.Any) -> t.Any:
    """Missing, null and '' are the same."""
    return known(left)


class Ran(t.NamedTuple):
    """What a run came to: its exit status, its output, the PLAY RECAP, and what it left as stats."""

    status: int
    output: str
    recap: dict[str, int]
    stats: Json


def run(folder: Path, playbook: str, *arguments: str, **variables: t.Any) -> Ran:
    """Run a playbook with variables given by -e."""
    done = ansible(
        "ansible-playbook",
        playbook,
        *arguments,
        "-e",
        json.dumps(variables),
        cwd=folder,
        ANSIBLE_SHOW_CUSTOM_STATS="1",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="false",
    )
    recap = {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", done.stdout.rpartition("PLAY RECAP")[2])}
    found = re.search(r"RUN: (\{.*\})", done.stdout)
    return Ran(done.returncode, done.stdout, recap, json.loads(found.group(1)) if found else {})


def thrice(emulator: Emulator, folder: Path, playbook: str, **variables: t.Any) -> tuple[Ran, Ran, Ran]:
    """In check mode, where the server refuses every write; for real; and again, where nothing may be written."""
    checked = run(folder, playbook, "--check", "--diff", **variables)
    done = run(folder, playbook, "--diff", **variables)
    emulator.clear_log()
    again = run(folder, playbook, "--diff", **variables)
    assert writes(emulator) == []
    for one in (checked, done, again):
        assert one.status == 0, one.output
        assert "[WARNING]" not in one.output and "DEPRECATION" not in one.output, one.output
    assert again.recap["changed"] == 0 and checked.recap["changed"] == done.recap["changed"]
    return checked, done, again


ONBOARD, OFFBOARD, BASELINE = (f"webex.calling.{name}" for name in ("onboard", "offboard", "org_baseline"))


def onboarded(ran: Ran) -> Json:
    result: Json = ran.stats["voicemail_onboarding_result"]
    return result


# --- onboarding


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
    assert "hybrid_worker" in done.output and "would change" in checked.output
    assert f"--- before: {BO}" in checked.output and f"--- before: {BO}" in done.output

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
REFUSED: list[tuple[str, Json, str]] = [
    (IN, {}, "Nobody is named"),
    (IN, {"people": [ANNA, ANNA.upper()]}, f"{ANNA} is there twice"),
    (
        IN,
        {"people": [ANNA], "profile": "hybrid"},
        "There is no profile hybrid. The profiles are executive, external_mailbox",
    ),
    (IN, {"csv": f"person,profile\n{BO},executive\n"}, "needs transfer_to_number.destination, which must be given"),
    (IN, {"csv": f"name,profile\n{BO},\n"}, "The CSV has no column person"),
    (IN, {"csv": f"person,rings\n{BO},4\n"}, "The CSV has a column rings, which is none of person, profile"),
    (IN, {"csv": f"person\n{BO}\n{BO}\n"}, "is there twice, first as line 2 of the CSV"),
    (IN, {"csv": f"person,profile\n{BO},=1+1\n"}, "looks like a formula"),
    (IN, {"csv_file": "nowhere.csv"}, "There is no CSV file nowhere.csv"),
    (IN, {"people": {"person": ANNA}}, "The list must be a list, not"),
    (IN, {"people": [ANNA], "profiles": [1]}, "voicemail_onboarding_profiles must be a dictionary, not [1] (a list)"),
    (
        IN,
        {"people": [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 30}}]},
        "must be from 2 to 20, not 30",
    ),
    (IN, {"people": [ANNA], "snapshot_all": "true"}, "A snapshot restores what its people had"),
    (IN, {"people": [ANNA], "snapshot": "a.snapshot", "snapshot_all": True}, "A snapshot restores what its people had"),
    (IN, {"snapshot": "a.snapshot"}, "A snapshot restores what its people had"),
    (IN, {"people": [ANNA], "csv": "person\n", "snapshot": "a.snapshot"}, "A snapshot restores what its people had"),
    (IN, {"people": [{"person": ANNA, "enabled": True}], "snapshot": "a.snapshot"}, "brings more than a name"),
    (IN, {"people": [ANNA], "snapshot": "nowhere.snapshot"}, "There is no snapshot nowhere.snapshot"),
    (IN, {"people": [ANNA], "snapshot": 83}, "voicemail_onboarding_snapshot must be a text, not 83 (a number)"),
    *(
        (IN, {"people": [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 99}}, "no address", BO]}, words)
        for words in ("must be from 2 to 20, not 99", "Person 2 of the list")
    ),
    (OUT, {}, "Nobody is named"),
    (
        OUT,
        {"people": [ANNA, "nobody"], "contact": "ops at example.com"},
        "voicemail_offboarding_contact: notifications.destination is not",
    ),
    (OUT, {"people": [ANNA, "nobody"], "contact": "ops at example.com"}, "Person 2 of the list: person: nobody is no"),
    (OUT, {"people": [ANNA], "snapshot": "nowhere/leavers.json"}, "there is no folder"),
    (ORG, {"retention": "forever"}, "must be one of: unchanged, keep_all, expire_read, expire_all"),
    (ORG, {"retention_days": 181}, "must be from 1 to 180, not 181"),
]


def test_what_is_refused_before_anything_is_written(emulator: Emulator, tmp_path: Path) -> None:
    emulator.read_only = True
    cases = [(role, {f"{role}_{name}": value for name, value in given.items()}) for role, given, dummy in REFUSED]
    for (role, given, sentence), said in zip(REFUSED, refusals(tmp_path, *cases)):
        assert sentence in said, (role, given, said)
    assert emulator.log == []


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
    assert "1 of 3 people failed. nobody@example.com: nobody in the organization" in result["msg"]
    assert ran.output.index("as wanted") < ran.output.index("fatal: [localhost]")
    assert (
        f"--- before: {BO}" in ran.output and emulator.world.voicemail(BO)["sendUnansweredCalls"]["numberOfRings"] == 4
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
            "ansible.builtin.debug": {"msg": "TOLD {{ voicemail_onboarding_result.summary }}"},
            "tags": "voicemail_onboarding",
        },
    ]
    (tmp_path / "mine.yml").write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
    arguments = ("-i", "people.yml", "--tags", "voicemail_onboarding", "--limit", f"{ANNA},{CARLA}")
    ran = run(tmp_path, "mine.yml", *arguments)
    assert ran.status == 0, ran.output
    assert "'total': 2" in ran.output
    assert emulator.stats()["writes"] == 2


# --- off-boarding

LEAVER: Json = {
    "enabled": True,
    "sendAllCalls": {"enabled": True},
    "sendBusyCalls": {"greeting": "DEFAULT"},
    "sendUnansweredCalls": {"greeting": "DEFAULT"},
    "transferToNumber": {"enabled": False},
    "messageStorage": {"storageType": "INTERNAL"},
}


def to(contact: str) -> Json:
    return {
        "notifications": {"enabled": True, "destination": contact},
        "emailCopyOfMessage": {"enabled": True, "emailId": contact},
    }


def held(file: Path) -> dict[str, Json]:
    """What a snapshot holds of each address."""
    return {entry.key.lower(): entry.settings for entry in snapshot.read(str(file)).people()}


NOT_RESTORED = pytest.mark.variants(
    without="missing",
    because="what was not told is not in the snapshot, and stays as it was made",
)


@NOT_RESTORED
def test_off_boarding_and_exact_restore(emulator: Emulator, tmp_path: Path) -> None:
    """BO and CARLA have a greeting of their own and an external mailbox; what they never set is missing again after."""
    for who, section in ((BO, "sendBusyCalls"), (CARLA, "sendUnansweredCalls")):
        emulator.world.set_voicemail(who, {section: {"greeting": "CUSTOM", "greetingUploaded": True}})
        emulator.world.set_voicemail(who, {"notifications": {"enabled": False, "destination": None}})
        emulator.world.set_voicemail(
            who, {"messageStorage": {"storageType": "EXTERNAL", "externalEmail": "x@example.net"}}
        )
    before = state(emulator)
    leavers, file = [BO, CARLA], tmp_path / "leavers.snapshot"
    variables: Json = {
        "voicemail_offboarding_people": leavers,
        "voicemail_offboarding_contact": ANNA,
        "voicemail_offboarding_snapshot": "leavers.snapshot",
    }

    emulator.read_only = True
    checked = run(tmp_path, OFFBOARD, "--check", "--diff", **variables)
    assert checked.status == 0, checked.output
    assert not list(tmp_path.glob("leavers*")) and "keep them in the snapshot" in checked.output
    emulator.read_only = False
    wanted = {who: expected(emulator, who, LEAVER, to(ANNA)) for who in leavers}
    read = call("webex_person_voicemail_info", person=leavers)["people"]
    done = run(tmp_path, OFFBOARD, "--diff", **variables)
    assert done.status == 0 and done.recap["changed"] == checked.recap["changed"] == 2, done.output
    assert done.recap["ok"] == checked.recap["ok"]
    assert same(state(emulator, leavers)) == same(wanted)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and held(file) == {
        one["email"].lower(): one["voicemail"] for one in read
    }
    # What a file keeps is neither an artifact nor a fact, and check mode has neither.
    for one in (checked, done):
        assert "voicemail_offboarding_before" not in one.stats
    assert done.stats["voicemail_offboarding_result"]["summary"]["changed"] == 2
    content = file.read_bytes()

    # Again, for another contact, and for one more leaver: what the file holds stays.
    emulator.clear_log()
    again = run(tmp_path, OFFBOARD, **variables)
    assert again.status == 0 and again.recap["changed"] == 0 and writes(emulator) == []
    assert file.read_bytes() == content
    more = {**variables, "voicemail_offboarding_people": [*leavers, DAVID], "voicemail_offboarding_contact": ""}
    nobodys = run(tmp_path, OFFBOARD, **more)
    assert nobodys.status == 0, nobodys.output
    assert sorted(held(file)) == [BO, CARLA, DAVID]
    assert [held(file)[one] for one in leavers] == [one["voicemail"] for one in read]
    nobody: Json = {
        "notifications": {"enabled": False, "destination": "", "smsDestination": ""},
        "emailCopyOfMessage": {"enabled": False},
    }
    for who in (*leavers, DAVID):
        found = emulator.world.voicemail(who)
        assert same(merged(found, LEAVER, nobody)) == same(found)

    # Restored by the role, and nothing but what was.
    snapshot_of = {"voicemail_onboarding_snapshot": "leavers.snapshot"}
    one_of_them = run(tmp_path, ONBOARD, "-vvv", "--diff", **snapshot_of, voicemail_onboarding_people=BO.upper())
    assert one_of_them.status == 0 and same(state(emulator, [BO])) == same({BO: before[BO]}), one_of_them.output
    assert emulator.world.voicemail(CARLA) != before[CARLA]
    for other in (CARLA, DAVID):
        assert other not in one_of_them.output and emulator.world.person(other).id not in one_of_them.output
    dummy, restored, dummy = thrice(emulator, tmp_path, ONBOARD, **snapshot_of, voicemail_onboarding_snapshot_all=True)
    assert onboarded(restored)["profiles"] == {
        "(own settings)": {"total": 3, "changed": 2, "unchanged": 1, "failed": 0}
    }
    assert same(state(emulator)) == same(before)
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": BO}, status=404, times=1)
    named = run(tmp_path, ONBOARD, **snapshot_of, voicemail_onboarding_snapshot_all="true")
    assert [one["person"] for one in onboarded(named)["failed"]] == [BO]

    # What was changed since is in no snapshot: it is not lost.
    emulator.world.set_voicemail(BO, {"sendUnansweredCalls": {"numberOfRings": 11}})
    emulator.read_only = True
    lost = run(tmp_path, OFFBOARD, **variables)
    assert lost.status == 2 and f"The snapshot holds other settings of {BO} than now" in lost.output


@NOT_RESTORED
def test_off_boarding_without_a_file_returns_what_restores(emulator: Emulator, tmp_path: Path) -> None:
    """Who cannot be read is not changed. What the job returned, pasted as text into the survey of onboarding, restores."""
    before = state(emulator)
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": CARLA}, status=404, times=1)
    ran = run(tmp_path, OFFBOARD, voicemail_offboarding_people=f"{ANNA}\n{CARLA}")
    assert ran.status == 2 and ran.recap["failed"] == 1
    result = ran.stats["voicemail_offboarding_result"]
    assert result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert [one["person"] for one in result["failed"]] == [CARLA] and CARLA in result["msg"]
    assert emulator.world.voicemail(ANNA) != before[ANNA] and emulator.world.voicemail(CARLA) == before[CARLA]
    # The list alone or all artifacts, in JSON or YAML, as AWX shows them.
    for kept in (
        json.dumps(ran.stats["voicemail_offboarding_before"]),
        json.dumps(ran.stats, indent=4),
        "---\n" + yaml.safe_dump(ran.stats),
    ):
        left = emulator.world.voicemail(ANNA)
        restored = run(tmp_path, ONBOARD, voicemail_onboarding_people=kept)
        assert restored.status == 0, restored.output
        assert same(state(emulator)) == same(before)
        emulator.world.set_voicemail(ANNA, left)


def test_no_settings_from_before_are_returned_where_nobody_wants_them(emulator: Emulator, tmp_path: Path) -> None:
    checked = run(tmp_path, OFFBOARD, "--check", voicemail_offboarding_people=[ANNA])
    done = run(
        tmp_path, OFFBOARD, "-vvv", voicemail_offboarding_people=[ANNA], voicemail_offboarding_return_before="false"
    )
    for one in (checked, done):
        assert one.status == 0 and list(one.stats) == ["voicemail_offboarding_result"], one.output
    assert "voicemail_offboarding_before:" not in done.output and '"voicemail_offboarding_before"' not in done.output


def test_off_boarding_clears_both_destinations(emulator: Emulator, tmp_path: Path) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": False, "destination": BO}})
    assert run(tmp_path, OFFBOARD, voicemail_offboarding_people=[ANNA]).status == 0
    assert same(emulator.world.voicemail(ANNA)["notifications"]) == {"enabled": False}
    shipped = yaml.safe_load((ROOT / "roles/voicemail_offboarding/vars/main.yml").read_text())
    for whose in ("to_nobody", "to_the_contact"):
        assert shipped[f"voicemail_offboarding_{whose}"]["notifications"]["sms_destination"] == ""


def test_white_space_around_a_contact_is_none_of_it(emulator: Emulator, tmp_path: Path) -> None:
    ran = run(tmp_path, OFFBOARD, voicemail_offboarding_people=[ANNA], voicemail_offboarding_contact=f" {BO}\n")
    assert ran.status == 0, ran.output
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"] == BO


# --- the organization


@pytest.mark.variants(
    without="stale", because="its tasks follow each other at once, and the next would not see the last"
)
def test_the_baselines(emulator: Emulator, tmp_path: Path) -> None:
    """One after the other in one playbook: each in check mode, for real, and again."""
    before = emulator.world.org_settings
    expire_read = {
        "message_expiry_enabled": True,
        "number_of_days_for_message_expiry": 90,
        "strict_deletion_enabled": False,
    }
    baselines: list[tuple[Json, Json]] = [
        ({"retention": "expire_read", "retention_days": 90, "forwarding": False}, expire_read),
        ({"retention": "expire_all", "retention_days": "30", "forwarding": "true"}, {"strict_deletion_enabled": True}),
        ({"retention": "keep_all"}, {"message_expiry_enabled": False}),
    ]
    tasks: list[Json] = []
    for variables, dummy in baselines:
        for check in (True, False, False):
            tasks += [
                {
                    "ansible.builtin.include_role": {
                        "name": "webex.calling.org_voicemail",
                        "apply": {"check_mode": check},
                    },
                    "vars": {f"org_voicemail_{name}": value for name, value in variables.items()},
                },
                {"ansible.builtin.set_fact": {"told": "{{ told | default([]) + [org_voicemail_result] }}"}},
            ]
    tasks.append({"ansible.builtin.copy": {"content": "{{ told | to_json }}", "dest": "told.json", "mode": "0600"}})
    (tmp_path / "baselines.yml").write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    done = ansible("ansible-playbook", "baselines.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.json").read_text())
    assert [one["changed"] for one in told] == [True, True, False] * 3
    for number, (dummy, named) in enumerate(baselines):
        checked, real, again = told[number * 3 : number * 3 + 3]
        assert checked["voicemail"] == real["voicemail"] == again["voicemail"]
        assert real["voicemail"].items() >= named.items()
    assert emulator.world.org_settings == {
        **before,
        "messageExpiryEnabled": False,
        "numberOfDaysForMessageExpiry": 30,
        "strictDeletionEnabled": True,
        "voiceMessageForwardingEnabled": True,
    }
    settings = "/telephony/config/voicemail/settings"
    assert (
        methods(emulator) == [f"{method} {settings}" for method in ("GET", "GET", *["PUT"] * puts(emulator), "GET")] * 3
    )
    ran = run(tmp_path, BASELINE, "--check", "--diff", org_voicemail_retention="expire_read")
    assert "Messages are deleted after 30 days, once they were read." in ran.output
    assert "This would be changed." in ran.output and ran.stats["org_voicemail_result"]["check_mode"] is True
    assert emulator.stats()["writes"] == 3


# --- what every role has


def spec(role: str) -> Json:
    found: Json = yaml.safe_load((ROOT / "roles" / role / "meta/argument_specs.yml").read_text())["argument_specs"]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_the_readme_and_the_defaults_are_those_of_the_argument_spec(role: str) -> None:
    options = spec(role)["main"]["options"]
    defaults = yaml.safe_load((ROOT / "roles" / role / "defaults/main.yml").read_text())
    assert defaults == {name: option.get("default") for name, option in options.items()}
    readme = (ROOT / "roles" / role / "README.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|", readme, flags=re.MULTILINE)
    table = {name: (kind, default) for name, kind, default in rows if name.startswith(role)}
    assert table == {
        name: (option["type"], f"`{json.dumps(option['default'])}`" if "default" in option else "")
        for name, option in options.items()
    }
    for option in options.values():
        for choice in option.get("choices", []):
            assert f"`{choice}`" in readme


@pytest.mark.parametrize("role", ROLES)
def test_the_playbook_of_the_readme(emulator: Emulator, tmp_path: Path, role: str) -> None:
    playbook = next(re.finditer(r"```yaml\n(- .*?)```", (ROOT / "roles" / role / "README.md").read_text(), re.DOTALL))
    (tmp_path / "playbook.yml").write_text(playbook.group(1))
    emulator.read_only = True
    ran = run(tmp_path, "playbook.yml", "--check", "--diff")
    assert ran.status == 0 and ran.recap["changed"], ran.output


@pytest.mark.parametrize("role", ROLES)
def test_every_variable_has_the_prefix_of_the_role(role: str) -> None:
    for folder in ("defaults", "vars"):
        assert all(
            name.startswith(role + "_")
            for name in yaml.safe_load((ROOT / "roles" / role / folder / "main.yml").read_text())
        )
    assert "no_log" not in (ROOT / "roles" / role / "tasks/main.yml").read_text()


def test_the_shipped_profiles_are_described() -> None:
    readme = (ROOT / "roles/voicemail_onboarding/README.md").read_text()
    for profile in PROFILES:
        assert f"| `{profile}` |" in readme
