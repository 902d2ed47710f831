"""Signatures that lie beside papers: whose, under which words, and from when a paper counts because of them.

A signature covers the SHA-256 of the paper, of every paper below it and of the terms that they make together
(agreements.md, section 1). A paper that one party alone has signed is no agreement.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import follow
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem, problem_at
from asagreed.terms.papers import PARTIES, Signature
from asagreed.versions.layers import lay_papers

PLANS = "plans/"
"""Where plans are cited, whichever folder holds them."""


@dataclass(frozen=True)
class _Under:
    """A signature, and the file in which it lies; one that could not be read as it stands is not looked into."""

    paper: Paper
    signature: Signature
    is_sound: bool

    @property
    def signs(self) -> str:
        """The file of the signed paper, as it is cited."""
        return self.cited(self.signature.signs)

    def cited(self, place: str) -> str:
        """Return how a place in the folder, or of a plan, is cited."""
        home = posixpath.dirname(posixpath.dirname(self.paper.source.cited))
        return place if place.startswith(PLANS) else posixpath.join(home, place)


class Signatures:
    """Every signature of a folder by the paper under which it stands."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._under: dict[str, list[_Under]] = {}
        for paper in papers:
            reading = read_tree(paper.tree, Signature)
            if reading.mended is not None:
                under = _Under(paper, reading.mended, reading.model is not None)
                self._under.setdefault(under.signs, []).append(under)

    def under(self, paper: Paper) -> tuple[Signature, ...]:
        """Return the signatures under a paper, the first one first."""
        found = (each.signature for each in self._under.get(paper.source.cited, ()))
        return tuple(sorted(found, key=lambda each: each.at))

    def last_under(self, paper: Paper, *, otherwise: int) -> int:
        """Return the moment of the last signature under a paper in UTC seconds, or another where there is none."""
        return max((each.at for each in self.under(paper)), default=otherwise)

    def check(self, papers: Iterable[Paper], plans: Iterable[Paper]) -> Iterator[Problem]:
        """Find signatures under nothing, under other words, under other terms, and papers that one party signed."""
        lying = {paper.source.cited: paper for paper in papers}
        known = {**{plan.source.cited: plan for plan in plans}, **lying}
        for signs, under in self._under.items():
            sound = [each for each in under if each.is_sound]
            if signs not in lying:
                yield from map(_of_nothing, sound)
                continue
            for each in sound:
                yield from _check_words(each, lying[signs])
                yield from _check_terms(each, known)
            yield from _check_parties(under)


def _check_words(under: _Under, paper: Paper) -> Iterator[Problem]:
    if under.signature.sha256 != paper.source.sha256:
        yield _at(
            under,
            "sha256",
            "YML519",
            f"{under.signature.signs} is not the text that {under.signature.name} signed: its SHA-256 is "
            f"{paper.source.sha256[:12]}…, and {under.signature.sha256[:12]}… was signed.",
            remedy="Restore the signed text from the sealed document; what is to change belongs into an amendment.",
        )


def _check_terms(under: _Under, known: Mapping[str, Paper]) -> Iterator[Problem]:
    signed = under.signature
    below = {place: known.get(under.cited(place)) for place in signed.papers}
    for place, paper in below.items():
        if paper is None or paper.source.sha256 != signed.papers[place]:
            yield _at(
                under,
                "papers",
                "YML520",
                f"What {signed.name} signed rests on {place} with the SHA-256 {signed.papers[place][:12]}…, and "
                "no such text is here.",
                remedy="Restore that paper from the sealed document.",
            )
            return
    laid = [paper for paper in below.values() if paper is not None]
    if signed.terms and lay_papers(laid).version != signed.terms:
        yield _at(
            under,
            "terms",
            "YML520",
            f"The papers that {signed.name} signed make other terms than the signature names.",
            remedy="Take the file of the signature as it was made; it is never edited.",
        )


def _check_parties(under: list[_Under]) -> Iterator[Problem]:
    missing = sorted(set(PARTIES) - {each.signature.party for each in under})
    if missing:
        yield _at(
            under[0],
            "party",
            "YML521",
            f"{under[0].signature.signs} lies among what is agreed, and the {missing[0]} has not signed it.",
            remedy="Add the other signature, or keep the paper out of the folder until both have signed.",
        )


def _of_nothing(under: _Under) -> Problem:
    return _at(
        under,
        "signs",
        "YML518",
        f"{under.signature.name} signed {under.signature.signs}, and there is no such paper.",
        remedy="Restore the paper from the sealed document, or correct the path: it begins in the customer's folder.",
    )


def _at(under: _Under, key: str, code: str, message: str, *, remedy: str) -> Problem:
    return problem_at(follow(under.paper.tree, (key,))[1].place, code, message, remedy=remedy, address=key)
