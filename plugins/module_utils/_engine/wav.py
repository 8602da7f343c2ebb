# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file is a greeting as the API takes it: WAV, G.711 u-law, 8 kHz, mono, 8 bit."""

from __future__ import annotations

import codecs
import os
import shlex
import struct
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable

LARGEST = 4_600_000

_FORMATS = {
    1: "PCM",
    3: "floating-point PCM",
    6: "G.711 A-law",
    7: "G.711 u-law",
    85: "MP3",
    0xFFFE: "an extensible format",
}
_MULAW = 7
_WANTED = (_MULAW, 1, 8000, 8)
_FFMPEG = "ffmpeg -i {src}{shorter} -ar 8000 -ac 1 -c:a pcm_mulaw {target}"
# Bytes that tell a text from other content.
_SAMPLE = 1000
# Seconds that fit into the largest file.
_LONGEST = 570
_CONVERT = "To convert it: {ffmpeg}"
_SHORTEN = "To shorten it: {ffmpeg}"
_REPLACE = "Check that it is the recording, and that it was copied completely."


class Problem(t.NamedTuple):
    """Why a file is no greeting, in words that follow its name, and the way out."""

    words: str
    advice: str


def read_greeting(src: str, file: t.BinaryIO) -> bytes:
    """The content of a greeting's I(file), which is called I(src).

    @raise ValidationError: it is no greeting; it says what to do about it.
    @raise OSError: it cannot be read.
    """
    content = file.read(LARGEST + 1)
    size = max(len(content), file.seek(0, os.SEEK_END)) if len(content) > LARGEST else len(content)
    problem = greeting_problem(content, size)
    if problem:
        name = printable(src)
        shorter = f" -t {_LONGEST}" if size > LARGEST else ""
        target = os.path.splitext(os.path.basename(name))[0] + "-ulaw.wav"
        ffmpeg = _FFMPEG.format(src=shlex.quote(name), shorter=shorter, target=shlex.quote(target))
        raise ValidationError(f"{name} {problem.words}. {problem.advice.format(ffmpeg=ffmpeg)}")
    return content


def greeting_problem(content: bytes, size: int) -> Problem | None:
    """Why a file with this I(size) in bytes is no greeting; None where it is one. Of a file that is too large, I(content) is the
    beginning."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        kind = _other_kind(content)
        return Problem(f"is {kind} and must be a WAV file", _REPLACE if kind in ("empty", "a text") else _CONVERT)
    chunks = {name: (length, chunk) for name, length, chunk in _chunks(content)}
    dummy, header = chunks.get(b"fmt ", (0, b""))
    if len(header) < 16:
        return Problem("is a WAV file without a format, so it is damaged", _REPLACE)
    tag, channels, rate, dummy, dummy, bits = struct.unpack("<HHIIHH", header[:16])
    if (tag, channels, rate, bits) != _WANTED:
        sound = "mono" if channels == 1 else "stereo" if channels == 2 else f"{channels} channels"
        is_now = f"{_FORMATS.get(tag, f'format {tag}')}, {rate:,} Hz, {sound}, {bits} bit"
        return Problem(f"is {is_now}, and must be G.711 u-law, 8,000 Hz, mono, 8 bit", _CONVERT)
    if size > LARGEST:
        allowed = f"at most {LARGEST:,} (4.6 MB, which is 9.5 minutes) are allowed"
        return Problem(f"has {size:,} bytes, and {allowed}", _SHORTEN)
    length, data = chunks.get(b"data", (0, b""))
    if not length:
        return Problem("is a WAV file without sound", _REPLACE)
    if len(data) < length:
        words = f"is not complete: it should hold {length:,} bytes of sound, and holds {len(data):,}"
        return Problem(words, "Copy it again, or keep what is there: {ffmpeg}")
    return None


def _chunks(content: bytes) -> t.Iterator[tuple[bytes, int, bytes]]:
    """The chunks of a WAV file: the name of each, how long it should be, and what is there of it."""
    place = 12
    while place + 8 <= len(content):
        name, length = struct.unpack("<4sI", content[place : place + 8])
        yield name, length, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _other_kind(content: bytes) -> str:
    if content[:3] == b"ID3" or content[:2] in (b"\xff\xfb", b"\xff\xf3"):
        return "MP3"
    if content[:4] == b"OggS":
        return "Ogg"
    if content[4:8] == b"ftyp":
        return "MPEG-4"
    if not content:
        return "empty"
    return "a text" if _is_text(content[:_SAMPLE]) else "of an unknown format"


def _is_text(sample: bytes) -> bool:
    try:
        words = codecs.getincrementaldecoder("utf-8")().decode(sample)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return all(one.isprintable() or one.isspace() for one in words)
