"""`asagreed verify pdf`: who signed, whether it is whole, and taking the papers out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy
from tests.signing.agreed import AGREEMENT, BOTH, SEAL, SENT, SIGNED_AT, signatures

from asagreed.signing import add_signature


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def signed_file(folder: Path, content: bytes = BOTH) -> Path:
    file = folder / "signed.pdf"
    file.write_bytes(content)
    return file


def test_a_signed_document_is_proved_with_its_seal(ask: Asked, tmp_path: Path) -> None:
    shown = " ".join(f"{SEAL.fingerprint[at : at + 2].upper()}:" for at in range(0, 64, 2)).rstrip(":")

    answer = ask("verify", "pdf", str(signed_file(tmp_path)), "--seal", shown)

    assert answer.code == 0
    assert "signed.pdf: as both parties signed it" in answer.out
    assert "Robin Vale, for the customer, 2026-11-23T14:03:10Z, signed in afresh: agreement.yaml" in answer.out
    assert "trusted" in answer.out


def test_without_a_seal_one_is_told_to_compare_it(ask: Asked, tmp_path: Path) -> None:
    assert "compare this fingerprint" in ask("verify", "pdf", str(signed_file(tmp_path))).out


def test_a_stranger_seal_is_not_trusted(ask: Asked, tmp_path: Path) -> None:
    answer = ask("verify", "pdf", str(signed_file(tmp_path)), "--seal", "00" * 32)

    assert answer.code == 1
    assert "No seal that is trusted covers this file" in answer.out


def test_a_changed_document_is_refused_with_a_reason(ask: Asked, tmp_path: Path) -> None:
    changed = BOTH.replace(b"Northwind", b"Southwind", 1)

    answer = ask("verify", "pdf", str(signed_file(tmp_path, changed)))

    assert answer.code == 1
    assert "signed.pdf: NOT as it was signed." in answer.out


def test_a_document_that_one_party_signed_is_told_so(ask: Asked, tmp_path: Path) -> None:
    one = add_signature(SENT.pdf, signatures(SENT), seal=SEAL, lines=["Signed"])

    answer = ask("verify", "pdf", str(signed_file(tmp_path, one)))

    assert answer.code == 0
    assert "by one party so far" in answer.out


def test_the_papers_are_taken_out_into_a_new_folder(ask: Asked, tmp_path: Path) -> None:
    answer = ask("verify", "pdf", str(signed_file(tmp_path)), "--restore", str(tmp_path / "restored"))

    assert answer.code == 0
    assert (tmp_path / "restored" / "agreement.yaml").read_text(encoding="utf-8") == AGREEMENT
    assert (tmp_path / "restored" / "signatures" / "agreement-customer.yaml").is_file()
    assert ask("show", str(tmp_path / "restored")).code == 0


def test_nothing_is_written_over(ask: Asked, tmp_path: Path) -> None:
    answer = ask("verify", "pdf", str(signed_file(tmp_path)), "--restore", str(tmp_path))

    assert answer.code == 2
    assert "is not empty" in answer.said


def test_what_is_proved_is_data_too(ask: Asked, tmp_path: Path) -> None:
    answer = ask("verify", "pdf", str(signed_file(tmp_path)), "--json")

    data = json.loads(answer.out)
    assert (data["whole"], data["complete"], data["signatures"][0]["at"]) == (True, True, SIGNED_AT)
    assert data["signatures"][0]["trusted"] is None
