# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A greeting as it is uploaded: the one part of a multipart body, and the WAV file in it."""

from __future__ import annotations

import email
import email.message
import struct

from .messages import ApiError, Call

LARGEST = 4_600_000
MU_LAW = 7


def uploaded_file(call: Call) -> tuple[str, bytes]:
    """The name and the bytes of the file in the body of this request."""
    boundary = _header("Content-Type", call.headers.get("Content-Type", "")).get_param("boundary")
    if call.content_type != "multipart/form-data" or not boundary:
        raise ApiError(400, "Current request is not a multipart request")
    marker = b"--" + str(boundary).encode()
    first, *parts = (b"\r\n" + call.body).split(b"\r\n" + marker)
    if first.strip() or not parts or not parts[-1].startswith(b"--"):
        raise ApiError(400, "The multipart body is not complete")
    if len(parts) != 2:
        raise ApiError(400, f"One part named file is expected, not {len(parts) - 1}")
    head, blank, content = parts[0].removeprefix(b"\r\n").partition(b"\r\n\r\n")
    part = email.message_from_bytes(head)
    name = part.get_filename() or ""
    if not blank or part.get_param("name", header="Content-Disposition") != "file":
        raise ApiError(400, "Required part 'file' is not present")
    if not name.lower().endswith(".wav"):
        raise ApiError(400, "The name of the file must end in .wav")
    if part.get_content_type() != "audio/wav":
        raise ApiError(400, "The type of the part must be audio/wav")
    if wrong := fault_of_sound(content):
        raise ApiError(400, f"The file {wrong}")
    return name, content


def fault_of_sound(content: bytes) -> str:
    """What is wrong with a greeting; nothing when it is RIFF, WAVE, G.711 u-law, 8 kHz, 8 bit, mono, and not too large."""
    if len(content) > LARGEST:
        return f"is larger than {LARGEST} bytes"
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return "is not a WAV file"
    chunks, at = {}, 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        if at + 8 + size > len(content):
            return "is not complete"
        chunks.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    form, sound = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(form) < 16 or not sound:
        return "holds no sound"
    codec, channels, rate, dummy, dummy, bits = struct.unpack_from("<HHIIHH", form)
    if (codec, channels, rate, bits) != (MU_LAW, 1, 8000, 8):
        return "is not G.711 u-law, 8 kHz, 8 bit, mono"
    return ""


def _header(name: str, value: str) -> email.message.Message:
    message = email.message.Message()
    message[name] = value
    return message
