# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module supports, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The modules' attributes."""

    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/webex.calling.all) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - webex.calling.all
  platform:
    description: Where the module runs.
    support: full
    platforms: posix
"""

    CHANGES = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: full
  idempotent:
    description: When run twice in a row with the same arguments, the second invocation indicates that nothing changed.
    support: full
"""

    SENDS = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details: A diff would show secrets.
  idempotent:
    description: When run twice in a row with the same arguments, the second invocation indicates that nothing changed.
    support: none
    details: What the API does not return cannot be compared, so it is always sent.
"""

    READS = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details: It only reads.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details: It only reads.
"""
