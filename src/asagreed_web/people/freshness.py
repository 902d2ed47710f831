"""What asks for proof of who one is that is only minutes old: signing."""

from __future__ import annotations

import time
from functools import wraps
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from asagreed_web.people.models import Person
from asagreed_web.people.passing import Given, View, person_of


def for_the_freshly_signed_in(view: View[Given]) -> View[Given]:
    """Let in who proved within minutes who they are; everybody else is asked first, and then taken back to it."""
    asked = cast(View[Given], reauthentication_required(view))

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if _can_be_asked(person_of(request)):
            return asked(request, *args, **kwargs)
        # By single sign-on or code alone there is nothing to ask for here: they sign in again, from the beginning.
        if _signed_in_lately(request):
            return view(request, *args, **kwargs)
        return redirect("account_logout")

    return answer


def _can_be_asked(person: Person) -> bool:
    return person.has_usable_password() or is_mfa_enabled(person)


def _signed_in_lately(request: HttpRequest) -> bool:
    # The library that signs people in notes the time by this clock.
    last = max((each["at"] for each in get_authentication_records(request)), default=0)
    return bool(time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
