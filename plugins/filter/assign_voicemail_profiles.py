# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From people as a team names them, and profiles, to what webex_person_voicemail takes as its people."""

from __future__ import annotations

DOCUMENTATION = r"""
name: assign_voicemail_profiles
short_description: Turn people, a CSV and profiles into the people of webex_person_voicemail
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Merges the settings of each person's profile and those that the person brings, which win.
  - A person who brings settings in C(voicemail), as an item of RV(webex.calling.webex_person_voicemail_info#module:people)
    does, and no profile of their own, gets exactly these.
  - It reads nothing and asks nobody. All values of all people are checked as the module does. It fails with all that is
    wrong, a line each, before anything is sent.
options:
  _input:
    description:
      - E-mail addresses and person IDs, or dictionaries with C(person), optionally C(profile), and settings as
        M(webex.calling.webex_person_voicemail) names them.
      - A text is taken apart at commas, semicolons and white space, or is a list in JSON or YAML, in which a number stays as
        it was typed.
      - In place of the list, the artifacts of a job of the role P(webex.calling.voicemail_offboarding#role), whose
        C(voicemail_offboarding_before) is the list.
    type: raw
    required: true
  csv:
    description:
      - The text of a CSV, or several of them, with commas, semicolons or tabs, whose people are added. The first line names the columns,
        C(person), optionally C(profile), and settings such as C(transfer_to_number.destination).
      - Case, dots, underscores, dashes and spaces do not count in the name of a column, so that the API's own names are understood.
        C(email), C(User ID/Email (Required)), C(User Email), C(USERNAME) and C(personId) are C(person).
      - An empty cell means not given. A cell that looks like a formula is refused, unless it is a phone number.
      - In place of a text, what P(webex.calling.csv_file#lookup) returns, with the name of the file for messages.
    type: list
    elements: raw
    default: []
  ignore_unknown_columns:
    description:
      - Whether columns of a CSV that are none of these are left out, and not refused. They are in RV(_value.ignored_columns).
    type: bool
    default: false
  profile:
    description:
      - The name of the profile of everyone who has none of their own.
    type: str
    required: true
  profiles:
    description:
      - The known profiles by their names, each a dictionary of settings.
    type: dict
    required: true
  greetings:
    description:
      - The files with the greetings of everyone who has none of their own, by C(greeting_busy) and C(greeting_unanswered). People,
        profiles and columns of a CSV may have these keys too; a person's file wins over the profile's, and this over the one here.
        Somebody for whom settings select a greeting gets none of a lower rank.
      - Where it is not given, no such key is known.
    type: dict
  listed:
    description:
      - More people, as RV(webex.calling.webex_people_info#module:people) has them, who get the profile and the greetings of everyone.
        Whoever is named otherwise as well counts as named.
      - With a list, though it is empty, nobody needs to be named.
    type: list
    elements: dict
  called:
    description:
      - By the name of a profile, what is named in its place where its settings are wrong, such as the variable that they come from.
    type: dict
    default: {}
  allow_domains:
    description:
      - To which domains messages may go, by a notification, a copy or an external mailbox, beside the domain of each person's own
        address, which is always allowed. Case does not count, and a subdomain is another domain. C(*) allows any.
      - Where it is null, any domain is allowed.
    type: list
    elements: str
  domains_variable:
    description:
      - What O(allow_domains) is called in messages.
    type: str
    default: allow_domains
  identified:
    description:
      - The people who are in RV(_value.unknown_addresses), as RV(webex.calling.webex_people_info#module:people) has them.
    type: list
    elements: dict
    default: []
  fail:
    description:
      - Whether it fails where something is wrong. If not, that is in RV(_value.problems), and RV(_value.people) is empty.
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
  description: What everyone gets.
  type: dict
  contains:
    people:
      description: What M(webex.calling.webex_person_voicemail) takes as its O(webex.calling.webex_person_voicemail#module:people).
      type: list
      elements: dict
    profiles:
      description: For each of the people the name of the profile, or an empty text.
      type: list
      elements: str
    names:
      description: For each of the people the e-mail address, where it is known, or the ID.
      type: list
      elements: str
    greetings:
      description: For each greeting and file, C(greeting) (V(busy) or V(unanswered)), C(src), and who gets it, in C(person).
      type: list
      elements: dict
    lines:
      description: For each of the people the line of the CSV that names them, in words, or an empty text.
      type: list
      elements: str
    ignored_columns:
      description: The columns that were left out.
      type: list
      elements: str
    unknown_addresses:
      description: >-
        Those who are named by an ID or C(me), and whose own address decides whether O(allow_domains) allows what they get. They
        must be looked up, and given as O(identified).
      type: list
      elements: str
    problems:
      description: All that is wrong, a sentence each. Without O(fail=false) it is empty.
      type: list
      elements: str
    forwarding:
      description: >-
        Which settings, of whom, need an organization that lets voice messages be forwarded by e-mail, in words; empty
        where none do.
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
    identified: t.Iterable[t.Mapping[str, t.Any]] = (),
    fail: bool = True,
) -> dict[str, t.Any]:
    """What everyone gets, as the documentation above describes it."""
    problems: list[str] = []
    files = None if greetings is None else dict(greetings)
    sources = Sources(people, csv, listed, ignore_unknown_columns)
    domains = None
    if allow_domains is not None:
        addresses = {one["person"]: one["emails"] for one in identified}
        try:
            domains = Domains(domains_variable, allowed_domains(domains_variable, allow_domains), addresses)
        except Problem as problem:
            problems += problem.args
    assigned = assign_profiles(sources, str(profile), profiles, called or {}, files, domains, problems)
    if problems and fail:
        raise AnsibleFilterError("\n".join(lines_of(problems)))
    return {**assigned, "problems": lines_of(problems)}


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"assign_voicemail_profiles": assign_voicemail_profiles}
