# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets given in every place, every outcome of a task with them, and the search for them in all that comes of it."""

from __future__ import annotations

import base64
import json
import os
import shlex
import typing as t
from pathlib import Path
from urllib.parse import quote, quote_plus

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, task
from ansible_collections.webex.calling.tests.resilience.conftest import tell

Json = dict[str, t.Any]

# With what quoting changes. A token has visible ASCII alone.
TOKEN = "t0ken+with/odd=%26&'\"\\<~>letters"
SECRET = "s3cret +/=%&'\"\\\N{SNOWMAN}\xe9 \U0001f511 {letters}"
REFRESH = "r3fresh+/=%25&'\"\\\xfc<letters>"
ODD = "minted with spaces +/="
PASSCODE, PIN = "472958163", "639174825"
WRONG = "wr0ng+/=%&'\"\\\N{SNOWMAN} secret"
CLIENT_ID = CLIENT["client_id"]

OPTIONS = ("access_token", "client_secret", "refresh_token")
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
MODULES: dict[str, Json] = {
    "webex_person_voicemail": {"person": [ANNA, BO], **RINGS},
    "webex_person_voicemail_info": {"person": ANNA},
    "webex_org_voicemail": {"number_of_days_for_message_expiry": 17},
    "webex_org_voicemail_info": {},
}
# A row for every role, with variables that make it do something.
ROLES: dict[str, Json] = {
    "org_voicemail": {"org_voicemail_retention": "expire_read", "org_voicemail_retention_days": 33},
    "voicemail_location": {"voicemail_location_all": True, "voicemail_location_transcription": True},
    "voicemail_groups": {
        "voicemail_groups_location": "Stockholm",
        "voicemail_groups_passcode": "{{ given_passcode }}",
        "voicemail_groups_groups": [
            {"name": "Sales", "language_code": "fr_fr"},
            {"name": "Group 4", "passcode": "{{ given_pin }}", "update_passcode": "always"},
        ],
    },
    "voicemail_onboarding": {"voicemail_onboarding_people": [ANNA, BO]},
    "voicemail_offboarding": {
        "voicemail_offboarding_people": [ANNA],
        "voicemail_offboarding_contact": BO,
        "voicemail_offboarding_snapshot": "{{ playbook_dir }}/snapshot.json",
    },
}


