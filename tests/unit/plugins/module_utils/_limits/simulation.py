# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks on services that limit in many ways, in virtual time."""

from __future__ import annotations

import heapq
import itertools
import math
import random
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Controller, Ticket, Together


class Server:
    """One without any limit."""

    def refuse(self, now: float, busy: int) -> int:
        """Retry-After, 0 for a request that passes. I(busy): how many are under way, with this one."""
        return 0


class Bucket(Server):
    """A limit of I(rate) requests a second that keeps I(burst) for later, and is closed until Retry-After. I(other): the rate
    that somebody else takes."""

    def __init__(
        self, rate: float, burst: float | None = None, other: t.Callable[[float], float] = lambda now: 0.0
    ) -> None:
        self.rate, self.burst, self.other = rate, burst or max(1.0, rate), other
        self.tokens, self.time, self.closed = self.burst, 0.0, 0.0

    def refuse(self, now: float, busy: int) -> int:
        rate = self.rate - self.other(now)
        self.tokens = min(self.burst, self.tokens + (now - self.time) * rate) if rate > 0 else 0.0
        self.time = now
        if now >= self.closed:
            if self.tokens >= 1:
                self.tokens -= 1
                return 0
            self.closed = now + max(1, math.ceil((1 - self.tokens) / max(rate, 1.0)))
        return max(1, math.ceil(self.closed - now))


class Switched(Server):
    """Another server after so many requests."""

    def __init__(self, first: Server, after: int, then: Bucket) -> None:
        self.first, self.left, self.then = first, after, then

    def refuse(self, now: float, busy: int) -> int:
        self.left -= 1
        if self.left == 0:
            self.then.time = now
        return (self.first if self.left > 0 else self.then).refuse(now, busy)


class Each(Server):
    """Refuses each so-manieth request, or that one alone."""

    def __init__(self, number: int, retry_after: int = 1, once: bool = False) -> None:
        self.number, self.retry_after, self.once, self.seen = number, retry_after, once, 0

    def refuse(self, now: float, busy: int) -> int:
        self.seen += 1
        hit = self.seen == self.number if self.once else self.seen % self.number == 0
        return self.retry_after if hit else 0


class AtATime(Server):
    """Takes so many at a time."""

    def __init__(self, most: int) -> None:
        self.most = most

    def refuse(self, now: float, busy: int) -> int:
        return 1 if busy > self.most else 0


class Task:
    """A task of the simulation: its threads, who read and then write, and what it knows."""

    def __init__(self, people: int, threads: int, controller: Controller) -> None:
        self.left, self.threads, self.controller = people, threads, controller
        self.writing = [False] * threads
        self.waiting: list[tuple[bool, int, int]] = []
        self.busy = 0
        self.together = Together()
        self.refused = False
        self.looks = math.inf  # when it looks again


class Simulation:
    """Tasks on one server; C(seconds) until all is done, C(granted) the times of all that was, C(refused) how many were not."""

    def __init__(
        self,
        server: Server,
        *tasks: Task,
        latency: float = 0.1,
        seed: int = 1,
        start: float = 0.0,
        stagger: float = 0.01,
    ) -> None:
        self.server, self.latency, self.random = server, latency, random.Random(seed)
        self.steps: list[tuple[float, int, t.Callable[..., None], tuple[t.Any, ...]]] = []
        self.order = itertools.count()
        self.busy = self.refused = 0
        self.granted: list[float] = []
        for number, task in enumerate(tasks):
            for thread in range(task.threads):  # somebody is looked up first
                self.after(start + stagger * number + 0.3 * bool(thread), self.begin, task, thread)
        while self.steps:
            self.now, dummy, step, arguments = heapq.heappop(self.steps)
            step(*arguments)
        self.seconds = (self.granted[-1] if self.granted else start) - start

    def after(self, when: float, step: t.Callable[..., None], *arguments: t.Any) -> None:
        heapq.heappush(self.steps, (when, next(self.order), step, arguments))

    def begin(self, task: Task, thread: int) -> None:
        if not task.writing[thread]:
            if not task.left:
                return
            task.left -= 1
        task.writing[thread] = not task.writing[thread]
        heapq.heappush(task.waiting, (task.writing[thread], next(self.order), thread))  # writes go first
        self.poll(task)

    def poll(self, task: Task) -> None:
        while task.waiting:
            wait = task.controller.wait(self.now, task.busy, task.refused)
            if wait:
                look = self.now + min(wait, 0.5) + 1e-6
                if wait < math.inf and not self.now < task.looks <= look:
                    task.looks = look
                    self.after(look, self.poll, task)
                return
            thread = heapq.heappop(task.waiting)[2]
            ticket = task.controller.send(self.now, task.busy)
            task.busy += 1
            # Requests may arrive in another order than they are sent, and so may answers.
            arrives = self.now + self.random.uniform(0.0, 0.004)
            self.after(arrives, self.arrive, task, thread, ticket)

    def arrive(self, task: Task, thread: int, ticket: Ticket) -> None:
        self.busy += 1
        retry_after = self.server.refuse(self.now, self.busy)
        self.after(
            self.now + self.latency * self.random.uniform(0.97, 1.03), self.leave, task, thread, ticket, retry_after
        )

    def leave(self, *arguments: t.Any) -> None:
        self.busy -= 1
        self.after(self.now + self.random.uniform(0.0, 0.004), self.answer, *arguments)

    def answer(self, task: Task, thread: int, ticket: Ticket, retry_after: int) -> None:
        task.busy -= 1
        if retry_after:
            self.refused, task.refused = self.refused + 1, True
            task.controller.refused(self.now, ticket, retry_after, task.together)
            heapq.heappush(task.waiting, (task.writing[thread], next(self.order), thread))
        else:
            task.together.add(ticket.sent, self.now)
            task.controller.granted(ticket, task.together)
            self.granted.append(self.now)
            self.begin(task, thread)
        self.poll(task)


def simulate(people: int, server: Server, threads: int = 10, seed: int = 1) -> Simulation:
    """One task that changes so many people: two requests each."""
    return Simulation(server, Task(people, threads, Controller()), seed=seed)
