"""What a document proves, as lines to read and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asagreed.signing import SealedSignature, Verified


def print_verified(verified: Verified, *, name: str) -> None:
    """Print the verdict first, then who signed what and how it is proved."""
    from asagreed.signing.signature_file import utc_text

    print(_verdict(verified, name))
    for fault in verified.faults:
        print(f"  {fault}")
    for each in verified.signatures:
        print(f"{each.name}, for the {each.party}, {utc_text(each.at)}, {each.method}: {', '.join(each.signs)}")
        print(f"  sealed by {each.sealed_by}, {each.seal}: {_trust(each)}")
    for notice in verified.notices:
        print(notice)
    print(f"SHA-256 {verified.sha256}")


def _verdict(verified: Verified, name: str) -> str:
    if not verified.is_whole:
        return f"{name}: NOT as it was signed."
    if not verified.is_complete:
        return f"{name}: as it was signed, by one party so far."
    return f"{name}: as both parties signed it; document, terms and signatures belong together."


def _trust(signature: SealedSignature) -> str:
    if signature.is_trusted is None:
        return "compare this fingerprint with the one that the provider tells (--seal)"
    return "trusted" if signature.is_trusted else "not trusted"


def verified_data(verified: Verified) -> dict[str, Any]:
    """Return what a document proves as plain data; moments are UTC seconds."""
    return {
        "sha256": verified.sha256,
        "whole": verified.is_whole,
        "complete": verified.is_complete,
        "faults": list(verified.faults),
        "notices": list(verified.notices),
        "signatures": [
            {
                "party": each.party,
                "name": each.name,
                "method": each.method,
                "at": each.at,
                "signs": list(each.signs),
                "seal": each.seal,
                "sealed by": each.sealed_by,
                "trusted": each.is_trusted,
            }
            for each in verified.signatures
        ],
        "papers": sorted(verified.papers),
    }
