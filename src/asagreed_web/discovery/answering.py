"""The customer's answer to advice that was offered: accepted, or declined and signed."""

from __future__ import annotations

from asagreed_web.discovery.errors import DiscoveryRefused
from asagreed_web.discovery.models import Questionnaire
from asagreed_web.discovery.queries import discovery_of
from asagreed_web.people.models import Person
from asagreed_web.signing.models import Sending
from asagreed_web.signing.operations import send_offered

OFFERED_STATE = "offered"
METHOD = "offered in writing"
"""How the provider has agreed beforehand to either answer."""
ANSWERS = ("accepted", "declined")


def put_answer(
    *, questionnaire: Questionnaire, about: str, answer: str, by: Person, expires_at: int, at: int
) -> Sending:
    """Make the paper that accepts or declines a measure that stands offered, for the customer to sign.

    Raises DiscoveryRefused for a measure that is not offered, and for another answer; NotAgreed as sending does.
    """
    if answer not in ANSWERS:
        raise DiscoveryRefused("The form said neither yes nor no. Press one of its two buttons.")
    found = discovery_of(questionnaire, at=at).mismatches
    measures = [each for each in found if each.mismatch.measure and each.mismatch.measure.about == about]
    if not measures or measures[0].state != OFFERED_STATE:
        raise DiscoveryRefused(f"«{about}» does not wait for an answer. Look at where it stands now.")
    paper = next(each for each in measures[0].next_papers if each.declares == answer)
    return send_offered(
        customer=questionnaire.customer,
        title=paper.title,
        papers={paper.place: paper.text},
        method=METHOD,
        by=by,
        expires_at=expires_at,
        at=at,
    )
