"""What came with messages, handed out to those who may see it: the formatted original, and files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asagreed_web.people.models import Person
from asagreed_web.tickets.attachments import hand_out
from asagreed_web.tickets.formatted import formatted_page
from asagreed_web.tickets.rules import attachments_for, messages_for


def original_for(person: Person, message_id: int) -> HttpResponse:
    """Return the formatted original of a message, cleaned, as a page that may do nothing. Raises Http404."""
    message = get_object_or_404(messages_for(person).exclude(html=""), pk=message_id)
    return formatted_page(message.html, title=_("Message as it was sent"), language=get_language() or "en")


def attachment_for(person: Person, attachment_id: int, *, as_picture: bool) -> FileResponse:
    """Return a file of a message: a download, or a picture for a page. Raises Http404."""
    response = hand_out(get_object_or_404(attachments_for(person), pk=attachment_id), as_picture=as_picture)
    if response is None:
        raise Http404
    return response
