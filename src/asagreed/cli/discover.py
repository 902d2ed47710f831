"""`asagreed discover` and `asagreed recommend`: what a customer has and expects, and which agreement fits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from asagreed.discovery import Answers, DraftPaper, Mismatch
    from asagreed.reading.problems import Problem
    from asagreed.versions import History

Read = TypeVar("Read")
STARTER_SYSTEMS = {"mail": "E-mail", "files": "File server", "network": "Network and internet"}
"""What is asked about where no agreement names systems."""


def discover(
    answers: Annotated[
        Path | None, typer.Argument(help="A file of answers; without it an empty questionnaire is printed.")
    ] = None,
    agreement: Annotated[
        Path | None, typer.Option(help="The customer's folder: its systems are asked about, its hours are used.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="A folder into which the papers that follow are written, as drafts.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what does not line up, at which risk and cost, what to do about it, and which papers follow."""
    from asagreed.cli.agreements import open_agreement

    history = open_agreement(agreement) if agreement else None
    if answers is None:
        print(_questionnaire(history), end="")
        return
    from asagreed.cli.moments import this_moment
    from asagreed.discovery import find_mismatches, read_answers

    read = read_answers(answers, as_of=this_moment())
    found = _usable(read.answers, read.problems)
    mismatches = find_mismatches(found)
    papers = _papers(found, mismatches, history)
    if write:
        _write(papers, write)
    if as_json:
        _print_json(mismatches, papers)
    else:
        _print_text(mismatches, papers, into=write)


def recommend(
    answers: Annotated[
        Path | None, typer.Argument(help="Answers to the short questionnaire; without it an empty one is printed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say which agreement fits a customer: a full one, one page, or none; and why."""
    from asagreed.discovery import blank_situation, read_situation
    from asagreed.discovery import recommend as recommended
    from asagreed.discovery.as_data import recommendation_data

    if answers is None:
        print(blank_situation(), end="")
        return
    read = read_situation(answers)
    page = _usable(read.page, read.problems)
    data = recommendation_data(recommended(page.situation), page.decided)
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.discover_tables import print_recommendation

    print_recommendation(data)


def _questionnaire(history: History | None) -> str:
    from asagreed.discovery import blank_questionnaire

    if history is None:
        return blank_questionnaire(STARTER_SYSTEMS)
    titles = {name: system.title for name, system in history.versions[-1].terms.systems.items()}
    return blank_questionnaire(titles, name=history.agreement, zone=history.zone)


def _usable(read: Read | None, problems: tuple[Problem, ...]) -> Read:
    from asagreed.reading.report import render_problems

    if problems:
        print(render_problems(problems), file=sys.stderr, end="")
    if read is None:
        raise typer.Exit(1)
    return read


def _papers(answers: Answers, mismatches: tuple[Mismatch, ...], history: History | None) -> tuple[DraftPaper, ...]:
    from asagreed.discovery import papers_of
    from asagreed.open_time import in_zone

    if history is None:
        return papers_of(answers, mismatches)
    first, last = history.versions[0], history.versions[-1]
    return papers_of(
        answers,
        mismatches,
        amendment=1 + sum(layer.startswith("amendment") for layer in last.layers),
        from_on=in_zone(first.from_at, history.zone).date(),
        known=last.terms.systems,
    )


def _write(papers: tuple[DraftPaper, ...], folder: Path) -> None:
    taken = next((folder / each.place for each in papers if (folder / each.place).exists()), None)
    if taken is not None:
        print(f"error: {taken.as_posix()} is there already, and nothing was written. Move it away.", file=sys.stderr)
        raise typer.Exit(1)
    for each in papers:
        file = folder / each.place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(each.text, encoding="utf-8", newline="")


def _print_json(mismatches: tuple[Mismatch, ...], papers: tuple[DraftPaper, ...]) -> None:
    import json

    from asagreed.discovery.as_data import mismatch_data, paper_data

    data = {
        "mismatches": [mismatch_data(each) for each in mismatches],
        "papers": [paper_data(each) for each in papers],
    }
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _print_text(mismatches: tuple[Mismatch, ...], papers: tuple[DraftPaper, ...], *, into: Path | None) -> None:
    from asagreed.cli.discover_tables import print_mismatches

    print_mismatches(mismatches)
    word = "Wrote" if into else "Would write"
    for each in papers:
        place = (into / each.place).as_posix() if into else each.place
        print(f"{word} {place}")
    if papers and not into:
        print("With --write FOLDER they are written, as drafts that nobody has signed.")
