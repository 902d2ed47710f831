"""Who wrote a mail, in the rows of this desk: found by the address, believed where our mail server vouches for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from asagreed_web.customers.models import Customer
from asagreed_web.intake.mail.parsed_mail import ParsedMail
from asagreed_web.intake.mail.reply_address import fold_address
from asagreed_web.intake.mail.sender import UnverifiedSender, identify_sender
from asagreed_web.people.models import Person
from asagreed_web.tickets.operations import Author

_LONGEST_NAME, _LONGEST_ADDRESS = 120, 254


@dataclass(frozen=True, slots=True)
class Writer:
    """Who a mail is from: the address and the name it gives, whom they belong to, and whether that is proved."""

    address: str
    name: str
    is_verified: bool
    doubt: str
    """Why the address is not believed; empty where it is."""
    person: Person | None
    customer: Customer | None
    """Of whom they write: through the person, or through the proved domain."""

    @property
    def author(self) -> Author:
        """The writer as the author of what is said: a proved address is the person, any other a name without rights."""
        if self.person is not None and self.is_verified and self.person.is_active:
            return Author.of(self.person)
        return Author(actor="mail", name=self.name, email=self.address, is_verified=self.is_verified)

    @property
    def outsider(self) -> Author:
        """The same without any rights, whoever they are."""
        return Author(actor="mail", name=self.name, email=self.address, is_verified=False)


def writer_of(mail: ParsedMail) -> Writer:
    """Return who wrote a mail. A person whose access was ended is nobody here any more, of whatever domain."""
    address = fold_address(mail.sender.email) if mail.sender and mail.sender_is_clear else ""
    address = address if len(address) <= _LONGEST_ADDRESS else ""
    person = Person.objects.filter(email=address).select_related("customer").first() if address else None
    doubt = _doubt(mail, address, person)
    if person is not None and person.access_ended_at is not None:
        person = None
    return Writer(
        address=address,
        name=(mail.sender.name if mail.sender and mail.sender.name else address or "unknown sender")[:_LONGEST_NAME],
        is_verified=not doubt,
        doubt=doubt,
        person=person,
        customer=_customer(address, person, is_verified=not doubt),
    )


def _doubt(mail: ParsedMail, address: str, person: Person | None) -> str:
    """Return why an address gives no rights, or nothing where our mail server vouches for it."""
    if person is not None and person.access_ended_at is not None:
        return f"the access of {address} was ended"
    if not settings.AUTHSERV_ID:
        return "ASAGREED_AUTHSERV_ID names no mail server whose findings count"
    identity = identify_sender(mail, own_server=settings.AUTHSERV_ID)
    if isinstance(identity, UnverifiedSender):
        return identity.reason
    return "" if address else "its address is too long"


def _customer(address: str, person: Person | None, *, is_verified: bool) -> Customer | None:
    if not address or (person is not None and person.is_of_provider):
        return None
    if person is not None:
        return person.customer
    if not is_verified:
        return None
    domain = address.rpartition("@")[2]
    # A JSON column cannot be searched for an element alike on both databases, and customers are few.
    found = [each for each in Customer.objects.filter(is_served=True) if domain in map(fold_address, each.mail_domains)]
    return found[0] if len(found) == 1 else None
