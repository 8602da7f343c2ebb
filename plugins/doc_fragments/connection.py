# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How every module and plugin reaches the API, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The connection options."""

    DOCUMENTATION = r"""
requirements:
  - requests (Python library) >= 2.25
options:
  access_token:
    description:
      - The access token. The description above lists the scopes that it needs.
      - Without it, O(client_id), O(client_secret), and O(refresh_token) are required to mint one.
      - If not set, the value of the environment variable E(WEBEX_ACCESS_TOKEN) is used.
    type: str
  client_id:
    description:
      - The client ID of a Webex integration or service app, to mint a token.
      - If not set, the value of the environment variable E(WEBEX_CLIENT_ID) is used.
    type: str
  client_secret:
    description:
      - The client secret that belongs to O(client_id).
      - If not set, the value of the environment variable E(WEBEX_CLIENT_SECRET) is used.
    type: str
  refresh_token:
    description:
      - The refresh token that belongs to O(client_id).
      - If not set, the value of the environment variable E(WEBEX_REFRESH_TOKEN) is used.
    type: str
  api_url:
    description:
      - The URL of the API. For FedRAMP organizations, use V(https://api-usgov.webex.com/v1).
      - It must begin with C(https), or with C(http) if the host is a loopback address. If it has no path, C(/v1) is added.
      - If not set, the value of the environment variable E(WEBEX_API_URL) is used.
    type: str
    default: https://webexapis.com/v1
  org_id:
    description:
      - The ID of the organization, or its UUID, which Control Hub shows under Management > Account. It is for administrators of more than
        one organization, such as partners. The default is the token's organization.
      - If not set, the value of the environment variable E(WEBEX_ORG_ID) is used.
    type: str
  validate_certs:
    description:
      - Whether to check the server's certificate. Set it to V(false) only for tests.
      - If not set, the value of the environment variable E(WEBEX_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - A file or directory with the certificates of the authorities to trust, instead of those of the system.
      - If not set, the value of the environment variable E(WEBEX_CA_PATH) is used.
    type: path
  timeout:
    description:
      - The number of seconds, from 1 to 3600, within which an answer must be complete.
      - If not set, the value of the environment variable E(WEBEX_TIMEOUT) is used.
    type: int
    default: 30
  max_retries:
    description:
      - How often, from 0 to 100, one request is repeated after a 423, 500, 502, 503 or 504, a timeout or a broken connection. It
        waits as long as the API asks for.
      - If not set, the value of the environment variable E(WEBEX_MAX_RETRIES) is used.
    type: int
    default: 8
  max_wait:
    description:
      - The number of seconds, from 0 to 86400, that one request may be put off because the API's rate limit is used up (429). After
        that it fails. Such repetitions do not count as O(max_retries).
      - If not set, the value of the environment variable E(WEBEX_MAX_WAIT) is used.
    type: int
    default: 600
"""

    # Beside the other one, for a plugin: where Ansible itself looks for the options.
    PLUGIN = r"""
options:
  access_token:
    env:
      - name: WEBEX_ACCESS_TOKEN
  client_id:
    env:
      - name: WEBEX_CLIENT_ID
  client_secret:
    env:
      - name: WEBEX_CLIENT_SECRET
  refresh_token:
    env:
      - name: WEBEX_REFRESH_TOKEN
  api_url:
    env:
      - name: WEBEX_API_URL
  org_id:
    env:
      - name: WEBEX_ORG_ID
  validate_certs:
    env:
      - name: WEBEX_VALIDATE_CERTS
  ca_path:
    env:
      - name: WEBEX_CA_PATH
  timeout:
    env:
      - name: WEBEX_TIMEOUT
  max_retries:
    env:
      - name: WEBEX_MAX_RETRIES
  max_wait:
    env:
      - name: WEBEX_MAX_WAIT
"""
