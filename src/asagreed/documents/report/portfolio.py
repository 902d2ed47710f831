"""The portfolio as plain data: every customer in a row, where it hurts, who carries it, and what does not pay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from asagreed.billing.ledger.canonical import sha256_of
from asagreed.documents.report.attainment import share_figure
from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data, cell, column, row, section, table
from asagreed.documents.report.summary import plain_figure
from asagreed.documents.report.wording import NOTHING, Wording, wording
from asagreed.figures import Figure
from asagreed.measures import Attainment
from asagreed.money import Money
from asagreed.open_time import in_zone
from asagreed.proof import ClockRow, ReportFacts, ReportPeriod
from asagreed.proof.portfolio import CustomerKept, Portfolio, Sore, portfolio_of

FORM = "asagreed portfolio 1"
CLOCKS = ("response", "resolution")
MOST = 12
"""So many of the sorest spots are listed; the rest is in the reports of the customers."""
DAYS = range(7)
SORES: tuple[tuple[str, Callable[[CustomerKept, ClockRow], str]], ...] = (
    ("systems", lambda _, clock: clock.system),
    ("kinds", lambda _, clock: clock.kind),
    ("sites", lambda customer, clock: f"{customer.name}: {clock.site}" if clock.site else ""),
    ("priorities", lambda _, clock: clock.priority),
)


def portfolio_report(
    everything: Iterable[ReportFacts],
    *,
    period: ReportPeriod,
    as_of: int,
    provider: str = "",
    zone: str = "UTC",
    plans: Iterable[str] = (),
    customers: Iterable[str] = (),
    cost_per_hour: Money | None = None,
    language: str = "en",
) -> Data:
    """Return all customers of a provider in a period, as of a moment (UTC seconds).

    `plans` and `customers` choose some of them; `cost_per_hour` is what an hour of work costs the provider. Clocks and
    days are those of each customer's own zone; `zone` is that of the moments of the report. Raises UnknownLanguage.
    """
    words = wording(language, zone)
    found = portfolio_of(
        everything, period=period, as_of=as_of, plans=plans, customers=customers, cost_per_hour=cost_per_hour
    )
    data: Data = {
        **_frame(found, provider, words),
        "verdict": _verdict(found, words),
        "figures": _figures(found, words),
        "first": [_customers(found, words)],
        "sections": _sections(found, words),
    }
    return {**data, "hash": sha256_of(data)}


def _frame(found: Portfolio, provider: str, words: Wording) -> Data:
    span = found.period.span(words.zone)
    named = provider or next((each.measured.facts.provider_name for each in found.customers), NOTHING)
    return {
        "form": FORM,
        "language": words.spoken.code,
        "customer": words.count(len(found.customers), "customer"),
        "provider": named,
        "title": words.say("portfolio"),
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
        "inputs": {
            f"{each.measured.facts.history.agreement}: {name}": sha256
            for each in found.customers
            for name, sha256 in each.measured.facts.inputs.items()
        },
    }


def _verdict(found: Portfolio, words: Wording) -> Data:
    tested = [each for each in found.customers if each.promises[1]]
    if not tested:
        return cell(words.say("portfolio untested", period=words.period(found.period)), state=NEUTRAL)
    whole = [each for each in tested if each.promises[0] == each.promises[1]]
    said = words.say(
        "portfolio kept", kept=words.number(len(whole)), count=words.count(len(tested), "customer"),
        period=words.period(found.period),
    )  # fmt: skip
    losing = [each.name for each in found.customers if each.is_unprofitable]
    if losing:
        said = f"{said} {words.say('portfolio losing', names=words.spoken.listed(losing))}"
    return cell(said, state=GOOD if len(whole) == len(tested) and not losing else BAD)


def _figures(found: Portfolio, words: Wording) -> list[Data]:
    return [
        *(_share(found, clock, words) for clock in CLOCKS),
        _count(found, "tickets", sum(each.measured.tickets_reported for each in found.customers), words),
        _count(found, "misses", sum(len(each.measured.misses) for each in found.customers), words),
    ]


def _share(found: Portfolio, clock: str, words: Wording) -> Data:
    together = sum((each.attainment(clock) for each in found.customers), Attainment())
    shown = cell(words.percent(together.share), together.share, why=share_figure(together, None))
    target = words.say("met of", met=words.number(together.met), decided=words.number(together.decided))
    name = words.say("in time", clock=words.clock(clock))
    return plain_figure(clock, name, shown, target=target, verdict=words.say("of all customers"))


def _count(found: Portfolio, name: str, number: int, words: Wording) -> Data:
    parts = tuple(
        Figure(each.measured.tickets_reported if name == "tickets" else len(each.measured.misses), name, each.name)
        for each in found.customers
    )
    shown = cell(words.number(number), number, why=Figure(number, name, "of all customers", (), (), parts))
    target = words.say("in period", period=words.period(found.period))
    return plain_figure(name, words.say(f"all {name}"), shown, target=target, verdict=words.say("of all customers"))


def _customers(found: Portfolio, words: Wording) -> Data:
    columns = [
        column("customer", words.say("customer")),
        column("plan", words.say("plan")),
        column("tickets", words.say("tickets"), "number"),
        *(column(clock, words.clock(clock), "number") for clock in CLOCKS),
        column("uptime", words.say("worst uptime"), "number"),
        column("misses", words.say("misses"), "number"),
        column("promises", words.say("promises kept"), "state"),
    ]
    rows = (_customer(each, words) for each in found.customers)
    return table("customers", words.say("customers"), columns, rows, empty=words.say("no customers"))


def _customer(each: CustomerKept, words: Wording) -> Data:
    measured = each.measured
    kept, tested = each.promises
    state = NEUTRAL if not tested else GOOD if kept == tested else BAD
    shares = [each.attainment(clock) for clock in CLOCKS]
    known = [one.shown for one in each.uptime if one.shown is not None and not one.is_combined]
    worst = min(known, default=None)
    return row(
        measured.facts.history.agreement,
        cell(each.name),
        cell(each.plan or NOTHING),
        cell(words.number(measured.tickets_reported), measured.tickets_reported),
        *(cell(words.percent(share.share), share.share, why=share_figure(share, None)) for share in shares),
        cell(words.availability(worst), worst),
        cell(words.number(len(measured.misses)), len(measured.misses)),
        cell(_kept_of(kept, tested, words), f"{kept}/{tested}", state=state),
    )


def _kept_of(kept: int, tested: int, words: Wording) -> str:
    if not tested:
        return words.say("no case")
    return words.say("met of", met=words.number(kept), decided=words.number(tested))


def _sections(found: Portfolio, words: Wording) -> list[Data]:
    return [
        section(
            "where it hurts",
            words.say("where it hurts"),
            *(_sore(name, found.sores(key), words) for name, key in SORES),
            text=[words.say("sores read")],
        ),
        _week(found, words),
        section(
            "money and hours", words.say("hours against fee"), _paying(found, words), text=[words.say("paying read")]
        ),
        section("load", words.say("load"), _loads(found, words)),
        *_left_out(found, words),
    ]


def _sore(name: str, sores: tuple[Sore, ...], words: Wording) -> Data:
    columns = [
        column("name", words.say(f"sore {name}")),
        column("misses", words.say("misses"), "number"),
        column("share", words.say("share"), "number"),
        column("customers", words.say("customers"), "number"),
    ]
    rows = (
        row(
            each.name,
            cell(each.name),
            cell(words.number(each.attainment.breached), each.attainment.breached),
            cell(words.percent(each.attainment.share), each.attainment.share, why=share_figure(each.attainment, None)),
            cell(words.number(each.customers), each.customers),
        )
        for each in sores[:MOST]
    )
    return table(name, words.say(f"sores {name}"), columns, rows, empty=words.say("no sores"))


def _week(found: Portfolio, words: Wording) -> Data:
    """Return the hours of the week in which tickets were reported whose times were missed, as chart and table."""
    hours = found.hours_of_the_week()
    points = [
        {"name": f"{day} {hour}", "label": words.spoken.weekdays[day], "day": day, "hour": hour,
         "value": hours.get((day, hour), (0, 0))[1]}
        for day in DAYS
        for hour in range(24)
    ]  # fmt: skip
    columns = [column("hour", words.say("hour"))]
    columns += [column(f"day {day}", words.spoken.weekdays[day][:2], "number") for day in DAYS]
    rows = (
        row(f"hour {hour}", cell(f"{hour:02d}:00", hour), *(_hour(hours.get((day, hour)), words) for day in DAYS))
        for hour in sorted({hour for _, hour in hours})
    )
    caption = words.say("week")
    drawn = {"id": "week", "kind": "week", "title": caption, "table": "week", "points": points}
    return section(
        "week",
        words.say("hours of the week"),
        table("week", caption, columns, rows, empty=words.say("nothing decided")),
        text=[words.say("week read")],
        charts=[drawn],
    )


def _hour(counts: tuple[int, int] | None, words: Wording) -> Data:
    if counts is None:
        return cell(NOTHING)
    decided, missed = counts
    return cell(f"{words.number(missed)}/{words.number(decided)}", f"{missed}/{decided}")


def _paying(found: Portfolio, words: Wording) -> Data:
    columns = [
        column("customer", words.say("customer")),
        column("worked", words.say("worked"), "number"),
        column("income", words.say("income"), "number"),
        column("per hour", words.say("per hour"), "number"),
        column("cost", words.say("cost"), "number"),
        column("margin", words.say("margin"), "number"),
    ]
    rows = (_pays(each, words) for each in sorted(found.customers, key=_by_margin) if each.usage is not None)
    return table("paying", words.say("hours against fee"), columns, rows, empty=words.say("no books"))


def _by_margin(each: CustomerKept) -> tuple[bool, bool, str]:
    return not each.is_unprofitable, each.margin is None, each.name


def _pays(each: CustomerKept, words: Wording) -> Data:
    margin = each.margin
    state = "" if margin is None else BAD if each.is_unprofitable else GOOD
    value = margin.value if margin is not None and isinstance(margin.value, Money) else None
    return row(
        each.measured.facts.history.agreement,
        cell(each.name),
        cell(words.length(each.worked), each.worked, unit="s"),
        *(_amount(money, words) for money in (each.income, each.per_hour, each.cost)),
        cell(NOTHING) if value is None else cell(words.money(value), value, state=state, why=margin),
    )


def _amount(money: Money | None, words: Wording) -> Data:
    return cell(NOTHING) if money is None else cell(words.money(money), money)


def _loads(found: Portfolio, words: Wording) -> Data:
    columns = [
        column("person", words.say("person")),
        column("worked", words.say("worked"), "number"),
        column("entries", words.say("entries"), "number"),
        column("customers", words.say("customers"), "number"),
    ]
    rows = (
        row(
            each.person,
            cell(each.person or NOTHING),
            cell(words.length(each.seconds), each.seconds, unit="s"),
            cell(words.number(each.entries), each.entries),
            cell(words.number(each.customers), each.customers),
        )
        for each in found.loads()
    )
    return table("load", words.say("load"), columns, rows, empty=words.say("no work"))


def _left_out(found: Portfolio, words: Wording) -> Iterator[Data]:
    if found.left_out:
        columns = [column("customer", words.say("customer")), column("because", words.say("reason"))]
        rows = (row(name, cell(name), cell(why)) for name, why in found.left_out)
        yield section(
            "left out", words.say("not measured"), table("left out", words.say("not measured"), columns, rows)
        )
