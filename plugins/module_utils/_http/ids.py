# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webex IDs: base64 of C(ciscospark://<cluster>/<KIND>/<uuid>)."""

from __future__ import annotations

import base64
import binascii
import re

from ansible_collections.webex.calling.plugins.module_utils._errors import WHITE_SPACE, ValidationError, as_given

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ID = re.compile(r"ciscospark://([^/\s]+)/([A-Z_]+)/[\x21-\x7e]+")
_CLUSTER = "us"
_THE_UUID = "Give the organization's ID, or its UUID, which Control Hub shows under Management > Account."


def kind_of_id(text: str) -> str | None:
    """The kind (C(PEOPLE), C(LOCATION), C(ORGANIZATION), ...) of what I(text) identifies; None where it is no Webex ID."""
    found = _parts(text)
    return found.group(2) if found else None


def make_id(kind: str, uuid: str, like: str = "") -> str:
    """The ID of a I(kind) for a bare I(uuid), in the cluster of another ID that it is I(like)."""
    found = _parts(like)
    cluster = found.group(1) if found else _CLUSTER
    return base64.b64encode(f"ciscospark://{cluster}/{kind}/{uuid}".encode()).decode().rstrip("=")


def _parts(text: str) -> re.Match[str] | None:
    padded = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        decoded = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return _ID.fullmatch(decoded)


def check_id(option: str, text: str, kind: str) -> str:
    """The ID of a I(kind) that I(text) is, without white space around it and without padding.

    @raise ValidationError: it is the ID of something else, or none.
    """
    identity = text.strip(WHITE_SPACE)
    found = kind_of_id(identity)
    if found != kind:
        what = f"a Webex ID of the kind {found}, not {kind}" if found else "not a valid Webex ID"
        raise ValidationError(f"{option}: {as_given(text)} is {what}.")
    return identity.rstrip("=")


def organization_id(text: str) -> str:
    """The ID of the organization that I(text) is: its ID, or the UUID that Control Hub shows."""
    if _UUID.fullmatch(text):
        return make_id("ORGANIZATION", text.lower())
    try:
        return check_id("org_id", text, "ORGANIZATION")
    except ValidationError as error:
        raise ValidationError(f"{error.msg} {_THE_UUID}") from None
