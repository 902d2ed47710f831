"""The envelope of a signature (CMS, RFC 5652), in the one form in which we write it.

A signature proves what it covers. What is around it – a second certificate, an attribute that nobody signed, another
spelling of the same – could be changed without breaking the proof; so an envelope is only taken when it is, byte for
byte, the one that its own parts make.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto import algos, cms, tsp, x509
from cryptography import x509 as certificates
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from asagreed.signing.seal import Seal

_VERSION, _HASH = "v1", "sha256"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A signature with what it signs about itself; all of it DER."""

    certificate: bytes
    attributes: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the bytes that are signed."""
        return bytes(self._attribute("message_digest")[0].native)

    @property
    def names_its_certificate(self) -> bool:
        """Whether the signature says itself by which certificate it was made (ESS, as PAdES asks)."""
        named = self._attribute("signing_certificate_v2")[0]["certs"][0]["cert_hash"].native
        return bool(named == hashlib.sha256(self.certificate).digest())

    @property
    def is_signed(self) -> bool:
        """Whether the key of the certificate made the signature."""
        key = certificates.load_der_x509_certificate(self.certificate).public_key()
        try:
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(self.signature, self.attributes, ec.ECDSA(hashes.SHA256()))
                return True
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(self.signature, self.attributes, padding.PKCS1v15(), hashes.SHA256())
                return True
        except InvalidSignature:
            return False
        return False

    def _attribute(self, name: str) -> cms.SetOfAny:
        for attribute in cms.CMSAttributes.load(self.attributes):
            if attribute["type"].native == name:
                return attribute["values"]
        raise ValueError(f"The signature says nothing of «{name}».")

    def dump(self) -> bytes:
        """Return the envelope in the one form in which it is written."""
        certificate = x509.Certificate.load(self.certificate)
        algorithm = "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"
        digest = cms.DigestAlgorithm({"algorithm": _HASH})
        signer = cms.SignerInfo(
            {
                "version": _VERSION,
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    ),
                ),
                "digest_algorithm": digest,
                "signed_attrs": cms.CMSAttributes.load(self.attributes),
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": algorithm}),
                "signature": self.signature,
            }
        )
        content = cms.SignedData(
            {
                "version": _VERSION,
                "digest_algorithms": cms.DigestAlgorithms([digest]),
                "encap_content_info": {"content_type": "data"},
                "certificates": [cms.CertificateChoices("certificate", certificate)],
                "signer_infos": [signer],
            }
        )
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def sign(digest: bytes, *, seal: Seal) -> Envelope:
    """Return the signature of a seal under bytes of which this is the SHA-256 (PAdES baseline B)."""
    named = tsp.SigningCertificateV2(
        {"certs": [{"cert_hash": hashlib.sha256(seal.certificate).digest(), "hash_algorithm": {"algorithm": _HASH}}]}
    )
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
        ]
    ).dump()
    if isinstance(seal.key, ec.EllipticCurvePrivateKey):
        signature = seal.key.sign(attributes, ec.ECDSA(hashes.SHA256()))
    else:
        signature = seal.key.sign(attributes, padding.PKCS1v15(), hashes.SHA256())
    return Envelope(seal.certificate, attributes, signature)


def open_envelope(data: bytes) -> Envelope:
    """Return the envelope in DER, or raise ValueError where it has another form than the one we write."""
    content = cms.ContentInfo.load(data, strict=True)["content"]
    signer = content["signer_infos"][0]
    opened = Envelope(
        certificate=content["certificates"][0].chosen.dump(),
        attributes=signer["signed_attrs"].untag().dump(),
        signature=signer["signature"].native,
    )
    if opened.dump() != data:
        raise ValueError("The envelope of the signature has bytes that do not belong there.")
    return opened
