"""What is done in a discovery: each is one transaction, told in the chain of the customer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from asagreed.discovery.agreement_kinds import KINDS, SITUATION_QUESTIONS, recommend
from asagreed.discovery.questions import COMPANY_QUESTIONS, SYSTEM_QUESTIONS, TOPICS, questions_of
from asagreed.open_time import in_zone
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.discovery.errors import ChangedMeanwhile, DiscoveryRefused
from asagreed_web.discovery.facts import read_sheets
from asagreed_web.discovery.models import COMPANY, AnswerSheet, Questionnaire, Situation
from asagreed_web.discovery.queries import systems_of
from asagreed_web.discovery.situations import read_answers_of
from asagreed_web.people.models import Person

LONGEST_ANSWER = 1000
MOST_SYSTEMS = 60
_KEYS = {each.key for each in SYSTEM_QUESTIONS}
_COMPANY_KEYS = {each.key for each in COMPANY_QUESTIONS}
_TOPIC_OF = {each.key: each.topic for each in SYSTEM_QUESTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """That somebody has looked at a topic: the day, by what it can be shown, and what was found by key."""

    topic: str
    on: str
    evidence: str
    found: Mapping[str, str]


@transaction.atomic
def begin(*, customer: Customer, by: Person, at: int) -> Questionnaire:
    """Begin the discovery of a customer with the systems of the agreement in force; one that was begun stays."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    known = Questionnaire.objects.filter(customer=customer).first()
    if known is not None:
        return known
    made = Questionnaire.objects.create(customer=customer, begun_at=at, begun_by=by, stated_at=at)
    titles = systems_of(customer.pk, at=at)
    for position, system in enumerate((COMPANY, *titles)):
        answers = {"title": titles[system]} if system != COMPANY else {}
        AnswerSheet.objects.create(
            questionnaire=made, system=system, position=position, answers=answers, changed_at=at, changed_by=by
        )
    _tell(made, "discovery begun", by, at, says={"systems": [*titles]})
    return made


@transaction.atomic
def add_system(*, questionnaire: Questionnaire, title: str, name: str = "", by: Person, at: int) -> AnswerSheet:
    """Add a system: one of the agreement by its `name`, or one that it does not know yet. Raises DiscoveryRefused."""
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    title = title.strip()
    if name not in systems_of(locked.customer_id, at=at):
        name = re.sub(r"[^a-z0-9]+", "-", title.lower())[:60].strip("-")
    if not name or len(title) > LONGEST_ANSWER:
        raise DiscoveryRefused("Give the system a name with letters or digits, such as X-ray server.")
    sheets = list(locked.sheets.all())
    if name in {sheet.system for sheet in sheets}:
        raise DiscoveryRefused(f"«{name}» is asked about already. Give the other one another name.")
    if len(sheets) > MOST_SYSTEMS:
        raise DiscoveryRefused(f"At most {MOST_SYSTEMS} systems are asked about. Put some of them together.")
    made = AnswerSheet.objects.create(
        questionnaire=locked,
        system=name,
        position=sheets[-1].position + 1,
        answers={"title": title},
        changed_at=at,
        changed_by=by,
    )
    _tell(locked, "system added", by, at, says={"system": name}, personal={"title": title})
    return made


@transaction.atomic
def answer(*, sheet_id: int, answers: Mapping[str, str], revision: int, by: Person, at: int) -> AnswerSheet:
    """Keep the answers of a sheet as they were typed, readable or not; what is empty is not answered.

    A topic that was verified is merely stated again once something else is stated of it. Raises ChangedMeanwhile when
    somebody else has written since `revision`, and DiscoveryRefused for what is no answer to a question.
    """
    sheet = (
        AnswerSheet.objects.select_for_update(of=("self",))
        .select_related("questionnaire", "changed_by")
        .get(pk=sheet_id)
    )
    typed = _typed(sheet, answers)
    changed = sorted(key for key in {*typed, *sheet.answers} if typed.get(key) != sheet.answers.get(key))
    if not changed:
        return sheet
    _check_revision(sheet, revision)
    sheet.answers = typed
    lapsed = sorted({_TOPIC_OF.get(key, "") for key in changed} & set(sheet.verified))
    sheet.verified = {topic: seen for topic, seen in sheet.verified.items() if topic not in lapsed}
    _keep(sheet, by, at)
    _stated(sheet.questionnaire, by, at)
    says = {"system": sheet.system, "changed": changed, "no longer verified": lapsed, "revision": sheet.revision}
    _tell(
        sheet.questionnaire, "answers given", by, at, says=says, personal={key: typed.get(key, "") for key in changed}
    )
    return sheet


