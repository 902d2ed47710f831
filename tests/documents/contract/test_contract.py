"""The printed contract: all that is agreed, nothing that is typed as markup, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement
from tests.starter.test_starter import draft

from asagreed.documents.contract import Contract, Look, contract_of, print_contract
from asagreed.documents.contract.sections.rest import OF_THE_PROVIDER
from asagreed.documents.language import language_named
from asagreed.errors import UnknownLanguage
from asagreed.foresight.compare.said import text_at, values_of
from asagreed.starter import lay_out
from asagreed.versions import Version, read_agreement

EXAMPLES = Path(__file__).parents[3] / "examples"
CUSTOMERS = [folder.parent.name for folder in sorted(EXAMPLES.glob("*/agreement.yaml"))]
PDFTOTEXT, QPDF = shutil.which("pdftotext"), shutil.which("qpdf")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#c00"/></svg>'


def version_of(folder: Path) -> Version:
    """Return the last version of an agreement."""
    history, problems = read_agreement(folder)
    assert history is not None, problems
    return history.versions[-1]


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF, with single spaces."""
    assert PDFTOTEXT, "pdftotext is missing: make packages"
    file = folder / "contract.pdf"
    file.write_bytes(pdf)
    found = subprocess.run([PDFTOTEXT, "-raw", str(file), "-"], capture_output=True, check=True)
    return _plain(found.stdout.decode())


def _plain(text: str) -> str:
    # A long word may be broken over two lines, and tables break anywhere: only the characters count.
    return re.sub(r"\s+", "", text.replace("\xad", ""))


def promised_texts(version: Version) -> list[tuple[str, str]]:
    """Return everything that an agreement says to the customer, by address; a list item by item."""
    tree = version.draft.layered.tree
    found = []
    for path in values_of(version.agreement):
        if OF_THE_PROVIDER & set(path) or path[0] in ("legal review", "agreement", "currency", "parties"):
            continue
        found += [(".".join(path), part) for part in text_at(tree, path).split(", ") if part]
    return found


def assert_complete(version: Version, folder: Path) -> None:
    """Fail with what an agreement says and its contract does not."""
    text = text_of(print_contract(contract_of(version)), folder)
    said = ((address, in_sentences(address, written, version)) for address, written in promised_texts(version))
    assert [each for each in said if _plain(each[1]) not in text] == []


