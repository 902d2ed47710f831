"""All customers together: a bad amount is refused, and a page of proof is frozen once for its months."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast, chicago
from tests.web.reports.may import JUNE_3, MAY, month_of_may

from asagreed.errors import AsagreedError
from asagreed.money import Money
from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.queries import find_break
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.models import Proof
from asagreed_web.reports.portfolio import Asked, cost_of, plans_in_use, portfolio, proof, publish, standing_page


def rows_of(data: dict[str, Any]) -> list[str]:
    (table,) = data["first"]
    return [row["cells"][0]["shown"] for row in table["rows"]]


def test_every_customer_with_an_agreement_stands_in_the_portfolio(cast: Cast) -> None:
    month_of_may(cast)
    data = portfolio(Asked(period=MAY, cost_per_hour="60 USD"), at=JUNE_3)

    assert rows_of(data) == ["Harbour Dental"]
    left_out = next(each for each in data["sections"] if each["id"] == "left out")
    assert [row["cells"][0]["shown"] for row in left_out["tables"][0]["rows"]] == ["Riverbend Vets"]
    load = next(each for each in data["sections"] if each["id"] == "load")
    assert [row["cells"][0]["shown"] for row in load["tables"][0]["rows"]] == [cast.technician.name]


def test_the_portfolio_is_filtered_by_plan_and_by_customer(cast: Cast) -> None:
    assert rows_of(portfolio(Asked(period=MAY, customer="Harbour Dental"), at=JUNE_3)) == ["Harbour Dental"]
    assert rows_of(portfolio(Asked(period=MAY, plan="lead"), at=JUNE_3)) == []
    assert "gold" in plans_in_use()


@pytest.mark.parametrize("typed", ["much", "60", "USD 60", "-5 USD", "1e9 USD", "NaN USD"])
def test_what_is_no_amount_with_a_currency_is_refused(typed: str) -> None:
    with pytest.raises(NotReported, match="60 USD"):
        cost_of(typed)


def test_an_amount_is_read_as_it_is_typed() -> None:
    assert cost_of(" 62.50 eur ") == Money(Decimal("62.50"), "EUR")
    assert cost_of("") is None


def test_with_two_customers_nothing_may_be_published(cast: Cast) -> None:
    month_of_may(cast)
    data = proof(MAY, language="en", at=JUNE_3)

    assert data["figures"] == []
    assert "Harbour" not in json.dumps(data)


def test_a_page_of_proof_is_frozen_and_keeps_its_months(cast: Cast) -> None:
    page = publish(MAY, language="en", by=cast.owner, at=JUNE_3)

    assert json.loads(page.data)["hash"] == page.data_sha256
    assert bytes(page.document).startswith(b"%PDF")
    assert page.data_sha256 in standing_page(page.data)
    assert find_break(HOUSE) is None
    with pytest.raises(AsagreedError):
        publish(MAY, language="de", by=cast.owner, at=JUNE_3)
    with pytest.raises(AsagreedError):
        publish("2026-Q2", language="en", by=cast.owner, at=chicago("2026-07-02 09:00"))
    assert Proof.objects.count() == 1


def test_what_runs_is_not_published(cast: Cast) -> None:
    with pytest.raises(NotReported, match="not over"):
        publish("2026-06", language="en", by=cast.owner, at=JUNE_3)


def test_a_published_page_is_handed_out_as_it_was(cast: Cast, client: Client) -> None:
    page = publish(MAY, language="en", by=cast.owner, at=JUNE_3)
    client.force_login(cast.dispatcher)

    assert client.get("/desk/portfolio/proof/2026-05/pdf/").content == bytes(page.document)
    handed = client.get("/desk/portfolio/proof/2026-05/page/")
    assert handed.content.decode() == standing_page(page.data)
    assert handed["Content-Disposition"] == 'attachment; filename="proof-2026-05.html"'
    assert client.get("/desk/portfolio/proof/2026-05/other/").status_code == 404
