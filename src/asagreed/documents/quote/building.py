"""A quote as it is printed: the work, what each way of doing it comes to, and the clauses that make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from asagreed.billing.quoting import Outcome, Quote, QuotedChoice
from asagreed.billing.work.settling import WorkPart
from asagreed.documents.contract import contract_of
from asagreed.documents.contract.outline import Outline
from asagreed.documents.language import Language, language_named
from asagreed.documents.sheet import Sheet, framed
from asagreed.money import Money, round_half_up
from asagreed.open_time import in_words, in_zone
from asagreed.versions import Version

_WORK, _TRAVEL = "planned ", ": travel"
"""How the quoting names a piece of planned work, and the way to it where nobody can say yet what it costs."""
_IN_BANDS = ("rates.outside", "rates.emergency", "rates.bands")


def quote_sheet(quote: Quote, version: Version, *, valid_until: date | None = None, language: str = "en") -> Sheet:
    """Return a quote under a version, which holds until a day, or for the day on which it is made.

    Raises UnknownLanguage.
    """
    spoken = language_named(language)
    outline = Outline(version, spoken)
    _add_work(outline, quote)
    _add_ways(outline, quote)
    _add_reasons(outline, quote, contract_of(version, language=language).numbers)
    _add_validity(outline, quote, valid_until)
    outline.end()
    made = in_zone(quote.at, quote.zone)
    subtitle = spoken.say("made on", moment=spoken.moment(made))
    return replace(
        framed(version, spoken, title=spoken.say("quote"), subtitle=subtitle, day=made.date()),
        opening=(spoken.say("quote opening"),),
        sections=tuple(outline.sections),
        closing=(spoken.say("order"),),
        blanks=tuple(_way(choice, spoken) for choice in quote.choices),
    )


def _add_work(outline: Outline, quote: Quote) -> None:
    spoken = outline.language
    outline.begin("the work")
    rows = [(planned.title, _range(_length(planned.least, spoken), _length(planned.most, spoken), spoken))
            for planned in quote.work]  # fmt: skip
    outline.table(("work",), "expected", ("work", "takes"), rows)


def _add_ways(outline: Outline, quote: Quote) -> None:
    """Add the ways side by side: when each begins and is done, what it takes from what, and its price."""
    spoken = outline.language
    outline.begin("the ways")
    head = ("", *(_way(choice, spoken) for choice in quote.choices))
    lines = ("begins", "done by", "covered", "taken", "billed", "price")
    columns = [_column(choice, quote.zone, spoken) for choice in quote.choices]
    rows = [(spoken.say(line), *(column[at] for column in columns)) for at, line in enumerate(lines)]
    outline.table(("ways",), "ways", ("",), [head, *rows])


def _column(choice: QuotedChoice, zone: str, spoken: Language) -> tuple[str, ...]:
    least, most = choice.least, choice.most
    return (
        _moment(least.starts_at, zone, spoken),
        _range(_moment(least.ends_at, zone, spoken), _moment(most.ends_at, zone, spoken), spoken),
        _range(_length(least.free, spoken), _length(most.free, spoken), spoken),
        _range(_drawn(least, spoken), _drawn(most, spoken), spoken),
        _range(_length(least.billed_seconds, spoken), _length(most.billed_seconds, spoken), spoken),
        _price(choice, spoken),
    )


def _way(choice: QuotedChoice, spoken: Language) -> str:
    return spoken.say(f"way {choice.choice}")


def _range(least: str, most: str, spoken: Language) -> str:
    if least == most:
        return least
    return spoken.say("up to", limit=most) if least == "–" else spoken.say("from to", least=least, most=most)


def _moment(at: int, zone: str, spoken: Language) -> str:
    return spoken.moment(in_zone(at, zone))


def _length(seconds: int, spoken: Language) -> str:
    return spoken.value(in_words(seconds)) if seconds else "–"


def _drawn(outcome: Outcome, spoken: Language) -> str:
    """Return how much time is taken from hours that were granted or bought, and from which."""
    taken: dict[str, int] = {}
    for part in outcome.parts:
        if part.taken:
            taken[part.source] = taken.get(part.source, 0) + part.taken
    return "; ".join(f"{_length(seconds, spoken)} ({spoken.word(lot)})" for lot, seconds in taken.items()) or "–"


def _price(choice: QuotedChoice, spoken: Language) -> str:
    """Return what is billed; where somebody has to decide first, no sum pretends to be the whole."""
    least, most = choice.least, choice.most
    told = []
    if least.net is not None and most.net is not None:
        told.append(_range(_money(least.net, spoken), _money(most.net, spoken), spoken))
    if least.unsettled or most.unsettled:
        told.append(spoken.say("to settle"))
    return "; ".join(told) or "–"


def _money(money: Money, spoken: Language) -> str:
    return spoken.value(str(money))


def _add_reasons(outline: Outline, quote: Quote, numbers: Mapping[str, str]) -> None:
    spoken = outline.language
    outline.begin("the reasons")
    for choice in quote.choices:
        outcome = choice.most
        rows = list(_reasons(outcome, quote, outline.version, numbers, spoken))
        head = ("work", "time", "price", "because", "clause")
        path = ("ways", choice.choice)
        outline.table(path, "reasons of", head, rows, way=_way(choice, spoken))


def _reasons(
    outcome: Outcome, quote: Quote, version: Version, numbers: Mapping[str, str], spoken: Language
) -> Iterator[tuple[str, ...]]:
    """Yield each part of the work, then the way to it, then what is to be settled first."""
    currency = version.terms.currency or ""
    alike: dict[tuple[str, str, str], list[WorkPart]] = {}
    for part in outcome.parts:
        why = (_title(part, quote), ", ".join(_reason(part, spoken)), _clauses(part, numbers))
        alike.setdefault(why, []).append(part)
    for (title, told, clauses), parts in alike.items():
        amount = sum((part.amount for part in parts), Fraction())
        price = _money(round_half_up(amount, currency), spoken) if currency and amount else "–"
        yield title, _length(sum(part.billed for part in parts), spoken), price, told, clauses
    for figure in outcome.figure.parts[len(outcome.parts) :]:
        price = _money(round_half_up(Fraction(str(figure.value)), currency), spoken)
        clauses = _numbered((each.address for each in figure.clauses), numbers)
        yield spoken.say("the travel"), "–", price, spoken.say("source rate"), clauses
    for each in outcome.unsettled:
        if each.what.endswith(_TRAVEL):
            yield spoken.say("the travel"), "–", "–", ", ".join(_ask(each.ask, spoken)), "–"


def _reason(part: WorkPart, spoken: Language) -> Iterator[str]:
    if part.source == "undecided":
        yield from _ask(part.judgement.coverage.decider, spoken)
    else:
        yield spoken.say(f"source {part.source}")


def _ask(who: str, spoken: Language) -> Iterator[str]:
    yield spoken.say("source undecided")
    if who:
        yield spoken.say("ask", who=who)


def _title(part: WorkPart, quote: Quote) -> str:
    return quote.work[int(part.job.removeprefix(_WORK)) - 1].title


def _clauses(part: WorkPart, numbers: Mapping[str, str]) -> str:
    clauses = (part.judgement.clause, part.clause)
    return _numbered((each.address for each in clauses if each), numbers)


def _numbered(addresses: Iterable[str], numbers: Mapping[str, str]) -> str:
    """Return the numbers in the contract of some addresses, each by the longest part of it that has one."""
    found = dict.fromkeys(number for each in addresses if (number := _number(each, numbers)))
    return ", ".join(found) or "–"


def _number(address: str, numbers: Mapping[str, str]) -> str:
    if address.startswith(_IN_BANDS):
        address = "rates.bands"
    below = next((number for place, number in numbers.items() if place.startswith(f"{address}.")), "")
    while address and address not in numbers:
        address = address.rpartition(".")[0]
    return numbers.get(address) or below


def _add_validity(outline: Outline, quote: Quote, valid_until: date | None) -> None:
    spoken = outline.language
    outline.begin("validity")
    if valid_until:
        outline.clause(("valid until",), "valid until", day=spoken.day(valid_until))
    else:
        outline.clause(("valid until",), "valid today")
    day = spoken.day(in_zone(outline.version.from_at, quote.zone).date())
    outline.clause(("version",), "rests on", day=day, hash=quote.version_hash[:12])
    outline.clause(("more time",), "more time")
