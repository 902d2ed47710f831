"""The document that is sent to be signed: what is in it, and what cannot be sent."""

from __future__ import annotations

import hashlib
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.signing.agreed import AGREEMENT, AMENDMENT, GOLD, SENT, signing

from asagreed.errors import UnknownLanguage
from asagreed.signing import NotReadyToSign, document_to_sign


def test_the_same_papers_make_the_same_document() -> None:
    again = document_to_sign(signing())

    assert again.pdf == SENT.pdf
    assert again.sha256 == hashlib.sha256(SENT.pdf).hexdigest()


def test_the_papers_lie_inside_word_for_word() -> None:
    inside = {name: content[0] for name, content in PdfReader(BytesIO(SENT.pdf)).attachments.items()}

    assert inside["agreement.yaml"].decode() == AGREEMENT
    assert inside["plans/gold@2026-01.yaml"].decode() == GOLD
    assert set(inside) == {"agreement.yaml", "plans/gold@2026-01.yaml", "signing.json"}


def test_a_signature_covers_the_paper_what_lies_below_it_and_the_terms() -> None:
    (covered,) = SENT.covers

    assert covered.sha256 == hashlib.sha256(AGREEMENT.encode()).hexdigest()
    assert list(covered.papers) == ["plans/gold@2026-01.yaml", "agreement.yaml"]
    assert covered.document == SENT.sha256
    assert len(covered.terms) == 64


def test_there_is_a_place_for_each_party_that_a_screen_reader_finds() -> None:
    fields = PdfReader(BytesIO(SENT.pdf)).get_fields() or {}

    assert {name: field["/TU"] for name, field in fields.items()} == {
        "Provider": "Signature of the provider",
        "Customer": "Signature of the customer",
    }
    root: Any = PdfReader(BytesIO(SENT.pdf)).trailer["/Root"]
    structure = root["/StructTreeRoot"]
    (whole,) = structure["/K"]
    assert [each.get_object()["/S"] for each in whole.get_object()["/K"][-2:]] == ["/Form", "/Form"]


def test_nothing_is_broken_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "sent.pdf"
    file.write_bytes(SENT.pdf)

    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_sheet_speaks_the_language_of_the_document() -> None:
    text = PdfReader(BytesIO(document_to_sign(signing(language="de")).pdf)).pages[-1].extract_text()

    assert "Unterschriften" in text
    assert "Für den Kunden" in text


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        document_to_sign(signing(language="tlh"))


def test_an_amendment_is_signed_over_the_papers_below_it() -> None:
    papers = {"agreement.yaml": AGREEMENT, "amendments/1.yaml": AMENDMENT}

    (covered,) = document_to_sign(signing(papers=papers, signs=("amendments/1.yaml",))).covers

    assert list(covered.papers) == ["plans/gold@2026-01.yaml", "agreement.yaml", "amendments/1.yaml"]


def test_a_declaration_is_signed_by_itself() -> None:
    declared = "declares: criticality\nin force from: 2026-12-01\nsystems: {mail: critical}\n"
    papers = {"agreement.yaml": AGREEMENT, "declarations/c.yaml": declared}

    (covered,) = document_to_sign(signing(papers=papers, signs=("declarations/c.yaml",))).covers

    assert (covered.signs, covered.terms, covered.papers) == ("declarations/c.yaml", "", {})
    assert covered.sha256 == hashlib.sha256(declared.encode()).hexdigest()


RIDER = "rider: night watch\nin force from: 2027-01-01\ntargets: {P1: {response: 10 min}}\n"
DECLINED = (
    "declares: advice declined\nin force from: 2026-12-01\nabout: second disk\nadvice: a second disk\n"
    "risk: files are lost\nthen: billable\n"
)
CRITICAL = "declares: criticality\nin force from: 2026-12-01\nsystems: {mail: critical}\n"
OFFERED = DECLINED.replace("declined", "offered", 1)


@pytest.mark.parametrize(
    ("place", "text", "title"),
    [
        ("amendments/1.yaml", AMENDMENT, "Amendment 1"),
        ("riders/night.yaml", RIDER, "Night watch"),
        ("declarations/c.yaml", CRITICAL, "Criticality schedule"),
        ("declarations/d.yaml", DECLINED, "Advice that was declined"),
        ("declarations/o.yaml", OFFERED, "Service Agreement"),
    ],
)
def test_a_paper_is_told_by_itself_where_it_has_a_document_of_its_own(place: str, text: str, title: str) -> None:
    papers = {"agreement.yaml": AGREEMENT, place: text}
    if place.startswith("declarations/"):
        papers["declarations/z.yaml"] = CRITICAL.replace("2026-12-01", "2026-12-02")
        papers["declarations/y.yaml"] = DECLINED.replace("second disk", "spare server")

    sent = document_to_sign(signing(papers=papers, signs=(place,)))

    assert title.lower() in PdfReader(BytesIO(sent.pdf)).pages[0].extract_text().lower()


def test_papers_with_errors_are_not_sent() -> None:
    with pytest.raises(NotReadyToSign, match="1 error") as refused:
        document_to_sign(signing(papers={"agreement.yaml": AGREEMENT.replace("America/Chicago", "Chicago")}))

    assert [each.code for each in refused.value.problems] == ["YML312"]


@pytest.mark.parametrize("signs", [(), ("amendments/9.yaml",)])
def test_nothing_cannot_be_signed(signs: tuple[str, ...]) -> None:
    with pytest.raises(NotReadyToSign, match="nothing to sign"):
        document_to_sign(signing(signs=signs))
