# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verbs of HTTP as this API has them: what answers them, and when they are repeated."""

from __future__ import annotations

import typing as t

# After these, and after no answer (0), a second time may help.
_REPEATED = frozenset((0, 423, 429, 500, 502, 503, 504))
# What a request holds, or who sends it, is not accepted: it was not before either.
_REJECTED = frozenset((400, 403, 405, 415))


class Verb(t.NamedTuple):
    """A verb: what follows from an answer depends on it and on nothing else.

    C(statuses) are those of an answer as it should be, C(has_content) is whether there is always JSON in it.
    C(writes): it changes something, so that a lost answer leaves open whether it did.
    C(idempotent): to do it twice is to do it once, so that it may be repeated where it may have been done.
    C(urgent): it is sent before others that wait.
    C(done) are the statuses that say, after a try whose answer was lost, that this try did it.
    C(rejected) are those that say, after such a try, that it was not accepted either.
    C(unauthorized) are those that say that the token, or what mints one, is not accepted.
    """

    name: str
    statuses: frozenset[int]
    has_content: bool = False
    writes: bool = True
    idempotent: bool = True
    urgent: bool = True
    done: frozenset[int] = frozenset()
    rejected: frozenset[int] = _REJECTED
    unauthorized: frozenset[int] = frozenset((401,))

    def is_repeated(self, status: int, unprocessed: bool) -> bool:
        """Whether it is sent again after this I(status) (0: no answer): where that does no harm, or where it is I(unprocessed)."""
        return unprocessed or (self.idempotent and status in _REPEATED)

    def is_unconfirmed(self, status: int, lost: bool) -> bool:
        """Whether it is not known what became of it, where the last try ended with I(status) and the answer of one was I(lost)."""
        return self.writes and lost and not (self.idempotent and status in self.rejected)


GET = Verb("GET", frozenset((200,)), has_content=True, writes=False, urgent=False)
PUT = Verb("PUT", frozenset((204,)))
# The API may refuse a passcode because it took it a moment before.
PUT_PASSCODE = PUT._replace(rejected=_REJECTED - {400})
POST = Verb("POST", frozenset((200, 201, 204)), idempotent=False)
DELETE = Verb("DELETE", frozenset((200, 204)), done=frozenset((404, 410)))
# A POST for an access token. Each minted one is as good as another, so a lost one is no loss.
MINT = Verb(
    "POST",
    frozenset((200,)),
    has_content=True,
    writes=False,
    idempotent=False,
    unauthorized=frozenset((400, 401)),
)
