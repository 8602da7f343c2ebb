# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task names, checked as far as it can be without the current settings."""

from __future__ import annotations

import re
import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import check_type_dict

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import EMAIL, TYPES, Field, Format, Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    WHITE_SPACE,
    ValidationError,
    as_given,
    shown,
    suggestions,
)

_BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
# More of them are no slip of the keyboard.
_FEW_LETTERS = 4
# What Ansible puts in the place of a secret, and of one that is a part of a value.
_MASKS = ("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "********")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def count_addresses(text: str) -> int:
    """How many e-mail addresses I(text) holds, where somebody wrote a list into it."""
    return sum("@" in part for part in _BETWEEN_ADDRESSES.split(text))


def is_of_type(one: Field, value: t.Any) -> bool:
    """Whether I(value) is of the field's type. To Python a bool is an int, to the API it is not. In JSON 3.0 is the number 3."""
    if isinstance(value, bool) != (one.type == "bool"):
        return False
    if one.may_be_number and isinstance(value, int):
        return True
    if one.type == "int" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, TYPES[one.type])


def specified(group: Field, params: t.Mapping[str, t.Any]) -> Json:
    """Of a task's parameters, the settings that it names: no nulls, nothing read-only, no white space around an address or a number."""
    found: Json = {}
    for name, one in group.fields.items():
        value = params.get(name)
        if value is None or one.read_only:
            continue
        if one.fields:
            value = specified(one, value)
            if not value:
                continue
        elif one.format and isinstance(value, str):
            value = value.strip(WHITE_SPACE)
        found[name] = value
    return found


def mistyped(spec: Json, given: t.Mapping[str, t.Any], above: str = "") -> str:
    """Which of the I(given) values is of another type than the argument I(spec) says, where the validation of ansible-core breaks off:
    it expects neither an endless number nor a number for a dictionary."""
    for name, value in given.items():
        one = spec.get(name, {})
        try:
            ArgumentSpecValidator({name: one}).validate({name: value})
        except (OverflowError, TypeError):
            if "options" in one and isinstance(value, t.Mapping):
                return mistyped(one["options"], value, f"{above}{name}.")
            return f"{above}{name}: expected {one.get('type', 'str')}, got {type(value).__name__}"
    return "a value is not of the type that its option takes"


def unquoted(spec: Json, given: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    """A sentence for each of the values that L(no_texts) finds."""
    for path, value in no_texts(spec, given):
        what = "true or false" if isinstance(value, bool) else "a number"
        yield f"{as_given(path)} must be in quotes, or YAML takes it for {what}."


def no_texts(spec: Json, given: t.Mapping[str, t.Any], above: str = "") -> t.Iterator[tuple[str, float]]:
    """The dotted path, and the value, of each of the I(given) that is a number, true or false where the argument I(spec) takes a text.
    Ansible would make a text of it, though YAML may have made it of another one: of 0123 the number 83."""
    for name, value in given.items():
        one = spec.get(name, {})
        kind = one.get("elements") or one.get("type", "str")
        if isinstance(value, t.Mapping) and kind == "dict":
            # The keys of secrets without options are names, and their values texts.
            options = one.get("options") or (dict.fromkeys(value, {}) if one.get("no_log") else None)
            yield from no_texts(options, value, f"{above}{name}.") if options else ()
        elif name in spec and kind == "str" and "choices" not in one:
            taken = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, (int, float))]
            if taken:
                yield above + name, taken[0]


def unsupported(spec: Json, fields: Field, path: t.Sequence[str]) -> str:
    """What is said of the option at a I(path), which the argument I(spec) does not have: the near one, or all that may be given. These
    are neither read-only I(fields) nor what else a result holds."""
    *above, name = path
    for one in above:
        spec, fields = spec[one]["options"], fields.fields.get(one, fields)
    read_only = {one for one, field in fields.fields.items() if field.read_only}
    known = sorted(one for one in spec if one not in read_only and spec[one].get("type") != "raw")
    near = suggestions([name], known).get(name)
    return f"unsupported: {'.'.join(path)}.{near or ' Supported are ' + ', '.join(known)}"


def validate_specified(resource: SettingsResource, desired: Json) -> None:
    """Refuse what can be refused before anything is known of the current settings.

    @raise ValidationError: a value is out of range, malformed, or contradicts another.
    """
    problems = problems_of(resource, desired)
    if problems:
        raise ValidationError("; ".join(problems) + ".")


