# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of each module of awx.awx: it runs in the process of its task, for to start one takes half a second."""

from __future__ import annotations

import typing as t

from ansible.plugins.action import ActionBase

from ansible_collections.webex.calling.tests.integration.support import run_main


class ActionModule(ActionBase):  # type: ignore[misc]
    """The module's own main(), with the arguments of the task."""

    def run(self, tmp: t.Any = None, task_vars: t.Any = None) -> dict[str, t.Any]:
        name = self._task.resolved_action.rpartition(".")[2]
        return run_main(f"ansible_collections.awx.awx.plugins.modules.{name}", self._task.args)
