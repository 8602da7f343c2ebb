# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are greetings, and what is said of the others."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.wav import (
    LARGEST,
    check_greeting,
    greeting_problem,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError


def wav(tag: int = 7, channels: int = 1, rate: int = 8000, bits: int = 8, data: bytes = b"\xff" * 80) -> bytes:
    """A WAV file."""
    header = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    chunks = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in ((b"fmt ", header), (b"LIST", b"odd"), (b"data", data))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def test_a_greeting() -> None:
    assert greeting_problem(wav()) is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (wav(tag=1, channels=2, rate=44100, bits=16), "is PCM, 44,100 Hz, stereo, 16 bit, and must be G.711 u-law"),
        (wav(tag=6), "G.711 A-law, 8,000 Hz, mono, 8 bit"),
        (wav(channels=3), "3 channels"),
        (wav(tag=99), "format 99"),
        (wav(rate=16000), "16,000 Hz"),
        (wav(bits=16), "16 bit"),
        (wav(data=b""), "without sound"),
        (wav()[:20], "damaged"),
        (b"ID3" + b"\0" * 99, "is MP3 and must be a WAV file"),
        (b"\xff\xfb" + b"\0" * 99, "is MP3"),
        (b"OggS" + b"\0" * 99, "is Ogg"),
        (b"\0\0\0\x18ftypM4A " + b"\0" * 99, "is MPEG-4"),
        (b"", "is empty"),
        (b"hello", "of an unknown format"),
        (wav(data=b"\0" * LARGEST), "at most 4,600,000 (4.6 MB) are allowed"),
    ],
)
def test_something_else(content: bytes, problem: str) -> None:
    assert problem in (greeting_problem(content) or "")


@given(st.integers(0, 200), st.binary(max_size=60))
def test_a_damaged_file_is_never_an_exception(cut: int, rest: bytes) -> None:
    greeting_problem(wav()[:cut] + rest)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"RIFF\0\0\0\0AVI " + wav()[12:], "is of an unknown format and must be a WAV file"),
        (b"RIFX" + wav()[4:], "is of an unknown format and must be a WAV file"),
        (b"\xff\xf3" + b"\0" * 99, "is MP3 and must be a WAV file"),
        (wav()[:12], "is a WAV file without a format, so it is damaged"),
        (wav(data=b""), "is a WAV file without sound"),
        (
            wav()[:20] + struct.pack("<HHIIHH", 0xFFFE, 65535, 2**32 - 1, 0, 0, 65535) + wav()[36:],
            "is an extensible format, 4,294,967,295 Hz, 65535 channels, 65535 bit, "
            "and must be G.711 u-law, 8,000 Hz, mono, 8 bit",
        ),
    ],
)
def test_the_whole_sentence(content: bytes, problem: str) -> None:
    assert greeting_problem(content) == problem


def test_a_greeting_may_be_as_large_as_the_api_takes() -> None:
    most = wav(data=b"\xff" * (LARGEST - len(wav(data=b""))))
    assert len(most) == LARGEST and greeting_problem(most) is None
    assert greeting_problem(most + b"\0") == "has 4,600,001 bytes, and at most 4,600,000 (4.6 MB) are allowed"


def test_a_longer_format_and_a_last_chunk_without_content_are_read() -> None:
    header = struct.pack("<HHIIHHH", 7, 1, 8000, 8000, 1, 8, 0)  # with the size of an extension, which is none
    start = b"RIFF\0\0\0\0WAVE" + b"fmt " + struct.pack("<I", len(header)) + header
    assert greeting_problem(start + b"data" + struct.pack("<I", 1) + b"\xff") is None
    assert greeting_problem(start + b"data" + struct.pack("<I", 1)) == "is a WAV file without sound"
    # Its size is said to be none, whatever follows.
    assert greeting_problem(start + b"data" + struct.pack("<I", 0) + b"\xff\xff") == "is a WAV file without sound"
    # A header that is too short is no format, even where the next chunk begins in it.
    assert greeting_problem(b"RIFF\0\0\0\0WAVE" + b"fmt " + struct.pack("<I", 15) + b"\7" * 15 + b"\0") == (
        "is a WAV file without a format, so it is damaged"
    )
    # The head of the last chunk is read where it is all that is left.
    assert greeting_problem(start[:12] + b"data" + struct.pack("<I", 0)) == (
        "is a WAV file without a format, so it is damaged"
    )


def test_a_file_is_refused_by_its_name_with_the_command_that_converts_it() -> None:
    check_greeting("/srv/busy.wav", wav())
    with pytest.raises(ValidationError) as refused:
        check_greeting("/srv/busy.v2.mp3", b"ID3" + bytes(60))
    assert str(refused.value) == (
        f"/srv/busy.v2.mp3 {greeting_problem(b'ID3' + bytes(60))}. "
        "To convert it: ffmpeg -i /srv/busy.v2.mp3 -ar 8000 -ac 1 -c:a pcm_mulaw busy.v2-ulaw.wav"
    )
