# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A CSV file with people. The content of another file is never shown."""

from __future__ import annotations

DOCUMENTATION = r"""
name: csv_file
short_description: Read a CSV file with people
version_added: 0.1.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Reads a CSV file whose first line names the column C(person), for P(webex.calling.assign_voicemail_profiles#filter). It fails for any
    other file, and quotes nothing of it.
  - It must be a regular file in UTF-8 of at most 16 MiB. It is looked for where C(ansible-playbook) was started, and then as
    any other file of a playbook.
  - Where AWX or ansible-runner runs the playbook, which is where E(AWX_ISOLATED_DATA_DIR) or
    E(AWX_PRIVATE_DATA_DIR) is in the environment or there is a variable C(awx_job_id) or C(tower_job_id), it must be in the
    project's folder. That is the folder in which the playbook was started, if the playbook is in it, and else the playbook's.
options:
  _terms:
    description:
      - The paths of the files.
    type: list
    elements: path
    required: true
"""

EXAMPLES = r"""
- name: Say what is in a CSV file
  ansible.builtin.debug:
    msg: "{{ lookup('webex.calling.csv_file', 'people.csv') }}"
"""

RETURN = r"""
_raw:
  description: The text of each file.
  type: list
  elements: str
"""

import typing as t

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, redact
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import read_csv
from ansible_collections.webex.calling.plugins.plugin_utils.play_file import opened


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **kwargs: t.Any) -> list[str]:
        """The texts, as the documentation above describes it."""
        texts = []
        try:
            for term in terms:
                with opened(self, term, variables or {}, "CSV file") as (file, dummy):
                    texts.append(read_csv(file))
        except Problem as problem:
            raise AnsibleError(redact(f"{problem}.")) from None
        return texts
