"""What the workers do besides letting effects leave: rooms register their duties, each worker takes its turns."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asagreed_web.kit.models import DutyTurn, KeyedAnswer, WorkerBeat

BEAT_SECONDS = 10
DEAD_AFTER = 60
ANSWERS_KEPT = 48 * 3600


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is done again and again: `do` is called with `at`, the moment in UTC seconds.

    `every` so many seconds one of all workers does it; at 0 each worker does it in each of its rounds, and the duty
    itself sees to it that nothing happens twice.
    """

    name: str
    do: Callable[..., Any]
    every: int


_registered: dict[str, Duty] = {}


def register(name: str, duty: Callable[..., Any], *, every: int) -> None:
    """Let the workers do something every so many seconds; called in `ready()` of a room. The name is for the log."""
    _registered[name] = Duty(name, duty, every)


def registered() -> tuple[Duty, ...]:
    """Return every duty, by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def take_turn(duty: Duty, *, at: int) -> bool:
    """Do a duty if it is due and no other worker does this turn; return whether it was done here."""
    if duty.every and not _is_ours(duty, at):
        return False
    duty.do(at=at)
    return True


def _is_ours(duty: Duty, at: int) -> bool:
    DutyTurn.objects.get_or_create(name=duty.name, defaults={"next_at": at})
    return bool(DutyTurn.objects.filter(name=duty.name, next_at__lte=at).update(next_at=at + duty.every))


def worker_name() -> str:
    """Return how this process is called among the workers."""
    return f"{socket.gethostname()} {os.getpid()}"[:120]


def beat(name: str, *, started_at: int, troubles: dict[str, str], at: int) -> None:
    """Say that a worker lives, and forget those that have not said so for a day."""
    says = {"pid": os.getpid(), "started_at": started_at, "at": at, "troubles": troubles}
    WorkerBeat.objects.update_or_create(name=name, defaults=says)
    WorkerBeat.objects.filter(at__lt=at - 86400).delete()


def end_beat(name: str) -> None:
    """Say that a worker has ended in order."""
    WorkerBeat.objects.filter(name=name).delete()


def living_workers(*, at: int) -> list[WorkerBeat]:
    """Return the workers that said within the last minute that they live."""
    return list(WorkerBeat.objects.filter(at__gte=at - DEAD_AFTER).order_by("name"))


def prune_keyed_answers(*, at: int) -> int:
    """Forget answers to keyed requests after 48 hours; return how many."""
    return KeyedAnswer.objects.filter(asked_at__lt=at - ANSWERS_KEPT).delete()[0]
