"""Columns of many customers are the parts of each settled alone, and a row explained again has its amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.written_agreements import HEAD

from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.in_bulk import Customer, SettledWork, explain_row, settle_customer, settle_many
from asagreed.billing.work.settling import SOURCES, Settlement, settle
from asagreed.errors import AgreementHasErrors
from asagreed.facts.books import Books, read_books
from asagreed.facts.work_readers import read_work
from asagreed.versions import read_agreement

TERMS = (
    """\
calendars: {support: {hours: {weekdays: "08:00-12:00 13:00-17:00"}}}
services: {hours: support, included: {help: {delivery: remote}}, otherwise: excluded}
rates:
  remote:  {rate: 97.00 USD per h, by role: {engineer: 130.00 USD per h}}
  outside: {of: support, times: 1.5, draws: 80 min}
  minimum: 20 min
  billed in: 7 min
allowance: {hours: 3 h a month, unused: rolls over for 2 months, at most: 5 h}
block: {size: 2 h, price: 200.00 USD, usable: when paid, expires: 1 month, notice below: [1 h]}
""",
    """\
calendars: {support: {hours: {mon: "08:00-12:00"}}}
services: {otherwise: excluded}
emergency: {definitions: {mail down: {outage of: mail}}, cover: charged}
rates: {remote: 110.00 USD per h, on-site: 150.00 USD per h, outside: {of: support, times: 2}, emergency: {times: 3}}
retainer: {floor: 50.00 USD, below the floor: work stops}
""",
    """\
calendars: {support: {hours: {weekdays: "08:00-17:00"}}}
services: {included: {help: {delivery: remote, hours: support}}, otherwise: excluded}
""",
)
BOOKS = """\
books: written
blocks: {B-1: {size: 2 h, bought: 2026-03-01, paid: 2026-03-04 11:00}}
payments: {P-1: {on: 2026-03-05 09:30, amount: 400.00 USD, for: retainer}}
incidents:
  mail:
    {outage of: mail, occurred: 2026-03-06 10:10, evidence: log, reported: 2026-03-06 10:20, ended: 2026-03-06 14:00}
