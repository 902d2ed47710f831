"""What the customer declared: how critical systems are, and which advice stands declined, moment by moment.

A declaration counts from the later of its own moment and its last signature, never before (agreements.md, sections 1
and 7). What was declared later stays on record, and decides for what begins later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from asagreed.figures import Clause
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import Listing, Node, Table, Text, follow
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem, problem_at
from asagreed.terms.papers import ACCEPTED, CRITICALITY, DECLINED, INSTALLED, OFFERED, Declaration
from asagreed.versions.moments import utc_seconds
from asagreed.versions.signatures import Signatures


@dataclass(frozen=True, slots=True)
class CriticalityDeclared:
    """What the customer said of one system, and from which moment (UTC seconds) it counts."""

    system: str
    criticality: str
    from_at: int
    by: str
    clause: Clause

    @property
    def is_critical(self) -> bool:
        """Whether the system was declared critical."""
        return self.criticality == "critical"


@dataclass(frozen=True, slots=True)
class AdvicePaper:
    """One paper about a piece of advice: that it was offered, declined, accepted or installed."""

    about: str
    declares: str
    from_at: int
    by: str
    advice: str
    risk: str
    consequence: str
    systems: tuple[str, ...]
    causes: tuple[str, ...]
    then: tuple[str, ...]
    ends: str
    clause: Clause

    def concerns(self, *, systems: Iterable[str], cause: str | None) -> bool:
        """Say whether an incident falls under the advice; what the paper does not name it does not ask for."""
        on_system = not self.systems or not set(self.systems).isdisjoint(systems)
        return on_system and (not self.causes or cause in self.causes)


@dataclass(frozen=True)
class Register:
    """Every declaration of a customer, in the order in which they count."""

    criticality: tuple[CriticalityDeclared, ...] = ()
    statements: tuple[AdvicePaper, ...] = ()

    def criticality_of(self, system: str, *, at: int) -> CriticalityDeclared | None:
        """Return what was declared of a system before or at a moment, the last word of it."""
        said = (each for each in self.criticality if each.system == system and each.from_at <= at)
        return max(said, key=lambda each: each.from_at, default=None)

    def declined_at(self, moment: int) -> tuple[AdvicePaper, ...]:
        """Return the advice that stands declined at a moment: not accepted, or not installed, as its paper says."""
        return tuple(self._declined(moment))

    def about(self, name: str) -> tuple[AdvicePaper, ...]:
        """Return everything that was said about a piece of advice, in order."""
        return tuple(each for each in self.statements if each.about == name)

    def _declined(self, moment: int) -> Iterator[AdvicePaper]:
        known = [each for each in self.statements if each.from_at <= moment]
        for name in dict.fromkeys(each.about for each in known):
            said = [each for each in known if each.about == name]
            declined = [each for each in said if each.declares == DECLINED]
            if declined and not _is_over(declined[-1], said):
                yield _with_offer(declined[-1], said)


def _is_over(declined: AdvicePaper, said: Iterable[AdvicePaper]) -> bool:
    """Say whether declining came to an end: accepted, or installed where the paper asks for that."""
    ends = (ACCEPTED, INSTALLED) if declined.ends == "accepted" else (INSTALLED,)
    return any(each.declares in ends and each.from_at >= declined.from_at for each in said)


def _with_offer(declined: AdvicePaper, said: Iterable[AdvicePaper]) -> AdvicePaper:
    """Fill what the paper that declines leaves to the paper that offered."""
    offered = next((each for each in said if each.declares == OFFERED), declined)
    return replace(
        declined,
        advice=declined.advice or offered.advice,
        risk=declined.risk or offered.risk,
        consequence=declined.consequence or offered.consequence,
        systems=declined.systems or offered.systems,
        causes=declined.causes or offered.causes,
        then=declined.then or offered.then,
    )


def read_register(
    papers: Iterable[Paper],
    *,
    zone: str,
    systems: frozenset[str],
    signatures: Signatures,
    as_of: int | None = None,
) -> tuple[Register, list[Problem]]:
    """Return what declarations say, and what is wrong with them beyond their form; `systems` are those that exist.

    Nobody can have signed anything after `as_of` (UTC seconds), where that is given.
    """
    criticality: list[CriticalityDeclared] = []
    statements: list[AdvicePaper] = []
    problems: list[Problem] = []
    papers = tuple(papers)
    for paper in papers:
        model = read_tree(paper.tree, Declaration).mended
        if model is None:
            continue
        from_at = _counts_from(paper, model, zone, signatures)
        if from_at is None:
            problems.append(_undated(paper))
            continue
        if as_of is not None and _signed_at(paper, from_at, signatures) > as_of:
            problems.append(_from_the_future(paper))
        if model.declares == CRITICALITY:
            problems += _unknown_systems(paper, ("systems",), systems)
            criticality += _criticality(paper, model, from_at)
        elif model.declares in (OFFERED, DECLINED, ACCEPTED, INSTALLED):
            problems += [*_unnamed(paper, model), *_unknown_systems(paper, ("on",), systems)]
            statements.append(_statement(paper, model, from_at))
    statements.sort(key=lambda each: each.from_at)
    by_file = {paper.source.cited: paper for paper in papers}
    problems += [*_unoffered(statements, by_file), *_without_consequence(statements, by_file)]
    return Register(tuple(sorted(criticality, key=lambda each: each.from_at)), tuple(statements)), problems


def _counts_from(paper: Paper, model: Declaration, zone: str, signatures: Signatures) -> int | None:
    own = [*model.signed.values(), *([model.in_force_from] if model.in_force_from else [])]
    moments = [*(utc_seconds(each, zone) for each in own), *(each.at for each in signatures.under(paper))]
    return max(moments, default=None)


def _signed_at(paper: Paper, from_at: int, signatures: Signatures) -> int:
    """Return when a paper was signed: by what lies beside it, else from when it counts."""
    return signatures.last_under(paper, otherwise=from_at)


def _criticality(paper: Paper, model: Declaration, from_at: int) -> Iterator[CriticalityDeclared]:
    for system, word in model.systems.items():
        clause = _clause(paper, ("systems", system))
        yield CriticalityDeclared(system, word, from_at, model.by or "the customer", clause)


def _statement(paper: Paper, model: Declaration, from_at: int) -> AdvicePaper:
    return AdvicePaper(
        about=model.about or model.advice or paper.source.cited,
        declares=model.declares,
        from_at=from_at,
        by=model.by or "the customer",
        advice=model.advice or "",
        risk=model.risk or "",
        consequence=model.consequence or "",
        systems=model.on,
        causes=model.when_caused_by,
        then=model.then,
        ends=model.ends or "accepted",
        clause=_clause(paper, ("then",) if model.then else ("declares",)),
    )


def _clause(paper: Paper, path: tuple[str, ...]) -> Clause:
    entry, node = follow(paper.tree, path)
    place = entry.key.place if entry else node.place
    name = paper.source.cited.rsplit("/", 1)[-1].removesuffix(".yaml").removesuffix(".yml")
    return Clause(".".join(("declarations", name, *path)), paper.source.cited, place.line, paper.source.sha256)


def _undated(paper: Paper) -> Problem:
    return _at(
        follow(paper.tree, ("declares",))[1],
        "YML513",
        "The declaration has no date, so nobody can say for which incidents it counts.",
        remedy="Add signed: and the day on which the customer signed it.",
    )


def _from_the_future(paper: Paper) -> Problem:
    keys = [key for key in ("in force from", "signed") if key in paper.tree.entries]
    return _at(
        follow(paper.tree, (keys[0] if keys else "declares",))[1],
        "YML517",
        "The declaration is dated in the future, so nobody can have signed it yet; until then nothing follows from it.",
        remedy="Correct the date, or put the paper into the folder when it is signed.",
    )


def _unnamed(paper: Paper, model: Declaration) -> Iterator[Problem]:
    if model.about is None and model.advice is None:
        yield _at(
            follow(paper.tree, ("declares",))[1],
            "YML514",
            "The paper does not say which advice it is about, so it cannot be put beside the others.",
            remedy="Add about: and a short name, the same in every paper about this advice.",
        )


def _without_consequence(statements: Iterable[AdvicePaper], papers: dict[str, Paper]) -> Iterator[Problem]:
    """Find advice that was declined where neither the paper nor the one that offered says what follows."""
    statements = tuple(statements)
    for each in statements:
        said = [other for other in statements if other.about == each.about]
        if each.declares == DECLINED and not _with_offer(each, said).then:
            yield _at(
                follow(papers[each.clause.file].tree, ("declares",))[1],
                "YML515",
                "Advice was declined, and the paper does not say what follows, so nothing follows from it.",
                remedy="Add then: [no emergency, billable], or what the customer signed.",
            )


def _unknown_systems(paper: Paper, path: tuple[str, ...], known: frozenset[str]) -> Iterator[Problem]:
    _, node = follow(paper.tree, path)
    for text in _names_in(node) if path[0] in paper.tree.entries else ():
        if text.value not in known:
            yield _at(
                text,
                "YML422",
                f"«{text.value}» is not a system of this agreement, so nothing can follow from what is said of it.",
                remedy=f"Known are: {', '.join(sorted(known)) or 'none'}. Or add it under «systems».",
            )


def _unoffered(statements: Iterable[AdvicePaper], papers: dict[str, Paper]) -> Iterator[Problem]:
    """Find advice that was accepted or installed and that nobody offered or declined: a slip in its name."""
    opened = {each.about for each in statements if each.declares in (OFFERED, DECLINED)}
    for each in statements:
        if each.about not in opened:
            entry, node = follow(papers[each.clause.file].tree, ("about",))
            yield _at(
                node if entry else follow(papers[each.clause.file].tree, ("declares",))[1],
                "YML516",
                f"No paper offers or declines «{each.about}», so this one ends nothing.",
                remedy=f"Write the name as the other papers do: {', '.join(sorted(opened)) or 'there is none yet'}.",
            )


def _names_in(node: Node) -> Iterator[Text]:
    if isinstance(node, Table):
        yield from (entry.key for entry in node.entries.values())
        return
    items = node.items if isinstance(node, Listing) else (node,)
    yield from (item for item in items if isinstance(item, Text))


def _at(node: Node, code: str, message: str, *, remedy: str) -> Problem:
    return problem_at(node.place, code, message, remedy=remedy)
