# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A field: one setting of a resource, its type, its range, and how its values compare. From it follow the argument spec and the
API's name."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass, field, replace
from functools import cached_property

from ansible.module_utils.common.dict_transformations import snake_dict_to_camel_dict

Json = dict[str, t.Any]

TYPES: dict[str, type] = {"bool": bool, "int": int, "str": str, "dict": dict}
_PHONE_NOISE = str.maketrans("", "", " -.()")


def normalize_email(address: str) -> str:
    """An e-mail address as it compares: without case, in ASCII alone, so that no look-alike letter passes for another."""
    if address.isascii():
        return address if address.islower() else address.lower()
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def normalize_phone(number: str) -> str:
    """A phone number as it compares: without spaces, dashes, dots and parentheses."""
    return number.translate(_PHONE_NOISE)


class Format(t.NamedTuple):
    """What a text must look like: what it is called, and a pattern for the whole of it."""

    name: str
    pattern: re.Pattern[str]


EMAIL = Format("an e-mail address", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"))
# The API does not say what a number looks like. So this refuses alone what can be dialled nowhere.
PHONE = Format("a phone number", re.compile(r"(?=.*[0-9])\+?[0-9 .()*#-]+"))
EXTENSION = Format("an extension", re.compile(r"[0-9]+"))


def _identity(value: t.Any) -> t.Any:
    return value


@dataclass(frozen=True)
class Field:
    """One setting, or an object of settings (C(fields)).

    I(api_name) is the API's name where it is not the camel case of ours. I(read_only): the API returns it and does not take it; it is
    accepted and ignored, so that a result can be fed back. I(write_only): a secret that the API takes and does not return; it is
    never compared, returned or shown, and always sent. I(format): what a text that is not empty must look like.
    I(may_be_refused): not every release of the API takes it; where a PUT is refused because of it, and the task does not change it, the
    PUT is sent once more without it. I(may_be_number): a text that the API may return as a number, which has no leading zeros.
    """

    type: str = "str"
    choices: tuple[str, ...] = ()
    fields: t.Mapping[str, Field] = field(default_factory=dict)
    range: tuple[int, int] | None = None
    normalize: t.Callable[[t.Any], t.Any] = _identity
    api_name: str = ""
    format: Format | None = None
    read_only: bool = False
    write_only: bool = False
    may_be_refused: bool = False
    may_be_number: bool = False

    @cached_property
    def by_api_name(self) -> dict[str, tuple[str, Field]]:
        """An object's fields by the API's names, each with our name."""
        camel = snake_dict_to_camel_dict(dict.fromkeys(self.fields))
        return {one.api_name or api_name: (name, one) for api_name, (name, one) in zip(camel, self.fields.items())}

    @property
    def argument_spec(self) -> Json:
        """An object's fields as Ansible's argument spec."""
        spec: Json = {}
        for name, one in self.fields.items():
            # Said of every field, or Ansible takes each that is named after a passcode for a secret.
            spec[name] = {"type": one.type, "no_log": one.write_only}
            if one.choices:
                spec[name]["choices"] = list(one.choices)
            if one.fields:
                spec[name]["options"] = one.argument_spec
        return spec

    @property
    def is_text(self) -> bool:
        """Whether it is a free text, of which missing, null and C('') mean the same: that it was never set."""
        return self.type == "str" and not self.choices

    def equal(self, one: t.Any, other: t.Any) -> bool:
        """Whether two values mean the same. What is missing or null is unknown, and the same as no value, but for a text."""
        if self.write_only:
            return False
        if self.is_text:
            one, other = ("" if value is None else value for value in (one, other))
            if isinstance(one, int):
                one, other = str(one), other.lstrip("0")
        return bool(one == other or (one and other and self.normalize(one) == self.normalize(other)))

    def leaves(self, above: str = "") -> t.Iterator[tuple[str, Field]]:
        """The fields of an object that are no objects themselves, by their dotted paths."""
        for name, one in self.fields.items():
            if one.fields:
                yield from one.leaves(f"{above}{name}.")
            else:
                yield above + name, one


def boolean() -> Field:
    """true or false."""
    return Field("bool")


def integer(least: int, most: int) -> Field:
    """A whole number from I(least) to I(most)."""
    return Field("int", range=(least, most))


def enum(*values: str) -> Field:
    """One of the API's values."""
    return Field(choices=values)


def string() -> Field:
    """Any text; C('') clears it."""
    return Field()


def email() -> Field:
    """An e-mail address, compared without case; C('') clears it."""
    return Field(normalize=normalize_email, format=EMAIL)


def phone() -> Field:
    """A phone number or an extension, compared without spaces, dashes, dots and parentheses; C('') clears it."""
    return Field(normalize=normalize_phone, format=PHONE)


def extension() -> Field:
    """An extension, in digits; C('') clears it."""
    return Field(format=EXTENSION)


def object_(**fields: Field) -> Field:
    """Settings that the API keeps together."""
    return Field("dict", fields=fields)


def json_object() -> Field:
    """An object as the API returns it."""
    return Field("dict")


def read_only(one: Field) -> Field:
    """The field I(one), which the API returns and does not take."""
    return replace(one, read_only=True)


def write_only(one: Field) -> Field:
    """The field I(one), a secret that the API takes and does not return."""
    return replace(one, write_only=True)


def get(values: t.Any, path: str) -> t.Any:
    """What stands at the dotted I(path) in I(values); None where nothing does."""
    for name in path.split("."):
        values = values.get(name) if isinstance(values, t.Mapping) else None
    return values
