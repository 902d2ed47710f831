"""Links that lie in mailboxes open what they opened when they were mailed, and nothing else."""

from __future__ import annotations

import pytest
from django.core import signing
from pytest_django.fixtures import Settings

from asagreed_web.billing.links import QUOTES
from asagreed_web.kit.mailed_links import LinkKind, LinkRefused, MailedLink
from asagreed_web.signing.links import DOCUMENTS, fits

KINDS = (QUOTES, DOCUMENTS)
EXPIRES = 1_778_000_000
KEY = "the key of an installation that has mailed links for a year"
ROBIN = "robin@harbour-dental.example"
MAILED = {
    QUOTES: "WzcsMywicm9iaW5AaGFyYm91ci1kZW50YWwuZXhhbXBsZSIsMTc3ODAwMDAwMF0:"
    "1xVBH2:m7d1SU15cHzrYwHD-lDRMYwAJVuOCgiaDHIrtvH2EnU",
    DOCUMENTS: "WzgsMywicm9iaW5AaGFyYm91ci1kZW50YWwuZXhhbXBsZSIsMTc3ODAwMDAwMF0:"
    "1xVBH2:IOLw57y481QNv1cYIwQuX3XIbG6REZC2qbkSPWZu5l4",
}
"""Tokens that were mailed before the two kinds were made by one piece of code."""
CODE_DIGEST = "aaa73f2092a178d7f78e68007e62f18cfc92f93cd9ef8c77095d48b6e698277b"


@pytest.mark.parametrize(("kind", "opens"), [(QUOTES, 7), (DOCUMENTS, 8)])
def test_a_link_that_was_mailed_long_ago_is_still_read(kind: LinkKind, opens: int, settings: Settings) -> None:
    settings.SECRET_KEY = KEY
    assert kind.read(MAILED[kind], at=EXPIRES - 1) == MailedLink(
        opens=opens, customer_id=3, recipient=ROBIN, expires_at=EXPIRES
    )


def test_a_code_that_was_mailed_before_still_fits(settings: Settings) -> None:
    settings.SECRET_KEY = KEY
    assert fits(" 123456 ", CODE_DIGEST, sending_id=8, recipient=ROBIN)
    assert not fits("123457", CODE_DIGEST, sending_id=8, recipient=ROBIN)


def test_links_lead_where_they_always_led(settings: Settings) -> None:
    settings.ADDRESS = "https://desk.northwind.example"
    assert [kind.address("token") for kind in KINDS] == [
        "https://desk.northwind.example/portal/quotes/link/token/",
        "https://desk.northwind.example/portal/signing/link/token/",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_ends_with_the_second_in_which_it_expires(kind: LinkKind) -> None:
    link = MailedLink(opens=1, customer_id=2, recipient=ROBIN, expires_at=EXPIRES)
    assert kind.read(kind.token_of(link), at=EXPIRES - 1) == link
    with pytest.raises(LinkRefused, match="has expired"):
        kind.read(kind.token_of(link), at=EXPIRES)


def test_a_link_of_one_kind_opens_nothing_of_another() -> None:
    token = QUOTES.token_of(MailedLink(opens=1, customer_id=2, recipient=ROBIN, expires_at=EXPIRES))
    with pytest.raises(LinkRefused, match="never one of ours"):
        DOCUMENTS.read(token, at=0)


@pytest.mark.parametrize("said", ["x", 7, None, {}, [1, 2], [1, 2, ROBIN, EXPIRES, 5]])
def test_a_token_that_says_something_else_opens_nothing(said: object) -> None:
    with pytest.raises(LinkRefused, match="never one of ours"):
        QUOTES.read(signing.dumps(said, salt=QUOTES.salt), at=0)
