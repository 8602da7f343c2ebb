# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a connection, as they are used."""

from __future__ import annotations

import ipaddress
import typing as t
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, shown
from ansible_collections.webex.calling.plugins.module_utils._http.ids import organization_id

_BOUNDS = {"timeout": (1, 3600), "max_retries": (0, 100), "max_wait": (0, 86400), "concurrency": (1, 100)}
_SECRETS = ("access_token", "client_secret", "refresh_token")


@dataclass(frozen=True, repr=False, eq=False)  # no representation: it would hold secrets
class ConnectionOptions:
    """How the API is reached: C(from_params) makes them from a module's parameters, or from a plugin's options.

    C(api_url) and C(org_id) are in the form in which they are sent. C(concurrency) is the number of requests that may be under
    way at a time. C(secrets) are the secret options, with and without the white space around them.
    """

    access_token: str = ""
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    api_url: str = "https://webexapis.com/v1"
    org_id: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    timeout: int = 30
    max_retries: int = 8
    max_wait: int = 600
    concurrency: int = 1
    secrets: frozenset[str] = frozenset()

    @classmethod
    def from_params(cls, params: t.Mapping[str, t.Any]) -> ConnectionOptions:
        """The options among I(params); what is missing or null has its default.

        @raise ValidationError: one is of no use.
        """
        given = {one.name: params[one.name] for one in fields(cls) if params.get(one.name) is not None}
        stripped: dict[str, t.Any] = {
            name: value.strip() if isinstance(value, str) else value for name, value in given.items()
        }
        for name, (minimum, maximum) in _BOUNDS.items():
            if name in stripped and not minimum <= stripped[name] <= maximum:
                raise ValidationError(f"{name} must be from {minimum} to {maximum}, not {shown(stripped[name])}.")
        stripped["api_url"] = _api_url(stripped.get("api_url", cls.api_url))
        stripped["org_id"] = organization_id(stripped["org_id"]) if stripped.get("org_id") else None
        secrets = frozenset(values[name] for values in (given, stripped) for name in _SECRETS if values.get(name))
        return cls(**{**stripped, "secrets": secrets})


def _api_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else ""
    except ValueError:
        host = ""
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ValidationError(
            "api_url must be a URL such as https://webexapis.com/v1, without user, query or fragment."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValidationError(
            "api_url must begin with https (http is only allowed for loopback addresses), since the token would be sent in the clear."
        )
    # To requests, https is what begins with it in small letters, and so are the pages that the API says are next.
    parts = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path.rstrip("/"))
    return parts._replace(path=parts.path or "/v1").geturl()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
