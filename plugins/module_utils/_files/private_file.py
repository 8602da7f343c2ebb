# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that this user alone reads and writes, in a folder where nobody else can replace it, and that is whole or not there."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import grp
import os
import pwd
import stat
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable

# Packed, 100,000 people are 5 MB. What is larger was not made here.
_MOST_PACKED = 64 << 20
# Seconds. The lock is held while the file is read and written, and never while the API is asked.
_LONGEST_WAIT = 60.0
_OTHERS = stat.S_IWOTH | stat.S_IWGRP


def user_name() -> str:
    """The user of this process."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container
        return str(os.geteuid())


def read(path: str) -> bytes | None:
    """The content of the file at I(path); None where there is none.

    @raise WebexError: the file or its folder cannot be trusted.
    """
    with _folder(path) as (folder, name):
        return _read(folder, name, path)


def update(path: str, merge: t.Callable[[bytes | None], bytes | None], write: bool) -> None:
    """Replace the content of the file, or None, by what I(merge) makes of it, while nobody else does; None for the same.

    It is there for good when this returns. What kills this process on the way leaves the file as it was, or as it shall be.
    Without I(write) nothing is written, and no lock taken.

    @raise WebexError: the file or its folder cannot be trusted, or not be written. Also what I(merge) raises.
    """
    with _folder(path) as (folder, name):
        if not write:
            merge(_read(folder, name, path))
            return
        with _locked(folder, name, path):
            before = _read(folder, name, path)
            after = merge(before)
            if after is not None:
                _write(folder, name, path, after)
            elif before is not None:
                _make_private(folder, name, path)


@contextlib.contextmanager
def _folder(path: str) -> t.Iterator[tuple[int, str]]:
    """The folder of I(path), held open so that it stays the one that was looked at, and the file's name in it."""
    try:
        usable = b"\0" not in os.fsencode(path) and not path.endswith("/")
    except ValueError:
        usable = False
    folder, name = os.path.split(os.path.abspath(path))
    if not usable or not name:
        raise ValidationError(f"A snapshot must be a file, not {printable(path)}.")
    try:
        _check_way(folder)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise ValidationError(
            f"{name}: there is no folder {printable(folder)}. Create it, or correct the path. Nothing was written."
        ) from None
    except OSError as error:
        raise _failed(folder, error) from None
    try:
        _check_folder(os.fstat(opened), folder)
        yield opened, name
    finally:
        os.close(opened)


def _check_way(folder: str) -> None:
    """A link on the way to the folder leads wherever its owner wants."""
    while folder != os.path.dirname(folder):
        found = os.lstat(folder)
        if stat.S_ISLNK(found.st_mode) and found.st_uid not in (0, os.geteuid()):
            raise ValidationError(f"{printable(folder)} is a link of another user, who decides where it leads.")
        folder = os.path.dirname(folder)


def _check_folder(found: os.stat_result, folder: str) -> None:
    """In a folder like C(/tmp), whose sticky bit is set, nobody replaces the file of somebody else."""
    if found.st_uid not in (0, os.geteuid()):
        raise ValidationError(f"The folder {printable(folder)} belongs to another user, who could replace a snapshot.")
    if _others_may_write(found) and not found.st_mode & stat.S_ISVTX:
        raise ValidationError(
            f"Other users may write to the folder {printable(folder)}, and could replace a snapshot there: chmod go-w, or name another."
        )


def _others_may_write(found: os.stat_result) -> bool:
    if not found.st_mode & _OTHERS:
        return False
    if found.st_mode & stat.S_IWOTH:
        return True
    try:
        group = grp.getgrgid(found.st_gid)
    except KeyError:
        return True
    # Where each user has a group of their own, as on Fedora and Red Hat, it is as good as the user.
    return group.gr_name != user_name() or bool(set(group.gr_mem) - {user_name()})


def _open(folder: int, name: str, path: str, flags: int) -> int:
    """Open a file of this user's that nobody else may write."""
    opened = os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600, dir_fd=folder)
    found = os.fstat(opened)
    if not stat.S_ISREG(found.st_mode):
        problem = "is not a regular file"
    elif found.st_uid != os.geteuid():
        problem = "belongs to another user"
    elif _others_may_write(found):
        problem = "may be written by other users"
    else:
        return opened
    os.close(opened)
    raise ValidationError(f"{printable(path)} {problem}, so it is not trusted as a snapshot.")


@contextlib.contextmanager
def _locked(folder: int, name: str, path: str) -> t.Iterator[None]:
    """Alone with the file. The lock is a file beside it, which stays: it is free when its holder is gone."""
    try:
        lock = _open(folder, name + ".lock", path + ".lock", os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _failed(path + ".lock", error) from None
    try:
        until = time.monotonic() + _LONGEST_WAIT
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise WebexError(f"Another task holds {printable(path)}.lock. Nothing was written.") from None
                time.sleep(0.02)
            except OSError as error:
                raise _failed(path + ".lock", error) from None
        yield
    finally:
        os.close(lock)


def _read(folder: int, name: str, path: str) -> bytes | None:
    """The content of the file; None where there is none."""
    try:
        opened = _open(folder, name, path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed(path, error) from None
    with open(opened, "rb") as file:
        content = file.read(_MOST_PACKED + 1)
    if len(content) > _MOST_PACKED:
        raise ValidationError(f"{printable(path)} is not a snapshot: it is larger than {_MOST_PACKED >> 20} MiB.")
    return content


def _write(folder: int, name: str, path: str, content: bytes) -> None:
    # One name, which the lock makes ours: what a killed process left of it is gone with the next.
    unfinished = name + ".new"
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished, dir_fd=folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(unfinished, flags, 0o600, dir_fd=folder), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except OSError as error:
        raise _failed(path, error) from None


def _make_private(folder: int, name: str, path: str) -> None:
    try:
        opened = _open(folder, name, path, os.O_RDONLY)
        try:
            os.fchmod(opened, 0o600)
        finally:
            os.close(opened)
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: str, error: OSError) -> WebexError:
    words = "it is a link, which is not followed" if error.errno == errno.ELOOP else error.strerror
    return ValidationError(f"{printable(path)} cannot be used as a snapshot: {words}. Nothing was written.")
