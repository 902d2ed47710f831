"""Spans of time and their algebra: and, or, minus, total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of time that includes its start and excludes its end, in UTC seconds since 1970."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(
                f"A span cannot start at {self.start} and end at {self.end}: it would be empty. "
                "Leave empty stretches out."
            )

    @property
    def seconds(self) -> int:
        """The length."""
        return self.end - self.start

    def __contains__(self, moment: int) -> bool:
        return self.start <= moment < self.end


class Spans:
    """A set of moments: spans in order, none touching another.

    Two sets are equal when they hold the same moments. `&`, `|` and `-` are the set operations.
    """

    __slots__ = ("_spans",)

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = tuple(merged(spans))

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self._spans == other._spans

    def __hash__(self) -> int:
        return hash(self._spans)

    def __repr__(self) -> str:
        return f"Spans({list(self._spans)!r})"

    def __contains__(self, moment: int) -> bool:
        return any(moment in span for span in self._spans)

    def __or__(self, other: Spans) -> Spans:
        return Spans((*self._spans, *other._spans))

    def __and__(self, other: Spans) -> Spans:
        return Spans(shared(self._spans, other._spans))

    def __sub__(self, other: Spans) -> Spans:
        return Spans(cut_out(self._spans, other._spans))

    @property
    def total(self) -> int:
        """The seconds in all spans together."""
        return sum(span.seconds for span in self._spans)


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the same moments as disjoint spans in order; touching spans become one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is None:
            current = span
        elif span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
        else:
            yield current
            current = span
    if current is not None:
        yield current


def shared(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> Iterator[Span]:
    """Yield what two ordered, disjoint lists of spans have in common."""
    i = j = 0
    while i < len(ours) and j < len(theirs):
        start, end = max(ours[i].start, theirs[j].start), min(ours[i].end, theirs[j].end)
        if start < end:
            yield Span(start, end)
        if ours[i].end <= theirs[j].end:
            i += 1
        else:
            j += 1


def cut_out(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> Iterator[Span]:
    """Yield what is left of an ordered, disjoint list of spans without the moments of another."""
    j = 0
    for span in ours:
        start = span.start
        while j < len(theirs) and theirs[j].end <= start:
            j += 1
        k = j
        while k < len(theirs) and theirs[k].start < span.end:
            if start < theirs[k].start:
                yield Span(start, theirs[k].start)
            start = max(start, theirs[k].end)
            k += 1
        if start < span.end:
            yield Span(start, span.end)
