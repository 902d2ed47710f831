"""`asagreed document`: the contract that is printed from an agreement, and the papers and letters beside it."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.documents.typesetting import Look

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Kind(StrEnum):
    """What can be printed."""

    CONTRACT = "contract"
    ONE_PAGE = "one-page"
    AMENDMENT = "amendment"
    RIDER = "rider"
    EMERGENCIES = "emergencies"
    CRITICALITY = "criticality"
    DECLINED_ADVICE = "declined-advice"
    RESPONSE_TIMES_LETTER = "response-times-letter"
    QUOTE = "quote"


def document(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    pdf: Annotated[Path, typer.Option(help="The PDF that is written.")],
    kind: Annotated[Kind, typer.Option(help="What is printed.")] = Kind.CONTRACT,
    at: Annotated[
        str | None, typer.Option(help="The day or moment whose version is printed; else the last one.")
    ] = None,
    number: Annotated[int | None, typer.Option(help="Which amendment, where there are several.")] = None,
    name: Annotated[str | None, typer.Option(help="Which rider, where there are several.")] = None,
    about: Annotated[str | None, typer.Option(help="Which declined advice, where there is more than one.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="The day of a letter; else today.")] = None,
    work: Annotated[
        list[str] | None, typer.Option(help="Of a quote, as for «asagreed quote»: «mail repair, remote, 1-2 h».")
    ] = None,
    books: Annotated[Path | None, typer.Option(help="Of a quote: the books (YAML), or a table of work.")] = None,
    valid_until: Annotated[str | None, typer.Option(help="Of a quote: the last day on which it holds.")] = None,
    language: Annotated[str, typer.Option(help="The language of the document: en or de.")] = "en",
    colour: Annotated[str, typer.Option(help="The colour of your company, such as #1f4e79.")] = "#1f4e79",
    logo: Annotated[Path | None, typer.Option(help="Its logo, as SVG or PNG.")] = None,
) -> None:
    """Print an agreement as a contract, or a paper or letter beside it: archival, tagged PDF."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.document_kinds import PRINTED, Asked
    from asagreed.cli.moments import moment, this_moment

    look = look_of(colour, logo)
    history = open_agreement(agreement)
    now = this_moment()
    moment_of = None if at is None else moment(at, zone=history.zone, option="--at")
    asked = Asked(
        history=history,
        at=moment_of,
        now=now,
        number=number,
        name=name,
        about=about,
        day=None if day is None else _day(day, "--date"),
        work=tuple(work or ()),
        books=books,
        valid_until=None if valid_until is None else _day(valid_until, "--valid-until"),
        language=language,
    )
    made, named = PRINTED[kind.value](asked, look)
    pdf.write_bytes(made)
    print(f"Wrote {pdf.as_posix()}: {named}.")


def look_of(colour: str, logo: Path | None) -> Look:
    """Return the look of a document, from a colour and a logo as they were given."""
    from asagreed.documents.typesetting import Look

    if not _COLOUR.fullmatch(colour):
        raise typer.BadParameter(f"«{colour}» is not a colour. Write it as #1f4e79.", param_hint="--colour")
    if logo is not None and not logo.is_file():
        raise typer.BadParameter(f"There is no file {logo.as_posix()}.", param_hint="--logo")
    return Look(colour=colour, logo=logo.read_bytes() if logo else b"")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is not a date. Write it as 2026-03-01.", param_hint=option) from None
