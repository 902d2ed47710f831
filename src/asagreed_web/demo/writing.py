"""The script of the demonstration: what happens to each ticket, and when. A seed decides; nothing is done here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

from asagreed.open_time import OpenHours, in_zone
from asagreed.terms import Terms
from asagreed_web.demo.cast import Request, ServedCustomer

MINUTE, HOUR, DAY = 60, 3600, 86400
BUSY = (1, 1, 1, 1, 1, 2, 4, 14, 30, 32, 28, 22, 16, 22, 26, 24, 20, 12, 5, 3, 3, 2, 2, 1)
"""How many reports come in each hour of a day, beside each other; weekends have a tenth."""
TECHNICIANS = ("technician", "theo", "nina", "finn", "ruth", "omar")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does to a ticket at a moment (UTC seconds); `says` is what it needs."""

    at: int
    story: str
    order: int
    does: str
    says: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a ticket plays: its customer with folder, terms and desk hours, and what can be asked for there."""

    folder: str
    customer: ServedCustomer
    terms: Terms
    hours: OpenHours
    requests: tuple[Request, ...]


def fitting_requests(requests: Sequence[Request], terms: Terms) -> tuple[Request, ...]:
    """Return what can be asked for under these terms: known kinds and systems; where kinds are listed, one is named."""
    services = {service.name for service in terms.scope.services}
    return tuple(
        request
        for request in requests
        if (request.kind in terms.issue_kinds or not request.kind)
        and (not request.system or request.system in terms.systems)
        and (request.kind or request.service in services)
    )


def write(scene: Scene, *, seed: int, start: int, until: int) -> list[Step]:
    """Return every step of a customer's tickets from a moment to another, in order of time."""
    random = Random(f"{seed} {scene.folder}")  # noqa: S311 – a story, not a secret
    steps: list[Step] = []
    moments = [*_reports(random, scene, start, until), *_fresh(random, scene, until)]
    for number, at in enumerate(moments):
        life = _Life(random, scene, f"{scene.folder} {number}", at).steps()
        steps += islice(life, _unfinished(random, at, until))
    return sorted((step for step in steps if step.at <= until), key=lambda step: (step.at, step.story, step.order))


def _reports(random: Random, scene: Scene, start: int, until: int) -> list[int]:
    weeks = (until - start) / (7 * DAY)
    wanted = round(scene.customer.weekly * weeks)
    found: list[int] = []
    while len(found) < wanted:
        at = random.randrange(start, until)
        local = in_zone(at, scene.terms.zone)
        share = 0.1 if local.weekday() >= 5 else 1
        if random.random() * max(BUSY) <= BUSY[local.hour] * share:
            found.append(at)
    return sorted(found)


def _fresh(random: Random, scene: Scene, until: int) -> list[int]:
    """Return moments shortly before the end: at whatever hour one looks, somebody has just called."""
    return sorted(until - random.randint(2, 100) * MINUTE for _ in range(min(scene.customer.weekly, 4) // 2))


def _unfinished(random: Random, at: int, until: int) -> int | None:
    """Return after how many steps a ticket of the last days stands still, for many of them are still open."""
    is_recent = at > until - 6 * DAY
    return random.randint(1, 4) if is_recent and random.random() < 0.5 else None


class _Life:
    """One ticket from its report to its end."""

    def __init__(self, random: Random, scene: Scene, story: str, at: int) -> None:
        self._random, self._scene, self._story, self._at = random, scene, story, at
        weights = [request.weight for request in scene.requests]
        self._request = random.choices(scene.requests, weights)[0]
        self._person = random.choice(TECHNICIANS)
        self._order = 0

    def steps(self) -> Iterator[Step]:
        """Yield what happens, in order of time."""
        yield self._step("log", self._reported())
        yield from self._first_answer()
        if self._request.hold and self._random.random() < 0.7:
            yield from self._wait()
        if self._request.quote:
            yield from self._quote()
        yield from self._work()
        yield from self._end()

    def _reported(self) -> dict[str, Any]:
        request, random = self._request, self._random
        way = random.choices(list(self._scene.customer.ways), list(self._scene.customer.ways.values()))[0]
        sites = list(self._scene.terms.sites)
        return {
            "request": request,
            "way": way,
            "by": random.choice(self._scene.customer.people).address,
            "site": random.choice(sites) if sites and random.random() < 0.8 else "",
            "people": random.randint(*request.people) if request.people else None,
            "rings": random.randint(4, 35) if way == "phone" else None,
        }

    def _first_answer(self) -> Iterator[Step]:
        quick = self._request.urgency == "now"
        self._pass_open(MINUTE * self._random.randint(1, 6 if quick else 15))
        yield self._step("assign", {"to": self._person})
        # One in twelve is answered too late: a lunch break, a full day.
        late = self._random.random() < 0.08
        self._pass_open(
            MINUTE * (self._random.randint(90, 400) if late else self._random.randint(1, 8 if quick else 50))
        )
        if self._random.random() < 0.05:
            yield self._step("priority", {"why": "it turned out to reach further than first reported"})
        text = "Thank you, I have it on my screen and am looking into it."
        yield self._step("reply", {"text": self._request.asked or text, "by": self._person})

    def _wait(self) -> Iterator[Step]:
        yield self._step("hold", {"reason": self._request.hold, "by": self._person})
        self._pass(self._random.randint(20 * MINUTE, 30 * HOUR))
        if self._request.hold == "waiting for customer":
            yield self._step("answer", {"text": self._request.answered or "Yes, please go on."})
        else:
            self._pass_open(MINUTE)
            yield self._step("resume", {"by": self._person})

    def _quote(self) -> Iterator[Step]:
        self._pass_open(self._random.randint(10, 90) * MINUTE)
        yield self._step("quote", {"request": self._request, "by": self._person})
        self._pass(self._random.randint(1, 40) * HOUR)
        yield self._step("decide", {"accept": self._random.random() < 0.75})

    def _work(self) -> Iterator[Step]:
        self._pass_open(MINUTE * self._random.randint(5, 60))
        if self._random.random() < 0.3:
            yield self._step("note", {"text": "Same as last month, see there.", "by": self._person})
        begun = self._at
        self._pass(MINUTE * self._random.randint(*self._request.minutes))
        yield self._step("work", {"start": begun, "request": self._request, "by": self._person})

    def _end(self) -> Iterator[Step]:
        self._pass(MINUTE * self._random.randint(1, 10))
        yield self._step("reply", {"text": self._request.fixed, "by": self._person})
        yield self._step("resolve", {"by": self._person})
        if self._random.random() < 0.04:
            self._pass(self._random.randint(1, 20) * HOUR)
            yield self._step("answer", {"text": "I am sorry, it is back. The same as before."})
            self._pass_open(MINUTE * self._random.randint(10, 120))
            yield self._step(
                "reply", {"text": "It is gone again, and this time I stayed until it held.", "by": self._person}
            )
            yield self._step("resolve", {"by": self._person})
        self._pass(5 * DAY)
        yield self._step("close", {"by": self._person})

    def _step(self, does: str, says: Mapping[str, Any]) -> Step:
        self._order += 1
        return Step(self._at, self._story, self._order, does, says)

    def _pass(self, seconds: int) -> None:
        self._at += seconds

    def _pass_open(self, seconds: int) -> None:
        """Let time pass while the desk is open."""
        self._at = self._scene.hours.moment_after(self._at, seconds)
