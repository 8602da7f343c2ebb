# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task is run, and what it works with."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError, unexpected
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions
from ansible_collections.webex.calling.plugins.module_utils._limits.locks import Locks
from ansible_collections.webex.calling.plugins.module_utils._tasks.progress import Progress


class TaskContext(t.NamedTuple):
    """How a task is run. C(progress) is called with a sentence, now and then; C(secrets) gets what is to be in no output.
    C(in_worker) is false in the process of Ansible itself, which may outlive what started it."""

    check: bool
    diff: bool
    secrets: set[str]
    progress: t.Callable[[str], None] | None = None
    in_worker: bool = True


class Connection(t.NamedTuple):
    """What a task works with: a client, what tells how far it is, and what keeps other tasks on this machine from an object while it
    is changed (None in check mode, which changes nothing)."""

    client: Client
    progress: Progress
    locks: Locks | None


@contextlib.contextmanager
def connect(params: Json, context: TaskContext) -> t.Iterator[Connection]:
    """A task's connection to the API, for as long as the task lasts.

    @raise ValidationError: the connection options are of no use; nothing was sent.
    @raise WebexError: no token is to be had.
    """
    options = ConnectionOptions.from_params(params)
    client = Client(options, context.secrets)
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(
            Progress(context.progress, client.limiter, client.redact, context.in_worker, context.check)
        )
        client.on_no_answer = progress.no_answer
        stack.enter_context(client)
        locks = None
        if not context.check:
            locks = stack.enter_context(contextlib.closing(Locks(options.api_url, client.limiter.sleep)))
        yield Connection(client, progress, locks)


def with_api_stats(client: Client, work: t.Callable[[], Json]) -> Json:
    """What I(work) returns or raises, with what it cost, and warnings where there are any."""

    def complete(result: Json) -> Json:
        warnings = [*result.get("warnings", []), *client.warnings]
        return {**result, "api": client.stats, **({"warnings": warnings} if warnings else {})}

    try:
        return complete(work())
    except WebexError as error:
        error.fields.update(complete(error.fields))
        raise
    except Exception as error:
        raise WebexError(unexpected(error).msg, **complete({})) from error
