"""Papers are read line by line, checked while they are written, and entered when they have no errors."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import EXAMPLES, LATER, Cast
from tests.web.doors.desk.test_queue import page_of, signed_in

from asagreed_web.agreements.models import Edition, Plan
from asagreed_web.customers.models import Customer

HARBOUR = "/desk/customers/harbour-dental"
FLORIST = EXAMPLES / "corner-florist" / "agreement.yaml"


@pytest.fixture
def owner(cast: Cast) -> Client:
    """Return the owner at the desk, with a customer that has no papers yet."""
    Customer.objects.create(slug="corner-florist", name="Corner Florist", zone="Europe/Amsterdam", entered_at=LATER)
    return signed_in(cast.owner)


def uploaded(owner: Client, *files: tuple[str, bytes], slug: str = "corner-florist") -> str:
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    address = f"/desk/customers/{slug}/agreement/upload/"
    return owner.post(address, {"papers": papers}, follow=True).content.decode()


def zipped(papers: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in papers.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_every_line_of_a_paper_can_be_linked_to(cast: Cast) -> None:
    page = page_of(cast.technician, f"{HARBOUR}/agreement/agreement.yaml")
    assert 'id="L3"' in page
    assert "plan: gold@2026-01" in page


@pytest.mark.parametrize("path", ["amendments/2.yaml", "declarations/2026-01-12-criticality.yaml",
                                  "plans/gold@2026-01.yaml"])  # fmt: skip
def test_papers_in_folders_and_pinned_plans_are_found(cast: Cast, path: str) -> None:
    assert page_of(cast.bookkeeper, f"{HARBOUR}/agreement/{path}")


@pytest.mark.parametrize("path", ["../../secret-key", "plans/none.yaml", "agreement.yml", "%2e%2e/x"])
def test_no_other_file_is_found(cast: Cast, path: str) -> None:
    assert signed_in(cast.owner).get(f"{HARBOUR}/agreement/{path}").status_code == 404


def test_the_page_shows_every_version_with_its_span(cast: Cast) -> None:
    page = page_of(cast.technician, f"{HARBOUR}/agreement/")
    assert "plan gold@2026-01, agreement, amendment 1, rider premium response" in page
    assert 'name="papers"' not in page


def test_a_paper_without_errors_is_entered(owner: Client) -> None:
    uploaded(owner, ("agreement.yaml", FLORIST.read_bytes()))
    assert Edition.objects.get(customer__slug="corner-florist").papers["agreement.yaml"] == FLORIST.read_text()


def test_a_zip_of_a_folder_is_entered_with_its_plans(owner: Client) -> None:
    content = zipped({"mine/agreement.yaml": FLORIST.read_bytes(), "plans/own@2026-03.yaml": b"plan: own\n"})
    uploaded(owner, ("papers.zip", content))
    assert Edition.objects.filter(customer__slug="corner-florist").exists()
    assert Plan.objects.filter(name="own@2026-03").exists()


def test_an_error_keeps_everything_out_and_is_shown_with_line_code_and_remedy(owner: Client) -> None:
    page = uploaded(owner, ("agreement.yaml", FLORIST.read_bytes() + b"\nnonsense: yes\n"))
    assert "These papers were not entered" in page
    assert "nonsense" in page
    assert not Edition.objects.filter(customer__slug="corner-florist").exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("agreement.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("notes.txt", b"hello", "does not say what it is"),
        ("papers.zip", b"PK no zip", "cannot be opened"),
        ("bomb.zip", zipped({f"{n}.yaml": b"a" * 1024 * 1024 for n in range(9)}), "2 MiB together"),
        ("many.zip", zipped({f"{n}.yaml": b"a: b" for n in range(101)}), "at most 100"),
        ("../amendments/../../x.yaml", b"plan: x", "cannot be named"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_the_reason(owner: Client, name: str, content: bytes, says: str) -> None:
    assert says in uploaded(owner, (name, content))


def test_the_editor_names_problems_by_line_and_column(owner: Client) -> None:
    typed = {"path": "agreement.yaml", "text": "agreement: corner-florist\nplan: none@2026-01\n"}
    page = owner.post("/desk/customers/corner-florist/agreement/check/", typed).content.decode()
    assert 'data-jump="2:' in page
    assert "<html" not in page


def test_the_editor_says_at_once_that_a_name_is_too_long(owner: Client) -> None:
    typed = {"path": f"amendments/{'a' * 122}.yaml", "text": "amendment: 1\n"}
    page = owner.post("/desk/customers/corner-florist/agreement/check/", typed).content.decode()
    assert "a name of at most 121 letters" in page


def test_the_editor_works_without_scripts_and_keeps_what_was_typed(owner: Client) -> None:
    typed = {"path": "agreement.yaml", "text": "agreement: [", "do": "check"}
    page = owner.post("/desk/customers/corner-florist/agreement/write/", typed).content.decode()
    assert "agreement: [</textarea>" in page
    assert "Error" in page


@pytest.mark.parametrize("text", ["[" * 5000, "a: &a [x]\nb: *a\n", "x" * 5000, "\0", "- " * 20000, "!!python/name:os"])
def test_hostile_text_gets_problems_and_no_error_page(owner: Client, text: str) -> None:
    typed = {"path": "agreement.yaml", "text": text}
    response = owner.post("/desk/customers/corner-florist/agreement/check/", typed)
    assert response.status_code == 200


def test_what_has_been_in_force_is_not_changed(cast: Cast) -> None:
    typed = {"path": "agreement.yaml", "text": "agreement: harbour-dental\n", "do": "enter"}
    response = signed_in(cast.owner).post(f"{HARBOUR}/agreement/write/agreement.yaml", typed)
    assert "has been in force" in response.content.decode()


def test_an_amendment_is_written_and_entered(cast: Cast) -> None:
    text = """amendment: 3
in force from: 2027-01-01
signed: {provider: 2026-11-01, customer: 2026-11-02}
set: {rates.remote: 130.00 USD per h}
"""
    typed = {"path": "amendments/3.yaml", "text": text, "do": "enter"}
    signed_in(cast.owner).post(f"{HARBOUR}/agreement/write/", typed)
    assert "amendments/3.yaml" in Edition.objects.filter(customer=cast.harbour).latest("number").papers


@pytest.mark.parametrize("address", ["write/", "check/", "upload/", "write/agreement.yaml"])
def test_only_owners_write(cast: Cast, address: str) -> None:
    for person in (cast.dispatcher, cast.technician, cast.bookkeeper, cast.approver):
        assert signed_in(person).post(f"{HARBOUR}/agreement/{address}").status_code == 403
