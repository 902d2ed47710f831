"""The languages that documents are printed in: sentences by name, and values of agreements in their words."""

from asagreed.documents.language.language import Language, language_named

__all__ = ["Language", "language_named"]
