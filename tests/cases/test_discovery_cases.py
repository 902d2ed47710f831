"""From what a customer answered to what is paid: advice that was declined bites from its day, and until its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cases.runner import moment_of
from tests.cases.work_runner import entry_of, said_of_parts

from asagreed.billing.work.settling import settle
from asagreed.discovery import find_mismatches, papers_of, read_answers_text
from asagreed.discovery.papers import measure_paper
from asagreed.facts.books import Books, Incident
from asagreed.facts.books.books import CauseFound
from asagreed.starter import NewAgreement, lay_out
from asagreed.versions import History, read_agreement

ANSWERS = """\
discovery: harbour-dental
asked: 2026-02-03
zone: America/Chicago
by: practice manager
company: {people: 14, working hours: "mon-fri 09:00-17:00"}
systems:
  files:
    title: File server
    criticality: critical
    emergency after: 1 h
    data loss is an emergency: yes
    may lose: 4 h
    backup every: 24 h
    backup takes: 2 h
    restore tested: 2026-01-10
"""
DECLINED, ACCEPTED, INSTALLED = date(2026, 3, 10), date(2026, 6, 10), date(2026, 6, 20)
DECLINED_CLAUSE = "declarations.2026-03-10-declined-more-frequent-backup-for-files.then"


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Return the agreement with all papers of the conversation, and with what became of its one piece of advice."""
    folder = tmp_path / "harbour-dental"
    lay_out(NewAgreement(customer="Harbour Dental", provider="Northwind", plan="gold", zone="America/Chicago",
                         currency="USD", holidays="US-IL", begins=date(2026, 2, 10)), folder)  # fmt: skip
    read = read_answers_text(ANSWERS)
    assert read.answers is not None, read.problems
    (mismatch,) = find_mismatches(read.answers)
    assert mismatch.measure is not None
    papers = [*papers_of(read.answers, (mismatch,), from_on=date(2026, 2, 10), known=("mail", "files", "network"))]
    for declares, on in (("declined", DECLINED), ("accepted", ACCEPTED), ("installed", INSTALLED)):
        papers.append(measure_paper(mismatch.measure, mismatch.risk, f"advice {declares}", on=on, by="the manager"))
    for paper in papers:
        (folder / paper.place).parent.mkdir(exist_ok=True)
        (folder / paper.place).write_text(paper.text, encoding="utf-8")
    history, problems = read_agreement(folder)
    assert history is not None, problems
    assert [str(each) for each in problems] == []
    return history


def judged(history: History, broke: str, work: str, *, cause: str = "data loss") -> list[tuple[str, ...]]:
    """Return verdict, clause and emergency of work on data that was lost at a moment."""
    at = moment_of(broke, history.zone)
    found = CauseFound(cause=cause, said_by="technician 1", evidence="log of the backup server")
    incident = Incident(id="I-1", reported_at=at, data_lost_on=("files",), systems=("files",), cause=found)
    entry = entry_of(f"{work}, restore of data, remote, on files, incident I-1", 1, history.zone)
    parts = settle((entry,), history, Books(incidents={"I-1": incident}))
    return said_of_parts(parts, ("verdict", "clause", "emergency"))


def test_data_lost_while_the_advice_was_only_offered_is_an_emergency(history: History) -> None:
    assert judged(history, "Mon 2026-03-09 10:00", "Mon 2026-03-09 11:00-12:00") == [
        ("billable", "emergency.cover", "yes")
    ]


def test_data_lost_after_more_frequent_backups_were_declined_is_paid_by_the_hour(history: History) -> None:
    assert judged(history, "Tue 2026-03-10 10:00", "Tue 2026-03-10 11:00-12:00") == [
        ("billable", DECLINED_CLAUSE, "no")
    ]


def test_the_verdict_tells_the_words_in_which_the_risk_was_explained(history: History) -> None:
    (declined,) = history.register.declined_at(moment_of("Tue 2026-03-10 10:00", history.zone))
    assert "can lose 26 h of work" in declined.risk
    assert "at most 4 h may be lost" in declined.risk
    assert declined.consequence.endswith("Up to 26 h of work have to be done again.")


def test_accepting_it_is_not_enough_as_the_paper_says(history: History) -> None:
    assert judged(history, "Mon 2026-06-15 10:00", "Mon 2026-06-15 11:00-12:00")[0][1:] == (DECLINED_CLAUSE, "no")


def test_from_the_day_of_the_installation_it_is_an_emergency_again(history: History) -> None:
    assert judged(history, "Mon 2026-06-22 10:00", "Mon 2026-06-22 11:00-12:00")[0][1:] == ("emergency.cover", "yes")


def test_work_after_the_installation_on_what_broke_before_it_is_still_paid_by_the_hour(history: History) -> None:
    assert judged(history, "Fri 2026-06-19 16:00", "Mon 2026-06-22 10:00-11:00")[0][1] == DECLINED_CLAUSE


def test_data_lost_by_another_cause_has_nothing_to_do_with_the_advice(history: History) -> None:
    found = judged(history, "Tue 2026-03-10 10:00", "Tue 2026-03-10 11:00-12:00", cause="coffee")
    assert found == [("billable", "emergency.cover", "yes")]
