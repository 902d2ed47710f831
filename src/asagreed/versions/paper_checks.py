"""Papers that cannot take effect as they are written: too early, too late, twice, or about nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from asagreed.reading.limits import MAX_RIDERS
from asagreed.reading.nodes import Node, Table, Text, follow
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem, problem_at
from asagreed.terms.papers import Sections
from asagreed.versions.layers import has_empty_step, offered, paper_name, paths_to_remove, settings
from asagreed.versions.moments import moment_of, signatures_of
from asagreed.versions.timeline import InForce

_NOT_TO_BE_SET = ("agreement", "signed", "remove")
_SECTIONS = frozenset(field.alias or name for name, field in Sections.model_fields.items())


def check_signatures(paper: Paper) -> Iterator[Problem]:
    """Find a paper that takes effect on a date before the last party has signed it."""
    begins = beginning(paper)
    own = moment_of(begins)
    last = max(signatures_of(paper.tree).values(), default=None)
    if own and last and own.date() < last.date():
        yield _at(
            begins,
            "YML503",
            f"The paper is to be in force from {own.date()}, but was signed on {last.date()}: "
            "nobody can agree to what has already happened.",
            remedy=f"Begin on {last.date()} or later, or correct the date of the signature.",
        )


def check_moments(amendments: Sequence[InForce]) -> Iterator[Problem]:
    """Find amendments in force from one moment, so that neither goes before the other."""
    for first, second in combinations(amendments, 2):
        if first.from_at == second.from_at:
            yield _at(
                beginning(second.paper),
                "YML504",
                f"{paper_name(first.paper)} ({first.paper.source.file}) takes effect at the same moment, "
                "so nobody can say which of the two goes before the other.",
                remedy="Give one of them a later moment, or put both into one amendment.",
            )


def check_numbers(amendments: Sequence[Paper]) -> Iterator[Problem]:
    """Find amendments with one number."""
    for first, second in combinations(amendments, 2):
        if first.text("amendment") and first.text("amendment") == second.text("amendment"):
            yield _at(
                _at_key(second, "amendment"),
                "YML507",
                f"The number of this amendment is that of {first.source.file} too.",
                remedy="Number the amendments in the order in which they were signed.",
            )


def check_beginning(papers: Sequence[InForce], *, first: int) -> Iterator[Problem]:
    """Find papers that would be in force before the agreement is, and riders that end before they begin."""
    for each in papers:
        if each.from_at < first:
            yield _at(
                beginning(each.paper),
                "YML505",
                "The paper would be in force before the agreement itself is.",
                remedy="Begin with the agreement's term or later, or put the clauses into the agreement.",
            )
        if each.until_at is not None and each.until_at <= each.from_at:
            yield _at(
                _at_key(each.paper, "until"),
                "YML511",
                "The paper ends before it has begun, so it would never be in force.",
                remedy="Write a later end, or take the key out: the rider then lasts until further notice.",
            )


def too_late(paper: Paper) -> Problem:
    """Return the problem that a paper takes effect when the agreement is over."""
    return _at(
        beginning(paper),
        "YML506",
        "The paper would take effect when the agreement is already over.",
        remedy="Begin earlier, or let an earlier amendment renew the agreement (set: {term.renews: yearly}).",
    )


def check_rider(paper: Paper, tree: Table) -> Iterator[Problem]:
    """Find a rider that the agreement does not offer and that says nothing itself."""
    if offered(tree, paper.text("rider")) is None and not _SECTIONS & set(paper.tree.entries):
        yield _at(
            _at_key(paper, "rider"),
            "YML508",
            f"The agreement does not offer a rider «{paper.text('rider')}», and this paper says nothing itself.",
            remedy="Correct the name, offer it under riders: in the agreement, or write its targets here.",
        )


def check_settings(paper: Paper) -> Iterator[Problem]:
    """Find paths of an amendment that cannot be set."""
    for entry in settings(paper):
        if has_empty_step(entry):
            yield _at(
                entry.key,
                "YML509",
                f"The path «{entry.key.value}» has a step without a name, so it leads nowhere.",
                remedy="Write the keys from the outermost to the clause, with one dot between them.",
            )
        elif entry.key.value.split(".")[0] in _NOT_TO_BE_SET:
            yield _at(
                entry.key,
                "YML509",
                f"«{entry.key.value}» cannot be set by an amendment: it says what the agreement is, not what it says.",
                remedy="Set a clause by its path, such as targets.P2.response.",
            )


def check_said_twice(paper: Paper) -> Iterator[Problem]:
    """Find paths of an amendment that are about the same clause."""
    texts = [*(entry.key for entry in settings(paper)), *paths_to_remove(paper)]
    for first, second in combinations(texts, 2):
        if _is_within(first.value, second.value) or _is_within(second.value, first.value):
            yield _at(
                second,
                "YML512",
                f"«{second.value}» and «{first.value}» (line {first.place.line}) are about the same clause, "
                "and the order of lines must not decide.",
                remedy="Say it once, with the longer path or with the whole map.",
            )


def nothing_to_remove(path: Text) -> Problem:
    """Return the problem that a path to remove leads to nothing."""
    return _at(
        path,
        "YML510",
        f"Nothing stands at «{path.value}» in the papers before this one, so nothing can be removed.",
        remedy="Correct the path: the keys from the outermost to the clause, with dots between them.",
    )


def too_many_riders(tree: Table, number: int) -> Problem:
    """Return the problem that an agreement offers more riders than are checked."""
    return _at(
        follow(tree, ("riders",))[1],
        "YML011",
        f"The agreement offers {number} riders, more than the {MAX_RIDERS} that are checked.",
        remedy="Offer fewer riders.",
    )


def beginning(paper: Paper) -> Node:
    """Return the text that says from when a paper is in force, or the nearest thing that stands in its place."""
    return follow(paper.tree, ("term", "from") if paper.kind == "agreement" else ("in force from",))[1]


def _at_key(paper: Paper, key: str) -> Node:
    return follow(paper.tree, (key,))[1]


def _is_within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.")


def _at(node: Node, code: str, message: str, *, remedy: str) -> Problem:
    return problem_at(node.place, code, message, remedy=remedy)
