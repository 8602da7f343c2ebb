# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file is a greeting as the API takes it: WAV, G.711 u-law, 8 kHz, mono, 8 bit."""

from __future__ import annotations

import os
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
_CONVERT = "ffmpeg -i {src} -ar 8000 -ac 1 -c:a pcm_mulaw {name}-ulaw.wav"


def check_greeting(src: str, content: bytes) -> None:
    """Find out whether the I(content) of the file I(src) is a greeting.

    @raise ValidationError: it is none; it says how to convert it.
    """
    problem = greeting_problem(content)
    if problem:
        name = printable(src)
        convert = _CONVERT.format(src=name, name=os.path.splitext(os.path.basename(name))[0])
        raise ValidationError(f"{name} {problem}. To convert it: {convert}")


def greeting_problem(content: bytes) -> str | None:
    """What I(content) is, in words that follow the name of a file, where it is no such greeting; None where it is one."""
    if len(content) > LARGEST:
        return f"has {len(content):,} bytes, and at most {LARGEST:,} (4.6 MB) are allowed"
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return f"is {_other_kind(content)} and must be a WAV file"
    chunks = dict(_chunks(content))
    header = chunks.get(b"fmt ", b"")
    if len(header) < 16:
        return "is a WAV file without a format, so it is damaged"
    tag, channels, rate, dummy, dummy, bits = struct.unpack("<HHIIHH", header[:16])
    if (tag, channels, rate, bits) != _WANTED:
        sound = "mono" if channels == 1 else "stereo" if channels == 2 else f"{channels} channels"
        is_now = f"{_FORMATS.get(tag, f'format {tag}')}, {rate:,} Hz, {sound}, {bits} bit"
        return f"is {is_now}, and must be G.711 u-law, 8,000 Hz, mono, 8 bit"
    return None if chunks.get(b"data") else "is a WAV file without sound"


def _chunks(content: bytes) -> t.Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        name, size = struct.unpack("<4sI", content[place : place + 8])
        yield name, content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _other_kind(content: bytes) -> str:
    if content[:3] == b"ID3" or content[:2] in (b"\xff\xfb", b"\xff\xf3"):
        return "MP3"
    if content[:4] == b"OggS":
        return "Ogg"
    if content[4:8] == b"ftyp":
        return "MPEG-4"
    return "empty" if not content else "of an unknown format"
