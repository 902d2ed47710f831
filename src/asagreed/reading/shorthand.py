"""What a single value stands for where a map may stand too, so that a later paper can change a part of either.

`remote: 120.00 USD per h` is `remote: {rate: 120.00 USD per h}`. Of keys that exclude each other, such as the factor
and the rate of a band, the one of the later paper stays.
"""

from __future__ import annotations

from dataclasses import replace

from asagreed.reading.nodes import Entry, Node, Table, Text
from asagreed.terms.sections.emergencies import CHARGED
from asagreed.terms.sections.emergencies import INCLUDED as EMERGENCY_INCLUDED
from asagreed.terms.sections.rates import CARD_KEYS
from asagreed.terms.sections.services import ARRANGED, CAUSED_BY, EXCLUDED, INCLUDED

Path = tuple[str, ...]
ANY = "*"
_BY_SECTION: dict[Path, str] = {
    ("parties", ANY): "name",
    ("services", INCLUDED, ANY): "delivery",
    ("services", ARRANGED, ANY): "decided by",
    ("causes", ANY): "means",
    ("responsibilities", ANY): "must",
    ("fees", ANY): "price",
    ("rates", "outside"): "rate",
    ("rates", "emergency"): "rate",
    ("rates", "bands", ANY): "rate",
    ("rates", "travel", ANY): "per visit",
    ("rates", "changes", ANY, ANY): "rate",
}
_BOX, _COVER, _CARD = ("services", EXCLUDED, ANY), ("emergency", "cover"), ("rates", ANY)
_BANDS = (("rates", "outside"), ("rates", "emergency"), ("rates", "bands", ANY))
_PROMISED, _PRICED, _TIMED = ("within", "guide"), ("times", "plus", "rate"), ("of", "during")


def as_tables(base: Node, over: Node, path: Path) -> tuple[Node, Node]:
    """Return two values of one path as maps, where one of them is a map and the other stands for one."""
    if isinstance(base, Table) == isinstance(over, Table) or _replaces(over, path):
        return base, over
    return _as_table(base, path), _as_table(over, path)


def without_replaced(base: Table, over: Table, path: Path) -> Table:
    """Return the earlier map without the keys that exclude one of the later map."""
    gone = {key for keys in _alternatives(path) for key in keys if not over.entries.keys().isdisjoint(keys)}
    return replace(base, entries={key: entry for key, entry in base.entries.items() if key not in gone})


def _replaces(over: Node, path: Path) -> bool:
    """Say whether a single value is about the whole: that emergencies are charged leaves nothing included."""
    return _is_at(_in_terms(path), _COVER) and isinstance(over, Text) and over.value.strip().lower() == CHARGED


def _as_table(node: Node, path: Path) -> Node:
    if not isinstance(node, Text):
        return node
    found = _meaning(node, path)
    if found is None:
        return node
    key, value = found
    return Table({key: Entry(replace(node, value=key), replace(node, value=value))}, node.place, node.layer)


def _meaning(text: Text, path: Path) -> tuple[str, str] | None:
    """Return the key that a single value stands for, and the value of that key."""
    path = _in_terms(path)
    if path[:1] == ("targets",):
        return "within", text.value
    if _is_at(path, _COVER):
        is_included = text.value.strip().lower() == EMERGENCY_INCLUDED
        return ("included in", "always") if is_included else ("otherwise", text.value)
    if _is_at(path, _BOX):
        cause = CAUSED_BY.fullmatch(text.value.strip())
        return ("caused by", cause[1]) if cause else ("why", text.value)
    key = next((key for shape, key in _BY_SECTION.items() if _is_at(path, shape)), None)
    if key is None and _is_at(path, _CARD) and path[1] not in CARD_KEYS:
        key = "rate"
    return (key, text.value) if key else None


def _alternatives(path: Path) -> tuple[Path, ...]:
    path = _in_terms(path)
    if path[:1] == ("targets",):
        return (_PROMISED,)
    return (_PRICED, _TIMED) if any(_is_at(path, shape) for shape in _BANDS) else ()


def _in_terms(path: Path) -> Path:
    """Return the path inside an offered rider as if the rider were taken up."""
    return path[2:] if path[:1] == ("riders",) else path


def _is_at(path: Path, shape: Path) -> bool:
    return len(path) == len(shape) and all(ours in (ANY, step) for ours, step in zip(shape, path, strict=True))
