"""The ledger of a customer, brought up to date: what is new is added, and what came out otherwise is reversed."""

from __future__ import annotations

from asagreed.billing.ledger import LedgerEntry
from asagreed.billing.ledger.entries import record_of
from asagreed.billing.statements.posting import draft_entries, post
from asagreed.billing.work.boundaries import month_at
from asagreed_web.billing.standings import standing_of
from asagreed_web.billing.statements import settled_before
from asagreed_web.invoicing import models
from asagreed_web.invoicing.facts import issued_invoices, ledger_of


def post_ledger(customer_id: int, *, at: int) -> int:
    """Post what happened up to a moment; return how many entries were added. The caller holds the customer."""
    standing = standing_of(customer_id)
    if standing is None:
        return 0
    ledger = ledger_of(customer_id)
    # A clock that was set back must not take anything back.
    at = max((at, *(entry.recorded_at for entry in ledger)))
    settlement = settled_before(standing, at + 1, month_at(at, standing.history.zone))
    drafts = draft_entries(settlement, issued_invoices(customer_id), at=at)
    known = len(ledger)
    added = post(ledger, drafts, recorded_at=at)
    for number, entry in enumerate(added, start=known + 1):
        _keep(customer_id, number, entry)
    return len(added)


def _keep(customer_id: int, seq: int, entry: LedgerEntry) -> None:
    row = models.LedgerEntry.objects.create(
        customer_id=customer_id,
        seq=seq,
        entry=entry.id,
        happened_at=entry.happened_at,
        recorded_at=entry.recorded_at,
        record=record_of(entry),
        hash=entry.hash,
    )
    models.LedgerPosting.objects.bulk_create(
        models.LedgerPosting(ledger_entry=row, account=str(each.account), commodity=each.commodity, units=each.units)
        for each in entry.postings
    )
