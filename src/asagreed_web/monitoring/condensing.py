"""Looks that say the same are put together after some days: when something changed, and when nobody looked, stays."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction

from asagreed_web.monitoring.models import Check, Look

KEPT_SINGLE = 7 * 86400
MOST = 20_000


def condense_looks(*, at: int) -> int:
    """Put looks together that are older than a week; return how many rows were saved."""
    return sum(_condense(check, at - KEPT_SINGLE) for check in Check.objects.order_by("pk").iterator())


@transaction.atomic
def _condense(check: Check, before: int) -> int:
    old = list(Look.objects.filter(check_made=check, at__lt=before).order_by("at", "pk")[:MOST])
    saved = 0
    for _, rows in groupby(_numbered(old, check.stale_after), key=lambda pair: pair[0]):
        looks = [look for _, look in rows]
        if len(looks) > 1:
            first, rest = looks[0], looks[1:]
            first.until = max(look.until or look.at for look in looks)
            first.count = sum(look.count for look in looks)
            first.save(update_fields=["until", "count"])
            Look.objects.filter(pk__in=[look.pk for look in rest]).delete()
            saved += len(rest)
    return saved


def _numbered(looks: list[Look], stale_after: int) -> list[tuple[int, Look]]:
    """Return looks with the number of their run: alike, and none too far from the one before."""
    numbered: list[tuple[int, Look]] = []
    for look in looks:
        number, last = numbered[-1] if numbered else (0, look)
        is_alike = (last.is_up, last.is_confirmed) == (look.is_up, look.is_confirmed) and look.is_up
        is_near = look.at - (last.until or last.at) <= stale_after
        numbered.append((number if is_alike and is_near else number + 1, look))
    return numbered
