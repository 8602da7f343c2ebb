# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A CSV file with people. The content of another file is never shown."""

from __future__ import annotations

DOCUMENTATION = r"""
name: csv_file
short_description: Read a CSV file with people
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Reads a CSV file for the filter P(webex.calling.assign_voicemail_profiles#filter). Its first line must name the column C(person), or
    another name of this column that the filter accepts. Any other file is refused, and no message quotes it, except headings
    that are like known ones.
  - The file must be a regular file in UTF-8 of at most 16 MiB. It is searched for in the folder where C(ansible-playbook) was started,
    and then like any other file of a playbook.
  - If AWX or ansible-runner runs the playbook, the file must be in the project's folder. This applies if E(AWX_ISOLATED_DATA_DIR) or
    E(AWX_PRIVATE_DATA_DIR) is set in the environment, or if there is a variable C(awx_job_id) or C(tower_job_id). The project's folder
    is the one in which the playbook was started if it contains the playbook, or otherwise the playbook's folder.
options:
  _terms:
    description:
      - The paths of the files.
    type: list
    elements: path
    required: true
  fail:
    description:
      - Whether to fail if a file is refused. If not, C(problem) holds the reason.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Show a CSV file
  ansible.builtin.debug:
    msg: "{{ lookup('webex.calling.csv_file', 'people.csv').text }}"
"""

RETURN = r"""
_raw:
  description: For each file, C(name) (its path as given) and C(text), or C(problem) (the reason why it is refused) instead of the text.
  type: list
  elements: dict
"""

import typing as t

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, redact, shown
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import read_csv
from ansible_collections.webex.calling.plugins.plugin_utils.play_file import opened


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **kwargs: t.Any) -> list[dict[str, str]]:
        """The files, as the documentation above describes it."""
        self.set_options(var_options=variables, direct=kwargs)
        return [self._file(term, variables or {}) for term in terms]

    def _file(self, path: str, variables: dict[str, t.Any]) -> dict[str, str]:
        file = {"name": shown(path), "text": ""}
        try:
            with opened(self, path, variables, "CSV file") as (content, dummy):
                return {**file, "text": read_csv(content)}
        except Problem as problem:
            if self.get_option("fail"):
                raise AnsibleError(redact(f"{problem}.")) from None
            return {**file, "problem": redact(problem)}
