# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says how far a task is and what holds it up, and ends it with the Ansible that started it."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._limits.limiter import RateLimiter
from ansible_collections.webex.calling.plugins.module_utils._tasks.changed import ChangedOwners

# Seconds between two looks: a task whose Ansible is gone lasts that long, and a little more.
_LOOK = 0.5
# Seconds between two messages; and from the beginning of a longer pause until it is told.
_EVERY, _SOON = 10.0, 5.0
# Seconds from which on a pause is long enough to be told.
_PAUSE = 2.0
_ANSIBLE = ("ansible", "ansible-playbook", "ansible-console")
_HIGHEST = 6


class Outcome(t.Protocol):
    """What became of one owner."""

    @property
    def changed(self) -> bool:
        """Whether anything differed."""


class Progress:
    """A thread beside the task: `with Progress(say, limiter, redact) as progress`. I(say) may be None; then nothing is said. I(redact)
    takes secrets out of a name. Where it is not I(in_worker), the task does not end with what started this process. In I(check) mode
    owners would change."""

    def __init__(
        self,
        say: t.Callable[[str], None] | None,
        limiter: RateLimiter,
        redact: t.Callable[[object], str],
        in_worker: bool = True,
        check: bool = False,
    ) -> None:
        self._say, self._limiter, self._in_worker = say, limiter, in_worker
        self._words = {"changed": "would change" if check else "changed", "failed": "failed"}
        self._owners = ChangedOwners(redact, time.monotonic())
        self._over = threading.Event()
        self._due = time.monotonic() + _EVERY
        self._entered = self._began = time.monotonic()
        self._until = 0.0
        self._labels = ""
        self._counts: tuple[str, ...] = ()
        self._total = self._done = self._changed = self._failed = 0
        self._unanswered = self._told = 0
        self._lineage: dict[int, int] = {}

    def __enter__(self) -> Progress:
        self._lineage = _lineage() if self._in_worker else {}
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._over.set()

    def begin(self, labels: str, counts: tuple[str, ...]) -> None:
        """The owners, I(labels) in a sentence, are looked up. I(counts) is what can become of them."""
        self._labels, self._counts = labels, counts

    def start(self, total: int) -> None:
        """So many owners are looked up, and now their turn comes."""
        self._total, self._began = total, time.monotonic()

    def more(self, number: int) -> None:
        """So many more are looked up."""
        if not self._total:
            self._began = time.monotonic()
        self._total += number

    def close(self, summary: t.Mapping[str, int], stats: t.Mapping[str, t.Any], left_out: int = 0) -> None:
        """Say in one line what became of many, how many were I(left_out), and what it cost. Of one owner the result says enough."""
        if self._say and summary["total"] > 1:
            words = [f"{summary['total']:,} {self._labels}"]
            words += [f"{summary[name]:,} {self._words[name]}" for name in self._counts]
            words += [f"{left_out:,} left out"] if left_out else []
            words.append(f"{stats['requests']:,} requests in {time.monotonic() - self._entered:.1f} s")
            words.append(f"{stats['waited']:.1f} s waited")
            self._say(", ".join(words))

    def no_answer(self, reason: str) -> None:
        """A request got no answer for this I(reason), and is sent again. The first time it is said at once, and why."""
        self._unanswered += 1
        if self._say and not self._told:
            self._told = self._unanswered
            self._say(f"no answer, trying again: {printable(reason)}")

    def count(self, outcome: Outcome | Exception, left_out: bool = False, written: str | None = None) -> None:
        """One of them is done, or I(left_out), since the API says that there is nothing to do. I(written) is who that is, unless nothing
        is written at all."""
        self._end_with_ansible()
        self._done += 1
        if left_out:
            return
        if isinstance(outcome, Exception):
            self._failed += 1
            return
        self._changed += outcome.changed
        if outcome.changed and written and self._say:
            self._owners.add(written)

    def _end_with_ansible(self) -> None:
        if any(_parent(process) != parent for process, parent in self._lineage.items()):
            # Nobody reads the result, and what is under way is applied or not, as when the task itself is killed.
            os._exit(1)

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            self._end_with_ansible()
            if self._say:
                self._tell(self._say)

    def _tell(self, say: t.Callable[[str], None]) -> None:
        now, holding = time.monotonic(), self._limiter.holding
        if holding and holding > _PAUSE and now > self._until:  # another pause
            self._until, self._due = now + holding, min(self._due, now + _SOON)
        if now < self._due and not self._owners.are_due(now, self._total):
            return
        self._due = now + _EVERY
        words = []
        if self._total > 1:
            words.append(f"{self._done:,} of {self._total:,} {self._labels}")
            words += [f"{self._changed:,} {self._words['changed']}"] if "changed" in self._counts else []
            words += [f"{self._failed:,} failed"] if self._failed else []
        elif self._labels and not self._total:
            words.append(f"looking up {self._labels}")
        if self._done and self._total > 1:
            left = max((now - self._began) / self._done * (self._total - self._done), holding or 0.0)
            words.append(f"about {left / 60:.0f} min left" if left >= 90 else f"about {left:.0f} s left")
        if holding and holding > 1:
            words.append(f"waiting {holding:.0f} s (Retry-After)")
        elif holding is not None:
            words.append("as fast as the API's rate limit allows")
        if self._unanswered > self._told:
            self._told = self._unanswered
            words.append("still trying again, since there was no answer")
        if self._total > 1:
            words += self._owners.take(now, self._total)
        if words:
            say(", ".join(words))


def _parent(process: int) -> int:
    """The parent of a process, 0 where that cannot be told."""
    if process == os.getpid():
        return os.getppid()
    with (
        contextlib.suppress(OSError, ValueError, IndexError),
        open(f"/proc/{process}/stat", encoding="latin-1") as file,
    ):
        return int(file.read().rpartition(")")[2].split()[1])
    return 0


def _names(process: int) -> list[str]:
    """What a process was started as: the program, and what it runs if it is an interpreter."""
    with contextlib.suppress(OSError), open(f"/proc/{process}/cmdline", encoding="latin-1") as file:
        return [os.path.basename(word) for word in file.read().split("\0")[:3]]
    return []


def _lineage() -> dict[int, int]:
    """The parents of this process, and of those between it and the Ansible that started it: a worker of Ansible lives on where
    that was killed, and then has another parent."""
    chain, highest = [os.getpid(), os.getppid()], 1
    for number in range(1, _HIGHEST):
        names = _names(chain[number])
        # In the background, what started the task goes away by itself.
        if any(name.startswith("async_wrapper") for name in names):
            break
        if not set(names).isdisjoint(_ANSIBLE):
            highest = number
        chain.append(_parent(chain[number]))
    return dict(zip(chain[:highest], chain[1:]))
