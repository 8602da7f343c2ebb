# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of webex_person_voicemail, by their names in lists, CSV and profiles, and whether values of them are right."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import mistyped, problems_of, specified
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.plugin_utils.messages import (
    NUMBER_ADVICE,
    Problem,
    did_you_mean,
    redact,
    shown,
    type_name,
)

_VALIDATOR = ArgumentSpecValidator(PERSON_VOICEMAIL.fields.argument_spec)

LEAVES = dict(PERSON_VOICEMAIL.fields.leaves())


# Those that may be wanted.
SETTINGS = tuple(name for name, option in LEAVES.items() if not option.read_only)


def check_names(settings: t.Mapping[str, t.Any], beside: t.Collection[str] = ()) -> None:
    """Find out whether I(settings) are ones, and texts where these belong. I(beside) are the keys that may stand beside them.

    @raise Problem: they are not.
    """
    problems = list(_misnamed(settings, PERSON_VOICEMAIL.fields, "", beside))
    if problems:
        raise Problem(*problems)


def _misnamed(
    settings: t.Mapping[str, t.Any], group: Field, above: str, beside: t.Collection[str] = ()
) -> t.Iterator[str]:
    for name, value in settings.items():
        option = group.fields.get(name)
        if option is None:
            yield f"there is no setting {shown(above + str(name))}. {_instead(str(name), group, above, beside)}"
        elif option.fields:
            if isinstance(value, t.Mapping):
                yield from _misnamed(value, option, name + ".")
            else:
                yield f"{above + name} must hold settings, not {shown(value)}"
        elif option.type == "str" and not isinstance(value, str):
            yield (
                f"{above + name} must be a text, not {shown(value)} ({type_name(value)}){NUMBER_ADVICE}. "
                "Write it in quotes, or give the people as JSON or as a CSV"
            )


def _instead(name: str, group: Field, above: str, beside: t.Collection[str]) -> str:
    """Which setting is meant by a I(name): one of its I(group), or of another one; else all of them."""
    here = [above + one for one, option in group.fields.items() if not option.read_only]
    return (
        did_you_mean(above + name, [*here, *beside], above)
        or did_you_mean(above + name, SETTINGS)
        or f"The settings are {', '.join(SETTINGS)}"
    )


def without_empty(settings: t.Mapping[str, t.Any]) -> Json:
    """A profile without the texts that its people may still give."""
    return {
        name: without_empty(value) if isinstance(value, t.Mapping) else value
        for name, value in settings.items()
        if value != ""
    }


def checked(settings: Json, returned: bool = False) -> Json:
    """The settings as the module takes them; what it I(returned) before may break a rule of the API.

    @raise Problem: the module would refuse them.
    """
    try:
        found = _VALIDATOR.validate(settings)
        if found.error_messages:
            raise Problem(shown("; ".join(found.error_messages)))
        wanted = specified(PERSON_VOICEMAIL.fields, found.validated_parameters)
    except (OverflowError, TypeError):
        raise Problem(mistyped(_VALIDATOR.argument_spec, settings)) from None
    wrong = problems_of(PERSON_VOICEMAIL, {}, wanted) if returned else problems_of(PERSON_VOICEMAIL, wanted)
    if wrong:
        raise Problem(redact("; ".join(wrong)))
    return wanted
