"""Playing the script: every step is done by the operation that real use calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from asagreed_web.clocks.models import TicketClock
from asagreed_web.clocks.operations import sweep
from asagreed_web.customers.models import Customer
from asagreed_web.demo.cast import Request
from asagreed_web.demo.half_year import Act
from asagreed_web.demo.working import decide, offer, record
from asagreed_web.demo.writing import Scene, Step
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.people.models import Person
from asagreed_web.tickets import operations
from asagreed_web.tickets.models import ENDED, Status, Ticket
from asagreed_web.tickets.operations import Author

LOOKED_AT = ("customer", "requester", "status", "priority", "service", "delivery")
"""What of a ticket decides how a step is played."""
RAISED = {"P4": "P3", "P3": "P2", "P2": "P1"}


class Stage:
    """The tickets of the demonstration while its script is played."""

    def __init__(
        self, scenes: Mapping[str, Scene], customers: Mapping[str, Customer], people: Mapping[str, Person]
    ) -> None:
        self._scenes, self._customers, self._people = scenes, customers, people
        self._tickets: dict[str, int] = {}
        self._does: dict[str, Callable[[Step, Ticket], object]] = {
            "assign": self._assign,
            "reply": self._reply,
            "note": self._note,
            "answer": self._answer,
            "hold": self._hold,
            "resume": self._resume,
            "priority": self._priority,
            "work": self._work,
            "quote": self._quote,
            "decide": self._decide,
            "resolve": self._resolve,
            "close": self._close,
        }

    def play(self, step: Step) -> None:
        """Do one step, after everything that came true before it was announced at its own moment."""
        self.pass_until(step.at)
        if step.does == "log":
            self._log(step)
            return
        ticket = Ticket.objects.only(*LOOKED_AT).get(pk=self._tickets[step.story])
        is_over = ticket.status in ENDED and step.does not in ("answer", "close", "work", "reply")
        if not is_over:
            self._does[step.does](step, ticket)

    def do(self, act: Act) -> None:
        """Do what happens beside tickets, after everything that came true before it."""
        self.pass_until(act.at)
        act.does(act.at)

    def pass_until(self, at: int) -> None:
        """Let the worker announce what comes true before a moment, a second after it did."""
        waiting = TicketClock.objects.filter(next_step_at__lt=at).order_by("next_step_at")
        while (moment := waiting.values_list("next_step_at", flat=True).first()) is not None:
            sweep(at=moment + 1)

    def _log(self, step: Step) -> None:
        request: Request = step.says["request"]
        folder = step.story.rpartition(" ")[0]
        scene, way = self._scenes[folder], str(step.says["way"])
        caller = self._people[f"{folder}/{step.says['by']}"]
        report = Report(
            channel=way,
            subject=request.subject,
            text=request.text,
            by=Author.of(caller),
            reported_at=step.at,
            wants=request.wants,
            kind=request.kind,
            service=request.service if request.service in {each.name for each in scene.terms.scope.services} else "",
            system=request.system,
            site=str(step.says["site"]),
            impact=request.impact if request.impact in scene.terms.impacts else "",
            urgency=request.urgency if request.urgency in scene.terms.urgencies else "",
            people_unable_to_work=step.says["people"],
            is_outage=request.outage,
            ring_seconds=step.says["rings"],
        )
        by = Author.of(self._people["dispatcher"]) if way == "phone" else None
        ticket = log_ticket(customer=self._customers[folder], report=report, at=step.at, logged_by=by)
        self._tickets[step.story] = ticket.pk

    def _by(self, step: Step) -> Author:
        return Author.of(self._people[str(step.says["by"])])

    def _assign(self, step: Step, ticket: Ticket) -> None:
        by = Author.of(self._people["dispatcher"])
        operations.assign(ticket_id=ticket.pk, by=by, to=self._people[str(step.says["to"])], at=step.at)

    def _reply(self, step: Step, ticket: Ticket) -> None:
        operations.reply(ticket_id=ticket.pk, by=self._by(step), text=str(step.says["text"]), at=step.at)

    def _note(self, step: Step, ticket: Ticket) -> None:
        operations.note(ticket_id=ticket.pk, by=self._by(step), text=str(step.says["text"]), at=step.at)

    def _answer(self, step: Step, ticket: Ticket) -> None:
        requester = ticket.requester
        if requester is not None and ticket.status != Status.CLOSED:
            text = str(step.says["text"])
            operations.customer_reply(ticket_id=ticket.pk, by=Author.of(requester), text=text, at=step.at)

    def _hold(self, step: Step, ticket: Ticket) -> None:
        operations.put_on_hold(ticket_id=ticket.pk, by=self._by(step), reason=str(step.says["reason"]), at=step.at)

    def _resume(self, step: Step, ticket: Ticket) -> None:
        if ticket.status == Status.ON_HOLD:
            operations.resume(ticket_id=ticket.pk, by=self._by(step), at=step.at)

    def _priority(self, step: Step, ticket: Ticket) -> None:
        raised = RAISED.get(ticket.priority)
        if raised is not None:
            by, why = Author.of(self._people["dispatcher"]), str(step.says["why"])
            operations.change_priority(ticket_id=ticket.pk, by=by, priority=raised, why=why, at=step.at)

    def _work(self, step: Step, ticket: Ticket) -> None:
        person = self._people[str(step.says["by"])]
        record(ticket, step.says["request"], by=person, start=int(step.says["start"]), end=step.at)

    def _quote(self, step: Step, ticket: Ticket) -> None:
        currency = self._scenes[step.story.rpartition(" ")[0]].terms.currency
        offer(ticket, step.says["request"], currency=currency, by=self._people[str(step.says["by"])], at=step.at)

    def _decide(self, step: Step, ticket: Ticket) -> None:
        decide(ticket, accept=bool(step.says["accept"]), at=step.at)

    def _resolve(self, step: Step, ticket: Ticket) -> None:
        if ticket.status == Status.ON_HOLD:
            self._resume(step, ticket)
        operations.resolve(ticket_id=ticket.pk, by=self._by(step), at=step.at)

    def _close(self, step: Step, ticket: Ticket) -> None:
        if ticket.status == Status.RESOLVED:
            operations.close(ticket_id=ticket.pk, by=self._by(step), at=step.at)
