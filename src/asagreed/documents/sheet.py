"""What every printed document has: who it is between, its text in sections, and who signs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from asagreed.documents.language import Language
from asagreed.versions import Version

_FRAME = ("between", "and", "page", "of", "signatures", "name", "date", "signature", "papers")


@dataclass(frozen=True, slots=True)
class Block:
    """A clause: its printed number (4.1), its address, a sentence, and rows of a table with a head if it has one."""

    number: str
    address: str
    text: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document with a title."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """A side that signs: what it is, its name, and the day of a signature that is on record, in words."""

    side: str
    name: str
    recorded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document as it is printed. `day` is an ISO date; `remark` stands at the foot, as a warning where it `warns`."""

    title: str
    subtitle: str
    provider: str
    customer: str
    language: str
    day: str
    remark: str = ""
    warns: bool = False
    opening: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def framed(version: Version, language: Language, *, title: str, subtitle: str, day: date) -> Sheet:
    """Return a sheet between the parties of a version, without its text; nobody signs it yet."""
    return Sheet(
        title=title,
        subtitle=subtitle,
        provider=version.terms.provider or "–",
        customer=version.terms.customer or "–",
        language=language.code,
        day=day.isoformat(),
        words={name: language.say(name) for name in _FRAME},
    )


def with_review(sheet: Sheet, reviewed: str, language: Language) -> Sheet:
    """Return a sheet whose pages say who reviewed its text, or warn that nobody has."""
    return replace(sheet, remark=reviewed or language.say("not reviewed"), warns=not reviewed)


def review_of(version: Version, language: Language) -> str:
    """Return who reviewed the text of a version, or nothing."""
    review = version.agreement.legal_review
    return language.say("reviewed", by=review.by, day=language.day(review.on)) if review else ""


def paper_in_words(name: str, language: Language) -> str:
    """Return what a paper is called: `amendment 1`, `plan gold@2026-01`, `rider premium response`."""
    kind, _, own = name.partition(" ")
    return language.say(f"paper {kind}", name=own)


def both_sides(
    version: Version, language: Language, signed: Mapping[str, datetime] | None = None
) -> tuple[Signer, ...]:
    """Return both sides as those who sign, with what is on record of their signatures."""
    terms, known = version.terms, signed or {}
    return tuple(
        Signer(language.say(side), name or "–", recorded(known, side, language))
        for side, name in (("provider", terms.provider), ("customer", terms.customer))
    )


def recorded(signed: Mapping[str, datetime], side: str, language: Language) -> str:
    """Return that the signature of a side is on record, or nothing; one date without a name stands for all."""
    at = signed.get(side) or signed.get("all parties")
    return language.say("recorded", day=language.day(at.date())) if at else ""
