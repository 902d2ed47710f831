"""The charts of a report: drawn once, and the same bytes stand on the page and in the PDF.

Colours are attributes, which a page overrules by its classes; shapes tell what colours tell, for black and white.
Every chart has a table with the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import groupby

from asagreed.documents.charts import SCALES, Scale
from asagreed.documents.markup import Markup, element
from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data
from asagreed.documents.states import MARKS

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 44.0, 352.0, 22.0, 148.0
INK, SOFT, LINE, PROMISE = "#1c2126", "#545c66", "#d8d8d2", "#9a4a00"
FILLS = {GOOD: "#0b6640", BAD: "#b3261e", NEUTRAL: "#5c656f"}
FONT = "Libertinus Serif"
Where = Callable[[float], float]
"""How far down a value stands."""


def charts(data: Data) -> dict[str, str]:
    """Return the charts of a report by their id, each as SVG that stands alone."""
    return {each["id"]: chart(each) for section in data["sections"] for each in section["charts"]}


def chart(drawn: Data) -> str:
    """Return one chart: shares as dots beside the promised share, or the hours of the week."""
    name = drawn["id"].replace(" ", "-")
    content = _KINDS[drawn["kind"]](drawn["points"])
    return element(
        "svg",
        element("title", drawn["title"], id=f"chart-{name}"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"chart-{name}",
        class_="chart",
        font_family=FONT,
    )


def _shares(points: list[Data]) -> Iterator[Markup]:
    scale = _scale(points)
    for tick in scale.ticks:
        y = _down(scale.part(tick / 100))
        yield _line("grid", LEFT, RIGHT, y, y, stroke=LINE)
        yield _text(f"{tick} %", LEFT - 6, y + 3.5, anchor="end")
    places = [_across(number, len(points)) for number in range(len(points))]
    yield from _targets(points, lambda value: _down(scale.part(value)))
    known = [
        (x, _down(scale.part(_number(each["value"]))), each["state"])
        for x, each in zip(places, points, strict=True)
        if each["value"] is not None
    ]
    if len(known) > 1:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in known)
        yield element("path", d=path, class_="course", fill="none", stroke=SOFT, stroke_width="1")
    for x, y, state in known:
        yield _mark(state, x, y)
    yield from _last(points, lambda value: _down(scale.part(value)))
    yield from _labels(points, places)


def _targets(points: list[Data], down: Where) -> Iterator[Markup]:
    """Draw one broken line over all neighbours that have the same target."""
    step, left = (RIGHT - LEFT) / max(len(points), 1), LEFT
    for target, run in groupby(points, key=lambda each: each["target"]):
        right = left + step * len(list(run))
        if target is not None:
            y = down(_number(target))
            yield _line("promise", left, right, y, y, stroke=PROMISE, stroke_width="2", stroke_dasharray="6 3")
        left = right


def _last(points: list[Data], down: Where) -> Iterator[Markup]:
    """Write the figure of the last point beside it: the one that the report is about."""
    if points and points[-1]["value"] is not None:
        y = down(_number(points[-1]["value"]))
        above = y - 9 if y - 9 > TOP - 8 else y + 17
        yield _text(points[-1]["shown"], RIGHT, above, anchor="end", kind="label", fill=INK)


def _labels(points: list[Data], places: list[float]) -> Iterator[Markup]:
    """Write the months below, and the year where one begins."""
    year = ""
    for x, point in zip(places, points, strict=True):
        yield _text(point["label"][:3], x, BOTTOM + 15, anchor="middle")
        if point["name"][:4] != year:
            year = point["name"][:4]
            yield _text(year, x, BOTTOM + 29, anchor="middle")


def _scale(points: list[Data]) -> Scale:
    """Return the closest scale that holds all shares and targets."""
    values = [_number(each[key]) for each in points for key in ("value", "target") if each[key] is not None]
    return next((scale for scale in SCALES if all(100 * value >= scale.low for value in values)), SCALES[-1])


def _number(exact: int | str) -> float:
    return float(Fraction(exact))


def _down(part: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * part


def _across(number: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * (number + 0.5) / count


def _line(kind: str, x1: float, x2: float, y1: float, y2: float, **look: str) -> Markup:
    places = {name: f"{value:.1f}" for name, value in (("x1", x1), ("x2", x2), ("y1", y1), ("y2", y2))}
    return element("line", **places, class_=kind, **look)


def _text(words: str, x: float, y: float, *, anchor: str = "start", kind: str = "tick", fill: str = SOFT) -> Markup:
    return element(
        "text", words, x=f"{x:.1f}", y=f"{y:.1f}", class_=kind, text_anchor=anchor, font_size="10.5", fill=fill
    )  # fmt: skip


def _mark(state: str, x: float, y: float) -> Markup:
    place = f"translate({x:.1f} {y:.1f}) scale(0.85)"
    return element("path", d=MARKS[state], transform=place, class_=f"mark {state}", fill=FILLS[state])


def _week(points: list[Data]) -> Iterator[Markup]:
    """Draw the hours of the week: the more misses, the darker the cell, with their number in it."""
    most = max((each["value"] for each in points), default=0) or 1
    width, height = (RIGHT - LEFT) / 24, (BOTTOM - TOP) / 7
    for each in points:
        x, y = LEFT + width * each["hour"], TOP + height * each["day"]
        part = each["value"] / most
        yield element(
            "rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", class_="cell",
            fill=FILLS[BAD], fill_opacity=f"{0.05 + 0.95 * part:.2f}", stroke="#ffffff",
        )  # fmt: skip
        if each["value"]:
            ink, kind = ("#ffffff", "full") if part > 0.45 else (INK, "label")
            yield _text(str(each["value"]), x + width / 2, y + height / 2 + 3.5, anchor="middle", kind=kind, fill=ink)
    for each in points:
        if each["hour"] == 0:
            y = TOP + height * (each["day"] + 0.5) + 3.5
            yield _text(each["label"][:2], LEFT - 6, y, anchor="end")
    for hour in range(0, 24, 6):
        yield _text(f"{hour:02d}:00", LEFT + width * hour, BOTTOM + 15)


_KINDS = {"shares": _shares, "week": _week}
