# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A local Webex over real HTTP: what the demo and every test run against."""

from __future__ import annotations

from .faults import Fault
from .server import ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN, Emulator
from .world import Person, World

__all__ = ["ADMIN_TOKEN", "READONLY_TOKEN", "USER_TOKEN", "Emulator", "Fault", "Person", "World"]
