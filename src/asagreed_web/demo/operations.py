"""Making the demonstration: a provider, its customers with their agreements, and half a year of tickets."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from asagreed.billing.quoting import support_hours
from asagreed.errors import NoSupportHours
from asagreed.open_time import OpenHours, parse_shifts, weekly_calendar
from asagreed.terms import Terms
from asagreed_web.agreements.operations import enter_papers, enter_plan
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.operations import enter_books
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.demo.asking_acts import asking_acts
from asagreed_web.demo.books import demo_books
from asagreed_web.demo.cast import Member, provider, requests
from asagreed_web.demo.errors import DemoRefused
from asagreed_web.demo.half_year import Act, half_year, papers_of
from asagreed_web.demo.month_acts import month_acts, worker_acts
from asagreed_web.demo.playing import Stage
from asagreed_web.demo.serving import PASSWORD
from asagreed_web.demo.systems_acts import systems_acts
from asagreed_web.demo.upkeep_acts import approval_acts, upkeep_acts
from asagreed_web.demo.writing import DAY, Scene, Step, fitting_requests, write
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import CannedReply, SavedQueue

DOMAIN = "northwind.example"
Progress = Callable[[int, int], object]
"""Hears how many steps were played, and of how many."""
WHOLE_STORY = 60 * DAY
"""Fewer days than these are tickets only: months, corrections and answers need time to come one after the other."""
TOGETHER = 100
"""How many steps are committed at once."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the demonstration holds."""

    people: int
    customers: int
    steps: int


def make_demo(*, examples: Path, seed: int, at: int, weeks: int = 26, told: Progress | None = None) -> Made:
    """Fill an empty installation with weeks of tickets that end at a moment (UTC seconds).

    `told` hears of progress in steps. Raises DemoRefused where customers exist already.
    """
    if Customer.objects.exists():
        raise DemoRefused(
            "This installation has customers already, and the demonstration would mix with them. "
            "Choose an empty data folder: ASAGREED_DATA=demo-data."
        )
    start = at - weeks * 7 * DAY
    with transaction.atomic():
        people = _people(start)
        customers = _customers(examples, start, at)
        _arrange_desk()
    people |= {
        f"{folder}/{member.address}": _person(member, start, customer)
        for folder, customer in customers.items()
        for member in provider().customers[folder].people
    }
    scenes = {folder: _scene(folder, customer.pk, at) for folder, customer in customers.items()}
    steps = list(_script(scenes, seed=seed, start=start, until=at))
    acts = sorted(_acts(customers, people, start=start, until=at), key=lambda act: act.at)
    _play(Stage(scenes, customers, people), steps, acts, at, told)
    return Made(len(people), len(customers), len(steps))


def _acts(customers: Mapping[str, Customer], people: Mapping[str, Person], *, start: int, until: int) -> Iterator[Act]:
    """Yield what happens beside tickets, as far as it lies in the weeks that are played."""
    owner, bookkeeper = people["owner"], people["bookkeeper"]
    told: list[Act] = [*worker_acts(begins=start, until=until)]
    for folder, story in half_year().items():
        customer = customers[folder]
        told += systems_acts(customer, story, owner=owner, begins=start, until=until)
        told += month_acts(customer, story, owner=owner, bookkeeper=bookkeeper, begins=start, until=until)
    for folder in ("harbour-dental", "bright-legal"):
        told += upkeep_acts(customers[folder], technician=people["finn"], begins=start, until=until)
    approver = people["bright-legal/approver"]
    told += approval_acts(customers["bright-legal"], approver=approver, begins=start, until=until)
    asked = "harbour-dental"
    told += asking_acts(customers[asked], owner=owner, approver=people[f"{asked}/approver"], until=until)
    if until - start >= WHOLE_STORY:
        yield from (act for act in told if start <= act.at <= until)


