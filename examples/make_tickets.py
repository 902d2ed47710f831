"""Makes up believable tickets of a customer: `make_tickets.py --customer harbour-dental --out FILE.csv`.

What a customer's tickets are about stands in tickets/CUSTOMER.yaml; when the desk is open, and which priority an impact
and an urgency make, is asked from the agreement in CUSTOMER/. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import accumulate, count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import duckdb
from ruamel.yaml import YAML

from asagreed.open_time import OpenHours
from asagreed.terms import Terms
from asagreed.versions import read_agreement

EXAMPLES = Path(__file__).parent
ATTRIBUTES = ("channel", "priority", "kind", "site", "system", "delivery", "impact", "urgency", "customer", "title")
OF_EVENTS = ("at", "event", "value", "attribute", "by", "why", "id")
COLUMNS = ("ticket", *OF_EVENTS, "reported_at", "recorded_at", "occurred_at", *ATTRIBUTES)

HOUR, DAY = 3600, 86_400
OUT_OF_HOURS = 0.10
LOAD_OF_DAY = (1.6, 1.1, 1.0, 1.0, 0.85, 0.35, 0.25)
LOAD_OF_HOUR = {8: 1.2, 9: 1.6, 10: 1.4, 11: 1.1, 12: 0.6, 13: 0.9, 14: 1.2, 15: 1.0, 16: 0.9, 17: 0.7}
HELD_FOR = {"waiting for customer": 5 * HOUR, "waiting for parts": 11 * HOUR, "waiting for vendor": 7 * HOUR,
            "no site access": 3 * HOUR}  # fmt: skip
LOGGED_AFTER = {"phone": 200, "e-mail": 120, "sms": 40 * 60}
"""Medians in seconds, where a person or a poll stands between the report and the log; sms in support time."""
UPDATED_EVERY = {"P1": 45 * 60, "P2": 3 * HOUR}
WHY_CHANGED = {True: "more people are affected than was thought", False: "there is a way round"}


@dataclass(frozen=True)
class Event:
    """One row of the log, at UTC seconds."""

    at: int
    event: str
    value: str = ""
    attribute: str = ""
    by: str = ""
    why: str = ""


@dataclass
class Told:
    """A ticket while its story is being told."""

    reported: int
    recorded: int
    said: dict[str, str]
    occurred: int | None = None
    events: list[Event] = field(default_factory=list)
    now_on_site: bool = False

    @property
    def priority(self) -> str:
        """The priority with which it was logged."""
        return self.said["priority"]


class Customer:
    """A customer's agreement, and what its tickets are about."""

    def __init__(self, folder: str) -> None:
        history, problems = read_agreement(EXAMPLES / folder)
        if history is None:
            raise SystemExit("\n".join(str(problem) for problem in problems if problem.is_error))
        self.terms: Terms = history.versions[0].terms
        self.support: OpenHours = self.terms.calendar("support")
        self.zone = ZoneInfo(self.terms.zone)
        self.profile: Mapping[str, Any] = YAML(typ="safe").load(EXAMPLES / "tickets" / f"{folder}.yaml")

    def moment(self, text: object) -> int:
        """Return the UTC seconds of a local moment."""
        return int(datetime.fromisoformat(str(text)).replace(tzinfo=self.zone).timestamp())

    def written(self, moment: int | None) -> str:
        """Return a moment as ISO 8601 with its offset."""
        return "" if moment is None else datetime.fromtimestamp(moment, self.zone).isoformat()

    def local(self, moment: int) -> datetime:
        """Return the local time of a moment."""
        return datetime.fromtimestamp(moment, self.zone)


