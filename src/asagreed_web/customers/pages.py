"""What a form says of a customer, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.utils.text import slugify
from django.utils.translation import gettext as _

from asagreed_web.customers.models import Customer

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOMAIN = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEntry:
    """A customer as it was typed; `slug` names the folder of the agreement too, and stays."""

    name: str = ""
    slug: str = ""
    zone: str = "UTC"
    mail_domains: tuple[str, ...] = ()
    phone: str = ""
    notes: str = ""

    @classmethod
    def typed(cls, words: Mapping[str, str], *, slug: str = "") -> CustomerEntry:
        """Return what a form says; without a slug one is made from the name."""
        said = {name: words.get(name, "").replace("\0", "").strip() for name in _TYPED}
        domains = said["mail_domains"].replace(",", " ").lower().split()
        return cls(
            name=said["name"],
            slug=slug or said["slug"] or slugify(said["name"])[:64].strip("-"),
            zone=said["zone"],
            mail_domains=tuple(dict.fromkeys(domains)),
            phone=said["phone"],
            notes=said["notes"],
        )

    @classmethod
    def of(cls, customer: Customer) -> CustomerEntry:
        """Return a customer as it stands."""
        return cls(
            name=customer.name,
            slug=customer.slug,
            zone=customer.zone,
            mail_domains=tuple(customer.mail_domains),
            phone=customer.phone,
            notes=customer.notes,
        )

    def problems(self) -> dict[str, str]:
        """Return what cannot be, by the name of the field; whether a name is taken is for the operation to say."""
        found = {}
        if not 1 <= len(self.name) <= 120:
            found["name"] = _("A customer needs a name of at most 120 characters.")
        if not SLUG.fullmatch(self.slug) or len(self.slug) > 64 or self.slug == "new":
            found["slug"] = _("Use small letters a to z, digits and single hyphens, such as harbour-dental.")
        if self.zone not in available_timezones():
            found["zone"] = _("This is no time zone. Write it like Europe/Amsterdam or America/Chicago.")
        wrong = next((domain for domain in self.mail_domains if not DOMAIN.fullmatch(domain)), None)
        if wrong:
            found["mail_domains"] = _("«%(domain)s» is no domain of mail addresses.") % {"domain": wrong}
        if len(self.phone) > 40:
            found["phone"] = _("At most 40 characters.")
        return found


_TYPED = ("name", "slug", "zone", "mail_domains", "phone", "notes")
