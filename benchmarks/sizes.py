"""How much is measured: all of it, or little, to see that everything runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How many pairs, tickets, customers and runs; `seconds_a_peer` is what one peer may take on one workload."""

    pairs: int
    peer_pairs: int
    seconds_a_peer: float
    tickets: tuple[int, ...]
    headline_tickets: int
    customers: tuple[int, ...]
    explained_customers: int
    runs: int


FULL = Size(
    pairs=10_000_000,
    peer_pairs=10_000,
    seconds_a_peer=2.0,
    tickets=(100_000, 1_000_000, 2_000_000, 5_000_000),
    headline_tickets=1_000_000,
    customers=(50, 100, 200),
    explained_customers=24,
    runs=7,
)
QUICK = Size(
    pairs=1_000_000,
    peer_pairs=1_000,
    seconds_a_peer=0.2,
    tickets=(20_000, 100_000),
    headline_tickets=100_000,
    customers=(4, 8),
    explained_customers=6,
    runs=2,
)
