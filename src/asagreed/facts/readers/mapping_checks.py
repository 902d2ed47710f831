"""A mapping that was made in Python is held to the same rules as a mapping file."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.errors import UnknownZone, UnusableMapping
from asagreed.facts.readers.mapping import MEANINGS, REQUIRED, ExportMapping, MomentRule
from asagreed.facts.readers.meanings import meaning_of_event
from asagreed.facts.readers.moment_formats import is_known_format
from asagreed.facts.tickets import ATTRIBUTES
from asagreed.open_time.zones import zone_named


def checked(mapping: ExportMapping) -> ExportMapping:
    """Return a mapping that can be used. Raises UnusableMapping with every mistake in it."""
    problems = tuple(_problems(mapping))
    if problems:
        raise UnusableMapping(problems=problems)
    return mapping


def _problems(mapping: ExportMapping) -> Iterator[str]:
    for meaning in mapping.columns:
        if meaning not in MEANINGS[mapping.shape]:
            yield f"columns: «{meaning}» means nothing in «rows: {mapping.shape}»"
    for meaning in REQUIRED[mapping.shape]:
        if meaning not in mapping.columns:
            yield f"columns: no column is named for «{meaning}»"
    for rule in (mapping.moments, *mapping.moments_of.values()):
        yield from _problems_of_moments(rule)
    for word, meaning in mapping.events.items():
        if meaning_of_event(meaning) is None:
            yield f"events: «{meaning}» (for «{word}») is not a kind of event"
    yield from (f"values: «{name}» is no attribute of a ticket" for name in mapping.values if name not in ATTRIBUTES)


def _problems_of_moments(rule: MomentRule) -> Iterator[str]:
    for words in rule.formats:
        if not is_known_format(words):
            yield f"moments: «{words}» is not a way to write a moment; write it like «D/M/YYYY HH:MM»"
    try:
        zone_named(rule.zone)
    except UnknownZone as error:
        yield f"moments: {error}"
