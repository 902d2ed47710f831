"""What is paid every month, how it is billed and taxed, and what is given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from asagreed.figures import Clause
from asagreed.money import Money
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.origins import Origins
from asagreed.terms.sections.fees import BY_DAY, Credit, HourlyCredit, RiderPrice
from asagreed.terms.values.taxes import NOT_TAXED, TaxClass

PER = "per "
EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class FeeClause:
    """A price a month. `counts` is what it is multiplied by («user»), None for a flat fee.

    `counted` and `part_months` say how a number that changes and a part of a month count, in the agreement's words.
    """

    name: str
    title: str
    counts: str | None
    price: Money
    counted: str | None
    part_months: str
    at_least: int
    clause: Clause


@dataclass(frozen=True, slots=True)
class MaterialsClause:
    """What is added to the price of goods, as a share of it."""

    markup: Fraction
    clause: Clause


@dataclass(frozen=True, slots=True)
class RiderFees:
    """What a rider costs a month and a ticket."""

    name: str
    per_month: Money | None
    per_ticket: Money | None
    month_clause: Clause
    ticket_clause: Clause


@dataclass(frozen=True)
class BillingTerms:
    """When invoices are due, when fees are billed, and the tax of each kind of charge."""

    in_advance: bool
    payment_days: int | None
    payment_clause: Clause
    taxes: Mapping[str, tuple[TaxClass, Clause]]

    def tax_of(self, charge: str) -> tuple[TaxClass, Clause | None]:
        """Return how a kind of charge is taxed; where nothing is written, it is outside the scope of tax."""
        return self.taxes.get(charge) or self.taxes.get(EVERYTHING) or (NOT_TAXED, None)


@dataclass(frozen=True, slots=True)
class CreditTier:
    """Below this availability (a share of one) so large a share of the fee is given back."""

    below: Fraction
    share: Fraction
    clause: Clause


@dataclass(frozen=True, slots=True)
class CreditClause:
    """What is given back for one system, or for all of them together."""

    system: str
    tiers: tuple[CreditTier, ...]
    per_hour: HourlyCredit | None
    fees: tuple[str, ...]
    is_combined: bool
    clause: Clause


@dataclass(frozen=True)
class CreditTerms:
    """Service credits by system, and where they end, as shares of the fees."""

    systems: Mapping[str, CreditClause]
    cap_a_month: tuple[Fraction, Clause] | None
    cap_a_year: tuple[Fraction, Clause] | None
    same_outage: str | None
    same_outage_clause: Clause


@dataclass(frozen=True)
class ChargeTerms:
    """Fees, materials, billing, credits and the prices of riders that were taken up or are offered."""

    fees: Mapping[str, FeeClause]
    materials: MaterialsClause | None
    billing: BillingTerms
    credits: CreditTerms
    riders_offered: Mapping[str, RiderFees]


def resolve_charges(written: Sections, riders: Mapping[str, RiderPrice | None], origins: Origins) -> ChargeTerms:
    """Return the clauses of everything that is charged without work; `riders` are the prices of offered riders."""
    markup = written.materials.markup if written.materials else None
    return ChargeTerms(
        fees={name: _fee(name, written, origins) for name in written.fees},
        materials=MaterialsClause(markup, origins.clause(("materials", "markup"))) if markup is not None else None,
        billing=_billing(written, origins),
        credits=_credits(written, origins),
        riders_offered={name: _rider(name, price, origins) for name, price in riders.items() if price},
    )


def _fee(name: str, written: Sections, origins: Origins) -> FeeClause:
    part = written.fees[name]
    return FeeClause(
        name=name,
        title=part.title or name,
        counts=name.removeprefix(PER) if name.startswith(PER) else None,
        price=part.price.money,
        counted=part.counted,
        part_months=part.part_months or BY_DAY,
        at_least=part.at_least or 0,
        # Where the price stands, also when a later paper says how it is counted.
        clause=replace(origins.clause(("fees", name, "price")), address=f"fees.{name}"),
    )


def _billing(written: Sections, origins: Origins) -> BillingTerms:
    part = written.billing
    return BillingTerms(
        in_advance=part.fees == "advance",
        payment_days=part.payment,
        payment_clause=origins.clause(("billing", "payment")),
        taxes={name: (tax, origins.clause(("billing", "tax", name))) for name, tax in part.tax.items()},
    )


def _credits(written: Sections, origins: Origins) -> CreditTerms:
    part = written.credits
    month, year = part.cap_a_month, part.cap_a_year
    return CreditTerms(
        systems={name: _credit(name, each, origins) for name, each in part.systems.items()},
        cap_a_month=(month, origins.clause(("credits", "at most a month"))) if month is not None else None,
        cap_a_year=(year, origins.clause(("credits", "at most a year"))) if year is not None else None,
        same_outage=part.same_outage,
        same_outage_clause=origins.clause(("credits", "same outage")),
    )


def _credit(name: str, part: Credit, origins: Origins) -> CreditClause:
    path = ("credits", "systems", name)
    tiers = sorted(part.below.items(), key=lambda tier: tier[0].share, reverse=True)
    return CreditClause(
        system=name,
        tiers=tuple(
            CreditTier(below.share, share, origins.clause((*path, "below", below.text))) for below, share in tiers
        ),
        per_hour=part.per_hour,
        fees=part.of,
        is_combined=part.combined,
        clause=origins.clause(path),
    )


def _rider(name: str, price: RiderPrice, origins: Origins) -> RiderFees:
    path = ("riders", name, "price")
    month, ticket = price.per_month, price.per_ticket
    return RiderFees(
        name=name,
        per_month=month.money if month else None,
        per_ticket=ticket.money if ticket else None,
        month_clause=origins.clause((*path, "per month")),
        ticket_clause=origins.clause((*path, "per ticket")),
    )
