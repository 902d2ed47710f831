"""Shares as dots with the whiskers of their intervals beside the promised share: inline SVG that fits any width.

Positions across are percentages of the drawing's width, so that it can be narrow without its letters getting small.
Every chart has a table with the same figures; `name` is that of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Any

from asagreed.documents.in_figures import SPACE, share_beside
from asagreed.documents.markup import Markup, element, joined
from asagreed.documents.states import MARKS, standing_kind

Data = dict[str, Any]
TOP, BOTTOM, HEIGHT = 18.0, 190.0, 226
LEFT, WIDTH = 12.0, 88.0
ROW, FOOT = 46, 26
MOST_LABELS, LONGEST = 12, 28
TOLD = (
    f"Each mark is a share, its whisker the 95{SPACE}% interval, the broken line the promised share. "
    "The table with the same name has every figure."
)


@dataclass(frozen=True, slots=True)
class Scale:
    """The shares that a chart shows: from `low` to 100 %, with a line at every `step`."""

    low: int
    step: int

    @property
    def ticks(self) -> range:
        """The shares that get a line, in percent."""
        return range(self.low, 101, self.step)

    def part(self, share: float) -> float:
        """Return how far along the scale a share lies, between 0 and 1."""
        return (100 * share - self.low) / (100 - self.low)

    def down(self, share: float) -> float:
        """Return how far from the top of a chart of periods a share lies."""
        return BOTTOM - (BOTTOM - TOP) * self.part(share)

    def across(self, share: float) -> float:
        """Return how far from the left of a chart of rows a share lies, in percent."""
        return 2 + 96 * self.part(share)


SCALES = tuple(
    Scale(low, step)
    for low, step in ((96, 1), (92, 2), (90, 5), (80, 5), (70, 10), (60, 10), (50, 25), (20, 20), (0, 25))
)


def scale_for(lines: Sequence[Data]) -> Scale:
    """Return the closest scale that shows all shares, intervals and promises of some lines."""
    values = [line["interval"]["low"] for line in lines if line["interval"] is not None]
    values += [promised for line in lines if (promised := _promised(line)) is not None]
    return next((scale for scale in SCALES if all(100 * value >= scale.low for value in values)), SCALES[-1])


def periods_chart(lines: Sequence[Data], *, title: str, name: str) -> Markup:
    """Return shares from period to period, from left to right."""
    scale, step = scale_for(lines), WIDTH / len(lines)
    drawn = [_level(scale, tick) for tick in scale.ticks]
    drawn += _promised_lines(lines, scale, step)
    drawn += [_dot(line, scale, LEFT + step * (number + 0.5)) for number, line in enumerate(lines)]
    every, year = ceil(len(lines) / MOST_LABELS), ""
    for number, line in list(enumerate(lines))[::every]:
        drawn.append(_period(line["name"], LEFT + step * (number + 0.5), is_new=line["name"][:4] != year))
        year = line["name"][:4]
    return _figure(drawn, HEIGHT, scale=scale, title=title, name=name)


def rows_chart(lines: Sequence[Data], *, title: str, name: str) -> Markup:
    """Return shares one below the other, for things that have names."""
    scale, foot = scale_for(lines), ROW * len(lines)
    drawn = [_upright(scale, tick, foot) for tick in scale.ticks]
    drawn += [_row(line, scale, ROW * number) for number, line in enumerate(lines)]
    return _figure(drawn, foot + FOOT, scale=scale, title=title, name=name)


def _figure(drawn: Sequence[Markup], height: int, *, scale: Scale, title: str, name: str) -> Markup:
    said = element("span", f"scale from {scale.low} to 100{SPACE}%", class_="place")
    drawing = element(
        "svg",
        element("title", title, id=f"chart-{name}-title"),
        element("desc", TOLD, id=f"chart-{name}-desc"),
        *drawn,
        class_="chart",
        role="img",
        width="100%",
        height=str(height),
        aria_labelledby=f"chart-{name}-title",
        aria_describedby=f"chart-{name}-desc",
    )
    return element("figure", element("figcaption", element("strong", title), " ", said), drawing)


def _level(scale: Scale, tick: int) -> Markup:
    y = scale.down(tick / 100)
    return joined(
        element("line", x1="0", x2="100%", y1=f"{y:.1f}", y2=f"{y:.1f}", class_="grid"),
        element("text", f"{tick}{SPACE}%", x="0", y=f"{y - 4:.1f}", class_="tick"),
    )


def _promised_lines(lines: Sequence[Data], scale: Scale, step: float) -> Iterator[Markup]:
    """Draw one line over all the periods next to each other that have the same promise."""
    left = LEFT
    for promised, run in groupby(lines, key=_promised):
        right = left + step * len(list(run))
        if promised is not None:
            y = f"{scale.down(promised):.1f}"
            yield element("line", x1=f"{left:.2f}%", x2=f"{right:.2f}%", y1=y, y2=y, class_="promise")
        left = right


def _dot(line: Data, scale: Scale, middle: float) -> Markup:
    if line["share"] is None:
        return Markup()
    top, bottom = (scale.down(line["interval"][end]) for end in ("high", "low"))
    whisker = f"M0 {top:.1f}V{bottom:.1f}M-4 {top:.1f}H4M-4 {bottom:.1f}H4"
    mark = _mark(line, y=scale.down(line["share"]["decimal"]))
    return element("svg", element("path", d=whisker, class_="whisker"), mark, x=f"{middle:.2f}%")


def _period(name: str, middle: float, *, is_new: bool) -> Markup:
    """Return the label of a period: its month or quarter, and its year where that begins."""
    x = f"{middle:.2f}%"
    within = element("text", name[5:], x=x, y=f"{BOTTOM + 18:.0f}", class_="tick middle")
    year = element("text", name[:4], x=x, y=f"{BOTTOM + 33:.0f}", class_="tick middle year")
    return joined(within, year) if is_new else within


def _upright(scale: Scale, tick: int, foot: int) -> Markup:
    x = f"{scale.across(tick / 100):.2f}%"
    side = {scale.low: "tick", 100: "tick end"}.get(tick, "tick middle")
    return joined(
        element("line", x1=x, x2=x, y1="0", y2=str(foot), class_="grid"),
        element("text", f"{tick}{SPACE}%", x=x, y=str(foot + 16), class_=side),
    )


def _row(line: Data, scale: Scale, top: int) -> Markup:
    name = line["name"] if len(line["name"]) <= LONGEST else line["name"][: LONGEST - 1] + "…"
    y = top + 30
    drawn = [
        element("text", name, x="2%", y=str(top + 14), class_="label"),
        element("text", share_beside(line), x="98%", y=str(top + 14), class_="label end"),
    ]
    if (promised := _promised(line)) is not None:
        drawn.append(_stroke("promise", scale.across(promised), y, reach=10))
    if line["share"] is not None:
        low, high = (scale.across(line["interval"][end]) for end in ("low", "high"))
        drawn.append(element("line", x1=f"{low:.2f}%", x2=f"{high:.2f}%", y1=str(y), y2=str(y), class_="whisker"))
        drawn += [_stroke("whisker", end, y, reach=4) for end in (low, high)]
        drawn.append(element("svg", _mark(line), x=f"{scale.across(line['share']['decimal']):.2f}%", y=str(y)))
    return joined(*drawn)


def _stroke(kind: str, across: float, y: int, *, reach: int) -> Markup:
    x = f"{across:.2f}%"
    return element("line", x1=x, x2=x, y1=str(y - reach), y2=str(y + reach), class_=kind)


def _mark(line: Data, *, y: float = 0) -> Markup:
    kind = standing_kind(line)
    return element("path", d=MARKS[kind], transform=f"translate(0 {y:.1f})", class_=f"mark {kind}")


def _promised(line: Data) -> float | None:
    return None if line["promised"] is None else line["promised"]["decimal"]
