# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for this user alone, each of which is whole or as it was."""

from __future__ import annotations

import contextlib
import os
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import layout

# What a task keeps in a folder, with a name for a folder of its own.
ORGANIZATION, PLAN, REPORT = "the files of an organization", "a plan", "the report of an audit"
_USUAL = {ORGANIZATION: "voicemail", PLAN: "plan", REPORT: "audit"}
PLAN_FILE, FINDINGS_FILE = "plan.jsonl", "findings.json"


def folder_problem(folder: str, what: str, option: str = "output") -> str:
    """Why the I(folder) of an I(option) cannot take I(what) a task keeps, where that can be told before anything is asked; else an empty
    text. Files of an organization have a folder of their own: they are shared, and plans and reports hold personal data."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        return f"{option}: {printable(folder)} is not a folder: give another path."
    held = {
        ORGANIZATION: layout.is_organization(folder),
        PLAN: os.path.isfile(os.path.join(folder, PLAN_FILE)),
        REPORT: os.path.isfile(os.path.join(folder, FINDINGS_FILE)),
    }
    other = next(
        (one for one, is_there in held.items() if is_there and one != what and ORGANIZATION in (one, what)), None
    )
    if not other:
        return ""
    or_else = ", or move that to another folder" if held[what] else ""
    return (
        f"{option}: {printable(folder)} holds {other}. Give another folder for {what}, such as {_USUAL[what]}{or_else}."
    )


def set_aside(path: str, names: t.Iterable[str]) -> str:
    """Keep a file beside where it is, under the first of the I(names) that is free, which is returned.

    @raise ValidationError: it cannot be renamed.
    """
    folder = os.path.dirname(path)
    name = next(one for one in names if not os.path.lexists(os.path.join(folder, one)))
    try:
        os.rename(path, os.path.join(folder, name))
    except OSError as error:
        raise ValidationError(f"{printable(path)} cannot be kept under another name: {error.strerror}.") from None
    return name


@contextlib.contextmanager
def replaced(folder: str, name: str) -> t.Iterator[t.BinaryIO]:
    """A file in a I(folder), which is made if it is not there. What is written is there when the block ends, and not before.

    @raise ValidationError: it cannot be written.
    """
    unfinished = os.path.join(folder, f"{name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        os.makedirs(folder, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
        with open(os.open(unfinished, flags, 0o600), "wb") as file:
            yield file
        os.replace(unfinished, os.path.join(folder, name))
    except OSError as error:
        raise ValidationError(f"{printable(folder)} cannot be written: {error.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
