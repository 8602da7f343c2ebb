# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot: settings as they were, in a file of packed JSON lines that loses nobody and that nobody else can write.

The first line says of which organization it is, who made it and when; the last one has the SHA-256 of the lines between,
one for each object. The file is read as this format alone, and nothing of what it holds is quoted in a message.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import errno
import fcntl
import grp
import gzip
import hashlib
import io
import json
import os
import pwd
import stat
import time
import typing as t
import zlib
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable

FORMAT = 1

# 100,000 people are 110 MB, packed 5 MB. What is larger was not made here, and is not unpacked in full.
_MOST_PACKED = 64 << 20
_MOST_UNPACKED = 512 << 20
_MOST_NAMED = 10
# Seconds. The lock is held while the file is read and written, and never while the API is asked.
_LONGEST_WAIT = 60.0
_OTHERS = stat.S_IWOTH | stat.S_IWGRP


class Entry(t.NamedTuple):
    """An object and its settings. I(key) is its address or name, I(location) the name of its location, where known."""

    kind: str
    id: str
    key: str
    location: str | None
    settings: Json


@dataclass(frozen=True)
class Snapshot:
    """Of the organization with the ID I(org_id), None where that is not known, made at the time I(created) I(by) a user."""

    org_id: str | None
    created: str
    by: str
    entries: t.Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    def people(self) -> t.Iterator[Entry]:
        """The people in it."""
        return (entry for (kind, dummy), entry in self.entries.items() if kind == "person")


def new(org_id: str | None) -> Snapshot:
    """An empty one, of now, by the user of this process."""
    return Snapshot(org_id, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), _user())


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container
        return str(os.geteuid())


def check_organization(snapshot: Snapshot, org_id: str | None) -> None:
    """Refuse a snapshot of another organization. Where one of the two is not known, nothing is refused.

    @raise ValidationError: it is of another one.
    """
    if snapshot.org_id and org_id and _uuid(snapshot.org_id) != _uuid(org_id):
        raise ValidationError("The snapshot is of another organization than the access token. Nothing was written.")


