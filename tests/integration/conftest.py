# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator, and the modules of awx.awx, for every test that asks for them."""

from __future__ import annotations

import collections
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import typing as t
import zipfile
import zlib
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.variants import SWITCHES
from ansible_collections.webex.calling.tests.integration import support

# The sets of variants in which the tests of SHARE run every day: each variant is in one of them, but for those that cost time.
EVERY_DAY = (
    (
        "missing",
        "extras-taken",
        "forwarding-absent",
        "404-person",
        "merges",
        "limited-minting",
        "portal-rules-missing",
        "links-relative",
    ),
    (
        "nulls",
        "extras-refused",
        "forwarding-false",
        "401-organization",
        "cleared-refused",
        "groups-lag",
        "links-missing",
    ),
    (
        "broken-rules",
        "hidden-texts",
        "email-case",
        "403-person",
        "stale",
        "limit-300",
        "portal-rules-days",
        "ids-padded",
    ),
    ("cleared-stored", "405-write", "retry-after-5", "audio-file", "numbers"),
)
SHARE = ("test_matrix", "test_modules")
CHOSEN = os.environ.get("EMULATOR_VARIANTS", "")


def pytest_configure(config: pytest.Config) -> None:
    """The mark of a test that some variants make meaningless."""
    config.addinivalue_line("markers", "variants(without, because): not to be run in these variants.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The sets of variants in which a test on the emulator runs.

    C(EMULATOR_VARIANTS) in the environment says in which all of them run: C(each) of the switches alone, some names, or C(sets),
    which are those of every day. Of these the tests of modules meet all. The others, which start plays, meet one, by their names.
    """
    if "emulator" not in metafunc.fixturenames or "variants" not in metafunc.fixturenames:
        return
    variant_sets: t.Sequence[t.Sequence[str]] = [()]
    if CHOSEN:
        one = zlib.crc32(metafunc.function.__name__.encode()) % len(EVERY_DAY)
        sets = EVERY_DAY if "both_ways" in metafunc.fixturenames else EVERY_DAY[one : one + 1]
        variant_sets = {"sets": sets, "each": [[name] for name in SWITCHES]}.get(CHOSEN, [CHOSEN.split()])
    elif metafunc.module.__name__.rpartition(".")[2] in SHARE and "both_ways" in metafunc.fixturenames:
        variant_sets = [(), *EVERY_DAY]
    without = {name for mark in metafunc.definition.iter_markers("variants") for name in mark.kwargs["without"].split()}
    assert without <= set(SWITCHES), without
    left = dict.fromkeys(tuple(name for name in variants if name not in without) for variants in variant_sets)
    metafunc.parametrize("variants", left, ids=["+".join(one) or "calm" for one in left])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of both ways to run a module, a case meets a set of variants of every day in one, and the next case in the other.

    What no variant changes is not run again for the variants, unless it is to be run in full.
    """
    seen: collections.Counter[tuple[str, str]] = collections.Counter()

    def is_others_turn(item: pytest.Item) -> bool:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        way = params.get("both_ways")
        if not way or not params.get("variants"):
            return False
        seen[item.nodeid.partition("[")[0], way] += 1
        return (seen[item.nodeid.partition("[")[0], way] + list(support.WAYS).index(way)) % 2 == 0

    if CHOSEN and not support.ALL:
        items[:] = [item for item in items if hasattr(item, "callspec") and item.callspec.params.get("variants")]
    elif not CHOSEN:
        items[:] = [item for item in items if not is_others_turn(item)]


@pytest.fixture
def variants() -> t.Sequence[str]:
    """The emulator's: none, unless a test is run in several."""
    return ()


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """What a script starts in the background ignores SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def server() -> t.Iterator[Emulator]:
    """One server for all the tests of a process."""
    with Emulator(people=60) as emulator:
        yield emulator


@pytest.fixture
def emulator(
    server: Emulator, variants: t.Sequence[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> t.Iterator[Emulator]:
    """The emulator as new, in the variants of the test, and the environment that leads to it.

    A test fails for every request that the API's rules would refuse, and for every write in check mode, unless it takes the
    problem as expected.
    """
    server.variants = list(variants)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(support, "policed", server)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # the pace of one test is none of another's
    yield server
    assert server.take_problems() == []


@pytest.fixture(scope="session")
def crowded() -> t.Iterator[Emulator]:
    """One server with more people than a result holds by default."""
    with Emulator(people=160) as emulator:
        yield emulator


@pytest.fixture
def crowd(crowded: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> t.Iterator[Emulator]:
    """More people than a result holds by default, and the environment that leads to them."""
    crowded.reset()
    for name, value in {**crowded.environment, "XDG_RUNTIME_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    yield crowded
    assert crowded.take_problems() == []


@pytest.fixture
def soon(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks for a group follow each other at once, and no list lags behind for longer."""
    emulator.world.group_lag = 0.03
    monkeypatch.setattr(voicemail_groups, "SECOND_LOOK", 0.05)


@pytest.fixture
def other_rings(emulator: Emulator) -> None:
    """So that C(support.RINGS) differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


@pytest.fixture(params=list(support.WAYS))
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with the modules, and with their action plugins."""
    monkeypatch.setattr(support, "way", request.param)


AWX_PINNED = support.ROOT / "tests/requirements/awx.txt"


@pytest.fixture(scope="session")
def awx_modules() -> Path:
    """A path of collections that holds the genuine awx.awx.

    It is cut out of the package that tests/requirements/awx.txt pins, which is downloaded once, and installed nowhere: it
    would bring a hundred other collections.
    """
    folder = support.ROOT / ".build/awx" / hashlib.sha256(AWX_PINNED.read_bytes()).hexdigest()[:16]
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
            download += [
                "--only-binary",
                ":all:",
                "--require-hashes",
                "--requirement",
                str(AWX_PINNED),
                "--dest",
                scratch,
            ]
            subprocess.run(download, check=True, timeout=600)
            (wheel,) = Path(scratch).glob("*.whl")
            collection = "ansible_collections/awx/awx/"
            with zipfile.ZipFile(wheel) as archive:
                members = [name for name in archive.namelist() if name.startswith(collection)]
                archive.extractall(Path(scratch) / "found", members)
            # Complete or not there, whatever else is run at the same time.
            try:
                os.rename(Path(scratch) / "found", folder)
            except OSError:
                assert folder.is_dir()
    return folder
