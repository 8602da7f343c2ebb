# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies of an audit that is given none, as a file of policies that can be copied and changed."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.policy_reader import read_policies
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles

# domain_in without domains is about those of voicemail.yml, or else of each owner's own address.
TEXT = """\
- id: messages-outside
  severity: high
  for: [people, workspaces, virtual_lines, voicemail_groups]
  fields: [email_copy_of_message.email_id, notifications.destination, message_storage.external_email]
  must: {domain_in: }
- id: external-mailbox
  severity: medium
  for: [people, workspaces, virtual_lines, voicemail_groups]
  fields: [message_storage.storage_type]
  must: {is: INTERNAL}
- id: nobody-is-told
  severity: medium
  for: [people, workspaces, virtual_lines, voicemail_groups]
  fields: [enabled]
  must:
    any_of:
      - {field: message_storage.mwi_enabled, is: true}
      - {field: notifications.enabled, is: true}
      - {field: email_copy_of_message.enabled, is: true}
      - {field: message_storage.storage_type, is: EXTERNAL}
      - {is: false}
- id: all-calls-to-voicemail
  severity: medium
  for: [people, workspaces, virtual_lines]
  fields: [send_all_calls.enabled]
  must: {is: false}
- id: transfer-outside
  severity: medium
  for: [people, workspaces, virtual_lines, voicemail_groups]
  fields: [transfer_to_number.destination]
  must: {matches: '^[0-9]{0,6}$'}
- id: many-rings
  severity: low
  for: [people, workspaces, virtual_lines]
  fields: [send_unanswered_calls.number_of_rings]
  must: {at_most: 8}
- id: pin-length
  severity: high
  for: [rules]
  fields: [default_voicemail_pin_rules.length.min]
  must: {at_least: 6}
- id: pin-patterns
  severity: medium
  for: [rules]
  fields:
    - default_voicemail_pin_rules.block_repeated_patterns_enabled
    - default_voicemail_pin_rules.block_repeated_digits.enabled
    - default_voicemail_pin_rules.block_contiguous_sequences.enabled
  must: {is: true}
- id: pin-repetitions
  severity: medium
  for: [rules]
  fields:
    - default_voicemail_pin_rules.block_repeated_digits.max
    - default_voicemail_pin_rules.block_contiguous_sequences.number_of_ascending_digits
    - default_voicemail_pin_rules.block_contiguous_sequences.number_of_descending_digits
  must: {at_most: 3}
- id: pin-expires
  severity: low
  for: [rules]
  fields: [expire_passcode.enabled]
  must: {is: true}
"""


def shipped_policies(profiles: Profiles) -> t.Sequence[Policy]:
    """The policies."""
    return read_policies(TEXT.encode(), "the shipped policies", profiles)
