# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of all modules of this collection. The files beside it are links to this one, each named as its module.

Routing in meta/runtime.yml would do the same, but ansible-lint takes its target for the canonical name of all modules.
"""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.plugin_utils.controller import ControllerAction as ActionModule

__all__ = ["ActionModule"]
