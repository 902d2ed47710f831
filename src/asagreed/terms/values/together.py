"""How several systems make one figure: `all needed`, `any one is enough`, `at least 2 of 3` and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

Form = Literal["all needed", "any one is enough", "at least", "mean", "pooled", "worst system"]
_WORDS: dict[str, Form] = {
    "all needed": "all needed",
    "any one is enough": "any one is enough",
    "mean": "mean",
    "pooled": "pooled",
    "worst system": "worst system",
}
_AT_LEAST = re.compile(r"at least (\d{1,3})(?: of (\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Together:
    """The form, with the least number that must be up for `at least`, and of how many where it is written."""

    form: Form
    least: int = 0
    of: int = 0


def parse_together(text: str) -> Together:
    """Return how systems count together. Raises PydanticCustomError with a code."""
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return Together(_WORDS[words])
    found = _AT_LEAST.fullmatch(words)
    if found and int(found[1]):
        return Together("at least", int(found[1]), int(found[2] or 0))
    raise refuse(
        "YML346",
        f"«{text}» does not say how several systems make one figure.",
        remedy=f"Write {', '.join(_WORDS)}, or at least 2 of 3.",
        text=text,
    )


TogetherText = Annotated[
    Together,
    PlainValidator(from_text(parse_together)),
    WithJsonSchema({"type": "string", "examples": [*_WORDS, "at least 2 of 3"]}),
]
