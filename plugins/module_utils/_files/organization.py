# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which organization something is of."""

from __future__ import annotations

import base64
import binascii

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client


def organization_of(client: Client) -> str | None:
    """The ID of the organization that the task is about."""
    found = client.org_id or client.get("/people/me").get("orgId")
    return found.rstrip("=") if isinstance(found, str) and found else None


FOLDER = "The folder, by org_id in its voicemail.yml,"
TOKEN = "the access token"


def check_same_organization(one: str | None, other: str | None, what: str, other_one: str = TOKEN) -> None:
    """Refuse I(what) is from another organization than the token's, or than the I(other_one). Where one of the two is not known, nothing is
    refused.

    @raise ValidationError: it is of another one.
    """
    if one and other and _uuid(one) != _uuid(other):
        way_out = (
            " Use a token of that organization, or set WEBEX_ORG_ID (the option org_id) to it."
            if other_one == TOKEN
            else ""
        )
        raise ValidationError(
            f"{what} is from another organization than {other_one}: {printable(_uuid(one))}, not "
            f"{printable(_uuid(other))}.{way_out} Nothing was written."
        )


def _uuid(org_id: str) -> str:
    """An organization's UUID, which its ID holds, whatever the cluster and the padding."""
    bare = org_id.strip().rstrip("=")
    try:
        decoded = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        decoded = ""
    return (decoded if decoded.startswith("ciscospark://") else bare).rpartition("/")[2].lower()
