"""What is done to a ticket by the forms of its page: each is one operation, answered by a redirect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from asagreed_web.agreements.queries import history_of
from asagreed_web.clocks.queries import happenings
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.ticket_page import Trouble, address_of, find_ticket
from asagreed_web.doors.desk.ticket_views import show
from asagreed_web.kit.form_keys import SeeOther, once
from asagreed_web.people.models import Person
from asagreed_web.people.rules import AT_THE_DESK, may_work_on_tickets
from asagreed_web.systems.words import Choices, agreed_words
from asagreed_web.tickets import operations
from asagreed_web.tickets.answering import Then, answer, write_note
from asagreed_web.tickets.attachments import Upload, uploads_of
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import CannedReply, Ticket
from asagreed_web.tickets.operations import PLAIN_ATTRIBUTES, Author
from asagreed_web.tickets.rules import tickets_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks: of which ticket, by whom, with which words and files, at which moment (UTC seconds)."""

    ticket: Ticket
    person: Person
    said: QueryDict
    uploads: tuple[Upload, ...]
    at: int

    @property
    def by(self) -> Author:
        """Who acts."""
        return Author.of(self.person)

    def word(self, name: str) -> str:
        """Return what was typed into a field, without the spaces around it."""
        return self.said.get(name, "").strip()


Deed = Callable[[Asked], str]
"""Does one thing, and returns what was done in words."""


def _acting(form: str, deed: Deed) -> Callable[..., HttpResponseBase]:
    """Return the view of a form: done, it leads back to the ticket; not possible, it comes back filled, saying why."""

    def view(request: HttpRequest, number: int) -> HttpResponseBase:
        found = find_ticket(request, number)
        asked = Asked(found, person_of(request), request.POST, uploads_of(request), moment_of(request))
        try:
            done = deed(asked)
        except NotPossible as error:
            return show(request, found, trouble=Trouble(form, error.reasons, request.POST.dict()), status=422)
        messages.success(request, done)
        return SeeOther(address_of(found))

    return require_POST(for_those_who(may_work_on_tickets)(once(view)))


def _reply(asked: Asked) -> str:
    thens: dict[str, Then] = {"hold": "hold", "resolve": "resolve"}
    then = thens.get(asked.word("then"), "")
    answer(
        ticket_id=asked.ticket.pk, by=asked.by, text=asked.said.get("text", ""), at=asked.at,
        uploads=asked.uploads, then=then,
    )  # fmt: skip
    done = {"hold": _("Sent. The ticket waits for the customer."), "resolve": _("Sent. The ticket is resolved.")}
    return done.get(then, _("Sent."))


def _note(asked: Asked) -> str:
    text = asked.said.get("note", "")
    write_note(ticket_id=asked.ticket.pk, by=asked.by, text=text, at=asked.at, uploads=asked.uploads)
    return _("The note is kept. The customer does not see it.")


def _assign(asked: Asked) -> str:
    to = _colleague(asked.word("to"))
    operations.assign(ticket_id=asked.ticket.pk, by=asked.by, to=to, at=asked.at)
    return _("Given to %(name)s.") % {"name": to.name} if to else _("Nobody has it now.")


def _colleague(number: str) -> Person | None:
    if not number:
        return None
    people = Person.objects.filter(role__in=AT_THE_DESK, is_active=True)
    found = people.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise NotPossible(_("Nobody at the desk is known by that. Choose somebody from the list."))
    return found


def _priority(asked: Asked) -> str:
    priority = asked.word("priority")
    _refuse_unknown(priority, agreed_words(asked.ticket.customer_id, at=asked.at).priorities)
    operations.change_priority(
        ticket_id=asked.ticket.pk, by=asked.by, priority=priority, why=asked.word("priority-why"), at=asked.at
    )
    return _("The priority is %(priority)s now; every promise was judged again.") % {"priority": priority}


def _refuse_unknown(word: str, choices: Choices) -> None:
    if word not in dict(choices):
        raise NotPossible(_("The agreement has no word «%(word)s». Choose one from the list.") % {"word": word[:80]})


def _hold(asked: Asked) -> str:
    reason = asked.word("other-reason") or asked.word("reason")
    operations.put_on_hold(ticket_id=asked.ticket.pk, by=asked.by, reason=reason, at=asked.at)
    return _("On hold: %(reason)s.") % {"reason": reason}


