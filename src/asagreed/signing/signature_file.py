"""The text of a signature, as it lies in `signatures/` of a customer's folder and in the sealed document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

METHODS = {"fresh": "signed in afresh", "link": "one-time link and code"}
"""How it was made sure that it was they."""


@dataclass(frozen=True, slots=True)
class SignatureUnder:
    """One signature under one paper; `at` is in UTC seconds, hashes are SHA-256 as hexadecimal digits.

    `papers` are those that make the terms, by place, from the first layer to the last.
    """

    signs: str
    sha256: str
    party: str
    name: str
    method: str
    at: int
    document: str
    terms: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where the file lies in the folder."""
        return place_of(self.signs, party=self.party)


def place_of(signs: str, *, party: str) -> str:
    """Return where the signature of a party under a paper lies in the folder."""
    return f"signatures/{signs.removesuffix('.yaml').replace('/', '-')}-{party}.yaml"


def utc_text(at: int) -> str:
    """Return a moment in UTC seconds as a signature writes it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signature_text(signature: SignatureUnder) -> str:
    """Return a signature as the text of its file."""
    lines = [
        f"signs: {quoted(signature.signs)}",
        f"sha256: {quoted(signature.sha256)}",
        f"party: {signature.party}",
        f"name: {quoted(signature.name)}",
        f"method: {quoted(signature.method)}",
        f"at: {quoted(utc_text(signature.at))}",
        f"document: {quoted(signature.document)}",
    ]
    if signature.terms:
        lines.append(f"terms: {quoted(signature.terms)}")
    if signature.papers:
        lines.append("papers:")
        lines += [f"  {quoted(name)}: {quoted(sha256)}" for name, sha256 in signature.papers.items()]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return a text in double quotes: whatever somebody is called, it is one value of YAML."""
    return json.dumps(text, ensure_ascii=False)
