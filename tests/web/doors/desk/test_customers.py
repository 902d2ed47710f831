"""The page of a customer says what stands agreed; a new one is entered by a form that loses nothing."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import logged, page_of, signed_in

from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.kit import clock

HARBOUR = "/desk/customers/harbour-dental/"


def test_the_page_names_plan_version_hours_and_what_was_declared(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-05-15 10:00"))
    page = page_of(cast.technician, HARBOUR)
    assert "gold@2026-01" in page
    assert "until <time" in page.replace("\n", " ")
    assert "Critical" in page
    assert "practice manager" in page


def test_advice_that_stands_declined_is_told_with_its_risk_in_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-05-15 10:00"))
    assert "declarations/2026-02-10-second-disk.yaml#L" in page_of(cast.technician, HARBOUR)
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-07-15 10:00"))
    assert "No advice stands declined." in page_of(cast.technician, HARBOUR)


def test_the_list_says_what_is_open_and_what_was_missed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(cast, "Forgotten", at="2026-05-15 09:00")
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-05-15 10:00"))
    assert "1 missed" in page_of(cast.technician, "/desk/customers/")


def test_a_customer_is_entered_and_told_in_a_chain_of_its_own(cast: Cast) -> None:
    typed = {"name": "Corner Florist", "zone": "Europe/Amsterdam", "mail_domains": "Florist.example, shop.example"}
    response = signed_in(cast.owner).post("/desk/customers/new/", typed)
    made = Customer.objects.get(slug="corner-florist")
    assert response["Location"] == "/desk/customers/corner-florist/agreement/"
    assert made.mail_domains == ["florist.example", "shop.example"]
    assert Event.objects.get(chain=made.pk).kind == "customer entered"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "", "slug": "x", "zone": "UTC"}, "needs a name"),
        ({"name": "X", "slug": "new", "zone": "UTC"}, "small letters"),
        ({"name": "X", "slug": "Über", "zone": "UTC"}, "small letters"),
        ({"name": "X", "zone": "Moon/Base"}, "no time zone"),
        ({"name": "X", "zone": "UTC", "mail_domains": "no domain"}, "no domain"),
        ({"name": "harbour DENTAL", "slug": "other", "zone": "UTC"}, "already"),
        ({"name": "Other", "slug": "harbour-dental", "zone": "UTC"}, "taken"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast: Cast, typed: dict[str, str], says: str) -> None:
    page = signed_in(cast.owner).post("/desk/customers/new/", typed).content.decode()
    assert says in page
    assert Customer.objects.count() == 2


def test_what_is_known_of_a_customer_is_changed_but_not_the_word_in_its_address(cast: Cast) -> None:
    typed = {"name": "Quayside Smiles", "slug": "other", "zone": "UTC"}
    signed_in(cast.owner).post(f"{HARBOUR}change/", typed)
    cast.harbour.refresh_from_db()
    assert (cast.harbour.name, cast.harbour.slug) == ("Quayside Smiles", "harbour-dental")


def test_the_log_shows_the_chain_and_that_it_is_whole(cast: Cast) -> None:
    logged(cast, "The first")
    page = page_of(cast.technician, f"{HARBOUR}log/?verify")
    assert "The chain is whole." in page
    assert "created" in page


def test_only_owners_enter_customers(cast: Cast) -> None:
    assert signed_in(cast.dispatcher).get("/desk/customers/new/").status_code == 403
