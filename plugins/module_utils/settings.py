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

from ansible_collections.webex.calling.plugins.module_utils.errors import (
    WHITE_SPACE,
    Refused,
    WebexError,
    as_given,
    shown,
)

Json = dict[str, t.Any]

_TYPES: dict[str, type] = {"bool": bool, "int": int, "str": str, "dict": dict}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PHONE_NOISE = str.maketrans("", "", " -.()")


def same_address(address: str) -> str:
    """An e-mail address as it compares: without case, in ASCII alone, so that no look-alike letter passes for another."""
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def addresses_in(text: str) -> int:
    """How many e-mail addresses I(text) holds, where somebody wrote a list into it."""
    return sum("@" in part for part in _BETWEEN_ADDRESSES.split(text))


def _as_it_is(value: t.Any) -> t.Any:
    return value


def _same_number(number: str) -> str:
    return number.translate(_PHONE_NOISE)


@dataclass(frozen=True)
class Option:
    """One setting, or a section of settings.

    I(since_lately) is a setting that not every release of the API takes back: where a PUT is refused because of it, and the
    task does not change it, the PUT is sent once more without it.
    """

    type: str = "str"
    choices: tuple[str, ...] = ()
    options: t.Mapping[str, Option] = field(default_factory=dict)
    between: tuple[int, int] | None = None
    compared: t.Callable[[t.Any], t.Any] = _as_it_is
    read_only: bool = False
    since_lately: bool = False

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
    def is_text(self) -> bool:
        """Whether it is a free text, of which missing, null and C('') mean the same: that it was never set."""
        return self.type == "str" and not self.choices

    def same(self, one: t.Any, other: t.Any) -> bool:
        """Whether two values mean the same. What is missing or null is unknown, and the same as no value, but for a text."""
        if self.is_text:
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


def lately(option: Option) -> Option:
    """What not every release of the API takes back."""
    return replace(option, since_lately=True)


def section(**options: Option) -> Option:
    """Settings that the API keeps together."""
    return Option("dict", options=options)


def told(option: Option) -> Option:
    """What the API tells and does not take: accepted and ignored, so that a result can be fed back as it is."""
    return replace(option, read_only=True)


@dataclass(frozen=True)
class RequiredIf:
    """Where I(option) is I(value), one of I(needed) must be there: a text not empty, a flag not false."""

    option: str
    value: t.Any
    needed: tuple[str, ...]
    advice: str

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it speaks of."""
        return (self.option, *self.needed)

    def broken(self, values: Json) -> str | None:
        """The sentence for I(values), where they break the rule. They may be all settings, or some."""
        if _get(values, self.option) != self.value or any(
            _get(values, name) not in ("", False) for name in self.needed
        ):
            return None
        value = str(self.value).lower() if isinstance(self.value, bool) else self.value
        return "{0} cannot be {1}: {2}".format(self.option, value, self.advice)


@dataclass(frozen=True)
class AtMost:
    """I(option) may not be above I(limit), a number that the API tells."""

    option: str
    limit: str

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it speaks of."""
        return (self.option, self.limit)

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
    an error by status or the API's C(errorCode), I(rules) what the API demands of all the settings together, I(required)
    what a PUT must hold and an answer may lack, with what is sent then. I(needs_forwarding) are the options, each with the
    value, that the organization may forbid; I(forwarding_hint) is said where the API refuses a write that sets one of them.
    """

    key: str
    what: str
    path: str
    options: Option
    read_scope: str
    write_scope: str
    rules: tuple[RequiredIf | AtMost, ...] = ()
    hints: t.Mapping[int, str] = field(default_factory=dict)
    required: t.Mapping[str, Json] = field(default_factory=dict)
    needs_forwarding: tuple[tuple[str, t.Any], ...] = ()
    forwarding_hint: str = ""


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

    @property
    def changes(self) -> Json:
        """Of the settings after, those that differ from before."""
        return _differing(self.before, self.after)

    def sets(self, path: str, value: t.Any) -> bool:
        """Whether the setting at the dotted I(path) becomes I(value), and was another before."""
        return bool(_get(self.after, path) == value != _get(self.before, path))


def named(group: Option, params: t.Mapping[str, t.Any]) -> Json:
    """Of a task's parameters, the settings that it names: no nulls, nothing read-only, no white space around an address."""
    found: Json = {}
    for name, option in group.options.items():
        value = params.get(name)
        if value is None or option.read_only:
            continue
        if option.options:
            value = named(option, value)
            if not value:
                continue
        elif option.compared is same_address and isinstance(value, str):
            value = value.strip(WHITE_SPACE)
        found[name] = value
    return found


