"""How figures are written on a page."""

from fractions import Fraction

import pytest

from asagreed.documents.in_figures import count, digits_of, percent, place, promised_in_words, promised_percent


def share(exact: str) -> dict[str, str]:
    return {"exact": exact, "every": "month"}


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("37/40", "92.5"), ("1999/2001", "99.9"), ("1", "100.0"), ("0", "0.0"), ("1/1000", "0.1"), ("19/20", "95.0")],
)
def test_a_share_is_cut_and_never_rounded_up(exact: str, shown: str) -> None:
    assert percent(share(exact)) == f"{shown}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize("missing", [None, {"exact": None}])
def test_a_share_of_nothing_is_not_applicable(missing: dict[str, None] | None) -> None:
    assert percent(missing) == "n/a"


@pytest.mark.parametrize("text", ["95", "99.95", "99.9999", "12.345678", "100", "0.5"])
def test_a_promise_keeps_the_digits_it_was_made_with(text: str) -> None:
    assert promised_percent(share(str(Fraction(text) / 100))) == f"{text}\N{NO-BREAK SPACE}%"


def test_a_promise_that_has_no_end_is_cut_after_six_digits() -> None:
    assert promised_percent(share("2/3")) == "66.666666\N{NO-BREAK SPACE}%"


def test_no_promise_has_no_digits_and_no_words() -> None:
    assert digits_of(None) == 0
    assert promised_in_words({"exact": None, "every": "month"}) == "none"


@pytest.mark.parametrize(("number", "shown"), [(1, "1 row"), (0, "0 rows"), (1200, "1,200 rows")])
def test_a_count_takes_the_word_that_fits(number: int, shown: str) -> None:
    assert count(number, "row", "rows").replace("\N{NO-BREAK SPACE}", " ") == shown


def test_a_clause_that_no_file_holds_is_its_address() -> None:
    assert place({"address": "reopening", "file": "", "line": 0}) == "<code><bdi>reopening</bdi></code>"


def test_a_clause_of_the_product_names_no_line() -> None:
    assert place({"address": "a", "file": "semantics", "line": 0}).endswith(
        '<span class="place"><bdi>semantics</bdi></span>'
    )
