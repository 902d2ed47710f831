"""A quote as plain data."""

from __future__ import annotations

import json

from tests.billing.agreed import WORK, H, at, history

from asagreed.billing.quoting import PlannedWork, quote_work
from asagreed.documents.quote_data import quote_data
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry

TEXT = WORK + "allowance: {hours: 90 min a month, unused: expires}\n"


def planned(service: str) -> PlannedWork:
    entry = WorkEntry(id="planned", seconds=0, service=service, delivery="remote")
    return PlannedWork(title=service, least=H, most=2 * H, entry=entry)


def test_a_quote_is_plain_data_with_its_choices_side_by_side() -> None:
    work = (planned("repair"), planned("help"), planned("audit"))
    quote = quote_work(work, history(TEXT), Books(), at=at("2026-05-12 10:00"))
    data = quote_data(quote, currency="USD")

    assert json.loads(json.dumps(data)) == data
    assert (data["agreement"], data["at"], data["currency"]) == ("made-up", "2026-05-12T10:00:00-05:00", "USD")
    assert data["work"][0] == {"title": "repair", "least": "1 h", "most": "2 h"}
    now = data["choices"][0]
    assert now["choice"] == "now"
    assert {key: now["least"][key] for key in ("starts", "ends", "covered", "drawn", "billed", "net")} == {
        "starts": "2026-05-12T10:00:00-05:00",
        "ends": "2026-05-12T13:00:00-05:00",
        "covered": "1 h",
        "drawn": {"allowance 2026-05": "1 h"},
        "billed": "nothing",
        "net": "0.00 USD",
    }
    assert (now["most"]["billed"], now["most"]["net"]) == ("30 min", "60.00 USD")  # 2 h − 90 min, at 120.00
    assert now["least"]["unsettled"] == [
        {"what": "planned 3.1", "because": now["least"]["unsettled"][0]["because"], "ask": "the owner"}
    ]


def test_without_a_currency_or_free_work_there_is_nothing_of_either() -> None:
    hours = "allowance: {hours: 9 h a month, unused: expires}\norder of use: [allowance]\n"
    text = TEXT.split("rates:")[0].replace("currency: USD\n", "") + hours
    data = quote_data(quote_work((planned("repair"),), history(text), Books(), at=at("2026-05-12 10:00")), currency="")

    assert [(choice["least"]["net"], choice["least"]["covered"]) for choice in data["choices"]] == [
        (None, "nothing")
    ] * 3
