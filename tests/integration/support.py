# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to run a module: its main() or its action plugin in this process, or a task in a real ansible-playbook."""

from __future__ import annotations

import contextlib
import importlib
import io
import itertools
import json
import os
import struct
import subprocess
import sys
import typing as t
from pathlib import Path

import yaml
from ansible.module_utils import basic
from ansible.module_utils.common import warnings
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins.loader import connection_loader
from ansible.template import Templar

from ansible_collections.webex.calling.tests.integration import forked_ansible

ROOT = Path(__file__).resolve().parents[2]
FQCN = "webex.calling."
ANNA, BO, CARLA = "anna.andersson@example.com", "bo.berg@example.com", "carla.costa@example.com"
VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
LIST = "GET /people"
GET, PUT = (f"{method} /people/{{id}}/features/voicemail" for method in ("GET", "PUT"))
# Whose answers hold what they should in every variant.
WITHOUT_EXTRAS = ("webex_location_voicemail", "webex_org_voicemail_rules")
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}

WRITES = ("PUT", "POST", "DELETE")
# Every case of what is otherwise tested by a share: with `make variants VARIANTS=each`.
ALL = os.environ.get("EMULATOR_VARIANTS") == "each"

Result = dict[str, t.Any]
Json = dict[str, t.Any]


def share(one: t.Iterable[t.Any], other: t.Iterable[t.Any]) -> list[tuple[t.Any, t.Any]]:
    """Of all pairs every second, in which each value is; with C(ALL) all of them."""
    pairs = itertools.product(enumerate(one), enumerate(other))
    return [(left, right) for (row, left), (column, right) in pairs if ALL or (row + column) % 2 == 0]


@contextlib.contextmanager
def _arguments(arguments: Result) -> t.Iterator[None]:
    """What AnsibleModule reads as its arguments; ansible-core 2.17 and older has no way of its own to say so."""
    try:
        from ansible.module_utils.testing import patch_module_args
    except ImportError:
        basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()
        yield
    else:
        with patch_module_args(arguments):
            yield


def run_main(path: str, arguments: Result) -> Result:
    """What a module prints when its main() is called with I(arguments)."""
    printed = io.StringIO()
    warnings._global_warnings.clear()  # of the modules that ran in this process before: older ansible-core tells them again
    with _arguments(arguments), contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        importlib.import_module(path).main()
    result: Result = json.loads(printed.getvalue())
    result.pop("invocation", None)  # told up to ansible-core 2.20
    return result


def _as_a_module(name: str, check: bool, diff: bool, params: Result) -> Result:
    module = f"ansible_collections.webex.calling.plugins.modules.{name}"
    return run_main(module, {**params, "_ansible_check_mode": check, "_ansible_diff": diff})


def _in_the_controller(name: str, check: bool, diff: bool, params: Result) -> Result:
    action = importlib.import_module("ansible_collections.webex.calling.plugins.action.webex_person_voicemail")
    loader, context, task = DataLoader(), PlayContext(), Task()
    task.action, task.args, task.check_mode, task.diff = FQCN + name, params, check, diff
    result: Result = action.ActionModule(
        task=task,
        connection=connection_loader.get("local", context),
        play_context=context,
        loader=loader,
        templar=Templar(loader, variables={}),
        shared_loader_obj=None,
    ).run(task_vars={})
    plain: Result = json.loads(json.dumps(result))
    return plain


WAYS = {"module": _as_a_module, "controller": _in_the_controller}
way = "module"  # what the fixture both_ways changes
policed: t.Any = None  # the emulator of the fixture: in check mode it takes no write, and the test fails


@contextlib.contextmanager
def _policed(check: bool) -> t.Iterator[None]:
    """Take no write in check mode. When it is over, so is what is stale: this is about what one run does."""
    if policed is None:
        yield
        return
    before = policed.read_only
    policed.read_only = before or check
    try:
        yield
    finally:
        policed.read_only = before
        policed.settle()


def call(module: str, check: bool = False, diff: bool = False, **params: t.Any) -> Result:
    """The result of a module, in this process: of its main(), or of its action plugin."""
    with _policed(check):
        return WAYS[way](module, check, diff, params)


class Played(t.NamedTuple):
    """What an ansible-playbook run came to."""

    status: int
    output: str
    results: list[Result]


