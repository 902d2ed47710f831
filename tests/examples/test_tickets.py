"""The tickets in examples/ are what make_tickets.py makes, and speak the words of their agreements."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import pytest

from asagreed.facts import EventKind
from asagreed.terms import Terms
from asagreed.versions import History, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
CUSTOMERS = ("harbour-dental", "bright-legal")
MADE_BY = EXAMPLES / "make_tickets.py"
Row = dict[str, str]


def run(script: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, str(script), *arguments], check=True, capture_output=True)


@cache
def rows_of(customer: str) -> tuple[Row, ...]:
    with (EXAMPLES / "tickets" / f"{customer}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def created(customer: str) -> list[Row]:
    return [row for row in rows_of(customer) if row["event"] == "created"]


@cache
def history_of(customer: str) -> History:
    history, _ = read_agreement(EXAMPLES / customer)
    assert history is not None
    return history


def terms_of(customer: str) -> Terms:
    return history_of(customer).versions[0].terms


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_same_command_gives_the_same_bytes(customer: str, tmp_path: Path) -> None:
    run(MADE_BY, "--customer", customer, "--out", str(tmp_path / "again.csv"))

    assert (tmp_path / "again.csv").read_bytes() == (EXAMPLES / "tickets" / f"{customer}.csv").read_bytes()


def test_another_seed_tells_other_stories_in_parquet_too(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        run(MADE_BY, "--tickets", "20", "--seed", seed, "--out", str(tmp_path / f"{seed}.parquet"))
    one, two = (duckdb.read_parquet(str(tmp_path / f"{seed}.parquet")).fetchall() for seed in ("1", "2"))

    assert one != two
    assert len({row[0] for row in one}) == len({row[0] for row in two}) == 20


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_tickets_fit_into_a_commit(customer: str) -> None:
    assert (EXAMPLES / "tickets" / f"{customer}.csv").stat().st_size <= 400_000


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_tickets_use_only_words_that_their_agreement_knows(customer: str) -> None:
    terms = terms_of(customer)
    priorities = {target.selector.priority for target in terms.targets}
    known = {"site": terms.sites, "system": terms.systems, "kind": terms.issue_kinds, "impact": terms.impacts,
             "urgency": terms.urgencies, "priority": priorities, "customer": {terms.customer}}  # fmt: skip
    unknown = {
        (name, row[name]) for row in created(customer) for name in known if row[name] and row[name] not in known[name]
    }

    assert unknown == set()


@pytest.mark.parametrize(("customer", "not_agreed"), [("harbour-dental", {"sms"}), ("bright-legal", set())])
def test_only_text_messages_come_by_a_way_that_is_not_agreed(customer: str, not_agreed: set[str]) -> None:
    used = {row["channel"] for row in created(customer)}

    assert used - set(terms_of(customer).channels) == not_agreed


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_every_priority_is_the_one_of_its_impact_and_urgency(customer: str) -> None:
    terms = terms_of(customer)

    assert all(row["priority"] == terms.matrix(row["impact"], row["urgency"]).priority for row in created(customer))


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_statuses_are_working_or_a_reason_that_pauses_a_clock(customer: str) -> None:
    reasons = {reason for each in terms_of(customer).pauses.values() for reason in each}
    statuses = {row["value"] for row in rows_of(customer) if row["event"] == "status"}

    assert statuses - reasons == {"working"}


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_what_happened_is_what_a_clock_or_a_rider_asks_for(customer: str) -> None:
    agreement = history_of(customer).versions[0].agreement
    stops = {stop for rule in terms_of(customer).clock_rules.values() for stop in rule.stops}
    accepted = {f"accepted: {rider}" for rider in agreement.riders}
    happened = {row["value"] for row in rows_of(customer) if row["event"] == "happened"}

    assert happened
    assert happened <= stops | accepted


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_events_have_known_kinds_and_follow_each_other(customer: str) -> None:
    kinds = {kind.name.lower().replace("_", " ") for kind in EventKind}
    moments = [(row["ticket"], datetime.fromisoformat(row["at"])) for row in rows_of(customer)]

    assert {row["event"] for row in rows_of(customer)} <= kinds
    assert moments == sorted(moments)


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_no_ticket_has_two_targets_that_fit_equally(customer: str) -> None:
    several = Counter[str]()
    for row in created(customer):
        moment = int(datetime.fromisoformat(row["recorded_at"]).timestamp())
        terms = history_of(customer).version_in_force(at=moment).terms
        asked = {name: row[name] or None for name in ("priority", "kind", "site", "system", "delivery", "channel")}
        situation = terms.situation(reported_at=moment, **asked)
        for clock in terms.targets_by_clock:
            several[clock] += len(terms.select_target(clock=clock, situation=situation).several)

    assert several.total() == 0


def test_friday_16_55_to_monday_9_05_is_ten_minutes() -> None:
    told = {row["event"]: row for row in rows_of("harbour-dental") if row["ticket"] == "HD-0043"}
    reported, answered = (datetime.fromisoformat(told[event]["at"]) for event in ("created", "reply"))

    assert (reported.strftime("%a %H:%M"), answered.strftime("%a %H:%M")) == ("Fri 16:55", "Mon 09:05")
    assert terms_of("harbour-dental").calendar("support").elapsed(reported, answered).seconds == 600


def test_the_readme_names_tickets_that_are_there() -> None:
    names = {row["ticket"] for customer in CUSTOMERS for row in rows_of(customer)}
    lines = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    named = {line.split()[1] for line in lines if line.startswith(("| HD-", "| BL-"))}

    assert len(named) == 6
    assert named <= names


def test_the_benchmark_log_has_the_events_that_were_asked_for(tmp_path: Path) -> None:
    run(EXAMPLES / "make_log.py", "--tickets", "2000", "--events", "7", "--out", str(tmp_path / "log.parquet"))
    log = duckdb.read_parquet(str(tmp_path / "log.parquet")).select('event, epoch("at")').fetchall()
    events, moments = Counter(event for event, _ in log), [moment for _, moment in log]

    assert events.total() == 14_000
    assert (events["created"], events["reply"]) == (2000, 2000)
    assert events["resolved"] == 2000 + events["reopened"]
    assert 0 < events["reopened"] < 40
    assert 20 < events["priority"] < 60
    assert moments == sorted(moments)
