"""A contract as running text: the same clauses, their tables told row by row, so that they fit on one page.

Nothing is left out: what is signed on one page binds as much as a contract of six. What does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asagreed.documents.contract.blocks import Block, Contract
from asagreed.documents.language import language_named

_WITH_HEADS = frozenset({"sites", "uptime", "rates"})
"""Addresses of narrow tables whose cells say nothing without their head."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause in one piece: its number, its sentence, and a first and a further text for each row of its table."""

    number: str
    text: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RunningSection:
    """A part of the page with its title."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class OnePage:
    """A contract, and its sections as running text."""

    contract: Contract
    sections: tuple[RunningSection, ...]


def one_page_of(contract: Contract) -> OnePage:
    """Return a contract as running text, every clause with its number and every row of every table."""
    whole = language_named(contract.language).say("whole on one page")
    return OnePage(
        replace(contract, subtitle=f"{contract.subtitle} · {whole}"),
        tuple(
            RunningSection(section.number, section.title, tuple(map(_paragraph, section.blocks)))
            for section in contract.sections
        ),
    )


def _paragraph(block: Block) -> Paragraph:
    return Paragraph(block.number, block.text, tuple(_rows(block)))


def _rows(block: Block) -> Sequence[tuple[str, str]]:
    has_head = not block.rows or len(block.head) == len(block.rows[0])
    head, rows = (block.head, block.rows) if has_head else (block.rows[0], block.rows[1:])
    names_cells = len(head) > 3 or not has_head or block.address in _WITH_HEADS
    laid: list[tuple[str, str]] = []
    for first, *cells in rows:
        told = [(name, cell) for name, cell in zip(head[1:], cells, strict=True) if cell not in ("–", "")]
        text = ", ".join(f"{name} {cell}" for name, cell in told) if names_cells else _told(told)
        if first or not laid:
            laid.append((first, text))
        else:
            # A row without a name of its own goes on where the one above it ended.
            laid[-1] = (laid[-1][0], f"{laid[-1][1]}, {text}")
    return laid


def _told(cells: Sequence[tuple[str, str]]) -> str:
    first, *more = [cell for _, cell in cells] or [""]
    return f"{first} ({', '.join(more)})" if more else first
