"""What a discovery comes to: what does not line up, where its measures stand, and the papers that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asagreed.discovery import DraftPaper, Mismatch, Recommendation, find_mismatches, papers_of, recommend
from asagreed.discovery.mismatches import Measure
from asagreed.discovery.papers import measure_paper
from asagreed.open_time import in_zone
from asagreed.terms.papers import ACCEPTED, DECLINED, INSTALLED, OFFERED
from asagreed.versions import AdvicePaper, History
from asagreed_web.agreements.pages import path_in_folder, version_at
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.customers.models import Customer
from asagreed_web.discovery.facts import SheetsRead, read_sheets
from asagreed_web.discovery.models import AnswerSheet, Questionnaire, Situation
from asagreed_web.discovery.pages import (
    RECOMMENDED,
    CostView,
    MismatchView,
    SheetView,
    cost_views,
    figure_views,
    sheet_view,
)
from asagreed_web.discovery.situations import read_answers_of

_NEXT = {RECOMMENDED: (OFFERED,), OFFERED: (DECLINED, ACCEPTED), DECLINED: (ACCEPTED,), ACCEPTED: (INSTALLED,)}
"""Which papers follow on which; what is installed is done with, unless it is offered anew."""
_BESIDE = ("#", "amendment:", "reason:", "in force from:", "signed:")


@dataclass(frozen=True)
class Discovery:
    """A questionnaire with its sheets, what does not line up, and the papers that are still to be entered.

    `unasked` are systems of the agreement in force that nobody was asked about, by name and title.
    """

    questionnaire: Questionnaire
    sheets: list[SheetView]
    unasked: list[tuple[str, str]]
    mismatches: list[MismatchView]
    costs: list[CostView]
    papers: list[DraftPaper]


def questionnaire_of(customer: Customer) -> Questionnaire | None:
    """Return the questionnaire of a customer, or None before it was begun."""
    return Questionnaire.objects.select_related("customer").filter(customer=customer).first()


def sheets_of(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return the sheets of a questionnaire, the company first."""
    return list(questionnaire.sheets.select_related("changed_by"))


def discovery_of(questionnaire: Questionnaire, *, at: int) -> Discovery:
    """Return what a questionnaire comes to, as of a moment."""
    sheets = sheets_of(questionnaire)
    read = read_sheets(questionnaire, sheets)
    found = find_mismatches(read.answers)
    history = history_of(questionnaire.customer_id)
    views = [_mismatch_view(number, each, history, questionnaire, at) for number, each in enumerate(found, start=1)]
    return Discovery(
        questionnaire=questionnaire,
        sheets=[sheet_view(each, read.wrong) for each in sheets],
        unasked=[
            (name, title)
            for name, title in systems_of(questionnaire.customer_id, at=at).items()
            if name not in read.answers.systems
        ],
        mismatches=views,
        costs=cost_views(read.answers),
        papers=_papers(
            questionnaire, read, [each.mismatch for each in views if each.state == RECOMMENDED], history, at
        ),
    )


def systems_of(customer_id: int, *, at: int) -> dict[str, str]:
    """Return the titles of the systems of the agreement in force, by name; none without one."""
    version = version_at(history_of(customer_id), at=at)
    return {name: system.title for name, system in version.terms.systems.items()} if version else {}


def read_all(questionnaire: Questionnaire, sheets: Sequence[AnswerSheet]) -> SheetsRead:
    """Return what the sheets of a questionnaire say, and what of it cannot be read."""
    return read_sheets(questionnaire, sheets)


def situation_of(customer: Customer) -> Situation | None:
    """Return the short questionnaire of a customer, or None before anything was answered."""
    return Situation.objects.select_related("decided_by").filter(customer=customer).first()


def recommendation_of(situation: Situation) -> Recommendation:
    """Return which agreement the answers ask for."""
    return recommend(read_answers_of(situation.answers).said)


def _mismatch_view(
    number: int, mismatch: Mismatch, history: History | None, questionnaire: Questionnaire, at: int
) -> MismatchView:
    measure, slug = mismatch.measure, questionnaire.customer.slug
    last = _last_word(measure, history, at) if measure else None
    state = last.declares.removeprefix("advice ") if last else RECOMMENDED
    declares = _NEXT.get(last.declares if last else RECOMMENDED, ()) if measure else ()
    today = in_zone(at, questionnaire.customer.zone).date()
    return MismatchView(
        number=number,
        mismatch=mismatch,
        figures=figure_views(mismatch),
        state=state if measure else "",
        declared_at=last.from_at if last else None,
        path=path_in_folder(last.clause.file, slug) if last else "",
        line=last.clause.line if last else 0,
        next_papers=tuple(
            measure_paper(measure, mismatch.risk, each, on=today, by=_signs(questionnaire, each))
            for each in declares
            if measure
        ),
    )


def _signs(questionnaire: Questionnaire, declares: str) -> str | None:
    """Return who declares: the customer declines and accepts, the provider offers and installs."""
    return (questionnaire.stated_by or None) if declares in (DECLINED, ACCEPTED) else None


def _last_word(measure: Measure, history: History | None, at: int) -> AdvicePaper | None:
    said = history.register.about(measure.about) if history else ()
    return max((each for each in said if each.from_at <= at), key=lambda each: each.from_at, default=None)


def _papers(
    questionnaire: Questionnaire, read: SheetsRead, mismatches: Sequence[Mismatch], history: History | None, at: int
) -> list[DraftPaper]:
    """Return the papers that are not entered yet; they count from today, for nobody signs for yesterday."""
    today = in_zone(at, questionnaire.customer.zone).date()
    if history is None:
        found = papers_of(read.answers, mismatches, on=today)
    else:
        first, last = history.versions[0], history.versions[-1]
        found = papers_of(
            read.answers,
            mismatches,
            amendment=1 + sum(layer.startswith("amendment") for layer in last.layers),
            on=today,
            from_on=in_zone(first.from_at, history.zone).date(),
            known=last.terms.systems,
        )
    edition = edition_of(questionnaire.customer_id)
    entered = {_substance(text) for text in edition.papers.values()} if edition else set()
    return [each for each in found if _substance(each.text) not in entered]


def _substance(text: str) -> tuple[str, ...]:
    """Return what a paper says beside its number, its days and its remarks."""
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith(_BESIDE))