"""
COLUMNS = "id,start,end,service,delivery,role,job,incident\n"
Row = tuple[int, int, str, str, str, str]

rows = st.lists(
    st.tuples(
        st.integers(0, 20 * 1440),
        st.integers(1, 600),
        st.sampled_from(("help", "repair", "")),
        st.sampled_from(("remote", "on-site")),
        st.sampled_from(("engineer", "")),
        st.sampled_from(("J-1", "", "")),
    ),
    min_size=1,
    max_size=8,
)


def customer(folder: Path, terms: str = TERMS[0], drawn: Sequence[Row] = (), *, books: str = BOOKS) -> Customer:
    """Write what is known of a customer."""
    (folder / "written").mkdir(parents=True)
    (folder / "written" / "agreement.yaml").write_text(HEAD + terms, encoding="utf-8")
    (folder / "books.yaml").write_text(books, encoding="utf-8")
    lines = [_line(number, *row) for number, row in enumerate(drawn, start=1)]
    (folder / "work.csv").write_text(COLUMNS + "\n".join(lines) + "\n", encoding="utf-8")
    return Customer(folder / "written", folder / "work.csv", folder / "books.yaml" if books else None)


def _line(number: int, start: int, minutes: int, service: str, delivery: str, role: str, job: str) -> str:
    begins = datetime(2026, 3, 2) + timedelta(minutes=start)  # noqa: DTZ001 -- local, as an export has it
    ends = begins + timedelta(minutes=minutes)
    incident = "mail" if number % 3 == 0 else ""
    return f"W{number},{begins:%F %H:%M},{ends:%F %H:%M},{service},{delivery},{role},{job},{incident}"


def settled_alone(given_customer: Customer) -> Settlement:
    history, _ = read_agreement(given_customer.agreement)
    assert history is not None
    books = read_books(given_customer.books, zone=history.zone).books if given_customer.books else Books()
    assert books is not None
    return settle(read_work(given_customer.work, zone=history.zone).entries, history, books)


def as_rows(work: SettledWork) -> list[tuple[Any, ...]]:
    return [
        (
            work.entries[work.entry[row]],
            int(work.worked[row]),
            int(work.billed[row]),
            int(work.taken[row]),
            Fraction(int(work.numerator[row]), int(work.denominator[row])),
            SOURCES[work.source[row]],
            work.clauses[work.clause[row]],
        )
        for row in range(len(work.entry))
    ]


def parts_as_rows(settlement: Settlement) -> list[tuple[Any, ...]]:
    told = []
    for part in settlement.parts:
        clause = part.clause or part.judgement.clause
        said = f"{clause.address} {clause.version}" if clause else ""
        told.append((part.entry, part.worked, part.billed, part.taken, part.amount, part.source, said))
    return told


@settings(max_examples=40)
@given(terms=st.sampled_from(TERMS), drawn=rows, has_books=st.booleans())
def test_columns_are_the_parts_and_a_row_explained_again_is_its_part(
    *, terms: str, drawn: list[Row], has_books: bool
) -> None:
    with TemporaryDirectory() as folder:
        one = customer(Path(folder), terms, drawn, books=BOOKS if has_books else "")
        alone = settled_alone(one)

        work = settle_customer(one)

        assert (work.agreement, work.currency) == ("written", "USD")
        assert as_rows(work) == parts_as_rows(alone)
        row = len(work.entry) // 2
        zone = alone.history.zone
        assert explain_row(one, row) == explain_part(alone.parts[row], zone=zone, currency="USD")


def test_a_row_explained_again_has_its_amount(tmp_path: Path) -> None:
    drawn = [(480 * number, 400, "repair", "remote", "engineer", "") for number in range(12)]
    one = customer(tmp_path, TERMS[0], drawn)
    work = settle_customer(one)
    assert {SOURCES[source] for source in work.source} >= {"allowance", "block", "rate"}

    amounts = [explain_row(one, row).value for row in range(len(work.entry))]

    assert amounts == [Fraction(*each) for each in zip(work.numerator.tolist(), work.denominator.tolist(), strict=True)]


def test_work_without_a_price_has_no_amount_to_explain(tmp_path: Path) -> None:
    # Before the agreement, and after everything that pays: nobody can say what holds, and the row says nothing.
    one = customer(tmp_path, TERMS[0], [(-200 * 1440, 60, "repair", "remote", "", "")])

    work = settle_customer(one)

    assert as_rows(work) == [("W1", 3600, 3600, 0, 0, "undecided", "")]
    assert explain_row(one, 0).value is None


def test_two_processes_give_what_one_gives_in_the_same_order(tmp_path: Path) -> None:
    drawn = [(700 * number, 90 + number, "repair", "remote", "", "") for number in range(5)]
    customers = [customer(tmp_path / str(number), TERMS[number % 3], drawn[: number + 1]) for number in range(5)]

    in_one, in_two = list(settle_many(customers)), list(settle_many(customers, processes=2))

    assert [as_rows(work) for work in in_two] == [as_rows(work) for work in in_one]
    assert [len(work.entries) for work in in_two] == [1, 2, 3, 4, 5]
    assert [work.clauses for work in in_two] == [work.clauses for work in in_one]
    assert all(np.array_equal(one.clause, two.clause) for one, two in zip(in_one, in_two, strict=True))


def test_an_agreement_without_a_currency_has_columns_without_one(tmp_path: Path) -> None:
    one = customer(tmp_path, TERMS[2], [(600, 60, "help", "remote", "", "")], books="")
    text = (one.agreement / "agreement.yaml").read_text(encoding="utf-8")
    (one.agreement / "agreement.yaml").write_text(text.replace("currency: USD\n", ""), encoding="utf-8")

    assert settle_customer(one).currency == ""


@pytest.mark.parametrize("processes", [1, 2])
def test_an_agreement_with_mistakes_is_refused(tmp_path: Path, processes: int) -> None:
    one = customer(tmp_path, "services: {otherwise: perhaps}\n")

    with pytest.raises(AgreementHasErrors, match=r"written has mistakes, .* the first is in line 7: "):
        list(settle_many([one], processes=processes))


def test_books_with_mistakes_are_refused(tmp_path: Path) -> None:
    one = customer(tmp_path, books="books: written\nblocks: {B-1: {size: much, bought: 2026-03-01}}\n")

    with pytest.raises(AgreementHasErrors, match=r"books\.yaml has mistakes, .* the first is in line 2: "):
        settle_customer(one)
