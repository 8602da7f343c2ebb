# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a first export writes once, and leaves alone from then on."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.folder import FORMAT
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import nest
from ansible_collections.webex.calling.plugins.module_utils._files.limits import DEFAULTS, SETTINGS
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles, Proposal
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import entry

SCHEMAS = "https://raw.githubusercontent.com/webex-calling/webex.calling/main/docs/schemas"
_GIT_ATTRIBUTES = "*.yml text eol=lf\n*.json text eol=lf\n"
_EDITOR_CONFIG = """root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
indent_style = space
indent_size = 2
"""


def head(file: str) -> str:
    """The first line of a file, which names its schema."""
    return f"# yaml-language-server: $schema={SCHEMAS}/{file}.json\n"


def written_once(org_id: str | None, domains: t.Sequence[str]) -> dict[str, bytes]:
    """The files that an export into an empty folder begins with."""
    limits: dict[str, t.Any] = {}
    for name, number in DEFAULTS.items():
        above, dummy, path = name.partition(".")
        if above == SETTINGS:
            limits.setdefault(SETTINGS, {})[path] = number
        elif path:
            limits.setdefault(above, {})[path] = number
        else:
            limits[name] = number
    settings = head("voicemail") + entry("format", FORMAT) + entry("org_id", org_id)
    settings += entry("domains", list(domains)) + entry("limits", limits)
    return {
        layout.SETTINGS_FILE: settings.encode(),
        ".gitattributes": _GIT_ATTRIBUTES.encode(),
        ".editorconfig": _EDITOR_CONFIG.encode(),
    }


def proposed(proposal: Proposal) -> tuple[Profiles, bytes]:
    """The shipped profiles and those that are proposed, and the file that holds them."""
    by_name: dict[str, Leaves] = dict(Profiles().by_name)
    text = head("profiles") + "# The profiles of the role voicemail_onboarding are known by name: "
    text += ", ".join(by_name) + ".\n"
    for name, settings, followers in proposal.profiles():
        by_name[name] = settings
        text += f"\n# {followers:,} have exactly these settings.\n" + entry(name, nest(settings))
    return Profiles(by_name), text.encode()
