"""The owner's page of data protection, and the commands beside it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from tests.web.conftest import LATER, Cast
from tests.web.protection.bakery import ADDRESS, ANN, YEAR, left_behind, made_bakery, traces_of
from typer.testing import CliRunner

from asagreed.cli.main import app, join_commands
from asagreed_web.config.commands import protecting
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.protection.operations import obey_retention

join_commands(app)


@pytest.fixture
def bakery(cast: Cast) -> Customer:
    customer = made_bakery()
    left_behind(customer, cast.technician)
    return customer


@pytest.fixture
def owner(cast: Cast) -> Client:
    """Return the owner's browser."""
    client = Client()
    client.force_login(cast.owner)
    return client


def test_customers_stand_with_what_is_agreed_and_runs_with_what_they_came_to(owner: Client, bakery: Customer) -> None:
    obey_retention(customer_id=bakery.pk, actor="worker", at=LATER + 4 * YEAR)
    page = owner.get("/desk/protection/").content.decode()
    assert "nothing is agreed: records are kept" in page
    assert "retention obeyed" in page
    assert "tickets: 2" in page


def test_a_customer_is_handed_out_as_one_file(owner: Client, bakery: Customer) -> None:
    answer = owner.post("/desk/protection/customers/mill-bakery/hand-out/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    assert 'filename="mill-bakery.zip"' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert json.loads(archive.read("manifest.json"))["about"] == "customer mill-bakery"


def test_a_person_is_handed_out_as_one_file(owner: Client, bakery: Customer) -> None:
    answer = owner.post("/desk/protection/hand-out/", {"email": ADDRESS})
    assert b"PK" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_what_would_be_erased_is_shown_before_it_is(owner: Client, bakery: Customer) -> None:
    page = owner.get("/desk/protection/forget/", {"email": ADDRESS}).content.decode()
    assert ANN in page
    assert "1 file goes" in page
    assert Person.objects.filter(email=ADDRESS).exists()


def test_somebody_is_forgotten_when_the_address_is_typed_once_more(owner: Client, bakery: Customer) -> None:
    wrong = owner.post("/desk/protection/forget/", {"email": ADDRESS, "again": "ann"})
    assert (wrong.status_code, "not the address above" in wrong.content.decode()) == (422, True)
    assert Person.objects.filter(email=ADDRESS).exists()
    done = owner.post("/desk/protection/forget/", {"email": ADDRESS, "again": ADDRESS.upper()}, follow=True)
    page = done.content.decode()
    assert "The person was forgotten." in page
    assert "person forgotten" in page
    assert traces_of(ANN, ADDRESS) == []


def test_what_has_to_keep_the_name_is_told(owner: Client, bakery: Customer) -> None:
    from asagreed_web.billing.models import BooksEdition  # noqa: PLC0415 – used here alone

    BooksEdition.objects.create(customer=bakery, number=1, text=f"customer: {ANN}", sha256="", entered_at=LATER)
    done = owner.post("/desk/protection/forget/", {"email": ADDRESS, "again": ADDRESS}, follow=True)
    assert "1 records keep the name" in done.content.decode()
    assert "books are kept for as long as the law asks" in done.content.decode()


@pytest.mark.parametrize("send", ["get", "post"])
def test_an_address_that_nobody_has_is_told_beside_the_field(owner: Client, cast: Cast, send: str) -> None:
    ask: Callable[..., object] = getattr(owner, send)
    path = "/desk/protection/forget/" if send == "get" else "/desk/protection/hand-out/"
    page = ask(path, {"email": "who@nowhere.example"})
    assert page.status_code == 422  # type: ignore[attr-defined]
    assert "Nothing on record is about who@nowhere.example." in page.content.decode()  # type: ignore[attr-defined]


def test_the_last_owner_is_told_why_not(owner: Client, cast: Cast) -> None:
    email = cast.owner.email
    page = owner.post("/desk/protection/forget/", {"email": email, "again": email})
    assert "the last owner who can sign in" in page.content.decode()


def test_the_commands_hand_out_and_forget(
    bakery: Customer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(protecting, "begin", lambda: None)
    run = CliRunner().invoke
    made = run(app, ["export-customer", "mill-bakery", "--to", str(tmp_path / "all.zip")])
    assert made.output.startswith(f"Wrote {tmp_path / 'all.zip'}: ")
    assert "no longer" not in run(app, ["forget", ADDRESS], input="n\n").output
    assert Person.objects.filter(email=ADDRESS).exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = run(app, ["forget", ADDRESS, "--yes"])
    assert "Forgotten." in done.output
    assert traces_of(ANN, ADDRESS) == []
