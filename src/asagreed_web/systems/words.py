"""The words of an agreement that a ticket may use: what stands in the lists of forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asagreed.terms import Terms
from asagreed.terms.resolved.rate_card import RateClause
from asagreed.terms.sections.services import ANYTHING
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.systems.queries import terms_in

Choices = tuple[tuple[str, str], ...]
"""Each word of the agreement with what it is called on a page."""
NO_AGREEMENT_CHANNELS: Choices = (("phone", "phone"), ("e-mail", "e-mail"), ("portal", "portal"))


@dataclass(frozen=True, slots=True)
class AgreedWords:
    """Every word that clauses ask for; empty lists where no agreement is in force."""

    priorities: Choices = ()
    impacts: Choices = ()
    urgencies: Choices = ()
    kinds: Choices = ()
    systems: Choices = ()
    sites: Choices = ()
    services: Choices = ()
    deliveries: Choices = ()
    channels: Choices = field(default=NO_AGREEMENT_CHANNELS)
    work_types: Choices = ()
    roles: Choices = ()
    causes: Choices = ()

    def of(self, attribute: str) -> Choices:
        """Return the words for an attribute of a ticket: kind, service, system, site, delivery, impact, urgency."""
        found: Choices = getattr(self, _LISTS[attribute])
        return found


_LISTS = {
    "kind": "kinds",
    "service": "services",
    "system": "systems",
    "site": "sites",
    "delivery": "deliveries",
    "impact": "impacts",
    "urgency": "urgencies",
}


def agreed_words(customer_id: int, *, at: int) -> AgreedWords:
    """Return the words of the version in force for a customer at a moment (UTC seconds)."""
    return words_in(history_of(customer_id), at=at)


def words_in(history: History | None, *, at: int) -> AgreedWords:
    """Return the words of an agreement that are in force at a moment (UTC seconds)."""
    terms = terms_in(history, at=at)
    if terms is None:
        return AgreedWords()
    deliveries = {"remote": "", "on-site": "", **{each.delivery: "" for each in terms.scope.services if each.delivery}}
    priorities = {cell.priority: "" for cell in terms.cells.values()}
    priorities |= {target.selector.priority: "" for target in terms.targets if target.selector.priority}
    return AgreedWords(
        priorities=_titled(dict(sorted({**priorities, **terms.priority_titles}.items()))),
        impacts=tuple(terms.impacts.items()),
        urgencies=tuple(terms.urgencies.items()),
        kinds=_titled({each.name: each.title for each in terms.issue_kinds.values()}),
        systems=tuple((name, each.title or name) for name, each in terms.systems.items()),
        sites=tuple((name, each.title or name) for name, each in terms.sites.items()),
        services=tuple((each.name, each.title or each.name) for each in terms.scope.services if each.name != ANYTHING),
        deliveries=_titled(deliveries),
        channels=tuple((name, each.title or name) for name, each in terms.channels.items()) or NO_AGREEMENT_CHANNELS,
        work_types=tuple((name, name) for name in _rated(terms)),
        roles=tuple(dict.fromkeys((role, role) for rate in _rated(terms).values() for role in rate.by_role)),
        causes=_titled({name: each.means for name, each in terms.scope.causes.items()}),
    )


def _rated(terms: Terms) -> Mapping[str, RateClause]:
    return terms.rates.editions[-1].rates if terms.rates.editions else {}


def _titled(words: dict[str, str]) -> Choices:
    return tuple((word, f"{word}: {title}" if title and title != word else word) for word, title in words.items())
