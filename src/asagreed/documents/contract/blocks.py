"""What a contract is made of: a sheet with sections, and in them numbered clauses with a sentence or a table."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.documents.sheet import Block, Section, Sheet

__all__ = ["Block", "Contract", "Section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Sheet):
    """A version of an agreement as it is printed; `version` is its hash, `reviewed` empty until somebody has."""

    version: str
    in_force: str
    reviewed: str

    @property
    def numbers(self) -> dict[str, str]:
        """The printed number of each address; of a table, of its first clause."""
        found: dict[str, str] = {}
        for section in self.sections:
            for block in section.blocks:
                found.setdefault(block.address, block.number)
        return found
