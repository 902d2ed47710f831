"""Signatures beside papers: from when a paper counts because of them, and what cannot stand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.written_agreements import HEAD, at, read_folder, written

from asagreed.reading import mending
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Table
from asagreed.reading.papers import Paper
from asagreed.reading.sources import Source
from asagreed.versions.signatures import Signatures

AMENDMENT = "amendment: 1\nin force from: 2026-03-01\nset: {title: Changed}\n"
DECLARATION = "declares: criticality\nin force from: 2026-02-01\nsystems: {mail: critical}\n"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def signature(signs: str, text: str, *, party: str, moment: str, more: str = "") -> str:
    return (
        f"signs: {signs}\nsha256: {sha256(text)}\nparty: {party}\nname: Pat Example\nmethod: signed in afresh\n"
        f"at: {moment}\n{more}"
    )


def both(signs: str, text: str, *, provider: str, customer: str, more: str = "") -> dict[str, str]:
    stem = signs.removesuffix(".yaml").replace("/", "-")
    return {
        f"signatures_{stem}-provider": signature(signs, text, party="provider", moment=provider, more=more),
        f"signatures_{stem}-customer": signature(signs, text, party="customer", moment=customer, more=more),
    }


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_paper_counts_from_its_last_signature_where_that_is_later(tmp_path: Path) -> None:
    late = both("amendments/a.yaml", AMENDMENT, provider="2026-02-20T09:00:00Z", customer="2026-03-04T15:30:07Z")

    history = written(tmp_path, "", amendments_a=AMENDMENT, **late)

    assert [each.from_at for each in history.versions[1:]] == [at("2026-03-04 09:30") + 7]
    paper = history.versions[1].papers[-1]
    assert [(each.party, each.name) for each in paper.signatures] == [
        ("provider", "Pat Example"),
        ("customer", "Pat Example"),
    ]


def test_a_paper_that_was_signed_in_time_counts_from_its_own_moment(tmp_path: Path) -> None:
    early = both("amendments/a.yaml", AMENDMENT, provider="2026-02-20T09:00:00Z", customer="2026-02-21T15:30:07Z")

    history = written(tmp_path, "", amendments_a=AMENDMENT, **early)

    assert history.versions[1].from_at == at("2026-03-01 00:00")


def test_an_agreement_begins_with_its_last_signature(tmp_path: Path) -> None:
    signed = both("agreement.yaml", HEAD, provider="2027-02-20T09:00:00Z", customer="2027-02-20T10:00:00Z")

    history, problems = read_folder(tmp_path, "", **signed)

    assert problems == ()
    assert history is not None
    assert history.versions[0].from_at == at("2027-02-20 04:00")


def test_a_declaration_counts_from_its_signature(tmp_path: Path) -> None:
    signed = both("declarations/c.yaml", DECLARATION, provider="2026-02-03T09:00:00Z", customer="2026-02-04T12:00:00Z")

    history = written(tmp_path, "", declarations_c=DECLARATION, **signed)

    assert [each.from_at for each in history.register.criticality] == [at("2026-02-04 06:00")]


def test_a_signature_under_the_terms_that_its_papers_make_holds(tmp_path: Path) -> None:
    before = written(made(tmp_path / "before"), "", amendments_a=AMENDMENT)
    version = before.versions[1]
    over = ", ".join(f"{paper.file.partition('/')[2]}: {paper.sha256}" for paper in version.papers)
    more = f"terms: {version.hash}\npapers: {{{over}}}\n"
    signed = both(
        "amendments/a.yaml", AMENDMENT, provider="2026-02-20T09:00:00Z", customer="2026-02-21T09:00:00Z", more=more
    )

    _, problems = read_folder(made(tmp_path / "after"), "", amendments_a=AMENDMENT, **signed)

    assert problems == ()


def test_what_nobody_can_make_sense_of_signs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "MAX_ROUNDS", 0)
    tree, _ = compose(Source("signatures/1.yaml", "signatures/1.yaml", "signs: agreement.yaml\n"))
    assert isinstance(tree, Table)
    paper = Paper("signature", Source("1.yaml", "home/signatures/1.yaml", ""), tree)

    assert list(Signatures([paper]).check((), ())) == []
