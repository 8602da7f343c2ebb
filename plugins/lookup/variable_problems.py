# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the variables of a role or a playbook, before it does anything."""

from __future__ import annotations

DOCUMENTATION = r"""
name: variable_problems
short_description: Check the variables of a role or a playbook
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Returns what is wrong with variables, so that a task can fail with all of it before anything is sent.
  - A variable with the prefix of the role or the playbook is refused if it is unknown, and its name is similar to that of a known one.
    Other variables with this prefix are accepted, and so are those that the files of the role mention.
options:
  _terms:
    description:
      - The names of variables to evaluate. If a filter of this collection refuses the value, the reason is returned.
    type: list
    elements: str
  problems:
    description:
      - The names of variables that are lists of problems, which are returned too. They are evaluated although variables are misspelt, so
        that all errors are reported at once.
    type: list
    elements: str
    default: []
  prefix:
    description:
      - The prefix of the names.
    type: str
    required: true
  known:
    description:
      - The names of all known variables. If omitted, these are the options in the argument specification of the role whose task uses
        this lookup.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Fail if a variable is misspelt
  ansible.builtin.fail:
    msg: "{{ problems | join(' ') }}"
  vars:
    problems: "{{ query('webex.calling.variable_problems', prefix='office_', known=['office_people', 'office_profile']) }}"
  when: problems | length > 0
"""

RETURN = r"""
_raw:
  description: The problems, each as a sentence.
  type: list
  elements: str
"""

import pathlib
import re
import typing as t

import yaml
from ansible.errors import AnsibleError
from ansible.module_utils.common.yaml import SafeLoader
from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Refused, did_you_mean, shown

Json = dict[str, t.Any]


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: list[str], variables: Json | None = None, **kwargs: t.Any) -> list[str]:
        """The problems, as the documentation above describes it."""
        variables = variables or {}
        self.set_options(var_options=variables, direct=kwargs)
        prefix, known, used = self.get_option("prefix"), self.get_option("known"), set[str]()
        if known is None:
            known, used = options_of(variables["role_path"], prefix)
        problems = misspelt(set(variables) - used, prefix, known)
        problems += [value.said for one in terms if isinstance(value := self._evaluated(variables[one]), Refused)]
        for one in self.get_option("problems"):
            value = self._evaluated(variables[one])
            problems += [value.said] if isinstance(value, Refused) else filter(None, value)
        return list(dict.fromkeys(problems))

    def _evaluated(self, value: t.Any) -> t.Any:
        """The value of a variable, or why a filter of this collection refuses it."""
        try:
            return self._templar.template(value)
        except AnsibleError as error:
            cause: BaseException | None = error
            while cause:
                if isinstance(cause, Refused):
                    return cause
                # What ansible-core wraps an error in, and how it keeps it, differs from release to release.
                cause = cause.__cause__ or getattr(cause, "orig_exc", None) or cause.__context__
            raise


def options_of(path: str, prefix: str) -> tuple[list[str], set[str]]:
    """The options of a role, and all the names with the I(prefix) that its files mention: its results and what it works with."""
    texts = [file.read_text(encoding="utf-8") for file in pathlib.Path(path).glob("*/*.yml")]
    spec = pathlib.Path(path, "meta", "argument_specs.yml").read_text(encoding="utf-8")
    options = yaml.load(spec, Loader=SafeLoader)["argument_specs"]["main"]["options"]
    return list(options), {name for text in texts for name in re.findall(rf"\b{re.escape(prefix)}\w+", text)}


def misspelt(names: t.Iterable[str], prefix: str, known: t.Collection[str]) -> list[str]:
    """What is said of those I(names) that are meant to be I(known). Others with the prefix are somebody's own."""
    questions = {
        name: did_you_mean(name, known, prefix)
        for name in sorted(names)
        if name.startswith(prefix) and name not in known
    }
    return [f"There is no variable {shown(name)}. {question}" for name, question in questions.items() if question]
