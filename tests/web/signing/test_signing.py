"""Sending a document, signing it, and what is in force afterwards."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.web.conftest import LATER, Cast, chicago
from tests.web.signing.put import AMENDMENT, DAY, EXPIRES, PLACE, begun, mails_to, sent, signed_by_both

from asagreed.signing import make_seal, verify_document
from asagreed.signing.paper_places import LONGEST_NAME
from asagreed.signing.signature_file import place_of
from asagreed_web.agreements.operations import PaperRefused, enter_papers
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit.mailed_links import LinkRefused
from asagreed_web.protection.redacting import Identity, redact_everywhere
from asagreed_web.signing.drafting import change_draft
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.links import DOCUMENTS
from asagreed_web.signing.models import Draft, Sending, SigningCode
from asagreed_web.signing.operations import (
    send,
    send_code,
    sign_by_link,
    sign_signed_in,
    take_up_rider,
    withdraw,
)
from asagreed_web.signing.proposals import termination
from asagreed_web.signing.seals import seal_of_installation, trusted_seals

DECLARATION = "declares: criticality\nin force from: 2027-01-01\nsystems: {mail: critical}\n"
SECOND = AMENDMENT.replace("amendment: 3", "amendment: 4").replace("2027-01-01", "2027-02-01")


def link_of(cast: Cast) -> str:
    """Return the token of the link that was mailed to the approver."""
    (mail,) = [each for each in mails_to(cast.approver.email) if each.says["template"] == "to_sign"]
    found = re.search(
        re.escape(DOCUMENTS.address("TOKEN").rstrip("/")).replace("TOKEN", r"(\S+?)") + "/", mail.says["text"]
    )
    assert found is not None
    return found[1]


def code_of(cast: Cast) -> str:
    """Return the last code that was mailed to the approver."""
    codes = [each for each in mails_to(cast.approver.email) if each.says["template"] == "signing_code"]
    return str(re.search(r"^(\d{6})$", codes[-1].says["text"], re.MULTILINE)[1])  # type: ignore[index]


def test_what_both_have_signed_is_in_force_with_both_signatures(cast: Cast) -> None:
    before = history_of(cast.harbour.pk)
    signed = signed_by_both(cast, sent(cast))

    history = history_of(cast.harbour.pk)
    assert before is not None
    assert history is not None
    assert signed.state == Sending.State.SIGNED
    assert len(history.versions) == len(before.versions) + 1
    assert history.versions[-1].from_at == chicago("2027-01-01 00:00")
    assert [each.party for each in history.versions[-1].papers[-1].signatures] == ["provider", "customer"]
    assert Draft.objects.get(pk=signed.draft_id).state == Draft.State.SIGNED


def test_the_sealed_document_proves_both_signatures(cast: Cast) -> None:
    signed = signed_by_both(cast, sent(cast))
    seal = seal_of_installation(at=LATER)

    verified = verify_document(bytes(signed.sealed or b""), trusted=[seal.fingerprint])

    assert verified.faults == ()
    assert verified.is_complete
    assert [each.name for each in verified.signatures] == ["Owner", "Approver"]
    assert bytes(signed.sealed or b"").startswith(bytes(signed.document))


def test_one_signature_puts_nothing_in_force(cast: Cast) -> None:
    sending = sent(cast)
    before = edition_of(cast.harbour.pk)

    sign_signed_in(
        sending_id=sending.pk, person=cast.owner, name="", shown_sha256=sending.document_sha256, at=LATER + 60
    )

    assert edition_of(cast.harbour.pk) == before
    assert Sending.objects.get(pk=sending.pk).state == Sending.State.OPEN


def test_both_get_a_receipt_with_the_hash_of_what_they_signed(cast: Cast) -> None:
    signed = signed_by_both(cast, sent(cast))

    for person in (cast.owner, cast.approver):
        receipts = [each for each in mails_to(person.email) if each.says["template"] == "signed"]
        assert len(receipts) == 1
        assert signed.document_sha256 in receipts[0].says["text"]


def test_signing_is_on_the_chain_without_the_name_in_it(cast: Cast) -> None:
    signed_by_both(cast, sent(cast))

    told = Event.objects.filter(chain=cast.harbour.pk, kind="document signed")
    assert [each.says["party"] for each in told] == ["provider", "customer"]
    assert all("name" not in each.says for each in told)
    assert find_break(cast.harbour.pk) is None


def test_a_link_and_a_code_sign_without_signing_in(cast: Cast) -> None:
    sending = sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    send_code(link=link, at=LATER)

    signed = sign_by_link(
        link=link, code=code_of(cast), name="Robin Vale", shown_sha256=sending.document_sha256, at=LATER + 60
    )

    (signature,) = signed.signatures.all()
    assert (signature.party, signature.name, signature.method) == ("customer", "Robin Vale", "one-time link and code")
    assert signature.address == cast.approver.email


def test_a_wrong_code_signs_nothing_and_five_of_them_end_it(cast: Cast) -> None:
    sending = sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    send_code(link=link, at=LATER)
    right = code_of(cast)
    wrong = f"{(int(right) + 1) % 10**6:06d}"

    for code in [wrong] * 5 + [right]:
        with pytest.raises(NotAgreed, match="not the one that was mailed"):
            sign_by_link(link=link, code=code, name="", shown_sha256=sending.document_sha256, at=LATER + 60)

    assert not sending.signatures.exists()


def test_a_code_holds_for_fifteen_minutes(cast: Cast) -> None:
    sending = sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    send_code(link=link, at=LATER)

    with pytest.raises(NotAgreed, match="its time is over"):
        sign_by_link(link=link, code=code_of(cast), name="", shown_sha256=sending.document_sha256, at=LATER + 15 * 60)


def test_codes_are_not_sent_without_end(cast: Cast) -> None:
    sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    for minute in range(5):
        send_code(link=link, at=LATER + 60 * minute)

    with pytest.raises(NotAgreed, match="wait an hour"):
        send_code(link=link, at=LATER + 400)

    assert SigningCode.objects.count() == 5


def test_a_link_that_was_used_signs_no_second_time(cast: Cast) -> None:
    sending = sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    send_code(link=link, at=LATER)
    code = code_of(cast)
    sign_by_link(link=link, code=code, name="", shown_sha256=sending.document_sha256, at=LATER + 60)

    with pytest.raises(NotAgreed, match="not the one that was mailed last"):
        sign_by_link(link=link, code=code, name="", shown_sha256=sending.document_sha256, at=LATER + 90)
    send_code(link=link, at=LATER + 100)
    with pytest.raises(NotAgreed, match="Each party signs once"):
        sign_by_link(link=link, code=code_of(cast), name="", shown_sha256=sending.document_sha256, at=LATER + 120)


@pytest.mark.parametrize("token", ["", "made-up", "WzEsMSwieEB5LmV4YW1wbGUiLDld:1xxxx:yyyy"])
def test_a_link_that_was_made_up_opens_nothing(token: str) -> None:
    with pytest.raises(LinkRefused, match="never one of ours"):
        DOCUMENTS.read(token, at=LATER)


def test_a_link_expires(cast: Cast) -> None:
    sent(cast)

    with pytest.raises(LinkRefused, match="expired"):
        DOCUMENTS.read(link_of(cast), at=EXPIRES)


@pytest.mark.parametrize("who", ["dispatcher", "technician", "bookkeeper", "viewer", "stranger"])
def test_the_wrong_person_cannot_sign(cast: Cast, who: str) -> None:
    sending = sent(cast)

    with pytest.raises(NotAgreed, match="may not sign this"):
        sign_signed_in(
            sending_id=sending.pk,
            person=getattr(cast, who),
            name="",
            shown_sha256=sending.document_sha256,
            at=LATER + 60,
        )


def test_nobody_signs_a_document_that_they_have_not_read(cast: Cast) -> None:
    sending = sent(cast)

    with pytest.raises(NotAgreed, match="another one than you have read"):
        sign_signed_in(sending_id=sending.pk, person=cast.approver, name="", shown_sha256="0" * 64, at=LATER + 60)


def test_an_agreement_that_changed_after_sending_cannot_be_signed_over(cast: Cast) -> None:
    first, second = sent(cast), sent(cast, SECOND, place="amendments/4.yaml")
    signed_by_both(cast, first)

    with pytest.raises(NotAgreed, match="signed after this document was sent"):
        sign_signed_in(
            sending_id=second.pk,
            person=cast.approver,
            name="",
            shown_sha256=second.document_sha256,
            at=LATER + 300,
        )


def test_a_document_that_was_withdrawn_cannot_be_signed_and_its_draft_can_be_changed(cast: Cast) -> None:
    sending = sent(cast)
    withdraw(sending_id=sending.pk, by=cast.owner, at=LATER + 60)

    with pytest.raises(NotAgreed, match="withdrawn"):
        sign_signed_in(
            sending_id=sending.pk,
            person=cast.approver,
            name="",
            shown_sha256=sending.document_sha256,
            at=LATER + 90,
        )
    draft = Draft.objects.get(pk=sending.draft_id)
    changed = change_draft(
        draft_id=draft.pk,
        papers={PLACE: AMENDMENT.replace("20 min", "25 min")},
        revision=draft.revision,
        by=cast.owner,
        at=LATER + 120,
    )
    assert changed.revision == 2


def test_what_both_signed_cannot_be_withdrawn(cast: Cast) -> None:
    signed = signed_by_both(cast, sent(cast))

    with pytest.raises(NotAgreed, match="signed already"):
        withdraw(sending_id=signed.pk, by=cast.owner, at=LATER + 300)


def test_the_time_to_sign_ends(cast: Cast) -> None:
    sending = sent(cast)

    with pytest.raises(NotAgreed, match="time to sign this document is over"):
        sign_signed_in(
            sending_id=sending.pk, person=cast.approver, name="", shown_sha256=sending.document_sha256, at=EXPIRES
        )


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (AMENDMENT.replace("2027-01-01", "2026-07-01"), PLACE, "YML504"),
        (AMENDMENT.replace("2027-01-01", "2025-01-01"), PLACE, "YML505"),
        ("rider: gold dust\nin force from: 2027-01-01\n", "riders/gold-dust.yaml", "YML508"),
        (AMENDMENT.replace("20 min", "soon"), PLACE, "YML3"),
    ],
    ids=["two amendments at one moment", "before the term", "rider that nobody offers", "unreadable"],
)
def test_papers_that_cannot_be_are_not_sent(cast: Cast, text: str, place: str, told: str) -> None:
    with pytest.raises(NotAgreed) as refused:
        sent(cast, text, place=place)

    assert any(each.code.startswith(told) for each in refused.value.problems)


def test_a_signed_paper_is_not_sent_with_another_text(cast: Cast) -> None:
    with pytest.raises(NotAgreed, match="what was signed is never changed"):
        sent(cast, AMENDMENT.replace("amendment: 3", "amendment: 2"), place="amendments/2.yaml")


def test_a_customer_without_an_approver_is_sent_nothing(cast: Cast) -> None:
    cast.approver.is_active, cast.approver.access_ended_at = False, LATER
    cast.approver.save()

    with pytest.raises(NotAgreed, match="Invite an approver"):
        sent(cast)


def test_a_draft_is_sent_once_at_a_time(cast: Cast) -> None:
    sending = sent(cast)

    with pytest.raises(NotAgreed, match="Withdraw what was sent"):
        send(draft_id=sending.draft_id, by=cast.owner, expires_at=EXPIRES, at=LATER + DAY)


def test_the_customer_takes_up_an_offered_rider_by_one_signature(cast: Cast) -> None:
    drop_premium(cast)
    sending = take_up_rider(
        customer=cast.harbour,
        rider="premium response",
        begins="2027-03-01",
        by=cast.approver,
        expires_at=EXPIRES,
        at=LATER,
    )

    signed = sign_signed_in(
        sending_id=sending.pk, person=cast.approver, name="", shown_sha256=sending.document_sha256, at=LATER + 60
    )

    history = history_of(cast.harbour.pk)
    assert history is not None
    assert signed.state == Sending.State.SIGNED
    assert [each.method for each in signed.signatures.all()] == ["offered in the signed agreement", "signed in afresh"]
    assert history.versions[-1].riders[0].name == "premium response"


def drop_premium(cast: Cast) -> None:
    """See to it that the rider of the example is not in force at the moment of the test."""
    history = history_of(cast.harbour.pk)
    assert history is not None
    assert "premium response" not in {each.name for each in history.version_in_force(at=LATER).riders}


@pytest.mark.parametrize(("rider", "begins"), [("gold dust", "2027-03-01"), ("premium response", "2026-01-01"),
                                               ("premium response", "soon")])  # fmt: skip
def test_what_is_not_offered_or_lies_in_the_past_is_not_taken_up(cast: Cast, rider: str, begins: str) -> None:
    with pytest.raises(NotAgreed):
        take_up_rider(customer=cast.harbour, rider=rider, begins=begins, by=cast.approver, expires_at=EXPIRES, at=LATER)


def test_markup_in_a_customers_words_is_printed_as_typed(cast: Cast) -> None:
    typed = "#image(x) $x$ *b* <script>alert(1)</script>"

    sending = sent(cast, AMENDMENT.replace("amendment: 3\n", f'amendment: 3\nreason: "{typed}"\n'))

    assert sending.papers[PLACE].count(typed) == 1
    assert PdfReader(BytesIO(bytes(sending.document))).attachments[PLACE][0].decode() == sending.papers[PLACE]


def test_an_agreement_ends_on_the_day_that_both_signed(cast: Cast) -> None:
    place, text = termination(cast.harbour, ends="2027-06-30", begins="2026-12-01", reason="They move away")

    signed_by_both(cast, sent(cast, text, place=place))

    history = history_of(cast.harbour.pk)
    assert history is not None
    assert history.versions[-1].until_at == chicago("2027-06-30 00:00")


@pytest.mark.parametrize("typed", ["   ", ""])
def test_whoever_types_no_name_signs_under_their_own(cast: Cast, typed: str) -> None:
    sending = sent(cast)

    sign_signed_in(
        sending_id=sending.pk, person=cast.approver, name=typed, shown_sha256=sending.document_sha256, at=LATER + 60
    )

    assert [each.name for each in sending.signatures.all()] == ["Approver"]


@pytest.mark.parametrize("typed", ["Robin\x7f", "Robin\x00Vale"])
def test_a_name_that_cannot_be_read_is_refused(cast: Cast, typed: str) -> None:
    sending = sent(cast)

    with pytest.raises(NotAgreed, match="a name that can be read"):
        sign_signed_in(
            sending_id=sending.pk, person=cast.approver, name=typed, shown_sha256=sending.document_sha256, at=LATER
        )


def test_what_both_signed_for_later_cannot_be_replaced_either(cast: Cast) -> None:
    signed_by_both(cast, sent(cast))

    with pytest.raises(NotAgreed, match="what was signed is never changed"):
        sent(cast, AMENDMENT.replace("20 min", "25 min"))


def test_a_late_signature_that_would_change_the_terms_is_refused(cast: Cast) -> None:
    february = sent(cast, AMENDMENT.replace("2027-01-01", "2027-02-10"))
    signed_by_both(cast, february)
    early = AMENDMENT.replace("amendment: 3", "amendment: 4").replace("20 min", "25 min").replace("01-01", "02-01")
    sending = sent(cast, early, place="amendments/4.yaml", at=LATER + 300)
    late = chicago("2027-02-15 12:00")
    Sending.objects.filter(pk=sending.pk).update(expires_at=late + DAY)

    with pytest.raises(NotAgreed, match="Ask for it to be sent again"):
        signed_by_both(cast, sending, at=late)


def test_a_link_is_not_tried_through(cast: Cast) -> None:
    sending = sent(cast)
    link = DOCUMENTS.read(link_of(cast), at=LATER)
    for hour in range(5):
        send_code(link=link, at=LATER + 3700 * hour)
        wrong = f"{(int(code_of(cast)) + 1) % 10**6:06d}"
        for _ in range(5):
            with pytest.raises(NotAgreed):
                sign_by_link(
                    link=link,
                    code=wrong,
                    name="",
                    shown_sha256=sending.document_sha256,
                    at=LATER + 3700 * hour + 60,
                )
    send_code(link=link, at=LATER + 3700 * 6)

    with pytest.raises(NotAgreed, match="tried too often"):
        sign_by_link(
            link=link,
            code=code_of(cast),
            name="",
            shown_sha256=sending.document_sha256,
            at=LATER + 3700 * 6 + 60,
        )


def test_a_declaration_may_begin_later_than_it_is_signed(cast: Cast) -> None:
    text = "declares: criticality\nin force from: 2027-03-01\nsystems: {files: critical}\n"

    signed_by_both(cast, sent(cast, text, place="declarations/later.yaml"))

    history = history_of(cast.harbour.pk)
    assert history is not None
    assert history.register.criticality[-1].from_at == chicago("2027-03-01 00:00")


def test_documents_of_an_earlier_seal_are_still_trusted(cast: Cast, settings: Any, tmp_path: Path) -> None:
    signed = signed_by_both(cast, sent(cast))
    other = make_seal(name="Northwind IT", at=LATER, number=9)
    (tmp_path / "other.p12").write_bytes(other.as_file())
    settings.SEAL_FILE = str(tmp_path / "other.p12")

    verified = verify_document(bytes(signed.sealed or b""), trusted=trusted_seals(at=LATER))

    assert verified.faults == ()
    assert other.fingerprint in trusted_seals(at=LATER)


def test_a_signer_who_is_forgotten_stays_on_what_they_signed(cast: Cast) -> None:
    sending = sent(cast)
    sign_signed_in(
        sending_id=sending.pk, person=cast.approver, name="Robin Vale", shown_sha256=sending.document_sha256, at=LATER
    )
    before = Sending.objects.get(pk=sending.pk)

    _, kept = redact_everywhere(Identity(frozenset({cast.approver.email}), frozenset({"Robin Vale"}), None))

    after = Sending.objects.get(pk=sending.pk)
    assert bytes(after.sealed or b"") == bytes(before.sealed or b"")
    assert after.papers == before.papers
    assert [each.name for each in sending.signatures.all()] == ["Robin Vale"]
    assert any(label.startswith("agreement_signing.PartySignature") for label in kept)


def test_the_longest_name_that_can_be_entered_can_be_signed_and_a_longer_one_is_refused_at_once(cast: Cast) -> None:
    named = f"declarations/{'a' * LONGEST_NAME}.yaml"
    with pytest.raises(NotAgreed, match=f"at most {LONGEST_NAME} letters"):
        begun(cast, DECLARATION, place=named.replace("a.yaml", "aa.yaml"))
    with pytest.raises(PaperRefused, match=f"at most {LONGEST_NAME} letters"):
        enter_papers(customer=cast.harbour, papers={named.replace("a.yaml", "aa.yaml"): DECLARATION}, by=cast.owner,
                     at=LATER)  # fmt: skip

    signed = signed_by_both(cast, sent(cast, DECLARATION, place=named))

    assert signed.state == Sending.State.SIGNED
    entered = edition_of(cast.harbour.pk)
    assert entered is not None
    assert {place_of(named, party=party) for party in ("provider", "customer")} <= {*entered.papers}