def _play(stage: Stage, steps: list[Step], acts: list[Act], at: int, told: Progress | None) -> None:
    both: tuple[Sequence[Step | Act], Sequence[Step | Act]] = (steps, acts)
    remaining = heapq.merge(*both, key=lambda each: each.at)
    done = 0
    while batch := list(islice(remaining, TOGETHER)):
        with transaction.atomic():
            for each in batch:
                if isinstance(each, Act):
                    stage.do(each)
                else:
                    stage.play(each)
        done += len(batch)
        if told is not None:
            told(done, len(steps) + len(acts))
    stage.pass_until(at)
    # What would have left in that half year has left: the worker of the demonstration begins with today's.
    left = OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING, written_at__lt=at)
    left.update(state=OutboxEntry.State.SENT, sent_at=F("written_at"))


def _script(scenes: dict[str, Scene], *, seed: int, start: int, until: int) -> Iterable[Step]:
    scripts = (write(scene, seed=seed, start=start, until=until) for scene in scenes.values())
    return heapq.merge(*scripts, key=lambda step: (step.at, step.story, step.order))


def _people(at: int) -> dict[str, Person]:
    return {member.address: _person(member, at, None) for member in provider().people}


@cache
def _hashed() -> str:
    # Hashing is slow on purpose, and everybody here has the same password.
    return make_password(PASSWORD)


def _person(member: Member, at: int, customer: Customer | None) -> Person:
    domain = f"{customer.slug}.example" if customer else DOMAIN
    person = Person.objects.create(
        email=f"{member.address}@{domain}",
        name=member.name,
        role=member.role,
        customer=customer,
        password=_hashed(),
        entered_at=at,
    )
    chain = customer.pk if customer else 0
    append(
        chain,
        Happening(
            subject="person",
            subject_id=person.pk,
            kind="entered",
            happened_at=at,
            recorded_at=at,
            actor="demonstration",
            says={"role": member.role},
            personal={"name": member.name, "email": person.email},
        ),
    )
    return person


def _customers(examples: Path, start: int, at: int) -> dict[str, Customer]:
    for plan in sorted((examples / "plans").glob("*.yaml")):
        enter_plan(name=plan.stem, text=plan.read_text(), by=None, at=start)
    return {folder: _customer(examples, folder, start, at) for folder in provider().customers}


def _customer(examples: Path, folder: str, start: int, at: int) -> Customer:
    name = provider().customers[folder].name
    customer = Customer.objects.create(
        slug=folder, name=name, mail_domains=[f"{folder}.example"], entered_at=start, phone="+1 555 0100"
    )
    root = examples / folder
    papers = {str(file.relative_to(root)): file.read_text() for file in sorted(root.rglob("*.yaml"))}
    papers |= papers_of(folder)
    # Papers are dated through the half year, so they are entered as of its end.
    entered = enter_papers(customer=customer, papers=papers, by=None, at=at)
    if entered.edition is None:
        raise DemoRefused(f"{folder}: {entered.problems[0]}")
    history = history_of(customer.pk)
    if history is not None:
        customer.zone = history.zone
        customer.save(update_fields=["zone"])
    books = demo_books(examples, folder)
    if books:
        enter_books(customer=customer, text=books, by=None, at=at)
    return customer


def _arrange_desk() -> None:
    CannedReply.objects.bulk_create(
        CannedReply(title=title, text=text) for title, text in provider().canned_replies.items()
    )
    SavedQueue.objects.bulk_create(
        SavedQueue(name=name, asks=dict(asks)) for name, asks in provider().saved_queues.items()
    )


def _scene(folder: str, customer_id: int, at: int) -> Scene:
    history = history_of(customer_id)
    if history is None:
        raise DemoRefused(f"{folder} has no agreement to play under.")
    terms = history.version_in_force(at=at).terms
    return Scene(folder, provider().customers[folder], terms, _desk_hours(terms), fitting_requests(requests(), terms))


def _desk_hours(terms: Terms) -> OpenHours:
    try:
        return support_hours(terms)
    except NoSupportHours:
        weekdays = (parse_shifts("09:00-17:00"),) * 5
        return weekly_calendar(name="desk", zone=terms.zone, weekly=(*weekdays, (), ()))
