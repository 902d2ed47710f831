"""What people wrote stands in the report under its hash, and a restatement says first what it changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.documents.report.sample import MAY_END, Data, facts, history_in

from asagreed.billing.ledger.canonical import sha256_of
from asagreed.documents.report import ReportFacts, customer_report, period_named
from asagreed.documents.report.adding import as_restatement, with_written
from asagreed.facts.uptime import UptimeFacts

MAY = period_named("2026-05")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> ReportFacts:
    return facts(history_in(tmp_path_factory.mktemp("bakery")))


@pytest.fixture(scope="module")
def may(known: ReportFacts) -> Data:
    return customer_report(known, period=MAY, as_of=MAY_END)


def first_miss(data: Data) -> str:
    (table,) = next(each["tables"] for each in data["sections"] if each["id"] == "misses")
    name: str = table["rows"][0]["id"]
    return name


def is_under_its_hash(data: Data) -> bool:
    return bool(data["hash"] == sha256_of({name: value for name, value in data.items() if name != "hash"}))


def test_causes_and_advice_stand_after_the_misses(may: Data) -> None:
    told = with_written(may, causes={first_miss(may): "The cable."}, recommendations=["A second line.", "Tapes."])

    names = [each["id"] for each in told["sections"]]
    assert names.index("written") == names.index("misses") + 1
    causes, advice = told["sections"][names.index("written")]["tables"]
    assert [row["cells"][-1]["shown"] for row in causes["rows"]] == ["The cable."]
    assert [row["cells"][0]["shown"] for row in advice["rows"]] == ["A second line.", "Tapes."]
    assert is_under_its_hash(told)
    assert told["hash"] != may["hash"]


def test_only_one_of_them_has_a_table_of_its_own(may: Data) -> None:
    advised = with_written(may, causes={}, recommendations=["Tapes."])
    caused = with_written(may, causes={first_miss(may): "The cable."}, recommendations=[])

    for told, name in ((advised, "recommended"), (caused, "causes")):
        (part,) = [each for each in told["sections"] if each["id"] == "written"]
        assert [each["id"] for each in part["tables"]] == [name]


def test_nothing_written_changes_nothing(may: Data) -> None:
    assert with_written(may, causes={}, recommendations=[]) == may
    assert with_written(may, causes={"#99 response": "It is no miss."}, recommendations=[]) == may


def test_a_restatement_says_first_what_changed_and_so_does_the_next_one(may: Data, known: ReportFacts) -> None:
    less = customer_report(replace(known, uptime=UptimeFacts()), period=MAY, as_of=MAY_END)
    told, changes = as_restatement(less, before=may)
    again, more = as_restatement(may, before=told)

    assert [each["sections"][0]["id"] for each in (told, again)] == ["restatement", "restatement"]
    assert is_under_its_hash(told)
    assert changes
    assert [(each["before"], each["after"]) for each in more] == [(each["after"], each["before"]) for each in changes]


def test_a_report_with_the_same_figures_is_no_restatement(may: Data) -> None:
    assert as_restatement(may, before=may) == (may, [])
