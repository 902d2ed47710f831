"""The five kinds of signed paper (agreement, plan, amendment, rider, declaration), and the signature beside one."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.sections.calendars import CalendarPart, HolidayList
from asagreed.terms.sections.clock_rules import AfterChange, ClockPart, ClosingPart, Reasons, ReopeningPart, Warnings
from asagreed.terms.sections.emergencies import Emergency
from asagreed.terms.sections.fees import Billing, Credits, FeePart, Materials, RiderPrice
from asagreed.terms.sections.issue_kinds import KindPart
from asagreed.terms.sections.later import LaterSections, Recorded
from asagreed.terms.sections.maintenance import Maintenance
from asagreed.terms.sections.places import Site, SystemPart
from asagreed.terms.sections.prepaid import Allowance, Block, MonthlyDraws, OrderOfUse, Retainer
from asagreed.terms.sections.priorities import Priorities
from asagreed.terms.sections.rates import RateCard
from asagreed.terms.sections.records import (
    AcceptedFinding,
    Advice,
    Changes,
    LegalReview,
    Reports,
    Retention,
    StatedPart,
)
from asagreed.terms.sections.recovery import Recovery
from asagreed.terms.sections.reporting import ChannelPart
from asagreed.terms.sections.services import CausePart, Proposals, ResponsibilityPart, Services
from asagreed.terms.sections.staffing import Staffing
from asagreed.terms.sections.standing import SIGNED, Parties, Signed, Term
from asagreed.terms.sections.targets import TargetBlock
from asagreed.terms.sections.upkeep import UpkeepPart
from asagreed.terms.sections.uptime import Uptime
from asagreed.terms.values.dates import Moment, UtcMoment
from asagreed.terms.values.durations import Length
from asagreed.terms.values.hashes import Sha256
from asagreed.terms.values.pins import Pin
from asagreed.terms.values.texts import Currency, Name, Names, Number, Phrase, Zone, choice, one_or_more

RUNNING_TICKETS = {"keep their targets": "keep their targets", "re-rate": "re-rate", "are re-rated": "re-rate"}
CRITICALITY = "criticality"
OFFERED, DECLINED, ACCEPTED, INSTALLED = "advice offered", "advice declined", "advice accepted", "advice installed"
_STATEMENTS = (CRITICALITY, OFFERED, DECLINED, ACCEPTED, INSTALLED, "discovery")
DECLARES = {word: word for word in _STATEMENTS}


class Sections(Part):
    """The sections that a plan, an agreement and a rider may all have: what is measured, covered and paid."""

    title: Phrase | None = None
    zone: Zone | None = None
    currency: Currency | None = None
    working_day: Length | None = Field(default=None, alias="working day")
    holidays: Keyed[Name, HolidayList] = Field(default_factory=empty)
    calendars: Keyed[Name, CalendarPart] = Field(default_factory=empty)
    sites: Keyed[Name, Site] = Field(default_factory=empty)
    travel: Keyed[Name, Length] = Field(default_factory=empty)
    systems: Keyed[Name, SystemPart] = Field(default_factory=empty)
    reporting: Keyed[Name, ChannelPart] = Field(default_factory=empty)
    priorities: Priorities = Field(default_factory=Priorities)
    issue_kinds: Keyed[Name, Keyed[Name, KindPart]] = Field(default_factory=empty, alias="issue kinds")
    targets: TargetBlock = Field(default_factory=TargetBlock)
    clocks: Keyed[Name, ClockPart] = Field(default_factory=empty)
    pauses: Keyed[Name, Reasons] = Field(default_factory=empty)
    warnings: Keyed[Name, Warnings] = Field(default_factory=empty)
    reopening: ReopeningPart | None = None
    closing: ClosingPart | None = None
    after_a_change: AfterChange = Field(default="", alias="after a change")
    services: Services = Field(default_factory=Services)
    causes: Keyed[Name, CausePart] = Field(default_factory=empty)
    responsibilities: Keyed[Name, ResponsibilityPart] = Field(default_factory=empty)
    proposals: Proposals | None = None
    emergency: Emergency = Field(default_factory=Emergency)
    allowance: Allowance | None = None
    block: Block | None = None
    retainer: Retainer | None = None
    order_of_use: OrderOfUse = Field(default=(), alias="order of use")
    outside_draws: Length | None = Field(default=None, alias="outside draws")
    monthly_draws: MonthlyDraws = Field(default_factory=empty, alias="monthly draws")
    fees: Keyed[Name, FeePart] = Field(default_factory=empty)
    rates: RateCard = Field(default_factory=RateCard)
    materials: Materials | None = None
    billing: Billing = Field(default_factory=Billing)
    credits: Credits = Field(default_factory=Credits)
    uptime: Uptime = Field(default_factory=Uptime)
    maintenance: Maintenance = Field(default_factory=Maintenance)
    recovery: Keyed[Name, Recovery] = Field(default_factory=empty)
    proactive: Keyed[Name, UpkeepPart] = Field(default_factory=empty)


class RiderOffer(Sections):
    """A rider that can be taken up: what it would change, and its price as it was written."""

    price: RiderPrice | None = None
    covers: Recorded = None


class Body(Sections, LaterSections):
    """Everything that a plan and an agreement can say."""

    term: Term | None = None
    retention: Retention = Field(default_factory=Retention)
    data_protection: Keyed[Name, Phrase] = Field(default_factory=empty, alias="data protection")
    reports: Reports = Field(default_factory=Reports)
    changes: Changes = Field(default_factory=Changes)
    advice: Advice = Field(default_factory=Advice)
    discovery: Keyed[Name, StatedPart] = Field(default_factory=empty)
    staffing: Staffing = Field(default_factory=Staffing)
    legal_review: LegalReview | None = Field(default=None, alias="legal review")
    accepted_findings: Keyed[Name, AcceptedFinding] = Field(default_factory=empty, alias="accepted findings")
    riders: Keyed[Name, RiderOffer] = Field(default_factory=empty)
    remove: Names = ()


class Plan(Body):
    """One version of a plan that many agreements pin."""

    plan: Name
    version: Name


class Agreement(Body):
    """What one customer agreed: a plan, and what differs from it."""

    agreement: Name
    zone: Zone
    plan: Pin | None = None
    parties: Parties = Field(default_factory=Parties)
    term: Term
    signed: Signed = SIGNED


class Amendment(Part):
    """A signed paper that sets or removes clauses from a moment on."""

    amendment: Number
    title: Phrase | None = None
    reason: Phrase | None = None
    in_force_from: Moment = Field(alias="in force from")
    signed: Signed = SIGNED
    running_tickets: Annotated[
        str,
        PlainValidator(choice(RUNNING_TICKETS, what="running tickets")),
        WithJsonSchema({"enum": [*RUNNING_TICKETS]}),
    ] = Field(default="keep their targets", alias="running tickets")
    set: Keyed[Name, Recorded] = Field(default_factory=empty)
    remove: Names = ()


class Rider(Sections):
    """A signed paper that takes up a rider, for a while or until further notice."""

    rider: Name
    in_force_from: Moment = Field(alias="in force from")
    until: Moment | None = None
    signed: Signed = SIGNED
    price: RiderPrice | None = None
    covers: Recorded = None
    remove: Names = ()


ENDS = {"accepted": "accepted", "when accepted": "accepted", "installed": "installed", "when installed": "installed"}
CONSEQUENCES = {
    "no emergency": "no emergency",
    "billable": "excluded",
    "excluded": "excluded",
    "by arrangement": "by arrangement",
}
CRITICALITIES = {"critical": "critical", "not critical": "not critical", "non-critical": "not critical"}
Criticality = Annotated[
    str, PlainValidator(choice(CRITICALITIES, what="criticality")), WithJsonSchema({"enum": [*CRITICALITIES]})
]
Consequence = Annotated[
    str, PlainValidator(choice(CONSEQUENCES, what="what follows")), WithJsonSchema({"enum": [*CONSEQUENCES]})
]
Consequences = Annotated[
    tuple[Consequence, ...], BeforeValidator(one_or_more, json_schema_input_type=Consequence | tuple[Consequence, ...])
]


class Declaration(Part):
    """A signed statement beside the agreement: how critical systems are, advice offered, declined or accepted."""

    declares: Annotated[
        str, PlainValidator(choice(DECLARES, what="a declaration")), WithJsonSchema({"enum": [*DECLARES]})
    ]
    in_force_from: Moment | None = Field(default=None, alias="in force from")
    signed: Signed = SIGNED
    by: Phrase | None = None
    systems: Keyed[Name, Criticality] = Field(default_factory=empty)
    about: Name | None = None
    advice: Phrase | None = None
    on: Names = ()
    when_caused_by: Names = Field(default=(), alias="when caused by")
    then: Consequences = ()
    risk: Phrase | None = None
    consequence: Phrase | None = None
    ends: Annotated[str, PlainValidator(choice(ENDS, what="when it ends")), WithJsonSchema({"enum": [*ENDS]})] = ""
    evidence: Phrase | None = None
    note: Phrase | None = None


PROVIDER, CUSTOMER = "provider", "customer"
PARTIES = {PROVIDER: PROVIDER, CUSTOMER: CUSTOMER}


class Signature(Part):
    """One signature under one paper, in a file of its own beside it: who signed which words, when and how.

    `sha256` is that of the paper; `papers` are those that lay over each other when it was signed, by their place, from
    the first layer to the last, with theirs; `terms` is the version that they make, `document` what was read.
    """

    signs: Name
    sha256: Sha256
    party: Annotated[str, PlainValidator(choice(PARTIES, what="a party")), WithJsonSchema({"enum": [*PARTIES]})]
    name: Phrase
    method: Phrase
    at: UtcMoment
    document: Sha256 | None = None
    terms: Sha256 | None = None
    papers: Keyed[Name, Sha256] = Field(default_factory=empty)


PAPERS: dict[str, type[Part]] = {
    "agreement": Agreement,
    "plan": Plan,
    "amendment": Amendment,
    "rider": Rider,
    "declaration": Declaration,
    "signature": Signature,
}
