# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of a person, U(https://developer.webex.com/docs/api/v1/user-call-settings-1-2)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._resources.mailbox import mailbox_resource

_PENDING = "(none, or the invitation is still pending)"
_NO_LICENCE = f"The person has no active Webex Calling licence {_PENDING}, or the ID does not exist: check the ID, or assign a licence first."

PERSON_VOICEMAIL = mailbox_resource(
    module="webex_person_voicemail",
    owner="person",
    path="/people/{id}/features/voicemail",
    read_scope="spark-admin:people_read",
    write_scope="spark-admin:people_write",
    without=frozenset((4008, 25409)),
    hints={
        403: "The API also returns 403 for a person with a licence, but without a phone number or an extension.",
        404: "There is no such person, or the person has no active Webex Calling licence.",
        405: _NO_LICENCE,
        4003: f"There is no such person, or the person has no active Webex Calling licence {_PENDING}, or the person's own "
        "token is required.",
        4008: _NO_LICENCE,
    },
)
