"""What each outage cost, so that the seconds behind every figure can be listed; together they are its downtime."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from asagreed.facts.uptime import Outage
from asagreed.measures.availability.downtime import Downtime, Stretch
from asagreed.measures.availability.measured import Measured
from asagreed.measures.availability.results import CountedOutage
from asagreed.open_time import Span, Spans, in_words


def counted_outages(found: Measured, within: Span) -> tuple[CountedOutage, ...]:
    """Return every outage of a stretch, in order of time; a second that several share is the first one's."""
    if found.members:
        of_members = (each for member in found.members for each in counted_outages(member, within))
        return tuple(sorted(of_members, key=_by_time))
    stretches = sorted(
        (each for lost in found.downtime for each in lost.stretches), key=lambda each: (each.start, each.outage.id)
    )
    counted: dict[str, Fraction] = {}
    for weight, spans in found.down:
        left = spans
        for each in stretches:
            if each.weight >= weight and left:
                got = Spans((Span(each.start, each.end),)) & left
                left -= got
                counted[each.outage.id] = counted.get(each.outage.id, Fraction(0)) + weight * got.total
    listed = (each for lost in found.downtime for each in _listed(lost, found, counted, within))
    return tuple(sorted(listed, key=_by_time))


def _by_time(outage: CountedOutage) -> tuple[int, str]:
    return outage.start_at, outage.outage.id


def _listed(lost: Downtime, found: Measured, counted: dict[str, Fraction], within: Span) -> Iterator[CountedOutage]:
    known = {each.id: each for each in (*(one.outage for one in lost.stretches), *lost.dropped)}
    stretches: dict[str, list[Stretch]] = {}
    for stretch in lost.stretches:
        stretches.setdefault(stretch.outage.id, []).append(stretch)
    for key, outage in known.items():
        end = within.end if outage.restored_at is None else outage.restored_at
        first, last = max(outage.occurred_at, within.start), min(end, within.end)
        if first >= last:
            continue
        because = _because(
            lost.reasons.get(key, ""), stretches.get(key, []), found, counted.get(key, Fraction(0)), within
        )
        yield CountedOutage(
            outage=outage,
            start_at=first,
            end_at=last,
            seconds=last - first,
            counted=counted.get(key, Fraction(0)),
            because=because,
        )


def _because(reason: str, own: list[Stretch], found: Measured, counted: Fraction, within: Span) -> str:
    said = [reason] if reason else []
    spans = Spans(Span(each.start, each.end) for each in own) & Spans((within,))
    said += [f"{in_words(outside)} outside agreed time"] if (outside := (spans - found.service).total) else []
    said += [f"{in_words(away)} excused"] if (away := (spans & found.excused).total) else []
    weights = sorted({each.weight for each in own if each.weight != 1})
    said += [f"counts {_part(weight)}" for weight in weights]
    if not counted and not said:
        said.append("others kept the service up")
    return "; ".join(said) or f"counts from when it {_clock(found.method.counts_from)}"


def _part(weight: Fraction) -> str:
    return f"for {weight.numerator}/{weight.denominator}" if weight else "for nothing"


def _clock(counts_from: str) -> str:
    return "occurred" if counts_from == "occurred" else f"was {counts_from}"


def longest(found: Measured) -> int:
    """Return the agreed seconds of the longest outage, at any weight; closing time in between does not end it."""
    if found.members:
        return max(longest(each) for each in found.members)
    lasted = most = 0
    before: Span | None = None
    for span in Spans(each for _, some in found.down for each in some):
        goes_on = before is not None and not (Spans((Span(before.end, span.start),)) & found.service)
        lasted = span.seconds + (lasted if goes_on else 0)
        most, before = max(most, lasted), span
    return most


def restored(outages: tuple[CountedOutage, ...]) -> Fraction | None:
    """Return the mean time to restore: from failure to normal use, of those that ended here."""
    ended: list[Outage] = [
        each.outage
        for each in outages
        if each.outage.restored_at is not None and each.outage.restored_at <= each.end_at
    ]
    if not ended:
        return None
    return Fraction(sum((each.restored_at or 0) - each.occurred_at for each in ended), len(ended))
