"""The trace of a part of work: time, rounding, coverage, emergency, rate and draw, each with its clause or event."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.billing.agreed import HEAD, WORK, H, all_figures, amendment, at, history, usd, worked

from asagreed.billing.work.explaining import because, explain_part, explain_verdict, hours
from asagreed.billing.work.settling import WorkPart, settle
from asagreed.facts.books import Books, CauseFound, Incident, Payment
from asagreed.facts.work import WorkEntry
from asagreed.figures import Figure
from asagreed.versions import History


def parts(entry: WorkEntry, known: str | History = WORK, books: Books | None = None) -> list[WorkPart]:
    return settle([entry], history(known) if isinstance(known, str) else known, books or Books()).parts


def told(part: WorkPart) -> list[tuple[Any, str, str]]:
    figure = explain_part(part, zone="America/Chicago", currency="USD")
    return [(each.value, each.unit, each.because) for each in figure.parts]


def test_hours_are_exact() -> None:
    assert hours(1200) == Fraction(1, 3)


def test_free_work_is_explained_by_its_coverage() -> None:
    (part,) = parts(worked("W1", "2026-05-12 09:00", "10:00", service="help"))
    figure = explain_part(part, zone="America/Chicago", currency="USD")

    assert (figure.value, figure.because, figure.events) == (0, "help, remote, is included within support", ("W1",))
    assert [clause.address for clause in figure.clauses] == ["services.included.help"]
    assert told(part) == [
        (H, "s", "worked from 2026-05-12 09:00 to 2026-05-12 10:00"),
        ("included", "coverage", "help, remote, is included"),
    ]


def test_billed_work_has_its_time_rate_and_rounding() -> None:
    (part,) = parts(worked("W1", "2026-05-12 09:00", "09:50"), WORK + "  billed in: 15 min\n")

    assert told(part)[0] == (50 * 60, "s", "worked from 2026-05-12 09:00 to 2026-05-12 09:50")
    assert told(part)[1] == (10 * 60, "s", "added: billed in steps of 15 min; the cheapest part of the job has it")
    assert told(part)[-2:] == [(120, "an hour", "remote at the normal rate"), (H, "s", "billed at the rate")]


def test_seconds_are_shown_where_there_are_any() -> None:
    (part,) = parts(worked("W1", "2026-05-12 09:00:30", "2026-05-12 09:50:00"))

    assert told(part)[0][2] == "worked from 2026-05-12 09:00:30 to 2026-05-12 09:50"


def test_the_normal_rate_below_a_band_cites_the_line_of_its_amendment() -> None:
    changed = history(WORK, amendment("2026-05-02", rates__remote="126.00 USD per h"))
    (part,) = parts(worked("W1", "2026-05-12 19:00", "20:00"), changed)
    rate = explain_part(part, zone=changed.zone, currency="USD").parts[-2]
    normal = rate.parts[0]

    assert (rate.value, normal.value) == (189, 126)  # 126.00 × 1.5
    assert (rate.clauses[0].address, rate.clauses[0].file) == ("rates.outside", "made-up/agreement.yaml")
    assert (normal.clauses[0].address, normal.clauses[0].file, normal.clauses[0].line) == (
        "rates.remote.rate",
        "made-up/amendments/1.yaml",
        6,
    )


def test_losing_bands_are_told_with_the_winner() -> None:
    text = WORK + "  bands: {weekend: {on: weekend, times: 2}}\n"
    (part,) = parts(worked("W1", "2026-05-16 19:00", "20:00"), text)
    rate = explain_part(part, zone="America/Chicago", currency="USD").parts[-2]

    assert [(each.value, each.because) for each in rate.parts] == [
        (120, "remote at the normal rate"),
        ("does not decide", "the band «weekend» applies"),
        ("does not decide", "weekend is higher, and bands never compound"),
    ]


def test_drawn_work_says_what_it_took_and_by_which_clause_an_hour_counts_more() -> None:
    text = WORK + "allowance: {hours: 10 h a month, unused: expires}\n"
    (part,) = parts(worked("W1", "2026-05-12 19:00", "20:00"), text)
    (taken,) = (
        figure for figure in explain_part(part, zone="America/Chicago", currency="USD").parts if figure.value == 90 * 60
    )

    assert taken.because == "taken from allowance 2026-05, each hour as 1.5 h"
    assert [clause.address for clause in taken.clauses] == ["allowance.hours", "rates.outside.draws"]


def test_work_from_the_retainer_says_what_was_paid() -> None:
    text = WORK + "retainer: {floor: 0.00 USD, below the floor: bill the rest}\norder of use: [retainer, rate]\n"
    books = Books(payments=(Payment(id="P", at=at("2026-05-01"), amount=usd("500.00"), for_="retainer"),))
    (part,) = parts(worked("W1", "2026-05-12 09:00", "10:00"), text, books)

    assert told(part)[-1] == (120, "USD", "paid from the retainer")


def test_undecided_work_has_no_amount() -> None:
    (part,) = parts(worked("W1", "2026-05-12 09:00", "10:00", service="audit"))

    assert explain_part(part, zone="America/Chicago", currency="USD").value is None
    assert because(part) == part.judgement.because


def test_undecided_work_that_a_purse_would_pay_says_what_is_missing() -> None:
    text = WORK.replace(", draws: 90 min", "") + "allowance: {hours: 10 h a month, unused: expires}\n"
    (part,) = parts(worked("W1", "2026-05-12 19:00", "20:00"), text)

    assert because(part).startswith("allowance 2026-05 may pay for it, but no clause says")


def test_work_without_times_says_so() -> None:
    (part,) = parts(WorkEntry(id="W1", seconds=H, service="repair", delivery="remote"))

    assert told(part)[0] == (H, "s", "worked; when is not recorded")


EMERGENCIES = (
    HEAD
    + """calendars: {support: {hours: {weekdays: "08:00-18:00"}}}
