"""A party of an agreement, as its name and address stand on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company: its name, where it is, and the numbers that an invoice needs; what is not known is empty.

    `country` is an ISO 3166 code, `tax_number` a VAT number with its country, `account` an IBAN.
    """

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    tax_number: str = ""
    registration: str = ""
    e_mail: str = ""
    account: str = ""
