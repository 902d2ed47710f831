"""What does not line up, and which agreement is recommended, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from asagreed.cli.tables import new_console

if TYPE_CHECKING:
    from asagreed.discovery import Mismatch


def print_mismatches(mismatches: Iterable[Mismatch]) -> None:
    """Print each mismatch: the risk, its figures with their reasons, what it rests on, and what to do."""
    console, found = new_console(), tuple(mismatches)
    if not found:
        console.print("Everything that was answered lines up.")
    for each in found:
        console.print(f"[bold]{escape(each.title)}[/bold]  {each.name}")
        console.print(f"  {escape(each.risk)}")
        for figure in each.figures:
            console.print(f"  {escape(_words(figure)):<32} {escape(figure.because)}")
        console.print(f"  [dim]rests on {escape(_grounds(each))}[/dim]")
        if each.measure:
            console.print(f"  Do: {escape(each.measure.advice)}")
            console.print(f"  If it is declined: {escape(each.measure.consequence)}")
        else:
            console.print("  To be decided by the customer.")
        console.print()


def print_recommendation(data: dict[str, Any]) -> None:
    """Print which agreement is recommended, by which answers, and what was decided instead."""
    console = new_console()
    console.print(f"Recommended: [bold]{data['recommended']}[/bold], paid by {escape(data['paid_by'])}")
    for title, reasons in (("because", data["reasons"]), ("beside that", data["others"])):
        for each in reasons:
            answer = f"{each['question']}: {each['answer']}"
            console.print(f"  {title:<12}{escape(answer):<34}{escape(each['because'])} [dim]({each['asks_for']})[/dim]")
    if data["unanswered"]:
        console.print(f"  [dim]not answered: {escape(', '.join(data['unanswered']))}[/dim]")
    decided = data["decided"]
    if decided:
        by = f" by {decided['by']}" if decided["by"] else ""
        console.print(f"Decided{escape(by)}: [bold]{decided['kind']}[/bold], because {escape(decided['because'])}")


def _words(figure: Any) -> str:
    from asagreed.discovery.wording import figure_words

    return figure_words(figure)


def _grounds(mismatch: Mismatch) -> str:
    return "; ".join(
        f"{each.key}: {each.answer} ({'verified' if each.is_verified else 'stated'})" for each in mismatch.grounds
    )
