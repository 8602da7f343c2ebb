# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's C(run) inside the controller: no module is started where the task is for the controller's own machine."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import typing as t

from ansible import constants
from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError
from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import mistyped, secrets_in_items
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError, printable
from ansible_collections.webex.calling.plugins.module_utils._http.transport import REQUESTS_IMPORT_ERROR
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module

# With -v and -vv the result of a task is shown, unless it holds more owners than this; with -vvv always.
_MOST_SHOWN, _DEBUG = 100, 3


def _python(path: str) -> tuple[str, str]:
    """What tells a Python from another: its virtual environment, if any, which its own path decides, and the program behind it."""
    folder = os.path.dirname(path)
    environments = (
        os.path.realpath(place)
        for place in (folder, os.path.dirname(folder))
        if os.path.exists(os.path.join(place, "pyvenv.cfg"))
    )
    return next(environments, ""), os.path.realpath(path)


class ControllerAction(ActionBase):
    """The action of all modules: the same validation, the same C(run), the same result, and progress.

    Where the task is for another machine, another user or another Python, or runs in the background, or where the
    controller's Python lacks requests, the module is started as any other.
    """

    _supports_async = True
    _supports_check_mode = True
    _supports_diff = True

    def run(self, tmp: t.Any = None, task_vars: Json | None = None) -> Json:
        """The module's result."""
        result: Json = super().run(tmp, task_vars)
        if self._needs_a_module(task_vars or {}):
            result.update(
                self._execute_module(
                    module_name=self._task.action,
                    module_args=self._task.args,
                    task_vars=task_vars,
                    wrap_async=self._task.async_val,
                )
            )
        else:
            with self._environment():
                result.update(self._run_here(task_vars or {}))
        # Nobody reads the results of thousands in the output of a job; what is registered holds them all.
        # Nor the item of a loop that names as many.
        if Display().verbosity < _DEBUG and any(
            isinstance(one, list) and len(one) > _MOST_SHOWN for one in (*result.values(), *self._task.args.values())
        ):
            result["_ansible_verbose_override"] = True
        return result

    def _module(self) -> Module:
        name = self._task.action.rpartition(".")[2]
        module: Module = importlib.import_module("ansible_collections.webex.calling.plugins.modules." + name).MODULE
        return module

    def _needs_a_module(self, task_vars: Json) -> bool:
        if self._connection.transport != "local" or self._task.async_val or self._connection.become:
            return True
        if REQUESTS_IMPORT_ERROR:
            return True
        delegated = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, {})
        wanted = self._templar.template({**task_vars, **delegated}.get("ansible_python_interpreter"))
        wanted = str(wanted or constants.config.get_config_value("INTERPRETER_PYTHON"))
        return not wanted.startswith("auto") and _python(wanted) != _python(sys.executable)

    @contextlib.contextmanager
    def _environment(self) -> t.Iterator[None]:
        """The environment that the task asks for. This process is the task's own; a loop's items follow one another."""
        wanted: Json = {}
        self._compute_environment_string(wanted)
        if not wanted:
            yield
            return
        before = dict(os.environ)
        os.environ.update({name: str(value) for name, value in wanted.items()})
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _with_files(self, names: t.Iterable[str], params: Json) -> Json:
        """The parameters, with the files that are looked for beside the playbook or in a role's C(files) in full."""
        found: Json = {}
        for name in names:
            path = params.get(name)
            if path and not os.path.isabs(path):
                with contextlib.suppress(AnsibleError):  # the module says that there is none
                    found[name] = self._find_needle("files", path)
        return {**params, **found}

    def _run_here(self, task_vars: Json) -> Json:
        module = self._module()
        validator = ArgumentSpecValidator(module.arguments["argument_spec"])
        # As a module gets them: plain values, what was in a vault too.
        given = json.loads(json.dumps(self._task.args, cls=AnsibleJSONEncoder, vault_to_text=True))
        try:
            validated = validator.validate(given)
        except (OverflowError, TypeError):
            return {"failed": True, "msg": f"{mistyped(module.arguments['argument_spec'], given)}."}
        secrets = validated._no_log_values | secrets_in_items(module.arguments["argument_spec"], given)
        if validated.error_messages:
            error = validated.errors[0]
            unsupported = f"Unsupported parameters for ({self._task.action}) module: "
            msg = (unsupported if isinstance(error, UnsupportedError) else "") + error.msg
            return t.cast(Json, remove_values({"failed": True, "msg": printable(msg, 2000)}, secrets))
        context = TaskContext(self._task.check_mode, self._task.diff, secrets, self._say(task_vars))
        try:
            module.refuse_unquoted(given)
            result = {
                "changed": False,
                **module.run(self._with_files(module.files, validated.validated_parameters), context),
            }
        except WebexError as error:
            result = {"changed": False, "failed": True, **error.result}
        return t.cast(Json, remove_values(result, secrets))

    def _say(self, task_vars: Json) -> t.Callable[[str], None] | None:
        if self._task.no_log:  # it would name owners
            return None
        name = self._task.action.rpartition(".")[2]
        host = task_vars.get("inventory_hostname", "localhost")
        who = name if host == "localhost" else f"{name} [{host}]"
        return lambda sentence: Display().display(f"{who}: {sentence}")
