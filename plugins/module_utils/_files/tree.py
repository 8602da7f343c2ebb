# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder's files on disk: read without following a link, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import LARGEST

_DEEPEST = 4
_MOST_FILES = 200_000


def read_tree(root: str) -> dict[str, bytes]:
    """The content of the files of the organization by their paths below I(root), with C(/) between; none where there is no folder. Files
    whose names are misspelt are among them; what else is in the folder is not.

    @raise ValidationError: something in it is a link, or cannot be read.
    """
    found: dict[str, bytes] = {}
    if not os.path.exists(root):
        return found
    if not os.path.isdir(root):
        raise ValidationError(
            f"directory: {printable(root)} is a file. Give the folder of an organization's files; to give a snapshot, set snapshot."
        )
    for name in sorted(os.listdir(root)):
        is_folder = os.path.isdir(os.path.join(root, name))
        if not layout.meant(name, is_folder):
            continue
        if is_folder:
            _walk(root, name, found, 1)
        else:
            found[name] = _read(root, name)
    return found


def read_organization(root: str) -> dict[str, bytes]:
    """As L(read_tree), of a folder that must hold an organization.

    @raise ValidationError: it does not, or cannot be read.
    """
    found = read_tree(root)
    if not set(found) - {layout.PROFILES, layout.POLICIES}:
        what = f"there is no folder {printable(root)}"
        if os.path.exists(root):
            names = f"{layout.SETTINGS_FILE}, {layout.ORGANIZATION} and {layout.LOCATIONS}/"
            what = f"there is no organization in {printable(root)}: it has none of {names}"
        near = _near(root)
        way_out = "Check its name, or create it with the playbook webex.calling.export."
        raise ValidationError(f"directory: {what}. {f'Did you mean {printable(near)}?' if near else way_out}")
    return found


def _near(root: str) -> str | None:
    """A folder that holds an organization: one in I(root), or beside it where it is none, or that of which it is a part."""
    place = root if os.path.isdir(root) else os.path.normpath(os.path.join(root, ".."))
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = sorted(os.listdir(place))
    near = [os.path.normpath(os.path.join(place, name)) for name in (*names, "..", "../..")]
    return next((one for one in near if os.path.isfile(os.path.join(one, layout.SETTINGS_FILE))), None)


def _walk(root: str, below: str, found: dict[str, bytes], depth: int) -> None:
    folder = os.path.join(root, below)
    if os.path.islink(folder):
        raise ValidationError(f"{printable(below)} is a link, which is not followed.")
    for name in sorted(os.listdir(folder)):
        path = f"{below}/{name}"
        if name.startswith("."):
            continue
        if os.path.isdir(os.path.join(root, path)):
            if depth < _DEEPEST:
                _walk(root, path, found, depth + 1)
        elif name.endswith((".yml", ".yaml", ".json")):
            found[path] = _read(root, path)
        if len(found) > _MOST_FILES:
            raise ValidationError(f"directory: it holds more than {_MOST_FILES:,} files.")


def _read(root: str, path: str) -> bytes:
    try:
        opened = os.open(os.path.join(root, path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise ValidationError(f"{printable(path)} is not a regular file.")
            return file.read(LARGEST + 1)
    except OSError as error:
        is_link = os.path.islink(os.path.join(root, path))
        words = "is a link, which is not followed" if is_link else f"cannot be read: {error.strerror}"
        raise ValidationError(f"{printable(path)} {words}.") from None


def read_file(path: str) -> bytes:
    """The content of one file.

    @raise ValidationError: it is none, or cannot be read.
    """
    folder, name = os.path.split(path)
    return _read(folder, name)


def write_tree(root: str, changed: t.Mapping[str, bytes | None]) -> None:
    """Write the files that I(changed), by their paths; remove those that are None.

    @raise ValidationError: one cannot be written; those before it are.
    """
    for path, content in changed.items():
        place = os.path.join(root, path)
        try:
            if content is None:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(place)
                with contextlib.suppress(OSError):  # while there is more in it
                    os.rmdir(os.path.dirname(place))
                continue
            os.makedirs(os.path.dirname(place), exist_ok=True)
            unfinished = f"{place}.{os.getpid()}.new"
            with contextlib.suppress(FileNotFoundError):
                os.unlink(unfinished)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            with open(os.open(unfinished, flags, 0o666), "wb") as file:
                file.write(content)
            with contextlib.suppress(OSError):
                os.chmod(unfinished, stat.S_IMODE(os.stat(place).st_mode))
            os.replace(unfinished, place)
        except OSError as error:
            raise ValidationError(f"{printable(path)} cannot be written: {error.strerror}.") from None


def revision(files: t.Mapping[str, bytes]) -> str:
    """The SHA-256 of files: of each one's path, size and content."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode("utf-8", "surrogateescape"))
        digest.update(files[path])
    return digest.hexdigest()