def problems_of(resource: SettingsResource, desired: Json, returned: Json | None = None) -> list[str]:
    """All that is wrong with the I(desired) settings and can be said without the current ones: each a sentence without its end.

    What a module I(returned) before may break a rule of the API and be what is there still, so it is no contradiction.
    """
    malformed = [*_malformed(resource.fields, desired), *_malformed(resource.fields, returned or {}, types_alone=True)]
    return malformed or [sentence for sentence in (rule.violation(desired) for rule in resource.rules) if sentence]


def expand_placeholders(value: t.Any, **words: str) -> t.Any:
    """I(value) with every C({name}) in its texts replaced by the word of that name."""
    if isinstance(value, dict):
        return {name: expand_placeholders(one, **words) for name, one in value.items()}
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace("{" + name + "}", word)
    return value


def has_placeholder(value: t.Any, name: str) -> bool:
    """Whether a text in I(value) holds C({name})."""
    if isinstance(value, dict):
        return any(has_placeholder(one, name) for one in value.values())
    return isinstance(value, str) and "{" + name + "}" in value


def secrets_in_items(spec: Json, params: t.Mapping[str, t.Any]) -> set[str]:
    """The secrets in lists of dictionaries, which Ansible does not know: in an item stands what the argument I(spec) has as options
    of their own, in its settings too. The I(params) may be malformed."""
    names = {name for name, one in spec.items() if one.get("no_log")}
    lists = [params.get(name) for name, one in spec.items() if one.get("elements") == "dict"]
    return {secret for items in lists for secret in _secrets(items, names, whole=True)}


def _secrets(value: t.Any, names: t.Container[str], whole: bool = False) -> t.Iterator[str]:
    """The values of I(names) in I(value). Of a text that may hold some, and is not understood, the I(whole)."""
    if isinstance(value, str):
        try:
            value = check_type_dict(value)
        except (TypeError, ValueError):
            yield from [value] if whole else []
            return
    if isinstance(value, t.Mapping):
        for name, one in value.items():
            yield from _texts(one) if name in names else _secrets(one, names)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _secrets(one, names, whole)


def _texts(value: t.Any) -> t.Iterator[str]:
    if isinstance(value, (list, tuple, t.Mapping)):
        for one in value.values() if isinstance(value, t.Mapping) else value:
            yield from _texts(one)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)


def masked(value: t.Any) -> str | None:
    """What is wrong with a I(value) of a result in which Ansible masked a secret."""
    if isinstance(value, str) and any(mask in value for mask in _MASKS):
        return "was masked by Ansible, because it equals or holds a secret: give the value itself"
    return None


def _malformed(group: Field, desired: Json, above: str = "", types_alone: bool = False) -> t.Iterator[str]:
    for name, value in desired.items():
        one, path = group.fields[name], above + name
        if not is_of_type(one, value):
            yield f"{path}: expected {one.type}, got {type(value).__name__}"
        elif one.fields:
            yield from _malformed(one, value, path + ".", types_alone)
        else:
            problem = masked(value) if types_alone else problem_of(one, value)
            if problem:
                yield f"{path} {problem}"


def problem_of(one: Field, value: t.Any) -> str | None:
    """What is wrong with a I(value) of the field's type, as the end of a sentence; None where nothing is."""
    said = "the value given" if one.write_only else shown(value) if isinstance(value, int) else as_given(value)
    if one.choices and value not in one.choices:
        return f"must be {' or '.join(one.choices)}, not {said}"
    if one.range and not one.range[0] <= value <= one.range[1]:
        return f"must be from {one.range[0]} to {one.range[1]}, not {said}"
    if masked(value):
        return masked(value)
    if isinstance(value, str) and _CONTROL.search(value):
        return "holds a control character"
    if one.format and value and not one.format.pattern.fullmatch(expand_placeholders(value, email="a@example.com")):
        return _unlike(one.format, value, said)
    return None


def _unlike(wanted: Format, value: str, said: str) -> str:
    count = count_addresses(value) if wanted is EMAIL else 0
    if count > 1:
        return f"holds {count} addresses instead of one: {said}"
    letters = [] if wanted is EMAIL else list(dict.fromkeys(filter(str.isalpha, value)))
    words = "letters" if len(letters) > 1 else "letter"
    found = f" (it holds the {words} {', '.join(letters)})" if 0 < len(letters) <= _FEW_LETTERS else ""
    return f"is not {wanted.name}: {said}{found}"
