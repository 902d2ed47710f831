"""Whether what is called critical, what is called an emergency and how many people stand idle line up."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.discovery.mismatch import Asked, Mismatch
from asagreed.figures import Figure
from asagreed.open_time import in_words


def emergency_mismatches(asked: Asked) -> Iterator[Mismatch]:
    """Find contradictions that only the customer can settle, by deciding; there is no measure against them."""
    if asked.system.is_critical:
        yield from _critical_and_no_emergency(asked)
    elif asked.system.criticality is not None:
        yield from _emergency_and_not_critical(asked)
        yield from _idle_and_not_critical(asked)


def _critical_and_no_emergency(asked: Asked) -> Iterator[Mismatch]:
    if asked.system.emergency_after or asked.system.data_loss_is_an_emergency:
        return
    risk = (
        f"You call {asked.title} critical, and nothing that happens to it is an emergency yet. When it fails, both of "
        "us have to agree first, at the worst of times."
    )
    keys = ("criticality", "emergency after", "data loss is an emergency")
    yield asked.mismatch("critical-and-no-emergency", risk, figures=(), keys=keys, measure=None)


def _emergency_and_not_critical(asked: Asked) -> Iterator[Mismatch]:
    after = asked.system.emergency_after
    if not after:
        return
    risk = (
        f"You want {asked.title} to be an emergency after {in_words(after)}, and call it not critical. What was "
        "declared not critical before it fails does not become critical while it is down."
    )
    keys = ("criticality", "emergency after")
    yield asked.mismatch("emergency-and-not-critical", risk, figures=(), keys=keys, measure=None)


def _idle_and_not_critical(asked: Asked) -> Iterator[Mismatch]:
    stopped, people = asked.system.people_stopped, asked.company.people
    if not stopped or not people or 2 * stopped < people:
        return
    risk = f"{stopped} of your {people} people cannot work without {asked.title}, and you call it not critical."
    figure = Figure(stopped, "people", f"who cannot work without it, of {people}")
    keys = ("criticality", "people stopped")
    yield asked.mismatch("idle-and-not-critical", risk, figures=(figure,), keys=keys, measure=None)