systems: {files: {title: Files, supported by: Vendor, call: +1 555 0100}}
services:
  hours: support
  included: {repair: {delivery: remote}}
  excluded: {virus clean-up: {why: not covered, call: the insurer, caused by: a download}}
  otherwise: excluded
rates: {remote: 120.00 USD per h, emergency: 250.00 USD per h}
emergency: {definitions: {files down: {outage of: files}}, cover: charged}
"""
)


def emergency(*, is_contested: bool) -> WorkPart:
    incident = Incident(
        id="I1",
        reported_at=at("2026-05-12 08:50"),
        outage_of=("files",),
        systems=("files",),
        cause=CauseFound(cause="a disk", is_contested=is_contested),
    )
    entry = worked("W1", "2026-05-12 09:00", "10:00", incident="I1", system="files")
    return parts(entry, EMERGENCIES, Books(incidents={"I1": incident}))[0]


def test_an_emergency_is_part_of_the_trace_with_its_incident() -> None:
    part = emergency(is_contested=False)
    figures = explain_part(part, zone="America/Chicago", currency="USD")
    (found,) = (each for each in figures.parts if each.unit == "emergency")

    assert (found.value, found.events) == ("yes", ("I1",))
    assert figures.events == ("W1", "I1")
    assert [clause.address for clause in found.clauses] == ["emergency.definitions.files down"]


def test_a_contested_cause_is_told() -> None:
    cause = CauseFound(cause="a download", is_contested=True)
    incident = Incident(id="I1", reported_at=at("2026-05-12 08:50"), systems=("files",), cause=cause)
    entry = worked("W1", "2026-05-12 09:00", "10:00", incident="I1", service="virus clean-up")
    (part,) = parts(entry, EMERGENCIES, Books(incidents={"I1": incident}))
    said = [each for _, unit, each in told(part) if unit == "coverage"]

    assert [each.endswith("(it rests on a cause that the customer contests)") for each in said] == [True]


def test_an_emergency_that_rests_on_a_contested_cause_says_so() -> None:
    part = emergency(is_contested=False)
    assert part.judgement.emergency is not None
    contested = replace(part.judgement, emergency=replace(part.judgement.emergency, contested=True))
    (said,) = (each for _, unit, each in told(part._replace(judgement=contested)) if unit == "emergency")

    assert said.endswith("(it rests on a cause that the customer contests)")


def test_whom_to_call_is_told() -> None:
    (part,) = parts(
        worked("W1", "2026-05-12 09:00", "10:00", service="virus clean-up", cause="a download"), EMERGENCIES
    )

    assert ("the insurer", "to call", "whom to call for this") in told(part)


def test_a_verdict_alone_has_coverage_emergency_and_rate() -> None:
    billed = explain_verdict(emergency(is_contested=False).judgement)
    undecided = explain_verdict(parts(worked("W1", "2029-05-12 09:00", "10:00"))[0].judgement)

    assert [part.unit for part in billed.parts] == ["coverage", "emergency", "an hour"]
    assert (undecided.value, undecided.clauses, [part.unit for part in undecided.parts]) == (
        "undecided",
        (),
        ["coverage"],
    )


def test_a_part_without_a_reason_of_its_own_has_that_of_its_coverage() -> None:
    (part,) = parts(worked("W1", "2026-05-12 09:00", "10:00"))

    assert because(part._replace(because="")) == part.judgement.because
    bare = replace(part.judgement, clause=None, coverage=replace(part.judgement.coverage, clause=None))
    figure = explain_part(part._replace(clause=None, judgement=bare), zone="UTC", currency="USD")
    assert figure.clauses == ()


def every_number(figure: Figure) -> list[Figure]:
    return [each for each in all_figures(figure) if isinstance(each.value, int | Fraction)]


def test_no_number_of_a_part_is_without_its_reason() -> None:
    for part in (emergency(is_contested=True), *parts(worked("W1", "2026-05-12 17:00", "19:00"))):
        for figure in every_number(explain_part(part, zone="UTC", currency="USD")):
            assert figure.because
            assert figure.clauses or figure.events or figure.parts
