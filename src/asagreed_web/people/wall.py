"""Every request sees the rows of the person who asks, and no others, on databases that have such a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse

from asagreed_web.kit import wall
from asagreed_web.people.models import Person


def scope_of(person: Person) -> str:
    """Return what a person may see at all: everything for the provider's people, else one customer."""
    return wall.ALL if person.is_of_provider else str(person.customer_id)


def wall_for_the_person(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Set the scope of each request: the door's until it is known who asks, then theirs, and nobody's afterwards."""

    def walled(request: HttpRequest) -> HttpResponseBase:
        with wall.seeing(wall.DOOR):
            scope = _scope_of_asker(request.user)
            wall.see(scope)
            response: HttpResponseBase = answer(request)
            if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
                _keep_scope(response, wall.seen())
        return response

    return walled


def narrow_at_sign_in(*, user: Any, **_: Any) -> None:
    """Go on in the scope of somebody who has just come in by the door: what follows belongs to them."""
    if wall.seen() == wall.DOOR:
        wall.see(_scope_of_asker(user))


def _scope_of_asker(user: Any) -> str:
    return scope_of(user) if isinstance(user, Person) and user.is_active else wall.DOOR


def _keep_scope(response: StreamingHttpResponse, scope: str) -> None:
    """Let the rest of an answer be read in the scope of its request, which is over by then."""

    def walled(content: Iterable[bytes]) -> Iterator[bytes]:
        with wall.seeing(scope):
            yield from content

    response.streaming_content = walled(response.streaming_content)  # type: ignore[arg-type]
