"""Lines of `asagreed uptime` that ask for service credits; shares, caps and rounding are those of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from asagreed.billing.charges.credits import credit_share, within_caps
from asagreed.cli.uptime_measuring import of_one
from asagreed.cli.uptime_words import Given, first, length, number, percent, share
from asagreed.facts.books import AvailabilityGiven
from asagreed.figures import Clause
from asagreed.money import round_half_up
from asagreed.terms.resolved.fee_clauses import CreditClause, CreditTier
from asagreed.terms.sections.fees import HourlyCredit

YEAR = 12
CURRENCY = "EUR"
"""The format names no currency; cents are cents."""
NOWHERE = Clause("credits", file="semantics")


def by_tiers(given: Given) -> dict[str, Any]:
    """Return the credit of an availability by tiers and caps; `undetermined` gives a pending entry, not money."""
    said = str(first(given, "verdict", otherwise=""))
    measured = first(given, "availability_pct", "availability", "pct", "measured_pct")
    bounds = [given[key] for key in ("low_pct", "high_pct") if given.get(key) is not None]
    rates = {credit_share(_clause(given), _given(bound))[0] for bound in bounds}
    if said == "undetermined" or len(rates) > 1 or (measured is None and not bounds):
        return {"rate_pct": None, "credit": None, "state": "pending"}
    if said in {"not_applicable", "not applicable"}:
        return {"rate_pct": "0", "credit": "0.00", "state": "none"}
    rate, because, _ = credit_share(_clause(given), _given(measured if measured is not None else bounds[0]))
    return {"rate_pct": _plain(rate * 100), **_capped(given, rate), "because": because}


def by_hours(given: Given) -> dict[str, Any]:
    """Return the credit of started or of full hours beyond what is allowed."""
    found: dict[str, Any] = {}
    for hours in ("started", "full"):
        rule = HourlyCredit.model_validate({"percent": _hourly(given), "hours": hours})
        rate, because, _ = credit_share(
            _clause(given, rule), AvailabilityGiven(system="", month="", downtime_seconds=_over(given))
        )
        found[hours] = {"rate_pct": _plain(rate * 100), **_capped(given, rate), "because": because,
                        "hours": -(-_over(given) // 3600) if hours == "started" else _over(given) // 3600}  # fmt: skip
    asked = next((str(value) for key, value in given.items() if value in ("started", "full")), "started")
    also = {f"{hours}_credit": each["credit"] for hours, each in found.items()}
    return {**found[asked], **also, **{hours: each["credit"] for hours, each in found.items()}}


def as_of(given: Given) -> dict[str, Any]:
    """Return what was known at one moment or at several, with the credit of each and the difference that is booked."""
    moments = _moments(given)
    reports = [_report(given, at) for at in moments]
    found: dict[str, Any] = {**reports[-1], "reports": reports, "results": reports}
    names = ("first", "second", "third")
    found |= dict(zip(names, reports, strict=False)) | {"original": reports[0], "restated": reports[-1]}
    found |= {str(at): report for at, report in zip(moments, reports, strict=True)}
    money = [str(report["credit"]) for report in reports if report.get("credit") is not None]
    if len(money) == len(reports) > 1:
        difference = Fraction(money[-1]) - Fraction(money[0])
        found |= {"credits": money, "first_credit": money[0], "restated_credit": money[-1]}
        found |= {"difference": _cents(difference), "credit_difference": _cents(difference)}
    return found


def _moments(given: Given) -> list[Any]:
    named = [value for key, value in given.items() if key.endswith("_as_of") and isinstance(value, str)]
    said = first(given, "as_of", "as_ofs", "reports", "moments", otherwise=named or [None])
    listed = list(said.values()) if isinstance(said, Mapping) else said if isinstance(said, list) else [said]
    return [first(each, "as_of", "at") if isinstance(each, Mapping) else each for each in listed]


def _report(given: Given, at: Any) -> dict[str, Any]:
    known = {key: value for key, value in given.items() if key != "as_of"} | ({"as_of": at} if at is not None else {})
    found: dict[str, Any] = {"as_of": at, **of_one(known)}
    money = given.get("credit") if isinstance(given.get("credit"), Mapping) else given
    if not isinstance(money, Mapping) or first(money, "tiers", "credit_tiers") is None:
        return found
    asked = {**given, **money, "verdict": found["verdict"] or ""}
    if found["pct"] is None:
        return found | by_tiers(asked)
    exact = 1 - Fraction(str(found["down_s"])) / (found["base_s"] - found["unknown_s"])
    return found | by_tiers({**asked, "availability_pct": str(exact * 100)})


def _clause(given: Given, per_hour: HourlyCredit | None = None) -> CreditClause:
    tiers = tuple(
        CreditTier(
            percent(first(tier, "below", "below_pct")), percent(first(tier, "credit_pct", "pct", "credit")), NOWHERE
        )
        for tier in first(given, "tiers", "credit_tiers", otherwise=())
    )
    ordered = tuple(sorted(tiers, key=lambda tier: tier.below, reverse=True))
    return CreditClause("", ordered, per_hour, (), is_combined=False, clause=NOWHERE)


def _given(value: Any) -> AvailabilityGiven:
    return AvailabilityGiven(system="", month="", share=percent(value))


def _capped(given: Given, rate: Fraction) -> dict[str, Any]:
    nested = [(key, caps) for key, caps in given.items() if _is_cap(key) and isinstance(caps, Mapping)]
    given = {**given, **{f"{key}_{name}": cap for key, caps in nested for name, cap in caps.items()}}
    fee = share(first(given, "monthly_fee", "fee", "month_fee"))
    amount = fee * rate
    month, year = _left_of_month(given, fee), _left_of_year(given, fee)
    capped = within_caps(amount, month, year)
    by = "month" if month is not None and amount > month else ""
    by = "year" if year is not None and within_caps(amount, month) > year else by
    return {
        "credit": _cents(capped),
        "uncapped": _cents(amount),
        "capped": bool(by),
        "capped_by": by or None,
        "state": "due" if capped else "none",
    }


def _left_of_month(given: Given, fee: Fraction) -> Fraction | None:
    return _cap(given, fee, *(key for key in given if _is_cap(key) and not _is_of_year(key)))


def _left_of_year(given: Given, fee: Fraction) -> Fraction | None:
    fees = next(
        (_sum(given[key]) for key in given if "fee" in key and _is_of_year(key) and not _is_cap(key)), fee * YEAR
    )
    cap = _cap(given, fees, *(key for key in given if _is_cap(key) and _is_of_year(key)))
    if cap is None:
        return None
    so_far = (_sum(given[key]) for key in given if _is_so_far(key))
    return max(cap - sum(so_far, Fraction(0)), Fraction(0))


def _is_cap(key: str) -> bool:
    return bool({"cap", "caps", "max", "limit"} & set(key.split("_")))


def _is_of_year(key: str) -> bool:
    return any(word in key for word in ("12", "year", "annual", "rolling", "twelve"))


def _is_so_far(key: str) -> bool:
    words = ("credited", "credits", "already", "previous", "prior", "past", "so_far", "earlier", "used", "paid")
    return not _is_cap(key) and "fee" not in key and any(word in key for word in words)


def _cap(given: Given, of: Fraction, *keys: str) -> Fraction | None:
    found = [
        _one_cap(key, given[key], of) for key in keys if given[key] is not None and not isinstance(given[key], Mapping)
    ]
    return min(found, default=None)


def _one_cap(key: str, value: Any, of: Fraction) -> Fraction:
    return of * percent(value) if "pct" in key or "percent" in key or str(value).endswith("%") else share(value)


def _sum(value: Any) -> Fraction:
    return sum(map(share, value), Fraction(0)) if isinstance(value, list) else share(value)


def _hourly(given: Given) -> str:
    keys: Iterator[str] = (key for key in given if "pct" in key and "hour" in key)
    key = next(keys, None) or next(key for key in given if "pct" in key and not _is_cap(key))
    exact = percent(given[key]) * 100
    return f"{float(exact):.10g}%"


def _over(given: Given) -> int:
    over = length(given, "over", "beyond", "excess", "over_allowance", "beyond_allowance")
    if over is not None:
        return over
    down = length(given, "down", "downtime") or 0
    return max(down - (length(given, "allowed", "allowance", "free") or 0), 0)


def _plain(value: Fraction) -> str:
    return str(number(value)) if value.denominator == 1 else f"{float(value):.10g}"


def _cents(value: Fraction) -> str:
    return f"{round_half_up(value, CURRENCY).amount:.2f}"
