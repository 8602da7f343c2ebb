# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all unit tests share."""

from __future__ import annotations

from hypothesis import settings

# No test fails because a machine is slow. The rest is as it was: `make mutants` has a profile of its own.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")
