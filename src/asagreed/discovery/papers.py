"""The papers that follow from answers: what is an emergency, what is critical, what was stated, what is recommended.

They are drafts: nobody has signed them, and each says so in its first line. Their texts go where papers are entered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from asagreed.discovery.mismatch import Measure, Mismatch, recovery_data
from asagreed.discovery.pages import Verified
from asagreed.discovery.questions import TOPICS, questions_of
from asagreed.discovery.reading import Answers
from asagreed.discovery.values import is_nothing
from asagreed.discovery.yaml_text import Data, block
from asagreed.terms.papers import ACCEPTED, CRITICALITY, DECLINED, INSTALLED, OFFERED
from asagreed.terms.sections.emergencies import BY_AGREEMENT

UNSIGNED = "# A draft: nobody has signed it. With the signatures it gets signed: {provider: DAY, customer: DAY}.\n"
_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 50
_FACTS = ("parts", "warranty until", "supported by")
"""Answers that stand with the system itself in an agreement."""


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A paper that is not signed yet: its place in the customer's folder, what it is, and its text.

    `declares` is what it says of a measure: offered, declined, accepted, installed; of other papers nothing.
    """

    place: str
    title: str
    text: str
    declares: str = ""


def papers_of(
    answers: Answers,
    mismatches: Iterable[Mismatch],
    *,
    amendment: int = 1,
    on: date | None = None,
    from_on: date | None = None,
    known: Collection[str] | None = None,
) -> tuple[DraftPaper, ...]:
    """Return all papers that follow: an amendment by its number, what is critical, and an offer of each measure.

    All count from a day, without one that of the answers; the amendment from `from_on` where that is later: nothing is
    amended before it is in force. `known` are the systems of the agreement; the amendment adds the others.
    """
    on = on or answers.page.asked
    offers = (measure_paper(each.measure, each.risk, OFFERED, on=on) for each in mismatches if each.measure)
    amends = amendment_paper(answers, number=amendment, on=max(on, from_on or on), known=known)
    found = (amends, criticality_paper(answers, on=on), *offers)
    return tuple(each for each in found if each is not None)


def emergency_section(answers: Answers) -> dict[str, dict[str, Data]]:
    """Return what is an emergency for this customer, as the section «emergency» of an agreement has it."""
    definitions: dict[str, Data] = {}
    for name, system in answers.systems.items():
        only = {"only if": "critical"} if system.is_critical else {}
        if system.emergency_after:
            lasting = answers.texts[name]["emergency after"]
            definitions[f"{name} down"] = {"outage of": name, "lasting": lasting, **only}
        if system.data_loss_is_an_emergency:
            definitions[f"data lost on {name}"] = {"data lost on": name, **only}
    company = answers.page.company
    if company.people_unable_to_work is not None:
        definitions["many idle"] = {"people unable to work": f"{company.people_unable_to_work} or more"}
    said = {"who may call": company.who_may_call, "reachable at night": company.reachable_at_night}
    handling: dict[str, Data] = {key: text for key, text in said.items() if text is not None}
    return {key: entries for key, entries in (("definitions", definitions), ("handling", handling)) if entries}


def discovery_section(answers: Answers) -> dict[str, Data]:
    """Return what was stated, topic by topic, and what of it somebody has seen, as the section «discovery» has it."""
    topics = {f"{name} {topic}": _stated(answers, name, topic) for name in answers.systems for topic in TOPICS}
    words = {"emergencies": _in_their_words(answers)}
    return {name: entry for name, entry in (words | topics).items() if entry}


def emergency_text(answers: Answers) -> str:
    """Return the section «emergency» as text, for an agreement that is being written."""
    section = emergency_section(answers)
    parts = "".join(f"  {key}:\n{block(entries, indent=4)}" for key, entries in section.items())
    return f"emergency:\n{parts}  anything else: {BY_AGREEMENT}, on record, before the work\n"


def discovery_text(answers: Answers) -> str:
    """Return the section «discovery» as text, or nothing where nothing of it was answered."""
    section = discovery_section(answers)
    return f"discovery:\n{block(section, indent=2)}" if section else ""


