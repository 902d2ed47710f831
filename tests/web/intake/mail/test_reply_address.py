"""A reply address opens one ticket to one person; everything else points at most."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed_web.intake.mail.parsed_mail import Address, ParsedMail
from asagreed_web.intake.mail.reply_address import (
    addressed_ticket,
    check_reply_address,
    fold_address,
    own_message_id,
    sign_reply_address,
    suggested_ticket,
    ticket_of_message_id,
)

KEY = bytes(range(32))
ANN = "ann@harbour.example"
DOMAIN = "northwind.example"


def signed(ticket: int = 1042, recipient: str = ANN, *, mailbox: str | None = None) -> str:
    return sign_reply_address(ticket=ticket, recipient=recipient, key=KEY, domain=DOMAIN, mailbox=mailbox)


def checked(address: str, sender: str = ANN, *, key: bytes = KEY, mailbox: str | None = None) -> int | None:
    return check_reply_address(address, sender=sender, key=key, domain=DOMAIN, mailbox=mailbox)


def a_mail(*to: str, sender: str = ANN, **fields: tuple[str, ...]) -> ParsedMail:
    senders, recipients = (Address(sender),), tuple(Address(address) for address in to)
    return ParsedMail(message_id=None, subject="", senders=senders, to=recipients, **fields)  # type: ignore[arg-type]


def test_an_address_has_a_shape_that_stays_the_same() -> None:
    assert signed() == "t-1042-5c3iuvrx3kqx6667elljls67ue@northwind.example"


def test_an_address_opens_its_ticket_to_its_recipient() -> None:
    assert checked(signed()) == 1042


def test_case_does_not_matter_on_the_way() -> None:
    assert checked(signed().upper(), "Ann@Harbour.Example") == 1042
    assert checked(signed(recipient="ANN@harbour.example")) == 1042


def test_handed_on_it_opens_nothing() -> None:
    assert checked(signed(), "bob@harbour.example") is None


def test_the_mac_of_another_ticket_opens_nothing() -> None:
    mac = signed(7).partition("@")[0].rpartition("-")[2]
    assert checked(f"t-8-{mac}@{DOMAIN}") is None


def test_another_key_or_domain_opens_nothing() -> None:
    assert checked(signed(), key=bytes(32)) is None
    assert checked(signed().replace(DOMAIN, "evil.example")) is None


def test_an_address_behind_a_plus_opens_with_its_mailbox_only() -> None:
    address = signed(mailbox="desk")
    assert address.startswith("desk+t-1042-")
    assert checked(address, mailbox="Desk") == 1042
    assert checked(address) is None
    assert checked(signed(), mailbox="desk") is None


def test_a_ticket_and_a_recipient_cannot_be_shifted_into_each_other() -> None:
    assert signed(1, "1@harbour.example").rpartition("-")[2] != signed(11, "@harbour.example").rpartition("-")[2]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "desk@northwind.example",
        "t-1042@northwind.example",
        "t-1042-@northwind.example",
        "t-1042-aaaaaaaaaaaaaaaaaaaaaaaaaa@northwind.example",
        "t-01042-5c3iuvrx3kqx6667elljls67ue@northwind.example",
        "t--1042-5c3iuvrx3kqx6667elljls67ue@northwind.example",
        "t-१०४२-5c3iuvrx3kqx6667elljls67ue@northwind.example",
        "t-1042-5c3iuvrx3kqx6667elljls67ue@evil.example@northwind.example",
        "x+t-1042-5c3iuvrx3kqx6667elljls67ue@northwind.example",
        "t-1042-5c3iuvrx3kqx6667elljls67ue\n@northwind.example",
        "t-" + "9" * 500_000 + "@northwind.example",
    ],
)
def test_anything_malformed_opens_nothing(address: str) -> None:
    assert checked(address) is None


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_opens_anything(address: str, sender: str) -> None:
    assert checked(address, sender) is None
    assert checked(f"{address}@{DOMAIN}", sender) is None


@given(st.integers(1, 10**12 - 1), st.emails())
def test_every_ticket_and_recipient_fit_and_come_back(ticket: int, recipient: str) -> None:
    address = signed(ticket, recipient, mailbox="customer-support-desk")
    assert len(address.rpartition("@")[0]) <= 64
    assert (
        checked(address, recipient.upper() if recipient.isascii() else recipient, mailbox="customer-support-desk")
        == ticket
    )


def test_every_single_changed_letter_opens_nothing() -> None:
    address = signed()
    changed = [address[:at] + ("b" if address[at] != "b" else "c") + address[at + 1 :] for at in range(len(address))]
    assert {checked(other) for other in changed} == {None}


def test_what_cannot_be_signed_says_why() -> None:
    with pytest.raises(ValueError, match="use a shorter mailbox"):
        signed(mailbox="a-mailbox-with-a-name-that-is-too-long")
    with pytest.raises(ValueError, match="is no ticket number"):
        signed(0)
    with pytest.raises(ValueError, match="give at least 32"):
        sign_reply_address(ticket=1, recipient=ANN, key=b"short", domain=DOMAIN)


def test_macs_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[object, object]] = []
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append((one, other)))
    checked(signed())
    assert len(compared) == 1


def test_addresses_are_folded_in_ascii_only() -> None:
    assert fold_address(" Ann@Harbour.Example ") == ANN
    assert fold_address("\u212aim@harbour.example") == "\u212aim@harbour.example"
    assert fold_address("straße@harbour.example") != fold_address("strasse@harbour.example")


def test_a_mail_is_addressed_to_a_ticket_by_any_of_its_recipients() -> None:
    ways = (a_mail("x@harbour.example", signed()), a_mail(delivered_to=(signed(),)), a_mail("desk@northwind.example"))
    assert [addressed_ticket(mail, key=KEY, domain=DOMAIN) for mail in ways] == [1042, 1042, None]


def test_a_mail_without_a_clear_sender_is_addressed_to_no_ticket() -> None:
    mail = ParsedMail(message_id=None, subject="", senders=(), sender_is_clear=False, to=(Address(signed()),))
    assert addressed_ticket(mail, key=KEY, domain=DOMAIN) is None


def test_a_message_id_of_ours_names_its_ticket() -> None:
    message_id = own_message_id(ticket=7, random="abcd1234", domain=DOMAIN)
    assert message_id == "<asagreed.t-7.abcd1234@northwind.example>"
    assert ticket_of_message_id(message_id, domain="Northwind.Example") == 7
    with pytest.raises(ValueError, match="is no Message-ID of ours"):
        own_message_id(ticket=7, random="a b", domain=DOMAIN)


@pytest.mark.parametrize(
    "message_id",
    ["<asagreed.t-7.abcd1234@evil.example>", "<asagreed.t-7.x@northwind.example>", "<t-7@northwind.example>", ""],
)
def test_other_message_ids_name_no_ticket(message_id: str) -> None:
    assert ticket_of_message_id(message_id, domain=DOMAIN) is None


def test_a_thread_suggests_the_ticket_that_was_answered_last() -> None:
    one, two = (own_message_id(ticket=ticket, random="abcd1234", domain=DOMAIN) for ticket in (1, 2))
    threads = [
        a_mail(references=(one, two, "<other@harbour.example>")),
        a_mail(references=("<other@harbour.example>",)),
        ParsedMail(message_id=None, subject="", senders=(), in_reply_to=one, references=(two,)),
    ]
    assert [suggested_ticket(mail, domain=DOMAIN) for mail in threads] == [2, None, 1]
