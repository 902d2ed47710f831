"""A customer's report as data."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from tests.documents.report.sample import (
    DECLINED,
    MAY_END,
    TERMS,
    TICKETS,
    UPTIME,
    Data,
    done,
    facts,
    history_in,
    rows_of,
    tables_of,
)
from tests.written_agreements import at

from asagreed.documents.report import charts, customer_report, period_named
from asagreed.errors import NotInForce, UnknownLanguage

MAY, QUARTER = period_named("2026-05"), period_named("2026-Q2")
PERCENT = "\N{NO-BREAK SPACE}%"


@pytest.fixture(scope="module")
def may(tmp_path_factory: pytest.TempPathFactory) -> Data:
    history = history_in(tmp_path_factory.mktemp("bakery"), declarations_1=DECLINED)
    return customer_report(facts(history), period=MAY, as_of=MAY_END)


def spoken(texts: list[str]) -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def test_the_sentence_names_what_was_missed(may: Data) -> None:
    assert may["verdict"] == {
        "shown": "2 of 5 promises were kept in May 2026. "
        "Missed: Resolution in time, Response in time (P1) and Uptime of E-mail.",
        "state": "bad",
    }


def test_four_figures_stand_beside_their_targets(may: Data) -> None:
    found = [spoken([each["name"], each["shown"], each["target_shown"], each["verdict"]]) for each in may["figures"]]
    assert found == [
        ["Response in time (P1)", "0.0 %", "promised 98 % a quarter", "missed so far"],
        ["Resolution in time", "50.0 %", "promised 90.5 % a month", "missed"],
        ["Uptime of everything", "99.864 %", "promised 99.5 %", "not known for sure"],
        ["Hours used", "1 h", "of 10 h", "9 h left"],
    ]
    assert [each["value"] for each in may["figures"]] == ["0", "1/2", str(1 - Fraction(3600, 2_649_600)), 3600]
    assert all(each["why"]["because"] for each in may["figures"])


def test_every_promised_share_has_its_own_period(may: Data) -> None:
    assert [spoken(row) for row in rows_of(may, "promises").values()] == [
        ["Response in time", "May 2026", "95 %", "100.0 %", "3", "0", "kept"],
        ["Resolution in time", "May 2026", "90.5 %", "50.0 %", "2", "2", "missed"],
        ["Response in time (P1)", "Q2 2026", "98 %", "0.0 %", "0", "1", "missed so far"],
    ]


def test_each_priority_has_its_counts(may: Data) -> None:
    assert spoken(rows_of(may, "by priority")["resolution P2"]) == ["Resolution", "P2 Normal", "33.3 %", "1", "2", "0"]


def test_months_of_the_trend_begin_where_something_was_decided(may: Data) -> None:
    assert spoken(rows_of(may, "trend response")["2026-04"]) == ["April 2026", "100.0 %", "1", "0", "95 %"]
    assert list(rows_of(may, "trend response")) == ["2026-04", "2026-05"]


def test_every_miss_tells_what_happened_and_what_was_done(may: Data) -> None:
    misses = {name: spoken(row) for name, row in rows_of(may, "misses").items()}
    assert list(misses) == ["T-3 response", "T-4 resolution", "T-5 resolution"]
    assert misses["T-4 resolution"] == [
        "T-4: Case 4",
        "Resolution within 8 h (targets.P2.resolution)",
        "6 h",
        (
            "Reported on 11 May 2026, 09:00 by phone. Due on 12 May 2026, 17:00; 14 h were used. "
            "Paused for 24 h: waiting for parts. Priority became P2 on 11 May 2026, 09:05. "
            "Opened again on 13 May 2026, 13:00. Cause: disk failure."
        ),
        "Answered on 11 May 2026, 09:10. On site on 12 May 2026, 11:00. Resolved on 13 May 2026, 15:00.",
    ]
    assert misses["T-5 resolution"][4] == "Answered on 29 May 2026, 08:05. Still open."


def test_uptime_is_told_per_system_and_combined(may: Data) -> None:
    assert [spoken(row) for row in rows_of(may, "uptime").values()] == [
        ["E-mail", "May 2026", "99.9 %", "99.865 %", "1 h", "0 min", "missed"],
        ["File server", "May 2026", "99 %", "100 %", "0 min", "6 h", "kept"],
        ["everything, combined", "May 2026", "99.5 %", "99.864 %", "1 h", "6 h", "not known for sure"],
    ]
    assert [row[0] for row in rows_of(may, "outages").values()] == ["E-mail", "File server"]
    assert [row[3] for row in rows_of(may, "windows").values()] == ["2\N{NO-BREAK SPACE}h"]
    assert [row[3] for row in rows_of(may, "unwatched").values()] == ["6\N{NO-BREAK SPACE}h"]


def test_hours_and_money_are_those_of_the_statement(may: Data) -> None:
    assert spoken(rows_of(may, "hours")["allowance 2026-05"]) == ["Included hours of May 2026", "10 h", "1 h", "9 h"]
    assert rows_of(may, "money") == {
        "fees": ["Fees of the plan", "500.00 USD"],
        "material": ["Goods", "120.00 USD"],
        "beyond": ["Beyond the plan, together", "120.00 USD"],
    }
    assert rows_of(may, "charges") == {"1 material": ["May 2026", "disk", "120.00 USD"]}


def test_declined_advice_says_who_declined_it_and_what_remains(may: Data) -> None:
    assert rows_of(may, "declined advice") == {
        "second disk": [
            "a second disk", "10 February 2026, by owner", "The files of a day may be lost.", "The repair is billed.",
        ]
    }  # fmt: skip


def test_what_it_rests_on_is_told_by_its_hashes(may: Data) -> None:
    assert rows_of(may, "inputs") == {"tickets": ["tickets", "a" * 64]}
    assert [row[3] for row in rows_of(may, "versions").values()] == may["versions"]
    assert len(may["hash"]) == 64


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    history = history_in(tmp_path, declarations_1=DECLINED)
    first, second = (json.dumps(customer_report(facts(history), period=MAY, as_of=MAY_END)) for _ in range(2))
    assert first == second


def test_names_of_rows_and_tables_are_told_once(may: Data) -> None:
    tables = [table["id"] for table in tables_of(may)]
    assert len(set(tables)) == len(tables)
    for table in tables_of(may):
        names = [row["id"] for row in table["rows"]]
        assert len(set(names)) == len(names), table["id"]


def test_a_quarter_has_each_of_its_months(tmp_path: Path) -> None:
    data = customer_report(facts(history_in(tmp_path)), period=QUARTER, as_of=at("2026-07-02 00:00"))
    found = [(row[0], row[1], row[-1]) for row in rows_of(data, "promises").values()]
    assert found == [
        ("Response in time", "April 2026", "kept"),
        ("Response in time", "May 2026", "kept"),
        ("Response in time", "June 2026", "no case"),
        ("Resolution in time", "April 2026", "kept"),
        ("Resolution in time", "May 2026", "missed"),
        ("Resolution in time", "June 2026", "no case"),
        ("Response in time (P1)", "Q2 2026", "missed"),
    ]
    assert [row[1] for row in rows_of(data, "uptime").values()][:3] == ["April 2026", "April 2026", "April 2026"]
    assert list(rows_of(data, "hours")) == ["allowance 2026-04", "allowance 2026-05", "allowance 2026-06"]
    assert data["title"] == "Quarterly service report"


def test_a_month_of_which_nothing_is_known_reads_well(tmp_path: Path) -> None:
    history = history_in(tmp_path)
    data = customer_report(
        facts(history, [], books=None, uptime=None, inputs={}), period=MAY, as_of=at("2026-05-10 09:00")
    )
    assert data["verdict"]["shown"] == (
        "0 tickets in May 2026: no promise was put to the test. "
        "The period is not over; this is how it stands on 10 May 2026, 09:00."
    )
    assert [each["shown"] for each in data["figures"]] == ["–", "–", "0"]
    assert [table["empty"] for table in tables_of(data) if not table["rows"]] == [
        "No clock was decided in this period.",
        "No promised time was missed.",
        "Nothing in this period calls for a recommendation.",
        "No advice stands declined.",
        "No hashes of its inputs were given.",
    ]


def test_an_agreement_that_promises_nothing_says_so(tmp_path: Path) -> None:
    data = customer_report(
        facts(history_in(tmp_path, terms=""), [], uptime=UPTIME), period=MAY, as_of=MAY_END, language="de"
    )
    assert data["verdict"]["shown"] == (
        "0 Tickets im Zeitraum Mai 2026. Die Vereinbarung sagt weder Anteile noch Verfügbarkeit zu."
    )
    assert [each["id"] for each in data["figures"]] == ["beyond", "tickets"]


def test_targets_without_a_share_are_shown_and_not_judged(tmp_path: Path) -> None:
    terms = TERMS.replace(", kept in: {response: 98% of tickets a quarter}", "")
    terms = "\n".join(line for line in terms.splitlines() if "kept in" not in line and "share:" not in line) + "\n"
    terms = terms.replace("{mail: 99.9%, files: 99%}", "{}")
    data = customer_report(facts(history_in(tmp_path, terms=terms)), period=MAY, as_of=MAY_END)
    assert [(each["id"], each["verdict"]) for each in data["figures"]][:2] == [
        ("response", "shown, not promised"),
        ("resolution", "shown, not promised"),
    ]
    assert list(rows_of(data, "trend resolution")) == ["2026-04", "2026-05"]
    assert 'class="promise"' not in charts(data)["trend resolution"]


def test_one_promise_that_was_kept_is_named(tmp_path: Path) -> None:
    terms = TERMS.replace(", resolution: 90.5% of tickets a month", "")
    tickets = TICKETS[:2]
    data = customer_report(facts(history_in(tmp_path, terms=terms), tickets, uptime=None), period=MAY, as_of=MAY_END)
    assert data["verdict"]["shown"] == (
        "The one promise that was put to the test in May 2026 was kept: Response in time."
    )


def test_all_promises_that_were_kept_are_counted(tmp_path: Path) -> None:
    data = customer_report(facts(history_in(tmp_path), TICKETS[:2], uptime=None), period=MAY, as_of=MAY_END)
    assert data["verdict"] == {
        "shown": "All 2 promises that were put to the test in May 2026 were kept.", "state": "good",
    }  # fmt: skip


def test_a_thousand_tickets_are_told_in_the_way_of_the_language(tmp_path: Path) -> None:
    tickets = [
        done(number, f"2026-05-04 09:{number % 60:02d}", "2026-05-04 10:30", "2026-05-04 11:00")
        for number in range(1000)
    ]
    history = history_in(tmp_path)
    counts = {
        language: rows_of(
            customer_report(facts(history, tickets), period=MAY, as_of=MAY_END, language=language), "promises"
        )
        for language in ("en", "de")
    }
    assert {language: next(iter(rows.values()))[4] for language, rows in counts.items()} == {
        "en": "1,000", "de": "1.000",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["2025-11", "2029-Q2"])
def test_a_period_outside_the_agreement_is_refused(name: str, tmp_path: Path) -> None:
    history = history_in(tmp_path)
    with pytest.raises(NotInForce, match=f"was not in force at {name}"):
        customer_report(facts(history), period=period_named(name), as_of=MAY_END)


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguage):
        customer_report(facts(history_in(tmp_path)), period=MAY, as_of=MAY_END, language="tlh")
