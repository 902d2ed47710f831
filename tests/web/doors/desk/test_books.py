"""Bookkeepers enter what happened besides tickets, and see what a month comes to so far."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.billing.at_work import BLOCK, block_bought, ticket_of, worked
from tests.web.conftest import EXAMPLES, Cast, chicago
from tests.web.doors.desk.test_queue import page_of, signed_in

from asagreed_web.billing.models import BooksEdition
from asagreed_web.customers.models import Customer
from asagreed_web.kit import clock

HARBOUR = "/desk/customers/harbour-dental"
BOOKS = f"{HARBOUR}/books/"
WRONG = BLOCK.replace("20 h", "many")


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday in May."""
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-05-22 10:00"))


@pytest.fixture
def keeper(cast: Cast) -> Client:
    """Return the browser of the bookkeeper."""
    return signed_in(cast.bookkeeper)


def area(page: str) -> str:
    """Return what stands in the editor."""
    found = re.search(r'id="field-text".*?>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_first_books_begin_with_whose_they_are(keeper: Client) -> None:
    assert area(keeper.get(BOOKS).content.decode()) == "books: harbour-dental\n"


def test_books_are_entered_and_stand_in_the_editor_the_next_time(keeper: Client, cast: Cast) -> None:
    response = keeper.post(BOOKS, {"text": BLOCK.replace("\n", "\r\n"), "do": "enter"})
    assert response["Location"] == BOOKS
    edition = BooksEdition.objects.get()
    assert (edition.text, edition.entered_by) == (BLOCK, cast.bookkeeper)
    page = keeper.get(BOOKS).content.decode()
    assert area(page) == BLOCK
    assert f"{BOOKS}1/" in page


@pytest.mark.parametrize("do", ["check", "enter"])
def test_problems_are_shown_with_line_and_column_and_nothing_is_lost(keeper: Client, do: str) -> None:
    response = keeper.post(BOOKS, {"text": WRONG, "do": do})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'data-jump="3:15"' in page
    assert "line 3, column 15" in page
    assert area(page) == WRONG
    assert not BooksEdition.objects.exists()


def test_the_editor_is_told_while_it_is_written(keeper: Client) -> None:
    assert "line 3, column 15" in keeper.post(f"{BOOKS}check/", {"text": WRONG}).content.decode()
    assert "No problems." in keeper.post(f"{BOOKS}check/", {"text": BLOCK}).content.decode()
    assert "books of «harbour-dental»" in other_books(keeper, "check/")


def other_books(keeper: Client, where: str = "") -> str:
    """Return the answer to Harbour Dental's books for another customer."""
    sent = {"text": BLOCK, "do": "enter"}
    return keeper.post(f"/desk/customers/riverbend-vets/books/{where}", sent).content.decode()


def test_books_of_another_customer_are_refused_and_stay_in_the_editor(keeper: Client) -> None:
    page = other_books(keeper)
    assert "books of «harbour-dental»" in page
    assert area(page) == BLOCK


def test_a_customer_without_an_agreement_has_no_books_yet(keeper: Client) -> None:
    Customer.objects.create(slug="mill-bakery", name="Mill Bakery", zone="America/Chicago", entered_at=0)
    page = keeper.post("/desk/customers/mill-bakery/books/", {"text": BLOCK, "do": "enter"}).content.decode()
    assert "has no agreement" in page


def read(keeper: Client, content: bytes | None, text: str = "") -> str:
    """Return the answer to a file."""
    sent: dict[str, object] = {"do": "read", "text": text}
    if content is not None:
        sent["file"] = SimpleUploadedFile("books.yaml", content)
    return keeper.post(BOOKS, sent).content.decode()


def test_a_file_is_read_into_the_editor_and_entered_from_there(keeper: Client) -> None:
    page = read(keeper, b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode())
    assert area(page) == BLOCK
    assert "No problems." in page
    assert not BooksEdition.objects.exists()


@pytest.mark.parametrize(
    ("content", "because"),
    [(None, "No file was chosen."), (b"\xff\xfe", "no text in UTF-8"), (b"#" * 1024 * 1025, "larger than 1 MiB")],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_text_stays(
    cast: Cast, keeper: Client, content: bytes | None, because: str
) -> None:
    block_bought(cast)
    page = read(keeper, content)
    assert because in page
    assert area(page) == BLOCK
    assert area(read(keeper, content, text="books: half\n")) == "books: half\n"


def test_every_edition_can_be_read_line_by_line(cast: Cast, keeper: Client) -> None:
    block_bought(cast)
    keeper.post(BOOKS, {"text": BLOCK + "# more\n", "do": "enter"})
    assert "# more" not in keeper.get(f"{BOOKS}1/").content.decode()
    assert 'id="L4"' in keeper.get(f"{BOOKS}2/").content.decode()
    assert keeper.get(f"{BOOKS}3/").status_code == 404


def test_the_month_is_told_line_by_line_with_clauses(cast: Cast) -> None:
    worked(cast, ticket_of(cast, service="planned projects"), "2026-05-13 09:00", "2026-05-13 11:00")
    page = page_of(cast.technician, f"{HARBOUR}/month/")
    for said in ("May 2026 so far", "Gold per server", "240.00\xa0USD", "plans/gold@2026-01.yaml#L121"):
        assert said in page


def test_every_reason_of_a_month_leads_to_a_page(cast: Cast, keeper: Client) -> None:
    text = (EXAMPLES / "books" / "harbour-dental" / "books.yaml").read_text().replace("work: work.csv\n", "")
    keeper.post(BOOKS, {"text": "\n".join(line for line in text.splitlines() if "2026-0" not in line), "do": "enter"})
    page = keeper.get(f"{HARBOUR}/month/").content.decode()
    for address in set(re.findall(r'class="clause" href="([^"#]+)', page)):
        assert keeper.get(address).status_code == 200, address


def test_an_earlier_month_can_be_looked_at_and_a_later_one_cannot(keeper: Client) -> None:
    page = keeper.get(f"{HARBOUR}/month/?month=2026-04").content.decode()
    assert "<h2>April 2026</h2>" in page
    assert "month=2026-03" in page
    assert "month=2026-05" in page
    for month in ("2026-06", "2026-13", "1926-01", "may"):
        assert keeper.get(f"{HARBOUR}/month/?month={month}").status_code == 404


def test_a_month_before_the_agreement_says_why_there_are_no_figures(keeper: Client) -> None:
    assert "No figures:" in keeper.get(f"{HARBOUR}/month/?month=2025-05").content.decode()


def test_the_page_of_a_customer_says_what_the_month_comes_to(cast: Cast, keeper: Client) -> None:
    assert f'hx-get="{HARBOUR}/month/"' in page_of(cast.owner, f"{HARBOUR}/")
    part = keeper.get(f"{HARBOUR}/month/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "May 2026" in part
