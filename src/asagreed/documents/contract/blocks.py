"""What a contract is made of: sections, and in them numbered clauses with a sentence or a table."""

from __future__ import annotations

from dataclasses import dataclass


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
    """A part of the contract with a title."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """A version of an agreement as it is printed; `reviewed` is empty until somebody has reviewed the text."""

    title: str
    plan: str
    subtitle: str
    provider: str
    customer: str
    language: str
    version: str
    in_force: str
    reviewed: str
    sections: tuple[Section, ...]
    papers: tuple[tuple[str, str], ...]
    words: dict[str, str]

    @property
    def numbers(self) -> dict[str, str]:
        """The printed number of each address; of a table, of its first clause."""
        found: dict[str, str] = {}
        for section in self.sections:
            for block in section.blocks:
                found.setdefault(block.address, block.number)
        return found
