"""A form that is sent twice happens once: each form carries a key, and its answer is kept with the key."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase

from asagreed_web.kit.clock import now
from asagreed_web.kit.models import KeyedAnswer

FIELD = "form_key"
Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


class SeeOther(HttpResponseRedirectBase):
    """The answer to a form that was taken: look at another page, by GET."""

    status_code = 303


def new_key() -> str:
    """Return a key for the hidden field of a form."""
    return secrets.token_urlsafe(18)


def once(view: View[Given]) -> View[Given]:
    """Let a post with a key happen once; the same post again is answered as the first one was.

    The key and everything the view does are one transaction. An answer that is no redirect did nothing: it is rolled
    back, and the form may be sent again. A form without a key happens each time.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        key = request.POST.get(FIELD, "")
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            kept, is_new = _keep(request, key)
            if not is_new:
                return SeeOther(kept.body)
            response = view(request, *args, **kwargs)
            if response.status_code != SeeOther.status_code:
                transaction.set_rollback(True)
                return response
            kept.status, kept.body = response.status_code, response.headers["Location"]
            kept.save(update_fields=["status", "body"])
        return response

    return answer  # type: ignore[return-value]  # mypy: a wrapped function names its first argument


def _keep(request: HttpRequest, key: str) -> tuple[KeyedAnswer, bool]:
    """Return the answer of a key, and whether it is new. Two at once: the second waits here for the first."""
    said = _hash(request)
    # A page that was gone back to has the old key: what was written anew on it is another post.
    return KeyedAnswer.objects.get_or_create(
        actor=f"form of person {request.user.pk}",
        key=f"{key[:80]} {said}",
        defaults={"request_hash": said, "asked_at": now()},
    )


def _hash(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for word in (request.path, *_words(request)):
        digest.update(str(len(word.encode())).encode() + b":" + word.encode())
    return digest.hexdigest()


def _words(request: HttpRequest) -> Iterator[str]:
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            yield from (name, *map(str, values))
    for name, file in sorted(_files(request)):
        yield from (name, str(file.name), str(file.size))


def _files(request: HttpRequest) -> list[tuple[str, Any]]:
    return [(name, file) for name, files in request.FILES.lists() for file in files]
