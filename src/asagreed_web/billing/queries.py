"""Questions about money: what work comes to, what was recorded, which quotes wait, what is left, what a month costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from asagreed.billing.statements import balances as library_balances
from asagreed.billing.statements.balances import Balance
from asagreed.billing.statements.statement import Statement
from asagreed.billing.work.boundaries import Month, month_at, version_at
from asagreed.documents.statement_data import statement_data
from asagreed.errors import AsagreedError
from asagreed.figures import Figure, figure_data
from asagreed.money import Money
from asagreed.versions import History
from asagreed_web.billing.models import Quote
from asagreed_web.billing.offers import Planned, price_work
from asagreed_web.billing.pages import (
    BalanceView,
    EmergencyView,
    Line,
    MonthSoFar,
    Open,
    QuotedWay,
    QuoteView,
    RecordedEntry,
    Step,
)
from asagreed_web.billing.rules import quotes_for
from asagreed_web.billing.showing import clause_shown, money_shown, part_shown
from asagreed_web.billing.standings import standing_of
from asagreed_web.billing.statements import settled_before, statement_so_far
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Ticket, TimeEntry
from asagreed_web.tickets.rules import time_entries_for


def recorded(ticket_id: int, *, viewer: Person) -> list[RecordedEntry]:
    """Return the work on a ticket that somebody may see, the oldest first, each with its verdict of then."""
    return _all_recorded(time_entries_for(viewer).filter(ticket_id=ticket_id).order_by("start_at", "id"))


def recorded_page(entries: QuerySet[TimeEntry], *, after: int = 0, size: int) -> list[RecordedEntry]:
    """Return so many of some entries, in the order in which they were recorded, from behind the one with an id."""
    return _all_recorded(entries.filter(pk__gt=after).order_by("pk")[:size])


def _all_recorded(entries: QuerySet[TimeEntry]) -> list[RecordedEntry]:
    rows = list(entries.select_related("ticket", "person"))
    corrected = dict(TimeEntry.objects.filter(corrects__in=[row.pk for row in rows]).values_list("corrects_id", "pk"))
    return [_recorded(row, corrected.get(row.pk)) for row in rows]


def _recorded(row: TimeEntry, corrected_by: int | None) -> RecordedEntry:
    verdict = row.verdict if isinstance(row.verdict, dict) else {}
    copied = ("ticket_id", "start_at", "end_at", "work_type", "role", "service", "delivery", "cause", "note",
              "travel_seconds", "quote_id", "recorded_at")  # fmt: skip
    return RecordedEntry(
        id=row.pk,
        ticket_number=row.ticket.number,
        person=row.person.name,
        person_id=row.person_id,
        seconds=row.end_at - row.start_at,
        corrects=row.corrects_id,
        corrected_by=corrected_by,
        parts=tuple(part_shown(part) for part in verdict.get("parts", ())),
        net=money_shown(verdict.get("net")),
        **{name: getattr(row, name) for name in copied},
    )


def emergency_view(ticket: Ticket) -> EmergencyView | None:
    """Return whether a ticket is an emergency as it was judged last, or None where nobody could judge it."""
    said = ticket.emergency
    if not said:
        return None
    return EmergencyView(
        answer=said["answer"],
        because=said["because"],
        clause=clause_shown(said["clause"]),
        at=said["at"],
        handling=tuple(Step(each["who"], each["does"]) for each in said["handling"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWork:
    """What planned work comes to in every way in which it may be done, before it is offered."""

    version_hash: str
    currency: str
    ways: tuple[QuotedWay, ...]


def price_choices(*, ticket: Ticket, work: Sequence[Planned], at: int) -> PricedWork:
    """Return what planned work would cost now, tonight and from the next opening. Raises NotPossible."""
    priced = price_work(ticket, work, at=at)
    ways = tuple(_way(choice) for choice in priced.data["choices"])
    return PricedWork(version_hash=priced.worked_out.version_hash, currency=priced.currency, ways=ways)


def quote_view(quote_id: int, *, at: int) -> QuoteView:
    """Return a quote as it was shown, and how it stands. Raises Quote.DoesNotExist."""
    return _quote_view(_with_names(Quote.objects.all()).get(pk=quote_id), at)


def linked_quote(link: MailedLink, *, at: int) -> QuoteView:
    """Return the quote that a signed link shows, to whoever holds it; nobody has to be signed in."""
    with wall.seeing(str(link.customer_id)):
        found = _with_names(Quote.objects.filter(customer_id=link.customer_id)).get(pk=link.opens)
        return _quote_view(found, at)


def quotes_of_ticket(ticket_id: int, *, at: int) -> list[QuoteView]:
    """Return the quotes of a ticket, the newest first."""
    return [_quote_view(quote, at) for quote in _with_names(Quote.objects.filter(ticket_id=ticket_id))]


def quotes_waiting_for(person: Person, *, at: int) -> list[QuoteView]:
    """Return the quotes that somebody may see and that can still be answered, the newest first."""
    return [_quote_view(quote, at) for quote in _with_names(_waiting_for(person, at))]


def count_quotes_waiting_for(person: Person, *, at: int) -> int:
    """Return how many quotes somebody may see that can still be answered."""
    return _waiting_for(person, at).count()


def _waiting_for(person: Person, at: int) -> QuerySet[Quote]:
    return quotes_for(person).filter(state=Quote.State.OFFERED, expires_at__gt=at)


def quotes_page(quotes: QuerySet[Quote], *, before: int | None = None, size: int, at: int) -> list[QuoteView]:
    """Return so many of some quotes, the last offered first, from behind the one with an id."""
    older = quotes if before is None else quotes.filter(pk__lt=before)
    rows = older.select_related("customer", "ticket", "offered_by", "answered_by").order_by("-pk")[:size]
    return [_quote_view(quote, at) for quote in rows]


def _with_names(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    return quotes.select_related("customer", "ticket", "offered_by", "answered_by").order_by("-offered_at", "-id")


def _quote_view(quote: Quote, at: int) -> QuoteView:
    copied = ("ticket_id", "title", "currency", "choice", "state", "offered_at", "expires_at", "answered_at",
              "answered_through", "at_most_seconds", "version_hash", "shown_hash")  # fmt: skip
    return QuoteView(
        id=quote.pk,
        customer=quote.customer.name,
        ticket_number=quote.ticket.number,
        ticket_subject=quote.ticket.subject,
        zone=quote.customer.zone,
        amount=Money(quote.amount, quote.currency),
        per_hour=None if quote.per_hour is None else Money(quote.per_hour, quote.currency),
        work=tuple((each["title"], each["least"], each["most"]) for each in quote.quoted["work"]),
        ways=tuple(_way(choice) for choice in quote.quoted["choices"]),
        is_open=quote.state == Quote.State.OFFERED and at < quote.expires_at,
        offered_by=quote.offered_by.name,
        answered_by=quote.answered_name,
        **{name: getattr(quote, name) for name in copied},
    )


def _way(choice: Mapping[str, Any]) -> QuotedWay:
    least, most = choice["least"], choice["most"]
    return QuotedWay(
        choice=choice["choice"],
        starts_at=_seconds(most["starts"]),
        ends_at_least=_seconds(least["ends"]),
        ends_at_most=_seconds(most["ends"]),
        covered=most["covered"],
        billed=most["billed"],
        least=money_shown(least["net"]),
        most=money_shown(most["net"]),
        drawn=most["drawn"],
        undecided=tuple(Open(each["what"], each["because"], each["ask"]) for each in most["unsettled"]),
        parts=tuple(most["parts"]),
        why=most["figure"],
    )


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def balances(customer_id: int, *, at: int) -> list[BalanceView]:
    """Return what is left of everything granted, bought or paid ahead, as of a moment; nothing without an agreement."""
    standing = standing_of(customer_id)
    if standing is None:
        return []
    history = standing.history
    month = month_at(at, history.zone)
    settlement = settled_before(standing, at + 1, month)
    return list(_balance_views(library_balances.balances(settlement, at=at, month=month), history, at))


def _balance_views(found: Sequence[Balance], history: History, at: int) -> Iterator[BalanceView]:
    blocks_left = sum(each.left for each in found if each.kind == "block" and isinstance(each.left, int))
    for balance in found:
        clauses = balance.figure.clauses
        yield BalanceView(
            name=balance.name,
            kind="retainer" if balance.kind == "retainer" else "block" if balance.kind == "block" else "allowance",
            put_in=balance.put_in,
            taken=balance.taken,
            lost=balance.lost,
            left=balance.left,
            until_at=balance.until_at,
            is_low=_is_low(balance, blocks_left, history, at),
            because=balance.figure.because,
            clause=clauses[0] if clauses else None,
            why=figure_data(balance.figure),
        )


def _is_low(balance: Balance, blocks_left: int, history: History, at: int) -> bool:
    """Say whether a purse is below a threshold of which notice is given; of blocks all that is left counts together."""
    version = version_at(history, at)
    prepaid = version.terms.prepaid if version else None
    if prepaid is None:
        return False
    if balance.kind == "block" and prepaid.block is not None:
        return any(blocks_left < below for below in prepaid.block.notice_below)
    if isinstance(balance.left, Money) and prepaid.retainer is not None:
        return any(balance.left.amount < below.amount for below in prepaid.retainer.notice_below)
    return False


def month_so_far(customer_id: int, *, month: Month | None = None, at: int) -> MonthSoFar:
    """Return what a month (year, month) comes to with the work up to a moment; nothing of it is issued.

    Without a month it is the one in which the moment lies.
    """
    standing = standing_of(customer_id)
    zone = standing.history.zone if standing else Customer.objects.values_list("zone", flat=True).get(pk=customer_id)
    month = month or month_at(at, zone)
    named = f"{month[0]}-{month[1]:02d}"
    if standing is None:
        return MonthSoFar(month=named, zone=zone, currency="", because="there is no agreement")
    try:
        statement = statement_so_far(customer_id, standing, month, at=at)
    except AsagreedError as error:
        return MonthSoFar(month=named, zone=zone, currency="", because=str(error))
    return _month(statement, standing.history, at)


def _month(statement: Statement, history: History, at: int) -> MonthSoFar:
    currency = statement.currency
    data = statement_data(statement)
    return MonthSoFar(
        month=data["month"],
        zone=statement.zone,
        currency=currency,
        lines=tuple(_lines(statement, data)),
        net=statement.net if currency else None,
        tax=statement.tax if currency else None,
        gross=statement.gross if currency else None,
        from_retainer=statement.from_retainer if currency else None,
        drawn=tuple((line.purse, line.seconds) for line in statement.drawn),
        covered_seconds=sum(part.billed for part in statement.covered),
        undecided=tuple(Open(each.what, each.because, each.ask) for each in statement.unsettled),
        balances=tuple(_balance_views(statement.balances, history, at)),
        data=data,
    )


def _lines(statement: Statement, data: Mapping[str, Any]) -> Iterator[Line]:
    for line, said in zip(statement.lines, data["lines"], strict=True):
        figure: Figure = line.charge.figure
        yield Line(
            number=said["number"],
            item=said["item"],
            description=said["description"],
            quantity=said["quantity"],
            unit=said["unit"],
            unit_price=said["unit_price"],
            net=line.net,
            because=said["because"],
            clause=figure.clauses[0] if figure.clauses else None,
            why=said["figure"],
        )
