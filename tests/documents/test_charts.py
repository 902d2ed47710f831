"""Charts of shares."""

import re
from typing import Any

import pytest

from asagreed.documents.charts import SCALES, periods_chart, rows_chart, scale_for
from asagreed.documents.states import standing_kind

Data = dict[str, Any]


def line(exact: str | None, promised: str | None = None, *, low: float = 0.9, name: str = "2026-01") -> Data:
    top, bottom = (int(part) for part in (exact or "1/1").split("/"))
    return {
        "name": name,
        "share": None if exact is None else {"exact": exact, "decimal": top / bottom},
        "interval": None if exact is None else {"low": low, "high": 1.0},
        "promised": promised and {"exact": promised, "decimal": eval_share(promised), "every": "month"},
    }


def eval_share(text: str) -> float:
    top, bottom = text.split("/")
    return int(top) / int(bottom)


@pytest.mark.parametrize(("low", "start"), [(0.97, 96), (0.96, 96), (0.9599, 92), (0.85, 80), (0.5, 50), (0.01, 0)])
def test_a_scale_is_as_close_as_it_can_be(low: float, start: int) -> None:
    assert scale_for([line("99/100", low=low)]).low == start


def test_a_scale_holds_the_promise_too() -> None:
    assert scale_for([line("99/100", "7/10", low=0.97)]).low == 70


def test_a_scale_of_nothing_is_the_closest() -> None:
    assert scale_for([line(None)]) == SCALES[0]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: str(scale.low))
def test_every_scale_ends_at_all_tickets_and_has_few_lines(scale: Any) -> None:
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.low, 100)
    assert len(scale.ticks) <= 5
    assert (scale.part(scale.low / 100), scale.part(1)) == (0, 1)


@pytest.mark.parametrize(
    ("exact", "promised", "kind"),
    [("19/20", "19/20", "good"), ("18/20", "19/20", "bad"), ("1/1", None, "neutral"), (None, "19/20", "neutral")],
)
def test_a_share_reaches_its_promise_exactly(exact: str | None, promised: str | None, kind: str) -> None:
    assert standing_kind(line(exact, promised)) == kind


def test_periods_with_one_promise_share_one_line() -> None:
    lines = [line("1/1", "9/10"), line("1/1", "9/10"), line("1/1"), line("1/1", "8/10")]

    drawn = re.findall(
        r'<line x1="([\d.]+)%" x2="([\d.]+)%"[^>]*class="promise"', periods_chart(lines, title="t", name="n")
    )

    assert drawn == [("12.00", "56.00"), ("78.00", "100.00")]


def test_a_period_without_a_share_has_no_mark() -> None:
    assert 'class="mark' not in periods_chart([line(None, "9/10")], title="t", name="n")


def test_a_year_is_written_where_it_begins() -> None:
    lines = [line("1/1", name=name) for name in ("2025-11", "2025-12", "2026-01", "2026-02")]

    years = re.findall(r'class="tick middle year">(\d+)<', periods_chart(lines, title="t", name="n"))

    assert years == ["2025", "2026"]


def test_a_long_name_is_cut_beside_its_marks() -> None:
    chart = rows_chart([line("1/1", "9/10", name="x" * 29)], title="t", name="n")

    assert f">{'x' * 27}…<" in chart


def test_a_row_without_a_share_has_its_promise_and_no_mark() -> None:
    chart = rows_chart([line(None, "9/10")], title="t", name="n")

    assert ('class="promise"' in chart, 'class="mark' in chart) == (True, False)