def _uuid(org_id: str) -> str:
    """An organization's UUID, which its ID holds, whatever the cluster and the padding."""
    org_id = org_id.strip()
    try:
        decoded = base64.urlsafe_b64decode(org_id.rstrip("=") + "=" * (-len(org_id.rstrip("=")) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        decoded = ""
    return (decoded if decoded.startswith("ciscospark://") else org_id).rpartition("/")[2].lower()


# --- the format


def encode(snapshot: Snapshot) -> bytes:
    """The file's content. The same snapshot gives the same bytes."""
    counts: dict[str, int] = {}
    between = io.BytesIO()
    for entry in sorted(snapshot.entries.values(), key=lambda one: (one.kind, one.key, one.id)):
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
        between.write(_line(entry._asdict()))
    head = {
        "format": FORMAT,
        "org_id": snapshot.org_id,
        "created": snapshot.created,
        "by": snapshot.by,
        "counts": counts,
    }
    lines = between.getvalue()
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(_line(head) + lines + _line({"sha256": hashlib.sha256(lines).hexdigest()}))
    return packed.getvalue()


def decode(content: bytes) -> Snapshot:
    """What I(content) holds.

    @raise ValueError: it is not a snapshot, or not all of one, and why.
    """
    lines = _unpack(content).splitlines(keepends=True)
    if len(lines) < 2:
        raise ValueError("it has no first and last line")
    first, *middle, last = lines
    head = _object(first, "its first line")
    if head.get("format") != FORMAT or isinstance(head.get("format"), bool):
        raise ValueError(f"its format is not {FORMAT}, which is all that this release reads")
    if _object(last, "its last line").get("sha256") != hashlib.sha256(b"".join(middle)).hexdigest():
        raise ValueError("its digest does not fit what it holds")
    org_id, created, by = (head.get(name) for name in ("org_id", "created", "by"))
    if not isinstance(created, str) or not isinstance(by, str) or not isinstance(org_id, (str, type(None))):
        raise ValueError("its first line does not say of which organization it is, who made it, and when")
    entries: dict[tuple[str, str], Entry] = {}
    counts: dict[str, int] = {}
    for number, line in enumerate(middle, start=2):
        entry = _entry(_object(line, f"line {number}"), number)
        entries[entry.kind, entry.id] = entry
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    if len(entries) != len(middle) or head.get("counts") != counts:
        raise ValueError("it does not hold what its first line counts")
    return Snapshot(org_id, created, by, entries)


def _line(value: Json) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _unpack(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            lines = file.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise ValueError("it is not packed as one (gzip), or not all of it is there") from None
    if len(lines) > _MOST_UNPACKED:
        raise ValueError(f"unpacked it is larger than {_MOST_UNPACKED >> 20} MiB")
    return lines


def _object(line: bytes, where: str) -> Json:
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not line.endswith(b"\n"):
        raise ValueError(f"{where} is not an object in JSON")
    return found


def _entry(found: Json, number: int) -> Entry:
    texts = [found.get(name) for name in ("kind", "id", "key")]
    if (
        set(found) != set(Entry._fields)
        or not all(isinstance(one, str) and one for one in texts)
        or not isinstance(found["location"], (str, type(None)))
        or not isinstance(found["settings"], dict)
    ):
        raise ValueError(f"line {number} does not say what it is about, or not in this format")
    return Entry(**found)


# --- what is kept, and what is given back


def keep(kept: Snapshot, people: t.Iterable[t.Mapping[str, t.Any]], change: t.Mapping[str, t.Any]) -> Snapshot:
    """I(kept) with those of I(people) who are not in it yet, as they are now; the same object where there is nobody to add.

    I(people) are a module's results, and I(change) are the settings that are named for everyone next: who has them all was
    changed before, so that what the snapshot holds of them is what was before.

    @raise ValidationError: somebody has other settings now than in the snapshot, and those of now would be in none.
    """
    entries, lost = dict(kept.entries), []
    for one in people:
        if one.get("failed"):
            continue
        held = kept.entries.get(("person", one["person_id"]))
        if held is None:
            key = one.get("email") or one["person"]
            entries["person", one["person_id"]] = Entry("person", one["person_id"], key, None, one["voicemail"])
        elif held.settings != one["voicemail"] and not _has(one["voicemail"], change, held.settings):
            lost.append(one["person"])
    if lost:
        raise ValidationError(
            f"The snapshot holds other settings of {_some(lost)} than now, and those of now would be lost. Nothing was written. "
            "Name another file for the snapshot."
        )
    return kept if len(entries) == len(kept.entries) else Snapshot(kept.org_id, kept.created, kept.by, entries)


def select(snapshot: Snapshot, names: t.Sequence[str] | None) -> list[Json]:
    """The people with these addresses or IDs, or all of them for None, as a module takes them.

    Each is named by ID, since an address may have passed to somebody else.

    @raise ValidationError: somebody is not in it; it says who.
    """
    by_name: dict[str, list[Entry]] = {}
    for entry in snapshot.people():
        for name in dict.fromkeys((entry.id, normalize_email(entry.key))):
            by_name.setdefault(name, []).append(entry)
    found: list[Entry] = []
    missing: list[str] = []
    several: list[str] = []
    for name in sorted(entry.id for entry in snapshot.people()) if names is None else names:
        entries = by_name.get(normalize_email(name.strip()) if "@" in name else name.strip(), [])
        if len(entries) == 1:
            found.append(entries[0])
        else:
            (several if entries else missing).append(name)
    problems = []
    if missing:
        problems.append(f"{_some(missing)}: not in the snapshot.")
    if several:
        problems.append(f"{_some(several)}: more than one person in the snapshot had this address. Name the ID.")
    if problems:
        raise ValidationError(" ".join(problems))
    return [
        {
            "person": entry.id,
            "person_id": entry.id,
            "email": entry.key if "@" in entry.key else None,
            "voicemail": entry.settings,
        }
        for entry in found
    ]


def _has(settings: t.Any, wanted: t.Mapping[str, t.Any], before: t.Any) -> bool:
    """Whether I(settings) are as I(wanted), in all that it names. What was not told I(before) either is never told."""
    if not isinstance(settings, t.Mapping):
        return False
    before = before if isinstance(before, t.Mapping) else {}
    return all(
        _has(settings.get(name), value, before.get(name))
        if isinstance(value, t.Mapping)
        else settings.get(name) == value
        for name, value in wanted.items()
        if name in settings or name in before
    )


def _some(names: t.Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return printable(", ".join(names[:_MOST_NAMED]), 5000) + (f" and {more:,} more" if more > 0 else "")


# --- the file


def check(path: str) -> None:
    """Find out whether I(path) can hold a snapshot, and whether what is there is one.

    @raise WebexError: it cannot, or is not.
    """
    with _folder(path) as (folder, name):
        _read(folder, name, path)


def read(path: str) -> Snapshot:
    """The snapshot that is there.

    @raise WebexError: there is none, or it cannot be trusted.
    """
    with _folder(path) as (folder, name):
        found = _read(folder, name, path)
    if found is None:
        raise WebexError(f"There is no snapshot {printable(path)}.")
    return found


def update(path: str, merge: t.Callable[[Snapshot | None], Snapshot], write: bool = True) -> None:
    """Replace the snapshot that is there, or None, by what I(merge) makes of it, while nobody else does.

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
            if after is not before:
                _write(folder, name, path, encode(after))
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
        raise ValidationError(f"{name}: there is no folder {printable(folder)}. Nothing was written.") from None
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
    return group.gr_name != _user() or bool(set(group.gr_mem) - {_user()})


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


def _read(folder: int, name: str, path: str) -> Snapshot | None:
    try:
        opened = _open(folder, name, path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed(path, error) from None
    with open(opened, "rb") as file:
        content = file.read(_MOST_PACKED + 1)
    try:
        if len(content) > _MOST_PACKED:
            raise ValueError(f"it is larger than {_MOST_PACKED >> 20} MiB")
        return decode(content)
    except ValueError as error:
        raise ValidationError(f"{printable(path)} is not a snapshot: {error}.") from None


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
