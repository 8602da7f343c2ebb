# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are greetings, and what is said of the others."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.wav import (
    LARGEST,
    Problem,
    greeting_problem,
    read_greeting,
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


def problem_of(content: bytes) -> Problem | None:
    """What is wrong with a file that is this long."""
    return greeting_problem(content[: LARGEST + 1], len(content))


def words_of(content: bytes) -> str | None:
    found = problem_of(content)
    return found and found.words


def refused(src: str, content: bytes) -> str:
    """The whole message."""
    with pytest.raises(ValidationError) as error:
        read_greeting(src, io.BytesIO(content))
    return str(error.value)


FFMPEG = "ffmpeg -i a.wav -ar 8000 -ac 1 -c:a pcm_mulaw a-ulaw.wav"


def test_a_greeting() -> None:
    assert problem_of(wav()) is None
    assert read_greeting("a.wav", io.BytesIO(wav())) == wav()


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
        (b"hello", "is a text and must be a WAV file"),
        (b"hello" + "\u00e9".encode() * 998, "is a text"),  # the sample ends in a character
        (b"hello\0", "of an unknown format"),
        (b"\xff" * 99, "of an unknown format"),
        (wav(data=b"\0" * LARGEST), "at most 4,600,000 (4.6 MB, which is 9.5 minutes) are allowed"),
        (wav(tag=1, data=b"\0" * LARGEST), "is PCM"),
    ],
)
def test_something_else(content: bytes, problem: str) -> None:
    assert problem in (words_of(content) or "")


@given(st.integers(0, 200), st.binary(max_size=60))
def test_a_damaged_file_is_never_an_exception(cut: int, rest: bytes) -> None:
    problem_of(wav()[:cut] + rest)


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
    assert words_of(content) == problem


def test_a_greeting_may_be_as_large_as_the_api_takes() -> None:
    most = wav(data=b"\xff" * (LARGEST - len(wav(data=b""))))
    assert len(most) == LARGEST and problem_of(most) is None
    allowed = "at most 4,600,000 (4.6 MB, which is 9.5 minutes) are allowed"
    shorten = f"To shorten it: {FFMPEG.replace('a.wav', 'a.wav -t 570', 1)}"
    assert refused("a.wav", most + b"\0") == f"a.wav has 4,600,001 bytes, and {allowed}. {shorten}"
    longer = refused("a.wav", wav(data=bytes(5_600_000)))
    assert longer.startswith("a.wav has 5,600,056 bytes") and longer.endswith(shorten)
    # Another format is converted and shortened at once.
    assert refused("a.wav", wav(tag=1, data=bytes(5_600_000))).endswith(
        f"To convert it{shorten[len('To shorten it') :]}"
    )


@pytest.mark.parametrize("cut", [1, 79, 80])
def test_a_file_that_was_cut_is_refused_before_it_is_sent(cut: int) -> None:
    assert refused("a.wav", wav()[:-cut]) == (
        f"a.wav is not complete: it should hold 80 bytes of sound, and holds {80 - cut}. "
        f"Copy it again, or keep what is there: {FFMPEG}"
    )


@pytest.mark.parametrize("content", [b"", b"version 1\noid sha256:0\n", wav()[:20], wav(data=b"")])
def test_no_command_is_told_that_cannot_help(content: bytes) -> None:
    words = refused("a.wav", content)
    assert (
        words.endswith(". Check that it is the recording, and that it was copied completely.") and "ffmpeg" not in words
    )


def test_a_longer_format_and_a_last_chunk_without_content_are_read() -> None:
    header = struct.pack("<HHIIHHH", 7, 1, 8000, 8000, 1, 8, 0)  # with the size of an extension, which is none
    start = b"RIFF\0\0\0\0WAVE" + b"fmt " + struct.pack("<I", len(header)) + header
    assert problem_of(start + b"data" + struct.pack("<I", 1) + b"\xff") is None
    assert (words_of(start + b"data" + struct.pack("<I", 1)) or "").startswith("is not complete")
    # Its size is said to be none, whatever follows.
    assert words_of(start + b"data" + struct.pack("<I", 0) + b"\xff\xff") == "is a WAV file without sound"
    # A header that is too short is no format, even where the next chunk begins in it.
    assert words_of(b"RIFF\0\0\0\0WAVE" + b"fmt " + struct.pack("<I", 15) + b"\7" * 15 + b"\0") == (
        "is a WAV file without a format, so it is damaged"
    )
    # The head of the last chunk is read where it is all that is left.
    assert words_of(start[:12] + b"data" + struct.pack("<I", 0)) == ("is a WAV file without a format, so it is damaged")


def test_a_file_is_refused_by_its_name_with_the_command_that_converts_it() -> None:
    assert refused("/srv/busy.v2.mp3", b"ID3" + bytes(60)) == (
        "/srv/busy.v2.mp3 is MP3 and must be a WAV file. "
        "To convert it: ffmpeg -i /srv/busy.v2.mp3 -ar 8000 -ac 1 -c:a pcm_mulaw busy.v2-ulaw.wav"
    )
    assert "-i '/srv/help desk.mp3' -ar 8000 -ac 1 -c:a pcm_mulaw 'help desk-ulaw.wav'" in refused(
        "/srv/help desk.mp3", b"ID3" + bytes(60)
    )
