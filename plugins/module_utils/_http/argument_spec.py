# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a connection, as arguments of every module. Apart from the options, since these need nothing of Ansible."""

from __future__ import annotations

import os
import typing as t

from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions


def _environment(name: str) -> str:
    """An environment variable that is set and not empty: AWX sets those of a credential's empty fields too."""
    if not os.environ.get(name):
        raise AnsibleFallbackNotFound
    return os.environ[name]


def _option(name: str, **spec: t.Any) -> dict[str, t.Any]:
    return {"fallback": (_environment, ["WEBEX_" + name.upper()]), **spec}


CONNECTION_SPEC: dict[str, t.Any] = {
    "access_token": _option("access_token", no_log=True),
    "client_id": _option("client_id"),
    "client_secret": _option("client_secret", no_log=True),
    "refresh_token": _option("refresh_token", no_log=True),
    "api_url": _option("api_url", default=ConnectionOptions.api_url),
    "org_id": _option("org_id"),
    "validate_certs": _option("validate_certs", type="bool", default=ConnectionOptions.validate_certs),
    "ca_path": _option("ca_path", type="path"),
    "timeout": _option("timeout", type="int", default=ConnectionOptions.timeout),
    "max_retries": _option("max_retries", type="int", default=ConnectionOptions.max_retries),
    "max_wait": _option("max_wait", type="int", default=ConnectionOptions.max_wait),
}
