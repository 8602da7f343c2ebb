# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All owners of one kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from .owners import Owner


class Roster:
    """All owners of a kind, found by ID or name."""

    def __init__(self, make: Callable[..., Owner], seed: int, count: int) -> None:
        self._make, self._seed = make, seed
        self._first = [make(seed, number) for number in range(count)]
        self._first_index: dict[str, Owner] = {}
        for one in reversed(self._first):  # of several of a name, the first is found
            self._first_index.update({one.id: one, one.name: one})
        self.reset()

    def reset(self) -> None:
        """Those of the start."""
        self.all = list(self._first)
        self.index = dict(self._first_index)
        self.made = len(self._first)

    def new(self, name: str, **changes: Any) -> Owner:
        """A new one of this name, which `put` adds."""
        return dataclasses.replace(self._make(self._seed, self.made, name), **changes)

    def put(self, one: Owner) -> None:
        """Add it."""
        self.made += 1
        self.all.append(one)
        self.index[one.id] = one
        self.index.setdefault(one.name, one)

    def change(self, old: Owner, **changes: Any) -> Owner:
        """Another value for any field."""
        one = dataclasses.replace(old, **changes)
        self.all[self.all.index(old)] = one
        self.index.pop(old.name, None)
        self.index.update({one.id: one, one.name: one})
        return one

    def remove(self, one: Owner) -> None:
        """Remove it."""
        self.all.remove(one)
        self.index = {key: other for key, other in self.index.items() if other != one}
