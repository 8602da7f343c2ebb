# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files with greetings, checked. Nothing of them is shown."""

from __future__ import annotations

DOCUMENTATION = r"""
name: greeting_file
short_description: Find and check files with voicemail greetings
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Returns the paths of greetings for O(webex.calling.webex_voicemail_greeting#module:src). A file that is missing or not in the required
    format is refused, and the message says what to do about it, such as the command that converts it.
  - Each must be a regular file. It is searched for in the folder where C(ansible-playbook) was started, and then like any other file of a
    playbook, for example in C(files/) of the role and of the playbook.
  - If AWX or ansible-runner runs the playbook, the file must be in the project's folder, as for P(webex.calling.csv_file#lookup).
options:
  _terms:
    description:
      - The names of the files.
    type: list
    elements: path
    required: true
  fail:
    description:
      - Whether to fail, with all reasons, if files are refused. If not, C(problem) holds the reason for each.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Show the path of a greeting
  ansible.builtin.debug:
    msg: "{{ lookup('webex.calling.greeting_file', 'helpdesk.wav').path }}"
"""

RETURN = r"""
_raw:
  description: For each file, C(path) (the full path), or C(problem) (the reason why it is refused).
  type: list
  elements: dict
"""

import typing as t

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.module_utils._engine.wav import read_greeting
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, lines_of, redact
from ansible_collections.webex.calling.plugins.plugin_utils.play_file import opened


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **kwargs: t.Any) -> list[dict[str, str]]:
        """The files, as the documentation above describes it."""
        self.set_options(var_options=variables, direct=kwargs)
        files = [self._file(term, variables or {}) for term in terms]
        problems = [file["problem"] for file in files if "problem" in file]
        if problems and self.get_option("fail"):
            raise AnsibleError("\n".join(lines_of(problems)))
        return files

    def _file(self, name: str, variables: dict[str, t.Any]) -> dict[str, str]:
        try:
            with opened(self, name, variables, "greeting") as (file, path):
                read_greeting(name, file)
            return {"path": path}
        except (Problem, ValidationError) as problem:
            return {"problem": redact(problem).rstrip(".")}
