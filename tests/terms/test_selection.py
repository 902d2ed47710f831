"""Which target decides: the later paper, then the one that names more; never a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.terms.agreed import HEAD, SUPPORT, at, history_of, terms_of

from asagreed.figures import Clause
from asagreed.terms import Selector, Situation, TargetClause, Terms
from asagreed.terms.resolved.selection import select_target

THINGS = """reporting: {phone: {hours: always}, e-mail: {hours: support}}
systems: {mail: E-mail, files: File server}
sites: {clinic: {}, annex: {}}
issue kinds: {hardware: {printer: Printer, server: {title: Server}}, software: {browser: Browser}}
"""
TABLE = (
    SUPPORT
    + THINGS
    + """targets:
  hours: support
  P1:
    by phone: {hours: always, response: 30 min}
    otherwise: {response: 1 h}
  P2:
    response: 2 h
    for hardware: {response: 4 h}
    for printer: {response: 8 h}
    on mail: {for software: {response: 90 min}}
    at annex: {on-site: {arrival: 1 working day}}
  P3:
    response: {within: 4 h, hours: always}
    resolution: {guide: 24 h}
    update: none
    within support: {next reply: 1 h}
    outside support: {next reply: 3 elapsed days}
  kept in: {response: 95% of tickets a month}
working day: 9 h
"""
)
PLAN = """plan: gold
version: 1
targets: {P2: {response: 1 h, resolution: {within: 8 h, hours: support}, arrival: {guide: 2 h, hours: support}}}
"""
MONDAY, SUNDAY = at("2026-03-02 10:00"), at("2026-03-01 10:00")


def decided(terms: Terms, clock: str, *, reported_at: int = MONDAY, **ticket: Any) -> tuple[str, int, str]:
    situation = terms.situation(reported_at=reported_at, **ticket)
    winner = terms.select_target(clock=clock, situation=situation).winner
    assert winner is not None
    return winner.clause.address, winner.within // 60, winner.calendar


@pytest.mark.parametrize(
    ("clock", "ticket", "expected"),
    [
        ("response", {"priority": "P1", "channel": "phone"}, ("targets.P1.by phone.response", 30, "always")),
        ("response", {"priority": "P1", "channel": "e-mail"}, ("targets.P1.otherwise.response", 60, "support")),
        ("response", {"priority": "P1"}, ("targets.P1.otherwise.response", 60, "support")),
        ("response", {"priority": "P2"}, ("targets.P2.response", 120, "support")),
        ("response", {"priority": "P2", "kind": "server"}, ("targets.P2.for hardware.response", 240, "support")),
        ("response", {"priority": "P2", "kind": "printer"}, ("targets.P2.for printer.response", 480, "support")),
        (
            "response",
            {"priority": "P2", "kind": "browser", "system": "mail"},
            ("targets.P2.on mail.for software.response", 90, "support"),
        ),
        (
            "arrival",
            {"priority": "P2", "site": "annex", "delivery": "on-site"},
            ("targets.P2.at annex.on-site.arrival", 540, "support"),
        ),
        ("response", {"priority": "P3"}, ("targets.P3.response", 240, "always")),
        ("resolution", {"priority": "P3"}, ("targets.P3.resolution", 1440, "support")),
    ],
)
def test_the_clause_that_names_more_decides(
    clock: str, ticket: dict[str, Any], expected: tuple[str, int, str], tmp_path: Path
) -> None:
    assert decided(terms_of(tmp_path, TABLE), clock, **ticket) == expected


def test_a_window_is_decided_when_the_ticket_is_reported(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, TABLE)

    assert terms.windows == ("support",)
    assert decided(terms, "next reply", priority="P3")[1] == 60
    assert decided(terms, "next reply", priority="P3", reported_at=SUNDAY) == (
        "targets.P3.outside support.next reply",
        3 * 1440,
        "always",
    )


def test_losers_are_listed_with_the_reason(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, TABLE)
    situation = terms.situation(reported_at=MONDAY, priority="P2", kind="printer")

    selection = terms.select_target(clock="response", situation=situation)

    assert selection.verdict == "one fits"
    assert [(loser.target.clause.address, loser.why) for loser in selection.losers] == [
        ("targets.P2.response", "«targets.P2.for printer.response» names more than «targets.P2.response»"),
        (
            "targets.P2.for hardware.response",
            "«targets.P2.for printer.response» names the kind itself, «targets.P2.for hardware.response» its group",
        ),
    ]


def test_no_clause_that_fits_is_an_answer_too(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, TABLE)

    assert terms.select_target(clock="response", situation=Situation(priority="P9")).verdict == "none fits"
    assert terms.select_target(clock="dispatch", situation=Situation(priority="P1")).verdict == "none fits"


def test_an_explicit_none_is_a_clause(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, TABLE)

    winner = terms.select_target(clock="update", situation=Situation(priority="P3")).winner

    assert winner is not None
    assert winner.is_none


def test_a_guide_is_not_a_promise(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, TABLE)

    assert [target.clause.address for target in terms.targets if target.is_guide] == ["targets.P3.resolution"]


def test_several_that_fit_equally_are_an_answer_too() -> None:
    by_phone = TargetClause("response", 60, "always", Selector(channel="phone"), Clause("a"), 0)
    on_mail = TargetClause("response", 60, "always", Selector(system="mail"), Clause("b"), 0)

    selection = select_target(
        (by_phone, on_mail), layers=("agreement",), situation=Situation(system="mail", channel="phone")
    )

    assert selection.verdict == "several fit equally"
    assert selection.several == (by_phone, on_mail)
    assert selection.winner is None


def test_a_rider_goes_before_the_agreement_and_leaves_the_hours(tmp_path: Path) -> None:
    riders = "riders:\n  premium:\n    targets: {P1: {response: 15 min}}\n"
    version = history_of(tmp_path, agreement=HEAD + TABLE + riders).versions[0]
    terms = version.terms_with(rider="premium")

    assert terms.layers == ("agreement", "rider premium")
    assert decided(terms, "response", priority="P1", channel="phone") == ("targets.P1.response", 15, "always")
    assert decided(terms, "response", priority="P1", channel="e-mail") == ("targets.P1.response", 15, "support")
    situation = terms.situation(reported_at=MONDAY, priority="P1", channel="phone")
    assert [loser.why for loser in terms.select_target(clock="response", situation=situation).losers] == [
        "rider premium goes before agreement"
    ]


def test_a_later_paper_changes_the_hours_of_a_time_or_the_time_of_the_hours(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + "plan: gold@1\n" + SUPPORT + "targets: {P2: {response: {hours: always}, resolution: 4 h}}\n",
        plans__gold=PLAN,
        amendments__1="amendment: 1\nin force from: 2026-07-01\n"
        "set: {targets.P2.arrival: 3 h, targets.P2.resolution.guide: 5 h}\n",
    )
    first, second = (version.terms for version in history.versions)

    assert decided(first, "response", priority="P2") == ("targets.P2.response", 60, "always")
    assert decided(first, "resolution", priority="P2") == ("targets.P2.resolution", 240, "support")
    assert [(each.clock, each.layer, each.is_guide) for each in first.targets] == [
        ("response", 0, False),
        ("resolution", 1, False),
        ("arrival", 0, True),
    ]
    assert [(each.clock, each.within, each.layer, each.is_guide) for each in second.targets] == [
        ("response", 3_600, 0, False),
        ("resolution", 18_000, 2, True),
        ("arrival", 10_800, 2, False),
    ]
    assert [str(each.clause).split("/")[-1] for each in second.targets] == ["gold.yaml:3)", "1.yaml:3)", "1.yaml:3)"]


def test_a_narrower_block_may_give_only_other_hours(tmp_path: Path) -> None:
    terms = terms_of(
        tmp_path,
        SUPPORT + THINGS + "targets: {P1: {hours: support, response: 1 h, arrival: none, by phone: {hours: always}}}\n",
    )

    assert decided(terms, "response", priority="P1", channel="phone")[2] == "always"
    assert decided(terms, "response", priority="P1", channel="e-mail")[2] == "support"


def test_a_situation_and_a_selector_say_what_they_are() -> None:
    everything = Selector("P1", "printer", "annex", "mail", "remote", "phone", "within support")

    assert str(everything) == "P1 for printer at annex on mail remote by phone within support"
    assert str(Selector()) == "every ticket"
    assert str(Situation()) == "any ticket"
    assert str(Situation(priority="P1", open_calendars=frozenset(("support",)))) == (
        "priority P1, reported while support is open"
    )
