# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module: its arguments, and what it runs, here or inside the controller."""

from __future__ import annotations

import typing as t

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import secrets_in_items, unquoted
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError, unexpected
from ansible_collections.webex.calling.plugins.module_utils._http.argument_spec import CONNECTION_SPEC
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline, targets
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ChangeSettings, ReadInfo

Run = t.Callable[[Json, TaskContext], Json]
_MASKED = (
    "A part of the result was masked, because it equals a passcode of the task. Modules refuse such a result as input."
)


class _AnsibleModule(AnsibleModule):
    """It knows the secrets in lists of dictionaries before it logs or returns anything, and what was I(given) before it is converted."""

    def _load_params(self) -> None:
        super()._load_params()
        self.given = dict(self.params)
        self.no_log_values.update(secrets_in_items(self.argument_spec, self.params))


class Module:
    """A module with I(argument_spec) beside the connection's options. C(run) takes the validated parameters. I(files) are the options
    that name a file, which is looked for as Ansible does where the module runs inside the controller.

    @raise WebexError: by C(run), where it failed; its fields are what the module returns beside C(msg).
    """

    def __init__(self, argument_spec: Json, run: Run, files: tuple[str, ...] = ()) -> None:
        self.arguments: Json = {"argument_spec": {**CONNECTION_SPEC, **argument_spec}, "supports_check_mode": True}
        self._run = run
        self.files = files

    def refuse_unquoted(self, given: Json) -> None:
        """See that no number is I(given) where a text belongs, before Ansible makes one of it.

        @raise ValidationError: one is.
        """
        targets.refuse(unquoted(self.arguments["argument_spec"], given))

    def run(self, params: Json, context: TaskContext) -> Json:
        """The result of the task, with a warning where Ansible is about to mask a part of it.

        @raise WebexError: it failed, in whichever way.
        """
        try:
            return self._warned(self._run(params, context), context)
        except WebexError as error:
            self._warned(error.fields, context)
            raise
        except Exception as error:
            raise unexpected(error) from error

    @staticmethod
    def _warned(result: Json, context: TaskContext) -> Json:
        if remove_values(result, context.secrets) != result:
            result["warnings"] = [*result.get("warnings", []), _MASKED]
        return result

    def main(self) -> None:
        """Run as a module of Ansible."""
        module = _AnsibleModule(**self.arguments)
        context = TaskContext(module.check_mode, module._diff, module.no_log_values)
        try:
            self.refuse_unquoted(module.given)
            end, result = module.exit_json, self.run(module.params, context)
        except WebexError as error:
            end, result = module.fail_json, error.result
        end(**result)


def settings_module(resource: SettingsResource, **options: Json) -> Module:
    """The module that manages the settings of I(resource). I(options) are what it has beside them: C(wait_for_license)."""
    kind = OWNER_KINDS[resource.owner]

    def run(params: Json, context: TaskContext) -> Json:
        return pipeline.run(ChangeSettings(kind, resource, params.get("wait_for_license", 0)), params, context)

    return Module({**targets.change_spec(kind), **resource.fields.argument_spec, **options}, run)


def info_module(resource: SettingsResource) -> Module:
    """The module that reads the settings of I(resource)."""
    kind = OWNER_KINDS[resource.owner]
    return Module(
        targets.read_spec(kind), lambda params, context: pipeline.run(ReadInfo(kind, resource), params, context)
    )
