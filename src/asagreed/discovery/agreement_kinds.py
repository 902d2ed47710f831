"""Which agreement for whom: a full one, one page, or none; with the answers that each reason rests on.

Each answer asks for at least one of the three, and the most that any of them asks for is recommended: a wish for
little does not take away the reason for more. The recommendation can be overruled; the own reason is kept beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from asagreed.discovery.questions import Question
from asagreed.discovery.reading import page_of, tree_of
from asagreed.facts.books.values import Count
from asagreed.reading.problems import Problem
from asagreed.reading.sources import Source
from asagreed.terms.parts import Part
from asagreed.terms.values.dates import Date
from asagreed.terms.values.texts import Name, Phrase, YesNo, choice
from asagreed.versions.folder import read_source

NONE, ONE_PAGE, FULL = "none", "one page", "full"
KINDS = (NONE, ONE_PAGE, FULL)
"""From the least to the most."""
DAYS, A_DAY, HOURS = "for days", "for a day", "for an hour or two"
DEPENDENCE = (DAYS, A_DAY, HOURS)
MANY_PEOPLE, SOME_PEOPLE = 15, 5
MANY_SYSTEMS = 5
MANY_TICKETS, SOME_TICKETS = 10, 2
_YES_NO = ("yes", "no")

SITUATION_QUESTIONS = (
    Question("people", "How many people work with computers?", "count", "9"),
    Question("systems", "How many servers, applications and services must work every day?", "count", "4"),
    Question("can do without", "For how long can they work without their computers?", "choice", A_DAY,
             choices=DEPENDENCE),
    Question("tickets a month", "How many requests came in a month so far, on average?", "count", "6"),
    Question("wants fixed cost", "Do they want the same cost each month?", "yes or no", "yes", choices=_YES_NO),
    Question("regulated data", "Is there data that law or a supervisor protects (patients, clients, pupils)?",
             "yes or no", "no", choices=_YES_NO),
    Question("wants promised times", "Do they want times that are promised?", "yes or no", "yes", choices=_YES_NO),
    Question("needs nights or weekends", "Must somebody be there outside working hours?", "yes or no", "no",
             choices=_YES_NO),
    Question("would prepay", "Would they pay for hours ahead?", "yes or no", "no", choices=_YES_NO),
)  # fmt: skip

Dependence = Annotated[
    str,
    PlainValidator(choice({each: each for each in DEPENDENCE}, what="how long")),
    WithJsonSchema({"enum": [*DEPENDENCE]}),
]
Kind = Annotated[
    str,
    PlainValidator(choice({each: each for each in KINDS}, what="an agreement")),
    WithJsonSchema({"enum": [*KINDS]}),
]


class Situation(Part):
    """What is known of a customer for whom an agreement is sought; what was not answered is None."""

    people: Count | None = None
    systems: Count | None = None
    can_do_without: Dependence | None = Field(default=None, alias="can do without")
    tickets_a_month: Count | None = Field(default=None, alias="tickets a month")
    wants_fixed_cost: YesNo | None = Field(default=None, alias="wants fixed cost")
    regulated_data: YesNo | None = Field(default=None, alias="regulated data")
    wants_promised_times: YesNo | None = Field(default=None, alias="wants promised times")
    needs_nights_or_weekends: YesNo | None = Field(default=None, alias="needs nights or weekends")
    would_prepay: YesNo | None = Field(default=None, alias="would prepay")


class Decided(Part):
    """What was decided against the recommendation, or with it, and why."""

    kind: Kind
    because: Phrase
    by: Phrase | None = None
    on: Date | None = None


class SituationPage(Part):
    """The file of a recommendation."""

    recommend: Name
    situation: Situation = Field(default_factory=Situation)
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer and what it asks for: none, one page or full; `because` in plain words."""

    key: str
    answer: str
    asks_for: str
    because: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Which agreement is recommended, by which reasons, what else the answers say, and what was not answered.

    `reasons` ask for what is recommended; `others` would be content with less. `paid_by` says how it may be paid.
    """

    kind: str
    reasons: tuple[Reason, ...]
    others: tuple[Reason, ...]
    paid_by: str
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SituationRead:
    """A file of a recommendation as it was read, and every problem in it; no page when a problem is an error."""

    page: SituationPage | None
    problems: tuple[Problem, ...] = ()


def read_situation(path: Path | str) -> SituationRead:
    """Read the answers to the short questionnaire."""
    source = read_source(Path(path), cited=Path(path).name)
    return SituationRead(None, (source,)) if isinstance(source, Problem) else _read(source)


def read_situation_text(text: str, *, file: str = "situation.yaml") -> SituationRead:
    """Read answers that are at hand as a text; `file` is what problems call it."""
    return _read(Source(file, file, text, hashlib.sha256(text.encode()).hexdigest()))


def recommend(situation: Situation) -> Recommendation:
    """Return the agreement that the answers ask for."""
    found = [reason for rule in _RULES for reason in (rule(situation),) if reason is not None]
    kind = max((each.asks_for for each in found), key=KINDS.index, default=NONE)
    answered = {each.key for each in found}
    return Recommendation(
        kind=kind,
        reasons=tuple(each for each in found if each.asks_for == kind),
        others=tuple(each for each in found if each.asks_for != kind),
        paid_by=_paid_by(kind, situation),
        unanswered=tuple(each.key for each in SITUATION_QUESTIONS if each.key not in answered),
    )


def _read(source: Source) -> SituationRead:
    tree, problems = tree_of(source, what="recommend: and the name of the customer")
    if tree is None:
        return SituationRead(None, problems)
    page, found = page_of(tree, SituationPage)
    return SituationRead(page, tuple(sorted((*problems, *found))))


def _by_size(key: str, count: int | None, *, some: int, many: int, words: str, few: str) -> Reason | None:
    if count is None:
        return None
    asks_for = FULL if count >= many else ONE_PAGE if count >= some else NONE
    return Reason(key, str(count), asks_for, few if asks_for == NONE else words)


def _people(said: Situation) -> Reason | None:
    words = "the more people wait, the more it matters what is promised to whom, and in which order"
    return _by_size("people", said.people, some=SOME_PEOPLE, many=MANY_PEOPLE, words=words,
                    few="so few can tell each other what is broken and who waits")  # fmt: skip


def _systems(said: Situation) -> Reason | None:
    words = "each system that must work needs a word on its hours, its backup and who repairs it"
    return _by_size("systems", said.systems, some=2, many=MANY_SYSTEMS, words=words,
                    few="one system needs no list of what matters most")  # fmt: skip


def _tickets(said: Situation) -> Reason | None:
    words = "requests that come every month are cheaper to agree on once than to quote each time"
    return _by_size("tickets a month", said.tickets_a_month, some=SOME_TICKETS, many=MANY_TICKETS, words=words,
                    few="so few requests can be priced one by one")  # fmt: skip


def _dependence(said: Situation) -> Reason | None:
    answer = said.can_do_without
    if answer is None:
        return None
    asks_for = {DAYS: NONE, A_DAY: ONE_PAGE, HOURS: FULL}[answer]
    waits, hurries = (
        "who can wait needs no promise of when somebody comes",
        "who cannot wait needs to know who comes, and when",
    )
    return Reason("can do without", answer, asks_for, waits if asks_for == NONE else hurries)


def _yes_no(key: str, answer: bool | None, asks_for: str, yes: str, no: str) -> Reason | None:  # noqa: FBT001
    if answer is None:
        return None
    return Reason(key, "yes" if answer else "no", asks_for if answer else NONE, yes if answer else no)


def _fixed_cost(said: Situation) -> Reason | None:
    return _yes_no("wants fixed cost", said.wants_fixed_cost, ONE_PAGE,
                   "a fee says what is in it, so that has to be written",
                   "what is paid by the hour needs no list of what is included")  # fmt: skip


def _regulated(said: Situation) -> Reason | None:
    return _yes_no("regulated data", said.regulated_data, FULL,
                   "who may see such data, how it is kept and who tells whom of a loss has to be in writing",
                   "no law asks for anything in writing")  # fmt: skip


def _times(said: Situation) -> Reason | None:
    return _yes_no("wants promised times", said.wants_promised_times, ONE_PAGE,
                   "a promised time is none until its hours, its start and its pauses are written",
                   "work is done as it comes")  # fmt: skip


def _nights(said: Situation) -> Reason | None:
    return _yes_no("needs nights or weekends", said.needs_nights_or_weekends, FULL,
                   "who is called at night, for what, and at which rate, must not be settled at night",
                   "outside working hours nobody waits")  # fmt: skip


def _prepay(said: Situation) -> Reason | None:
    return _yes_no("would prepay", said.would_prepay, ONE_PAGE,
                   "hours that are paid ahead need a page on how they are used and when they end",
                   "nothing is paid ahead that would have to be accounted for")  # fmt: skip


_RULES: tuple[Callable[[Situation], Reason | None], ...] = (
    _people, _systems, _dependence, _tickets, _fixed_cost, _regulated, _times, _nights, _prepay,
)  # fmt: skip


def _paid_by(kind: str, said: Situation) -> str:
    if said.wants_fixed_cost:
        return "a monthly fee" if kind == FULL else "a small monthly fee with some hours in it"
    if said.would_prepay:
        return "hours that are paid ahead: a block or a retainer"
    return "the hour" if kind == NONE else "the hour, at rates that are written"


def blank_situation(*, name: str = "") -> str:
    """Return the short questionnaire as a text of YAML to fill in."""
    lines = [f"# Which agreement for whom: what you leave empty is not answered.\nrecommend: {name}".rstrip()]
    lines.append("situation:")
    for each in SITUATION_QUESTIONS:
        choices = f" ({', '.join(each.choices)})" if each.choices else f" Such as: {each.example}"
        lines.append(f"{f'  {each.key}:':<32} # {each.words}{choices}")
    lines.append("# decided: {kind: one page, because: they will hire next year, by: owner, on: 2026-02-03}")
    return "\n".join(lines) + "\n"
