# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module webex_voicemail_snapshot inside the controller."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.modules import webex_voicemail_snapshot
from ansible_collections.webex.calling.plugins.plugin_utils.controller import ControllerAction


class ActionModule(ControllerAction):
    """The action of the module."""

    module = webex_voicemail_snapshot
