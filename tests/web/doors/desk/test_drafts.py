"""Drafts at the desk: written by form and text, looked at, tried, shared, sent."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.conftest import LATER, Cast
from tests.web.signing.put import begun, first_agreement_of, sent

from asagreed_web.customers.models import Customer
from asagreed_web.kit import clock
from asagreed_web.signing.drafting import change_draft
from asagreed_web.signing.models import Draft, Remark, Sending


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.owner)
    return client


@pytest.fixture
def first(cast: Cast) -> Draft:
    """Return the draft of a customer that has no agreement yet."""
    bakery = Customer.objects.create(slug="mill-bakery", name="Mill Bakery", zone="America/Chicago", entered_at=LATER)
    return first_agreement_of(cast, bakery, at=LATER)


def address(draft: Draft, what: str = "") -> str:
    return f"/desk/customers/{draft.customer.slug}/drafts/{draft.number}/{what}"


def typed(draft: Draft, text: str | None = None, **more: str) -> dict[str, str]:
    (place,) = draft.papers
    return {"revision": str(draft.revision), "place": place, "text-0": text or draft.papers[place], **more}


def test_the_form_changes_the_text_where_it_stands_and_nothing_else(desk: Client, first: Draft) -> None:
    desk.post(address(first), typed(first, **{"is-notice": "90 days", "was-notice": "60 days"}))

    before, after = first.papers["agreement.yaml"], Draft.objects.get(pk=first.pk).papers["agreement.yaml"]
    assert after == before.replace("notice: 60 days", "notice: 90 days")


def test_a_value_that_the_form_did_not_change_leaves_the_text_as_it_was_typed(desk: Client, first: Draft) -> None:
    text = first.papers["agreement.yaml"].replace("notice: 60 days", "notice: 30 days")

    desk.post(address(first), typed(first, text, **{"is-notice": "60 days", "was-notice": "60 days"}))

    assert Draft.objects.get(pk=first.pk).papers["agreement.yaml"] == text


def test_a_system_is_added_below_the_others(desk: Client, first: Draft) -> None:
    desk.post(address(first), typed(first, system="till", **{"system-title": "Till: the new one"}))

    lines = Draft.objects.get(pk=first.pk).papers["agreement.yaml"].split("\n")
    at = lines.index("  network: {title: Network and internet}")
    assert lines[at + 1] == '  till: {title: "Till: the new one"}'


@pytest.mark.parametrize(("name", "told"), [("mail", "a system «mail» already"), ("Ä?", "short name")])
def test_a_system_that_cannot_be_is_refused_and_nothing_is_lost(
    desk: Client, first: Draft, name: str, told: str
) -> None:
    answer = desk.post(address(first), typed(first, system=name))

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_two_who_write_at_once_do_not_undo_each_other(desk: Client, cast: Cast, first: Draft) -> None:
    papers = {"agreement.yaml": first.papers["agreement.yaml"] + "# theirs\n"}
    change_draft(draft_id=first.pk, papers=papers, revision=1, by=cast.owner, at=LATER)

    answer = desk.post(address(first), typed(first, first.papers["agreement.yaml"] + "# mine\n"))

    assert answer.status_code == 422
    assert "changed this draft after you opened it" in answer.content.decode()
    assert "# mine" in answer.content.decode()
    assert Draft.objects.get(pk=first.pk).papers == papers


def test_what_is_typed_is_looked_at_without_keeping_it(desk: Client, first: Draft) -> None:
    text = first.papers["agreement.yaml"].replace("America/Chicago", "Chicago")

    answer = desk.post(address(first, "look/"), typed(first, text)).content.decode()

    assert "YML312" in answer
    assert Draft.objects.get(pk=first.pk).papers == first.papers


def test_the_form_gets_what_the_text_says_while_it_is_typed(desk: Client, first: Draft) -> None:
    text = first.papers["agreement.yaml"].replace("notice: 60 days", "notice: 75 days")

    assert 'value="75 days"' in desk.post(address(first, "look/"), typed(first, text)).content.decode()


def test_the_text_gets_what_the_form_says(desk: Client, first: Draft) -> None:
    asked = typed(first, **{"is-notice": "90 days", "was-notice": "60 days"})

    answer = desk.post(address(first, "look/"), asked, headers={"HX-Trigger-Name": "is-notice"}).content.decode()

    assert "notice: 90 days" in answer.split('id="draft-text-now"')[1]


def test_friday_five_to_five_is_tried(desk: Client, cast: Cast) -> None:
    draft = begun(cast)
    situation = {"try-at": "2027-01-08T16:55", "try-channel": "phone", "try-impact": "company", "try-urgency": "now",
                 "try-system": "mail", "try-service": "mail repair", "try-delivery": "remote",
                 "try-minutes": "60"}  # fmt: skip

    answer = desk.post(address(draft, "try/"), {**typed(draft), **situation}).content.decode()

    assert "P1" in answer
    assert "Fri 8 Jan 2027, 16:55" in answer
    assert "included" in answer


@pytest.mark.parametrize("wrong", [{"try-at": "soon"}, {"try-at": "2027-01-08T16:55", "try-minutes": "0"}])
def test_a_situation_that_is_none_is_told(desk: Client, cast: Cast, wrong: dict[str, str]) -> None:
    answer = desk.post(address(begun(cast), "try/"), wrong).content.decode()

    assert "tone-late" in answer


def test_an_amendment_says_what_it_is_for_the_customer(desk: Client, cast: Cast) -> None:
    answer = desk.get(address(begun(cast))).content.decode()

    assert "targets.P1.otherwise.response" in answer
    assert "better" in answer


def test_a_draft_is_shared_and_remarked_upon(desk: Client, cast: Cast) -> None:
    draft = begun(cast)

    desk.post(address(draft, "share/"), {"shared": "yes"})
    desk.post(address(draft, "remark/"), {"clause": "targets.P1", "text": "As you asked."})

    assert Draft.objects.get(pk=draft.pk).is_shared
    assert [(each.clause, each.text) for each in Remark.objects.all()] == [("targets.P1", "As you asked.")]


def test_a_draft_is_sent_and_its_document_can_be_read(desk: Client, cast: Cast) -> None:
    draft = begun(cast)

    desk.post(address(draft, "send/"), {"days": "14", "language": "de"})

    sending = Sending.objects.get(draft=draft)
    page = desk.get(f"/desk/documents/{sending.pk}/").content.decode()
    pdf = desk.get(f"/desk/documents/{sending.pk}/pdf/")
    assert sending.language == "de"
    assert sending.document_sha256 in page
    assert pdf.content == bytes(sending.document)


@pytest.mark.parametrize("days", ["0", "many", "1000"])
def test_a_document_is_signed_within_days(desk: Client, cast: Cast, days: str) -> None:
    draft = begun(cast)

    desk.post(address(draft, "send/"), {"days": days})

    assert not Sending.objects.exists()


def test_whoever_did_not_sign_in_afresh_is_asked_first(desk: Client, cast: Cast) -> None:
    sending = sent(cast)

    answer = desk.post(f"/desk/documents/{sending.pk}/sign/", {"document": sending.document_sha256, "name": "Owner"})

    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer["Location"]
    assert not sending.signatures.exists()


def test_a_document_is_withdrawn(desk: Client, cast: Cast) -> None:
    sending = sent(cast)

    answer = desk.post(f"/desk/documents/{sending.pk}/withdraw/")

    assert answer["Location"] == address(sending.draft)
    assert Sending.objects.get(pk=sending.pk).state == Sending.State.WITHDRAWN


def test_a_draft_is_put_aside(desk: Client, cast: Cast) -> None:
    draft = begun(cast)

    desk.post(address(draft, "withdraw/"))

    assert Draft.objects.get(pk=draft.pk).state == Draft.State.WITHDRAWN


@pytest.mark.parametrize(
    ("typed_in", "place"),
    [
        ({"kind": "amendment", "begins": "2027-01-01", "reason": "More hours"}, "amendments/3.yaml"),
        ({"kind": "plan", "begins": "2027-01-01", "plan": "platinum@2026-01"}, "amendments/3.yaml"),
        ({"kind": "end", "begins": "2027-01-01", "ends": "2027-06-30"}, "amendments/3.yaml"),
        ({"kind": "rider", "begins": "2027-01-01", "rider": "premium response"},
         "riders/premium-response-2027-01-01.yaml"),
        ({"kind": "paper", "title": "Spare server", "path": "declarations/spare.yaml", "text": "declares: x\n"},
         "declarations/spare.yaml"),
    ],
    ids=["amendment", "another plan", "end", "rider", "paper"],
)  # fmt: skip
def test_everything_that_changes_an_agreement_begins_as_a_draft(
    desk: Client, cast: Cast, typed_in: dict[str, str], place: str
) -> None:
    desk.post("/desk/customers/harbour-dental/drafts/new/", typed_in)

    assert list(Draft.objects.get().papers) == [place]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "agreement", "plan": "gilt@2026-01", "begins": "2027-01-01"},
        {"kind": "plan", "plan": "gilt@2026-01", "begins": "2027-01-01"},
        {"kind": "amendment", "begins": "soon"},
        {"kind": "end", "begins": "2027-01-01", "ends": "soon"},
        {"kind": "rider", "rider": "premium response", "begins": "2026-01-01"},
        {"kind": "paper", "title": "x", "path": "../x.yaml", "text": "x"},
        {"kind": "agreement", "plan": "gold@2026-01", "begins": "2027-13-01"},
        {},
    ],
)
def test_what_cannot_be_begun_is_told_with_the_form_as_it_was(desk: Client, cast: Cast, wrong: dict[str, str]) -> None:
    answer = desk.post("/desk/customers/harbour-dental/drafts/new/", wrong)

    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_past_day_can_be_opened(desk: Client, cast: Cast) -> None:
    page = desk.get("/desk/customers/harbour-dental/version/", {"day": "2026-05-05"}).content.decode()

    assert "This is what held on 2026-05-05." in page
    assert "Version 3" in page


@pytest.mark.parametrize("asked", [{"day": "2020-01-01"}, {"day": "x"}, {"number": "99"}, {}])
def test_a_day_on_which_nothing_held_is_told(desk: Client, cast: Cast, asked: dict[str, str]) -> None:
    answer = desk.get("/desk/customers/harbour-dental/version/", asked, follow=True)

    assert "No version of the agreement was in force then." in answer.content.decode()


def test_what_was_typed_stays_when_the_form_beside_it_cannot_be_used(desk: Client, first: Draft) -> None:
    text = first.papers["agreement.yaml"] + "# hours of work\n"

    answer = desk.post(address(first), typed(first, text, system="mail"))

    assert answer.status_code == 422
    assert "# hours of work" in answer.content.decode()


def test_looking_adds_no_system_and_replaces_no_text_that_could_not_be_used(desk: Client, first: Draft) -> None:
    asked = typed(first, system="till", **{"is-notice": "90 days", "was-notice": "60 days"})

    answer = desk.post(address(first, "look/"), asked, headers={"HX-Trigger-Name": "is-notice"}).content.decode()

    assert "till:" not in answer


def test_whoever_was_told_of_another_change_can_keep_theirs_next(desk: Client, cast: Cast, first: Draft) -> None:
    papers = {"agreement.yaml": first.papers["agreement.yaml"] + "# theirs\n"}
    change_draft(draft_id=first.pk, papers=papers, revision=1, by=cast.owner, at=LATER)
    mine = first.papers["agreement.yaml"] + "# mine\n"

    refused = desk.post(address(first), typed(first, mine)).content.decode()
    revision = refused.split('name="revision" value="')[1].split('"')[0]
    desk.post(address(first), {**typed(first, mine), "revision": revision})

    assert Draft.objects.get(pk=first.pk).papers["agreement.yaml"] == mine


@pytest.mark.parametrize("revision", ["", "x", "²", "9" * 30])
def test_a_revision_that_is_none_is_no_crash(desk: Client, first: Draft, revision: str) -> None:
    assert desk.post(address(first), {**typed(first), "revision": revision}).status_code == 422


@pytest.mark.parametrize("systems", ["systems: {}\n", "systems:\n", "systems: {mail: E-mail,\n  files: Files}\n"])
def test_a_list_of_systems_that_only_the_text_can_change_is_told(desk: Client, first: Draft, systems: str) -> None:
    text = f"agreement: mill-bakery\n{systems}"

    answer = desk.post(address(first), typed(first, text, system="till"))

    assert answer.status_code == 422
    assert (
        "only the text can change" in answer.content.decode()
        or "Add the new one in the text" in answer.content.decode()
    )


def test_nobody_remarks_on_what_was_sent(desk: Client, cast: Cast) -> None:
    sending = sent(cast)

    desk.post(address(sending.draft, "remark/"), {"clause": "", "text": "Too late."})

    assert not Remark.objects.exists()
