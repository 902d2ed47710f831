"""Whether an incident is an emergency at a moment: yes, no, or only by agreement of both, on record.

agreements.md, section 7: what the customer had declared when the incident began decides; declined advice that caused
it decides before any definition; what no definition foresaw is for both to agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from asagreed.coverage.considered import Considered
from asagreed.coverage.deciding import explain_declined
from asagreed.facts.books import DeferredItem, Incident, Ruling
from asagreed.figures import Clause
from asagreed.open_time import in_words, in_zone
from asagreed.terms import Terms
from asagreed.terms.papers import CONSEQUENCES
from asagreed.terms.resolved.emergency_clauses import EmergencyDefinition
from asagreed.versions import AdvicePaper, Register

Answer = Literal["yes", "no", "only by agreement"]
NO_EMERGENCY = CONSEQUENCES["no emergency"]


@dataclass(frozen=True, slots=True)
class EmergencyVerdict:
    """The answer as of a moment, the clause that decides, and what else was considered.

    `declined` is the advice that decided, if any did. `contested` says that the customer contests the cause on which
    the answer rests. `handling` is what each side does now, where it is an emergency.
    """

    answer: Answer
    because: str
    clause: Clause | None
    incident: str
    at: int
    considered: tuple[Considered, ...] = ()
    declined: tuple[AdvicePaper, ...] = ()
    contested: bool = False
    handling: tuple[tuple[str, str, Clause], ...] = ()

    @property
    def is_emergency(self) -> bool:
        """Whether the answer is yes."""
        return self.answer == "yes"


@dataclass(frozen=True, slots=True)
class _Tried:
    """A definition held against an incident: whether it is about it, and what is not true of it."""

    definition: EmergencyDefinition
    is_about: bool
    missing: str
    is_undeclared: bool = False


def is_emergency(
    incident: Incident,
    terms: Terms,
    register: Register,
    *,
    at: int,
    rulings: Sequence[Ruling] = (),
    deferred: Mapping[str, DeferredItem] | None = None,
) -> EmergencyVerdict:
    """Return whether an incident is an emergency at a moment (UTC seconds).

    `terms` are those of the version in force when the incident began. Declarations count as of that moment, whatever
    was declared later; `rulings` are what both sides agreed on record.
    """
    verdict = _judge(incident, terms, register, at, rulings, deferred or {})
    return replace(verdict, handling=terms.emergencies.handling) if verdict.is_emergency else verdict


def _judge(
    incident: Incident,
    terms: Terms,
    register: Register,
    at: int,
    rulings: Sequence[Ruling],
    deferred: Mapping[str, DeferredItem],
) -> EmergencyVerdict:
    if incident.ended_at is not None and at >= incident.ended_at:
        because = f"the incident was over at {_clock(incident.ended_at, terms)}"
        return EmergencyVerdict("no", because, None, incident.id, at)
    removed = _removed(incident, terms, register, at, deferred)
    if removed is not None:
        return removed
    tried = [_try(each, incident, terms, register, at) for each in terms.emergencies.definitions]
    fitting = [each for each in tried if each.is_about and not each.missing]
    if fitting:
        definition = fitting[0].definition
        because = f"{definition.title}: {_told(definition, incident, terms)}"
        return EmergencyVerdict("yes", because, definition.clause, incident.id, at, _others(tried, definition))
    return _not_defined(incident, terms, tried, at, rulings)


def find_changes(incident: Incident, terms: Terms, rulings: Sequence[Ruling] = ()) -> tuple[int, ...]:
    """Return the moments at which the answer may change: a duration is reached, a ruling is made, all is over."""
    lasting = {each.lasting for each in terms.emergencies.definitions if each.lasting}
    moments = {incident.began_at + seconds for seconds in lasting}
    moments |= {ruling.at for ruling in rulings if ruling.about == incident.id}
    if incident.ended_at is not None:
        moments.add(incident.ended_at)
    return tuple(sorted(moments))


def declined_for(incident: Incident, register: Register) -> tuple[AdvicePaper, ...]:
    """Return the advice that stood declined when an incident began, and that it falls under."""
    cause = incident.cause.cause if incident.cause else None
    systems = {*incident.outage_of, *incident.systems, *incident.data_lost_on}
    return tuple(
        each for each in register.declined_at(incident.began_at) if each.concerns(systems=systems, cause=cause)
    )


def deferred_for(incident: Incident, deferred: Mapping[str, DeferredItem]) -> DeferredItem | None:
    """Return the due work that stood deferred when an incident began and is its cause."""
    item = deferred.get(incident.cause.cause) if incident.cause else None
    return item if item is not None and item.is_deferred_at(incident.began_at) else None


def _removed(
    incident: Incident, terms: Terms, register: Register, at: int, deferred: Mapping[str, DeferredItem]
) -> EmergencyVerdict | None:
    declined = tuple(each for each in declined_for(incident, register) if NO_EMERGENCY in each.then)
    if declined:
        because, clause = explain_declined(declined[0], terms.zone), declined[0].clause
        found = EmergencyVerdict("no", because, clause, incident.id, at, declined=declined)
        return _contested(found) if declined[0].causes and _is_contested(incident) else found
    item, proposals = deferred_for(incident, deferred), terms.scope.proposals
    if item is not None and proposals is not None and not proposals.emergency:
        because = f"{item.name} was proposed and deferred before it failed"
        found = EmergencyVerdict("no", because, proposals.clause, incident.id, at)
        return _contested(found) if _is_contested(incident) else found
    return None


def _is_contested(incident: Incident) -> bool:
    return incident.cause is not None and incident.cause.is_contested


def _contested(found: EmergencyVerdict) -> EmergencyVerdict:
    return replace(found, because=f"{found.because}; the customer contests this cause", contested=True)


def _try(definition: EmergencyDefinition, incident: Incident, terms: Terms, register: Register, at: int) -> _Tried:
    if not _is_about(definition, incident):
        return _Tried(definition, is_about=False, missing="it is about something else")
    missing = next(_missing(definition, incident, terms, at), "")
    if missing:
        return _Tried(definition, is_about=True, missing=missing)
    return _by_criticality(definition, incident, register, terms)


def _is_about(definition: EmergencyDefinition, incident: Incident) -> bool:
    """Say whether what a definition is about happened; one that only counts people is about every incident."""
    pairs = (
        (definition.outage_of, incident.outage_of),
        (definition.data_lost_on, incident.data_lost_on),
        (definition.events, incident.events),
    )
    return all(not asked or set(asked) & set(given) for asked, given in pairs)


def _names_a_subject(definition: EmergencyDefinition) -> bool:
    return bool(definition.outage_of or definition.data_lost_on or definition.events)


def _missing(definition: EmergencyDefinition, incident: Incident, terms: Terms, at: int) -> Iterator[str]:
    if definition.lasting is not None and at - incident.began_at < definition.lasting:
        yield f"it had not lasted {in_words(definition.lasting)} yet"
    if definition.people is not None:
        affected = incident.people_unable_to_work
        if affected is None:
            yield "nobody recorded how many people could not work"
        elif affected < definition.people:
            yield f"{affected} people could not work, fewer than {definition.people}"
    if definition.within is not None and not terms.calendar(definition.within).is_open_at(incident.began_at):
        yield f"it began outside {definition.within}"


def _by_criticality(definition: EmergencyDefinition, incident: Incident, register: Register, terms: Terms) -> _Tried:
    if not definition.only_if_critical:
        return _Tried(definition, is_about=True, missing="")
    concerned = [*definition.outage_of, *definition.data_lost_on] or [*incident.outage_of, *incident.systems]
    happened = {*incident.outage_of, *incident.data_lost_on, *incident.systems}
    declared = {
        system: register.criticality_of(system, at=incident.began_at) for system in concerned if system in happened
    }
    if any(each is not None and each.is_critical for each in declared.values()):
        return _Tried(definition, is_about=True, missing="")
    said = [each for each in declared.values() if each is not None]
    if len(said) == len(declared) and said:
        first = said[0]
        day = in_zone(first.from_at, terms.zone).date().isoformat()
        missing = (
            f"{first.system} was declared {first.criticality} on {day} by {first.by}, and what was declared before "
            "the incident began decides"
        )
        return _Tried(definition, is_about=True, missing=missing)
    undeclared = next((system for system, each in declared.items() if each is None), "the system")
    missing = f"nobody had declared whether {undeclared} is critical when the incident began"
    return _Tried(definition, is_about=True, missing=missing, is_undeclared=True)


def _not_defined(
    incident: Incident, terms: Terms, tried: list[_Tried], at: int, rulings: Sequence[Ruling]
) -> EmergencyVerdict:
    considered = _others(tried, None)
    foreseen = [each for each in tried if each.is_about and _names_a_subject(each.definition)]
    undeclared = next((each for each in foreseen if each.is_undeclared), None)
    if foreseen and undeclared is None:
        definition, why = foreseen[0].definition, foreseen[0].missing
        others = _others(tried, definition)
        return EmergencyVerdict("no", f"{definition.title}: {why}", definition.clause, incident.id, at, others)
    terms_of = terms.emergencies
    if undeclared is not None:
        clause, because = undeclared.definition.clause, f"{undeclared.definition.title}: {undeclared.missing}"
    elif terms_of.by_agreement is False:
        because = "no definition fits, and anything else is no emergency"
        return EmergencyVerdict("no", because, terms_of.anything_else, incident.id, at, considered)
    else:
        said = "anything else is for both to agree" if terms_of.by_agreement else "nothing is said of anything else"
        clause, because = terms_of.anything_else, f"no definition fits, and {said}"
    ruling = _ruling(incident, rulings, at)
    if ruling is None:
        return EmergencyVerdict("only by agreement", because, clause, incident.id, at, considered)
    answer: Answer = "yes" if ruling.says == "emergency" else "no"
    by = " and ".join(ruling.by.values())
    agreed = f"{because}; {by} agreed on record at {_clock(ruling.at, terms)} (ruling {ruling.id})"
    return EmergencyVerdict(answer, agreed, clause, incident.id, at, considered)


def _ruling(incident: Incident, rulings: Sequence[Ruling], at: int) -> Ruling | None:
    """Return the last thing that both sides agreed of an incident up to a moment; what one side says is no ruling."""
    words = ("emergency", "no emergency")
    made = (
        each
        for each in rulings
        if each.about == incident.id and each.says in words and each.at <= at and each.is_of_both
    )
    return max(made, key=lambda each: each.at, default=None)


def _others(tried: Sequence[_Tried], winner: EmergencyDefinition | None) -> tuple[Considered, ...]:
    return tuple(
        Considered(each.definition.clause, each.missing or "another definition fits too")
        for each in tried
        if each.definition is not winner
    )


def _told(definition: EmergencyDefinition, incident: Incident, terms: Terms) -> str:
    told = [f"outage of {', '.join(incident.outage_of)}"] if definition.outage_of else []
    told += [f"data lost on {', '.join(incident.data_lost_on)}"] if definition.data_lost_on else []
    told += [f"{', '.join(incident.events)}"] if definition.events else []
    if definition.lasting is not None:
        told.append(f"lasting {in_words(definition.lasting)} since {_clock(incident.began_at, terms)}")
    if definition.people is not None:
        told.append(f"{incident.people_unable_to_work} people unable to work")
    return ", ".join([*told, *(["declared critical"] if definition.only_if_critical else [])])


def _clock(moment: int, terms: Terms) -> str:
    return in_zone(moment, terms.zone).strftime("%Y-%m-%d %H:%M")
