"""The papers that follow from answers: the library reads each beside an agreement as it begins, without a problem."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.discovery.answered import answered, practice

from asagreed.checks import check_version
from asagreed.discovery import DraftPaper, find_mismatches, papers_of
from asagreed.discovery.papers import discovery_text, emergency_text, measure_paper
from asagreed.discovery.yaml_text import block, text_of
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Table, plain
from asagreed.reading.sources import Source
from asagreed.starter import NewAgreement, lay_out
from asagreed.versions import History, read_agreement

BEGINS = date(2026, 3, 1)


def begun(tmp_path: Path) -> Path:
    """Return the folder of an agreement as it begins."""
    folder = tmp_path / "harbour-dental"
    lay_out(
        NewAgreement(customer="Harbour Dental", provider="Northwind", plan="gold", zone="Europe/London",
                     currency="USD", holidays="GB", begins=BEGINS),
        folder,
    )  # fmt: skip
    return folder


def entered(folder: Path, papers: tuple[DraftPaper, ...]) -> History:
    """Return the agreement with papers beside it; nothing may be wrong with them."""
    for paper in papers:
        file = folder / paper.place
        file.parent.mkdir(exist_ok=True)
        file.write_text(paper.text, encoding="utf-8")
    history, problems = read_agreement(folder)
    assert [str(each) for each in problems] == []
    assert history is not None
    return history


def test_every_paper_is_read_without_a_problem_beside_a_new_agreement(tmp_path: Path) -> None:
    answers = practice()
    papers = papers_of(answers, find_mismatches(answers), from_on=BEGINS, known=("mail", "files"))
    history = entered(begun(tmp_path), papers)
    assert [each.place for each in papers] == [
        "amendments/1.yaml",
        "declarations/2026-02-03-criticality.yaml",
        "declarations/2026-02-03-offered-more-frequent-backup-for-files.yaml",
        "declarations/2026-02-03-offered-test-of-a-restore-for-files.yaml",
        "declarations/2026-02-03-offered-spare-or-faster-warranty-for-files.yaml",
    ]
    agreement = history.versions[-1].agreement
    assert agreement.emergency.definitions["files down"].only_if == "critical"
    assert agreement.emergency.definitions["data lost on files"].data_lost_on == ("files",)
    assert agreement.emergency.definitions["many idle"].people_unable_to_work == 6
    assert agreement.emergency.handling["who may call"] == "practice manager"
    assert (agreement.systems["files"].title, agreement.systems["files"].parts) == ("File server", "next business day")
    backups = agreement.discovery["files backups"]
    assert backups.stated == "backup every: 24 h; backup takes: 2 h; backup where: beside the system"
    assert backups.verified == date(2026, 2, 10)
    assert backups.evidence == "report, 10 February; found backup where: in the same building"
    assert agreement.discovery["files spares"].verified is None
    assert agreement.discovery["emergencies"].stated.startswith("an emergency is: when the front desk stands")
    declared = history.register.criticality_of("files", at=history.versions[-1].from_at)
    assert declared is not None
    assert declared.is_critical
    (offered, *_) = history.register.statements
    assert offered.ends == "installed"
    assert offered.then == ("no emergency", "excluded")


def test_a_system_that_the_agreement_does_not_know_is_added_by_the_amendment(tmp_path: Path) -> None:
    answers = answered("systems: {x-ray: {title: X-ray, criticality: critical, backup every: 12 h}}")
    folder = begun(tmp_path)
    papers = papers_of(answers, find_mismatches(answers), from_on=BEGINS, known=("mail", "files", "network"))
    history = entered(folder, papers)
    assert history.versions[-1].agreement.systems["x-ray"].title == "X-ray"


def test_a_promise_that_what_was_found_cannot_keep_is_found_by_the_checks(tmp_path: Path) -> None:
    answers = answered("systems: {files: {title: File server, parts: next business day, repair takes: 2 h}}")
    folder = begun(tmp_path)
    plan = next((tmp_path / "plans").iterdir())
    plan.write_text(plan.read_text("utf-8").replace(", waiting for parts", ""), encoding="utf-8")
    version = entered(folder, papers_of(answers, (), from_on=BEGINS)).versions[-1]
    assert "FEA401" in [each.code for each in check_version(version, at=version.from_at).findings]


def test_sections_take_their_place_in_an_agreement_that_is_being_written(tmp_path: Path) -> None:
    folder, answers = begun(tmp_path), practice()
    file = folder / "agreement.yaml"
    head = file.read_text("utf-8").partition("emergency:")[0]
    file.write_text(f"{head}{emergency_text(answers)}\n{discovery_text(answers)}", encoding="utf-8")
    history = entered(folder, ())
    assert "files down" in history.versions[0].agreement.emergency.definitions


def test_where_nothing_was_answered_no_paper_follows() -> None:
    answers = answered("systems: {files: {}}")
    assert papers_of(answers, find_mismatches(answers)) == ()
    assert discovery_text(answers) == ""


@pytest.mark.parametrize("declares", ["advice declined", "advice accepted", "advice installed"])
def test_a_measure_is_declined_accepted_and_installed_by_its_name(declares: str) -> None:
    mismatch = find_mismatches(practice())[0]
    assert mismatch.measure is not None
    paper = measure_paper(mismatch.measure, mismatch.risk, declares, on=date(2026, 2, 20), by="practice manager",
                          evidence="photograph")  # fmt: skip
    said = plain(tree_of(paper.text))
    assert isinstance(said, dict)
    assert (said["declares"], said["by"], said["evidence"]) == (declares, "practice manager", "photograph")
    assert ("risk" in said) == (declares == "advice declined")
    assert re.fullmatch(r"declarations/2026-02-20-\w+-more-frequent-backup-for-files\.yaml", paper.place)


def tree_of(text: str) -> Table:
    root, problems = compose(Source("paper.yaml", "paper.yaml", text))
    assert problems == ()
    assert isinstance(root, Table)
    return root


@pytest.mark.parametrize(
    "text", ["plain words", "null", "~", "a: b", "# no comment", 'with "quotes"', "two\nlines\tand a tab",
             "24 h", "«x»", "back\\slash", "long words " * 20 + "end", "two  blanks " * 20 + "end",
             "{braces}", "ends with a blank ", "- no list", "*no alias", "yes, no"]
)  # fmt: skip
def test_a_text_reads_back_as_it_was_meant(text: str) -> None:
    assert plain(tree_of(f"key: {text_of(text)}\n")) == {"key": text}
    assert plain(tree_of(block({text: [text, {"inner": text}]}))) == {text: [text, {"inner": text}]}
