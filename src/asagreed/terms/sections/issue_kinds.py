"""The catalogue of issues: groups such as hardware and software, and the kinds in each."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from asagreed.terms.parts import Part, with_title
from asagreed.terms.values.texts import Phrase


class IssueKindPart(Part):
    """A kind of issue; a bare text is its title."""

    title: Phrase | None = None
    means: Phrase | None = None


KindPart = Annotated[IssueKindPart, BeforeValidator(with_title, json_schema_input_type=Phrase | IssueKindPart)]
