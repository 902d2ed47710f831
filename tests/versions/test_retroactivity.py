"""What was, stays: papers that are signed and in force later change nothing of a moment before them.

Histories are made up, papers of every kind in any order: amendments, riders for a while, and declarations, which may
be dated back. Each is read twice as a customer's folder is: with the papers that counted at a moment, and with all of
them. Whatever is asked of moments up to that one has one answer.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.terms.agreed import at, written

from asagreed.coverage import Circumstances, Coverage, EmergencyVerdict, decide_coverage, describe_work, is_emergency
from asagreed.coverage.emergencies import declined_for
from asagreed.facts.books import CauseFound, Incident
from asagreed.facts.work import WorkEntry
from asagreed.versions import History, read_agreement

AGREEMENT = """\
agreement: mill-bakery
zone: America/Chicago
currency: USD
term: {from: 2026-01-01, for: 3 years, renews: yearly}
signed: 2025-12-15
calendars: {support: {hours: {mon-fri: 08:00-17:00}}}
systems: {mail: E-mail, files: File server, tills: {title: Tills}}
issue kinds: {hardware: {failed disk: a disk that does not spin}}
services:
  included: {mail repair: remote, tidying: {on: files}}
  excluded: {cabling: not part of it}
  otherwise: by arrangement with owner
causes: {failed disk: a disk that does not spin}
emergency:
  definitions:
    mail down: {outage of: mail, lasting: 1 h, within: support}
    files lost: {data lost on: files, only if: critical}
  anything else: both parties agree, on record, before the work
riders:
  premium: {services: {included: {cabling: on-site}}, price: {per month: 200.00 USD}}
