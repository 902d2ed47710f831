"""The statement of a month of a customer: computed by the library from what is stored, and never stored itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asagreed.billing.statements.statement import Statement, statement_of
from asagreed.billing.work.boundaries import Month, month_after, month_start
from asagreed.billing.work.settling import Issued, Settlement, settle
from asagreed.billing.work.standing import Standing
from asagreed_web.billing.facts import availability_of


def settled_before(standing: Standing, moment: int, month: Month) -> Settlement:
    """Return what became of the work that was begun before a moment, with the fixed time up to a month."""
    history, entries = standing.history, list(standing.entries())
    done = [entry for entry in entries if entry.began_at < moment or (entry.corrects and standing.issued)]
    if any(version.terms.prepaid.monthly_draws for version in history.versions):
        return settle(done, history, standing.books, issued=standing.issued, until=month)
    if len(done) == len(entries):
        return standing.settlement()
    return Standing(done, history, standing.books, issued=standing.issued, before=standing).settlement()


def stated(customer_id: int, settlement: Settlement, month: Month, issued: Sequence[Issued], *, at: int) -> Statement:
    """Return the statement of a month from settled work, with the availability that was measured by a moment."""
    books = availability_of(customer_id, settlement.history, settlement.books, month=month, at=at)
    return statement_of(replace(settlement, books=books), month=month, issued=issued)


def statement_so_far(customer_id: int, standing: Standing, month: Month, *, at: int) -> Statement:
    """Return the statement of a month as `state_month` does, with the work up to a moment. Raises NotInForce."""
    issued = _before(standing.issued, month)
    ends = min(month_start(month_after(month), standing.history.zone), at + 1)
    if issued != standing.issued:
        standing = Standing(standing.entries(), standing.history, standing.books, issued=issued)
    return stated(customer_id, settled_before(standing, ends, month), month, issued, at=at)


def statement_to_issue(customer_id: int, standing: Standing, month: Month, *, at: int) -> Statement:
    """Return the statement of a month as it is issued at a moment: with what is known by then, and no later month's.

    It is computed as it will be computed again, with itself among those that were issued. Raises NotInForce.
    """
    before = statement_so_far(customer_id, standing, month, at=at)
    issued = (*standing.issued, Issued(month, at))
    again = Standing(standing.entries(), standing.history, standing.books, issued=issued)
    ends = month_start(month_after(month), standing.history.zone)
    found = stated(customer_id, settled_before(again, ends, month), month, issued, at=at)
    # An earlier month that is open stays so: its work is not swept up by this one.
    return replace(found, earlier=before.earlier)


def _before(issued: tuple[Issued, ...], month: Month) -> tuple[Issued, ...]:
    """Return the statements that one of a month goes on from: up to itself where it was issued, else all."""
    own = next((number for number, each in enumerate(issued) if each.month == month), None)
    return issued if own is None else issued[: own + 1]
