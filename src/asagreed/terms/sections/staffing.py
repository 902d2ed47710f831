"""Who is there to keep what is promised: the rota, on call, and who knows what. It is no promise itself."""

from __future__ import annotations

from pydantic import Field

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.durations import Length
from asagreed.terms.values.texts import Name, Names, Number, Phrase


class Skill(Part):
    """How many people know something, and whether anybody stands in for them."""

    people: Number
    cover: Phrase | None = None


class Staffing(Part):
    """The calendars in which somebody works, and in which somebody can be called."""

    hours: Names = ()
    on_call: Names = Field(default=(), alias="on call")
    called_out_within: Length | None = Field(default=None, alias="called out within")
    technicians: Number | None = None
    skills: Keyed[Name, Skill] = Field(default_factory=empty)
    note: Phrase | None = None
