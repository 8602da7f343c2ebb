# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in anything that is printed, kept or returned, wherever it was given and whatever comes of the task."""

from __future__ import annotations

import base64
import json
import typing as t
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import ansible_runner
import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ROOT, ansible, without_actions
from ansible_collections.webex.calling.tests.resilience.conftest import FULL
from ansible_collections.webex.calling.tests.resilience.secret_cases import (
    OPTIONS,
    PASSCODE,
    PIN,
    REFRESH,
    ROLES,
    SECRET,
    TOKEN,
    WRONG,
    Json,
    api_faults,
    cases,
    environment,
    mint_faults,
    nothing_found,
    right,
    search,
    secrets_of,
    tasks_of,
)


def test_the_search_finds(tmp_path: Path) -> None:
    """Each form, in a file or in what is printed."""
    for secret in (TOKEN, SECRET, REFRESH):
        samples = [secret, quote(secret), json.dumps({"a": secret}), json.dumps(json.dumps([secret]))]
        samples += [base64.b64encode(("x" * size + secret).encode()).decode() for size in range(6)]
        for sample in samples:
            (tmp_path / "file").write_text("before " + sample + " after")
            assert search(tmp_path, "", [secret])[0] and search(tmp_path / "none", sample, [secret])[0], sample


@pytest.fixture
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files in which the user keeps secrets: no place to look for them."""
    folder = tmp_path_factory.mktemp("given")
    vault = VaultLib([("default", VaultSecret(b"password"))])
    secrets = {"access_token": TOKEN, "client_secret": SECRET, "refresh_token": REFRESH}
    lines = []
    for name, value in secrets.items():
        lines.append(f"given_{name}: {json.dumps(value, ensure_ascii=False)}")
        encrypted = vault.encrypt(value, vault_id="default").decode().strip().replace("\n", "\n  ")
        lines.append(f"vaulted_{name}: !vault |\n  {encrypted}")
    lines += [f"given_passcode: '{PASSCODE}'", f"given_pin: '{PIN}'"]
    lines.append(f"given_wrong: {json.dumps(WRONG, ensure_ascii=False)}")
    (folder / "vars.yml").write_text("\n".join(lines) + "\n")
    (folder / "password").write_text("password")
    return folder


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> t.Iterator[dict[str, Emulator]]:
    """An organization for each outcome."""
    monkeypatch.setitem(CLIENT, "client_secret", SECRET)
    monkeypatch.setitem(CLIENT, "refresh_token", REFRESH)
    with ExitStack() as stack:
        found = {}
        minting = getattr(request.node, "callspec", None) and request.node.callspec.params["kind"] == "mint"
        secrets = [SECRET, REFRESH] if minting else [TOKEN]  # what this API was sent
        faults = [(outcome, "^/(?!access_token)", rules) for outcome, rules in api_faults(secrets).items()]
        faults += [(outcome, "access_token", rules) for outcome, rules in mint_faults().items()]
        for outcome, path, rules in faults:
            server = found[outcome] = stack.enter_context(Emulator(people=5))
            server.api.tokens[TOKEN] = server.api.tokens[ADMIN_TOKEN]
            for kind, parameters in rules:
                server.fault(kind, {"path": path}, **parameters)
        yield found


@pytest.mark.parametrize("kind", ["token", "mint"])
@pytest.mark.parametrize("way", ["controller", "module"])
def test_every_place_every_outcome(
    given: Path, servers: dict[str, Emulator], tmp_path: Path, kind: str, way: str
) -> None:
    chosen = cases(kind, share=not FULL or way == "module")
    tasks = tasks_of(kind, chosen, servers)
    if way == "module" and not FULL:  # each costs half a second
        keep = [number for number in range(len(chosen)) if number % 5 == (kind == "mint")]
        chosen = [chosen[number] for number in keep]
        tasks = tasks_of(kind, chosen, servers)
    extra = environment(tmp_path, kind)
    if way == "module":
        extra["ANSIBLE_COLLECTIONS_PATH"] = without_actions(tmp_path)
    playbook = [{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]
    (tmp_path / "playbook.json").write_text(json.dumps(playbook))
    files = ["-e", f"@{given / 'vars.yml'}", "--vault-password-file", str(given / "password")]
    done = ansible("ansible-playbook", "-vvvvv", *files, "playbook.json", cwd=tmp_path, **extra)
    results = json.loads((tmp_path / "results.json").read_text())
    wrong = [(case, result) for case, result in zip(chosen, results, strict=True) if not right(case, result)]
    assert not wrong, wrong[:3]
    assert (tmp_path / "log.txt").stat().st_size > 10_000 and list((tmp_path / "facts").iterdir())
    nothing_found(tmp_path, done.stdout, servers, len(chosen))


@pytest.mark.parametrize("kind", ["token", "mint"] if FULL else ["mint"])
def test_in_the_background(given: Path, servers: dict[str, Emulator], tmp_path: Path, kind: str) -> None:
    """Under C(async), where Ansible starts a module in any case, and keeps its result in a file until it has been read."""
    outcomes = ["success", "401", "echo", *(["mint echo"] if kind == "mint" else [])]
    chosen = [case for case in cases(kind, share=True) if case.outcome in outcomes]
    tasks = [{**one, "async": 60, "poll": 1} if "register" in one else one for one in tasks_of(kind, chosen, servers)]
    playbook = [{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]
    (tmp_path / "playbook.json").write_text(json.dumps(playbook))
    files = ["-e", f"@{given / 'vars.yml'}", "--vault-password-file", str(given / "password")]
    done = ansible("ansible-playbook", "-vvvvv", *files, "playbook.json", cwd=tmp_path, **environment(tmp_path, kind))
    results = json.loads((tmp_path / "results.json").read_text())
    wrong = [(case, result) for case, result in zip(chosen, results, strict=True) if not right(case, result)]
    assert not wrong, wrong[:3]
    nothing_found(tmp_path, done.stdout, servers, len(chosen))


def test_every_role_has_a_row() -> None:
    assert {path.name for path in (ROOT / "roles").iterdir() if path.is_dir()} == set(ROLES)


def role_plays(servers: dict[str, Emulator], outcomes: t.Iterable[str]) -> list[Json]:
    """Each role for each outcome, in plays that go on after a failure."""
    plays = []
    for outcome in outcomes:
        mint = "mint" in outcome
        options = {
            "api_url": servers[outcome].url,
            "max_retries": 0,
            "max_wait": 1,
            **secrets_of("vault", "mint" if mint else "token"),
        }
        blocks = [
            {
                "block": [{"ansible.builtin.include_role": {"name": f"webex.calling.{role}"}, "vars": variables}],
                "rescue": [
                    {"ansible.builtin.debug": {"var": "ansible_failed_result"}},
                    {"ansible.builtin.set_fact": {"failure": "{{ ansible_failed_result }}", "cacheable": True}},
                ],
            }
            for role, variables in ROLES.items()
        ]
        defaults = {"group/webex.calling.all": options}
        plays.append({"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, "tasks": blocks})
    return plays


def test_roles_and_modules_under_ansible_runner(
    given: Path, servers: dict[str, Emulator], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As AWX runs them: events, artifacts, set_stats. The environment holds no secret, since ansible-runner keeps it."""
    outcomes = list(servers) if FULL else ["success", "echo", "mint echo"]
    chosen = cases("token", share=True)
    chosen = [case for case in chosen if case.where != "environment"]
    plays = role_plays(servers, outcomes)
    plays.append({"hosts": "localhost", "gather_facts": False, "tasks": tasks_of("token", chosen, servers)})
    for name, value in environment(tmp_path, "").items():
        monkeypatch.setenv(name, value)
    for option in OPTIONS:
        monkeypatch.delenv(f"WEBEX_{option.upper()}", raising=False)
    run = ansible_runner.run(
        private_data_dir=str(tmp_path),
        playbook=plays,
        verbosity=5,
        quiet=True,
        cmdline=f"-e @{given / 'vars.yml'} --vault-password-file {given / 'password'} --diff",
        settings={"suppress_ansible_output": True},
    )
    printed = run.stdout.read()
    assert run.status == "successful", printed[-3000:]
    events = "\n".join(json.dumps(event) for event in run.events)
    nothing_found(tmp_path, printed + events, servers, len(chosen) + len(outcomes) * len(ROLES))
