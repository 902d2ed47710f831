"""What a mapping would say that nobody wrote: formats of moments and meanings of words, from the export itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from asagreed.errors import UnreadableExport
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.mapping import MOMENTS, ExportMapping, MomentRule
from asagreed.facts.readers.moment_columns import moment_column
from asagreed.facts.readers.moment_formats import CANDIDATES
from asagreed.facts.readers.word_guesses import guessed_events, guessed_priorities, guessed_statuses

MAXIMUM_WORDS = 500
_LOOKED_AT = 2_000


def guessed(landed: Landed, mapping: ExportMapping, file: str) -> tuple[ExportMapping, list[str]]:
    """Complete a mapping that only names columns; the notes say what was assumed."""
    words = _words(landed, mapping)
    mapping = replace(
        mapping,
        statuses=words.get("statuses", {}),
        events=words.get("events", {}),
        priorities=words.get("priorities", {}),
    )
    notes = [f"No mapping was given: the columns look like {mapping.source}."]
    moments_of: dict[str, MomentRule] = {}
    for meaning in mapping.columns:
        known = [rule.formats[0] for rule in moments_of.values()]
        if meaning in MOMENTS and not landed.types[column_of(meaning)].startswith("TIMESTAMP"):
            moments_of[meaning] = _rule(landed, meaning, mapping, known, file)
    rules = list(moments_of.values())
    common = max(rules, key=rules.count, default=MomentRule())
    rest = {meaning: rule for meaning, rule in moments_of.items() if rule != common}
    return replace(mapping, moments=common, moments_of=rest), notes


def _words(landed: Landed, mapping: ExportMapping) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    if "status" in mapping.columns:
        found["statuses"] = guessed_statuses(_texts(landed, "status", mapping))
    elif "value" in mapping.columns and "event" in mapping.columns:
        where = f"where lower({column_of('event')}::varchar) in ('status', 'status_change', 'status change', 'state')"
        found["statuses"] = guessed_statuses(_texts(landed, "value", mapping, where))
    if "event" in mapping.columns:
        found["events"] = guessed_events(_texts(landed, "event", mapping))
    if "priority" in mapping.columns:
        found["priorities"] = guessed_priorities(_texts(landed, "priority", mapping))
    return found


def _texts(landed: Landed, meaning: str, mapping: ExportMapping, where: str = "") -> Sequence[str]:
    column = column_of(meaning)
    query = f"select distinct trim({column}::varchar) from {landed.relation} {where} order by 1 limit {MAXIMUM_WORDS}"  # noqa: S608 -- our names, quoted texts
    found = landed.asked(query).fetchall()
    return [text for (text,) in found if text is not None and not mapping.is_missing(text)]


def _rule(landed: Landed, meaning: str, mapping: ExportMapping, known: list[str], file: str) -> MomentRule:
    """Return the format that fits the most of the first moments of a column; `known` are those of other columns."""
    fits = _fits(landed, meaning, mapping, known, _LOOKED_AT)
    if fits.most == fits.said and fits.best in known:
        return MomentRule(formats=(fits.best,))
    fits = _fits(landed, meaning, mapping, CANDIDATES, _LOOKED_AT)
    if not fits.most:
        return MomentRule()
    if fits.rival:
        fits = _fits(landed, meaning, mapping, fits.equal, None)
    if fits.rival:
        why = f"every moment of «{mapping.columns[meaning]}» fits both {fits.best} and {fits.rival}"
        remedy = f"Say which it is, with «moments: {{format: {fits.best}}}» in a mapping."
        raise UnreadableExport(file=file, why=why, remedy=remedy)
    return MomentRule(formats=(fits.best,))


@dataclass(frozen=True, slots=True)
class _Fits:
    """How many moments each format reads, of how many that are not missing."""

    said: int
    found: Mapping[str, int]

    @property
    def most(self) -> int:
        return max(self.found.values(), default=0)

    @property
    def equal(self) -> tuple[str, ...]:
        """The formats that read the most."""
        return tuple(words for words, count in self.found.items() if count == self.most)

    @property
    def best(self) -> str:
        return next(iter(self.equal), "")

    @property
    def rival(self) -> str | None:
        """A format that reads as many, with day and month the other way round."""
        return next((words for words in self.equal if words[:1] != self.best[:1]), None)


def _fits(landed: Landed, meaning: str, mapping: ExportMapping, candidates: Iterable[str], most: int | None) -> _Fits:
    """Try formats on the first moments of a column, or on all."""
    some = replace(landed, relation=f"(from export where row < {most}) as beginning") if most else landed
    found: dict[str, int] = {}
    said = 0
    for words in candidates:
        tried = replace(mapping, moments=MomentRule(formats=(words,)), moments_of={})
        column = moment_column(some, meaning, tried)
        said = len(column.seconds) - len(column.missing)
        found[words] = said - len(column.unreadable) - len(column.outside)
    return _Fits(said, found)
