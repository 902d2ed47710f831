"""Walking every chain of an installation, or of a copy of its database."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed_web.chronicle.models import HOUSE, Event
from asagreed_web.chronicle.queries import BrokenChain, chains, find_break
from asagreed_web.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Walked:
    """How much was walked."""

    chains: int
    events: int


def broken_chains(*, using: str = "default") -> tuple[Walked, list[BrokenChain]]:
    """Walk every chain; return how much that was, and the first bad row of each that is broken."""
    begun = chains(using=using)
    broken = [found for found in (find_break(chain, using=using) for chain in begun) if found]
    return Walked(chains=len(begun), events=Event.objects.using(using).count()), broken


def name_of(chain: int) -> str:
    """Return whose chain it is."""
    if chain == HOUSE:
        return "the chain of the house"
    customer = Customer.objects.filter(pk=chain).first()
    return f"the chain of {customer}" if customer else f"the chain of customer {chain}, who is not on record"
