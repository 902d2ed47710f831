"""A situation that is only imagined: what would be promised, covered and paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from asagreed.errors import NotInForce, UnknownInSituation
from asagreed.facts.books import Books
from asagreed.foresight.trying import Described, try_out
from asagreed.versions import History, read_agreement

HARBOUR = Path(__file__).parents[2] / "examples" / "harbour-dental"
ZONE = ZoneInfo("America/Chicago")


def chicago(text: str) -> int:
    """Return a moment of a clock in Chicago, in UTC seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


@pytest.fixture(scope="module")
def history() -> History:
    """Return the agreement of a dental practice on Gold."""
    read, _ = read_agreement(HARBOUR)
    assert read is not None
    return read


MAIL = Described(at=chicago("2026-03-06 16:55"), channel="phone", impact="company", urgency="now", kind="mail",
                 system="mail", is_outage=True)  # fmt: skip


def test_mail_is_down_on_friday_at_five_to_five(history: History) -> None:
    tried = try_out(MAIL, history)
    clocks = {clock.name: clock for clock in tried.explained.clocks}
    assert tried.explained.ticket.priority == "P1"
    assert clocks["response"].due_at == chicago("2026-03-06 17:25")
    assert clocks["resolution"].due_at == chicago("2026-03-06 20:55")
    assert (tried.emergency.answer, tried.changes_at) == ("no", chicago("2026-03-06 17:55"))
    assert tried.coverage.box == "included"


def test_by_mail_it_counts_from_the_next_opening(history: History) -> None:
    tried = try_out(replace(MAIL, at=chicago("2026-03-06 17:30"), channel="e-mail"), history)
    assert tried.explained.origin.counts_from == chicago("2026-03-09 09:00")


def test_work_across_closing_time_is_split_and_priced(history: History) -> None:
    tried = try_out(replace(MAIL, at=chicago("2026-03-05 17:30")), history)
    assert [(part.start, part.end) for part in tried.parts] == [
        (chicago("2026-03-05 17:30"), chicago("2026-03-05 18:00")),
        (chicago("2026-03-05 18:00"), chicago("2026-03-05 18:30")),
    ]


def test_what_is_on_record_is_taken_into_account(history: History) -> None:
    assert try_out(MAIL, history, books=Books()).parts == try_out(MAIL, history).parts


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"system": "maill"}, "«maill» is not a system"),
        ({"site": "moon"}, "Known are: annex, clinic"),
        ({"kind": "magic"}, "is not a kind of issue"),
        ({"service": "magic"}, "is not a service"),
        ({"impact": "huge"}, "Known are: company, person, team"),
        ({"urgency": "soon"}, "is not a word for urgency"),
        ({"priority": "P9"}, "Known are: P1, P2, P3, P4"),
        ({"delivery": "by post"}, "Known are: on-site, remote"),
    ],
)
def test_a_word_that_the_agreement_does_not_have_is_refused(said: dict[str, Any], what: str, history: History) -> None:
    with pytest.raises(UnknownInSituation, match=what):
        try_out(replace(MAIL, **said), history)


def test_a_moment_before_the_agreement_is_refused(history: History) -> None:
    with pytest.raises(NotInForce):
        try_out(replace(MAIL, at=chicago("2025-03-06 16:55")), history)
