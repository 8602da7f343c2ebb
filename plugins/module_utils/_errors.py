# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong, as one sentence for a person and as fields for a playbook."""

from __future__ import annotations

import difflib
import typing as t

Outcome = t.TypeVar("Outcome")

_PRINTABLE = dict.fromkeys(
    (*range(32), *range(127, 160), 8232, 8233, *range(8234, 8239), *range(8294, 8298), *range(0xD800, 0xE000)), " "
)
_LONGEST = 500
# What is stripped around an address or an ID; a look-alike of a space is not.
WHITE_SPACE = " \t\r\n\f\v"

_MOST_NAMED = 10
# Where many names are unknown among many, no near ones are searched for, which would take long.
_MOST_COMPARED = 10_000


def some_of(names: t.Sequence[str]) -> str:
    """The first ten I(names), made fit for a message, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return printable(", ".join(names[:_MOST_NAMED]), 5000) + (f" and {more:,} more" if more > 0 else "")


def counted(number: int, one: str, many: str) -> str:
    """How many of what, in words."""
    return f"{number:,} {one if number == 1 else many}"


def printable(text: object, longest: int = _LONGEST) -> str:
    """Foreign text made fit for a terminal: one line, no control characters, not too long."""
    words = " ".join(str(text).translate(_PRINTABLE).split())
    return words if len(words) <= longest else words[:longest] + "..."


def shown(number: int) -> str:
    """A number in words that are not too long; Python refuses to write down one of thousands of digits."""
    return str(number) if abs(number) < 10**18 else "a number of more than 18 digits"


def as_given(value: object) -> str:
    """A value that was refused, as it was given: quoted where white space or another invisible character would not be seen."""
    words = printable(value)
    if words and words in (str(value), str(value)[:_LONGEST] + "..."):
        return words
    words = repr(value)
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "..."


def nearest(name: str, known: t.Iterable[str], likeness: float = 0.75) -> str | None:
    """The one of the I(known) names that is most like a I(name), compared without case, the first of equal ones; None where none
    has at least this I(likeness), 1.0 being the same."""
    folded = {one.casefold(): one for one in reversed(list(known))}
    return next((folded[one] for one in difflib.get_close_matches(name.casefold(), folded, 1, likeness)), None)


def suggestions(missing: t.Sequence[str], known: t.Collection[str], likeness: float = 0.75) -> dict[str, str]:
    """The questions that follow those of the I(missing) names that have this I(likeness) to one of the I(known)."""
    if len(missing) * len(known) > _MOST_COMPARED:
        return {}
    near = {one: nearest(one, known, likeness) for one in missing}
    return {one: f" Did you mean {as_given(meant)}?" for one, meant in near.items() if meant}


class WebexError(Exception):
    """The one exception that leaves a module's C(run).

    Its text is one sentence a person can act on. Its fields are what a failed module returns beside C(msg):
    where the API answered, C(status) (int), C(method), C(path), C(api_message) and C(tracking_id), and C(changed), where something
    was written before. C(reason) says why in
    words that are the same for all owners that fail alike; C(codes) are the API's C(errorCode).
    """

    def __init__(self, msg: str, **fields: t.Any) -> None:
        super().__init__(msg)
        self.msg = msg
        self.fields = {name: value for name, value in fields.items() if value is not None}
        self.reason = msg
        self.codes: tuple[int, ...] = ()

    def summarized(self, reason: str, codes: t.Iterable[int] = ()) -> WebexError:
        """This error, with its I(reason) as it is the same for many owners, and the API's error codes."""
        self.reason, self.codes = reason, tuple(codes)
        return self

    def followed_by(self, sentence: str) -> WebexError:
        """An error of the same, with a I(sentence) more."""
        return WebexError(f"{self.msg} {sentence}", **self.fields).summarized(f"{self.reason} {sentence}", self.codes)

    def after_writing(self, sentence: str) -> WebexError:
        """The same error, where something was written before it, as the I(sentence) says."""
        same = type(self)(f"{self.msg} {sentence}", **{**self.fields, "changed": True})
        return same.summarized(f"{self.reason} {sentence}", self.codes)

    def about(self, who: str) -> WebexError:
        """The same error, saying whom it is about."""
        same = type(self)(f"{who}: {self.msg}", **self.fields)
        return same.summarized(self.reason, self.codes)

    @property
    def status(self) -> int | None:
        """The HTTP status of the API's answer; None where there was none."""
        return self.fields.get("status")

    @property
    def result(self) -> dict[str, t.Any]:
        """What the module returns."""
        return {"msg": self.msg, **self.fields}


def all_of_them(sentences: t.Iterable[str], most: int) -> str:
    """What is wrong, each once: the first I(most) sentences, and how many more there are."""
    distinct = list(dict.fromkeys(sentences))
    more = len(distinct) - most
    return " ".join([*distinct[:most], *([f"There are {more:,} more problems."] if more > 0 else [])])


def attempt(work: t.Callable[..., Outcome], *arguments: t.Any) -> Outcome | WebexError:
    """What I(work) returns, or why it failed. It is about one owner, who alone fails, whatever is raised."""
    try:
        return work(*arguments)
    except WebexError as error:
        return error
    except Exception as error:  # pylint: disable=broad-exception-caught
        return unexpected(error)


def unexpected(error: Exception) -> WebexError:
    """What nobody foresaw, as a sentence."""
    words = printable(error).rstrip(".") or "it says no more"
    return WebexError(
        f"unexpected {type(error).__name__}: {words}. This is a defect of webex.calling: please report it."
    )


class ValidationError(WebexError):
    """What the task asks for is refused here; nothing was sent to change it."""


class Unauthorized(WebexError):
    """The API does not accept the token (401): asking again for the next person is no use."""


class Unconfirmed(WebexError):
    """Whether a write was applied is not known: it got no answer, or none that says so."""
