"""Everything that goes into a report: what was agreed and what happened, with the hashes of where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from asagreed.billing.work.settling import Issued
from asagreed.facts import EventTable
from asagreed.facts.books import Books
from asagreed.facts.upkeep import UpkeepRecord
from asagreed.facts.uptime import UptimeFacts
from asagreed.facts.work import WorkEntry
from asagreed.versions import History


@dataclass(frozen=True, kw_only=True, eq=False)
class ReportFacts:
    """What is known of one customer. None is not reported on: nobody kept it, or nobody asked.

    `tickets` may reach further back than the report, for its trend. `inputs` are SHA-256 by the name of what was read;
    they are printed, so that everyone can see what a report rests on. Names default to those of the agreement.
    `watched` are systems that a monitor looks at, whether or not a record of it is among those of uptime.
    """

    history: History
    tickets: EventTable
    entries: tuple[WorkEntry, ...] = ()
    books: Books | None = None
    issued: tuple[Issued, ...] = ()
    uptime: UptimeFacts | None = None
    watched: frozenset[str] = frozenset()
    upkeep: tuple[UpkeepRecord, ...] | None = None
    customer: str = ""
    provider: str = ""
    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def customer_name(self) -> str:
        """Whom the report is for."""
        return self.customer or self.history.versions[-1].terms.customer or self.history.agreement

    @property
    def provider_name(self) -> str:
        """Who reports."""
        return self.provider or self.history.versions[-1].terms.provider or "–"