class Desk:
    """Tells tickets: when they come, what happens to them, and when they end."""

    def __init__(self, customer: Customer, rng: Random) -> None:
        self.customer = customer
        self.profile = customer.profile
        self.rng = rng
        self.from_at = customer.moment(self.profile["from"])
        self.until_at = customer.moment(self.profile["until"])

    def tickets(self, number: int) -> list[Told]:
        """Return so many tickets in the order in which they were logged; those of `told` are among them."""
        told = [self._as_written(story) for story in self.profile["told"]][:number]
        told += [self._ticket(moment) for moment in self._moments(number - len(told))]
        told.sort(key=lambda ticket: ticket.recorded)
        return told

    def _moments(self, number: int) -> list[int]:
        hours = range(self.from_at, self.until_at - DAY, HOUR)
        is_open = [self.customer.support.is_open_at(hour + HOUR // 2) for hour in hours]
        at_night = round(OUT_OF_HOURS * number)
        inside = islice(self._drawn(hours, is_open, wanted=True), number - at_night)
        return [*inside, *islice(self._drawn(hours, is_open, wanted=False), at_night)]

    def _drawn(self, hours: Sequence[int], is_open: Sequence[bool], *, wanted: bool) -> Iterator[int]:
        weights = [self._load(hour) if opened is wanted else 0.0 for hour, opened in zip(hours, is_open, strict=True)]
        summed = list(accumulate(weights))
        while True:
            moment = self.rng.choices(hours, cum_weights=summed)[0] + self.rng.randrange(HOUR)
            if self.customer.support.is_open_at(moment) is wanted:
                yield moment

    def _load(self, moment: int) -> float:
        local = self.customer.local(moment)
        return LOAD_OF_DAY[local.weekday()] * LOAD_OF_HOUR.get(local.hour, 0.4 if 6 < local.hour < 23 else 0.1)

    def _as_written(self, story: Mapping[str, Any]) -> Told:
        reported = self.customer.moment(story["reported"])
        recorded = self.customer.moment(story.get("recorded", story["reported"]))
        ticket = Told(reported, recorded, self._said(story["title"], story["ticket"]))
        ticket.events.append(Event(recorded, "created", by="dispatcher"))
        ticket.events += [Event(**{**event, "at": self.customer.moment(event["at"])}) for event in story["events"]]
        return ticket

    def _said(self, title: str, attributes: Mapping[str, str]) -> dict[str, str]:
        cell = self.customer.terms.matrix(attributes["impact"], attributes["urgency"])
        words = {"delivery": "remote", "customer": self.customer.terms.customer, "priority": cell.priority}
        return {**words, **attributes, "title": title}

    def _ticket(self, moment: int) -> Told:
        story = self._one_of(self.profile["stories"], [story["often"] for story in self.profile["stories"]])
        said = {key: story[key] for key in ("kind", "system", "delivery") if key in story}
        said |= {key: self._either(story[key]) for key in ("impact", "urgency")}
        said |= {"channel": self._key_of(self.profile["channels"])}
        said |= {"site": self._key_of(self.profile["sites"])} if "sites" in self.profile else {}
        said = self._said(story["title"], said)
        if said["channel"] == "phone" and said["priority"] != "P1" and not self.customer.support.is_open_at(moment):
            said["channel"] = "portal"
        ticket = Told(moment, self._logged(moment, said["channel"]), said)
        if said["channel"] == "alert" or self.happens(0.2):
            ticket.occurred = moment - self.length(10 * 60)
        Story(self, ticket, story).tell()
        ticket.events = [event for event in ticket.events if event.at < self.until_at]
        return ticket

    def _logged(self, reported: int, channel: str) -> int:
        after = self.length(LOGGED_AFTER[channel]) if channel in LOGGED_AFTER else 0
        return self.customer.support.moment_after(reported, after) if channel == "sms" else reported + after

    def _one_of(self, options: Sequence[Any], weights: Sequence[float]) -> Any:
        return self.rng.choices(options, weights)[0]

    def _key_of(self, weights: Mapping[str, float]) -> str:
        return str(self._one_of(list(weights), list(weights.values())))

    def _either(self, words: str | Sequence[str]) -> str:
        return words if isinstance(words, str) else self.rng.choice(words)

    def happens(self, share: float) -> bool:
        """Say whether something happens that happens so often."""
        return self.rng.random() < share

    def length(self, median: float, *, spread: float = 0.7) -> int:
        """Return a length of time near a median, lognormally spread."""
        return max(20, round(median * self.rng.lognormvariate(0, spread)))

    def near(self, median: str) -> int:
        """Return a length of time near a median such as «20 min»."""
        number, unit = median.split()
        return self.length(int(number) * {"min": 60, "h": HOUR}[unit])


class Story:
    """One ticket from its creation to its end, told event by event; `now` is how far it has come."""

    def __init__(self, desk: Desk, ticket: Told, story: Mapping[str, Any]) -> None:
        self.desk, self.ticket = desk, ticket
        self.waits: Mapping[str, int] = story.get("waits", {"waiting for customer": 15})
        self.work = story.get("work") or desk.profile["work"][ticket.priority]
        self.now = ticket.recorded
        self.technician = f"technician {desk.rng.randint(1, 4)}"
        self.is_on_call = ticket.priority == "P1" and ticket.said["channel"] == "phone"

    def tell(self) -> None:
        """Tell the whole story."""
        self._created()
        if self.desk.happens(0.012):
            return self._ended_without_work()
        self._answered()
        self._changed()
        for part in self._parts_of_the_work():
            self._worked(part)
        self._resolved()
        return None

    def _created(self) -> None:
        channel = self.ticket.said["channel"]
        self._add("created", by="system" if channel in ("portal", "e-mail", "alert") else "dispatcher")
        if channel in ("portal", "e-mail"):
            self._add("automatic reply", by="system")
        if self._premium and self.desk.happens(0.12):
            self._pass(self.desk.length(6 * 60), wall=True)
            self._add("happened", value=f"accepted: {self._premium}", by="customer")

    @property
    def _premium(self) -> str:
        is_quick = self.ticket.priority in ("P1", "P2")
        return str(self.desk.profile.get("accepted for one ticket", "")) if is_quick else ""

    def _ended_without_work(self) -> None:
        self._pass(self.desk.length(HOUR))
        if self.desk.happens(0.5):
            self._add("cancelled", by="customer", why="it works again")
        else:
            self._add("merged", by="dispatcher", why="reported twice")

    def _answered(self) -> None:
        answer = self.desk.near(self.desk.profile["first answer"][self.ticket.priority])
        if self.desk.customer.local(self.now).weekday() == 0:
            answer = round(answer * 1.7)  # on Mondays everybody calls
        if self.desk.happens(0.2):
            self._pass(answer // 3)
            self._add("assigned", value=self.technician, by="dispatcher")
            answer -= answer // 3
        self._pass(answer)
        self._add("reply", by=self.technician)
        self._add("status", value="working", by=self.technician)
        self._planned()

    def _planned(self) -> None:
        profile, priority = self.desk.profile, self.ticket.priority
        if priority in profile.get("plan sent", {}) and self.desk.happens(0.7):
            self._pass(self.desk.near(profile["plan sent"][priority]) // 2)
            self._add("happened", value="plan sent", by=self.technician)
        if priority == "P1" and self.desk.happens(profile.get("workaround", 0) / 100):
            self._pass(self.desk.length(HOUR))
            self._add("happened", value="workaround", by=self.technician)

    def _changed(self) -> None:
        if self.desk.happens(0.02):
            is_worse = self.ticket.priority == "P4" or (self.ticket.priority != "P1" and self.desk.happens(0.6))
            priority = f"P{int(self.ticket.priority[1]) + (-1 if is_worse else 1)}"
            self._add("priority", value=priority, by="dispatcher", why=WHY_CHANGED[is_worse])
        if self.ticket.said["delivery"] == "remote" and "sites" in self.desk.profile and self.desk.happens(0.03):
            self._pass(self.desk.length(30 * 60))
            self.ticket.now_on_site = True
            self._add("changed", value="on-site", attribute="delivery", by=self.technician)

    def _parts_of_the_work(self) -> Iterator[str]:
        """Yield what the work waits for, part by part; the last part waits for nothing."""
        if self.ticket.now_on_site or self.ticket.said["delivery"] == "on-site":
            yield "on the way"
        for reason, share in self.waits.items():
            if self.desk.happens(share / 100):
                yield reason
        yield ""

    def _worked(self, waits_for: str) -> None:
        if waits_for == "on the way":
            self._pass(
                self.desk.length(40 * 60) + self.desk.near(self.desk.profile["travel"][self.ticket.said["site"]])
            )
            return self._add("arrived", by=self.technician)
        self._pass_with_updates(self.desk.near(self.work) // (2 if self.waits else 1))
        if waits_for:
            self._add("status", value=waits_for, by=self.technician)
            self._pass(self.desk.length(HELD_FOR[waits_for]))
            if waits_for == "waiting for customer":
                self._add("customer reply", by="customer")
            if self.ticket.priority in UPDATED_EVERY:
                self._add("reply", by=self.technician)
            self._add("status", value="working", by=self.technician)
        return None

    def _pass_with_updates(self, work: int) -> None:
        every = UPDATED_EVERY.get(self.ticket.priority, DAY)
        while work > 0:
            step = min(work, self.desk.length(every, spread=0.3))
            self._pass(step)
            work -= step
            if work > 0:
                self._add("reply", by=self.technician)

    def _resolved(self) -> None:
        self._add("resolved", by=self.technician)
        if self.desk.happens(0.03):
            self._pass(self.desk.length(8 * HOUR), wall=True)
            self._add("reopened", by="customer", why="it happens again")
            self._pass(self.desk.near(self.desk.profile["first answer"][self.ticket.priority]))
            self._add("reply", by=self.technician)
            self._pass(self.desk.near(self.work) // 2)
            self._add("resolved", by=self.technician)
        self._pass(3 * DAY, wall=True)
        self._add("closed", by="system")

    def _pass(self, seconds: int, *, wall: bool = False) -> None:
        always = wall or self.is_on_call
        self.now = self.now + seconds if always else self.desk.customer.support.moment_after(self.now, seconds)

    def _add(self, event: str, *, value: str = "", attribute: str = "", by: str = "", why: str = "") -> None:
        self.ticket.events.append(Event(self.now, event, value, attribute, by, why))


def write_csv(stream: TextIO, customer: Customer, tickets: Sequence[Told]) -> None:
    """Write tickets as rows, one an event."""
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    ids = count(1)
    for number, ticket in enumerate(tickets, start=1):
        writer.writerows(_rows(f"{customer.profile['numbers']}-{number:04}", ticket, customer, ids))


def _rows(name: str, ticket: Told, customer: Customer, ids: Iterator[int]) -> Iterator[dict[str, str]]:
    moments = {"reported_at": ticket.reported, "recorded_at": ticket.recorded, "occurred_at": ticket.occurred}
    told = ticket.said | {column: customer.written(moment) for column, moment in moments.items()}
    for event in ticket.events:
        row = {"ticket": name, "id": str(next(ids)), **asdict(event), "at": customer.written(event.at)}
        yield row | told if event.event == "created" else row


def write(path: Path, customer: Customer, tickets: Sequence[Told]) -> None:
    """Write tickets to a CSV file, or a Parquet file with the same texts."""
    with TemporaryDirectory() as folder:
        text = path if path.suffix == ".csv" else Path(folder) / "tickets.csv"
        with text.open("w", encoding="utf-8", newline="") as stream:
            write_csv(stream, customer, tickets)
        if text != path:
            rows = duckdb.read_csv(str(text), all_varchar=True)
            rows.write_parquet(str(path))


def main() -> None:
    """Read the command line, and write the file."""
    parser = argparse.ArgumentParser(description="Make up believable tickets of a customer.")
    parser.add_argument("--customer", default="harbour-dental", choices=("harbour-dental", "bright-legal"))
    parser.add_argument("--tickets", type=int, help="how many; the customer's profile has a default")
    parser.add_argument("--seed", type=int, help="another seed tells other stories")
    parser.add_argument("--out", type=Path, required=True, help="FILE.csv or FILE.parquet")
    given = parser.parse_args()
    customer = Customer(given.customer)
    seed = customer.profile["seed"] if given.seed is None else given.seed
    tickets = Desk(customer, Random(seed)).tickets(given.tickets or customer.profile["tickets"])
    write(given.out, customer, tickets)
    print(f"{given.out}: {len(tickets)} tickets, {sum(len(ticket.events) for ticket in tickets)} events")


if __name__ == "__main__":
    main()
