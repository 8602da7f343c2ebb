# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the API's allowance. Pure: the time is an argument, in seconds of one clock.

The API does not tell its limit. It refuses a request that is over it, and every other until C(Retry-After). A refusal says
that I(now) was too fast; it says what the limit is only where enough was granted before it. So there are four answers:

- Requests that were sent after the refused one were granted: the refusal was a stray one. It costs its pause.
- Some were, while others went on to be refused: the API takes only so many at a time. A task then keeps no more under way.
- Several in a row were refused, or one after enough had been granted: there is a limit. What was granted between two
  refusals, over the time between them, is a lower bound of it (allowance that was not used may have been lost), and the rate
  starts there. It is kept for a while, and then grows faster and faster (a cubic, as in TCP CUBIC and in the adaptive retry
  mode of the AWS SDKs), so that a larger allowance is found without asking for it too often.
- Otherwise nothing is known but the pause. Where several were refused, the task that saw it starts slowly after the pause
  and doubles its rate every second; no other task inherits that.

The constants were chosen in simulations (tests/unit/plugins/module_utils/_limits), and are measured by C(make bench).
"""

from __future__ import annotations

import itertools
import math
import typing as t
from collections import deque
from dataclasses import dataclass, field, replace

# Below what was measured, since a measure is not exact: some percent of the allowance are the price of few refusals.
_CAUTION = 0.968
# The allowance that a refusal leaves unused, in requests: less than one.
_LEFT = 0.3
# Of a rate that was kept for some time this share is kept at least: one measure that mixes two limits may be far off.
_KEPT = 0.7
# The share that is kept after a stray refusal, or one right after a pause: should they go on, something is too fast.
_STRAY = 0.9
# Granted requests times seconds: from here on a measure is one. Ten in a second, or two in five; less for the first one, which
# is of a burst: twenty in 0.3 seconds.
_ENOUGH, _BURST = 10.0, 6.0
# The API keeps unused allowance for later, for a second's worth it is assumed, until it is seen to keep less. The share of it
# that is made up for at once after a pause, so that a pause costs hardly anything.
_KEPT_FOR_LATER, _CREDIT = 1.0, 0.9
# The share of that after the first measure: it is of a burst, and may be of more than the task gets from then on.
_FIRST_CREDIT = 0.5
# A slow start: at most so many requests a second at first, however many were granted by chance, so that tasks that do not
# know of one another start alike; the seconds in which it doubles; the share of its last rate that surely was granted, for it
# overshoots by what was kept for later.
_GENTLE, _DOUBLING, _SURELY = 6.0, 1.0, 0.3
# The seconds of the cubic: few while little is known, more where the first measure was one, and twice as long as it took
# to the last refusal later (so the next comes about as long after), since a limit rarely changes; up to 75, or a larger
# allowance were found too late.
_FIRST, _SHORTEST, _MEASURED, _LONGEST, _PATIENCE = 14.0, 26.0, 21.0, 75.0, 2.1
# Seconds: what was granted for longer, while no limit was known, is what was asked for, not what is allowed.
_RECENT = 10.0
# Seconds after a pause: who is refused again within them, though less was made up for, is too fast.
_SOON = 3.0
# A rate that grew by more than this until it was refused was far too low at first: then the truth is between the two.
_FAR = 2.5
# A rate grows by a share of this many requests a second (a usual limit), which is the share that it has of it to this power: a
# small rate faster than a large one in proportion, so that tasks that share a limit get equal.
_USUAL, _EQUAL = 14.0, 0.3
# Seconds in which a task asks for nothing, because it waits for something else: what was granted before says nothing of a limit
# that is met later, for the API keeps less of the allowance than that.
_IDLE = 2.0
# Requests of which it is remembered when they were under way.
_LAST = 64
# Seconds within which requests may arrive in another order than they were sent.
_ORDER = 0.01
# Seconds without a refusal after which a limit is none any more: a true one refuses before, since the rate grows.
FORGOTTEN = 60.0


class Ticket(t.NamedTuple):
    """A request that was sent: in which episode (the time between two refusals), when, and how many were under way with it."""

    episode: int
    sent: float
    busy: int


@dataclass
class Episode:
    """The time from a pause to the next refusal, and the limits that are kept in it."""

    since: float = -1.0  # the refusal before, or the first request
    resumed: float = 0.0  # the pause ended
    ended: float = 0.0  # the first refused request was sent
    sent: int = 0
    refused: int = 0
    granted_after: int = 0  # sent after the first refused one, and granted
    together: int = 0  # the most that were under way at a time and were granted
    busy: int = 0  # the most that were under way with one that was refused
    surely: float = 0.0  # requests a second that are allowed at least, by the last ones of a task: L(Together.rate)
    rate: float = 0.0  # requests a second after the pause; 0: no limit is known
    window: int = 0  # requests under way; 0: no limit is known
    confirmed: bool = False  # enough was granted to know the rate
    doubling: float = _FIRST
    kept: float = _KEPT_FOR_LATER  # seconds of allowance that the API keeps for later
    granted: int = 0  # in the episodes before it that measured too little,
    lasted: float = 0.0  # and the seconds of these

    def pace(self, now: float) -> float:
        """Requests a second; 0 where no limit is known."""
        if not self.rate or now - self.resumed > FORGOTTEN:
            return 0.0
        if self.confirmed:
            return self.rate + _USUAL * (self.rate / _USUAL) ** _EQUAL * self._growth(now)
        return self.rate * 2.0 ** min(max(0.0, now - self.resumed) / _DOUBLING, 20.0)

    def room(self, now: float) -> float:
        """Requests that may be under way at a time; infinite where no limit is known."""
        known = self.window and now - self.resumed <= FORGOTTEN
        return int(self.window * (1 + self._growth(now))) if known else math.inf

    def _growth(self, now: float) -> float:
        return (max(0.0, now - self.resumed) / self.doubling) ** 3

    def next(self) -> Episode:
        """The episode after it, with what was learned from this one."""
        running, pace, room = self.ended - self.resumed, self.pace(self.ended), self.room(self.ended)
        after = Episode(since=self.ended, kept=self.kept)
        if pace or room < math.inf:
            after = replace(after, rate=self.rate, confirmed=self.confirmed, doubling=self.doubling)
        if self.granted_after > 1:
            # The API is not closed: it takes only so many at a time, or this was a stray refusal.
            window = min(room - 1, self.together) if self.together >= room else self.window or self.together
            rate = pace and max(self.rate, _STRAY * pace)
            return replace(
                after, rate=rate, window=int(max(1, window)), doubling=_LONGEST if self.window else _SHORTEST
            )
        fresh = self.resumed == self.since
        if (
            fresh and self.refused > 1 < self.together < self.busy
        ):  # so many at a time, perhaps; if not, it soon refuses again
            return replace(after, window=self.together, doubling=_SHORTEST)
        granted, paused = self.sent - self.refused, min(self.resumed - self.since, self.kept)
        if (
            after.confirmed and granted <= 0
        ):  # somebody else has all of it, which says nothing of what there is without them
            return replace(after, rate=1.0, confirmed=False)
        if after.confirmed:
            if running < _CREDIT * paused:  # the API keeps less for later than was made up for, or the rate is too high
                return replace(after, rate=_STRAY * self.rate, kept=max(0.0, min(self.kept, granted / pace - running)))
            if running < _SOON and self.kept < _KEPT_FOR_LATER:  # the rate was too high, and not what is kept for later
                paused, after = min(self.resumed - self.since, _KEPT_FOR_LATER), replace(after, kept=_KEPT_FOR_LATER)
            # At both ends the allowance was used up, but for a part of a request.
            rate = min(max((granted + _LEFT) / (running + paused), _KEPT * self.rate), pace)
            if pace > _FAR * self.rate:
                return replace(after, rate=_CAUTION * math.sqrt(rate * pace), doubling=_SHORTEST)
            doubling = min(_LONGEST, max(_SHORTEST, self.doubling, _PATIENCE * running))
            return replace(after, rate=_CAUTION * rate, doubling=doubling)
        granted, lasted = self.granted + granted, self.lasted + running + (_KEPT_FOR_LATER if fresh else paused)
        known = pace or (running <= _RECENT and self.refused > 1)
        if known and (granted * running >= _BURST if fresh else granted * lasted >= _ENOUGH):
            # The most of several measures is more likely to be too much.
            shown = _CAUTION * self.surely if fresh else _SURELY * pace
            rate = _CAUTION * max(granted / lasted, shown)
            return replace(after, rate=rate, confirmed=True, doubling=_FIRST if pace else _MEASURED)
        if pace or room < math.inf or self.refused > 1:
            rate = _GENTLE if fresh else min(max(granted / lasted, 1.0), _GENTLE)
            return replace(after, rate=rate, granted=granted, lasted=lasted)
        return after


class Together:
    """How many requests of a task were under way at a time and were granted, of the last ones."""

    def __init__(self) -> None:
        self._granted: deque[tuple[float, float]] = deque(maxlen=_LAST)

    def add(self, sent: float, answered: float) -> None:
        """One was granted."""
        self._granted.append((sent, answered))

    def most(self) -> int:
        """The most of them at any time."""
        steps = sorted(step for sent, answered in self._granted for step in ((sent, 1), (answered, -1)))
        return max(itertools.accumulate((change for dummy, change in steps), initial=0))

    def rate(self) -> float:
        """Requests a second that the API allows at least: what it granted from some moment on, over the time since then and what
        it may have kept for later until then. The moment is the one that shows most, for a task begins with requests one by one.
        """
        sent = sorted((sent for sent, dummy in self._granted), reverse=True)
        return max((number / (sent[0] - one + _KEPT_FOR_LATER) for number, one in enumerate(sent, 1)), default=0.0)


@dataclass
class Controller:
    """When the next request may go."""

    episode: Episode = field(default_factory=Episode)
    closed: Episode = field(default_factory=Episode)  # the one before
    number: int = 0  # of the episode
    until: float = 0.0  # the pause ends
    due: float = 0.0  # the request before was, by the rate
    seen: float = 0.0  # last

    def wait(self, now: float, busy: int, refused: bool) -> float:
        """Seconds until a request may go, as things are: 0 for now, infinite for when one of those under way is over.

        I(busy) is how many of the task are under way, I(refused) whether one of the task's was refused before: what is not
        confirmed is no other task's.
        """
        if now < self.until:
            return self.until - now
        if not (refused or self.episode.confirmed):
            return 0.0
        if busy >= self.episode.room(now):
            return math.inf
        pace = self.episode.pace(now)
        return max(0.0, self.due + 1 / pace - now) if pace else 0.0

    def send(self, now: float, busy: int) -> Ticket:
        """A request goes, beside I(busy) others."""
        fresh = self.episode.since == self.episode.resumed and not self.episode.refused
        if self.episode.since < 0 or (fresh and now - self.seen > _IDLE):
            self.episode.since = self.episode.resumed = now
            self.episode.sent = 0
        self.episode.sent += 1
        pace = self.episode.pace(now)
        self.due = max(self.due + 1 / pace, now - _CREDIT * self.episode.kept) if pace else now
        self.seen = now
        return Ticket(self.number, now, busy + 1)

    def granted(self, ticket: Ticket, last: Together) -> None:
        """A request was not refused, after the I(last) ones of the task."""
        if ticket.episode == self.number - 1:
            self.closed.granted_after += ticket.sent > self.closed.ended + _ORDER
            self._note(last)
            self._learn()

    def refused(self, now: float, ticket: Ticket, seconds: float, last: Together) -> None:
        """A request was refused, after the I(last) ones of the task that were not, and the API asks for a pause."""
        self.seen = now
        self.until = max(self.until, now + seconds)
        if ticket.episode == self.number:
            self.closed, self.number, self.episode = (
                replace(self.episode, ended=ticket.sent),
                self.number + 1,
                Episode(),
            )
        if ticket.episode == self.number - 1:  # others were under way, and tell more of the same episode
            self.closed.refused += 1
            self.closed.ended = min(self.closed.ended, ticket.sent)
            self._note(last)
            self.closed.busy = max(self.closed.busy, ticket.busy)
        self._learn()

    def _note(self, last: Together) -> None:
        self.closed.together = max(self.closed.together, last.most())
        self.closed.surely = max(self.closed.surely, last.rate())

    def _learn(self) -> None:
        sent = self.episode.sent
        self.episode = replace(self.closed.next(), resumed=self.until, sent=sent)
        if not sent:
            credit = _CREDIT * min(self.episode.kept, self.until - self.closed.ended)
            first = self.episode.confirmed and self.closed.resumed == self.closed.since
            self.due = self.until - (_FIRST_CREDIT * credit if first else credit)
