# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A CSV file with people. The content of another file is never shown."""

from __future__ import annotations

DOCUMENTATION = r"""
name: csv_file
short_description: Read a CSV file with people
version_added: 0.2.0
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

import os
import stat
import typing as t

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, redact, shown
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import read_csv

_OF_AWX = ("AWX_ISOLATED_DATA_DIR", "AWX_PRIVATE_DATA_DIR")
_VARIABLES_OF_AWX = ("awx_job_id", "tower_job_id")


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **kwargs: t.Any) -> list[str]:
        """The texts, as the documentation above describes it."""
        try:
            return [self._read(term, variables or {}) for term in terms]
        except Problem as problem:
            raise AnsibleError(redact(f"{problem}.")) from None

    def _read(self, path: str, variables: dict[str, t.Any]) -> str:
        if "\0" in path:
            raise Problem(f"{shown(path)} is not a file name")
        candidates = [os.path.abspath(os.path.expanduser(path))]
        if not os.path.isabs(os.path.expanduser(path)):
            candidates.append(self.find_file_in_search_path(variables, "files", path, ignore_missing=True) or "")
        project = _project(variables)
        for found in map(os.path.realpath, filter(None, candidates)):
            if project and not _is_below(found, project):
                raise Problem(f"{shown(path)} is not in the project's folder, the only one to read a CSV from")
            try:
                # Not blocking: a named pipe is refused, and not waited for.
                opened = os.open(found, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            except OSError:
                continue
            try:
                if not stat.S_ISREG(os.fstat(opened).st_mode):
                    raise Problem("It is not a regular file")
                with open(opened, "rb", closefd=False) as file:
                    return read_csv(file)
            except Problem as problem:
                raise Problem(f"{shown(path)}: {problem}") from None
            finally:
                os.close(opened)
        raise Problem(f"There is no CSV file {shown(path)} that can be read")


def _project(variables: dict[str, t.Any]) -> str:
    """The project's folder where AWX runs the playbook, else an empty text."""
    if not any(os.environ.get(name) for name in _OF_AWX) and not any(name in variables for name in _VARIABLES_OF_AWX):
        return ""
    started, playbook = os.path.realpath(os.getcwd()), os.path.realpath(variables.get("playbook_dir") or os.getcwd())
    return started if started != os.sep and _is_below(playbook, started) else playbook


def _is_below(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder
