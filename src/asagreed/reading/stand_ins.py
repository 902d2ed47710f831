"""What is put in the place of a value that cannot be read, so that nothing else seems wrong because of it.

A definition keeps its name, and what is required or looked for keeps something neutral. A value without a stand-in is
left out: no other part of a paper asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from asagreed.reading.nodes import Entry, Listing, Node, Place, Table, Text
from asagreed.terms.sections.target_keys import find_target_key

Path = tuple[str, ...]
Plain = str | tuple[()] | Mapping[str, str]
ANY = "*"
_DAY, _NOTHING, _NO_ITEMS = "00:00-24:00", dict[str, str](), ()
_YEAR = re.compile(r"(?:19|20)\d\d")
_EARLY = "2026-01-01"
_WINDOW = {"every": "sun", "from": "02:00", "for": "1 h"}
_ACCEPTED = {"because": "unread", "by": "provider", "until": _EARLY}
_STAND_INS: dict[Path, Plain] = {
    ("agreement",): "agreement",
    ("plan",): "plan@1",
    ("version",): "1",
    ("amendment",): "1",
    ("rider",): "rider",
    ("declares",): "criticality",
    ("in force from",): _EARLY,
    ("signs",): "agreement.yaml",
    ("sha256",): "0" * 64,
    ("party",): "provider",
    ("name",): "signer",
    ("method",): "signed",
    ("at",): "2026-01-01T00:00:00Z",
    ("zone",): "UTC",
    ("term",): {"from": _EARLY},
    ("term", "from"): _EARLY,
    ("working day",): "8 h",
    ("holidays", ANY): _NOTHING,
    ("calendars", ANY): {"hours": "always"},
    ("calendars", ANY, "hours"): "always",
    ("calendars", ANY, "hours", ANY): _DAY,
    ("calendars", ANY, "open", ANY): _DAY,
    ("calendars", ANY, "changes", ANY, "hours", ANY): _DAY,
    ("sites", ANY): _NOTHING,
    ("travel", ANY): "1 h",
    ("systems", ANY): _NOTHING,
    ("reporting", ANY): _NOTHING,
    ("issue kinds", ANY): _NOTHING,
    ("issue kinds", ANY, ANY): _NOTHING,
    ("priorities", "impact", ANY): "described",
    ("priorities", "urgency", ANY): "described",
    ("priorities", "matrix", ANY): _NOTHING,
    ("priorities", "matrix", ANY, ANY): "P1",
    ("priorities", "titles", ANY): "titled",
    ("clocks", ANY): {"starts": "reported", "stops": "resolved"},
    ("clocks", ANY, "starts"): "reported",
    ("clocks", ANY, "stops"): "resolved",
    ("pauses", ANY): _NO_ITEMS,
    ("warnings", ANY): _NO_ITEMS,
    ("riders", ANY): _NOTHING,
    ("parties", ANY, "name"): "party",
    ("services", ANY, ANY): _NOTHING,
    ("causes", ANY): _NOTHING,
    ("responsibilities", ANY): {"must": "kept"},
    ("responsibilities", ANY, "must"): "kept",
    ("emergency", "definitions", ANY): {"event": "happened"},
    ("allowance", "hours"): "1 h a month",
    ("block", "sizes", ANY, "price"): "0.00 XXX",
    ("fees", ANY): {"price": "0.00 XXX a month"},
    ("fees", ANY, "price"): "0.00 XXX a month",
    ("rates", ANY): {"note": "unread"},
    ("rates", "changes", ANY, ANY): {"note": "unread"},
    ("rates", "scheduled", "agreed before"): "1 elapsed day",
    ("uptime", "systems", ANY): _NOTHING,
    ("uptime", "combined", ANY): _NOTHING,
    ("uptime", "minimum outage"): {"length": "1 min"},
    ("uptime", "minimum outage", "length"): "1 min",
    ("uptime", ANY, ANY, "minimum outage"): {"length": "1 min"},
    ("uptime", ANY, ANY, "minimum outage", "length"): "1 min",
    ("maintenance", "windows", ANY): _WINDOW,
    ("maintenance", "windows", ANY, "every"): _WINDOW["every"],
    ("maintenance", "windows", ANY, "from"): _WINDOW["from"],
    ("maintenance", "windows", ANY, "for"): _WINDOW["for"],
    ("recovery", ANY): _NOTHING,
    ("recovery", ANY, "backup", "every"): "24 h",
    ("proactive", ANY): {"when": "as needed"},
    ("proactive", ANY, "when"): "as needed",
    ("staffing", "skills", ANY): {"people": "2"},
    ("staffing", "skills", ANY, "people"): "2",
    ("discovery", ANY): {"stated": "unread"},
    ("discovery", ANY, "stated"): "unread",
    ("retention", ANY, "for"): "10 years",
    ("legal review", "by"): "unread",
    ("legal review", "on"): _EARLY,
    ("accepted findings", ANY): _ACCEPTED,
    ("accepted findings", ANY, "because"): _ACCEPTED["because"],
    ("accepted findings", ANY, "by"): _ACCEPTED["by"],
    ("accepted findings", ANY, "until"): _ACCEPTED["until"],
    ("credits", "systems", ANY): _NOTHING,
    ("credits", "systems", ANY, "per hour", "percent"): "1%",
}
"""XXX is the code of ISO 4217 for no currency at all."""


def stand_in(path: Path, *, place: Place, layer: int, written: Node | None = None) -> Node | None:
    """Return what stands in for the value at a path, or None where it can be left out."""
    if path[0] == "riders" and len(path) > 2:
        path = path[2:]
    plain = _in_targets(path[1:]) if path[0] == "targets" else _elsewhere(path)
    if plain == _EARLY and isinstance(written, Text) and (year := _YEAR.match(written.value)):
        # Public holidays are looked up in the year in which the agreement begins.
        plain = f"{year[0]}-01-01"
    return None if plain is None else _node(plain, place, layer)


def _elsewhere(path: Path) -> Plain | None:
    for shape, plain in _STAND_INS.items():
        if len(shape) == len(path) and all(ours in (ANY, step) for ours, step in zip(shape, path, strict=True)):
            return plain
    return None


def _in_targets(path: Path) -> Plain | None:
    """Return a block that says nothing, hours that are always there, or a promise of nothing."""
    last = path[-1] if path else ""
    if last == "hours":
        return "always"
    if "kept in" in path[:-1] or (last and last not in ("kept in", "note") and not find_target_key(last)):
        return "none"
    return _NOTHING if find_target_key(last) else None


def _node(plain: Plain, place: Place, layer: int) -> Node:
    if isinstance(plain, str):
        return Text(plain, place, is_quoted=True, layer=layer)
    if isinstance(plain, tuple):
        return Listing(plain, place, layer)
    entries = {
        key: Entry(Text(key, place, layer=layer), Text(value, place, is_quoted=True, layer=layer))
        for key, value in plain.items()
    }
    return Table(entries, place, layer)