@transaction.atomic
def verify(*, sheet_id: int, seen: Seen, revision: int, by: Person, at: int) -> AnswerSheet:
    """Record that somebody has looked at a topic: what was stated stays, what was found stands beside it.

    Raises ChangedMeanwhile and DiscoveryRefused.
    """
    sheet = _held(sheet_id)
    _check_revision(sheet, revision)
    found = _found(sheet, seen)
    _check_day(sheet.questionnaire.customer, seen, at)
    entry = {"on": seen.on, "by": by.name, "evidence": seen.evidence.strip()[:LONGEST_ANSWER], "found": found}
    sheet.verified = {**sheet.verified, seen.topic: entry}
    _refuse_unreadable(sheet, found)
    _keep(sheet, by, at)
    says = {"system": sheet.system, "topic": seen.topic, "on": seen.on, "revision": sheet.revision}
    _tell(sheet.questionnaire, "answers verified", by, at, says=says, personal=entry)
    return sheet


@transaction.atomic
def share(*, questionnaire: Questionnaire, is_shared: bool, by: Person, at: int) -> Questionnaire:
    """Show the questionnaire to the customer in the portal, or keep it at the desk again."""
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if (locked.shared_at is not None) == is_shared:
        return locked
    locked.shared_at = at if is_shared else None
    locked.save(update_fields=["shared_at"])
    _tell(locked, "discovery shared" if is_shared else "discovery no longer shared", by, at)
    return locked


@transaction.atomic
def answer_situation(
    *, customer: Customer, answers: Mapping[str, str], revision: int, by: Person, at: int
) -> Situation:
    """Keep the answers to which agreement fits. Raises ChangedMeanwhile, and DiscoveryRefused for an unknown key."""
    kept = _situation(customer, at)
    unknown = {*answers} - {each.key for each in SITUATION_QUESTIONS}
    if unknown:
        raise DiscoveryRefused(f"«{min(unknown)}» is not one of the questions.")
    typed = {key: text.strip()[:LONGEST_ANSWER] for key, text in answers.items() if text.strip()}
    changed = sorted(key for key in {*typed, *kept.answers} if typed.get(key) != kept.answers.get(key))
    if not changed:
        return kept
    if kept.revision != revision:
        raise ChangedMeanwhile(who="", theirs=kept.answers, revision=kept.revision)
    kept.answers, kept.changed_at, kept.revision = typed, at, kept.revision + 1
    kept.save()
    says = {"answers": typed, "revision": kept.revision, "recommended": recommend(read_answers_of(typed).said).kind}
    append(customer.pk, _happening("situation", kept.pk, "agreement recommended", by, at, says=says))
    return kept


@transaction.atomic
def decide_kind(*, customer: Customer, kind: str, because: str, by: Person, at: int) -> Situation:
    """Decide on an agreement by one's own reason; without a kind the recommendation holds again.

    Raises DiscoveryRefused without a reason, and for a kind that there is not.
    """
    kept, because = _situation(customer, at), because.strip()
    if kind and kind not in KINDS:
        raise DiscoveryRefused(f"«{kind}» is no kind of agreement. Choose full, one page or none.")
    if kind and not 0 < len(because) <= 500:
        raise DiscoveryRefused(
            "Write why you decide otherwise, in at most 500 characters: it is kept with the decision."
        )
    kept.decided, kept.because = kind, because if kind else ""
    kept.decided_at, kept.decided_by = (at, by) if kind else (None, None)
    kept.save()
    says = {"decided": kind or "as recommended", "recommended": recommend(read_answers_of(kept.answers).said).kind}
    happening = _happening(
        "situation", kept.pk, "agreement decided on", by, at, says=says, personal={"because": because}
    )
    append(customer.pk, happening)
    return kept


