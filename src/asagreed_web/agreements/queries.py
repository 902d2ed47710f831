"""The version in force: an edition read by the library, once for each content in each process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from asagreed.reading.problems import Problem
from asagreed.signing.folders import laid_out
from asagreed.versions import History, read_agreement
from asagreed_web.agreements.models import Edition, Plan


def edition_of(customer_id: int) -> Edition | None:
    """Return the papers of a customer as they lie now, or None for a customer without an agreement."""
    return Edition.objects.filter(customer_id=customer_id).order_by("-number").first()


def history_of(customer_id: int) -> History | None:
    """Return the agreement of a customer through time, or None for a customer without one."""
    newest = Edition.objects.filter(customer_id=customer_id).order_by("-number").values_list("sha256", flat=True)
    sha256 = newest.first()
    return _history(sha256) if sha256 else None


def histories_of(customer_ids: Iterable[int]) -> dict[int, History]:
    """Return the agreement of each customer that has one; one query for all that this process has read before."""
    rows = Edition.objects.filter(customer_id__in=set(customer_ids)).order_by("customer_id", "number")
    newest = dict(rows.values_list("customer_id", "sha256"))
    return {customer_id: _history(sha256) for customer_id, sha256 in newest.items()}


def plan_texts() -> dict[str, str]:
    """Return every plan by name."""
    return dict(Plan.objects.values_list("name", "text"))


def read_papers(
    papers: Mapping[str, str], plans: Mapping[str, str], *, folder: str, as_of: int | None = None
) -> tuple[History | None, tuple[Problem, ...]]:
    """Return what papers say together, and every problem in them; `folder` names the customer's folder in them.

    `as_of` (UTC seconds) refuses what is dated later, where it is given.
    """
    with laid_out(papers, plans, folder=folder) as place:
        return read_agreement(place, as_of=as_of)


def hash_of_papers(papers: Mapping[str, str], plans: Mapping[str, str], *, folder: str) -> str:
    """Return the SHA-256 over papers and the plans beside them: equal hashes are one history."""
    digest = hashlib.sha256()
    for name, texts in ((folder, papers), ("plans", plans)):
        for path in sorted(texts):
            for word in (name, path, texts[path]):
                digest.update(str(len(word.encode())).encode() + b":" + word.encode())
    return digest.hexdigest()


# One agreement takes about 20 ms to read and is asked for on every page: a process keeps those of its customers.
@lru_cache(maxsize=512)
def _history(sha256: str) -> History:
    edition = Edition.objects.select_related("customer").filter(sha256=sha256).order_by("pk")[0]
    history, problems = read_papers(edition.papers, edition.plans, folder=edition.customer.slug)
    if history is None:
        raise EditionUnreadable(edition=edition.pk, problem=str(problems[0]))
    return history


class EditionUnreadable(RuntimeError):
    """An edition that was accepted cannot be read any more: a fault of the program, never of a user."""

    def __init__(self, *, edition: int, problem: str) -> None:
        super().__init__(f"Edition {edition} was accepted and cannot be read: {problem}.")