def check_named(settings: Settings, wanted: Json) -> None:
    """Refuse what can be refused before anything is known of the current settings.

    @raise Refused: a value is out of range, malformed, or contradicts another.
    """
    problems = problems_of(settings, wanted)
    if problems:
        raise Refused("; ".join(problems) + ".")


def problems_of(settings: Settings, wanted: Json, returned: Json | None = None) -> list[str]:
    """All that is wrong with the I(wanted) settings and can be told without the current ones: each a sentence without its end.

    What a module I(returned) before may break a rule of the API and be what is there still, so it is no contradiction.
    """
    malformed = [*_malformed(settings.options, wanted), *_malformed(settings.options, returned or {}, told=True)]
    return malformed or [sentence for sentence in (rule.broken(wanted) for rule in settings.rules) if sentence]


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
    """An answer of the API as a module returns it: in snake_case, with C('') for a text that was never set.

    What the answer does not tell (a flag, a number, a choice, a section) is left out. Given back to the module it changes nothing.

    @raise WebexError: the answer holds none of the settings, or one of another type; nothing may be concluded from it.
    """
    if all(answer.get(name) is None for name in settings.options.api):
        raise _not_understood("there is none of {0} in it".format(settings.what))
    _check_types(settings.options, answer, settings.what)
    return _known(settings.options, answer)


def plan(settings: Settings, answer: Json, wanted: Json) -> Plan:
    """Compare the API's I(answer) with the I(wanted) settings. Only what is named is compared, only what differs changes.

    Whatever else the answer holds goes into the body as it came, without what is read-only. A rule of the API is applied
    where an option changes that it speaks of: what was wrong before is no reason to refuse what is right now.

    @raise WebexError: the answer is not what the API's description says.
    @raise Refused: what changes breaks a rule of the API.
    """
    before = view(settings, answer)
    merged = _merge(settings.options, answer, snake_dict_to_camel_dict(wanted))
    if merged == answer:
        return Plan(before, before, None)
    after = view(settings, merged)
    problems = [
        sentence
        for rule in settings.rules
        if any(_get(before, path) != _get(after, path) for path in rule.options)
        for sentence in (rule.broken(after),)
        if sentence
    ]
    if problems:
        raise Refused("; ".join(problems) + ".")
    required = snake_dict_to_camel_dict(dict(settings.required))
    return Plan(before, after, {**required, **_payload(settings.options, merged)})


def without_refused(settings: Settings, planned: Plan, body: Json, words: str) -> Json | None:
    """The I(body) of a planned PUT without what the API names in the I(words) of a refusal, and can be left out.

    That is what was only sent back and is a property of which this collection knows nothing, or one that not every release of
    the API takes; and a text that is to be empty, which some clear by C('') and some by leaving it out. None where there is no
    such property.
    """
    changes = snake_dict_to_camel_dict(planned.changes)
    # Where the words also name what must stay, they say what there is: then what nobody knows goes alone, if anything.
    for unknown_alone in (True, False) if _names_what_stays(settings.options, body, words) else (False,):
        left = _without_refused(settings.options, body, changes, words, unknown_alone)
        if left != body:
            return left
    return None


def _get(values: Json, path: str) -> t.Any:
    for name in path.split("."):
        values = values.get(name) if isinstance(values, dict) else None  # type: ignore[assignment]
    return values


