"""The agreement in the portal: what held when, drafts and documents, signing by link, verifying."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from tests.web.conftest import LATER, Cast
from tests.web.signing.put import EXPIRES, begun, mails_to, sent, signed_by_both

from asagreed_web.kit import clock
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.signing.drafting import share_draft
from asagreed_web.signing.links import DOCUMENTS
from asagreed_web.signing.models import Remark, Sending


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def portal(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.approver)
    return client


def link(cast: Cast, sending: Sending) -> str:
    token = DOCUMENTS.token_of(
        MailedLink(
            opens=sending.pk,
            customer_id=cast.harbour.pk,
            recipient=cast.approver.email,
            expires_at=sending.expires_at,
        )
    )
    return f"/portal/signing/link/{token}/"


def test_the_timeline_shows_every_version_and_what_waits(portal: Client, cast: Cast) -> None:
    sending = sent(cast)

    page = portal.get("/portal/agreement/").content.decode()

    assert page.count("Version ") >= 5
    assert "waits for your signature" in page
    assert f"/portal/agreement/documents/{sending.pk}/" in page


def test_a_past_day_can_be_opened(portal: Client, cast: Cast) -> None:
    page = portal.get("/portal/agreement/version/", {"day": "2026-02-01"}).content.decode()

    assert "This is what held on 2026-02-01." in page


def test_a_draft_is_seen_once_it_is_shared_and_can_be_remarked_upon(portal: Client, cast: Cast) -> None:
    draft = begun(cast)
    address = f"/portal/agreement/drafts/{draft.number}/"
    assert portal.get(address).status_code == 404
    share_draft(draft_id=draft.pk, is_shared=True, by=cast.owner, at=LATER)

    portal.post(address, {"clause": "targets.P1", "text": "Ten minutes, please."})

    assert [each.by for each in Remark.objects.all()] == [cast.approver]
    assert "Ten minutes, please." in portal.get(address).content.decode()


@pytest.mark.parametrize("text", ["", "x" * 5000])
def test_a_remark_that_is_none_is_refused(portal: Client, cast: Cast, text: str) -> None:
    draft = begun(cast)
    share_draft(draft_id=draft.pk, is_shared=True, by=cast.owner, at=LATER)

    portal.post(f"/portal/agreement/drafts/{draft.number}/", {"clause": "", "text": text})

    assert not Remark.objects.exists()


def test_scripts_in_a_remark_are_shown_as_typed(portal: Client, cast: Cast) -> None:
    draft = begun(cast)
    share_draft(draft_id=draft.pk, is_shared=True, by=cast.owner, at=LATER)
    address = f"/portal/agreement/drafts/{draft.number}/"

    portal.post(address, {"clause": "", "text": "<script>alert(1)</script>"})

    assert "&lt;script&gt;alert(1)" in portal.get(address).content.decode()


def test_a_document_shows_the_text_the_changes_and_the_form_to_sign(portal: Client, cast: Cast) -> None:
    sending = sent(cast)

    page = portal.get(f"/portal/agreement/documents/{sending.pk}/").content.decode()

    assert sending.document_sha256 in page
    assert "Amendment 3" in page
    assert "better" in page
    assert 'name="name"' in page


def test_another_customer_sees_no_draft_and_no_document(cast: Cast) -> None:
    sending = sent(cast)
    stranger = Client()
    stranger.force_login(cast.stranger)

    assert stranger.get(f"/portal/agreement/documents/{sending.pk}/").status_code == 404
    assert stranger.get(f"/portal/agreement/documents/{sending.pk}/pdf/").status_code == 404
    assert stranger.get(f"/portal/agreement/drafts/{sending.draft.number}/").status_code == 404


def test_a_rider_is_taken_up_with_its_document_at_once(portal: Client, cast: Cast) -> None:
    answer = portal.post("/portal/agreement/take-up/", {"rider": "premium response", "begins": "2027-03-01"})

    sending = Sending.objects.get()
    assert answer["Location"] == f"/portal/agreement/documents/{sending.pk}/"
    assert [each.party for each in sending.signatures.all()] == ["provider"]


def test_what_is_not_offered_is_not_taken_up(portal: Client, cast: Cast) -> None:
    answer = portal.post("/portal/agreement/take-up/", {"rider": "gold dust", "begins": "2027-03-01"}, follow=True)

    assert "offers no rider" in answer.content.decode()


def test_a_link_and_a_code_sign_on_a_phone_without_an_account(cast: Cast) -> None:
    sending = sent(cast)
    client, address = Client(), link(cast, sending)
    assert "Send me the code" in client.get(address).content.decode()
    client.post(address, {"do": "code"})
    text = mails_to(cast.approver.email)[-1].says["text"]
    code = next(line for line in text.split("\n") if line.isdecimal())

    wrong = client.post(address, {"do": "sign", "code": "12", "name": "R", "document": sending.document_sha256})
    right = client.post(address, {"do": "sign", "code": code, "name": "Robin", "document": sending.document_sha256})

    assert wrong.status_code == 422
    assert "You have signed." in right.content.decode()
    assert client.get(f"{address}pdf/").content == bytes(Sending.objects.get().sealed or b"")


def test_a_made_up_link_is_gone_for_good() -> None:
    answer = Client().get("/portal/signing/link/made-up/")

    assert answer.status_code == 410
    assert Client().get("/portal/signing/link/made-up/pdf/").status_code == 410


def test_a_link_of_somebody_whose_access_ended_opens_nothing(cast: Cast) -> None:
    sending = sent(cast)
    cast.approver.access_ended_at = LATER
    cast.approver.save()

    assert Client().get(link(cast, sending)).status_code == 410


def test_anybody_can_verify_a_signed_document(cast: Cast) -> None:
    signed = signed_by_both(cast, sent(cast))
    client = Client()

    def verified(content: bytes) -> str:
        file = io.BytesIO(content)
        file.name = "signed.pdf"
        return client.post("/portal/signing/verify/", {"document": file}).content.decode()

    pdf = bytes(signed.sealed or b"")
    assert "As both parties signed it" in verified(pdf)
    assert "Not as it was signed here." in verified(pdf.replace(b"Harbour", b"Habrour", 1))
    assert "Not as it was signed here." in verified(b"hello")
    assert client.post("/portal/signing/verify/", {}).status_code == 422


def test_a_document_that_was_sent_expires(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sending = sent(cast)
    monkeypatch.setattr(clock, "now", lambda: EXPIRES)

    assert Client().get(link(cast, sending)).status_code == 410
