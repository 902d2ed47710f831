"""Why a document is not printed; like every error, each says what, why it cannot be, and what to do."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class NothingToPrint(AsagreedError):
    """A document was asked for of which the agreement has nothing."""

    def __init__(self, *, agreement: str, what: str, known: tuple[str, ...]) -> None:
        at_hand = f"Name one of: {', '.join(known)}." if known else "Nothing of the kind is in its papers."
        super().__init__(f"«{agreement}» has no {what} that could be printed alone. {at_hand}")
        self.agreement, self.what, self.known = agreement, what, known


class DoesNotFit(AsagreedError):
    """An agreement says more than one page can hold."""

    def __init__(self, *, beyond: tuple[str, ...]) -> None:
        super().__init__(
            f"The agreement does not fit on one page; what no longer fits: {', '.join(beyond)}. "
            "Nothing is left out of a document that is signed: print it as a contract, or agree on less."
        )
        self.beyond = beyond


class NoLetterFor(AsagreedError):
    """A text has characters that no font at hand can print."""

    def __init__(self, *, text: str) -> None:
        super().__init__(
            f"No font has a letter for {text}, so the document would not say what was written. "
            "Install a font that has it, such as the Noto fonts of your system, or write it in other letters."
        )
        self.text = text