def encodings(secret: str) -> set[str]:
    """Every form in which a secret may be found."""
    forms = {
        secret,
        secret.strip(),
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        shlex.quote(secret)[1:-1],
    }
    forms |= {secret.replace("'", "''"), repr(secret)[1:-1], secret.encode().hex()}
    for ascii_only in (True, False):
        once = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        forms |= {once, json.dumps(once, ensure_ascii=ascii_only)[1:-1]}
    for before in ("", "x", "xx"):  # in whatever text it stands
        start = -(-len(before) * 4 // 3)
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            forms.add(encode((before + secret).encode()).decode()[start:].rstrip("=")[:-1])
    return {form for form in forms if len(form) > 7}


def search(folder: Path, output: str, secrets: t.Iterable[str]) -> tuple[list[str], int, int]:
    """Where a secret was found; in how many bytes and files it was looked for."""
    forms = [form.encode() for secret in secrets for form in encodings(secret)]
    texts = {"output": output.encode()}
    for parent, dummy, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                texts[str(path.relative_to(folder))] = path.read_bytes()
    found = []
    for name, content in texts.items():
        for form in forms:
            at = content.find(form)
            if at >= 0:
                found.append(f"{name}: {content[max(0, at - 300) : at + len(form) + 20]!r}")
    return found, sum(map(len, texts.values())), len(texts)


Fault = tuple[str, Json]


def echo(*secrets: str) -> str:
    """What an API may say that repeats what it was sent: as it is, URL-encoded, as JSON, in base64."""
    forms = [(one, quote(one), quote(one, safe=""), quote_plus(one), json.dumps(one)[1:-1]) for one in secrets]
    packed = [
        base64.b64encode((before + one).encode()).decode() for one in secrets for before in ("", "Bearer ", "me:")
    ]
    return " | ".join([*(form for some in forms for form in some), *packed])


def api_faults(secrets: t.Sequence[str]) -> dict[str, list[Fault]]:
    """What the API does with every request but that for a token."""
    said, head = echo(*secrets), secrets[0].encode("ascii", "replace").decode()
    faults: dict[str, list[Fault]] = {
        "success": [],
        **{str(status): [("status", {"status": status})] for status in (401, 403, 404, 500)},
        "429": [("status", {"status": 429, "retry_after": 0})],
        "cut": [("cut_before", {})],
        "garbage": [("garbage", {})],
        "redirect": [("redirect", {"location": "http://127.0.0.1:9/" + quote(head)})],
        "echo": [("status", {"status": 400, "message": said})],
        "echo at the end": [("status", {"status": 400, "message": "a" * 480 + secrets[0] + "b" * 99})],
        "echo, garbage": [("garbage", {"body": said})],
        "echo, 200": [("error_body", {"message": said})],
        "echo, tracking ID": [("status", {"status": 400, "body": json.dumps({"trackingId": secrets[0]})})],
        "echo, headers": [("status", {"status": 400, "body": False, "headers": {"TrackingID": head}})],
        "echo, content type": [("content_type", {"type": "text/" + head})],
    }
    faults["echo, tracking ID"][0][1]["headers"] = {"Content-Type": "application/json"}
    return faults


def mint_faults() -> dict[str, list[Fault]]:
    """What the API does with a request for a token."""
    said = echo(SECRET, REFRESH)
    return {
        "mint refused": [("status", {"status": 401})],
        "mint garbage": [("garbage", {})],
        "mint cut": [("cut_before", {})],
        "mint redirect": [("redirect", {"location": "http://127.0.0.1:9/"})],
        "mint echo": [("status", {"status": 400, "message": said})],
        "mint echo at the end": [("status", {"status": 400, "message": "a" * 480 + SECRET + REFRESH})],
        "mint odd": [("garbage", {"body": json.dumps({"access_token": ODD})})],
        "mint list": [("garbage", {"body": json.dumps({"access_token": [ODD, SECRET]})})],
        "mint error": [("error_body", {"message": ODD + said})],
    }


REFUSED: dict[str, Json] = {
    "unsupported parameter": {"unknown": 1},
    "wrong type": {"timeout": "soon"},
    "refused option": {"timeout": 0},
    "refused URL": {"api_url": "http://example.com/v1"},
    "refused ID": {"org_id": "acme"},
    "both": {"access_token": "{{ given_access_token }}", "refresh_token": "{{ given_refresh_token }}"},
}


class Case(t.NamedTuple):
    """A task: where its secrets are given, which module, what comes of it."""

    where: str
    module: str
    outcome: str
    params: Json


def secrets_of(where: str, kind: str) -> Json:
    """The options that hold the secrets."""
    if where == "environment":
        return {}
    prefix = "vaulted" if where == "vault" else "given"
    names = OPTIONS[:1] if kind == "token" else OPTIONS[1:]
    options = {name: "{{ " + prefix + "_" + name + " }}" for name in names}
    return options if kind == "token" else {"client_id": CLIENT_ID, **options}


def cases(kind: str, share: bool) -> list[Case]:
    outcomes = {outcome: {} for outcome in api_faults([TOKEN])}
    if kind == "mint":
        outcomes.update({outcome: {} for outcome in mint_faults()}, wrong={"client_secret": "{{ given_wrong }}"})
    outcomes.update(REFUSED)
    wheres, modules = ("option", "vault", "environment", "module_defaults"), list(MODULES)
    every = [
        Case(where, module, outcome, params)
        for outcome, params in outcomes.items()
        for module in modules
        for where in wheres
    ]
    if not share:
        return every
    # Each outcome once, in turn with another module and place.
    return [every[16 * number + 5 * number % 16] for number in range(len(outcomes))]


def tasks_of(kind: str, chosen: t.Sequence[Case], servers: dict[str, Emulator]) -> list[Json]:
    tasks = []
    for number, case in enumerate(chosen):
        own = secrets_of(case.where, kind)
        if "client_secret" in case.params:
            own = {**secrets_of("option", kind), **case.params}
        server = servers.get(case.outcome, servers["success"])
        common = {"api_url": server.url, "max_wait": 1, "max_retries": 1 if case.outcome in ("429", "cut") else 0}
        defaults = own if case.where == "module_defaults" else {}
        options = {**MODULES[case.module], **common, **({} if defaults else own), **case.params}
        one = {**task(case.module, diff=True, **options), "register": f"result_{number}", "ignore_errors": True}
        if defaults:
            one["module_defaults"] = {"group/webex.calling.all": defaults}
        tasks.append({"name": " / ".join(case[:3]), **one})
    fact = {"kept": "{{ [" + ", ".join(f"result_{number}" for number in range(len(tasks))) + "] }}"}
    tasks.append({"ansible.builtin.set_fact": {**fact, "cacheable": True}})
    content = {"content": "{{ kept | to_json }}", "dest": "{{ playbook_dir }}/results.json", "mode": "0600"}
    return [*tasks, {"ansible.builtin.copy": content}, {"ansible.builtin.debug": {"var": "kept"}}]


def environment(folder: Path, kind: str) -> dict[str, str]:
    """All that Ansible writes goes below the folder."""
    for name in ("home", "tmp", "facts"):
        (folder / name).mkdir(exist_ok=True)
    own = {"WEBEX_CLIENT_ID": CLIENT_ID, "WEBEX_CLIENT_SECRET": SECRET, "WEBEX_REFRESH_TOKEN": REFRESH}
    return {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "XDG_RUNTIME_DIR": str(folder / "home"),
        "ANSIBLE_HOME": str(folder / "home/.ansible"),
        "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"),
        "ANSIBLE_ASYNC_DIR": str(folder / "home/async"),
        "ANSIBLE_LOG_PATH": str(folder / "log.txt"),
        "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(folder / "facts"),
        "ANSIBLE_CALLBACKS_ENABLED": "ansible.builtin.junit",
        "JUNIT_OUTPUT_DIR": str(folder / "junit"),
        **({"WEBEX_ACCESS_TOKEN": TOKEN} if kind == "token" else own if kind == "mint" else {}),
    }


def nothing_found(folder: Path, output: str, servers: dict[str, Emulator], tasks: int) -> None:
    """The one thing that all of this is about."""
    minted = [
        token for server in servers.values() for token in server.api.tokens if token.startswith("emulator-minted")
    ]
    secrets = [TOKEN, SECRET, REFRESH, ODD, WRONG, PASSCODE, PIN, *minted]
    found, size, files = search(folder, output, secrets)
    forms = sum(len(encodings(secret)) for secret in secrets)
    tell(tasks=tasks, secrets=len(secrets), forms=forms, bytes=size, files=files, found=len(found))
    assert not found, "\n".join(dict.fromkeys(found[:20]))


def right(case: Case, result: Json) -> bool:
    if case.outcome == "success":
        return not result.get("failed")
    return bool(result.get("failed")) and "Traceback" not in str(result)
