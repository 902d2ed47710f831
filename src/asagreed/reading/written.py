"""The tree of one version as the origin of its clauses."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.figures import Clause
from asagreed.reading.nodes import Entry, Node, Table, follow

Path = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """Answers where a clause was written: file, line, layer, and the hash of the version."""

    tree: Table
    version: str
    layers: tuple[str, ...]

    def clause(self, path: Path) -> Clause:
        """Return the clause at a path, or the nearest one above it."""
        return self._clause(path, *follow(self.tree, path))

    def item(self, path: Path, number: int) -> Clause:
        """Return the clause of a list with the line of one of its items."""
        return self._clause(path, *follow(self.tree, (*path, str(number))))

    def layer(self, path: Path) -> int:
        """Return the layer of the paper that wrote the value at a path."""
        return follow(self.tree, path)[1].layer

    def _clause(self, path: Path, entry: Entry | None, node: Node) -> Clause:
        # A map may begin on the line after its key; whoever looks the clause up wants to see the key.
        place = entry.key.place if entry and isinstance(node, Table) else node.place
        return Clause(".".join(path), place.source.cited, place.line, self.version)
