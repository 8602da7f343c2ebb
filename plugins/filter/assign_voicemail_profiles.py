# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From people as a team names them, and profiles, to what webex_person_voicemail takes as its people."""

from __future__ import annotations

DOCUMENTATION = r"""
name: assign_voicemail_profiles
short_description: Convert people, a CSV and profiles to the option people of webex_person_voicemail
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Merges the settings of each person's profile and the person's own settings, which take precedence.
  - A person with settings in C(voicemail), as in an item of RV(webex.calling.webex_person_voicemail_info#module:people),
    and without a profile of their own gets exactly these settings.
  - It reads no files and sends no requests. All values of all people are checked as the module checks them. It fails with all errors,
    one on each line.
options:
  _input:
    description:
      - E-mail addresses and person IDs, or dictionaries with C(person), optionally C(profile), and settings as
        M(webex.calling.webex_person_voicemail) names them.
      - A text is split at commas, semicolons and white space, or is a list in JSON or YAML, in which numbers stay as they were
        typed.
      - Instead of the list, the artifacts of a job of the role P(webex.calling.voicemail_offboarding#role) are accepted. Their
        C(voicemail_offboarding_before) is the list.
    type: raw
    required: true
  csv:
    description:
      - The text of one or more CSVs, with commas, semicolons or tabs, whose people are added. The first line names the columns,
        C(person), optionally C(profile), and settings such as C(transfer_to_number.destination).
      - Case, dots, underscores, dashes and spaces in the name of a column are ignored, so that the API's own names are accepted.
        C(email), C(User ID/Email (Required)), C(User ID/Email), C(User Email), C(USERNAME) and C(personId) mean C(person).
      - A line C(sep=;) before the names of the columns is understood. Case is ignored in the values of a fixed list, such as
        C(External).
      - An empty cell means not given. A cell that looks like a formula is refused, unless it is a phone number.
      - Instead of a text, the value that P(webex.calling.csv_file#lookup) returns is accepted. It adds the name of the file to messages.
    type: list
    elements: raw
    default: []
  ignore_unknown_columns:
    description:
      - Whether unknown columns of a CSV are ignored instead of refused. RV(_value.ignored_columns) lists them.
    type: bool
    default: false
  profile:
    description:
      - The name of the profile for everyone without a profile of their own.
    type: str
    required: true
  profiles:
    description:
      - The known profiles by their names, each a dictionary of settings.
    type: dict
    required: true
  greetings:
    description:
      - The files with the greetings for everyone without their own, by C(greeting_busy) and C(greeting_unanswered). People,
        profiles and columns of a CSV may have these keys too. A person's file takes precedence over the profile's, and the profile's
        over the one given here. If settings select a greeting, files with lower precedence are not used.
      - If it is omitted, these keys are unknown and refused.
    type: dict
  listed:
    description:
      - More people, as in RV(webex.calling.webex_people_info#module:people), who get the default profile and greetings. A person who is
        also given elsewhere gets the profile and settings given there.
      - If it is given, even as an empty list, no other people are required.
    type: list
    elements: dict
  called:
    description:
      - For the name of a profile, what messages about wrong settings call it, such as the variable that it comes from.
    type: dict
    default: {}
  allow_domains:
    description:
      - The domains to which notifications, copies and external mailboxes may send messages, in addition to the domain of each person's
        own address, which is always allowed. Case is ignored, and a subdomain is another domain. C(*) allows any domain.
      - If it is null, any domain is allowed.
    type: list
    elements: str
  domains_variable:
    description:
      - The name of O(allow_domains) in messages.
    type: str
    default: allow_domains
  people_variables:
    description:
      - The names of the sources of people, for the message that none of them is given.
    type: list
    elements: str
    default: []
  profile_variable:
    description:
      - The name of O(profile) in the message that there is no such profile.
    type: str
    default: profile
  identified:
    description:
      - The people in RV(_value.unknown_addresses), as in RV(webex.calling.webex_people_info#module:people).
    type: list
    elements: dict
    default: []
  fail:
    description:
      - Whether to fail if something is wrong. If not, RV(_value.problems) lists the errors, and RV(_value.people) is empty.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Show what the module would get
  ansible.builtin.debug:
    msg: "{{ ['anna.andersson@example.com'] | webex.calling.assign_voicemail_profiles(profile='quiet', profiles=known) }}"
  vars:
    known:
      quiet:
        notifications:
          enabled: false
"""

RETURN = r"""
_value:
  description: The result for all people.
  type: dict
  contains:
    people:
      description: The value for O(webex.calling.webex_person_voicemail#module:people).
      type: list
      elements: dict
    profiles:
      description: For each person, the name of the profile, or an empty text.
      type: list
      elements: str
    names:
      description: For each person, the e-mail address if it is known, or the ID.
      type: list
      elements: str
    greetings:
      description: For each greeting and file, C(greeting) (V(busy) or V(unanswered)), C(src), and the people who get it, in C(person).
      type: list
      elements: dict
    greeting_files:
      description: All files with greetings that are named. Unlike the other values, it is not empty because of errors.
      type: list
      elements: str
    lines:
      description: For each person, the line of the CSV that names them, as a text, or an empty text.
      type: list
      elements: str
    ignored_columns:
      description: The columns that were ignored.
      type: list
      elements: str
    unknown_addresses:
      description: >-
        The people given by an ID or C(me) whose own address decides whether O(allow_domains) allows their settings. They
        must be looked up, and given as O(identified).
      type: list
      elements: str
    problems:
      description: The errors, each as a sentence. It is empty without O(fail=false).
      type: list
      elements: str
    forwarding:
      description: >-
        The settings, and their people, that require an organization which allows voice messages to be forwarded by e-mail, as a
        text. It is empty if there are none.
      type: str
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.plugin_utils.domains import Domains, allowed_domains
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, lines_of
from ansible_collections.webex.calling.plugins.plugin_utils.profiles import Sources, assign_profiles


def assign_voicemail_profiles(
    people: t.Any,
    profile: t.Any,
    profiles: t.Mapping[str, t.Any],
    csv: t.Any = "",
    called: t.Mapping[str, str] | None = None,
    greetings: t.Mapping[str, str] | None = None,
    listed: t.Sequence[t.Mapping[str, t.Any]] | None = None,
    ignore_unknown_columns: bool = False,
    allow_domains: t.Any = None,
    domains_variable: str = "allow_domains",
    people_variables: t.Sequence[str] = (),
    profile_variable: str = "profile",
    identified: t.Iterable[t.Mapping[str, t.Any]] = (),
    fail: bool = True,
) -> dict[str, t.Any]:
    """What everyone gets, as the documentation above describes it."""
    problems: list[str] = []
    files = None if greetings is None else dict(greetings)
    sources = Sources(people, csv, listed, ignore_unknown_columns, people_variables)
    domains = None
    if allow_domains is not None:
        addresses = {one["person"]: one["emails"] for one in identified}
        try:
            domains = Domains(domains_variable, allowed_domains(domains_variable, allow_domains), addresses)
        except Problem as problem:
            problems += problem.args
    assigned = assign_profiles(
        sources, str(profile), profile_variable, profiles, called or {}, files, domains, problems
    )
    if problems and fail:
        raise AnsibleFilterError("\n".join(lines_of(problems)))
    return {**assigned, "problems": lines_of(problems)}


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"assign_voicemail_profiles": assign_voicemail_profiles}
