# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that a variable of a role names: found where people expect it, and where AWX runs the playbook only in the project."""

from __future__ import annotations

import contextlib
import os
import stat
import typing as t

from ansible.plugins.lookup import LookupBase

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, shown

_OF_AWX = ("AWX_ISOLATED_DATA_DIR", "AWX_PRIVATE_DATA_DIR")
_VARIABLES_OF_AWX = ("awx_job_id", "tower_job_id")


@contextlib.contextmanager
def opened(lookup: LookupBase, path: str, variables: dict[str, t.Any], what: str) -> t.Iterator[tuple[t.BinaryIO, str]]:
    """The regular file I(path), which is I(what) in a message, open, and its real path.

    It is looked for where C(ansible-playbook) was started, and then as any other file of a playbook.

    @raise Problem: there is none that may be read; or what the block raises, with the path before it.
    """
    if "\0" in path:
        raise Problem(f"{shown(path)} is not a file name")
    project = _project(variables)
    for found in map(os.path.realpath, filter(None, _candidates(lookup, path, variables))):
        if project and not _is_below(found, project):
            raise Problem(f"{shown(path)} is not in the project's folder, the only one to read a {what} from")
        try:
            # Not blocking: a named pipe is refused, and not waited for.
            descriptor = os.open(found, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Problem("It is not a regular file")
            with open(descriptor, "rb", closefd=False) as file:
                yield file, found
        except Problem as problem:
            raise Problem(f"{shown(path)}: {problem}") from None
        finally:
            os.close(descriptor)
        return
    searched = "" if os.path.isabs(os.path.expanduser(path)) else f" in {shown(os.getcwd())} or beside the playbook"
    raise Problem(
        f"There is no {what} {shown(path)} that can be read{searched}. Correct the path, or give the full path"
    )


def _candidates(lookup: LookupBase, path: str, variables: dict[str, t.Any]) -> t.Iterator[str]:
    expanded = os.path.expanduser(path)
    yield os.path.abspath(expanded)
    if not os.path.isabs(expanded):
        yield lookup.find_file_in_search_path(variables, "files", path, ignore_missing=True) or ""


def _project(variables: dict[str, t.Any]) -> str:
    """The project's folder where AWX runs the playbook, else an empty text."""
    if not any(os.environ.get(name) for name in _OF_AWX) and not any(name in variables for name in _VARIABLES_OF_AWX):
        return ""
    started, playbook = os.path.realpath(os.getcwd()), os.path.realpath(variables.get("playbook_dir") or os.getcwd())
    return started if started != os.sep and _is_below(playbook, started) else playbook


def _is_below(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder
