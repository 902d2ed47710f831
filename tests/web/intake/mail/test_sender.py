"""A sender is believed where our own mail server says that DMARC passed, and nowhere else."""

from __future__ import annotations

import pytest
from tests.web.intake.mails.writing import written

from asagreed_web.intake.mail.reading import read_mail
from asagreed_web.intake.mail.sender import UnverifiedSender, VerifiedSender, identify_sender

OWN = "mx.northwind.example"
PASSED = f"{OWN}; dmarc=pass (p=none dis=none) header.from=harbour.example"


def identified(*findings: str, sender: str = "Ann <Ann@Harbour.example>") -> VerifiedSender | UnverifiedSender:
    """Return who a mail with these Authentication-Results is from, the newest first."""
    fields = [f"Authentication-Results: {finding}" for finding in findings]
    return identify_sender(read_mail(written(*fields, f"From: {sender}", usual=False)), own_server=OWN)


def why_not(*findings: str, sender: str = "Ann <ann@harbour.example>") -> str:
    """Return why the sender of a mail is not believed."""
    identity = identified(*findings, sender=sender)
    return identity.reason if isinstance(identity, UnverifiedSender) else f"believed: {identity.address}"


@pytest.mark.parametrize(
    "finding",
    [
        PASSED,
        f"{OWN} 1; spf=pass smtp.mailfrom=x@esp.example; dkim=pass header.d=y; dmarc=pass header.from=harbour.example",
        "MX.Northwind.Example;\r\n\tdmarc=pass action=none header.from=HARBOUR.example;compauth=pass reason=100",
        f"{OWN}; dkim=fail; dmarc=pass header.from=harbour.example (all is well)",
    ],
)
def test_a_pass_of_our_own_server_is_believed(finding: str) -> None:
    assert identified(finding) == VerifiedSender("ann@harbour.example")


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (f"{OWN}; dmarc=fail header.from=harbour.example", "DMARC result: fail"),
        (f"{OWN}; dmarc=none header.from=harbour.example", "DMARC result: none"),
        (f"{OWN}; dmarc=temperror header.from=harbour.example", "DMARC result: temperror"),
        (f"{OWN}; dmarc=bestguesspass header.from=harbour.example", "DMARC result: bestguesspass"),
        (f"{OWN}; spf=pass smtp.mailfrom=harbour.example; dkim=pass header.d=harbour.example", "did not test DMARC"),
        (f"{OWN}; none", "did not test DMARC"),
        (f"{OWN}; dmarc=pass header.from=evil.example", "for another domain"),
        (f"{OWN}; dmarc=pass header.from=sub.harbour.example", "for another domain"),
        (f"{OWN}; dmarc=pass header.from=xharbour.example", "for another domain"),
        (f"{OWN}; dmarc=pass", "for another domain"),
        (f"{OWN}; dmarc=pass header.from=evil.example header.from=harbour.example", "for another domain"),
        (f"{PASSED}; dmarc=fail header.from=harbour.example", "gave 2 DMARC results"),
        (f"{OWN}; dmarc=pass (" + "(" * 3000, "cannot be read"),
        (f"{OWN}; =;=;", "cannot be read"),
        (f"{OWN}; dmarc=pass header.from=harbour.example" + " " + "(x)" * 2000, "too long"),
    ],
)
def test_anything_else_of_our_own_server_is_not(finding: str, reason: str) -> None:
    assert reason in why_not(finding)


def test_the_finding_of_another_server_is_ignored() -> None:
    assert why_not(PASSED.replace(OWN, "mx.evil.example")) == f"{OWN} left no Authentication-Results on the mail"
    assert why_not(PASSED.replace(OWN, OWN + ".evil.example")).endswith("on the mail")
    assert why_not(PASSED.replace(OWN, f"({OWN}) mx.evil.example")).endswith("on the mail")
    assert identified(PASSED.replace("pass", "fail").replace(OWN, "mx.evil.example"), PASSED) == VerifiedSender(
        "ann@harbour.example"
    )


def test_only_the_newest_finding_of_our_own_server_counts() -> None:
    assert why_not(f"{OWN}; dmarc=fail header.from=harbour.example", PASSED) == "DMARC result: fail"


def test_without_a_finding_nobody_is_believed() -> None:
    assert identified() == UnverifiedSender("ann@harbour.example", f"{OWN} left no Authentication-Results on the mail")


@pytest.mark.parametrize(
    "sender", ["a@harbour.example, b@harbour.example", "Ann", "<ann@harbour.example> <x@evil.example>"]
)
def test_a_sender_that_is_not_clear_is_not_believed(sender: str) -> None:
    assert why_not(PASSED, sender=sender) == "the mail does not have exactly one From address"


def test_a_name_that_looks_like_an_address_does_not_count() -> None:
    finding = PASSED.replace("harbour.example", "evil.example")
    identity = identified(finding, sender="ceo@harbour.example <x@evil.example>")
    assert identity == VerifiedSender("x@evil.example")


def test_words_smuggled_into_a_comment_or_a_quote_do_not_count() -> None:
    smuggled = f'{OWN}; spf=pass (x; dmarc=pass header.from=harbour.example) smtp.mailfrom="; dmarc=pass"'
    assert why_not(smuggled) == "the mail server did not test DMARC"
