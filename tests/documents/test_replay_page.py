"""The page of a replay: complete, well-formed, harmless, and the same each time."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from tests.documents.page_reading import Page
from tests.documents.sample_replay import Data, empty_data, sample_data

from asagreed.documents.in_figures import interval_in_words, share_beside
from asagreed.documents.replay_page import replay_page
from asagreed.open_time import in_words

HOSTILE = "</td><script>alert(1)</script><img src=x onerror='alert(2)'>\"&\u202e\x00\ud800"


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of the data with the key it stands under."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, key)
    else:
        yield key, data


def shown(key: str, value: Any) -> str:
    """Return how the page writes a value."""
    if key in {"within", "elapsed", "over", "seconds"}:
        return in_words(value)
    if key in {"as_of", "breached_at"}:
        return f"{value[:10]} {value[11:16]} UTC{value[-6:]}"
    if key == "version":
        return str(value)[:12]
    return f"{value:,}" if isinstance(value, int) else str(value)


@pytest.fixture(scope="module", params=[sample_data, empty_data], ids=["sample", "empty"])
def data(request: pytest.FixtureRequest) -> Data:
    made: Data = request.param()
    return made


def test_every_element_is_closed_in_order(data: Data) -> None:
    assert Page(replay_page(data)).open == []


def test_the_same_data_gives_the_same_bytes(data: Data) -> None:
    assert replay_page(data).encode() == replay_page(data).encode()


def test_every_figure_of_the_data_is_on_the_page() -> None:
    data = sample_data()
    text = Page(replay_page(data)).text
    elsewhere = {"decimal", "low", "high", "level", "exact", "kept", "is_guide", "by", "priority"}

    # All its sites are nothing: the page says «The tickets name no site.» instead.
    data["attainment"] = [line for line in data["attainment"] if line["by"] != "site"]
    missing = [
        (key, value)
        for key, value in leaves(data)
        if value is not None and key not in elsewhere and shown(key, value) not in text
    ]

    assert missing == []


def test_every_share_stands_in_a_row_with_its_interval_and_its_counts() -> None:
    data = sample_data()
    page = Page(replay_page(data))

    lines = [line for line in data["attainment"] if line["by"] != "site"] + data["promises"]
    missing = [line for line in lines if not any(stands_in(line, row) for row in page.rows)]

    assert missing == []


def stands_in(line: Data, row: list[str]) -> bool:
    """Say whether the cells of a share stand in a row, one after the other."""
    counts = [f"{line[key]:,}" for key in ("met", "breached", "undecided")]
    cells = [plain(share_beside(line)), plain(interval_in_words(line["interval"])), *counts]
    cut = [cell.split(" = ")[0] for cell in row]
    is_named = line.get("period", line.get("name", "")) == row[0] or line.get("target") is not None
    return is_named and any(cut[place : place + 5] == cells for place in range(len(cut)))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "row",
    [
        ["P1", "below", "90 % a month", "86.9 % = 20/23", "77.0–93.0 %", "60", "9", "1"],
        ["P1", "reached", "98.5 % a quarter", "98.5 % = 66/67", "92.0–99.7 %", "66", "1", "0"],
        ["2026-04", "not compared", "no single one", "92.1 % = 47/51", "81.5–96.9 %", "47", "4", "0"],
        ["2026-10", "missed so far", "90.0 % = 9/10", "59.6–98.2 %", "9", "1", "1"],
        ["2026-11", "undecided", "n/a", "n/a", "0", "0", "3"],
        ["resolution", "met", "breached", "31"],
        ["HD-0007", "response", "1 s", "30 min 1 s", "30 min", "2026-10-19 22:17 UTC-05:00", "none cited"],
        ["resolution", "7", "no target fits the priority «P9»", "HD-0012, HD-0042, HD-0108, HD-0333, HD-2, …"],
        ["update", "waiting for customer", "59 s"],
    ],
    ids=lambda row: row[0],
)
def test_a_row_says_all_in_words(row: list[str]) -> None:
    assert row in Page(replay_page(sample_data())).rows


def test_a_clock_without_a_promised_share_is_compared_with_nothing() -> None:
    data = sample_data()
    data["promises"] = [promise for promise in data["promises"] if promise["clock"] == "response"]
    page = Page(replay_page(data))

    assert "Resolution by priorityNo share is promised for this clock." in page.text
    assert ["Priority", "Share met", "95 % interval", "Met", "Breached", "Open"] in page.rows


def test_an_exact_fraction_stands_beside_a_share_that_was_cut() -> None:
    assert "99.9 % = 1999/2001" in Page(replay_page(sample_data())).text


def test_the_answer_is_one_sentence() -> None:
    assert (
        "1,314 tickets under harbour-dental, judged as of 2026-10-20 12:17 UTC-05:00 (America/Chicago): "
        "16 of 24 promised shares kept; 3 of the 24 in a period that is not over yet."
    ) in Page(replay_page(sample_data())).text


def test_without_promises_nothing_is_said_to_be_kept() -> None:
    text = Page(replay_page(empty_data())).text

    assert "0 tickets under empty, judged as of 1970-01-01 00:00 UTC+00:00 (UTC): the agreement promises no" in text
    assert "kept or missed." in text


def test_promises_of_which_none_is_decided_are_neither_kept_nor_missed() -> None:
    data = sample_data()
    data["promises"] = data["promises"][-1:]
    text = Page(replay_page(data)).text

    assert "its promised shares have no verdict yet." in text
    assert "0 of 0promised: all of themundecided" in text


def test_promises_that_are_all_kept_are_said_to_be() -> None:
    data = sample_data()
    data["promises"] = [promise for promise in data["promises"] if promise["kept"]]

    assert "16 of 16promised: all of themall kept" in Page(replay_page(data)).text


def test_the_account_of_the_rows_adds_up_in_words() -> None:
    assert "8,403 rows read = 8,391 in + 12 refused, from tickets.csv." in Page(replay_page(sample_data())).text


def test_the_comparison_is_left_out_when_there_is_none() -> None:
    data = sample_data()
    del data["comparison"]

    assert "Another agreement" not in Page(replay_page(data)).text


def test_at_most_four_figures_stand_at_the_top(data: Data) -> None:
    assert Page(replay_page(data)).values("class").count("value") <= 4


def test_hostile_texts_stay_texts() -> None:
    data = with_hostile_texts(sample_data())
    harmless = Page(replay_page(sample_data()))
    page = Page(replay_page(data))

    assert {tag for tag, _ in page.elements} == {tag for tag, _ in harmless.elements}
    assert {name for _, attributes in page.elements for name in attributes} == {
        name for _, attributes in harmless.elements for name in attributes
    }
    assert "<script>alert(1)</script>" in page.text
    assert not set("\u202e\x00\ud800") & set(replay_page(data))
    replay_page(data).encode()


def with_hostile_texts(data: Data) -> Data:
    """Return the data with every text made hostile that does not come from the library itself."""
    ours = {"exact", "as_of", "breached_at", "by", "every", "in_words", "over_in_words", "period", "before", "after"}

    def spoiled(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoiled(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [spoiled(inner, key) for inner in value]
        return value + HOSTILE if isinstance(value, str) and key not in ours else value

    spoiled_data: Data = spoiled(data)
    return spoiled_data


def test_nothing_is_asked_of_a_network(data: Data) -> None:
    page = Page(replay_page(data))

    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "form", "base"} == set()
    assert page.values("src") == []
    assert [target for target in page.values("href") if not target.startswith("#")] == []
    assert re.search(r"https?:|//[a-z]|url\(|@import", replay_page(data)) is None


def test_the_policy_allows_the_style_of_the_page_and_nothing_else(data: Data) -> None:
    page = replay_page(data)
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = b64encode(sha256(style.encode()).digest()).decode()

    assert Page(page).values("content")[0] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert Page(page).values("style") == []


def test_every_reference_has_one_aim(data: Data) -> None:
    page = Page(replay_page(data))
    names = page.values("id")
    aims = [target[1:] for target in page.values("href")]
    aims += [name for key in ("aria-labelledby", "aria-describedby") for name in page.values(key)]

    assert len(names) == len(set(names))
    assert set(aims) <= set(names)


def test_headings_do_not_skip_a_level(data: Data) -> None:
    levels = [int(tag[1]) for tag, _ in Page(replay_page(data)).elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_chart_is_a_named_picture_with_a_table() -> None:
    page = Page(replay_page(sample_data()))
    charts = [attributes for tag, attributes in page.elements if tag == "svg" and attributes.get("role") == "img"]
    tables = {name.removeprefix("table-") for name in page.values("id") if name.startswith("table-")}
    drawn = {str(chart["aria-labelledby"]).removeprefix("chart-").removesuffix("-title") for chart in charts}

    assert len(drawn) == len(charts) == 7
    assert drawn <= tables


def test_every_moment_is_marked_up() -> None:
    data = sample_data()
    moments = Page(replay_page(data)).values("datetime")

    assert moments == [data["as_of"], *(miss["breached_at"] for miss in data["worst_misses"])]


def test_a_replay_of_a_hundred_months_fits() -> None:
    data = sample_data()
    line = next(line for line in data["attainment"] if line["by"] == "month")
    names = [f"{2020 + month // 12}-{month % 12 + 1:02d}" for month in range(100)]
    data["attainment"], data["promises"] = [{**line, "name": name} for name in names], []

    assert Page(replay_page(data)).values("class").count("tick middle year") == 9


def test_the_sample_says_what_it_means() -> None:
    kept = [promise["kept"] for promise in sample_data()["promises"]]

    assert (kept.count(True), kept.count(False), kept.count(None)) == (16, 8, 1)
