"""The sites and systems that are looked after, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import ANY, Outline
from asagreed.terms.sections.places import System


def add(outline: Outline) -> None:
    """Add sites, travel and systems."""
    said = outline.agreement
    outline.begin("sites and systems")
    sites = [
        (site.title or name, outline.written("sites", name, "distance") or "–", _no_access(outline, name) or "–")
        for name, site in said.sites.items()
    ]
    told = [(ANY, key) for key in ("title", "distance", "no access")]
    outline.table(("sites",), "sites", ("site", "distance", "no access"), sites, told=told)
    if said.travel:
        times = outline.listed(_travel(outline, name) for name in said.travel)
        outline.clause(("travel",), "travel", times=times)
    systems = [
        (system.title or name, _where(outline, system), "; ".join(_others(outline, name, system)) or "–")
        for name, system in said.systems.items()
    ]
    outline.table(("systems",), "systems", ("system", "where", "others promise"), systems)


def _no_access(outline: Outline, name: str) -> str:
    return outline.written("sites", name, "no access")


def _travel(outline: Outline, distance: str) -> str:
    length = outline.written("travel", distance)
    return outline.language.say("travel of", length=length, distance=outline.language.value(distance))


def _where(outline: Outline, system: System) -> str:
    return outline.sites([system.site]) if system.site else "–"


def _others(outline: Outline, name: str, system: System) -> Iterator[str]:
    say = outline.language.say
    if system.supported_by:
        yield say("supported by", name=system.supported_by)
    if system.call:
        yield say("call", number=system.call)
    if system.vendor_response:
        yield say("vendor responds", when=outline.written("systems", name, "vendor response"))
    if system.parts:
        yield say("parts", when=outline.written("systems", name, "parts"))
    if system.vendor_hours:
        yield say("within", hours=outline.hours(system.vendor_hours))
    if system.warranty_until:
        yield say("warranty", day=outline.language.day(system.warranty_until))
    if system.stands_on:
        yield say("stands on", names=outline.systems(system.stands_on))
    yield from (text for text in (system.kind, system.note) if text)
