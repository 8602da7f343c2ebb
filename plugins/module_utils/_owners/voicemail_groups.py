# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voicemail groups: an owner each of its own settings, called by its name at its location.

See U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail).
"""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WHITE_SPACE
from ansible_collections.webex.calling.plugins.module_utils._http.ids import kind_of_id, make_id
from ansible_collections.webex.calling.plugins.module_utils._owners.listed import ListedKind
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, id_of, text_of

if t.TYPE_CHECKING:
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client

Pair = tuple[str, str]
ID_KIND = "VOICEMAIL_GROUP"
# Seconds between two listings: a group that was just made may be in none for some.
SECOND_LOOK = 3.0
# Up to so many groups are asked for by name; above it the list of all is read.
_FEW = 3


class VoicemailGroupKind(ListedKind):
    """Voicemail groups, named by their location and their name."""

    name = "voicemail_group"
    plural = "voicemail_groups"
    option = "name"
    id_kinds = (ID_KIND,)
    list_path = "/telephony/config/voicemailGroups"
    items_key = "voicemailGroups"
    page = 200
    hints = {
        403: "To look up voicemail groups the token needs the scope spark-admin:telephony_config_read, and a role that allows it."
    }

    def owner(self, item: Json) -> Owner:
        """See L(ListedKind)."""
        return Owner(
            self.identity({**item, "id": group_id(item.get("id"), id_of(item, "locationId"))}),
            text_of(item, "name"),
            location_id=id_of(item, "locationId"),
            location=text_of(item, "locationName"),
            extension=text_of(item, "extension"),
            phone_number=text_of(item, "phoneNumber"),
        )

    def find(
        self,
        client: Client,
        wanted: t.Sequence[t.Sequence[Pair]],
        missing_once: t.Callable[[t.Sequence[Pair]], None] = lambda missing: None,
        listed: dict[str, set[str]] | None = None,
    ) -> dict[Pair, list[Owner]]:
        """The groups with each pair of a location's ID and a name; no group where there is none.

        I(wanted) are pairs of which one is enough: a name and a new one. There is none after two complete listings, some seconds
        apart: groups may be in a list twice or not at all. In between I(missing_once) is called.
        The names that were listed are added to I(listed), by the IDs of their locations.

        @raise WebexError: they could not be listed.
        """
        found: dict[Pair, dict[str, Owner]] = {pair: {} for pairs in wanted for pair in pairs}
        for look in range(2):
            missing = [pair for pairs in wanted if not any(found[pair] for pair in pairs) for pair in pairs]
            if not missing:
                break
            if look:
                missing_once(missing)
                client.limiter.sleep(SECOND_LOOK)
            for group in self._candidates(client, missing):
                place, name = group.location_id or "", (group.name or "").strip(WHITE_SPACE)
                if listed is not None:
                    listed.setdefault(place, set()).add(name)
                groups = found.get((place, name))
                if groups is not None:
                    groups[group.id] = group
        return {pair: list(groups.values()) for pair, groups in found.items()}

    def _candidates(self, client: Client, pairs: t.Sequence[Pair]) -> t.Iterator[Owner]:
        if len(pairs) > _FEW:
            yield from self.everyone(client)
            return
        for location_id, name in pairs:
            for item in self.items(client, locationId=location_id, name=name):
                yield self.owner(item)


VOICEMAIL_GROUP_KIND = VoicemailGroupKind()


def group_id(given: t.Any, location_id: str | None) -> str | None:
    """The Webex ID of a group whose bare UUID the API gives in some answers; None where there is neither. It is in the cluster of its
    location's ID, as the one is that the API lists."""
    if not isinstance(given, str) or not given or kind_of_id(given):
        return given if isinstance(given, str) else None
    return make_id(ID_KIND, given, location_id or "")
