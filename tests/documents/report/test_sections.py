"""Parts of a customer's report that not every customer has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.documents.report.sample import (
    DECLINED,
    MAY_END,
    TERMS,
    TICKETS,
    UPTIME,
    WORK,
    Data,
    done,
    facts,
    history_in,
    rows_of,
    ticket,
)
from tests.written_agreements import at

from asagreed.documents.report import charts, customer_report, period_named
from asagreed.facts import EventKind
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.facts.upkeep import UpkeepRecord
from asagreed.facts.uptime import Outage, UptimeFacts
from asagreed.facts.work import WorkEntry
from asagreed.money import Money

MAY = period_named("2026-05")
TASKS = """\
proactive:
  patches: {title: Patches, when: monthly on the second tue, within: 3 days, draws: hours}
  cleaning: {title: Cleaning, when: monthly on the 20, within: 2 days}
"""


def report(folder: Path, extra: str = "", *, terms: str = TERMS, tickets: Any = TICKETS, **more: Any) -> Data:
    papers = {"declarations_1": DECLINED} if "files" in terms and "declined" in extra else {}
    history = history_in(folder, extra.replace("declined", ""), terms=terms, **papers)
    return customer_report(facts(history, tickets, **more), period=MAY, as_of=MAY_END)


def spoken(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [text.replace("\N{NO-BREAK SPACE}", " ") for text in row] for name, row in rows.items()}


def test_recurring_work_is_counted_and_told_one_by_one(tmp_path: Path) -> None:
    patched = UpkeepRecord(
        task="patches", due_on=date(2026, 5, 12), says="done", at=at("2026-05-13 10:00"), evidence="log", worked=5400
    )
    data = report(tmp_path, TASKS, upkeep=(patched,))
    assert spoken(rows_of(data, "upkeep counts")) == {
        "fell due": ["fell due", "2"], "done": ["done", "1"], "skipped": ["skipped with a reason", "0"],
        "deferred": ["deferred by the customer", "0"], "missed": ["missed", "1"], "open": ["open", "0"],
        "worked": ["time recorded for it", "1 h 30 min"],
        "drawn": ["of that, taken from included hours", "1 h 30 min"],
    }  # fmt: skip
    assert rows_of(data, "upkeep") == {
        "patches 2026-05-12": ["Patches", "12 May 2026", "done late", "13 May 2026", "log"],
        "cleaning 2026-05-20": ["Cleaning", "20 May 2026", "missed", "–", "–"],
    }
    assert rows_of(data, "recommendations")["upkeep"] == [
        "Catch up on recurring work.", "Missed in this period: 1.",
    ]  # fmt: skip


def test_what_is_recommended_has_its_figures(tmp_path: Path) -> None:
    late = [
        ticket(
            number, "2026-05-11 09:00", (EventKind.STATUS, "2026-05-11 10:00", "waiting for parts"),
            (EventKind.STATUS, "2026-05-11 11:00", "working"), (EventKind.RESOLVED, "2026-05-15 12:00", None),
            system="files", kind="server failure",
        )
        for number in (20, 21)
    ]  # fmt: skip
    work = WorkEntry(id="w9", seconds=36_000, start=at("2026-05-06 08:00"), end=at("2026-05-06 18:00"),
                     service="something else", delivery="remote")  # fmt: skip
    data = report(tmp_path, "declined", tickets=late, entries=(work,))
    told = spoken(rows_of(data, "recommendations"))
    assert told["system files"] == ["Look into the system «File server».", "4 of 4 missed times were on it."]
    assert told["kind server failure"][1] == "4 of 4 missed times were of this kind."
    assert told["waits waiting for parts"] == [
        "Shorten the time that is spent «waiting for parts».", "2 of 4 missed times had waited so.",
    ]  # fmt: skip
    assert told["uptime mail"] == [
        "Make «E-mail» more reliable.", "It was less available than promised; outages: 1.",
    ]  # fmt: skip
    assert told["hours"] == ["Talk about more included hours.", "All of 10 h are used."]
    assert told["advice a second disk"][0] == "Reconsider: a second disk."


def test_time_that_nobody_watched_may_leave_a_verdict_open(tmp_path: Path) -> None:
    terms = TERMS.replace("files: 99%", "files: 99.9%").replace("mail: 99.9%, ", "")
    told = spoken(rows_of(report(tmp_path, terms=terms), "recommendations"))
    assert told["watching files"][1].startswith("For 6 h nobody knows")


def test_uptime_that_nobody_promised_is_shown_and_not_judged(tmp_path: Path) -> None:
    terms = TERMS.replace(", share: 99.5%", "").replace("{mail: 99.9%, files: 99%}", "{}")
    data = report(tmp_path, terms=terms)
    assert spoken(rows_of(data, "uptime"))["everything 2026-05-01"][-1] == "shown, not promised"
    figure = next(each for each in data["figures"] if each["id"] == "uptime")
    assert (figure["target_shown"], figure["target"]) == ("no share is promised", None)


def test_uptime_of_a_part_of_a_month_says_its_days(tmp_path: Path) -> None:
    history = history_in(tmp_path, terms=TERMS.replace("parties", "# parties", 1).replace("# parties", "parties"))
    (tmp_path / "agreement.yaml").write_text(
        (tmp_path / "agreement.yaml").read_text().replace("from: 2026-01-01", "from: 2026-05-11"), encoding="utf-8"
    )
    from asagreed.versions import read_agreement  # noqa: PLC0415 -- only here the paper is read again

    history = read_agreement(tmp_path)[0] or history
    data = customer_report(facts(history), period=MAY, as_of=MAY_END)
    assert rows_of(data, "uptime")["mail 2026-05-11"][1] == "11 May 2026 to 31 May 2026"


def test_systems_without_an_outage_say_so(tmp_path: Path) -> None:
    data = report(tmp_path, uptime=UptimeFacts())
    empty = {table["id"]: table["empty"] for part in data["sections"] for table in part["tables"] if not table["rows"]}
    assert (empty["outages"], empty["windows"]) == ("There was no outage.", "There was no maintenance.")


def test_blocks_and_retainers_are_told_with_what_is_left(tmp_path: Path) -> None:
    terms = TERMS.replace("allowance: {hours: 10 h a month, for: [remote], unused: expires}\n", "").replace(
        "fees: {flat: {price: 500.00 USD a month}}\n",
        "block: {size: 20 h, price: 2000.00 USD, usable: when bought, expires: 12 months}\n"
        "order of use: [oldest block, rate]\n",
    )
    gone = BlockBought(name="block 0", size=72_000, bought_at=at("2026-01-02 09:00"), used_before=72_000)
    bought = BlockBought(name="block 1", size=72_000, bought_at=at("2026-02-01 09:00"))
    data = report(tmp_path, terms=terms, books=Books(blocks=(gone, bought)))
    assert list(rows_of(data, "hours")) == ["block 1"]
    assert spoken(rows_of(data, "hours"))["block 1"][0::3] == ["Block 1", "19 h"]


def test_a_retainer_is_money(tmp_path: Path) -> None:
    terms = TERMS.replace("allowance: {hours: 10 h a month, for: [remote], unused: expires}\n", "").replace(
        "fees: {flat: {price: 500.00 USD a month}}\n", "retainer: {floor: 0.00 USD}\n"
    )
    paid = Payment(id="p1", at=at("2026-04-01 09:00"), amount=Money(Decimal("1000.00"), "USD"), for_="retainer")
    data = report(tmp_path, terms=terms, books=Books(payments=(paid,)))
    assert rows_of(data, "hours")["retainer"][0] == "Balance paid ahead"
    assert [each["id"] for each in data["figures"]] == ["response", "resolution", "uptime", "beyond"]


def test_what_nobody_can_charge_yet_is_told(tmp_path: Path) -> None:
    terms = TERMS.replace("otherwise: excluded", "otherwise: by arrangement with the owner")
    data = report(tmp_path, terms=terms, entries=WORK)
    section = next(each for each in data["sections"] if each["id"] == "money")
    assert section["after"][0].startswith("To be settled: w2, ")


def test_a_customer_of_the_first_half_of_a_quarter_has_the_months_in_force(tmp_path: Path) -> None:
    history_in(tmp_path)
    file = tmp_path / "agreement.yaml"
    file.write_text(file.read_text().replace("from: 2026-01-01", "from: 2026-05-01"), encoding="utf-8")
    from asagreed.versions import read_agreement  # noqa: PLC0415 -- only here the paper is read again

    history = read_agreement(file.parent)[0]
    assert history is not None
    data = customer_report(facts(history), period=period_named("2026-Q2"), as_of=at("2026-07-01 00:00"))
    assert list(rows_of(data, "hours")) == ["allowance 2026-05", "allowance 2026-06"]


def test_tickets_without_title_channel_or_priority_are_told_all_the_same(tmp_path: Path) -> None:
    bare = done(30, "2026-05-11 09:00", "2026-05-12 09:00", "2026-05-15 12:00", channel="", title="")
    told = rows_of(report(tmp_path, tickets=[bare]), "misses")["T-30 response"]
    assert told[0] == "T-30"
    assert told[3].startswith("Reported on 11 May 2026, 09:00. Due")


def test_a_miss_of_which_nothing_is_on_record_says_so(tmp_path: Path) -> None:
    lost = ticket(31, "2026-05-11 09:00")
    told = rows_of(report(tmp_path, tickets=[lost]), "misses")["T-31 response"]
    assert told[4] == "Still open."


def test_clocks_in_cycles_and_of_the_agreements_own_names_are_told(tmp_path: Path) -> None:
    terms = TERMS.replace("P1: {response: 30 min,", "P1: {response: 30 min, update: 1 h,")
    quiet = ticket(
        32, "2026-05-11 09:00",
        (EventKind.REPLY, "2026-05-11 09:10", None), (EventKind.REPLY, "2026-05-11 12:10", None),
        (EventKind.RESOLVED, "2026-05-11 12:30", None), priority="P1",
    )  # fmt: skip
    misses = rows_of(report(tmp_path, terms=terms, tickets=[quiet]), "misses")
    assert [name for name in misses if "update" in name] == ["T-32 update 1"]


def test_a_late_answer_to_a_ticket_that_is_open_still_is_told_by_the_answer(tmp_path: Path) -> None:
    answered = ticket(33, "2026-05-29 08:00", (EventKind.REPLY, "2026-05-29 13:00", None))
    told = rows_of(report(tmp_path, tickets=[answered]), "misses")
    assert told["T-33 response"][4] == "Answered on 29 May 2026, 13:00."


def test_a_priority_of_which_no_share_is_promised_has_none(tmp_path: Path) -> None:
    terms = TERMS.replace("98% of tickets a quarter", "none")
    assert list(rows_of(report(tmp_path, terms=terms), "promises")) == [
        "targets.kept in.response 2026-05", "targets.kept in.resolution 2026-05",
    ]  # fmt: skip


def test_a_year_is_named_by_its_number(tmp_path: Path) -> None:
    data = customer_report(facts(history_in(tmp_path)), period=period_named("2026"), as_of=MAY_END)
    assert (data["title"], data["subtitle"]) == ("Yearly service report", "2026")


def test_a_cause_that_was_not_found_is_not_told(tmp_path: Path) -> None:
    told = rows_of(report(tmp_path, books=Books()), "misses")["T-4 resolution"]
    assert "Cause" not in told[3]


def test_a_chart_of_a_month_without_a_share_has_no_mark_there(tmp_path: Path) -> None:
    data = report(tmp_path, tickets=[TICKETS[0]])
    assert 'class="mark' in charts(data)["trend response"]
    assert rows_of(data, "trend response")["2026-05"][1] == "–"
    assert charts(report(tmp_path, tickets=[], uptime=UPTIME))["trend response"].count('class="mark') == 0


@pytest.mark.parametrize(("low", "place"), [(5, "above"), (0, "below")])
def test_the_last_figure_stands_where_there_is_room(tmp_path: Path, low: int, place: str) -> None:
    tickets = [done(number, "2026-05-04 09:00", "2026-05-04 09:05", "2026-05-04 10:00") for number in range(20)]
    late = [done(100 + number, "2026-05-04 09:00", "2026-05-05 12:00", "2026-05-06 10:00") for number in range(low)]
    drawn = charts(report(tmp_path, tickets=[*tickets, *late]))["trend response"]
    label = next(part for part in drawn.split("<text") if 'class="label"' in part)
    mark = next(part for part in drawn.split("<path") if 'class="mark' in part)
    text_y = float(label.split(' y="')[1].split('"')[0])
    mark_y = float(mark.split("translate(")[1].split(")")[0].split()[1])
    assert (text_y < mark_y) == (place == "above")


def test_systems_that_only_people_tell_of_are_named_where_it_is_said_how_we_count(tmp_path: Path) -> None:
    heading, told = rows_of(report(tmp_path), "rules")["reported only"]
    assert heading == "Reported by people only"
    assert told == (
        "Nothing watches these systems: E-mail. Their uptime rests on the outages that people reported; one that "
        "nobody reported is not in it."
    )


@pytest.mark.parametrize("known", [{"watched": frozenset({"mail"})}, {"uptime": None}])
def test_where_all_is_watched_or_nothing_measured_no_system_is_named(tmp_path: Path, known: Data) -> None:
    assert "reported only" not in rows_of(report(tmp_path, **known), "rules")


def test_systems_that_only_people_tell_of_are_named_in_german_too(tmp_path: Path) -> None:
    said = customer_report(facts(history_in(tmp_path)), period=MAY, as_of=MAY_END, language="de")
    assert rows_of(said, "rules")["reported only"][1].startswith("Diese Systeme beobachtet nichts: E-mail. ")


@pytest.mark.parametrize(
    ("every", "as_of", "language", "said"),
    [
        ("quarter", "2026-06-01 00:00", "en", "Q2 2026 so far"),
        ("quarter", "2026-07-01 00:00", "en", "Q2 2026"),
        ("quarter", "2026-06-01 00:00", "de", "2. Quartal 2026 bisher"),
        ("year", "2026-06-01 00:00", "en", "2026 so far"),
        ("month", "2026-06-01 00:00", "en", "May 2026"),
    ],
)
def test_uptime_of_a_month_is_judged_over_the_quarter_or_year_of_its_promise_so_far(
    tmp_path: Path, every: str, as_of: str, language: str, said: str
) -> None:
    terms = TERMS.replace("basis: all time", f"basis: all time\n  every: {every}")
    known = facts(history_in(tmp_path, terms=terms))
    found = customer_report(known, period=MAY, as_of=at(as_of), language=language)
    assert {row[1] for row in rows_of(found, "uptime").values()} == {said}


def test_a_month_that_would_have_missed_is_kept_over_its_quarter_so_far(tmp_path: Path) -> None:
    down = Outage(id="o", system="mail", occurred_at=at("2026-05-12 10:00"), restored_at=at("2026-05-12 11:00"))
    verdicts = []
    for every in ("month", "quarter"):
        terms = TERMS.replace("basis: all time", f"basis: all time\n  every: {every}")
        (folder := tmp_path / every).mkdir()
        known = facts(history_in(folder, terms=terms), uptime=UptimeFacts(outages=(down,)))
        rows = rows_of(customer_report(known, period=MAY, as_of=MAY_END), "uptime")
        verdicts.append([row[-1] for row in rows.values() if row[0] == "E-mail"])
    assert verdicts == [["missed"], ["kept"]]
