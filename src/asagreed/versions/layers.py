"""Laying the papers of one version over each other: plan < agreement < amendments in order of effect < riders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse

from asagreed.reading.merging import lay_over, set_at, without
from asagreed.reading.nodes import Entry, Listing, Table, Text, in_layer, plain, table_in_layer
from asagreed.reading.papers import IDENTITY, Paper

_OWN_KEYS = {
    "plan": ("plan", "version", "remove"),
    "agreement": ("remove",),
    "rider": ("rider", "in force from", "until", "signed", "price", "covers", "remove"),
}
"""Keys that say something of the paper itself, not of the terms."""


@dataclass(frozen=True)
class Layered:
    """The merged tree of one version, the names of its layers, and its hash.

    `unmet` are paths to remove that led to nothing.
    """

    tree: Table
    layers: tuple[str, ...]
    version: str
    unmet: tuple[Text, ...] = ()


def paper_name(paper: Paper) -> str:
    """Return the name by which figures and screens call a paper."""
    if paper.kind == "plan":
        return f"plan {paper.text('plan')}@{paper.text('version')}"
    if paper.kind == "agreement":
        return "agreement"
    return f"{paper.kind} {paper.text(IDENTITY[paper.kind])}"


def lay_papers(papers: Sequence[Paper]) -> Layered:
    """Return the version that papers make, given from the first layer to the last."""
    tree, unmet = _own_terms(papers[0], 0), list[Text]()
    if papers[0].kind == "agreement":
        unmet += paths_to_remove(papers[0])
    for layer, paper in enumerate(papers[1:], start=1):
        tree, missing = _without_removed(tree, paper)
        tree = _with_paper(tree, paper, layer)
        unmet += missing
    names = tuple(paper_name(paper) for paper in papers)
    return Layered(tree, names, _hash(tree, papers), tuple(unmet))


def lay_offer(layered: Layered, rider: str) -> Layered:
    """Return the version with a rider that its agreement offers laid over it, as taken up for one ticket."""
    offer = offered(layered.tree, rider)
    layer = len(layered.layers)
    tree = lay_over(layered.tree, _without(offer, _OWN_KEYS["rider"], layer)) if offer else layered.tree
    version = hashlib.sha256(f"{layered.version} with rider {rider}".encode()).hexdigest()
    return Layered(tree, (*layered.layers, f"rider {rider}"), version)


def offered(tree: Table, rider: str) -> Table | None:
    """Return what a rider would change, if the agreement offers it."""
    offers = tree.get("riders")
    offer = offers.get(rider) if isinstance(offers, Table) else None
    return offer if isinstance(offer, Table) else None


def paths_to_remove(paper: Paper) -> tuple[Text, ...]:
    """Return the paths that a paper takes out, with their places."""
    node = paper.tree.get("remove")
    items = node.items if isinstance(node, Listing) else (node,)
    return tuple(item for item in items if isinstance(item, Text) and not item.is_empty)


def settings(paper: Paper) -> tuple[Entry, ...]:
    """Return what an amendment sets, path by path."""
    node = paper.tree.get("set")
    return tuple(node.entries.values()) if isinstance(node, Table) else ()


def has_empty_step(entry: Entry) -> bool:
    """Say whether a path has two dots in a row, or one at an end."""
    return "" in entry.key.value.split(".")


def _without_removed(tree: Table, paper: Paper) -> tuple[Table, list[Text]]:
    missing: list[Text] = []
    for path in paths_to_remove(paper):
        rest = without(tree, tuple(path.value.split(".")))
        if rest is None:
            missing.append(path)
        tree = rest or tree
    return tree, missing


def _with_paper(tree: Table, paper: Paper, layer: int) -> Table:
    if paper.kind == "amendment":
        for entry in filterfalse(has_empty_step, settings(paper)):
            tree = set_at(tree, Entry(entry.key, in_layer(entry.value, layer)))
        return tree
    if paper.kind == "rider":
        offer = offered(tree, paper.text("rider"))
        tree = lay_over(tree, _without(offer, _OWN_KEYS["rider"], layer)) if offer else tree
    return lay_over(tree, _own_terms(paper, layer))


def _own_terms(paper: Paper, layer: int) -> Table:
    return _without(paper.tree, _OWN_KEYS[paper.kind], layer)


def _without(table: Table, keys: tuple[str, ...], layer: int) -> Table:
    rest = {key: entry for key, entry in table.entries.items() if key not in keys}
    return table_in_layer(replace(table, entries=rest), layer)


def _hash(tree: Table, papers: Sequence[Paper]) -> str:
    sources = {paper_name(paper): paper.source.sha256 for paper in papers}
    canonical = json.dumps({"terms": plain(tree), "sources": sources}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
