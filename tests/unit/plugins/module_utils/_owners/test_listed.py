# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From names to owners that are found in a list: workspaces, virtual lines, locations and groups."""

from __future__ import annotations

import base64
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.listed import ListedKind
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION, find_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.virtual_lines import VIRTUAL_LINE
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import (
    VOICEMAIL_GROUP_KIND,
    group_id,
)
from ansible_collections.webex.calling.plugins.module_utils._owners.workspaces import WORKSPACE


def identity(kind: str, number: int) -> str:
    """A Webex ID."""
    return base64.b64encode(f"ciscospark://us/{kind}/{number:08}".encode()).decode().rstrip("=")


class FakeClient:
    """Answers lists, page by page, and counts the requests."""

    def __init__(self, lists: dict[str, list[list[t.Any]]], linked: bool = True) -> None:
        self.lists, self.linked, self.asked = lists, linked, []  # type: ignore[var-annotated]
        self.slept: list[float] = []
        self.limiter = self

    def sleep(self, seconds: float) -> None:
        """Of the limiter."""
        self.slept.append(seconds)

    def pages(self, path: str, hints: t.Any, items_key: str = "items", **query: t.Any) -> t.Iterator[t.Any]:
        """See Client."""
        pages = self.lists[path]
        if isinstance(pages, WebexError):
            raise pages
        if self.linked:
            for number, page in enumerate(pages, start=1):
                self.asked.append((path, query))
                yield page, number < len(pages)
            return
        self.asked.append((path, query))
        done, rest = 0, list(pages)
        while rest and done < query.get("start", 0):
            done += len(rest.pop(0))
        yield (rest[0] if rest else []), False


def workspace(number: int, name: str, place: int = 1) -> t.Any:
    """As the API lists one."""
    calling = {"type": "webexCalling"}
    location = identity("LOCATION", place)
    return {"id": identity("PLACE", number), "displayName": name, "locationId": location, "calling": calling}


def line(number: int, first: str, last: str, extension: str, external: str | None = None, place: int = 1) -> t.Any:
    """As the API lists one."""
    return {
        "id": identity("VIRTUAL_LINE" if number % 2 else "VIRTUAL_PROFILE", number),
        "firstName": first,
        "lastName": last,
        "number": {"extension": extension, "external": external},
        "location": {"id": identity("LOCATION", place), "name": f"City {place}"},
    }


def resolve(kind: ListedKind, client: FakeClient, *names: str, at: t.Any = None) -> list[t.Any]:
    """What each of the names is."""
    given = [kind.validate(name) for name in names]
    found = kind.resolve(t.cast(t.Any, client), given, 1, at=at)
    return [found[name] for name in given]


def test_a_name_costs_the_pages_and_an_id_nothing() -> None:
    client = FakeClient({"/workspaces": [[workspace(1, "Lobby")], [workspace(2, "Attic")]]})
    lobby, attic, by_id = resolve(WORKSPACE, client, " Lobby ", "Attic", identity("PLACE", 9) + "==")
    assert (lobby.id, attic.id, by_id.id) == (identity("PLACE", 1), identity("PLACE", 2), identity("PLACE", 9))
    assert lobby.name == "Lobby" and lobby.location_id == identity("LOCATION", 1) and lobby.licensed
    assert len(client.asked) == 2
    assert resolve(WORKSPACE, client, identity("PLACE", 3))[0].id == identity("PLACE", 3)
    assert len(client.asked) == 2


def test_a_list_without_links_is_read_to_its_end() -> None:
    pages = [[workspace(one, f"W{one}") for one in range(50)], [workspace(one, f"W{one}") for one in range(50, 63)]]
    client = FakeClient({"/workspaces": pages}, linked=False)
    assert resolve(WORKSPACE, client, "W62")[0].id == identity("PLACE", 62)
    assert [query.get("start", 0) for dummy, query in client.asked] == [0, 50]
    full = FakeClient({"/workspaces": pages[:1]}, linked=False)
    assert resolve(WORKSPACE, full, "W1")[0].id == identity("PLACE", 1)
    assert len(full.asked) == 2


