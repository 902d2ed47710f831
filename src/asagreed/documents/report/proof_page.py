"""A page of proof as plain data: shares of all customers that may be published, with sample, interval and method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asagreed.billing.ledger.canonical import sha256_of
from asagreed.documents.report.attainment import share_figure
from asagreed.documents.report.cells import NEUTRAL, Data, cell, column, row, section, table
from asagreed.documents.report.summary import plain_figure
from asagreed.documents.report.wording import Wording, wording
from asagreed.errors import PublishedAlready
from asagreed.figures import Figure
from asagreed.foresight.months import month_name
from asagreed.measures.attainment import Attainment, wilson_interval
from asagreed.open_time import in_zone
from asagreed.proof import ReportFacts, ReportPeriod, period_named
from asagreed.proof.portfolio import Portfolio, portfolio_of
from asagreed.proof.publishing import LEAST, Member, Published, PublishedShare, publish

FORM = "asagreed page of proof 1"
CLOCKS = ("response", "resolution")
"""Clocks that every agreement knows by these names; one that a customer named itself is not published."""
METHOD = ("sample", "share", "interval", "five", "subtract", "time", "own")


def proof_page(
    everything: Iterable[ReportFacts],
    *,
    period: ReportPeriod,
    as_of: int,
    provider: str,
    zone: str = "UTC",
    published: Sequence[Data] = (),
    language: str = "en",
) -> Data:
    """Return what a provider may publish of a period: no customer is named, and none can be guessed.

    `published` are the pages that were published before. Raises PublishedAlready where one of them is about some of the
    same months, for their figures could be subtracted, and UnknownLanguage.
    """
    for each in published:
        if period_named(each["period"]["name"]).overlaps(period):
            raise PublishedAlready(period=period.name, earlier=each["period"]["name"])
    words = wording(language, zone)
    found = portfolio_of(everything, period=period, as_of=as_of)
    clocks = [_published(clock, found) for clock in CLOCKS]
    data: Data = {
        **_frame(found, provider, words),
        "verdict": _verdict(clocks, found, words),
        "figures": [_figure(each, words) for each in clocks if each.shares],
        "first": [_table(clocks, words)],
        "sections": [_method(words)],
    }
    return {**data, "hash": sha256_of(data)}


def _published(clock: str, found: Portfolio) -> Published:
    members = (
        (str(number), each) for number, customer in enumerate(found.customers) for each in customer.measured.decided
    )
    plans = {str(number): customer.plan for number, customer in enumerate(found.customers)}

    def plan(member: Member) -> str:
        return plans[member[0]]

    groups = {"priority": _priority, "plan": plan, **({"month": _month} if found.period.length > 1 else {})}
    return publish(clock, members, groups)


def _priority(member: Member) -> str:
    return member[1].priority


def _month(member: Member) -> str:
    return month_name(member[1].month)


def _frame(found: Portfolio, provider: str, words: Wording) -> Data:
    span = found.period.span(words.zone)
    return {
        "form": FORM,
        "language": words.spoken.code,
        "customer": words.say("proof subtitle"),
        "provider": provider,
        "title": words.say("proof"),
        "subtitle": words.period(found.period),
        "zone": words.zone,
        "period": {
            "name": found.period.name,
            "every": found.period.every,
            "from": in_zone(span.start, words.zone).isoformat(),
            "to": in_zone(span.end, words.zone).isoformat(),
            "is_over": span.end <= found.as_of,
        },
        "as_of": in_zone(found.as_of, words.zone).isoformat(),
        "as_of_shown": words.moment(found.as_of),
        "inputs": {},
    }


def _verdict(clocks: list[Published], found: Portfolio, words: Wording) -> Data:
    shown = [each for each in clocks if each.shares]
    if not shown:
        return cell(words.say("proof none", least=LEAST), state=NEUTRAL)
    told = [
        words.say(
            "proof told", clock=words.clock(each.clock), share=words.percent(each.shares[0].attainment.share),
            count=words.number(each.shares[0].attainment.decided), customers=words.number(each.shares[0].customers),
        )
        for each in shown
    ]  # fmt: skip
    return cell(f"{words.period(found.period)}: {words.spoken.listed(told)}.", state=NEUTRAL)


def _figure(each: Published, words: Wording) -> Data:
    share = each.shares[0]
    return plain_figure(
        each.clock,
        words.say("in time", clock=words.clock(each.clock)),
        cell(words.percent(share.attainment.share), share.attainment.share, why=_why(share)),
        target=words.say(
            "met of", met=words.number(share.attainment.met), decided=words.number(share.attainment.decided)
        ),
        verdict=words.say("interval from to", interval=_interval(share.attainment, words)),
        beside=words.count(share.customers, "customer"),
    )


def _table(clocks: list[Published], words: Wording) -> Data:
    columns = [
        column("clock", words.say("clock")),
        column("group", words.say("group")),
        column("share", words.say("share"), "number"),
        column("interval", words.say("interval"), "number"),
        column("sample", words.say("sample"), "number"),
        column("customers", words.say("customers"), "number"),
    ]
    rows = [_row(each.clock, share, words) for each in clocks for share in each.shares]
    return table("published", words.say("published"), columns, rows, empty=words.say("proof none", least=LEAST))


def _row(clock: str, share: PublishedShare, words: Wording) -> Data:
    attainment = share.attainment
    group = words.say(f"proof by {share.by}", name=_group(share, words)) if share.by else words.say("proof of all")
    return row(
        f"{clock} {share.by} {share.name}".strip(),
        cell(words.clock(clock)),
        cell(group),
        cell(words.percent(attainment.share), attainment.share, why=_why(share)),
        cell(_interval(attainment, words)),
        cell(words.number(attainment.decided), attainment.decided),
        cell(words.number(share.customers), share.customers),
    )


def _group(share: PublishedShare, words: Wording) -> str:
    return words.month(period_named(share.name).first) if share.by == "month" else share.name


def _why(share: PublishedShare) -> Figure:
    return share_figure(share.attainment, None)


def _interval(attainment: Attainment, words: Wording) -> str:
    interval = wilson_interval(attainment.met, attainment.decided)
    low, high = (words.spoken.decimal(f"{100 * end:.1f}") for end in (interval.low, interval.high))
    return f"{low}–{high}\N{NO-BREAK SPACE}%"


def _method(words: Wording) -> Data:
    columns = [column("rule", words.say("rule")), column("words", words.say("in words"))]
    rows = (
        row(name, cell(words.say(f"method {name}", least=LEAST)), cell(words.say(f"method about {name}", least=LEAST)))
        for name in METHOD
    )
    return section("method", words.say("method"), table("method", words.say("method rules"), columns, rows))