def _resume(asked: Asked) -> str:
    operations.resume(ticket_id=asked.ticket.pk, by=asked.by, at=asked.at)
    return _("Work goes on.")


def _resolve(asked: Asked) -> str:
    operations.resolve(ticket_id=asked.ticket.pk, by=asked.by, at=asked.at, how=asked.word("how"))
    return _("Resolved.")


def _close(asked: Asked) -> str:
    operations.close(ticket_id=asked.ticket.pk, by=asked.by, at=asked.at)
    return _("Closed.")


def _reopen(asked: Asked) -> str:
    operations.reopen(ticket_id=asked.ticket.pk, by=asked.by, why=_needed(asked, "reopen-why"), at=asked.at)
    return _("Open again.")


def _cancel(asked: Asked) -> str:
    operations.cancel(ticket_id=asked.ticket.pk, by=asked.by, why=_needed(asked, "cancel-why"), at=asked.at)
    return _("Cancelled.")


def _needed(asked: Asked, name: str) -> str:
    word = asked.word(name)
    if not word:
        raise NotPossible(_("It stays on record with its reason. Say why."))
    return word


def _change(asked: Asked) -> str:
    words = agreed_words(asked.ticket.customer_id, at=asked.at)
    typed = {name: asked.word(name) for name in PLAIN_ATTRIBUTES if name in asked.said}
    values = {name: word for name, word in typed.items() if word != getattr(asked.ticket, name)}
    for name, word in values.items():
        _refuse_unknown(word, (("", ""), *words.of(name)))
    operations.change_attributes(
        ticket_id=asked.ticket.pk, by=asked.by, values=values, why=asked.word("changed-why"), at=asked.at
    )
    return _("Changed; every promise was judged again.")


def _arrive(asked: Asked) -> str:
    operations.arrive(ticket_id=asked.ticket.pk, by=asked.by, at=asked.at)
    return _("On site, as of now.")


def _happen(asked: Asked) -> str:
    what = asked.word("what")
    known = happenings(history_of(asked.ticket.customer_id), at=asked.at)
    _refuse_unknown(what, tuple((each, each) for each in known))
    operations.happen(ticket_id=asked.ticket.pk, by=asked.by, what=what, at=asked.at)
    return _("On record: %(what)s.") % {"what": what}


def _link(asked: Asked) -> str:
    other = _numbered(asked, "link-number")
    operations.link(first_id=asked.ticket.pk, second_id=other.pk, by=asked.by, at=asked.at)
    return _("Linked with #%(number)s.") % {"number": other.number}


def _merge(asked: Asked) -> str:
    into = _numbered(asked, "merge-number")
    operations.merge(ticket_ids=[asked.ticket.pk], into_id=into.pk, by=asked.by, at=asked.at)
    return _("Merged into #%(number)s.") % {"number": into.number}


def _numbered(asked: Asked, name: str) -> Ticket:
    """Return the ticket whose number was typed. Raises NotPossible."""
    number = asked.word(name).lstrip("#")
    found = tickets_for(asked.person).filter(number=int(number)).first() if _is_number(number) else None
    if found is None:
        raise NotPossible(
            _("There is no ticket «%(number)s». Type the number of one, such as 1042.") % {"number": number}
        )
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


reply = _acting("reply", _reply)
note = _acting("note", _note)
assign = _acting("assign", _assign)
priority = _acting("priority", _priority)
hold = _acting("hold", _hold)
resume = _acting("resume", _resume)
resolve = _acting("resolve", _resolve)
close = _acting("close", _close)
reopen = _acting("reopen", _reopen)
cancel = _acting("cancel", _cancel)
change = _acting("change", _change)
arrive = _acting("arrive", _arrive)
happen = _acting("happen", _happen)
link = _acting("link", _link)
merge = _acting("merge", _merge)


@require_POST
@for_those_who(may_work_on_tickets)
def insert_canned(request: HttpRequest, number: int) -> HttpResponseBase:
    """Put a canned reply under what was typed, and send nothing: the way without scripts."""
    found = find_ticket(request, number)
    chosen = request.POST.get("canned", "")
    canned = CannedReply.objects.filter(pk=int(chosen)).first() if _is_number(chosen) else None
    typed = request.POST.get("text", "").rstrip()
    text = "\n\n".join(part for part in (typed, canned.text if canned else "") if part)
    return show(request, found, trouble=Trouble("canned", (), {**request.POST.dict(), "text": text}))