def test_a_name_that_several_bear_is_refused_unless_a_location_narrows_it() -> None:
    lobbies = [workspace(1, "Lobby", 1), workspace(2, "Lobby", 2), workspace(2, "Lobby", 2)]
    forbidden: t.Any = WebexError("no", status=403)
    lists: t.Any = {
        "/workspaces": [lobbies],
        "/locations": [[location(1, "Oslo")]],
        "/telephony/config/locations": forbidden,
    }
    client = FakeClient(lists)
    (several,) = resolve(WORKSPACE, client, "Lobby")
    assert isinstance(several, ValidationError)
    assert "2 workspaces are named Lobby. Give the ID, or add location" in several.msg
    # By the name of its location, or the ID of one that has none.
    assert f"{identity('PLACE', 1)} (Oslo), {identity('PLACE', 2)} ({identity('LOCATION', 2)})" in several.msg
    lists["/locations"] = forbidden
    (unnamed,) = resolve(WORKSPACE, client, "Lobby")
    assert identity("LOCATION", 1) in unnamed.msg
    (narrowed,) = resolve(WORKSPACE, client, "Lobby", at={identity("LOCATION", 2)})
    assert narrowed.id == identity("PLACE", 2)
    lobbies[1:] = [workspace(3, "Lobby", 1)]
    (beside,) = resolve(WORKSPACE, client, "Lobby")
    assert "2 workspaces are named Lobby. Give the ID: " in beside.msg  # a location tells nothing there
    (nobody,) = resolve(WORKSPACE, client, "lobby")
    assert nobody.msg == "there is no workspace lobby. Did you mean Lobby?"


def test_a_near_name_is_proposed_where_the_list_is_not_too_long() -> None:
    client = FakeClient({"/workspaces": [[workspace(one, f"W{one:05}") for one in range(5001)]]})
    near, far = resolve(WORKSPACE, client, "w0000O", "Attic")
    some = f"Existing names: {', '.join(f'W{one:05}' for one in range(10))} and 4,991 more."
    assert (near.msg, far.msg) == (f"there is no workspace w0000O. {some}", f"there is no workspace Attic. {some}")
    assert resolve(WORKSPACE, client, "w0000O")[0].msg.startswith("there is no workspace w0000O. Did you mean W0")


def test_who_has_no_calling_is_not_licensed() -> None:
    other = {**workspace(1, "Attic"), "calling": {"type": "freeCalling"}}
    unknown = {"id": identity("PLACE", 2), "displayName": "Cellar"}
    client = FakeClient({"/workspaces": [[other, unknown]]})
    attic, cellar = resolve(WORKSPACE, client, "Attic", "Cellar")
    assert not attic.licensed and cellar.licensed and cellar.location_id is None


@pytest.mark.parametrize("name", ["Bob Smith", "+15558675311", "+1 (555) 867-5311", "6103"])
def test_a_virtual_line_has_three_names(name: str) -> None:
    client = FakeClient(
        {VIRTUAL_LINE.list_path: [[line(1, "Bob", "Smith", "6103", "+15558675311"), line(2, "Al", "", "6104")]]}
    )
    (bob,) = resolve(VIRTUAL_LINE, client, name)
    assert (bob.id, bob.name, bob.extension, bob.location) == (
        identity("VIRTUAL_LINE", 1),
        "Bob Smith",
        "6103",
        "City 1",
    )


