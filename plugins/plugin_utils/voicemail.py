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
    redact,
    shown,
    type_name,
)

_VALIDATOR = ArgumentSpecValidator(PERSON_VOICEMAIL.fields.argument_spec)

LEAVES = dict(PERSON_VOICEMAIL.fields.leaves())


# Those that may be wanted.
SETTINGS = tuple(name for name, option in LEAVES.items() if not option.read_only)


def check_names(settings: t.Mapping[str, t.Any], group: Field = PERSON_VOICEMAIL.fields, above: str = "") -> None:
    """Find out whether I(settings) are ones, and texts where these belong.

    @raise Problem: they are not.
    """
    for name, value in settings.items():
        option = group.fields.get(name)
        if option is None:
            raise Problem(f"there is no setting {shown(above + str(name))}. The settings are {', '.join(SETTINGS)}")
        if option.fields:
            if not isinstance(value, t.Mapping):
                raise Problem(f"{above + name} must hold settings, not {shown(value)}")
            check_names(value, option, name + ".")
        elif option.type == "str" and not isinstance(value, str):
            raise Problem(
                f"{above + name} must be a text, not {shown(value)} ({type_name(value)}){NUMBER_ADVICE}. "
                "Write it in quotes, or give the people as JSON or as a CSV"
            )


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
