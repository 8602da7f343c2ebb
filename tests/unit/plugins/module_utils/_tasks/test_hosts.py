# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hosts and groups of an inventory are called."""

from __future__ import annotations

import re
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._tasks.hosts import group_names, host_names

Json = dict[str, t.Any]


def host(identity: str, extension: str = "") -> Json:
    return {"webex_id": identity, **({"webex_extension": extension} if extension else {})}


def at(identity: str, name: str) -> Json:
    return {"webex_id": "x", "webex_location_id": identity, "webex_location": name}


def safe(name: str) -> str:
    return re.sub(r"^[\d\W]|\W", "_", name)


@pytest.mark.parametrize(
    ("wanted", "extensions", "names"),
    [
        pytest.param(["Lobby", "Hall"], ["1", "2"], ["Lobby", "Hall"], id="no other is called so"),
        pytest.param(["Lobby", "Lobby"], ["1", "2"], ["Lobby (1)", "Lobby (2)"], id="by extension"),
        pytest.param(["Lobby", "Lobby"], ["1", ""], ["Lobby (1)", "Lobby (id1)"], id="one has no extension"),
        pytest.param(["Lobby", "Lobby"], ["1", "1"], ["Lobby (id0)", "Lobby (id1)"], id="the same extension elsewhere"),
        pytest.param(
            ["Lobby", "Lobby", "Lobby (1)"],
            ["1", "2", "3"],
            ["Lobby (id0)", "Lobby (2)", "Lobby (1) (id2)"],
            id="another is really called like that",
        ),
        pytest.param(["all", "Oslo"], ["1", ""], ["all (1)", "Oslo (id1)"], id="called as a group"),
        pytest.param(["", "Lobby"], ["1", "2"], ["id0", "Lobby"], id="no name"),
        pytest.param(["{{ 7 * 7 }}", "{% x %}"], ["1", "2"], ["id0", "id1"], id="templates"),
        pytest.param(["a}b{c", "{"], ["1", "2"], ["a}b{c", "{"], id="braces that are none"),
    ],
)
def test_host_names(wanted: list[str], extensions: list[str], names: list[str]) -> None:
    hosts = [host(f"id{number}", extension) for number, extension in enumerate(extensions)]
    assert host_names(hosts, wanted, {"all", "Oslo"}) == names


def test_no_two_hosts_have_a_name() -> None:
    hosts = [host(f"id{number}", str(number % 3)) for number in range(60)]
    names = host_names(hosts, [("a", "b", "a (1)", "all", "")[number % 5] for number in range(60)], {"all"})
    assert len(set(names)) == 60 and "all" not in names


@pytest.mark.parametrize(
    ("places", "groups"),
    [
        pytest.param({"1": "Stockholm", "2": "Oslo"}, {"1": "Stockholm", "2": "Oslo"}, id="as they are"),
        pytest.param({"1": "Stockholm HQ/2"}, {"1": "Stockholm_HQ_2"}, id="made safe"),
        pytest.param({"1": "New York", "2": "New-York"}, {"1": "New_York_1", "2": "New_York_2"}, id="the same then"),
        pytest.param({"1": "1A", "2": "2A"}, {"1": "_A_1", "2": "_A_2"}, id="the same for their first digit"),
        pytest.param({"1": "all", "2": "webex_people"}, {"1": "all_1", "2": "webex_people_2"}, id="other groups"),
    ],
)
def test_group_names(places: dict[str, str], groups: dict[str, str]) -> None:
    hosts = [at(identity, name) for identity, name in places.items()]
    assert group_names([*hosts, *hosts, host("nowhere")], safe, {"all", "webex_people"}) == groups


def test_a_location_without_a_name_has_no_group() -> None:
    assert group_names([{"webex_id": "x", "webex_location_id": "1"}], safe, ()) == {}
