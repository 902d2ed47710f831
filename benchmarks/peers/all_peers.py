"""Every call that is measured, ours first."""

from __future__ import annotations

from importlib.metadata import version

from benchmarks.peers import (
    business_duration,
    businesstime,
    businesstimedelta,
    officehours,
    ours,
    pandas,
    plain,
    workclock,
    worktimecalc,
)
from benchmarks.peers.peer import Peer

DISTRIBUTIONS = (
    "workclock",
    "worktimecalc",
    "officehours",
    "businesstime",
    "business-duration",
    "businesstimedelta",
    "pandas",
)


def all_calls() -> tuple[Peer, ...]:
    """Return our calls, then the peers', then the plain reference."""
    libraries = (
        ours,
        workclock,
        worktimecalc,
        officehours,
        businesstime,
        business_duration,
        businesstimedelta,
        pandas,
        plain,
    )
    return tuple(call for library in libraries for call in library.calls())


def versions() -> str:
    """Return which versions were measured."""
    return ", ".join(f"{name} {version(name)}" for name in DISTRIBUTIONS)
