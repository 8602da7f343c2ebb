# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, workspaces and virtual lines of a Webex Calling organization as the hosts of an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
name: webex
short_description: People, workspaces and virtual lines of Webex Calling as hosts
version_added: 1.0.0
description:
  - Creates a host for each person, workspace or virtual line that has a Webex Calling licence, so that patterns and O(groups) can
    select the hosts of a play.
  - Its configuration is a file whose name ends in C(.webex.yml) or C(.webex.yaml).
  - Each host has the variables C(webex_id), C(webex_kind) (V(person), V(workspace) or V(virtual_line), which is also the module option that
    takes the ID), and C(ansible_connection) with the value V(local). If Webex returns them, it also has C(webex_name), C(webex_email) (people),
    C(webex_extension), C(webex_location) and C(webex_location_id). With O(voicemail) it has C(webex_voicemail), if it has voicemail.
  - Each host is in the group C(webex_people), C(webex_workspaces) or C(webex_virtual_lines), and in the group of its location. The group of a
    location has the location's name, with C(_) for characters that are not allowed in the name of a group. If two locations, or a location and
    another group of this inventory, would have the same name, the location's ID is appended to the name.
  - If two hosts would have the same name, their extension is appended, as in C(Lobby (7001)), or if that is not enough their ID, as in
    C(Lobby (ID)). The same applies to a host that would have the name of a group.
  - What the token may not see is left out with a warning, or is an error with O(strict). An incomplete inventory is not cached.
  - All requests keep to the rate that all tasks on this machine share.
  - The token needs the scope C(spark-admin:people_read); for workspaces C(spark-admin:workspaces_read), for virtual lines
    C(spark-admin:telephony_config_read). The names of locations need one of C(spark-admin:people_read), C(spark-admin:locations_read), and
    C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  plugin:
    description: The name of this plugin.
    type: str
    required: true
    choices:
      - webex.calling.webex
  kinds:
    description: The kinds of owners that become hosts.
    type: list
    elements: str
    choices:
      - people
      - workspaces
      - virtual_lines
    default:
      - people
  location:
    description:
      - Names or IDs of locations. If given, only hosts at these locations are created. An empty list selects none.
    type: list
    elements: str
  voicemail:
    description:
      - Whether to read the voicemail settings of each host into C(webex_voicemail). This costs one request for each host.
      - The settings are those that the modules return, see RV(webex.calling.webex_person_voicemail_info#module:voicemail).
    type: bool
    default: false
  hostnames:
    description:
      - Jinja2 expressions on a host's variables, for its name. The first one that results in a text that is not empty is used. If there is
        none, the ID is used.
    type: list
    elements: str
    default:
      - webex_email
      - webex_name
  concurrency:
    description: How many requests for voicemail settings may be sent at the same time, from 1 to 100.
    type: int
    default: 10
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.connection.plugin
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
notes:
  - Templates such as C("{{ lookup('ansible.builtin.env', 'TOKEN') }}") are evaluated in O(location) and in all connection options that are
    texts or paths. Values can be encrypted with Ansible Vault.
  - A cache holds names, e-mail addresses and settings, but no token.
seealso:
  - module: webex.calling.webex_people_info
  - module: webex.calling.webex_person_voicemail
"""

EXAMPLES = r"""
# calling.webex.yml, with the token in WEBEX_ACCESS_TOKEN: all people with Webex Calling
plugin: webex.calling.webex

---
# Meeting rooms of two offices, named by their extensions, with a token from a vault
plugin: webex.calling.webex
access_token: "{{ lookup('ansible.builtin.unvault', 'token.txt') | trim }}"
kinds: [workspaces]
location: [Stockholm, Oslo]
hostnames:
  - "'room-' ~ webex_extension"

---
# Groups of those who send voicemail outside, and those who have it switched off, cached for an hour
plugin: webex.calling.webex
kinds: [people, virtual_lines]
voicemail: true
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: .cache
groups:
  voicemail_off: not webex_voicemail.enabled
  forwards_outside: >-
    webex_voicemail.email_copy_of_message.enabled and
    not (webex_voicemail.email_copy_of_message.email_id | lower).endswith('@example.com')
keyed_groups:
  - key: webex_voicemail.message_storage.storage_type
    prefix: storage
"""

import contextlib
import hashlib
import json
import os
import typing as t

from ansible import constants
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.unsafe_proxy import wrap_var

try:
    from ansible.template import trust_as_template
except ImportError:  # before ansible-core 2.19 every text is trusted that is not marked as unsafe

    def trust_as_template(value: str) -> str:
        """The same."""
        return value


from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError, printable, unexpected
from ansible_collections.webex.calling.plugins.module_utils._http.argument_spec import CONNECTION_SPEC
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.hosts import (
    TEMPLATE,
    VOICEMAIL,
    group_names,
    host_names,
    read_hosts,
)

_SECRETS = [name for name, option in CONNECTION_SPEC.items() if option.get("no_log")]
# What is asked for: with another of these, a cache holds another inventory.
_ASKED = ("api_url", "org_id", "client_id", "kinds", "location", "voicemail")
_IN_FILE = "\n\nThe error appears to be in"


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """The inventory plugin."""

    NAME = "webex.calling.webex"

    def verify_file(self, path: str) -> bool:
        """Whether I(path) is a configuration of this plugin, by its name."""
        return bool(super().verify_file(path)) and path.endswith((".webex.yml", ".webex.yaml"))

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        """Add the hosts to the I(inventory).

        @raise AnsibleParserError: they are not to be had, in one sentence.
        """
        super().parse(inventory, loader, path, cache)
        secrets: set[str] = set()
        try:
            with _without_empty_variables():
                config = self._read_config_data(path)
            params = self._params(config, secrets)
            self._populate(self._hosts(params, path, cache, secrets))
        except WebexError as error:
            raise AnsibleParserError(error.msg) from None
        except Exception as error:  # pylint: disable=broad-exception-caught
            advice = getattr(error, "_help_text", None) or ""  # from ansible-core 2.19 on the valid values of an option
            words = f"{error} {advice}".strip() if isinstance(error, AnsibleError) else unexpected(error).msg
            # Neither its causes nor the lines of the file that ansible-core adds: they may hold a token.
            raise AnsibleParserError(self._hidden(words.partition(_IN_FILE)[0], path, secrets)) from None

    def _params(self, config: Json, secrets: set[str]) -> Json:
        """The options as a task has them: templates are rendered."""
        unknown = sorted(str(name) for name in config if name not in self.option_definitions)
        if unknown:
            raise AnsibleParserError(f"Unsupported options: {', '.join(unknown)}.")
        names = [*CONNECTION_SPEC, "kinds", "location", "voicemail", "concurrency"]
        self.templar.available_variables = self._vars
        params = {name: self._rendered(name, self.get_option(name)) for name in names}
        secrets.update(params[name] for name in _SECRETS if params[name])
        return params

    def _rendered(self, name: str, value: t.Any) -> t.Any:
        if isinstance(value, list):
            return [self._rendered(name, one) for one in value]
        if not isinstance(value, str):
            return value
        try:
            return self.templar.template(value)
        except AnsibleError as error:
            raise AnsibleParserError(f"{name}: {error}") from None

    def _hosts(self, params: Json, path: str, cache: bool, secrets: set[str]) -> list[Json]:
        """The variables of each host, from the cache where they are there and may be."""
        cached = self.get_option("cache")
        key = f"{self.get_cache_key(path)}_{_digest(params)}" if cached else ""
        if cached and cache:
            with contextlib.suppress(KeyError):
                return t.cast("list[Json]", self._cache[key])
        context = TaskContext(
            True, False, secrets, lambda words: self.display.display(f"webex: {words}", stderr=True), False
        )
        hosts, problems, warnings = read_hosts(params, context)
        if problems and self.get_option("strict"):
            raise AnsibleParserError(" ".join(problems))
        for words in [*warnings, *problems]:
            self.display.warning(words)
        if cached and not problems:
            self._cache[key] = hosts
        return hosts

    def _populate(self, hosts: list[Json]) -> None:
        kinds = {VOICEMAIL[kind].owner: self.inventory.add_group(f"webex_{kind}") for kind in VOICEMAIL}
        places = group_names(hosts, self._sanitize_group_name, {"all", "ungrouped", *kinds.values()})
        for group in places.values():
            self.inventory.add_group(group)
        taken = {*self.inventory.groups, *constants.LOCALHOST}
        names = host_names(hosts, [self._wanted_name(host) for host in hosts], taken)
        for name, variables in zip(names, hosts):
            self.inventory.add_host(name, kinds[variables["webex_kind"]])
            if variables.get("webex_location_id") in places:
                self.inventory.add_child(places[variables["webex_location_id"]], name)
            self._construct(name, _as_variables({**variables, "ansible_connection": "local"}))

    def _wanted_name(self, variables: Json) -> str:
        for expression in self.get_option("hostnames"):
            if expression in variables:  # most are nothing but the name of one
                name = variables[expression]
            else:
                try:
                    name = self._compose(expression, _as_variables(variables))
                except Exception as error:
                    if self.get_option("strict"):
                        words = f"hostnames: {expression} of {variables['webex_id']}: {error}"
                        raise AnsibleParserError(words) from None
                    continue
            if name and isinstance(name, str):
                return printable(name)
        return ""

    def _construct(self, name: str, variables: Json) -> None:
        for variable, value in variables.items():
            self.inventory.set_variable(name, variable, value)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, name, strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict)

    def _hidden(self, words: str, path: str, secrets: set[str]) -> str:
        """I(words) in one line, without what is secret: in the file at I(path), and rendered."""
        found = set(secrets)
        with contextlib.suppress(Exception):
            config = self.loader.load_from_file(path)
            for value in (config.get(name) for name in _SECRETS):
                found.update(str(one) for one in (value if isinstance(value, (list, dict)) else [value]) if one)
        for secret in sorted((one for one in found if len(one) > 3), key=len, reverse=True):
            words = words.replace(secret, "********")
        return printable(words, 4000)


@contextlib.contextmanager
def _without_empty_variables() -> t.Iterator[None]:
    """Without environment variables of this collection that are empty: AWX sets those of a credential's empty fields too, and
    Ansible would take them for values."""
    empty = [name for name, value in os.environ.items() if name.startswith("WEBEX_") and not value]
    for name in empty:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(dict.fromkeys(empty, ""))


def _digest(params: Json) -> str:
    """What tells a cached inventory from another, of another organization too. No token is to be had from it."""
    who = params["client_id"] or params["access_token"] or ""
    asked = json.dumps([who, *(params[name] for name in _ASKED)], default=str)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def _as_variables(value: t.Any) -> t.Any:
    """I(value) with no text in it that is rendered as a template. What cannot be one is not marked as unsafe, for AWX takes what
    ansible-inventory prints for such a text, a dictionary, for the value."""
    if isinstance(value, dict):
        return {name: _as_variables(one) for name, one in value.items()}
    if isinstance(value, str):
        return wrap_var(value) if TEMPLATE.search(value) else trust_as_template(value)
    return value
