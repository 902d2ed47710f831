"""What a signed document proves: by both, by one, by nobody, and after a change."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.signing.agreed import (
    AGREEMENT,
    AMENDMENT,
    BOTH,
    COUNTERSIGNED_AT,
    GOLD,
    SEAL,
    SENT,
    SIGNED_AT,
    signatures,
    signed,
    signing,
)

from asagreed.documents.signature_sheet import Attached
from asagreed.signing import (
    NotReadyToSign,
    add_signature,
    document_to_sign,
    make_seal,
    sealed_revisions,
    sealing,
    to_sign,
    verify_document,
)
from asagreed.signing import verifying as verifying_module
from asagreed.signing.folders import ImpossiblePlace, laid_out
from asagreed.signing.revisions import Revision
from asagreed.signing.signature_file import signature_text

TRUSTED = [SEAL.fingerprint]
STRANGER = make_seal(name="Somebody", at=1_790_000_000, number=78)
LINES = ["Signed 22 November 2026"]


def one(**changes: object) -> bytes:
    """Return the document with the signature of the provider, changed."""
    given = [replace(each, **changes) for each in signatures(SENT)]  # type: ignore[arg-type]
    return add_signature(SENT.pdf, given, seal=SEAL, lines=LINES)


def test_a_document_that_both_signed_proves_who_when_and_what() -> None:
    verified = verify_document(BOTH, trusted=TRUSTED)

    assert verified.faults == ()
    assert verified.is_whole
    assert verified.is_complete
    assert [(each.party, each.name, each.at, each.signs, each.is_trusted) for each in verified.signatures] == [
        ("provider", "Pat Example", SIGNED_AT, ("agreement.yaml",), True),
        ("customer", "Robin Vale", COUNTERSIGNED_AT, ("agreement.yaml",), True),
    ]
    assert "same to the last byte" in verified.notices[0]


def test_the_second_signature_leaves_the_first_as_it_was() -> None:
    first = one()

    assert BOTH[: len(SENT.pdf)] == SENT.pdf
    assert verify_document(first, trusted=TRUSTED).is_whole
    assert not verify_document(first, trusted=TRUSTED).is_complete


def test_the_papers_and_signatures_can_be_taken_out_of_the_document() -> None:
    verified = verify_document(BOTH)

    assert verified.papers["agreement.yaml"] == AGREEMENT
    assert verified.plans == {"gold@2026-01": GOLD}
    assert {each.place for each in signatures(SENT)} == {"signatures/agreement-provider.yaml"}
    assert {"signatures/agreement-provider.yaml", "signatures/agreement-customer.yaml"} < set(verified.papers)


def test_whoever_names_no_seal_is_told_to_compare_it() -> None:
    assert [each.is_trusted for each in verify_document(BOTH).signatures] == [None, None]


def test_a_seal_of_somebody_else_is_told() -> None:
    forged = add_signature(SENT.pdf, signatures(SENT), seal=STRANGER, lines=LINES)

    verified = verify_document(forged, trusted=TRUSTED)

    assert not verified.is_whole
    assert "No seal that is trusted" in verified.faults[0]
    assert verify_document(forged).is_whole


def test_a_seal_of_somebody_else_below_one_that_is_trusted_is_told() -> None:
    forged = add_signature(SENT.pdf, signatures(SENT), seal=STRANGER, lines=LINES)
    both = add_signature(forged, signatures(SENT, "customer", "Robin Vale"), seal=SEAL, lines=LINES)

    assert "No seal that is trusted" in verify_document(both, trusted=TRUSTED).faults[0]


def test_a_strangers_file_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying_module, "read_sealed", None)

    for stranger in (b"", b"%PDF-1.7", b"/ByteRange [0 5 9 3]" * 3, BOTH + b"\n", one()[:-1]):
        assert not verify_document(stranger, trusted=TRUSTED).is_whole


def test_a_document_that_nobody_signed_proves_nothing() -> None:
    assert verify_document(SENT.pdf).faults == ("Nobody has signed this document.",)
    assert not verify_document(SENT.pdf, trusted=TRUSTED).is_whole


@pytest.mark.parametrize("other", [b"", b"agreement: harbour-dental\n", b"%PDF-1.7\n%%EOF\n"])
def test_another_file_is_no_signed_document(other: bytes) -> None:
    assert not verify_document(other).is_whole


def test_bytes_behind_the_last_signature_are_found() -> None:
    assert "after the last signature" in verify_document(BOTH + b"\n% added").faults[0]
    assert not verify_document(BOTH + b"\n% added", trusted=TRUSTED).is_whole


def changed_afterwards(document: bytes) -> bytes:
    revision = Revision(document)
    revision.root[pdf_name("/Lang")] = generic.TextStringObject("de")
    revision.update_root()  # type: ignore[no-untyped-call]
    return revision.added()


def test_a_change_after_the_document_was_sent_is_found_though_it_was_signed() -> None:
    sneaked = add_signature(changed_afterwards(SENT.pdf), signatures(SENT), seal=SEAL, lines=LINES)

    assert "revisions" in verify_document(sneaked, trusted=TRUSTED).faults[0]


def test_a_change_hidden_in_the_revision_of_a_signature_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sealing._show

    def show_and_change(stamp: bytes, field: object, revision: Revision) -> None:
        plain(stamp, field, revision)
        revision.root[pdf_name("/Lang")] = generic.TextStringObject("de")
        revision.update_root()  # type: ignore[no-untyped-call]

    monkeypatch.setattr(sealing, "_show", show_and_change)

    assert "More was changed" in verify_document(one(), trusted=TRUSTED).faults[0]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"document": "0" * 64}, "signed another document"),
        ({"signs": "amendments/1.yaml"}, "does not say what was signed"),
        ({"at": SIGNED_AT, "sha256": "0" * 64}, "YML519"),
        ({"terms": "0" * 64}, "YML520"),
        ({"sha256": "of january"}, "does not say what was signed"),
    ],
    ids=["document", "paper", "text", "terms", "unreadable"],
)
def test_a_signature_under_something_else_is_told(changes: dict[str, object], told: str) -> None:
    assert told in " ".join(verify_document(one(**changes), trusted=TRUSTED).faults)


def test_a_signature_that_names_another_person_than_its_seal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = signature_text
    monkeypatch.setattr(sealing, "signature_text", lambda each: plain(replace(each, name="Another")))

    assert "names another person" in " ".join(verify_document(one(), trusted=TRUSTED).faults)


def test_a_document_without_its_papers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying_module, "MANIFEST", "missing.json")

    assert verify_document(BOTH).faults == ("The document does not hold the papers that it was made from.",)


def test_a_document_that_another_version_of_the_program_printed_is_still_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = document_to_sign(signing(language="de"))
    monkeypatch.setattr(verifying_module, "document_to_sign", lambda _: other)

    verified = verify_document(BOTH, trusted=TRUSTED)

    assert verified.is_whole
    assert "does not print the same bytes" in verified.notices[0]


def test_a_signature_without_a_date_proves_nothing() -> None:
    undated = BOTH.replace(b"\n/M (D", b"\n/m (D")

    assert undated != BOTH
    assert "bears no date" in verify_document(undated).faults[0]


def test_something_beside_a_signature_in_its_place_is_found() -> None:
    free = BOTH.rindex(b"0" * 100)

    assert "beside the signature" in verify_document(BOTH[:free] + b"1" + BOTH[free + 1 :]).faults[0]


def test_a_declaration_that_both_signed_is_proved_by_itself() -> None:
    declared = "declares: criticality\nin force from: 2026-12-01\nsystems: {mail: critical}\n"
    papers = {"agreement.yaml": AGREEMENT, "declarations/c.yaml": declared}
    sent = document_to_sign(signing(papers=papers, signs=("declarations/c.yaml",)))

    verified = verify_document(signed(sent), trusted=TRUSTED)

    assert verified.faults == ()
    assert [each.signs for each in verified.signatures] == [("declarations/c.yaml",)] * 2


def whole_after_changes(document: bytes, *, count: int, seed: int, trusted: list[str]) -> list[tuple[int, int]]:
    """Return the places and values of those single changes that were not found."""
    draw = random.Random(seed)
    missed = []
    for _ in range(count):
        at, change = draw.randrange(len(document)), draw.randrange(1, 256)
        changed = document[:at] + bytes([document[at] ^ change]) + document[at + 1 :]
        if verify_document(changed, trusted=trusted).is_whole:
            missed.append((at, change))
    return missed


def test_a_thousand_changed_bytes_of_a_signed_document_are_found() -> None:
    assert whole_after_changes(BOTH, count=1000, seed=1, trusted=TRUSTED) == []


def test_changed_bytes_are_found_by_whoever_trusts_no_seal_too() -> None:
    assert whole_after_changes(BOTH, count=60, seed=2, trusted=[]) == []


@pytest.mark.proof
def test_a_thousand_changed_bytes_are_found_without_a_seal_to_trust() -> None:
    assert whole_after_changes(BOTH, count=1000, seed=3, trusted=[]) == []


def test_a_second_reader_finds_both_signatures_valid() -> None:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(SEAL.certificate)],
        allow_fetching=False,
        moment=datetime.fromtimestamp(COUNTERSIGNED_AT, UTC),
    )
    found = PdfFileReader(BytesIO(BOTH)).embedded_regular_signatures

    states = [asyncio.run(async_validate_pdf_signature(each, context)) for each in found]

    assert [state.bottom_line for state in states] == [True, True]


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/elsewhere", "agreement.yaml"),
        ("harbour-dental", "elsewhere/x.yaml"),
        ("harbour-dental", "plans/a/x.yaml"),
    ],
)
def test_a_strangers_papers_are_laid_out_nowhere_else(folder: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = to_sign._files
    monkeypatch.setattr(
        to_sign,
        "_files",
        lambda given, history: [
            *plain(replace(given, folder=folder), history),
            *([] if place == "agreement.yaml" else [Attached(place, b"x: y\n", "A paper")]),
        ],
    )
    sent = document_to_sign(signing())

    verified = verify_document(signed(sent))

    assert verified.faults == ("The document does not hold the papers that it was made from.",)
    assert verified.papers == {}


@pytest.mark.parametrize(
    ("folder", "papers", "plans"),
    [("../x", ["agreement.yaml"], []), ("x", ["/etc/x.yaml"], []), ("x", ["agreement.yaml"], ["../gold"])],
)
def test_what_is_no_place_is_not_laid_out(folder: str, papers: list[str], plans: list[str]) -> None:
    with (
        pytest.raises(ImpossiblePlace, match="no place for a paper"),
        laid_out(dict.fromkeys(papers, ""), dict.fromkeys(plans, ""), folder=folder),
    ):
        pass


def test_a_document_that_changes_the_plan_is_proved_with_both_plans_inside() -> None:
    papers = {"agreement.yaml": AGREEMENT, "amendments/1.yaml": AMENDMENT.replace(
        "targets.P1.response: 15 min", "plan: platinum@2026-01")}  # fmt: skip
    plans = {"gold@2026-01": GOLD, "platinum@2026-01": GOLD.replace("plan: gold", "plan: platinum")}
    sent = document_to_sign(signing(papers=papers, plans=plans, signs=("amendments/1.yaml",)))

    verified = verify_document(signed(sent), trusted=TRUSTED)

    assert verified.faults == ()
    assert set(verified.plans) == set(plans)


def test_a_document_that_cannot_be_printed_anew_is_still_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise NotReadyToSign("Later versions read more strictly.")

    monkeypatch.setattr(verifying_module, "document_to_sign", refused)

    assert verify_document(BOTH, trusted=TRUSTED).is_whole


def test_a_later_signature_cannot_change_how_an_earlier_one_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    first = one()
    plain = sealing._show

    def show_and_hide(stamp: bytes, field: object, revision: Revision) -> None:
        plain(stamp, field, revision)
        other = revision.root["/AcroForm"]["/Fields"][0].get_object()
        other[pdf_name("/F")] = generic.NumberObject(2)
        revision.update_container(other)

    monkeypatch.setattr(sealing, "_show", show_and_hide)
    second = add_signature(first, signatures(SENT, "customer", "Robin Vale"), seal=SEAL, lines=LINES)

    assert "More was changed" in verify_document(second, trusted=TRUSTED).faults[0]


def test_a_signature_that_ends_within_its_own_revision_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sealed_revisions._end_of
    monkeypatch.setattr(
        sealed_revisions, "_end_of", lambda revision, reader, document: plain(revision, reader, document) + 1
    )

    assert "something else than the document up to itself" in verify_document(BOTH, trusted=TRUSTED).faults[0]