def ansible(command: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of Ansible's programs, for five minutes at most."""
    words = [str(Path(sys.executable).with_name(command)), *arguments]
    # Where HOME is not the home of the password file, Ansible would write there and look here.
    all_of_it = {**os.environ, **forked_ansible.SETTINGS, "ANSIBLE_ASYNC_DIR": str(cwd / "async"), **environment}
    with _policed("--check" in arguments):
        if forked_ansible.runs(command, all_of_it):
            return forked_ansible.run(words, cwd, all_of_it)
        return subprocess.run(
            words,
            cwd=cwd,
            env=all_of_it,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=forked_ansible.SECONDS,
            check=False,
        )


def play(folder: Path, *tasks: Result, arguments: t.Sequence[str] = (), **keywords: t.Any) -> Played:
    """Run tasks on the implicit localhost, each even where one before failed, and collect their results.

    I(keywords) are the play's, such as C(module_defaults).
    """
    results = folder / "results.json"
    results.unlink(missing_ok=True)
    numbered = [{"ignore_errors": True, "register": f"result_{number}", **task} for number, task in enumerate(tasks)]
    registered = ", ".join(task["register"] for task in numbered)
    collect = {
        "ansible.builtin.copy": {
            "content": "{{ [" + registered + "] | to_json }}",
            "dest": str(results),
            "mode": "0600",
        },
        "check_mode": False,
        "diff": False,
        "no_log": True,
    }
    playbook = folder / "playbook.json"
    playbook.write_text(
        json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": [*numbered, collect], **keywords}])
    )
    done = ansible("ansible-playbook", *arguments, str(playbook), cwd=folder)
    found = json.loads(results.read_text()) if results.exists() else []
    return Played(done.returncode, done.stdout, found)


def playbook(folder: Path, name: str, *arguments: str, **variables: t.Any) -> subprocess.CompletedProcess[str]:
    """Run a playbook with variables given by -e."""
    return ansible("ansible-playbook", name, *arguments, "-e", json.dumps(variables), cwd=folder)


def task(module: str, check: bool | None = None, diff: bool | None = None, **params: t.Any) -> Result:
    """A task with a module of the collection."""
    keywords = {name: value for name, value in (("check_mode", check), ("diff", diff)) if value is not None}
    return {FQCN + module: params, **keywords}


def set_read_only(emulator: t.Any, value: bool) -> Result:
    """A task that lets the emulator refuse every write, or take them again."""
    return {"emulator_state": {"url": f"{emulator.origin}/_emulator/state", "body": {"read_only": value}}}


def without_actions(folder: Path) -> str:
    """A path of collections where this one has no action plugins, so that its modules are started as such."""
    collection = folder / "modules-only/ansible_collections/webex/calling"
    (collection / "plugins").mkdir(parents=True)
    (collection / "meta").mkdir()
    runtime = yaml.safe_load((ROOT / "meta/runtime.yml").read_text())
    runtime.pop("plugin_routing")
    (collection / "meta/runtime.yml").write_text(yaml.safe_dump(runtime))
    for part in ("modules", "module_utils", "doc_fragments"):
        (collection / "plugins" / part).symlink_to(ROOT / "plugins" / part)
    return str(folder / "modules-only")


def admitted(emulator: t.Any) -> list[dict[str, t.Any]]:
    """The requests that no limit refused: how many it refuses depends on the machine's speed."""
    return [entry for entry in emulator.log if not entry["refused"]]


def writes(emulator: t.Any) -> list[str]:
    """The paths of the writes that arrived, without those that a limit refused."""
    return [one["path"] for one in admitted(emulator) if one["method"] in WRITES and one["path"] != "/access_token"]


def known(settings: t.Any) -> t.Any:
    """Settings of the API or of a result, without what is not known: nulls, '', and what is off and has nothing else."""
    if isinstance(settings, list):
        return [known(one) for one in settings]
    if not isinstance(settings, dict):
        return settings
    return {
        name: value
        for name, one in settings.items()
        for value in (known(one),)
        if value not in (None, "", {}) and not (isinstance(one, dict) and value == {"enabled": False})
    }


def puts(emulator: t.Any, module: str = VOICEMAIL) -> int:
    """How many PUTs a change takes: one more where the first is refused for what the API itself told."""
    return 2 if "extras-refused" in emulator.variants and module not in WITHOUT_EXTRAS else 1


def methods(emulator: t.Any) -> list[str]:
    """The requests that arrived, without those that a limit refused, as I(METHOD path) with the owner's ID left out."""
    return [f"{one['method']} {one['path'].replace(one['owner_id'] or chr(0), '{id}')}" for one in admitted(emulator)]


def rings(emulator: t.Any, who: str) -> int:
    """The rings that somebody has."""
    found: int = emulator.world.voicemail(who)["sendUnansweredCalls"]["numberOfRings"]
    return found


def set_locations(emulator: t.Any, *names: str) -> list[str]:
    """Let the locations of the emulator's people be called so, and return their IDs."""
    ids: list[str] = emulator.world.location_ids[: len(names)]
    items = [{"id": identity, "name": name} for identity, name in zip(ids, names, strict=True)]
    answer = {"status": 200, "body": json.dumps({"items": items}), "headers": {"Content-Type": "application/json"}}
    emulator.fault("status", {"path": "^/locations$"}, **answer)
    return ids


def licensed(emulator: t.Any) -> list[str]:
    """The addresses of everyone who has a licence."""
    return [person.email for person in emulator.world.people if person.licensed]


def all_rings(emulator: t.Any, people: t.Iterable[str]) -> set[int]:
    """All numbers of rings that these people have."""
    return {rings(emulator, one) for one in people}


def verbs(emulator: t.Any) -> list[str]:
    """The verbs of the requests that arrived."""
    return [entry["method"] for entry in emulator.log]


def wav(tag: int = 7, channels: int = 1, rate: int = 8000, bits: int = 8) -> bytes:
    """A greeting, as a WAV file."""
    header = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    chunks = b"".join(
        name + struct.pack("<I", len(part)) + part for name, part in ((b"fmt ", header), (b"data", b"~" * 800))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


@contextlib.contextmanager
def process(code: str, *arguments: str) -> t.Iterator[subprocess.Popen[str]]:
    """A Python that runs I(code), ended in the end."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with child:
        try:
            yield child
        finally:
            child.kill()
