"""Seals: made, kept in a file, opened again."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import pkcs12
from tests.signing.agreed import SEAL

from asagreed.signing import SealUnreadable, open_seal
from asagreed.signing.seal import name_of


@pytest.mark.parametrize("passphrase", [b"", b"a long passphrase"])
def test_a_seal_that_was_written_to_a_file_is_the_same_when_it_is_opened(passphrase: bytes) -> None:
    opened = open_seal(SEAL.as_file(passphrase=passphrase), passphrase=passphrase)

    assert (opened.certificate, opened.fingerprint) == (SEAL.certificate, SEAL.fingerprint)
    assert len(opened.fingerprint) == 64
    assert name_of(opened.certificate) == "Northwind IT"


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(SealUnreadable, match="its passphrase is another"):
        open_seal(SEAL.as_file(passphrase=b"right"), passphrase=b"wrong")


def test_a_file_of_something_else_is_no_seal() -> None:
    with pytest.raises(SealUnreadable, match=r"no PKCS #12"):
        open_seal(b"agreement: harbour-dental")


def test_a_key_of_another_kind_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    file = pkcs12.serialize_key_and_certificates(b"x", key, None, None, serialization.NoEncryption())

    with pytest.raises(SealUnreadable, match="ECDSA or RSA"):
        open_seal(file)
