"""`asagreed document`: the contract that is printed from an agreement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def document(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    pdf: Annotated[Path, typer.Option(help="The PDF that is written.")],
    at: Annotated[
        str | None, typer.Option(help="The day or moment whose version is printed; else the last one.")
    ] = None,
    language: Annotated[str, typer.Option(help="The language of the document.")] = "en",
    colour: Annotated[str, typer.Option(help="The colour of your company, such as #1f4e79.")] = "#1f4e79",
    logo: Annotated[Path | None, typer.Option(help="Its logo, as SVG or PNG.")] = None,
) -> None:
    """Print an agreement as a contract: numbered clauses, generated from what is written, as archival, tagged PDF."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.moments import moment
    from asagreed.documents.contract import Look, contract_of, print_contract

    if not _COLOUR.fullmatch(colour):
        raise typer.BadParameter(f"«{colour}» is not a colour. Write it as #1f4e79.", param_hint="--colour")
    if logo is not None and not logo.is_file():
        raise typer.BadParameter(f"There is no file {logo.as_posix()}.", param_hint="--logo")
    history = open_agreement(agreement)
    version = history.versions[-1]
    if at is not None:
        version = history.version_in_force(at=moment(at, zone=history.zone, option="--at"))
    look = Look(colour=colour, logo=logo.read_bytes() if logo else b"")
    pdf.write_bytes(print_contract(contract_of(version, language=language), look=look))
    print(f"Wrote {pdf.as_posix()}: version {version.number} ({version.hash[:12]}).")