"""
OFFERED = "declares: advice offered\nsigned: 2026-01-02\nabout: second disk\nadvice: a second disk\nrisk: one is none\n"
FIRST_DAY, DAYS = datetime(2026, 1, 3), 900  # noqa: DTZ001 – local, as papers name moments
SETTINGS = (
    "calendars.support.hours: {mon-fri: 10:00-16:00}",
    "calendars.support.hours: {mon-sat: 07:00-19:00}",
    "services.included.mail repair: on-site",
    "services.included.cabling: on-site",
    "services.excluded.tidying: done by the customer",
    "services.otherwise: excluded",
    "services.otherwise: included",
    "causes.failed disk: {means: any broken disk, on: files}",
    "emergency.definitions.mail down: {outage of: mail, lasting: 4 h}",
    "emergency.definitions.mail down.within: always",
    "emergency.definitions.files lost.only if: critical",
    "emergency.definitions.flood: {event: water}",
    "emergency.anything else: is no emergency",
)
RIDERS = (
    "rider: premium\n",
    "rider: weekends\nemergency: {definitions: {tills down: {outage of: tills}}}\nprice: {per month: 90.00 USD}\n",
)
"""One that the agreement offers, and one that says everything itself."""
REMOVED = "services.excluded.cabling"
WORK = (
    {"service": "mail repair", "delivery": "remote", "system": "mail"},
    {"service": "mail repair", "delivery": "on-site", "system": "mail"},
    {"service": "cabling", "delivery": "on-site"},
    {"service": "tidying", "system": "files"},
    {"kind": "failed disk", "system": "files"},
)
INCIDENTS = (
    {"outage_of": ("mail",)},
    {"outage_of": ("tills",), "systems": ("tills",)},
    {"data_lost_on": ("files",), "cause": CauseFound(cause="failed disk", said_by="us", evidence="smart log")},
    {"events": ("water",), "systems": ("files",)},
)


@dataclass(frozen=True)
class Drawn:
    """A paper: its file, its text, and from when it counts."""

    file: str
    text: str
    from_at: int


def moment(drawn: Random) -> datetime:
    """Return a local moment, half of them midnights, as papers have them, and half of them in the day."""
    day = FIRST_DAY + timedelta(days=drawn.randrange(DAYS))
    return day + timedelta(minutes=drawn.choice([0, drawn.randrange(8 * 60, 20 * 60)]))


def dated(drawn: Random, *, may_be_dated_back: bool) -> tuple[str, int]:
    """Return when a paper says that it is in force and was signed, and from when it counts."""
    signed, begins = sorted([moment(drawn), moment(drawn)])
    if may_be_dated_back and drawn.random() < 0.5:
        signed, begins = begins, signed
    told = f"in force from: {begins:%Y-%m-%d %H:%M}\nsigned: {signed:%Y-%m-%d %H:%M}\n"
    return told, at(f"{max(signed, begins):%Y-%m-%d %H:%M}")


def amendment(drawn: Random, number: int, *, removes: bool) -> Drawn:
    told, from_at = dated(drawn, may_be_dated_back=False)
    by_path = {line.partition(":")[0]: line for line in drawn.sample(SETTINGS, drawn.randint(1, 3))}
    lines = [line for path, line in by_path.items() if not any(path.startswith(f"{each}.") for each in by_path)]
    text = f"amendment: {number}\n{told}set:\n" + "".join(f"  {line}\n" for line in lines)
    return Drawn(f"amendments/{number}.yaml", text + (f"remove: {REMOVED}\n" if removes else ""), from_at)


def rider(drawn: Random, number: int) -> Drawn:
    told, from_at = dated(drawn, may_be_dated_back=False)
    ends = datetime.fromtimestamp(from_at) + timedelta(days=drawn.randint(2, 400))  # noqa: DTZ006 – any day will do
    until = drawn.choice(["", f"until: {ends:%Y-%m-%d}\n"])
    return Drawn(f"riders/{number}.yaml", f"{drawn.choice(RIDERS)}{told}{until}", from_at)


def declaration(drawn: Random, number: int) -> Drawn:
    told, from_at = dated(drawn, may_be_dated_back=True)
    words = {system: drawn.choice(["critical", "not critical"]) for system in drawn.sample(["mail", "files"], 1)}
    declares = drawn.choice(["criticality", "advice declined", "advice accepted", "advice installed"])
    said = {
        "criticality": f"systems: {{{', '.join(f'{system}: {word}' for system, word in words.items())}}}\n",
        "advice declined": "about: second disk\non: files\n"
        f"then: [no emergency, {drawn.choice(['billable', 'excluded'])}]\n"
        + drawn.choice(["", "when caused by: failed disk\n", "ends: when installed\n"]),
    }.get(declares, "about: second disk\n")
    return Drawn(f"declarations/{number}.yaml", f"declares: {declares}\n{told}by: owner\n{said}", from_at)


def papers_of(seed: int) -> list[Drawn]:
    """Return the papers of a made-up history; two amendments from one moment would be a mistake."""
    drawn = Random(seed)
    count, removing = drawn.randint(1, 4), drawn.randint(0, 8)
    found = [amendment(drawn, number, removes=number == removing) for number in range(1, count + 1)]
    found = list({each.from_at: each for each in found}.values())
    found += (rider(drawn, number) for number in range(drawn.randint(0, 2)))
    found += (declaration(drawn, number) for number in range(1, drawn.randint(1, 5)))
    return found


def read(folder: Path, papers: list[Drawn]) -> History:
    if folder.exists():
        shutil.rmtree(folder)
    written(folder, agreement=AGREEMENT, declarations__0=OFFERED)
    for paper in papers:
        written(folder, **{paper.file.removesuffix(".yaml").replace("/", "__"): paper.text})
    history, problems = read_agreement(folder)
    assert history is not None, [str(each) for each in problems]
    return history


def answers(history: History, moment: int) -> tuple[object, ...]:
    """Return everything that is asked of a moment: the version, its hours so far, what is covered, what is urgent."""
    version = history.version_in_force(at=moment)
    hours = version.terms.calendar("support")
    began = moment - 5400
    incidents = [Incident(id="I-1", reported_at=began, **said) for said in INCIDENTS]
    open_seconds = hours.seconds_between(history.versions[0].from_at, moment)
    return (
        version.hash,
        tuple((each.name, each.per_month) for each in version.riders),
        (open_seconds, hours.is_open_at(moment)),
        tuple(covered(history, incident, said, moment) for incident in incidents for said in WORK),
        tuple(urgent(history, incident, moment) for incident in incidents),
    )


def covered(history: History, incident: Incident, said: dict[str, str], moment: int) -> Coverage:
    terms = history.version_in_force(at=moment).terms
    entry = WorkEntry(id="W-1", seconds=900, start=moment, end=moment + 900, **said)  # type: ignore[arg-type]
    on_record = Circumstances(declined=declined_for(incident, history.register))
    return decide_coverage(describe_work(entry, terms, incident=incident), terms, on_record)


def urgent(history: History, incident: Incident, moment: int) -> EmergencyVerdict:
    terms = history.version_in_force(at=max(incident.began_at, history.versions[0].from_at)).terms
    return is_emergency(incident, terms, history.register, at=moment)


def check(seed: int, folder: Path) -> set[object]:
    """Hold a history against what was known of it at a moment, and return the answers, to see that they differ."""
    papers, drawn = papers_of(seed), Random(-seed)
    next_paper = drawn.choice(papers).from_at
    cut = drawn.choice([next_paper - 1, next_paper - 1, next_paper, at(f"{moment(drawn):%Y-%m-%d %H:%M}")])
    known, later = read(folder, [each for each in papers if each.from_at <= cut]), read(folder, papers)
    edges = [edge for each in papers for edge in (each.from_at - 1, each.from_at)]
    asked = {cut, cut - drawn.randrange(86_400), *drawn.sample(edges, 2), at(f"{moment(drawn):%Y-%m-%d %H:%M}")}
    found = set[object]()
    for each in sorted(each for each in asked if known.versions[0].from_at + 5400 <= each <= cut):
        before, after = answers(known, each), answers(later, each)
        assert before == after, f"history {seed} at {each}, as known at {cut}"
        found.add(before[3:])
    return found


@pytest.mark.parametrize("histories", [100, pytest.param(500, marks=pytest.mark.proof)])
def test_later_papers_change_nothing_of_the_past(histories: int, tmp_path: Path) -> None:
    different = {answer for seed in range(histories) for answer in check(seed, tmp_path / "mill-bakery")}

    assert len(different) > histories
