"""What is shown before saving is what the library settles with the same work on record, whatever that work is."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.billing.at_work import PROJECT, block_bought, ticket_of
from tests.web.conftest import Cast, chicago

from asagreed.billing.work.settling import settle
from asagreed_web.billing.facts import books_of
from asagreed_web.billing.preview import Work, preview
from asagreed_web.billing.showing import entry_part
from asagreed_web.billing.standings import standing_of
from asagreed_web.tickets.facts import work_fact, work_rows
from asagreed_web.tickets.models import Ticket, TimeEntry

QUARTER = 900
FIRST = chicago("2026-05-04 00:00")
times = st.tuples(st.integers(0, 60 * 96), st.integers(1, 24), st.integers(0, 2))
"""The quarter in which work begins, how many quarters it takes, on which ticket."""


@given(done=st.lists(times, max_size=12), one=times)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_preview_is_what_full_settling_says(
    cast: Cast, done: list[tuple[int, int, int]], one: tuple[int, int, int]
) -> None:
    with transaction.atomic():
        block_bought(cast)
        tickets = [ticket_of(cast, service=PROJECT), ticket_of(cast, service="changes"),
                   ticket_of(cast, "2026-05-20 19:40", system="mail", is_outage=True)]  # fmt: skip
        TimeEntry.objects.bulk_create(entry_of(cast, tickets, *each) for each in done)
        planned = entry_of(cast, tickets, *one)
        work = Work(ticket=planned.ticket, person=cast.technician, start_at=planned.start_at, end_at=planned.end_at,
                    delivery="remote")  # fmt: skip
        shown = preview(work, at=planned.end_at)
        planned.save()
        assert shown.parts == settled_anew(cast, planned)
        transaction.set_rollback(True)


def entry_of(cast: Cast, tickets: list[Ticket], start: int, quarters: int, which: int) -> TimeEntry:
    start_at = FIRST + start * QUARTER
    end_at = start_at + quarters * QUARTER
    return TimeEntry(ticket=tickets[which], customer=cast.harbour, person=cast.technician, start_at=start_at,
                     end_at=end_at, delivery="remote", recorded_at=end_at)  # fmt: skip


def settled_anew(cast: Cast, entry: TimeEntry) -> tuple[object, ...]:
    """Return the parts of an entry as the library settles all rows, with nothing kept from before."""
    stands = standing_of(cast.harbour.pk)
    assert stands
    books = books_of(cast.harbour.pk, zone=stands.history.zone)
    facts = list(stands.entries())
    assert len(facts) == len([work_fact(row) for row in work_rows(cast.harbour.pk)])
    parts = settle(facts, stands.history, books).parts
    return tuple(entry_part(part, stands.history) for part in parts if part.entry == f"entry {entry.pk}")
