"""Where each clause was written: asked for by path, answered by whoever read the papers."""

from __future__ import annotations

from typing import Protocol

from asagreed.figures import Clause

Path = tuple[str, ...]
SEMANTICS = "semantics"
"""The file of rules of this product that no clause states."""


class Origins(Protocol):
    """Knows file, line and layer of every clause of one version."""

    @property
    def version(self) -> str:
        """The hash of the version."""
        ...

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the papers, by layer."""
        ...

    def clause(self, path: Path) -> Clause:
        """Return the clause at a path, or the nearest one above it."""
        ...

    def item(self, path: Path, number: int) -> Clause:
        """Return the clause of a list with the line of one of its items."""
        ...

    def layer(self, path: Path) -> int:
        """Return the layer of the paper that wrote the value at a path."""
        ...
