"""The agreement on one page: everything that the contract says, on exactly one, or not at all."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from tests.checks.test_rules import agreement
from tests.documents.printed import (
    CUSTOMERS,
    EXAMPLES,
    LANGUAGES,
    ODD,
    SVG,
    fault,
    history_of,
    is_in,
    of_plan,
    pages_of,
    plain,
    text_of,
)

from asagreed.documents.contract import Block, Contract, Look, Section, contract_of
from asagreed.documents.one_page import OnePage, one_page_of, print_one_page, printing
from asagreed.documents.refusals import DoesNotFit
from asagreed.versions import History


def page_of(history: History, language: str) -> OnePage:
    """Return the last version of an agreement as running text."""
    return one_page_of(contract_of(history.versions[-1], language=language))


def assert_all_is_on_it(contract: Contract, pdf: bytes, folder: Path) -> None:
    """Fail with what the contract says and the page does not."""
    text = text_of(pdf, folder)
    blocks = [block for section in contract.sections for block in section.blocks]
    said = [block.text for block in blocks] + [cell for block in blocks for row in block.rows for cell in row]
    # What the first column of a table without a head is called is told by what stands in it.
    firsts = {block.rows[0][0] for block in blocks if block.rows and len(block.head) != len(block.rows[0])}
    parts = {part for cell in said for part in cell.split("; ") if part not in ("–", "")} - firsts
    assert [part for part in parts if plain(part) not in text] == []
    assert pages_of(pdf, folder) == 1


def assert_nothing_runs_into_the_signatures(pdf: bytes, folder: Path) -> None:
    """Fail where the columns of text go on below the line under which is signed."""
    (folder / "page.pdf").write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-bbox", str(folder / "page.pdf"), "-"], capture_output=True, check=True)
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', found.stdout.decode())
    places = [(float(low), float(high), word) for low, high, word in words]
    signing = max(low for low, _, word in places if word in ("Provider:", "Dienstleister:"))
    below = [word for low, _, word in places if low > signing + 1]
    # Below it stand two names, what is written by hand, and the foot of the page.
    assert len(below) < 40
    assert max(high for low, high, _ in places if low < signing - 0.1) <= signing + 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_examples_fit_on_one_page(customer: str, language: str, tmp_path: Path) -> None:
    history = history_of(EXAMPLES / customer)
    contract = contract_of(history.versions[-1], language=language)
    pdf = print_one_page(one_page_of(contract))
    assert_all_is_on_it(contract, pdf, tmp_path)
    assert_nothing_runs_into_the_signatures(pdf, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agreement_of_the_silver_plan_fits_on_one_page(language: str, tmp_path: Path) -> None:
    contract = contract_of(of_plan("silver", tmp_path).versions[-1], language=language)
    look = Look(colour="#5b2a86", logo=SVG)
    pdf = print_one_page(one_page_of(contract), look=look)
    assert_all_is_on_it(contract, pdf, tmp_path)
    assert_nothing_runs_into_the_signatures(pdf, tmp_path)
    assert pdf == print_one_page(one_page_of(contract), look=look)


def test_what_does_not_fit_is_refused_by_name(tmp_path: Path) -> None:
    history = of_plan("gold", tmp_path)
    with pytest.raises(DoesNotFit, match="11 Aufzeichnungen, Daten und Berichte") as refused:
        print_one_page(page_of(history, "de"))
    assert refused.value.beyond == (
        "9 Preise und Zahlung",
        "10 Was später hinzukommen kann",
        "11 Aufzeichnungen, Daten und Berichte",
    )


def test_another_fault_of_setting_is_no_question_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> bytes:
        raise fault("unknown variable")

    monkeypatch.setattr(printing, "typeset", broken)
    with pytest.raises(typst.TypstError, match="unknown variable"):
        print_one_page(page_of(history_of(EXAMPLES / "corner-florist"), "en"))


def told(block: Block) -> tuple[tuple[str, str], ...]:
    """Return the rows of one table as running text."""
    contract = contract_of(history_of(EXAMPLES / "corner-florist").versions[-1])
    only = replace(contract, sections=(Section("1", "Title", (block,)),))
    return one_page_of(only).sections[0].paragraphs[0].rows


@pytest.mark.parametrize(
    ("head", "rows", "running"),
    [
        (("Service", "Done", "Why"), (("a", "remote", "x; y"), ("b", "–", "–"), ("c", "–", "z")),
         (("a", "remote (x; y)"), ("b", ""), ("c", "z"))),
        (("Group", "Kind", "Meaning"), (("g", "k", "m"), ("", "l", "n")), (("g", "k (m), l (n)"),)),
        (("",), (("Tickets", "Fix"), ("P1", "4 h")), (("P1", "Fix 4 h"),)),
        (("A", "B", "C", "D"), (("a", "b", "–", "d"),), (("a", "B b, D d"),)),
        (("Group", "Kind"), (("", "k"),), (("", "k"),)),
    ],
)  # fmt: skip
def test_rows_of_a_table_are_told_one_after_the_other(
    head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], running: tuple[tuple[str, str], ...]
) -> None:
    assert told(Block("1.1", "some", "These.", head, rows)) == running


def test_what_is_typed_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = " ".join(ODD)
    quoted = typed.replace("'", "''")
    version = agreement(tmp_path, f"responsibilities: {{contact: {{must: '{quoted}'}}}}")
    assert is_in(typed, text_of(print_one_page(one_page_of(contract_of(version))), tmp_path))