def in_sentences(address: str, written: str, version: Version) -> str:
    """Return a value as a sentence says it, where that is not as it was written."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return language_named("en").day(date.fromisoformat(written))
    if address.endswith(".site"):
        return version.agreement.sites[written].title or written
    if address == "services.otherwise":
        return written.removeprefix("by arrangement with ") if "with" in written else "Whatever is not named"
    if address == "term.renews":
        return {"yearly": "1 year", "monthly": "1 month"}.get(written, written.removeprefix("for "))
    if address.endswith(".hours") and written == "always" and address.startswith("reporting"):
        return "at any time"
    return "Nothing stops" if written == "nothing" else written.removeprefix("Net ")


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_everything_that_is_agreed_is_printed(customer: str, tmp_path: Path) -> None:
    assert_complete(version_of(EXAMPLES / customer), tmp_path)


def test_an_agreement_that_says_everything_is_printed_whole(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(Path(__file__).with_name("full.yaml").read_text("utf-8"), "utf-8")
    assert_complete(version_of(tmp_path), tmp_path)


@pytest.mark.parametrize("plan", ["silver", "gold", "platinum"])
def test_everything_of_a_shipped_plan_is_printed(plan: str, tmp_path: Path) -> None:
    lay_out(draft(plan), tmp_path / "customer")
    assert_complete(version_of(tmp_path / "customer"), tmp_path)


def test_the_same_agreement_gives_the_same_bytes() -> None:
    contract = contract_of(version_of(EXAMPLES / "harbour-dental"))
    look = Look(colour="#7a1f1f", logo=SVG)
    assert print_contract(contract, look=look) == print_contract(contract, look=look) != print_contract(contract)


def test_the_pdf_has_no_fault(tmp_path: Path) -> None:
    assert QPDF, "qpdf is missing: make packages"
    file = tmp_path / "contract.pdf"
    file.write_bytes(print_contract(contract_of(version_of(EXAMPLES / "harbour-dental")), look=Look(logo=SVG)))
    subprocess.run([QPDF, "--check", str(file)], capture_output=True, check=True)


def test_clauses_are_numbered_in_order_and_found_by_their_address() -> None:
    contract = contract_of(version_of(EXAMPLES / "harbour-dental"))
    for place, section in enumerate(contract.sections, start=1):
        assert section.number == str(place)
        assert [block.number for block in section.blocks] == [f"{place}.{n + 1}" for n in range(len(section.blocks))]
    assert contract.numbers["targets"] in {block.number for section in contract.sections for block in section.blocks}


def test_what_looks_like_markup_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = '#read("/etc/passwd") *bold* $x^2$ <b>bold</b> \\\\ @ref // no comment'
    version = agreement(tmp_path, f"responsibilities: {{contact: {{must: '{typed}'}}}}")
    printed = text_of(print_contract(contract_of(version)), tmp_path)
    assert _plain(version.agreement.responsibilities["contact"].must) in printed


@pytest.mark.parametrize("reviewed", [False, True])
def test_every_page_says_whether_somebody_has_reviewed_the_text(reviewed: bool, tmp_path: Path) -> None:
    review = "legal review: {by: Counsel & Partners, on: 2026-01-05}" if reviewed else "legal review:"
    contract = contract_of(agreement(tmp_path, review))
    text = text_of(print_contract(contract), tmp_path)
    pages = text.count("Page")
    said = "LegallyreviewedbyCounsel&Partnerson5January2026" if reviewed else "Notlegallyreviewed"
    assert (text.count(said), pages > 1) == (pages, True)


def test_a_language_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="en"):
        contract_of(version_of(EXAMPLES / "harbour-dental"), language="tlh")


def sentences(contract: Contract) -> dict[str, str]:
    """Return the sentences of a contract by address."""
    return {block.address: block.text for section in contract.sections for block in section.blocks}


@pytest.mark.parametrize(
    ("said", "address", "text"),
    [
        ("term: {from: 2026-01-12}", "term.from", "It begins on 12 January 2026."),
        ("term: {from: 2026-01-12, for: 1 year, renews: monthly}", "term.renews",
         "After that it renews for 1 month at a time."),
        ("term: {from: 2026-01-12, for: 1 year, renews: for 6 months, notice: 60 days}", "term.renews",
         "After that it renews for 6 months at a time, unless one side gives notice 60 days before the end."),
        ("term: {from: 2026-01-12, ends: 2026-12-31, renews: never}", "term.renews",
         "It ends with its term, without notice."),
        ("term: {from: 2026-01-12, ends: 2026-12-31}", "term.ends", "It ends on 31 December 2026."),
        ("pauses: {resolution: []}", "pauses.resolution", "Nothing stops the clock of «Fix» before its end."),
        ("uptime: {systems: {mail: 99.9%}, unknown: up}", "uptime.unknown", "Time in which nobody watched is up."),
        ("uptime: {systems: {mail: 99.9%}, counts from: occurred}", "uptime.counts from",
         "An outage counts from when it occurred."),
        ("emergency: {definitions: {fire: {event: fire}}, anything else: is no emergency}", "emergency.anything else",
         "Nothing else is an emergency."),
        ("recovery: {mail: {data loss: 24 h}}", "recovery", "After a failure, this is promised."),
        ("recovery: {mail: {restore: 8 h, backup: {every: 12 h}}}", "recovery", "After a failure, this is promised."),
        ("allowance: {hours: 10 h a month}", "allowance", "10 h a month of work are included."),
    ],
)  # fmt: skip
def test_sentences_say_what_is_written(said: str, address: str, text: str, tmp_path: Path) -> None:
    assert sentences(contract_of(agreement(tmp_path, said)))[address] == text
