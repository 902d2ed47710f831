"""What is done about personal data: each is one transaction, and stands in the chain of whom it is about."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from django.db import transaction

from asagreed.errors import NotInForce
from asagreed.versions import History, Version
from asagreed_web.agreements.queries import history_of
from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.protection import exporting
from asagreed_web.protection.errors import NoSuchCustomer
from asagreed_web.protection.exporting import Exported
from asagreed_web.protection.forgetting import Forgotten, Known, find_known, forget_everything
from asagreed_web.protection.retention import Obeyed, obey

OBEYED, FORGOTTEN, HANDED_OUT = "retention obeyed", "person forgotten", "records handed out"
WORKER = "worker"

logger = logging.getLogger(__name__)


def obey_all(*, at: int) -> None:
    """Obey what every agreement says of keeping records; one that fails does not keep the others from it."""
    for customer in Customer.objects.order_by("pk"):
        try:
            obey_retention(customer_id=customer.pk, actor=WORKER, at=at)
        except Exception:
            logger.exception("The records of customer %s were left as they are", customer.pk)


@transaction.atomic
def obey_retention(*, customer_id: int, actor: str, at: int) -> Obeyed | None:
    """Erase what need not be kept of a customer any more; None without an agreement that says so."""
    customer = Customer.objects.select_for_update().get(pk=customer_id)
    history = history_of(customer.pk)
    version = _deciding(history, at=at) if history else None
    if version is None or not version.agreement.retention.classes:
        return None
    done = obey(customer, version.agreement.retention, at=at)
    says = {"version": version.hash, "counts": done.counts, "kept": done.kept}
    _tell(customer.pk, "customer", customer.pk, OBEYED, actor=actor, at=at, says=says)
    return done


def _deciding(history: History, *, at: int) -> Version | None:
    """Return the version whose retention holds: that in force, and after the end the last one."""
    try:
        return history.version_in_force(at=at)
    except NotInForce:
        last = history.versions[-1]
        return last if at >= last.from_at else None


@transaction.atomic
def forget(*, email: str, actor: str, at: int) -> Forgotten:
    """Forget somebody. Raises ProtectionRefused."""
    known = find_known(email=email)
    done = forget_everything(known, at=at)
    number = known.person.pk if known.person else 0
    says = {"counts": done.counts, "kept": done.kept}
    for chain in sorted(_chains(known)):
        _tell(chain, "person", number, FORGOTTEN, actor=actor, at=at, says=says)
    return done


def _chains(known: Known) -> Iterable[int]:
    return known.identity.customers or (HOUSE,)


def export_customer(*, slug: str, target: Path | IO[bytes], actor: str, at: int) -> Exported:
    """Write everything about a customer into a zip, and put on record that it was handed out. Raises NoSuchCustomer."""
    customer = Customer.objects.filter(slug=slug).first()
    if customer is None:
        raise NoSuchCustomer(slug=slug)
    made = exporting.export_customer(customer, target, at=at)
    says = {"rows": made.rows, "files": made.files}
    _tell(customer.pk, "customer", customer.pk, HANDED_OUT, actor=actor, at=at, says=says)
    return made


def export_person(*, email: str, target: Path | IO[bytes], actor: str, at: int) -> Exported:
    """Write everything about somebody into a zip, and put on record that it was handed out. Raises NobodyFound."""
    known = find_known(email=email)
    made = exporting.export_person(known.email, target, at=at)
    says = {"rows": made.rows, "files": made.files}
    for chain in sorted(_chains(known)):
        _tell(chain, "person", known.person.pk if known.person else 0, HANDED_OUT, actor=actor, at=at, says=says)
    return made


def _tell(chain: int, subject: str, subject_id: int, kind: str, *, actor: str, at: int, says: dict[str, Any]) -> None:
    happening = Happening(
        subject=subject, subject_id=subject_id, kind=kind, happened_at=at, recorded_at=at, actor=actor, says=says
    )
    append(chain, happening)
