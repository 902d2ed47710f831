"""How systems stand and how their days were, as users saw it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts
from asagreed.measures.standing import Standing, SystemDay, SystemLog, told_by_monitors
from asagreed.open_time import Span, Spans

HOUR, DAY = 3600, 86_400
NOW = 10 * DAY
FIRST, LAST = date(1970, 1, 1), date(1970, 1, 11)


def down(start: int, end: int | None = None, *, system: str = "mail", id: str = "o", partly: bool = False) -> Outage:  # noqa: A002 – the field's name
    return Outage(id=id, system=system, occurred_at=start, restored_at=end, is_degraded=partly)


def unwatched(start: int, end: int | None = None) -> Unwatched:
    return Unwatched(id="u", system="mail", start_at=start, end_at=end)


def log(*outages: Outage, unknown: tuple[Unwatched, ...] = (), maintenance: Spans | None = None) -> SystemLog:
    return SystemLog("mail", UptimeFacts(outages=outages, unwatched=unknown), NOW, maintenance or Spans())


def test_a_system_of_which_nothing_is_known_is_up() -> None:
    assert log().standing() == Standing(system="mail", state="up")


def test_an_outage_of_another_system_or_of_later_is_none() -> None:
    assert log(down(5, system="files"), down(NOW + 1)).standing().state == "up"


def test_a_system_is_down_since_the_first_outage_that_goes_on() -> None:
    found = log(down(9 * DAY, id="b"), down(8 * DAY, id="a"), down(1, 2, id="c")).standing()
    assert (found.state, found.since_at, [each.id for each in found.outages]) == ("down", 8 * DAY, ["b", "a"])


def test_an_outage_is_over_at_the_second_at_which_it_was_restored() -> None:
    assert log(down(9 * DAY, NOW)).standing() == Standing(system="mail", state="up", since_at=NOW)
    assert log(down(9 * DAY, NOW + 1)).standing().state == "down"


def test_a_system_is_up_since_the_last_thing_was_over() -> None:
    assert log(down(1, 2 * DAY), unknown=(unwatched(5, 3 * DAY), unwatched(NOW, NOW + 5))).standing().state == "unknown"
    assert log(down(1, 2 * DAY), unknown=(unwatched(5, 3 * DAY),)).standing().since_at == 3 * DAY


@pytest.mark.parametrize(
    ("maintenance", "partly", "state", "since"),
    [
        (True, False, "maintenance", NOW - 60),
        (False, False, "down", NOW - 50),
        (False, True, "unknown", NOW - 70),
    ],
)
def test_maintenance_comes_before_an_outage_and_an_outage_before_not_knowing(
    *, maintenance: bool, partly: bool, state: str, since: int
) -> None:
    window = Spans([Span(NOW - 60, NOW + 60)]) if maintenance else Spans([Span(1, 2)])
    found = log(down(NOW - 50, partly=partly), unknown=(unwatched(NOW - 70),), maintenance=window).standing()
    assert (found.state, found.since_at) == (state, since)
    assert found.until_at == (NOW + 60 if maintenance else None)


def test_a_system_works_in_part_where_nothing_worse_is_known() -> None:
    found = log(down(NOW - 50, partly=True)).standing()
    assert (found.state, found.since_at) == ("degraded", NOW - 50)


def test_a_day_has_the_seconds_of_each_class_and_is_called_by_the_worst() -> None:
    found = log(
        down(0, HOUR, id="a"),
        down(HOUR // 2, 2 * HOUR, id="b", partly=True),
        unknown=(unwatched(0, 3 * HOUR),),
        maintenance=Spans([Span(3 * HOUR, 4 * HOUR)]),
    ).days(first=FIRST, last=FIRST, zone="UTC", from_at=0)
    assert found == (SystemDay(day=FIRST, looked_at=DAY, down=HOUR, unknown=2 * HOUR, maintenance=HOUR),)
    assert (found[0].state, found[0].up) == ("down", 20 * HOUR)


def test_days_before_the_beginning_and_after_now_are_not_looked_at() -> None:
    days = log(down(NOW - HOUR)).days(first=FIRST, last=LAST, zone="UTC", from_at=DAY + HOUR)
    assert (days[0].state, days[1].looked_at, days[1].state) == (None, DAY - HOUR, "up")
    assert (days[9].state, days[9].down) == ("down", HOUR)
    assert (days[10].looked_at, days[10].state) == (0, None)
    assert all(each.state is None for each in log().days(first=FIRST, last=LAST, zone="UTC", from_at=NOW))


def test_a_day_on_which_clocks_go_forward_has_23_hours() -> None:
    at = 1_800_000_000
    found = SystemLog("mail", UptimeFacts(), at).days(
        first=date(2026, 3, 29), last=date(2026, 3, 29), zone="Europe/London", from_at=0
    )
    assert found[0].looked_at == 23 * HOUR


SPANS = st.tuples(st.integers(0, NOW), st.one_of(st.none(), st.integers(0, 2 * DAY)), st.booleans())


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=3))
def test_the_classes_of_a_day_add_up_and_days_to_the_whole(
    outages: list[tuple[int, int | None, bool]],
    unknown: list[tuple[int, int | None, bool]],
    windows: list[tuple[int, int | None, bool]],
) -> None:
    found = log(
        *(down(start, None if length is None else start + length, id=str(number), partly=partly)
          for number, (start, length, partly) in enumerate(outages)),
        unknown=tuple(unwatched(start, None if length is None else start + length) for start, length, _ in unknown),
        maintenance=Spans(Span(start, start + (length or DAY) + 1) for start, length, _ in windows),
    ).days(first=FIRST, last=LAST, zone="UTC", from_at=0)  # fmt: skip
    for day in found:
        assert min(day.up, day.down, day.degraded, day.unknown, day.maintenance) >= 0
    assert sum(day.looked_at for day in found) == NOW


def test_a_system_that_nothing_watches_is_up_as_far_as_reported_only() -> None:
    quiet = SystemLog("mail", UptimeFacts(), NOW, is_watched=False).standing()
    assert (quiet.state, quiet.is_watched, log().standing().is_watched) == ("up", False, True)


def test_a_monitor_tells_by_what_it_detected_and_by_when_it_was_blind() -> None:
    seen = Outage(id="a", system="mail", occurred_at=5, detected_at=9)
    said = Outage(id="b", system="files", occurred_at=5, reported_at=9)
    blind = Unwatched(id="u", system="shop", start_at=2, end_at=9)
    still = Unwatched(id="v", system="door", start_at=2)
    facts = UptimeFacts(outages=(seen, said), unwatched=(blind, still))
    assert told_by_monitors(facts, within=Span(0, 10)) == {"mail", "shop", "door"}
    assert told_by_monitors(facts, within=Span(9, 10)) == {"mail", "door"}
    assert told_by_monitors(facts, within=Span(0, 2)) == frozenset()
