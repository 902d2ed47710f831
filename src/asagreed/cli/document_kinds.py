"""What `asagreed document` prints, kind by kind: the PDF, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import typer

from asagreed.documents.contract import contract_of, print_contract
from asagreed.documents.letters import print_letter, response_times_letter
from asagreed.documents.one_page import one_page_of, print_one_page
from asagreed.documents.signed import (
    amendment_of,
    criticality_of,
    declined_advice_of,
    emergencies_of,
    print_signed,
    rider_of,
)
from asagreed.documents.typesetting import Look
from asagreed.open_time import in_zone
from asagreed.versions import History, Version


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for on the command line; `at` and `now` are UTC seconds."""

    history: History
    at: int | None
    now: int
    number: int | None
    name: str | None
    about: str | None
    day: date | None
    work: tuple[str, ...]
    books: Path | None
    valid_until: date | None
    language: str

    @cached_property
    def version(self) -> Version:
        """The version that is printed: the one of the moment, or the last one."""
        return self.history.versions[-1] if self.at is None else self.history.version_in_force(at=self.at)

    @property
    def moment(self) -> int:
        """As of when declarations are read: the moment that was asked for, or this one."""
        return self.now if self.at is None else self.at

    @property
    def named(self) -> str:
        """The version that a document rests on, as it is told."""
        return f"version {self.version.number} ({self.version.hash[:12]})"

    def printed(self, pdf: bytes) -> tuple[bytes, str]:
        """Return a document with the version that it rests on."""
        return pdf, self.named


def _contract(asked: Asked, look: Look) -> tuple[bytes, str]:
    return asked.printed(print_contract(contract_of(asked.version, language=asked.language), look=look))


def _one_page(asked: Asked, look: Look) -> tuple[bytes, str]:
    return asked.printed(print_one_page(one_page_of(contract_of(asked.version, language=asked.language)), look=look))


def _amendment(asked: Asked, look: Look) -> tuple[bytes, str]:
    sheet = amendment_of(asked.history, number=asked.number, language=asked.language)
    return print_signed(sheet, look=look), f"{sheet.title}, {sheet.subtitle}"


def _rider(asked: Asked, look: Look) -> tuple[bytes, str]:
    sheet = rider_of(asked.history, asked.version, name=asked.name, language=asked.language)
    return asked.printed(print_signed(sheet, look=look))


def _emergencies(asked: Asked, look: Look) -> tuple[bytes, str]:
    sheet = emergencies_of(asked.history, asked.version, at=asked.moment, language=asked.language)
    return asked.printed(print_signed(sheet, look=look))


def _criticality(asked: Asked, look: Look) -> tuple[bytes, str]:
    sheet = criticality_of(asked.history, asked.version, at=asked.moment, language=asked.language)
    return asked.printed(print_signed(sheet, look=look))


def _declined_advice(asked: Asked, look: Look) -> tuple[bytes, str]:
    sheet = declined_advice_of(asked.history, about=asked.about, language=asked.language)
    return print_signed(sheet, look=look), f"{sheet.title}, {sheet.subtitle}"


def _response_times_letter(asked: Asked, look: Look) -> tuple[bytes, str]:
    day = asked.day or in_zone(asked.now, asked.history.zone).date()
    return asked.printed(
        print_letter(response_times_letter(asked.version, day=day, language=asked.language), look=look)
    )


def _quote(asked: Asked, look: Look) -> tuple[bytes, str]:
    from asagreed.billing.quoting import quote_work
    from asagreed.cli.books import OpenedBooks, open_books
    from asagreed.cli.planned_work import planned_work
    from asagreed.documents.quote import print_quote, quote_sheet
    from asagreed.facts.books import Books

    if not asked.work:
        raise typer.BadParameter(
            "Say what is to be done, such as --work «restore of data, remote, 3-5 h».", param_hint="--work"
        )
    history = asked.history
    opened = open_books(asked.books, history, as_of=asked.now) if asked.books else OpenedBooks(Books(), ())
    version = history.version_in_force(at=asked.moment)
    planned = [planned_work(text, version.terms) for text in asked.work]
    quote = quote_work(planned, history, opened.books, at=asked.moment, entries=opened.entries)
    return asked.printed(
        print_quote(quote_sheet(quote, version, valid_until=asked.valid_until, language=asked.language), look=look)
    )


PRINTED: Mapping[str, Callable[[Asked, Look], tuple[bytes, str]]] = {
    "contract": _contract,
    "one-page": _one_page,
    "amendment": _amendment,
    "rider": _rider,
    "emergencies": _emergencies,
    "criticality": _criticality,
    "declined-advice": _declined_advice,
    "response-times-letter": _response_times_letter,
    "quote": _quote,
}
