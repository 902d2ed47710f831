"""`asagreed plans`: the plans of a provider beside each other, with what each of them earns."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from asagreed.documents.plan_table import Cell, PlanTable
    from asagreed.foresight.plan_margin import CustomerSize
    from asagreed.versions.plan_reading import ReadPlan

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COUNT = re.compile(r"(\d{1,7}) +(\S.*)")
_MARKS = {"included": "✓", "excluded": "✕", "by arrangement": "◇"}


def plans(
    folder: Annotated[Path, typer.Argument(help="The folder of the plans, or of one above it: its plans/ is read.")],
    customer_size: Annotated[
        str, typer.Option(help="The customer for whom prices and margins are worked out.")
    ] = "10 users, 1 server, 1 site",
    pdf: Annotated[Path | None, typer.Option(help="A PDF of the comparison that is written: one page.")] = None,
    provider: Annotated[str, typer.Option(help="The name of your company, for the PDF.")] = "",
    language: Annotated[str, typer.Option(help="The language of the comparison: en or de.")] = "en",
    colour: Annotated[str, typer.Option(help="The colour of your company, such as #1f4e79.")] = "#1f4e79",
    logo: Annotated[Path | None, typer.Option(help="Its logo, as SVG or PNG.")] = None,
) -> None:
    """Compare the newest edition of each plan, and say what each earns and what would be cheap and valuable to add."""
    from datetime import UTC, datetime

    from asagreed.cli.moments import this_moment
    from asagreed.cli.tables import new_console
    from asagreed.documents.plan_table import Look, compare_plans, print_plan_table

    if not _COLOUR.fullmatch(colour):
        raise typer.BadParameter(f"«{colour}» is not a colour. Write it as #1f4e79.", param_hint="--colour")
    if logo is not None and not logo.is_file():
        raise typer.BadParameter(f"There is no file {logo.as_posix()}.", param_hint="--logo")
    size, found = _size(customer_size), _read(folder)
    day = datetime.fromtimestamp(this_moment(), tz=UTC).date()
    table = compare_plans(found, day=day, provider=provider, size=size, language=language)
    console = new_console()
    console.print(_comparison(table))
    console.print(_margins(found, size))
    for line in _extras(found):
        print(line)
    if pdf is not None:
        look = Look(colour=colour, logo=logo.read_bytes() if logo else b"")
        pdf.write_bytes(print_plan_table(table, look=look))
        print(f"Wrote {pdf.as_posix()}.")


def _read(folder: Path) -> list[ReadPlan]:
    """Return the newest edition of each plan, or print what is wrong and end the command with code 1."""
    from asagreed.reading.report import render_problems
    from asagreed.versions.plan_reading import newest_plans, read_plan

    inner = folder / "plans"
    place = inner if inner.is_dir() else folder
    files = sorted(each for each in place.iterdir() if each.suffix in (".yaml", ".yml"))
    if not files:
        raise typer.BadParameter(f"There is no plan in {place.as_posix()}.", param_hint="FOLDER")
    read = [read_plan(file.read_text("utf-8-sig"), file=f"plans/{file.name}") for file in files]
    problems = [problem for _, found in read for problem in found]
    if problems:
        print(render_problems(problems), file=sys.stderr, end="")
    if any(problem.is_error for problem in problems):
        raise typer.Exit(1)
    return list(newest_plans(plan for plan, _ in read if plan is not None))


def _size(text: str) -> CustomerSize:
    from asagreed.foresight.plan_margin import CustomerSize

    counts: dict[str, int] = {}
    for each in text.split(","):
        found = _COUNT.fullmatch(each.strip())
        if found is None:
            raise typer.BadParameter(
                f"«{each.strip()}» is no number of things. Write 10 users, 1 server.", param_hint="--customer-size"
            )
        counts[found[2].removesuffix("s")] = int(found[1])
    return CustomerSize(counts)


def _comparison(table: PlanTable) -> Table:
    from asagreed.cli.tables import new_table

    made = new_table(table.title, "", *(column.title for column in table.columns))
    for group in table.groups:
        made.add_section()
        made.add_row(f"[bold]{_plain(group.title)}[/bold]")
        for row in group.rows:
            made.add_row(_plain(row.title), *(_plain(_words(cell)) for cell in row.cells))
    return made


def _words(cell: Cell) -> str:
    remark = f" ({cell.remark})" if cell.remark else ""
    return f"{_MARKS[cell.state]} {cell.words}{remark}" if cell.state in _MARKS else f"{cell.words}{remark}"


def _margins(found: list[ReadPlan], size: CustomerSize) -> Table:
    from asagreed.cli.tables import new_table
    from asagreed.foresight.plan_margin import margin_of, ordered_by_price
    from asagreed.money import Money

    made = new_table(f"A month, for {size}", "plan", "price", "costs", "margin", "because")
    for plan in ordered_by_price(found):
        margin = margin_of(plan, size, found)
        values = (each.value for each in (margin.price, margin.costs, margin.margin))
        told = (str(value) if isinstance(value, Money) else "–" for value in values)
        made.add_row(plan.pin, *told, _plain(margin.margin.because))
    return made


def _extras(found: list[ReadPlan]) -> list[str]:
    from asagreed.foresight.plan_margin import extras_of, ordered_by_price

    lines = []
    for plan in ordered_by_price(found):
        for extra in extras_of(plan, found)[:3]:
            times = f"{extra.times} × its costs" if extra.times else "costs nothing"
            lines.append(
                f"{plan.pin} could include {extra.name}: worth {extra.worth}, costs {extra.costs} a month ({times})."
            )
    return lines


def _plain(text: str) -> str:
    """Return a text in which nothing is taken for the markup of tables."""
    from rich.markup import escape

    return escape(text)
