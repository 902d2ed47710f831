"""The rows of support: how and when services are done, which hours are included, and what other work costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asagreed.documents.plan_table.cells import Cell, Row, cell
from asagreed.documents.plan_table.targets import usual_hours
from asagreed.documents.plan_table.words import Words
from asagreed.terms.sections.places import DELIVERIES
from asagreed.versions.plan_reading import ReadPlan


def rows(plans: Sequence[ReadPlan], words: Words) -> Iterator[Row]:
    """Yield the rows; those in which no plan says anything too."""
    yield Row(words.say("row delivery"), tuple(cell(_delivery(plan, words), words) for plan in plans))
    yield Row(
        words.say("row hours"), tuple(cell(words.hours(plan.terms.services.hours or ""), words) for plan in plans)
    )
    yield Row(words.say("row promised hours"), tuple(cell(words.hours(usual_hours(plan)), words) for plan in plans))
    yield Row(words.say("row allowance"), tuple(_allowance(plan, words) for plan in plans))
    yield Row(words.say("row emergency"), tuple(cell(_emergency(plan, words), words) for plan in plans))
    for work in dict.fromkeys(work for plan in plans for work in plan.terms.rates.work_types):
        title = words.say("row rate", work=words.known("word", work))
        yield Row(title, tuple(cell(_rate(plan, work, words), words) for plan in plans))


def _delivery(plan: ReadPlan, words: Words) -> str:
    found = {part.delivery for part in plan.terms.services.included.values()} & {*DELIVERIES}
    if len(found) > 1:
        return words.say("remote and on-site")
    return words.known("word", found.pop()) if found else ""


def _allowance(plan: ReadPlan, words: Words) -> Cell:
    if plan.terms.allowance is None:
        return cell("", words)
    of = words.listed(words.known("word", each) for each in plan.terms.allowance.for_)
    return cell(words.value(plan.written("allowance", "hours")), words, remark=of)


def _emergency(plan: ReadPlan, words: Words) -> str:
    cover = plan.terms.emergency.cover
    if cover is None:
        return ""
    if cover.included_in is None:
        return words.known("word", cover.otherwise)
    return words.say("covered in", hours=words.hours(cover.included_in))


def _rate(plan: ReadPlan, work: str, words: Words) -> str:
    rate = plan.terms.rates.work_types.get(work)
    return words.say("an hour", price=words.value(str(rate.rate.money))) if rate and rate.rate else ""
