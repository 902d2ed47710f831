"""The file of answers: what was said once and of every system, and what was seen since."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from asagreed.discovery.questions import TOPICS
from asagreed.discovery.values import Cadence, HourCost, TestedOn, WeekHours, Where, WorkWish
from asagreed.facts.books.values import Count
from asagreed.terms.papers import Criticality
from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.data_amounts import DataAmount, DataRate
from asagreed.terms.values.dates import Date
from asagreed.terms.values.days import Days
from asagreed.terms.values.durations import Length
from asagreed.terms.values.factors import Headcount
from asagreed.terms.values.texts import Name, Phrase, YesNo, Zone, choice

Topic = Annotated[
    str,
    PlainValidator(choice({each: each for each in TOPICS}, what="what can be verified")),
    WithJsonSchema({"enum": [*TOPICS]}),
]


class CompanyAnswers(Part):
    """What is asked once; what was not answered is None."""

    an_emergency_is: Phrase | None = Field(default=None, alias="an emergency is")
    people: Count | None = None
    working_hours: WeekHours | None = Field(default=None, alias="working hours")
    people_unable_to_work: Headcount | None = Field(default=None, alias="people unable to work")
    hour_down_costs: HourCost | None = Field(default=None, alias="hour down costs")
    who_may_call: Phrase | None = Field(default=None, alias="who may call")
    reachable_at_night: Phrase | None = Field(default=None, alias="reachable at night")
    emergency_work: WorkWish | None = Field(default=None, alias="emergency work")


class SystemAnswers(Part):
    """What is asked of every system; lengths in seconds, `backup_every` and `emergency_after` 0 for none."""

    title: Phrase | None = None
    criticality: Criticality | None = None
    people_stopped: Count | None = Field(default=None, alias="people stopped")
    hour_down_costs: HourCost | None = Field(default=None, alias="hour down costs")
    emergency_after: Cadence | None = Field(default=None, alias="emergency after")
    data_loss_is_an_emergency: YesNo | None = Field(default=None, alias="data loss is an emergency")
    may_lose: Length | None = Field(default=None, alias="may lose")
    back_within: Length | None = Field(default=None, alias="back within")
    believed_loss: Length | None = Field(default=None, alias="believed loss")
    backup_every: Cadence | None = Field(default=None, alias="backup every")
    backup_on: Days | None = Field(default=None, alias="backup on")
    backup_takes: Length | None = Field(default=None, alias="backup takes")
    backup_where: Where | None = Field(default=None, alias="backup where")
    backup_kept: Phrase | None = Field(default=None, alias="backup kept")
    restore_tested: TestedOn | None = Field(default=None, alias="restore tested")
    restore_took: Length | None = Field(default=None, alias="restore took")
    data: DataAmount | None = None
    restore_speed: DataRate | None = Field(default=None, alias="restore speed")
    spare: Phrase | None = None
    redundancy: Phrase | None = None
    parts: Phrase | None = None
    warranty_until: Date | None = Field(default=None, alias="warranty until")
    diagnosis_takes: Length | None = Field(default=None, alias="diagnosis takes")
    repair_takes: Length | None = Field(default=None, alias="repair takes")
    supported_by: Phrase | None = Field(default=None, alias="supported by")
    vendor_hours: WeekHours | None = Field(default=None, alias="vendor hours")

    @property
    def is_critical(self) -> bool:
        """Whether the customer calls it critical."""
        return self.criticality == "critical"


class Verified(Part):
    """That somebody has looked: the day, by what that can be shown, and what was found where it differs."""

    on: Date
    evidence: Phrase
    by: Phrase | None = None
    found: Keyed[Name, Phrase] = Field(default_factory=empty)


class AnswersPage(Part):
    """Everything that a file of answers says; what is stated stands apart from what was verified."""

    discovery: Name
    asked: Date
    zone: Zone
    by: Phrase | None = None
    company: CompanyAnswers = Field(default_factory=CompanyAnswers)
    systems: Keyed[Name, SystemAnswers] = Field(default_factory=empty)
    verified: Keyed[Name, Keyed[Topic, Verified]] = Field(default_factory=empty)
