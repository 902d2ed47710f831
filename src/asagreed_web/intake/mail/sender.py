"""Who a mail is from, as far as our own mail server can vouch for it.

A From field is a claim. It counts where our server, and no other, found it to pass DMARC. That server must remove
what arrives under its own name (RFC 8601, section 5): a forgery that it lets through cannot be told apart here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import authres

from asagreed_web.intake.mail.parsed_mail import ParsedMail
from asagreed_web.intake.mail.reply_address import fold_address

MOST_CHARACTERS = 4_000
_SERVER = re.compile(r"[^\s;()]{1,255}")


@dataclass(frozen=True, slots=True)
class VerifiedSender:
    """The From address, which passed DMARC at our own mail server."""

    address: str


@dataclass(frozen=True, slots=True)
class UnverifiedSender:
    """The From address as claimed, if there is one, and why it is not believed."""

    address: str | None
    reason: str


def identify_sender(mail: ParsedMail, *, own_server: str) -> VerifiedSender | UnverifiedSender:
    """Return who a mail is from; `own_server` is the authserv-id that our mail server signs its findings with.

    The address comes back with small letters. Verified means: this domain sent it. It does not say that the domain or
    the person is a customer.
    """
    address = fold_address(mail.sender.email) if mail.sender else None
    if address is None or not mail.sender_is_clear:
        return UnverifiedSender(address, "the mail does not have exactly one From address")
    finding = next((text for text in mail.authentication_results if _server_of(text) == fold_address(own_server)), None)
    if finding is None:
        return UnverifiedSender(address, f"{own_server} left no Authentication-Results on the mail")
    reason = _why_not_passed(finding, address.rpartition("@")[2])
    return UnverifiedSender(address, reason) if reason else VerifiedSender(address)


def _server_of(finding: str) -> str | None:
    """Return the server that a field names as its author, read apart, so that fields of strangers are not parsed."""
    named = _SERVER.match(finding.lstrip())
    return fold_address(named[0]) if named else None


def _why_not_passed(finding: str, domain: str) -> str | None:
    """Return why the finding of our own server does not vouch for a domain, or None if it does."""
    if len(finding) > MOST_CHARACTERS:
        return "the Authentication-Results are too long to be read"
    try:
        results = authres.AuthenticationResultsHeader.parse_value(finding).results
    except (authres.AuthResError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return "the Authentication-Results cannot be read"
    verdicts = [result for result in results if result.method == "dmarc"]
    if len(verdicts) != 1:
        return (
            f"the mail server gave {len(verdicts)} DMARC results" if verdicts else "the mail server did not test DMARC"
        )
    if verdicts[0].result != "pass":
        return f"DMARC result: {verdicts[0].result}"
    tested = [
        item.value for item in verdicts[0].properties if item.type == "header" and item.name in {"from", "header.from"}
    ]
    if [fold_address(str(value)).rpartition("@")[2] for value in tested] != [domain]:
        return "DMARC passed for another domain than that of the From address"
    return None
