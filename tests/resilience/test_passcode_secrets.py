# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No passcode and no PIN in anything that is printed, kept, logged or returned, wherever it stands and whatever comes of it."""

from __future__ import annotations

import json
import typing as t
from contextlib import ExitStack
from pathlib import Path

import pytest
from ansible.module_utils import basic

from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import Json, ansible, call, without_actions
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell
from ansible_collections.webex.calling.tests.resilience.passcode_cases import (
    CASES,
    ECHOED,
    GROUP,
    NEW,
    NUMBERS,
    PASSCODE,
    PASSCODES,
    THERE,
    faults,
    install,
    tasks,
)
from ansible_collections.webex.calling.tests.resilience.secret_cases import encodings, environment, search

# A part of one is too much, too.
PARTS = {part for one in (*PASSCODES.values(), ECHOED) for part in (one[:6], one[-6:])}


@pytest.mark.parametrize("way", ["controller", "module"])
def test_every_place_every_outcome(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, way: str) -> None:
    share = ["success", "echo of the body", *(["echo at the end", "garbage"] if way == "controller" else [])]
    outcomes = list(faults(["0"])) if FULL else share
    variables = tmp_path_factory.mktemp("given") / "vars.json"
    variables.write_text(json.dumps({**PASSCODES, **NUMBERS, "echoed": ECHOED}))
    with ExitStack() as stack:
        every: list[Json] = []
        for outcome in outcomes:
            emulator = stack.enter_context(Emulator(people=20))
            install(emulator, outcome)
            every += tasks(emulator.url, outcome, every=FULL and way == "controller")
        numbered = [{**one, "register": f"result_{number}"} for number, one in enumerate(every)]
        fact = {"kept": "{{ [" + ", ".join(one["register"] for one in numbered) + "] }}", "cacheable": True}
        content = {"content": "{{ kept | to_json }}", "dest": "{{ playbook_dir }}/results.json", "mode": "0600"}
        rest = [{"ansible.builtin.set_fact": fact}, {"ansible.builtin.copy": content}]
        rest.append({"ansible.builtin.debug": {"var": "kept"}})
        play = {
            "hosts": "localhost",
            "gather_facts": False,
            "vars_files": [str(variables)],
            "tasks": [*numbered, *rest],
        }
        (tmp_path / "playbook.json").write_text(json.dumps([play]))
        extra = environment(tmp_path, "")
        if way == "module":
            extra["ANSIBLE_COLLECTIONS_PATH"] = without_actions(tmp_path)
        done = ansible("ansible-playbook", "-vvvvv", "--diff", "playbook.json", cwd=tmp_path, **extra)
    results = json.loads((tmp_path / "results.json").read_text())
    assert not any("Traceback" in str(one) for one in results)
    assert [bool(one.get("failed")) for one in results[: len(CASES)]] == [False] * len(CASES), results[: len(CASES)]
    assert all(one.get("failed") for one in results[len(CASES) :]), [
        one for one in results[len(CASES) :] if not one.get("failed")
    ]
    found, size, files = search(tmp_path, done.stdout, [*PASSCODES.values(), ECHOED])
    found += [part for part in PARTS if part in done.stdout]
    forms = sum(len(encodings(one)) for one in PASSCODES.values())
    tell(tasks=len(every), secrets=len(PASSCODES) + 1, forms=forms, bytes=size, files=files, found=len(found))
    assert not found, "\n".join(dict.fromkeys(found[:20]))


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("name", ["put", "post", "get", "pages"])
def test_a_defect_that_quotes_a_payload(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever is raised, wherever, is a sentence without the passcode."""
    passcode = PASSCODES["item"]

    def crash(*arguments: t.Any, **keywords: t.Any) -> t.Any:
        raise KeyError({"passcode": passcode, "arguments": str(arguments)})

    monkeypatch.setattr(Client, name, crash)
    new = {**NEW, "name": "Newest", "passcode": passcode}
    results = [call(GROUP, **new), call(GROUP, voicemail_groups=[new])]
    results.append(call(GROUP, voicemail_groups=[{**THERE, "voicemail_group": {"passcode": passcode}}]))
    results.append(call(PASSCODE, person="me", passcode=passcode))
    # A group that is there is not made, nor is anybody looked up in pages who is this token's own.
    used = {"put": results[3:], "post": results[:2], "pages": results[:3]}.get(name, results)
    assert all(result.get("failed") for result in used), used
    for result in results:
        assert passcode not in str(result) and "Traceback" not in str(result)


@pytest.mark.usefixtures("both_ways")
def test_a_defect_before_anything_is_sent(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline

    def crash(job: t.Any, params: Json, context: t.Any) -> Json:
        raise ValueError(f"invalid literal: {params}")

    monkeypatch.setattr(pipeline, "run", crash)
    passcode = PASSCODES["item"]
    result = call(GROUP, voicemail_groups=[{**THERE, "passcode": passcode}])
    assert result["failed"] and "unexpected ValueError" in result["msg"] and passcode not in str(result)


def test_what_a_module_logs(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """AnsibleModule writes its parameters into the system's log."""
    logged: list[str] = []
    monkeypatch.setattr(
        basic.AnsibleModule, "log", lambda module, msg, log_args=None: logged.append(f"{msg} {log_args}")
    )
    items = [
        {**THERE, "passcode": PASSCODES["item"]},
        {**THERE, "voicemail_group": {"passcode": PASSCODES["returned"]}},
    ]
    call(GROUP, voicemail_groups=items)
    call(PASSCODE, person="me", passcodes={"me": PASSCODES["person"]})
    text = "\n".join(logged)
    assert "voicemail_groups" in text and not any(one in text for one in PASSCODES.values())
