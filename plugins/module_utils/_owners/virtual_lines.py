# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual lines. See U(https://developer.webex.com/docs/api/v1/virtual-line-call-settings)."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_phone
from ansible_collections.webex.calling.plugins.module_utils._errors import WHITE_SPACE
from ansible_collections.webex.calling.plugins.module_utils._owners.listed import ListedKind
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, id_of, text_of


class VirtualLineKind(ListedKind):
    """Virtual lines, named by first and last name, by their phone number, by their extension, or by an ID."""

    name = "virtual_line"
    plural = "virtual_lines"
    id_kinds = ("VIRTUAL_LINE", "VIRTUAL_PROFILE")
    narrowed = True
    list_path = "/telephony/config/virtualLines"
    items_key = "virtualLines"
    hints = {
        403: "To look up virtual lines the token needs the scope spark-admin:telephony_config_read, and a role that allows it."
    }

    def owner(self, item: Json) -> Owner:
        """See L(ListedKind)."""
        number, location = item.get("number"), item.get("location")
        number = number if isinstance(number, dict) else {}
        location = location if isinstance(location, dict) else {}
        names = [text_of(item, "firstName"), text_of(item, "lastName")]
        return Owner(
            self.identity(item),
            " ".join(name for name in names if name) or None,
            location_id=id_of(location, "id"),
            location=text_of(location, "name"),
            extension=text_of(number, "extension"),
            phone_number=text_of(number, "external"),
        )

    def names(self, owner: Owner) -> t.Iterable[str]:
        """See L(ListedKind)."""
        return {self.key(one.strip(WHITE_SPACE)) for one in (owner.name, owner.phone_number, owner.extension) if one}

    def key(self, name: str) -> str:
        """See L(OwnerKind)."""
        number = normalize_phone(name)
        return number if number.lstrip("+").isdigit() else name


VIRTUAL_LINE = VirtualLineKind()
