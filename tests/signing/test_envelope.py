"""Envelopes of signatures: one form, and every byte of it counts."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.x509.oid import NameOID
from tests.signing.agreed import SEAL

from asagreed.signing.envelope import Envelope, open_envelope, sign
from asagreed.signing.seal import Seal

DIGEST = hashlib.sha256(b"signed").digest()
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Northwind IT")])


def certificate(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    built = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.DER)


def is_taken(data: bytes) -> bool:
    """Say whether an envelope proves the digest; whatever cannot be opened proves nothing."""
    try:
        opened = open_envelope(data)
        return opened.is_signed and opened.names_its_certificate and opened.digest == DIGEST
    except Exception:  # noqa: BLE001 -- what breaks while it is opened is not taken
        return False


def test_what_was_signed_is_proved_by_its_own_envelope() -> None:
    assert is_taken(sign(DIGEST, seal=SEAL).dump())


def test_a_seal_with_an_rsa_key_signs_too() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    envelope = sign(DIGEST, seal=Seal(key, certificate(key)))

    assert is_taken(envelope.dump())
    assert not Envelope(envelope.certificate, envelope.attributes, bytes(256)).is_signed


def test_a_certificate_with_a_key_of_another_kind_proves_nothing() -> None:
    envelope = sign(DIGEST, seal=SEAL)

    other = Envelope(certificate(ed25519.Ed25519PrivateKey.generate()), envelope.attributes, envelope.signature)
    assert not other.is_signed


def test_another_seal_is_not_the_one_that_the_signature_names() -> None:
    envelope = sign(DIGEST, seal=SEAL)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert not Envelope(certificate(key), envelope.attributes, envelope.signature).names_its_certificate


def test_no_byte_of_an_envelope_can_be_changed() -> None:
    data = sign(DIGEST, seal=SEAL).dump()

    taken = [
        (at, change)
        for at in range(len(data))
        for change in (0x01, 0x20, 0xFF)
        if is_taken(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :])
    ]

    assert taken == []


def test_an_attribute_that_nobody_signed_does_not_belong() -> None:
    content = cms.ContentInfo.load(sign(DIGEST, seal=SEAL).dump())
    content["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
        [cms.CMSAttribute({"type": "content_type", "values": ["data"]})]
    )

    with pytest.raises(ValueError, match="bytes that do not belong"):
        open_envelope(content.dump(force=True))


def test_a_signature_that_says_nothing_of_its_digest_proves_nothing() -> None:
    nothing = cms.CMSAttributes([cms.CMSAttribute({"type": "content_type", "values": ["data"]})]).dump()

    with pytest.raises(ValueError, match="message_digest"):
        _ = Envelope(SEAL.certificate, nothing, b"").digest
