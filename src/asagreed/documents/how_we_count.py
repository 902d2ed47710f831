"""How the figures of a replay are counted, in plain words, and the clauses behind each target."""

from __future__ import annotations

from typing import Any

from asagreed.documents.in_figures import length, place
from asagreed.documents.markup import Markup, element, joined, said
from asagreed.documents.page_tables import table, words

Data = dict[str, Any]
RULES = (
    (
        "Open time",
        (
            "Targets count only the time during which the calendar of the target is open: its weekly hours, less its "
            "holidays and closures, on the clock of its zone. An hour that the clock skips in spring is never open; an "
            "hour that it repeats in autumn counts twice."
        ),
    ),
    (
        "Stretches",
        (
            "Every stretch of time includes its first second and excludes its last moment, so that stretches that "
            "touch never count a second twice. Lengths are whole seconds and are never rounded."
        ),
    ),
    (
        "Pauses",
        (
            "A ticket that is on hold pauses a clock only for a reason that a clause names for that clock. "
            "Open time of a pause is listed here and is not counted against the target."
        ),
    ),
    (
        "Met and breached",
        (
            "A clock is met when it stopped at or before its target: the open time that had elapsed is at most the "
            "promised time, to the second. One second more is a breach. A clock that still runs within its target is "
            "open, and is in no share."
        ),
    ),
    (
        "Share and promise",
        (
            "A share is the clocks met out of the clocks met or breached, as an exact fraction. It is compared with "
            "the promise exactly; in print it is cut and never rounded up, so 1999/2001 is 99.9\N{NO-BREAK SPACE}%. "
            "A share is promised for a month, quarter or year, and only there it can be kept or missed; in the tables "
            "by month, priority, target, kind and site it is said to reach the promised share or to be below it. "
            "Where the tickets of a row have different promises, none is set beside it."
        ),
    ),
    (
        "Month",
        (
            "A clock belongs to the month in which it first stopped or breached, in the zone of the agreement. Clocks "
            "that come in cycles count once for each cycle. A reopening that changes a verdict restates its month."
        ),
    ),
    (
        "Interval",
        (
            "The 95\N{NO-BREAK SPACE}% interval is Wilson’s score interval (E. B. Wilson, 1927). The fewer tickets, "
            "the wider it is: it tells how far chance alone may have moved a share. It decides no promise. "
            "Its ends are rounded to the tenth of a percent."
        ),
    ),
    (
        "Guides",
        "A target that the agreement calls a guide is measured and is never breached; it counts as «only measured».",
    ),
)


def how_we_count() -> Markup:
    """Return the rules behind the figures."""
    return element("dl", *(joined(element("dt", name), element("dd", words)) for name, words in RULES))


def clauses(data: Data) -> Markup:
    """Return the clauses behind each target, with the place and the version in which each was written."""
    lines = [line for line in data["attainment"] if line["target"] is not None]
    if not lines:
        return element("p", "No ticket had a target.")
    columns = words("Target", "Clock", "Within", "Hours", "Clauses")
    rows = [_target(line) for line in lines]
    return table("clauses", "The clauses behind each target", columns, rows)


def _target(line: Data) -> list[str]:
    target = line["target"]
    guide = " as a guide" if target["is_guide"] else ""
    because = target["because"] or f"on the calendar «{target['hours']}»"
    return [
        said(line["name"]),
        line["clock"],
        f"{length(target['in_words'])}{guide}",
        said(because),
        element("ul", *(element("li", place(clause), " ", _version(clause)) for clause in target["clauses"])),
    ]


def _version(clause: Data) -> Markup:
    version = clause["version"]
    return element("span", f"version {version[:12]}", class_="place") if version else Markup()