def _malformed(group: Option, wanted: Json, above: str = "", told: bool = False) -> t.Iterator[str]:
    for name, value in wanted.items():
        option, path = group.options[name], above + name
        if not _is_of_type(option, value):
            yield "{0}: expected {1}, got {2}".format(path, option.type, type(value).__name__)
        elif option.options:
            yield from _malformed(option, value, path + ".", told)
        elif told:
            continue  # the API itself had it
        elif option.choices and value not in option.choices:
            yield "{0} must be {1}, not {2}".format(path, " or ".join(option.choices), as_given(value))
        elif option.between and not option.between[0] <= value <= option.between[1]:
            yield "{0} must be from {1} to {2}, not {3}".format(path, *option.between, shown(value))
        elif isinstance(value, str) and _CONTROL.search(value):
            yield "{0} holds a control character".format(path)
        elif option.compared is same_address and value and not _EMAIL.fullmatch(fill(value, email="a@example.com")):
            count = addresses_in(value)
            what = "holds {0} addresses where one belongs" if count > 1 else "is not an e-mail address"
            yield "{0} {1}: {2}".format(path, what.format(count), as_given(value))


def _is_of_type(option: Option, value: t.Any) -> bool:
    # To Python a bool is an int, to the API it is not. In JSON 3.0 is the number 3.
    if isinstance(value, bool) != (option.type == "bool"):
        return False
    if option.type == "int" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[option.type])


def _not_understood(why: str) -> WebexError:
    return WebexError("the API's answer is not understood, so nothing was done with it: {0}.".format(why))


def _check_types(group: Option, answer: Json, where: str) -> None:
    for name, option in group.api.items():
        value = answer.get(name)
        if value is None:
            continue
        if not _is_of_type(option, value):
            words = "{0} in {1} is {2} where {3} belongs"
            raise _not_understood(words.format(name, where, type(value).__name__, _TYPES[option.type].__name__))
        if option.options:
            _check_types(option, value, name)


def _known(group: Option, answer: Json) -> Json:
    known: Json = {}
    for snake, (name, option) in zip(group.options, group.api.items()):
        value = answer.get(name)
        if value is None:
            if option.is_text:
                known[snake] = ""
        elif option.options:
            known[snake] = _known(option, value)
        else:
            known[snake] = int(value) if option.type == "int" else value
    return known


def _merge(group: Option, current: Json, wanted: Json) -> Json:
    merged = dict(current)
    for name, value in wanted.items():
        option, now = group.api[name], current.get(name)
        if option.options:
            inner = _merge(option, now or {}, value)
            if inner != (now or {}):
                merged[name] = inner
        elif not option.same(now, value):
            merged[name] = value
    return merged


def _payload(group: Option, merged: Json) -> Json:
    """What a PUT takes: nothing read-only, and no null of a setting that is known here. The rest goes as it came."""
    body: Json = {}
    for name, value in merged.items():
        option = group.api.get(name)
        if option is None:
            body[name] = value
        elif value is not None and not option.read_only:
            body[name] = _payload(option, value) if option.options else value
    return body


def _differing(before: Json, after: Json) -> Json:
    found: Json = {}
    for name, value in after.items():
        old = before.get(name)
        if isinstance(value, dict):
            value, old = _differing(old or {}, value), {}
        if value != old:
            found[name] = value
    return found


def _without_refused(group: Option, body: Json, changes: Json, words: str, unknown_alone: bool) -> Json:
    left: Json = {}
    for name, value in body.items():
        option = group.api.get(name)
        if option is not None and option.options:
            left[name] = _without_refused(option, value, changes.get(name) or {}, words, unknown_alone)
            continue
        if option is None or unknown_alone:
            can_go = option is None
        else:
            can_go = value == "" or (option.since_lately and name not in changes)
        if not (can_go and _is_named(name, words)):
            left[name] = value
    return left


def _names_what_stays(group: Option, body: Json, words: str) -> bool:
    for name, value in body.items():
        option = group.api.get(name)
        if option is not None and option.options:
            if _names_what_stays(option, value, words):
                return True
        elif option is not None and value != "" and not option.since_lately and _is_named(name, words):
            return True
    return False


def _is_named(name: str, words: str) -> bool:
    return re.search(r"(?<!\w){0}(?!\w)".format(re.escape(name)), words) is not None
