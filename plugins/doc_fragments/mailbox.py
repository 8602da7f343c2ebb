# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings that people, workspaces, virtual lines, groups and portals have in common, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The settings of C(_resources.mailbox): of these owners alone, those that voicemail groups have too, and the names of callers."""

    DOCUMENTATION = r"""
options:
  enabled:
    description:
      - Whether voicemail is on.
    type: bool
  send_all_calls:
    description:
      - Sends all calls to voicemail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether all calls go to voicemail.
        type: bool
  send_busy_calls:
    description:
      - Sends calls to voicemail while the line is busy.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether calls go to voicemail while the line is busy.
        type: bool
      greeting:
        description:
          - The greeting that callers hear. V(CUSTOM) is one that was uploaded before.
        type: str
        choices:
          - DEFAULT
          - CUSTOM
      greeting_uploaded:
        description:
          - Read-only, accepted and ignored. Whether a custom greeting was uploaded.
        type: bool
  send_unanswered_calls:
    description:
      - Sends unanswered calls to voicemail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether unanswered calls go to voicemail.
        type: bool
      greeting:
        description:
          - The greeting that callers hear. V(CUSTOM) is one that was uploaded before.
        type: str
        choices:
          - DEFAULT
          - CUSTOM
      greeting_uploaded:
        description:
          - Read-only, accepted and ignored. Whether a custom greeting was uploaded.
        type: bool
      number_of_rings:
        description:
          - The number of rings before an unanswered call goes to voicemail, from 2 to 20, and not more than
            O(send_unanswered_calls.system_max_number_of_rings).
        type: int
      system_max_number_of_rings:
        description:
          - Read-only, accepted and ignored. The maximum number of rings that the system allows.
        type: int
  notifications:
    description:
      - Sends a notification of each new message by e-mail or text message. It does not hold the message itself.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether notifications are sent. Requires O(notifications.destination) or O(notifications.sms_destination), in
            the task or in the current settings.
        type: bool
      destination:
        description:
          - The e-mail address that gets the notifications.
        type: str
      sms_destination:
        description:
          - The mobile phone number that gets the notifications as text messages (in the US and Canada).
        type: str
  message_storage:
    description:
      - Where messages are stored.
    type: dict
    suboptions:
      mwi_enabled:
        description:
          - Whether the desk phone indicates new messages.
        type: bool
      storage_type:
        description:
          - V(INTERNAL) stores messages with Webex, at most 10 minutes for each message and 100 minutes for each mailbox.
          - V(EXTERNAL) sends all messages to O(message_storage.external_email). They cannot be played on a phone or in
            an app. Requires an organization that allows it
            (O(webex.calling.webex_org_voicemail#module:voice_message_forwarding_enabled)).
        type: str
        choices:
          - INTERNAL
          - EXTERNAL
      external_email:
        description:
          - The e-mail address that all messages are sent to, with V(EXTERNAL).
        type: str
  voice_message_forwarding_enabled:
    description:
      - Read-only, accepted and ignored. The API does not document what it means here.
    type: bool
"""

    SHARED = r"""
options:
  transfer_to_number:
    description:
      - Transfers callers who press zero (0) to another number.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether callers are transferred. Requires O(transfer_to_number.destination), in the task or in the current settings.
        type: bool
      destination:
        description:
          - The phone number or extension to which callers are transferred. A phone number may begin with a plus, and may hold digits,
            spaces, dashes, dots, parentheses, V(*) and V(#). An extension only holds digits.
        type: str
  email_copy_of_message:
    description:
      - Sends a copy of each new message, with its audio, by e-mail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether a copy is sent. Requires O(email_copy_of_message.email_id), in the task or in the current settings, and an
            organization that allows it (O(webex.calling.webex_org_voicemail#module:voice_message_forwarding_enabled)).
        type: bool
      email_id:
        description:
          - The e-mail address that gets the copies.
        type: str
  fax_message:
    description:
      - Receives faxes in the voicemail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether faxes are received. Requires O(fax_message.phone_number), in the task or in the current settings.
        type: bool
      phone_number:
        description:
          - The phone number for faxes.
        type: str
      extension:
        description:
          - An extension for faxes.
        type: str
"""

    CALLER_ID_NAME = r"""
options:
  direct_line_caller_id_name:
    description:
      - The name that is shown on calls.
    type: dict
    suboptions:
      selection:
        description:
          - V(CUSTOM_NAME) shows O(direct_line_caller_id_name.custom_name), V(DISPLAY_NAME) shows the name.
        type: str
        choices:
          - CUSTOM_NAME
          - DISPLAY_NAME
      custom_name:
        description:
          - The name to show.
        type: str
  dial_by_name:
    description:
      - The name for dialing by name.
    type: str
  first_name:
    description:
      - The first name of the caller ID. The API recommends O(direct_line_caller_id_name) and O(dial_by_name) instead.
    type: str
  last_name:
    description:
      - The last name of the caller ID. The API recommends O(direct_line_caller_id_name) and O(dial_by_name) instead.
    type: str
"""
