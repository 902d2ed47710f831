"""Past work under two agreements, side by side, as plain data."""

from __future__ import annotations

import json

from tests.billing.agreed import HEAD, WORK, H, history, worked

from asagreed.documents.work_replay_data import work_replay_data
from asagreed.facts.books import Books
from asagreed.foresight.work_replay import replay_work

WORKED = (worked("W1", "2026-03-12 09:00", "10:00"), worked("W2", "2026-04-12 09:00", "10:00", service="audit"))
FREE = HEAD.replace("currency: USD\n", "") + "services: {otherwise: excluded}\n"


def test_both_agreements_stand_side_by_side() -> None:
    replays = [replay_work(WORKED, history(text), Books(), name=name) for name, text in (("a", WORK), ("b", FREE))]
    first, second = data = work_replay_data(replays)

    assert json.loads(json.dumps(data)) == data
    assert [(share["outcome"], share["seconds"], share["in_words"]) for share in first["shares"]] == [
        ("billed", H, "1 h"),
        ("to be settled", H, "1 h"),
    ]
    assert (first["months"], first["by_item"], first["net"]) == (
        ["2026-03", "2026-04"],
        {"work": "120.00 USD"},
        "120.00 USD",
    )
    assert [each["in_words"] for each in first["unsettled"]] == ["1 h"]
    assert first["shares"][0]["clauses"][0]["address"] == "rates.remote.rate"
    assert (second["name"], second["net"], second["currency"]) == ("b", None, "")
