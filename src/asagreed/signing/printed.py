"""Which document is signed for which papers: the contract, or the paper that changes it, told by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asagreed.documents.contract import contract_of
from asagreed.documents.contract.printing import TEMPLATE as CONTRACT
from asagreed.documents.sheet import Sheet
from asagreed.documents.signed import amendment_of, criticality_of, declined_advice_of, rider_of
from asagreed.documents.signed.printing import TEMPLATE as SIGNED
from asagreed.terms.papers import DECLINED
from asagreed.versions import History, Version


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as data, with the template that sets it."""

    template: Path
    sheet: Sheet


def document_for(history: History, signs: tuple[str, ...], *, folder: str, language: str = "en") -> Printed:
    """Return the document under which papers are signed, by their place in a folder. Raises UnknownLanguage.

    One amendment, rider or declaration is told by itself; everything else by the whole contract that it makes.
    """
    version = version_of(history, signs, folder=folder)
    alone = _alone(history, version, f"{folder}/{signs[0]}", language) if len(signs) == 1 else None
    return Printed(SIGNED, alone) if alone else Printed(CONTRACT, contract_of(version, language=language))


def version_of(history: History, signs: tuple[str, ...], *, folder: str) -> Version:
    """Return the version that begins with what is signed; for a declaration alone, the last one."""
    cited = {f"{folder}/{place}" for place in signs}
    for version in history.versions:
        if cited & {paper.file for paper in version.papers}:
            return version
    return history.versions[-1]


def _alone(history: History, version: Version, file: str, language: str) -> Sheet | None:
    paper = next((each for each in version.papers if each.file == file), None)
    if paper is not None and paper.kind == "amendment":
        return amendment_of(history, number=int(paper.name.removeprefix("amendment ")), language=language)
    if paper is not None and paper.kind == "rider":
        return rider_of(history, version, name=paper.name.removeprefix("rider "), language=language)
    return None if paper is not None else _declared(history, version, file, language)


def _declared(history: History, version: Version, file: str, language: str) -> Sheet | None:
    """Return the document of a declaration: what is declared critical, or the advice that is declined."""
    register = history.register
    for each in register.criticality:
        if each.clause.file == file:
            return criticality_of(history, version, at=each.from_at, language=language)
    for statement in register.statements:
        if statement.clause.file == file and statement.declares == DECLINED:
            return declined_advice_of(history, about=statement.about, language=language)
    return None
