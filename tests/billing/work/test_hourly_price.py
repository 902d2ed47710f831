"""What an hour costs: the corners that the cases of tests/cases/work do not reach."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.billing.work.boundaries import Boundaries
from asagreed.billing.work.hourly_price import HourlyRate, NoRate, RateQuestion, find_rate, work_type_of
from asagreed.versions import History

TEXT = """\
calendars: {support: {hours: {weekdays: "08:00-17:00"}}, night: {hours: {every day: "22:00-06:00"}}}
services: {otherwise: excluded}
emergency: {definitions: {mail down: {outage of: mail}}}
rates:
  remote: 100.00 USD per h
  on-site: {by role: {engineer: 200.00 USD per h}}
  outside: {of: support, draws: 90 min}
  emergency: {during: night, rate: 190.00 USD per h}
  discount: 10%
  minimum: 30 min
  bands:
    late: {during: night, times: 2, draws: 2 h, minimum: 15 min, billed in: 10 min}
    always dear: {during: always, for: [on-site], plus: 5.00 USD per h}
"""


@pytest.fixture
def history(tmp_path: Path) -> History:
    return written(tmp_path, TEXT)


def asked(history: History, moment: str, **said: object) -> HourlyRate | NoRate:
    told = {"work_type": "remote", "role": None, "names": frozenset(), "asked_as": None} | said
    question = RateQuestion(is_scheduled=False, **{"is_emergency": False, **told})  # type: ignore[arg-type]  # words
    return find_rate(question, history.versions[0], Boundaries(history).state_at(at(moment)))


def test_a_discount_lowers_the_normal_rate_and_names_its_clause(history: History) -> None:
    rate = asked(history, "2026-05-12 10:00")

    assert isinstance(rate, HourlyRate)
    assert (rate.per_hour, rate.normal) == (Fraction(90), Fraction(90))
    assert rate.because == "remote at the normal rate, less 10% (rates.discount)"


def test_a_band_that_only_draws_more_leaves_the_price_alone(history: History) -> None:
    rate = asked(history, "2026-05-12 20:00")

    assert isinstance(rate, HourlyRate)
    assert (rate.per_hour, rate.draws, rate.is_banded) == (Fraction(90), Fraction(3, 2), False)
    assert rate.draws_clause is not None
    assert rate.draws_clause.address == "rates.outside.draws"


def test_of_two_bands_that_draw_the_one_that_draws_most_holds(history: History) -> None:
    rate = asked(history, "2026-05-12 23:00")

    assert isinstance(rate, HourlyRate)
    assert (rate.per_hour, rate.draws) == (Fraction(180), Fraction(2))
    assert rate.draws_clause is not None
    assert rate.draws_clause.address == "rates.bands.late.draws"


def test_a_shorter_minimum_of_a_band_does_not_lower_that_of_the_card(history: History) -> None:
    rate = asked(history, "2026-05-12 23:00")

    assert isinstance(rate, HourlyRate)
    assert rate.minimum is not None
    assert rate.step is not None
    assert (rate.minimum[0], rate.minimum[1].address) == (1800, "rates.minimum")
    assert (rate.step[0], rate.step[1].address) == (600, "rates.bands.late")


def test_a_rate_of_its_own_is_not_discounted(history: History) -> None:
    rate = asked(history, "2026-05-12 23:00", is_emergency=True)

    assert isinstance(rate, HourlyRate)
    assert (rate.per_hour, rate.because) == (Fraction(190), "remote, emergency, at a rate of its own")
    assert [each.clause.address for each in rate.considered] == ["rates.remote.rate", "rates.bands.late"]


def test_an_emergency_band_counts_in_its_own_hours_only(history: History) -> None:
    rate = asked(history, "2026-05-12 20:00", is_emergency=True)

    assert isinstance(rate, HourlyRate)
    assert rate.per_hour == 90
    assert not rate.is_banded


def test_a_band_may_hold_at_all_hours_for_one_type_of_work(history: History) -> None:
    rate = asked(history, "2026-05-12 10:00", work_type="on-site", role="engineer")

    assert isinstance(rate, HourlyRate)
    assert (rate.per_hour, rate.because) == (
        Fraction(185),
        "on-site, always dear, with a supplement, less 10% (rates.discount)",
    )


def test_a_role_without_a_rate_is_no_rate(history: History) -> None:
    rate = asked(history, "2026-05-12 10:00", work_type="on-site", role="apprentice")

    assert isinstance(rate, NoRate)
    assert rate.because == "«rates.on-site» has no rate for the role «apprentice»"


def test_a_card_without_rates_knows_none(tmp_path: Path) -> None:
    history = written(tmp_path, "services: {otherwise: excluded}\n")

    assert asked(history, "2026-05-12 10:00") == NoRate("no clause says what «remote» costs; the rate card knows none")


def test_the_line_of_the_card_is_named_by_the_entry_the_service_or_the_delivery(history: History) -> None:
    terms = history.versions[0].terms

    assert work_type_of("audit", "project", "remote", terms) == "audit"
    assert work_type_of(None, "project", "remote", terms) == "project"
    assert work_type_of(None, None, "remote", terms) == "remote"
    assert work_type_of(None, None, None, terms) == "work of no delivery"
