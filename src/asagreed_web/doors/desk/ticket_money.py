"""What the page of a ticket prints of work and money: entries with their verdicts, and quotes."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed_web.billing.pages import QuoteView, RecordedEntry
from asagreed_web.billing.queries import quotes_of_ticket, recorded
from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_see_money
from asagreed_web.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class TicketMoney:
    """Entries oldest first, quotes newest first."""

    entries: tuple[RecordedEntry, ...]
    quotes: tuple[QuoteView, ...]

    @property
    def worked(self) -> int:
        """The seconds of all entries that count."""
        return sum(each.seconds for each in self.entries if each.corrected_by is None)


def money_of(ticket: Ticket, person: Person, *, at: int) -> TicketMoney:
    """Return the work and the quotes of a ticket, as of a moment (UTC seconds)."""
    return TicketMoney(
        entries=tuple(recorded(ticket.pk, viewer=person)),
        quotes=tuple(quotes_of_ticket(ticket.pk, at=at)) if may_see_money(person) else (),
    )
