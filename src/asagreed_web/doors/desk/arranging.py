"""Saved queues and canned replies: how the desk arranges itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page, queue_address
from asagreed_web.kit.parts import FieldView
from asagreed_web.people import rules
from asagreed_web.tickets.desk_operations import drop_canned_reply, drop_queue, keep_canned_reply, save_queue
from asagreed_web.tickets.models import CannedReply, SavedQueue
from asagreed_web.tickets.queue import YES, QueueFilter, saved_queues_for


@require_GET
@for_those_who()
def saved_queues(request: HttpRequest) -> HttpResponse:
    """List the queues that somebody sees, with what each asks for."""
    person = person_of(request)
    rows = [(each, QueueFilter.of(each.asks), _may_drop(each, request)) for each in saved_queues_for(person)]
    queues = [
        {"queue": each, "address": queue_address(asked), "words": asked.words, "may_drop": may_drop}
        for each, asked, may_drop in rows
    ]
    return desk_page(request, "desk/saved_queues.html", {"queues": queues})


def _may_drop(queue: SavedQueue, request: HttpRequest) -> bool:
    person = person_of(request)
    return queue.person_id == person.pk or (queue.person_id is None and rules.may_arrange_the_desk(person))


@require_POST
@for_those_who()
def save_queue_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the queue page under a name."""
    asked, name = QueueFilter.of(request.POST.dict()), request.POST.get("name", "").replace("\0", "").strip()
    for_everybody = request.POST.get("for_everybody") == YES
    try:
        save_queue(
            name=name, asks=asked.words, by=person_of(request), for_everybody=for_everybody, at=moment_of(request)
        )
        messages.success(request, _("The queue «%(name)s» stands at the side.") % {"name": name})
    except AsagreedError as refused:
        messages.error(request, str(refused))
    return redirect(queue_address(asked))


@require_POST
@for_those_who()
def drop_queue_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a saved queue away."""
    seen = {each.pk for each in saved_queues_for(person_of(request))}
    queue = get_object_or_404(SavedQueue, pk=pk if pk in seen else None)
    try:
        drop_queue(queue, by=person_of(request), at=moment_of(request))
        messages.success(request, _("The queue «%(name)s» is gone; its tickets are not.") % {"name": queue.name})
    except AsagreedError as refused:
        messages.error(request, str(refused))
    return redirect("desk:saved_queues")


@require_GET
@for_those_who(rules.may_arrange_the_desk)
def canned_replies(request: HttpRequest) -> HttpResponse:
    """List the answers that are kept ready."""
    return desk_page(request, "desk/canned_replies.html", {"replies": CannedReply.objects.all()})


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_arrange_the_desk)
def canned_reply(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write an answer, or change one."""
    reply = get_object_or_404(CannedReply, pk=pk) if pk is not None else None
    title, text = (reply.title, reply.text) if reply else ("", "")
    refused = ""
    if request.method == "POST":
        title = request.POST.get("title", "").replace("\0", "").strip()
        text = request.POST.get("text", "").replace("\0", "")
        try:
            keep_canned_reply(reply=reply, title=title, text=text, by=person_of(request), at=moment_of(request))
        except AsagreedError as error:
            refused = str(error)
        else:
            messages.success(request, _("The reply «%(title)s» is kept.") % {"title": title})
            return redirect("desk:canned_replies")
    fields = [
        FieldView("title", _("Title"), title, required=True, hint=_("By which it is found when one answers.")),
        FieldView("text", _("Text"), text, kind="textarea", rows=8, required=True),
    ]
    return desk_page(request, "desk/canned_reply.html", {"reply": reply, "fields": fields, "refused": refused})


@require_POST
@for_those_who(rules.may_arrange_the_desk)
def drop_canned_reply_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer away."""
    reply = get_object_or_404(CannedReply, pk=pk)
    drop_canned_reply(reply, by=person_of(request), at=moment_of(request))
    messages.success(request, _("The reply «%(title)s» is gone.") % {"title": reply.title})
    return redirect("desk:canned_replies")
