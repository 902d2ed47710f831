"""The pages of plans: beside each other, as a draft in boxes and as a text, compared on one page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.conftest import LATER, Cast, made_person
from tests.web.doors.desk.test_queue import page_of, queries_of, signed_in
from tests.web.journeys.payloads import TEN

from asagreed_web.agreements.models import PlanDraft
from asagreed_web.agreements.operations import enter_plan
from asagreed_web.agreements.plan_editing import entry_of, put_service
from asagreed_web.agreements.plan_operations import start_draft
from asagreed_web.people.models import Role

SERVICES, DRAFT = "/desk/plans/services/", "/desk/plans/drafts/gold/"


@pytest.fixture
def owner(cast: Cast) -> Client:
    """Return the owner at the desk, who has begun the next edition of Gold."""
    start_draft(name="gold", month="2026-11", by=cast.owner, at=LATER)
    return signed_in(cast.owner)


def shown(client: Client, address: str) -> str:
    """Return a page without its spaces and tags."""
    return words_of(client.get(address).content.decode())


def words_of(page: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).replace("\xa0", " ").split())


def moved(client: Client, to: str, *, number: int = 1, headers: dict[str, str] | None = None) -> str:
    """Put patching into another box, and return the answer."""
    typed = {"number": number, "service": "patching", "from": "included", "to": to}
    return client.post(f"{DRAFT}move/", typed, follow=True, headers=headers).content.decode()


def test_plans_stand_beside_each_other_with_their_margins(owner: Client) -> None:
    page = shown(owner, SERVICES)
    assert "Price a month 1,010.00 USD Costs 388.00 USD Margin, at most 622.00 USD" in page
    assert "Gold per user: 10 × 85.00 USD fees.per user gold@2026-01:" in page
    assert "Site visit worth 1.8 × its costs" in page


def test_figures_are_for_the_size_that_was_asked(owner: Client) -> None:
    page = shown(owner, f"{SERVICES}?user=20&server=2")
    assert "Price a month 2,020.00 USD" in page
    page = shown(owner, f"{SERVICES}?user=many&server=-1")
    assert "Write whole numbers" in page
    assert "nobody said how many there are" in page


def test_the_page_of_services_asks_the_database_little(owner: Client) -> None:
    owner.get(SERVICES)
    assert queries_of(owner, SERVICES) <= 25


def test_a_provider_without_plans_is_offered_the_shipped_ones(sees_all: None) -> None:
    owner = signed_in(made_person("owner", Role.OWNER))
    assert "Enter the three plans" in shown(owner, SERVICES)
    page = words_of(owner.post("/desk/plans/starter/", {"currency": "EUR"}, follow=True).content.decode())
    assert "silver@2026-01, gold@2026-01, platinum@2026-01 are entered." in page
    assert "Price a month 1,640.00 EUR" in page
    again = owner.post("/desk/plans/starter/", {"currency": "EUR"}, follow=True).content.decode()
    assert "There are plans already" in again


def test_a_draft_is_begun_from_the_page_and_continued_there(cast: Cast) -> None:
    client = signed_in(cast.owner)
    answer = client.post("/desk/plans/drafts/", {"name": "gold"})
    assert answer.headers["Location"] == DRAFT
    assert "Continue the draft" in page_of(cast.owner, SERVICES)
    refused = client.post("/desk/plans/drafts/", {"name": "No Plan"}, follow=True).content.decode()
    assert "cannot be named" in refused


def test_a_new_plan_is_begun_and_shown_before_its_first_edition(owner: Client) -> None:
    assert "begun" not in owner.get("/desk/plans/new/").content.decode()
    answer = owner.post("/desk/plans/new/", {"name": "Bronze ", "copied_from": "silver@2026-01"})
    assert answer.headers["Location"] == "/desk/plans/drafts/bronze/"
    assert "«bronze» is being written and has no edition yet." in shown(owner, SERVICES)
    refused = owner.post("/desk/plans/new/", {"name": "a plan"})
    assert refused.status_code == 422
    assert 'value="a plan"' in refused.content.decode()


def test_a_service_is_put_into_another_box_and_the_margin_follows(owner: Client) -> None:
    page = words_of(moved(owner, "excluded"))
    assert "Margin, at most 712.00 USD" in page
    assert "Margin of gold@2026-01 622.00 USD" in page
    assert "Patching worth 3.3 × its costs" in page
    assert entry_of(PlanDraft.objects.get().text, "excluded", "patching") is not None


def test_where_htmx_asks_the_boxes_alone_are_given(owner: Client) -> None:
    page = moved(owner, "by arrangement", headers={"HX-Request": "true"})
    assert page.lstrip().startswith('<div id="draft-boxes"')
    assert 'data-moved="patching"' in page


def test_who_moves_a_service_that_another_one_changed_is_told(owner: Client) -> None:
    moved(owner, "excluded")
    response = owner.post(f"{DRAFT}move/", {"number": 1, "service": "mail repair", "from": "included", "to": ""})
    assert response.status_code == 409
    assert "Owner changed this draft after you had opened it" in response.content.decode()
    assert entry_of(PlanDraft.objects.get().text, "included", "mail repair") is not None
    refused = owner.post(f"{DRAFT}move/", {"number": 2, "service": "gone", "from": "included", "to": ""})
    assert refused.status_code == 422
    assert owner.post(f"{DRAFT}move/", {"number": 2, "service": "x", "from": "elsewhere", "to": ""}).status_code == 404


def test_a_service_is_added_changed_and_refused_with_what_was_typed(owner: Client) -> None:
    typed = {"number": 1, "box": "included", "name": "dns", "title": "Name service", "costs": "5.00 USD"}
    page = owner.post(f"{DRAFT}service/", typed, follow=True).content.decode()
    assert "Name service" in page
    assert 'value="5.00 USD"' in owner.get(f"{DRAFT}service/?box=included&service=dns").content.decode()
    changed = {**typed, "number": 2, "name": "dns care", "costs": ""}
    owner.post(f"{DRAFT}service/?box=included&service=dns", changed)
    assert entry_of(PlanDraft.objects.get().text, "included", "dns care") == {"title": "Name service"}
    refused = owner.post(f"{DRAFT}service/", {**typed, "number": 3, "costs": "plenty"})
    assert (refused.status_code, 'value="plenty"' in refused.content.decode()) == (422, True)
    late = owner.post(f"{DRAFT}service/", {**typed, "number": 1, "name": "second"})
    assert (late.status_code, 'value="second"' in late.content.decode()) == (409, True)
    assert '<input type="hidden" name="number" value="3">' in late.content.decode()


def test_a_bare_text_is_shown_as_the_delivery_that_it_means(owner: Client) -> None:
    draft = PlanDraft.objects.get()
    PlanDraft.objects.update(text=put_service(draft.text, "included", "dns", {"delivery": "on-site"}))
    assert "    dns: on-site\n" in PlanDraft.objects.get().text
    page = owner.get(f"{DRAFT}service/?box=included&service=dns").content.decode()
    assert '<option value="on-site" selected>' in page


@pytest.mark.parametrize("asked", ["box=elsewhere", "box=included&service=gone", "box=excluded&service=patching"])
def test_no_other_service_is_found(owner: Client, asked: str) -> None:
    assert owner.get(f"{DRAFT}service/?{asked}").status_code == 404


def test_the_text_is_kept_beside_its_problems(owner: Client) -> None:
    text = PlanDraft.objects.get().text + "nonsense: yes\n"
    page = owner.post(f"{DRAFT}text/", {"number": 1, "text": text}, follow=True).content.decode()
    assert "The text is kept." in page
    assert "«nonsense»" in page
    assert "1 error keeps this draft from being published" in owner.get(DRAFT).content.decode()
    checked = owner.post(f"{DRAFT}check/", {"text": "plan: gold\nversion: [\n"}).content.decode()
    assert 'data-jump="3:' in checked
    assert "<html" not in checked


def test_who_keeps_a_text_that_another_one_changed_is_shown_both(owner: Client) -> None:
    text = PlanDraft.objects.get().text
    moved(owner, "excluded")
    mine = text.replace("per user:   {price: 85.00 USD", "per user:   {price: 87.00 USD")
    response = owner.post(f"{DRAFT}text/", {"number": 1, "text": mine})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Owner changed this draft after you had opened it" in page
    assert "87.00 USD" in page[page.index("<textarea") :]
    assert 'class="difference-mine"' in page
    assert 'class="difference-theirs"' in page
    kept = owner.post(f"{DRAFT}text/", {"number": 2, "text": mine}, follow=True)
    assert "The text is kept." in kept.content.decode()
    assert "87.00 USD" in PlanDraft.objects.get().text
    huge = owner.post(f"{DRAFT}text/", {"number": 3, "text": "#" * (1024 * 1024 + 1)})
    assert huge.status_code == 422
    checked = owner.post(f"{DRAFT}check/", {"text": "#" * (1024 * 1024 + 1)}).content.decode()
    assert "larger than 1 MiB" in checked


def test_a_text_that_is_no_plan_has_no_boxes_and_can_be_mended(owner: Client) -> None:
    owner.post(f"{DRAFT}text/", {"number": 1, "text": "plan: ["})
    assert "cannot be read as a plan" in owner.get(DRAFT).content.decode()
    assert owner.get(f"{DRAFT}service/?box=included&service=patching").status_code == 404


def test_a_draft_is_published_and_the_edition_stands_beside_the_others(owner: Client) -> None:
    moved(owner, "excluded")
    page = owner.post(f"{DRAFT}publish/", {"number": 2, "month": "2026-12"}, follow=True).content.decode()
    assert "gold@2026-12 is entered" in page
    assert "Margin, at most 712.00 USD" in words_of(page)
    assert owner.get(DRAFT).status_code == 404


def test_a_draft_that_cannot_be_published_says_why(owner: Client) -> None:
    page = owner.post(f"{DRAFT}publish/", {"number": 1, "month": "2026-01"}, follow=True).content.decode()
    assert "Choose a later month" in page
    owner.post(f"{DRAFT}text/", {"number": 1, "text": PlanDraft.objects.get().text + "nonsense: yes\n"})
    response = owner.post(f"{DRAFT}publish/", {"number": 2, "month": "2026-12"})
    assert response.status_code == 422
    assert "Mend them in its text" in response.content.decode()


def test_what_is_done_to_a_draft_that_is_gone_says_so(owner: Client) -> None:
    owner.post(f"{DRAFT}discard/", {"number": 7}, follow=True)
    assert PlanDraft.objects.exists()
    assert "is thrown away" in owner.post(f"{DRAFT}discard/", {"number": 1}, follow=True).content.decode()
    for action in ("publish", "discard"):
        page = owner.post(f"{DRAFT}{action}/", {"number": 1, "month": "2026-12"}, follow=True).content.decode()
        assert "There is no draft of «gold» any more" in page
    assert "There is no draft" in moved(owner, "excluded")
    response = owner.post(f"{DRAFT}move/", {"number": 1, "service": "x", "from": "", "to": "included"},
                          headers={"HX-Request": "true"})  # fmt: skip
    assert response.headers["HX-Redirect"] == SERVICES


def test_the_comparison_is_shown_and_printed_in_both_languages(owner: Client) -> None:
    page = shown(owner, "/desk/plans/compare/?user=20")
    assert "A month, with 20 users, 1 server 900.00 USD 1,860.00 USD 3,040.00 USD" in page
    assert "Erste Antwort durch einen Menschen" in shown(owner, "/desk/plans/compare/?language=de")
    assert "First answer by a person" in shown(owner, "/desk/plans/compare/?language=tlh")
    response = owner.get("/desk/plans/compare/pdf/?language=de")
    assert (response.headers["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_without_plans_there_is_nothing_to_compare(sees_all: None) -> None:
    owner = signed_in(made_person("owner", Role.OWNER))
    assert "No plans yet" in shown(owner, "/desk/plans/compare/")
    assert owner.get("/desk/plans/compare/pdf/").status_code == 404


def test_plans_that_cannot_be_read_are_named(owner: Client) -> None:
    enter_plan(name="broken@2026-01", text="plan: [", by=None, at=LATER)
    assert "cannot be read as plans: broken@2026-01" in shown(owner, SERVICES)


@pytest.mark.parametrize("payload", TEN)
def test_whatever_a_service_is_called_it_is_text_on_every_page(owner: Client, payload: str) -> None:
    draft = PlanDraft.objects.get()
    text = put_service(draft.text, "included", "odd", {"title": payload, "costs": "1.00 USD"})
    text = put_service(text, "excluded", payload[:80], {"title": payload})
    PlanDraft.objects.update(text=text)
    enter_plan(name="gold@2026-02", text=text.replace("version: 2026-11", "version: 2026-02"), by=None, at=LATER)
    for address in (SERVICES, "/desk/plans/compare/", DRAFT, f"{DRAFT}text/",
                    f"{DRAFT}service/?box=included&service=odd"):  # fmt: skip
        response = owner.get(address)
        assert response.status_code == 200, address
        # An ampersand is escaped wherever it stands, so the payload itself is nowhere.
        assert payload not in response.content.decode(), address


def test_only_owners_see_and_change_plans(cast: Cast) -> None:
    start_draft(name="gold", month="2026-11", by=cast.owner, at=LATER)
    for person in (cast.dispatcher, cast.technician, cast.bookkeeper, cast.approver):
        client = signed_in(person)
        for address in (SERVICES, DRAFT, f"{DRAFT}text/", "/desk/plans/compare/", "/desk/plans/compare/pdf/"):
            assert client.get(address).status_code == 403
        assert client.post(f"{DRAFT}publish/", {"number": 1, "month": "2026-12"}).status_code == 403
