# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_greeting does: upload greetings and select them, or select the default ones."""

from __future__ import annotations

import os
import typing as t
from functools import partial

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import (
    Plan,
    Update,
    Upload,
    plan_update,
    to_ansible,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.wav import read_greeting
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unconfirmed,
    ValidationError,
    WebexError,
    counted,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import MAILBOXES
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.selected import select, selected_kind, selection_spec
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import NOT_KNOWN, ChangeSettings, hints_of
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import Selection

_KINDS: dict[str, OwnerKind] = {owner: OWNER_KINDS[owner] for owner in MAILBOXES}
_SECTIONS = {"busy": "send_busy_calls", "unanswered": "send_unanswered_calls"}
_UPLOADS = {"send_busy_calls": "uploadBusyGreeting", "send_unanswered_calls": "uploadNoAnswerGreeting"}

_EARLIER = (
    "the recording that was uploaded earlier is selected, and src is not sent. "
    "To replace it, use webex_voicemail_greeting with force: true."
)

SPEC: Json = {
    **selection_spec(_KINDS),
    "greeting": {"type": "list", "elements": "str", "choices": list(_SECTIONS), "default": list(_SECTIONS)},
    "src": {"type": "path"},
    "state": {"choices": ["present", "absent"], "default": "present"},
    "force": {"type": "bool", "default": False},
}


class SetGreeting(ChangeSettings):
    """Uploads greetings where none was uploaded, and selects them; or selects the default ones."""

    def __init__(self, option: str) -> None:
        super().__init__(_KINDS[option], MAILBOXES[option])
        self._content, self._name, self._force = b"", "", False

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """See L(Job)."""
        present, problems = params["state"] == "present", []
        self._force = params["force"]
        if present and not params["src"]:
            problems.append("src is required if state is present.")
        elif present:
            try:
                self._content = content_of(params["src"])
            except ValidationError as error:
                problems.append(error.msg)
            self._name = os.path.splitext(os.path.basename(params["src"]))[0] + ".wav"
        elif params["src"] or params["force"]:
            problems.append("src and force cannot be used if state is absent.")
        sections = {_SECTIONS[one]: {"greeting": "CUSTOM" if present else "DEFAULT"} for one in params["greeting"]}
        return select(self.kind, self.resource.owner, params, lambda given: sections, problems)

    def plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        """See L(ReadSettings)."""
        answer = self.get(client, owner)
        if not self._content:
            return plan_update(self.resource, answer, desired)
        before = to_ansible(self.resource, answer)
        uploads = tuple(name for name in desired if self._force or not get(before, f"{name}.greeting_uploaded"))
        uploaded = dict(answer)
        for api_name, (name, dummy) in self.resource.fields.by_api_name.items():
            if name in uploads:
                uploaded[api_name] = {**(answer.get(api_name) or {}), "greetingUploaded": True}
        plan = plan_update(self.resource, uploaded, desired)
        if not uploads:
            return plan
        payload = plan.write.payload if isinstance(plan.write, Update) else None
        return Plan(before, plan.after, Upload(uploads, payload), tuple(f"{name}.greeting_file" for name in uploads))

    def warnings(self, plans: t.Sequence[Plan]) -> t.Iterator[str]:
        """See L(Job). What was uploaded before may be another recording than that of the task."""
        earlier = sum(any(self._selects_earlier(plan, name) for name in _UPLOADS) for plan in plans)
        if self._content and earlier:
            yield f"For {counted(earlier, self.kind.label, self.kind.labels)}, {_EARLIER}"

    @staticmethod
    def _selects_earlier(plan: Plan, section: str) -> bool:
        return plan.sets(f"{section}.greeting", "CUSTOM") and f"{section}.greeting_file" not in plan.sent

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """See L(ChangeSettings)."""
        if not isinstance(plan.write, Upload):
            super().apply(client, owner, plan, desired)
            return
        steps: list[t.Callable[[], None]] = [
            partial(self._upload, client, owner, section, plan) for section in plan.write.sections
        ]
        if plan.write.payload is not None:
            selected = Plan(plan.before, plan.after, Update(plan.write.payload))
            steps.append(partial(super().apply, client, owner, selected, desired))
        for number, step in enumerate(steps):
            try:
                step()
            except WebexError as error:
                if not number:
                    raise
                done = ", ".join(plan.sent[:number])
                raise error.after_writing(f"Uploaded before, and not selected: {done}. Run the task again.") from error

    def _upload(self, client: Client, owner: Owner, section: str, plan: Plan) -> None:
        """Upload a greeting. Where the answer is lost, a look tells whether it arrived, if none was uploaded before."""
        path = f"{self.path(owner)}/actions/{_UPLOADS[section]}/invoke"
        hints = hints_of(self.resource, "change", self.resource.write_scope)
        uploaded = f"{section}.greeting_uploaded"
        try:
            client.upload(path, self._name, self._content, "audio/wav", hints)
        except Unconfirmed as lost:
            if get(plan.before, uploaded):
                raise lost.followed_by(NOT_KNOWN) from lost
            self.verify_after_lost_response(
                client, lost, lambda: bool(get(to_ansible(self.resource, self.get(client, owner)), uploaded))
            )


def content_of(src: str) -> bytes:
    """The content of a greeting's file.

    @raise ValidationError: it cannot be read, or is no greeting; it says what to do about it.
    """
    try:
        with open(src, "rb") as file:
            return read_greeting(src, file)
    except OSError as error:
        advice = ". The file must be on the machine that runs the task"
        if not os.path.isabs(src):
            advice = f" in {os.getcwd()}. Put it into files/ of the role or beside the playbook, or give its full path"
        raise ValidationError(f"src: {printable(src)} cannot be read: {error.strerror}{advice}.") from None
    except ValidationError as error:
        raise error.about("src") from None


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module."""
    return pipeline.run(SetGreeting(selected_kind(_KINDS, params)), params, context)


MODULE = Module(SPEC, run, files=("src",))
