# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization, which is the owner of its settings alone."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._owners.owner import OwnerKind


class OrganizationKind(OwnerKind):
    """There is one, that of the token or of C(org_id), and no option that names it."""

    name = "organization"
    plural = "organization"


ORGANIZATION = OrganizationKind()
