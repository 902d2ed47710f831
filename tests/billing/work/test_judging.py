"""The verdict on work: the corners that the cases of tests/cases/work do not reach."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.cases.work_runner import entry_of
from tests.written_agreements import at, written

from asagreed.billing.work.judging import Judge, Stretch
from asagreed.facts.books import Books, Incident, Ruling
from asagreed.facts.work import WorkEntry
from asagreed.versions import History

ZONE = "America/Chicago"
HOURS_ONLY = """\
services: {included: {training: {draws: hours}}, otherwise: excluded}
allowance: {hours: 2 h a month, unused: expires}
monthly draws: {monitoring: 1 h}
"""


def judged(history: History, line: str, books: Books | None = None) -> tuple[Stretch, ...]:
    return Judge(history, books or Books()).judge(entry_of(line, 1, ZONE))


def test_an_agreement_without_money_may_still_count_hours(tmp_path: Path) -> None:
    (part,) = judged(written(tmp_path, HOURS_ONLY), "Tue 2026-05-12 09:00-10:00, training, remote")

    assert (part.judgement.verdict, part.judgement.sources) == ("covered", ("allowance",))
    assert part.judgement.rate is not None
    assert (part.judgement.rate.per_hour, part.judgement.rate.because) == (Fraction(0), "hours only")


def test_fixed_monthly_time_is_drawn_without_a_price_where_the_card_has_none(tmp_path: Path) -> None:
    history = written(tmp_path, HOURS_ONLY)
    draw = history.versions[0].terms.prepaid.monthly_draws["monitoring"]

    part = Judge(history, Books()).judge_monthly(draw, at("2026-05-01 00:00"))

    assert (part.seconds, part.month, part.judgement.sources) == (3600, (2026, 5), ("allowance",))
    assert part.judgement.because == "monitoring is deducted as 1 h a month"


def test_fixed_monthly_time_costs_what_the_card_says_of_it(tmp_path: Path) -> None:
    history = written(tmp_path, HOURS_ONLY + "rates: {monitoring: 50.00 USD per h}\n")
    draw = history.versions[0].terms.prepaid.monthly_draws["monitoring"]

    part = Judge(history, Books()).judge_monthly(draw, at("2026-05-01 00:00"))

    assert part.judgement.sources == ("allowance", "rate")
    assert part.judgement.rate is not None
    assert part.judgement.rate.per_hour == 50


def test_an_entry_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    entry = WorkEntry(id="W1", start=at("2026-05-12 10:00"), end=at("2026-05-12 10:00"), seconds=60, service="training")

    (part,) = Judge(written(tmp_path, HOURS_ONLY), Books()).judge(entry)

    assert (part.seconds, part.judgement.verdict) == (60, "undecided")


def test_a_ruling_from_before_the_incident_counts_from_its_beginning(tmp_path: Path) -> None:
    text = (
        HOURS_ONLY
        + "emergency: {anything else: both parties agree, cover: charged}\nrates: {remote: 10.00 USD per h}\n"
    )
    told = Incident(id="I-1", reported_at=at("2026-05-12 09:00"), events=("smoke",))
    ruling = Ruling(
        id="R-1", at=at("2026-05-12 08:00"), about="I-1", says="emergency", by={"provider": "A", "customer": "B"}
    )

    parts = judged(
        written(tmp_path, text),
        "Tue 2026-05-12 09:00-10:00, training, remote, incident I-1",
        Books(incidents={"I-1": told}, rulings=(ruling,)),
    )

    assert [part.judgement.emergency.at for part in parts if part.judgement.emergency] == [told.began_at]
    assert [part.judgement.because for part in parts] == ["emergency work is charged"]


def test_cover_that_is_neither_open_nor_charged_leaves_the_service_as_it_is(tmp_path: Path) -> None:
    text = """\
calendars: {support: {hours: {weekdays: "08:00-17:00"}}}
services: {included: {repair: {}}, otherwise: excluded}
emergency: {definitions: {mail down: {outage of: mail}}, cover: {included in: support, otherwise: included}}
rates: {remote: 10.00 USD per h}
"""
    told = Incident(id="I-1", reported_at=at("2026-05-12 16:00"), outage_of=("mail",))

    parts = judged(
        written(tmp_path, text),
        "Tue 2026-05-12 16:00-18:00, repair, remote, incident I-1",
        Books(incidents={"I-1": told}),
    )

    assert [(part.seconds, part.judgement.verdict) for part in parts] == [(3600, "covered"), (3600, "covered")]


def test_a_purse_that_is_not_for_this_work_is_no_source_of_it(tmp_path: Path) -> None:
    text = """\
services: {otherwise: excluded}
allowance: {hours: 2 h a month, for: [remote], unused: expires}
order of use: [allowance]
rates: {remote: 10.00 USD per h, on-site: 20.00 USD per h}
"""
    history = written(tmp_path, text)

    assert judged(history, "Tue 2026-05-12 09:00-10:00, repair, remote")[0].judgement.sources == ("allowance",)
    assert judged(history, "Tue 2026-05-12 09:00-10:00, repair, on-site")[0].judgement.sources == ()


def test_equal_work_is_judged_once(tmp_path: Path) -> None:
    judge = Judge(written(tmp_path, HOURS_ONLY), Books())
    first, second = (
        judge.judge(entry_of(line, number, ZONE))
        for number, line in enumerate(("Tue 2026-05-12 09:00-10:00, training", "Wed 2026-05-13 09:00-10:00, training"))
    )

    assert first[0].judgement is second[0].judgement
    assert not first[0].judgement.is_free
