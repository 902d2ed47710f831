"""Planned work: now, tonight or from the next opening; a quote says what the statement would say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.billing.agreed import HEAD, WORK, H, at, history, month, usd, worked

from asagreed.billing.quoting import PlannedWork, Quote, QuotedChoice, quote_work, support_hours
from asagreed.errors import NoSupportHours, NotInForce
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry

TUESDAY = "2026-05-12"


def planned(least: int = H, most: int = 2 * H, service: str = "repair", **told: str) -> PlannedWork:
    entry = WorkEntry(id="planned", seconds=0, service=service, **{"delivery": "remote", **told})  # type: ignore[arg-type]
    return PlannedWork(title=service, least=least, most=most, entry=entry)


def quoted(
    *work: PlannedWork, asked: str = f"{TUESDAY} 10:00", text: str = WORK, done: tuple[WorkEntry, ...] = ()
) -> Quote:
    return quote_work(work or (planned(),), history(text), Books(), at=at(asked), entries=done)


def by_choice(quote: Quote) -> dict[str, QuotedChoice]:
    return {choice.choice: choice for choice in quote.choices}


def begins(quote: Quote) -> dict[str, tuple[int, int]]:
    return {choice.choice: (choice.most.starts_at, choice.most.ends_at) for choice in quote.choices}


def test_the_three_ways_side_by_side_each_with_its_least_and_its_most() -> None:
    quote = quoted()

    assert [(each.choice, str(each.least.net), str(each.most.net)) for each in quote.choices] == [
        ("now", "120.00 USD", "240.00 USD"),  # 1 h, 2 h × 120.00
        ("tonight", "180.00 USD", "360.00 USD"),  # from 18:00, × 1.5
        ("from the next opening", "120.00 USD", "240.00 USD"),
    ]
    assert begins(quote) == {
        "now": (at(f"{TUESDAY} 10:00"), at(f"{TUESDAY} 12:00")),
        "tonight": (at(f"{TUESDAY} 18:00"), at(f"{TUESDAY} 20:00")),
        "from the next opening": (at("2026-05-13 08:00"), at("2026-05-13 10:00")),
    }
    assert (quote.agreement, quote.zone, quote.version_hash) == (
        "made-up",
        "America/Chicago",
        history(WORK).versions[0].hash,
    )


@pytest.mark.parametrize("asked", ["17:30", "17:59"])
def test_tonight_is_the_evening_of_the_same_day_also_shortly_before_closing(asked: str) -> None:
    assert begins(quoted(asked=f"{TUESDAY} {asked}"))["tonight"][0] == at(f"{TUESDAY} 18:00")


def test_when_the_desk_is_closed_tonight_is_now() -> None:
    found = begins(quoted(asked=f"{TUESDAY} 21:00"))

    assert found["now"] == found["tonight"] == (at(f"{TUESDAY} 21:00"), at(f"{TUESDAY} 23:00"))
    assert found["from the next opening"] == (at("2026-05-13 08:00"), at("2026-05-13 10:00"))


def test_before_the_opening_of_a_day_tonight_is_after_its_closing() -> None:
    assert begins(quoted(asked=f"{TUESDAY} 06:00"))["tonight"][0] == at(f"{TUESDAY} 18:00")


def test_a_desk_that_never_closes_has_no_evening() -> None:
    text = WORK.replace('{weekdays: "08:00-18:00"}', '{every day: "00:00-24:00"}')

    assert len(set(begins(quoted(text=text)).values())) == 1


def test_work_within_opening_hours_is_laid_over_the_night() -> None:
    (entry,) = {part.job for part in by_choice(quoted(planned(12 * H, 12 * H)))["from the next opening"].most.parts}
    most = by_choice(quoted(planned(12 * H, 12 * H)))["from the next opening"].most

    assert entry == "planned 1"
    assert [(part.start, part.end) for part in most.parts] == [
        (at("2026-05-13 08:00"), at("2026-05-13 18:00")),
        (at("2026-05-14 08:00"), at("2026-05-14 10:00")),
    ]


def test_several_pieces_of_work_follow_each_other() -> None:
    quote = quoted(planned(H, H), planned(H, H, service="help"), planned(H, H, service="audit"))
    now = by_choice(quote)["now"].most

    assert [(part.entry, part.source) for part in now.parts] == [
        ("planned 1.1", "rate"),
        ("planned 2.1", "free"),
        ("planned 3.1", "undecided"),
    ]
    assert (now.free, now.billed_seconds, now.ends_at) == (H, H, at(f"{TUESDAY} 13:00"))
    assert [(each.what, each.ask) for each in now.unsettled] == [("planned 3.1", "the owner")]


def test_what_is_not_done_is_told() -> None:
    text = WORK.replace("repair: what breaks", "repair: {offered: no, why: not done}")
    now = by_choice(quoted(text=text))["now"].least

    assert ([part.entry for part in now.excluded], now.net, now.billed_seconds) == (["planned 1.1"], usd("0.00"), 0)


def test_what_is_on_record_comes_first() -> None:
    text = WORK + "allowance: {hours: 3 h a month, unused: expires}\n"
    done = (worked("W1", "2026-05-11 09:00", "11:00"), worked("W2", "2026-05-20 09:00", "11:00"))
    now = by_choice(quoted(text=text, done=done))["now"].most

    # Two of the three hours are used; what is done next week is not asked about.
    assert now.drawn == {"allowance 2026-05": H}
    assert (now.net, now.billed_seconds) == (usd("120.00"), H)


def test_a_quote_says_what_the_statement_would_say() -> None:
    text = WORK + "  billed in: 30 min\n  travel: {near: 45.00 USD per visit}\n"
    work = planned(50 * 60, 50 * 60, delivery="on-site", site="office")
    evening = by_choice(quoted(work, text=text))["tonight"].most
    done = worked("W1", f"{TUESDAY} 18:00", "18:50", delivery="on-site", site="office")

    assert evening.net == month(5, text, [done]).net == usd("270.00")  # 1 h × 150.00 × 1.5 and 45.00
    values = [part.value for part in evening.figure.parts]
    assert sum(Fraction(str(value)) for value in values) == 270


def test_work_over_the_end_of_a_month_is_priced_on_both_statements() -> None:
    now = by_choice(quoted(planned(2 * H, 2 * H), asked="2026-05-31 23:00"))["now"].most

    assert now.net == usd("360.00")  # two lines of 1 h × 180.00


def test_without_a_currency_a_quote_has_hours_only() -> None:
    text = (
        WORK.split("rates:")[0].replace("currency: USD\n", "")
        + "allowance: {hours: 3 h a month, unused: expires}\norder of use: [allowance]\n"
    )
    now = by_choice(quoted(text=text))["now"].most

    assert (now.net, now.drawn) == (None, {"allowance 2026-05": 2 * H})


def test_before_the_agreement_nothing_can_be_quoted() -> None:
    with pytest.raises(NotInForce):
        quoted(asked="2025-05-12 10:00")


def test_work_that_begins_after_the_end_of_the_agreement_is_unsettled() -> None:
    quote = quoted(asked="2028-12-31 17:00")

    assert [part.source for part in by_choice(quote)["from the next opening"].most.parts] == ["undecided"]


def test_support_hours_are_those_of_the_card_else_of_services_else_named_so() -> None:
    calendars = 'calendars: {support: {hours: {weekdays: "08:00-18:00"}}, desk: {hours: {mon: "09:00-10:00"}}}\n'
    card = (
        calendars
        + "services: {otherwise: excluded}\nrates: {remote: 120.00 USD per h, outside: {of: desk, times: 2}}\n"
    )
    services = calendars + "services: {hours: desk, included: {help: {}}, otherwise: excluded}\n"
    monday = at("2026-05-11 09:30")

    opened = [
        support_hours(history(HEAD + text).versions[0].terms).is_open_at(monday + 3600)
        for text in (card, services, calendars + "services: {otherwise: excluded}\n")
    ]
    assert opened == [False, False, True]


def test_without_any_support_hours_there_is_no_tonight() -> None:
    with pytest.raises(NoSupportHours, match="made-up"):
        quoted(text=HEAD + "services: {otherwise: excluded}\nrates: {remote: 120.00 USD per h}\n")
