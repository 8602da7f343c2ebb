# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of all modules of this collection, which meta/runtime.yml names for the others.

It is named as one of them, because ansible-test wants a module of an action's name.
"""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.plugin_utils.controller import ControllerAction as ActionModule

__all__ = ["ActionModule"]
