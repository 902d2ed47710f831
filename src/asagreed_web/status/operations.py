"""Showing a status page to others, and no longer: told in the chain of the customer."""

from __future__ import annotations

import re

from django.db import transaction

from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person
from asagreed_web.status.errors import StatusPageRefused
from asagreed_web.status.models import StatusPage

_WORD = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]")
TAKEN_BY_ADDRESSES = frozenset({"link"})
"""Words that stand at the same place of other addresses."""


@transaction.atomic
def show_status_page(*, customer: Customer, shown: str, word: str = "", by: Person, at: int) -> StatusPage:
    """Decide to whom the status page of a customer is shown. Raises StatusPageRefused."""
    if shown not in StatusPage.Shown.values:
        raise StatusPageRefused("Choose who sees the page: nobody from outside, whoever has the link, or everybody.")
    page, _made = StatusPage.objects.select_for_update().get_or_create(customer=customer, defaults={"changed_at": at})
    word = word.strip().lower() or page.word
    if shown == StatusPage.Shown.EVERYBODY:
        _check_word(word, page)
        page.word = word
    if shown == StatusPage.Shown.NOBODY and page.shown != StatusPage.Shown.NOBODY:
        # Whoever was sent the link must not find it open again when the page is shown another time.
        page.link_number += 1
    page.shown = shown
    return _kept(page, "status page shown", by, at)


@transaction.atomic
def renew_link(*, customer: Customer, by: Person, at: int) -> StatusPage:
    """Make a new link to the page: those before it open nothing any more. Raises StatusPageRefused."""
    page = StatusPage.objects.select_for_update().filter(customer=customer).first()
    if page is None or page.shown == StatusPage.Shown.NOBODY:
        raise StatusPageRefused("The page is shown to nobody from outside, so there is no link to renew.")
    page.link_number += 1
    return _kept(page, "status page link renewed", by, at)


def _check_word(word: str, page: StatusPage) -> None:
    if not _WORD.fullmatch(word) or word in TAKEN_BY_ADDRESSES:
        raise StatusPageRefused(
            f"«{word}» cannot stand in the address. Use 3 to 64 small letters, digits and hyphens, such as "
            f"{page.customer.slug}."
        )
    # Another customer's row is not seen in the scope of this one; only whether the word is taken is asked.
    with wall.seeing(wall.DOOR):
        is_taken = StatusPage.objects.filter(word=word).exclude(pk=page.pk).exists()
    if is_taken:
        raise StatusPageRefused(f"«{word}» is the address of another page. Choose another word.")


def _kept(page: StatusPage, kind: str, by: Person, at: int) -> StatusPage:
    page.changed_at, page.changed_by = at, by
    page.save()
    happening = Happening(
        subject="status page",
        subject_id=page.pk,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=by.actor,
        says={"shown": page.shown, "word": page.word, "link": page.link_number},
    )
    append(page.customer_id, happening)
    return page
