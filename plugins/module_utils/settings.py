# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: a declared group of settings, and pure functions current + wanted -> what to send.

It knows no HTTP. A resource is one L(Settings): its path, its options and its rules. The options carry the API's names in
snake_case; everything else (argument spec, the API's names, comparison, checks) is derived from them.
"""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass, field, replace
from functools import cached_property

from ansible.module_utils.common.dict_transformations import snake_dict_to_camel_dict

from ansible_collections.webex.calling.plugins.module_utils.errors import Refused, WebexError, shown

Json = dict[str, t.Any]

_TYPES: dict[str, type] = {"bool": bool, "int": int, "str": str, "dict": dict}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PHONE_NOISE = str.maketrans("", "", " -.()")


def same_address(address: str) -> str:
    """An e-mail address as it compares: without case, in ASCII alone, so that no look-alike letter passes for another."""
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _as_it_is(value: t.Any) -> t.Any:
    return value


def _same_number(number: str) -> str:
    return number.translate(_PHONE_NOISE)


@dataclass(frozen=True)
class Option:
    """One setting, or a section of settings."""

    type: str = "str"
    choices: tuple[str, ...] = ()
    options: t.Mapping[str, Option] = field(default_factory=dict)
    between: tuple[int, int] | None = None
    compared: t.Callable[[t.Any], t.Any] = _as_it_is
    read_only: bool = False

    @cached_property
    def api(self) -> dict[str, Option]:
        """A section's options by the API's names."""
        return dict(zip(snake_dict_to_camel_dict(dict.fromkeys(self.options)), self.options.values()))

    @property
    def argument_spec(self) -> Json:
        """A section's options as Ansible's argument spec."""
        spec: Json = {}
        for name, option in self.options.items():
            spec[name] = {"type": option.type}
            if option.choices:
                spec[name]["choices"] = list(option.choices)
            if option.options:
                spec[name]["options"] = option.argument_spec
        return spec

    @property
    def may_be_missing(self) -> bool:
        """Whether an answer of the API may leave it out: free text that was never set, and what it only tells."""
        return self.read_only or (self.type == "str" and not self.choices)

    def same(self, one: t.Any, other: t.Any) -> bool:
        """Whether two values mean the same. Missing, null and C('') do."""
        one, other = ("" if value is None else value for value in (one, other))
        return bool(one == other or (one and other and self.compared(one) == self.compared(other)))


def flag() -> Option:
    """true or false."""
    return Option("bool")


def number(least: int, most: int) -> Option:
    """A whole number from I(least) to I(most)."""
    return Option("int", between=(least, most))


def choice(*values: str) -> Option:
    """One of the API's values."""
    return Option(choices=values)


def text() -> Option:
    """Any text; C('') clears it."""
    return Option()


def email() -> Option:
    """An e-mail address, compared without case; C('') clears it."""
    return Option(compared=same_address)


def phone() -> Option:
    """A phone number, compared without spaces, dashes, dots and parentheses; C('') clears it."""
    return Option(compared=_same_number)


def section(**options: Option) -> Option:
    """Settings that the API keeps together."""
    return Option("dict", options=options)


def told(option: Option) -> Option:
    """What the API tells and does not take: accepted and ignored, so that a result can be fed back as it is."""
    return replace(option, read_only=True)


@dataclass(frozen=True)
class Needs:
    """Where I(option) is I(value), I(needed) must be there: a text not empty, a flag not false."""

    option: str
    value: t.Any
    needed: str
    advice: str

    def broken(self, values: Json) -> str | None:
        """The sentence for I(values), where they break the rule. They may be all settings, or some."""
        needed = _get(values, self.needed)
        if _get(values, self.option) != self.value or needed not in ("", False):
            return None
        value = str(self.value).lower() if isinstance(self.value, bool) else self.value
        return "{0} cannot be {1}: {2}".format(self.option, value, self.advice)


@dataclass(frozen=True)
class AtMost:
    """I(option) may not be above I(limit), a number that the API tells."""

    option: str
    limit: str

    def broken(self, values: Json) -> str | None:
        """The sentence for I(values), where they break the rule. They may be all settings, or some."""
        value, limit = _get(values, self.option), _get(values, self.limit)
        if value is None or limit is None or value <= limit:
            return None
        return "{0} cannot be {1}: the system's maximum here is {2}".format(self.option, value, limit)


@dataclass(frozen=True)
class Settings:
    """A resource: a group of settings that one GET reads and one PUT replaces.

    I(key) is the name of the settings in a module's result, I(what) what they are called in a sentence, I(path) the
    path below C(api_url) (with C({id}) for whose they are), I(options) the settings as one section, I(hints) ways out of
    an error by status or the API's C(errorCode), I(rules) what the API demands of all the settings together.
    """

    key: str
    what: str
    path: str
    options: Option
    read_scope: str
    write_scope: str
    rules: tuple[Needs | AtMost, ...] = ()
    hints: t.Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What is to be done: settings before and after (in snake_case), and the body of the PUT, None where nothing differs."""

    before: Json
    after: Json
    body: Json | None

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return self.body is not None


def named(group: Option, params: t.Mapping[str, t.Any]) -> Json:
    """Of a task's parameters, the settings that it names: no nulls, nothing read-only."""
    found: Json = {}
    for name, option in group.options.items():
        value = params.get(name)
        if value is None or option.read_only:
            continue
        if option.options:
            value = named(option, value)
            if not value:
                continue
        found[name] = value
    return found


def check_named(settings: Settings, wanted: Json) -> None:
    """Refuse what can be refused before anything is known of the current settings.

    @raise Refused: a value is out of range, malformed, or contradicts another.
    """
    problems = [*_malformed(settings.options, fill(wanted, email="a@example.com")), *_broken(settings, wanted)]
    if problems:
        raise Refused("; ".join(problems) + ".")


def fill(value: t.Any, **words: str) -> t.Any:
    """I(value) with every C({name}) in its texts replaced by the word of that name."""
    if isinstance(value, dict):
        return {name: fill(one, **words) for name, one in value.items()}
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace("{" + name + "}", word)
    return value


def mentions(value: t.Any, name: str) -> bool:
    """Whether a text in I(value) holds C({name})."""
    if isinstance(value, dict):
        return any(mentions(one, name) for one in value.values())
    return isinstance(value, str) and "{" + name + "}" in value


def view(settings: Settings, answer: Json) -> Json:
    """An answer of the API as a module returns it: in snake_case, and C('') for a text that was never set.

    So it holds every setting, and given back to the module it restores them all.

    @raise WebexError: the answer is not what the API's description says; nothing may be concluded from it.
    """
    _understand(settings.options, answer, settings.what)
    return _known(settings.options, answer)


def plan(settings: Settings, answer: Json, wanted: Json) -> Plan:
    """Compare the API's I(answer) with the I(wanted) settings. Only what is named is compared, only what differs changes.

    Whatever else the answer holds goes into the body as it came, without what is read-only.

    @raise WebexError: the answer is not what the API's description says.
    @raise Refused: the settings that would result break a rule of the API.
    """
    before = view(settings, answer)
    merged = _merge(settings.options, answer, snake_dict_to_camel_dict(wanted))
    if merged == answer:
        return Plan(before, before, None)
    after = view(settings, merged)
    problems = _broken(settings, after)
    if problems:
        raise Refused("; ".join(problems) + ".")
    return Plan(before, after, _writable(settings.options, merged))


def _get(values: Json, path: str) -> t.Any:
    for name in path.split("."):
        values = values.get(name) if isinstance(values, dict) else None  # type: ignore[assignment]
    return values


def _malformed(group: Option, wanted: Json, above: str = "") -> t.Iterator[str]:
    for name, value in wanted.items():
        option, path = group.options[name], above + name
        if option.options:
            yield from _malformed(option, value, path + ".")
        elif option.between and not option.between[0] <= value <= option.between[1]:
            yield "{0} must be from {1} to {2}, not {3}".format(path, *option.between, shown(value))
        elif option.type == "int" and isinstance(value, bool):
            yield "{0} must be a number, not {1}".format(path, value)
        elif isinstance(value, str) and _CONTROL.search(value):
            yield "{0} holds a control character".format(path)
        elif option.compared is same_address and value and not _EMAIL.fullmatch(value):
            yield "{0} is not an e-mail address".format(path)


def _broken(settings: Settings, values: Json) -> list[str]:
    return [sentence for sentence in (rule.broken(values) for rule in settings.rules) if sentence]


def _understand(group: Option, answer: Json, where: str) -> None:
    for name, option in group.api.items():
        value = answer.get(name)
        if value is None and option.may_be_missing:
            continue
        # To Python a bool is an int, to the API it is not.
        if not isinstance(value, _TYPES[option.type]) or isinstance(value, bool) != (option.type == "bool"):
            raise WebexError(
                "the API's answer is not understood, so nothing was done with it: {0} in {1} is {2} where {3} belongs.".format(
                    name, where, "missing" if value is None else type(value).__name__, _TYPES[option.type].__name__
                )
            )
        if option.options:
            _understand(option, t.cast(Json, value), name)


def _known(group: Option, answer: Json) -> Json:
    return {
        snake: _known(option, answer[name]) if option.options else "" if answer.get(name) is None else answer[name]
        for snake, (name, option) in zip(group.options, group.api.items())
        if name in answer or not option.read_only
    }


def _merge(group: Option, current: Json, wanted: Json) -> Json:
    merged = dict(current)
    for name in wanted:
        option = group.api[name]
        if option.options:
            merged[name] = _merge(option, current[name], wanted[name])
        elif not option.same(current.get(name), wanted[name]):
            merged[name] = wanted[name]
    return merged


def _writable(group: Option, merged: Json) -> Json:
    body = dict(merged)
    for name, option in group.api.items():
        if option.read_only:
            body.pop(name, None)
        elif option.options:
            body[name] = _writable(option, merged[name])
    return body
