"""A small agreement that two people sign."""

from __future__ import annotations

from dataclasses import replace

from asagreed.signing import DocumentToSign, Seal, SignatureUnder, Signing, add_signature, document_to_sign, make_seal

AGREEMENT = """\
agreement: harbour-dental
plan: gold@2026-01
parties: {provider: Northwind IT, customer: Harbour Dental}
zone: America/Chicago
term: {from: 2026-12-01, for: 1 year}
"""
GOLD = """\
plan: gold
version: 2026-01
currency: USD
systems: {mail: E-mail}
calendars: {support: {hours: {mon-fri: "08:00-17:00"}}}
targets: {P1: {hours: support, response: 30 min}}
"""
AMENDMENT = "amendment: 1\nin force from: 2027-02-01\nset: {targets.P1.response: 15 min}\n"
SIGNED_AT, COUNTERSIGNED_AT = 1_795_356_185, 1_795_442_590
"""2026-11-22 14:03:05 UTC, and a day and five seconds later."""
SEAL = make_seal(name="Northwind IT", at=1_790_000_000, number=77)


def signing(**changes: object) -> Signing:
    """Return an agreement that is to be signed."""
    plain = Signing("harbour-dental", {"agreement.yaml": AGREEMENT}, {"gold@2026-01": GOLD}, ("agreement.yaml",))
    return replace(plain, **changes)  # type: ignore[arg-type]


def signatures(
    sent: DocumentToSign, party: str = "provider", name: str = "Pat Example", at: int = SIGNED_AT
) -> list[SignatureUnder]:
    """Return what one person signs."""
    return [replace(each, party=party, name=name, method="signed in afresh", at=at) for each in sent.covers]


def signed(sent: DocumentToSign, *, seal: Seal = SEAL) -> bytes:
    """Return the document with the signatures of both."""
    one = add_signature(sent.pdf, signatures(sent), seal=seal, lines=["Signed 22 November 2026"])
    two = signatures(sent, "customer", "Robin Vale", COUNTERSIGNED_AT)
    return add_signature(one, two, seal=seal, lines=["Signed 23 November 2026"])


SENT = document_to_sign(signing())
BOTH = signed(SENT)
