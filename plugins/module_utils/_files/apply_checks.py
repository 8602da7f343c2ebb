# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a plan may be applied: it is the one that was approved, it is not too old, and nothing that it needs is missing."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    as_given,
    printable,
    suggestions,
)
from ansible_collections.webex.calling.plugins.module_utils._files import limits, plan_file
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import refuse

# Of a digest, as much as can be compared by eye.
_SHORT = len("sha256:") + 12


def check(params: Json, head: Json, records: t.Sequence[Json]) -> None:
    """Find out whether the plan with this I(head) and these I(records) may be applied.

    @raise ValidationError: it may not.
    """
    digest = params["digest"].strip()
    if digest != head["digest"]:
        # The right one is not shown whole: whoever gives it has read the plan, at whose end it is.
        problem = f"{as_given(digest)} is not a whole digest, which is sha256: and 64 characters"
        if plan_file.DIGEST.fullmatch(digest):
            problem = (
                f"the approved plan is {digest[:_SHORT]}..., but the plan in the folder is {head['digest'][:_SHORT]}..."
            )
        raise ValidationError(
            f"digest: {problem}. Review {plan_file.TEXT} in the plan's folder, and give the digest at its end, or plan again."
        )
    if head["expires"] <= plan_file.timestamp(plan_file.now()):
        raise ValidationError(f"plan: it expired at {head['expires']}. Plan again.")
    if head["status"] == plan_file.INCOMPLETE:
        raise ValidationError(
            f"plan: it is incomplete, because some objects could not be planned. {plan_file.TEXT} in its folder lists them with the reasons: "
            "resolve these, and plan again."
        )
    problems = [*limits.refused(head, records, params["allow"]), *_lacking_passcodes(params["passcodes"], records)]
    if params["max_failures"] is not None and params["max_failures"] < 1:
        problems.append("max_failures must be 1 or more.")
    refuse(problems)


def _lacking_passcodes(passcodes: Json, records: t.Iterable[Json]) -> t.Iterator[str]:
    """What the I(passcodes) lack of voicemail groups that are to be created."""
    groups = {
        str(one["from_variable"]): record["key"]
        for record in records
        for one in record["set"]
        if "from_variable" in one
    }
    lacking = {name: key for name, key in sorted(groups.items()) if not passcodes.get(name)}
    others = [str(name) for name in passcodes if name not in groups]
    for given, meant in suggestions(others, lacking).items():
        yield f"passcodes: no new voicemail group needs {as_given(given)}.{meant}"
    for name, key in lacking.items():
        yield (
            f"passcodes must hold {as_given(name)}, the passcode of the new voicemail group {as_given(key)}, in quotes: "
            f"{printable(json.dumps({name: '...'}))}."
        )