def _situation(customer: Customer, at: int) -> Situation:
    found, _ = Situation.objects.select_for_update().get_or_create(customer=customer, defaults={"changed_at": at})
    return found


def _held(sheet_id: int) -> AnswerSheet:
    """Return a sheet that nobody else changes until this is done."""
    rows = AnswerSheet.objects.select_for_update(of=("self",))
    return rows.select_related("questionnaire__customer", "changed_by").get(pk=sheet_id)


def _typed(sheet: AnswerSheet, answers: Mapping[str, str]) -> dict[str, str]:
    known = _COMPANY_KEYS if sheet.system == COMPANY else _KEYS
    unknown = {*answers} - known
    if unknown:
        raise DiscoveryRefused(f"«{min(unknown)}» is not one of the questions.")
    typed = {key: " ".join(text.split()) for key, text in answers.items()}
    longest = max((len(text) for text in typed.values()), default=0)
    if longest > LONGEST_ANSWER:
        raise DiscoveryRefused(f"An answer has more than {LONGEST_ANSWER} characters. Shorten it.")
    return {key: text for key, text in typed.items() if text}


def _check_revision(sheet: AnswerSheet, revision: int) -> None:
    if sheet.revision != revision:
        who = sheet.changed_by.name if sheet.changed_by else ""
        raise ChangedMeanwhile(who=who, theirs=sheet.answers, revision=sheet.revision)


def _found(sheet: AnswerSheet, seen: Seen) -> dict[str, str]:
    """Return what was found otherwise than it was stated."""
    if seen.topic not in TOPICS or sheet.system == COMPANY:
        raise DiscoveryRefused("Choose what was looked at.")
    if not seen.evidence.strip():
        raise DiscoveryRefused(
            "Write by what it can be shown: a report, a photograph, a test. Without it, it is stated."
        )
    keys = [each.key for each in questions_of(seen.topic)]
    found = {key: " ".join(seen.found.get(key, "").split())[:LONGEST_ANSWER] for key in keys}
    found = {key: text for key, text in found.items() if text and text != sheet.answers.get(key)}
    if not found and not any(key in sheet.answers for key in keys):
        raise DiscoveryRefused("Nothing was stated of this and nothing found. Write what you have found.")
    return found


def _check_day(customer: Customer, seen: Seen, at: int) -> None:
    try:
        day = date.fromisoformat(seen.on)
    except ValueError:
        raise DiscoveryRefused("Write the day on which somebody looked, such as 2026-02-10.") from None
    if day > in_zone(at, customer.zone).date():
        raise DiscoveryRefused(f"{day} lies in the future, so nobody can have looked on that day.")


def _refuse_unreadable(sheet: AnswerSheet, found: Mapping[str, str]) -> None:
    """Refuse what was found and cannot be read; what was stated may be so, and is told beside its field."""
    told = read_sheets(sheet.questionnaire, [sheet.__class__(system=sheet.system, answers=dict(found))]).wrong
    if told:
        raise DiscoveryRefused(next(iter(told.values())))


def _keep(sheet: AnswerSheet, by: Person, at: int) -> None:
    sheet.revision, sheet.changed_at, sheet.changed_by = sheet.revision + 1, at, by
    sheet.save()


def _stated(questionnaire: Questionnaire, by: Person, at: int) -> None:
    questionnaire.stated_at = at
    if not by.is_of_provider:
        questionnaire.stated_by = by.name
    questionnaire.save(update_fields=["stated_at", "stated_by"])


def _tell(
    questionnaire: Questionnaire,
    kind: str,
    by: Person,
    at: int,
    *,
    says: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    told = _happening("discovery", questionnaire.pk, kind, by, at, says=says, personal=personal)
    append(questionnaire.customer_id, told)


def _happening(
    subject: str,
    subject_id: int,
    kind: str,
    by: Person,
    at: int,
    *,
    says: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> Happening:
    return Happening(
        subject=subject,
        subject_id=subject_id,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=by.actor,
        says=dict(says or {}),
        personal=personal,
    )
