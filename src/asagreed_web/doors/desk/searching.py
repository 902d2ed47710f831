"""Search at the desk: a number leads straight to its ticket, words find tickets, customers and people."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.people.rules import people_for
from asagreed_web.tickets.searching import search as search_tickets
from asagreed_web.tickets.searching import ticket_number, words_of

MOST = 200
FEW = 5


@require_GET
@for_those_who()
def search(request: HttpRequest) -> HttpResponse:
    """Find what the words of the address ask for."""
    person = person_of(request)
    text = request.GET.get("q", "").replace("\0", " ")[:MOST]
    number = ticket_number(person, text)
    if number is not None:
        return redirect("desk:ticket", number=number)
    words = words_of(text)
    in_name = Q(*(Q(name__icontains=word) for word in words))
    context = {
        "text": text.strip(),
        "tickets": search_tickets(person, text),
        "customers": list(Customer.objects.filter(in_name)[:FEW]) if words else [],
        "people": list(people_for(person).filter(in_name).select_related("customer")[:FEW]) if words else [],
    }
    return desk_page(request, "desk/search.html", context, searched=text)
