"""Who may pass a door: whoever has not signed in is asked to, whoever may not gets 403 before anything is looked up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from asagreed_web.people.models import Person

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]
Rule = Callable[[Person], bool]


def let_in(*rules: Rule) -> Callable[[View[Given]], View[Given]]:
    """Let in who has signed in, is active and fits every rule; no cache keeps the answer, unless a view says so."""

    def guarded(view: View[Given]) -> View[Given]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(request.get_full_path())
            if not (person.is_active and all(rule(person) for rule in rules)):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response

        return answer

    return guarded


def person_of(request: HttpRequest) -> Person:
    """Return who signed in, behind `let_in`."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 – the guard let nobody else in
    return person


def moment_of(request: HttpRequest) -> int:
    """Return the moment of a request in UTC seconds."""
    return int(request.moment)  # type: ignore[attr-defined]
