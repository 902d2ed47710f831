"""How the moments of an export of work are written, told from the moments themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from asagreed.errors import UnreadableExport
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.mapping import ExportMapping, MomentRule, RowShape
from asagreed.facts.readers.moment_columns import moment_column
from asagreed.facts.readers.moment_formats import CANDIDATES

MISSING_WORDS = ("?", "-", "NULL", "null", "None")
"""What exports write for «nothing»."""
MOMENT_CANDIDATES = (*CANDIDATES, "YYYY-MM-DD hh:MM AM", "YYYY-MM-DD hh:MM:SS AM")
"""The spellings of moments that are tried, in this order; the last stand for a day and a clock time in two columns."""
DATE_CANDIDATES = (
    "YYYY-MM-DD", "YYYY/M/D", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "D/M/YY", "M/D/YY", "D.M.YY", "D-M-YYYY",
    "M-D-YYYY", "D Mon YYYY", "Mon D, YYYY", "D-Mon-YYYY",
)  # fmt: skip
"""The spellings of days that are tried, in this order."""
_LOOKED_AT = 2_000


def spelled(landed: Landed, columns: Mapping[str, str], moments: Iterable[str], *, zone: str) -> ExportMapping:
    """Return how each column of moments is written; what has no offset is local in a zone.

    Raises UnreadableExport where every moment of a column can be read with day and month either way round.
    """
    unspelled = ExportMapping(RowShape.EVENT, columns, moments=MomentRule(zone=zone), missing=MISSING_WORDS)
    rules: dict[str, MomentRule] = {}
    for meaning in moments:
        if not landed.types[column_of(meaning)].startswith("TIMESTAMP"):
            known = tuple(rule.formats[0] for rule in rules.values())
            rules[meaning] = MomentRule((_format(landed, meaning, unspelled, known),), zone)
    return replace(unspelled, moments_of=rules)


def _format(landed: Landed, meaning: str, mapping: ExportMapping, known: tuple[str, ...]) -> str:
    """Return the spelling that fits the most moments of a column; `known` are those of other columns."""
    candidates = DATE_CANDIDATES if meaning == "date" else MOMENT_CANDIDATES
    fits = _fits(landed, meaning, mapping, (*known, candidates[0]), _LOOKED_AT)
    if fits.most == fits.said:
        return fits.best
    fits = _fits(landed, meaning, mapping, candidates, _LOOKED_AT)
    if not fits.most:
        return candidates[0]
    if fits.rival:
        fits = _fits(landed, meaning, mapping, fits.equal, None)
    if fits.rival:
        why = f"every moment of «{mapping.columns[meaning]}» fits both {fits.best} and {fits.rival}"
        remedy = "Export moments as 2026-05-15 16:30, or with the name of the month."
        raise UnreadableExport(file=landed.file, why=why, remedy=remedy)
    return fits.best


@dataclass(frozen=True, slots=True)
class _Fits:
    """How many moments each spelling reads, of how many that are not missing."""

    said: int
    found: Mapping[str, int]

    @property
    def most(self) -> int:
        return max(self.found.values())

    @property
    def equal(self) -> tuple[str, ...]:
        """The spellings that read the most."""
        return tuple(words for words, count in self.found.items() if count == self.most)

    @property
    def best(self) -> str:
        return self.equal[0]

    @property
    def rival(self) -> str | None:
        """A spelling that reads as many, with day and month the other way round."""
        return next((words for words in self.equal if words[:1] != self.best[:1]), None)


def _fits(landed: Landed, meaning: str, mapping: ExportMapping, candidates: Iterable[str], most: int | None) -> _Fits:
    """Try spellings on the first moments of a column, or on all."""
    some = replace(landed, relation=f"(from {landed.relation} where row < {most}) as beginning") if most else landed
    found: dict[str, int] = {}
    said = 0
    for words in candidates:
        column = moment_column(some, meaning, replace(mapping, moments=MomentRule((words,)), moments_of={}))
        said = len(column.seconds) - len(column.missing)
        found[words] = said - len(column.unreadable) - len(column.outside)
    return _Fits(said, found)