def amendment_paper(
    answers: Answers, *, number: int, on: date, known: Collection[str] | None = None
) -> DraftPaper | None:
    """Return the amendment by which an agreement that is signed takes in what was found, if there is anything."""
    settings = _systems(answers, known)
    for part, entries in emergency_section(answers).items():
        settings |= {f"emergency.{part}.{key}": entry for key, entry in entries.items()}
    for name, system in answers.systems.items():
        for part, facts in recovery_data(answers.texts[name], system).items():
            settings[f"recovery.{name}.{part}"] = dict(facts)
    settings |= {f"discovery.{key}": entry for key, entry in discovery_section(answers).items()}
    if not settings:
        return None
    head: dict[str, Data] = {
        "amendment": str(number),
        "title": "What is an emergency, and what is known of the systems",
        "reason": f"the conversation of {answers.page.asked}",
        "in force from": on.isoformat(),
    }
    text = f"{UNSIGNED}{block(head)}set:\n{block(settings, indent=2)}"
    return DraftPaper(f"amendments/{number}.yaml", "Emergencies and discovery", text)


def criticality_paper(answers: Answers, *, on: date) -> DraftPaper | None:
    """Return the declaration of what is critical, if anything was said of it."""
    said = {name: each.criticality for name, each in answers.systems.items() if each.criticality is not None}
    if not said:
        return None
    head: dict[str, Data] = {"declares": CRITICALITY, "in force from": on.isoformat(), **_by(answers.page.by)}
    text = f"{UNSIGNED}{block(head)}systems:\n{block(said, indent=2)}"
    return DraftPaper(f"declarations/{on}-criticality.yaml", "What is critical", text)


def measure_paper(
    measure: Measure, risk: str, declares: str, *, on: date, by: str | None = None, evidence: str | None = None
) -> DraftPaper:
    """Return the paper that offers a measure, declines it, accepts it, or says that it is installed.

    `declares` is one of `advice offered`, `advice declined`, `advice accepted`, `advice installed`. What was offered
    and what is declined say the risk and what follows; the other two refer to them by the name of the measure.
    """
    facts: dict[str, Data] = {"declares": declares, "in force from": on.isoformat(), **_by(by), "about": measure.about}
    if declares in (OFFERED, DECLINED):
        facts |= {
            "advice": measure.advice,
            "risk": risk,
            "consequence": measure.consequence,
            "on": measure.system,
            "when caused by": list(measure.causes),
            "then": list(measure.then),
            "ends": "installed",
        }
    if evidence:
        facts["evidence"] = evidence
    word = _WORDS[declares]
    place = f"declarations/{on}-{word}-{_slug(measure.about)}.yaml"
    return DraftPaper(place, f"{measure.about}: {word}", UNSIGNED + block(facts), word)


_WORDS: Mapping[str, str] = {OFFERED: "offered", DECLINED: "declined", ACCEPTED: "accepted", INSTALLED: "installed"}


def _by(by: str | None) -> dict[str, Data]:
    return {"by": by} if by else {}


def _systems(answers: Answers, known: Collection[str] | None) -> dict[str, Data]:
    """Return what was answered of parts, warranty and vendor, and the systems that the agreement does not know.

    A system that is written as its title alone becomes a map by this, so the title is set with the rest.
    """
    settings: dict[str, Data] = {}
    for name, texts in answers.texts.items():
        facts: dict[str, Data] = {key: texts[key] for key in _FACTS if key in texts and not is_nothing(texts[key])}
        if known is not None and name not in known:
            settings[f"systems.{name}"] = {"title": answers.title(name), **facts}
        elif facts and "title" in texts:
            settings |= {f"systems.{name}.{key}": text for key, text in {"title": texts["title"], **facts}.items()}
    return settings


def _in_their_words(answers: Answers) -> dict[str, Data]:
    company = answers.page.company
    said = {"an emergency is": company.an_emergency_is, "emergency work": company.emergency_work}
    stated = "; ".join(f"{key}: {text}" for key, text in said.items() if text)
    return {"stated": stated, **_by(answers.page.by), "on": answers.page.asked.isoformat()} if stated else {}


def _stated(answers: Answers, system: str, topic: str) -> dict[str, Data]:
    stated = answers.stated[system]
    keys = [each.key for each in questions_of(topic) if each.key in stated]
    if not keys:
        return {}
    said = "; ".join(f"{key}: {stated[key]}" for key in keys)
    entry: dict[str, Data] = {"about": system, "stated": said, **_by(answers.page.by)}
    entry["on"] = answers.page.asked.isoformat()
    verified = answers.verification(system, keys[0])
    return entry | (_seen(verified) if verified else {})


def _seen(verified: Verified) -> dict[str, Data]:
    found = "; ".join(f"found {key}: {text}" for key, text in verified.found.items())
    evidence = "; ".join(text for text in (verified.evidence, found) if text)
    return {"verified": verified.on.isoformat(), "evidence": evidence}


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.lower()).strip("-")[:LONGEST_SLUG].strip("-")
