# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All kinds of owners, by their names."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.organization import ORGANIZATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._owners.virtual_lines import VIRTUAL_LINE
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND
from ansible_collections.webex.calling.plugins.module_utils._owners.workspaces import WORKSPACE

OWNER_KINDS: dict[str, OwnerKind] = {
    kind.name: kind for kind in (PERSON, WORKSPACE, VIRTUAL_LINE, LOCATION, ORGANIZATION, VOICEMAIL_GROUP_KIND)
}
