"""The sentences of the signature sheet, in the languages of documents."""

from __future__ import annotations

from collections.abc import Mapping

from asagreed.errors import UnknownLanguage

_ENGLISH = {
    "signatures": "Signatures",
    "signing": "Who signs here signs this document as it stands, and with it, word for word, every paper below that it "
    "was made from. The papers lie inside this file. Each signature is sealed: a change of a single character of the "
    "document or of a paper shows.",
    "provider": "For the provider",
    "customer": "For the customer",
    "papers": "Papers that are signed",
    "paper": "Paper",
    "terms": "Terms that they make together:",
    "signed at": "Signed {moment}",
    "by": "by {method}",
    "hash": "document {hash}",
    "fresh": "signing in afresh",
    "link": "one-time link and code",
}
_GERMAN = {
    "signatures": "Unterschriften",
    "signing": "Wer hier unterschreibt, unterschreibt dieses Dokument, wie es vorliegt, und mit ihm Wort für Wort "
    "jedes unten genannte Papier, aus dem es entstanden ist. Die Papiere liegen in dieser Datei. Jede Unterschrift ist "
    "gesiegelt: Ändert sich am Dokument oder an einem Papier auch nur ein Zeichen, so zeigt es sich.",
    "provider": "Für den Anbieter",
    "customer": "Für den Kunden",
    "papers": "Papiere, die unterschrieben werden",
    "paper": "Papier",
    "terms": "Bedingungen, die sie zusammen ergeben:",
    "signed at": "Unterschrieben am {moment}",
    "by": "durch {method}",
    "hash": "Dokument {hash}",
    "fresh": "erneute Anmeldung",
    "link": "einmaligen Link und Code",
}
SENTENCES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "de": _GERMAN}


def said(language: str) -> Mapping[str, str]:
    """Return the sentences of the sheet in a language. Raises UnknownLanguage."""
    if language not in SENTENCES:
        raise UnknownLanguage(code=language, known=tuple(SENTENCES))
    return SENTENCES[language]
