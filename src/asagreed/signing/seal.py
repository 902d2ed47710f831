"""The key by which an installation seals documents, with the certificate that names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from asagreed.errors import AsagreedError

YEARS = 10
"""How long a seal that is made here is good for; what it sealed stays verifiable afterwards."""
_FRIENDLY = b"asagreed seal"


class SealUnreadable(AsagreedError):
    """A file is no key and certificate, or its passphrase is another."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A private key and its certificate; `certificate` is DER."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, by which a seal is known."""
        return fingerprint_of(self.certificate)

    def as_file(self, *, passphrase: bytes = b"") -> bytes:
        """Return the seal as PKCS #12, locked by a passphrase where one is given."""
        lock = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
        certificate = x509.load_der_x509_certificate(self.certificate)
        return pkcs12.serialize_key_and_certificates(_FRIENDLY, self.key, certificate, None, lock)


def fingerprint_of(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate in DER, as 64 hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def name_of(certificate: bytes) -> str:
    """Return whom a certificate in DER names."""
    names = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return ", ".join(str(each.value) for each in names)


def make_seal(*, name: str, at: int, number: int) -> Seal:
    """Return a new seal whose certificate it signs itself, good from a moment (UTC seconds) on.

    `number` is the serial number, a random one of up to 159 bits. Nobody vouches for such a seal: whoever verifies a
    document compares its fingerprint with the one that the provider tells.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    begins = datetime.fromtimestamp(at, UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Seal(key, certificate.public_bytes(serialization.Encoding.DER))


def open_seal(data: bytes, *, passphrase: bytes = b"") -> Seal:
    """Return the seal in a file (PKCS #12). Raises SealUnreadable."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase or None)
    except ValueError as error:
        raise SealUnreadable(
            "The seal cannot be opened: the file is no PKCS #12, or its passphrase is another. "
            "Check both; a seal that is lost is replaced by a new one, and old documents stay verifiable."
        ) from error
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SealUnreadable(
            "The seal holds no private key of the kinds ECDSA or RSA with its certificate. Make it of such a key."
        )
    return Seal(key, certificate.public_bytes(serialization.Encoding.DER))