def test_an_extension_may_be_that_of_several() -> None:
    lines = [line(1, "Bob", "Smith", "6103"), line(2, "Al", "Jones", "6103", place=2)]
    client = FakeClient({VIRTUAL_LINE.list_path: [lines]})
    (several,) = resolve(VIRTUAL_LINE, client, "6103")
    assert isinstance(several, ValidationError) and "City 1" in several.msg and "City 2" in several.msg
    assert resolve(VIRTUAL_LINE, client, identity("VIRTUAL_PROFILE", 2))[0].id == identity("VIRTUAL_PROFILE", 2)


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (WORKSPACE, " ", "workspace is empty: give the name or the ID of a workspace"),
        (WORKSPACE, identity("PEOPLE", 1), "is a Webex ID of the kind PEOPLE, not PLACE"),
        (VIRTUAL_LINE, identity("PLACE", 1), "is a Webex ID of the kind PLACE, not VIRTUAL_LINE"),
        (LOCATION, identity("PLACE", 1), "is a Webex ID of the kind PLACE, not LOCATION"),
    ],
)
def test_an_id_of_something_else_is_refused(kind: ListedKind, given: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        kind.validate(given)


def test_what_is_listed_without_an_id_is_not_understood() -> None:
    with pytest.raises(WebexError, match="The API listed a workspace without the ID of one"):
        resolve(WORKSPACE, FakeClient({"/workspaces": [[{"displayName": "Lobby"}]]}), "Lobby")


def location(number: int, name: str) -> t.Any:
    """As the API lists one."""
    return {"id": identity("LOCATION", number), "name": name}


def test_one_of_two_scopes_is_enough_to_find_a_location() -> None:
    forbidden: t.Any = WebexError("no", status=403)
    lists: t.Any = {"/locations": forbidden, "/telephony/config/locations": [[location(1, "Oslo")]]}
    found = find_locations(t.cast(t.Any, FakeClient(lists)), ["Oslo", "Bergen"])
    assert t.cast(Owner, found["Oslo"]).id == identity("LOCATION", 1)
    assert t.cast(WebexError, found["Bergen"]).msg == "location: there is no location Bergen. Existing names: Oslo."
    with pytest.raises(WebexError, match="^no$"):
        find_locations(
            t.cast(t.Any, FakeClient({"/locations": forbidden, "/telephony/config/locations": forbidden})), ["X"]
        )
    with pytest.raises(WebexError, match="broken"):
        find_locations(
            t.cast(t.Any, FakeClient(t.cast(t.Any, {"/locations": WebexError("broken", status=500)}))), ["X"]
        )


def group(number: int, name: str, place: int = 1) -> t.Any:
    """As the API lists one."""
    return {"id": identity("VOICEMAIL_GROUP", number), "name": name, "locationId": identity("LOCATION", place)}


def test_a_group_is_looked_for_twice() -> None:
    client = FakeClient(
        {VOICEMAIL_GROUP_KIND.list_path: [[group(1, "Sales"), group(1, "Sales"), group(2, "Sales Nordics")]]}
    )
    place = identity("LOCATION", 1)
    sales, fair = (place, "Sales"), (place, "Fair")
    found = VOICEMAIL_GROUP_KIND.find(t.cast(t.Any, client), [[sales]])
    assert [one.id for one in found[sales]] == [identity("VOICEMAIL_GROUP", 1)] and client.slept == []
    found = VOICEMAIL_GROUP_KIND.find(t.cast(t.Any, client), [[sales, fair], [fair]])
    assert found[fair] == [] and client.slept == [3.0]
    assert [query["name"] for dummy, query in client.asked[-1:]] == ["Fair"]


def test_many_groups_are_looked_for_in_the_list_of_all() -> None:
    client = FakeClient({VOICEMAIL_GROUP_KIND.list_path: [[group(one, f"G{one}") for one in range(9)]]})
    place = identity("LOCATION", 1)
    found = VOICEMAIL_GROUP_KIND.find(t.cast(t.Any, client), [[(place, f"G{one}")] for one in range(9)])
    assert all(len(groups) == 1 for groups in found.values())
    assert [("name" in query) for dummy, query in client.asked] == [False]


def test_the_id_of_a_group_is_a_webex_id_wherever_it_is_read() -> None:
    whole = identity("VOICEMAIL_GROUP", 7)
    assert group_id("00000007", None) == whole == group_id(whole, None)
    assert group_id(None, None) is None and group_id("", None) == ""


def test_the_id_of_a_group_is_in_the_cluster_of_its_location() -> None:
    place, group = (
        "ciscospark://urn:TEAM:us-west-2_r/LOCATION/1",
        "ciscospark://urn:TEAM:us-west-2_r/VOICEMAIL_GROUP/7",
    )
    encoded = [base64.b64encode(one.encode()).decode().rstrip("=") for one in (place, group)]
    assert group_id("7", encoded[0]) == encoded[1]
