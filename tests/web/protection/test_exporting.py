"""Everything about a customer, or a person, is handed out as one zip that programs can read, and nothing of others."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from tests.web.conftest import LATER, Cast
from tests.web.protection.bakery import ADDRESS, ANN, DAY, left_behind, made_bakery

from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.protection.errors import NobodyFound, NoSuchCustomer
from asagreed_web.protection.operations import export_customer, export_person

NOW = LATER + DAY


@pytest.fixture
def bakery(cast: Cast) -> Customer:
    return made_bakery()


def read(target: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_customer_gets_every_row_file_mail_and_paper(cast: Cast, bakery: Customer, tmp_path: Path) -> None:
    left = left_behind(bakery, cast.technician)
    target = tmp_path / "all.zip"
    export_customer(slug="mill-bakery", target=target, actor=cast.owner.actor, at=NOW)
    files = read(target)
    tables = {name.split("/")[1].removesuffix(".json") for name in files if name.startswith("tables/")}
    assert tables >= {"customers.Customer", "tickets.Ticket", "tickets.Message", "tickets.TimeEntry", "people.Person",
                      "chronicle.Event", "chronicle.PersonalData", "billing.Ruling", "agreements.Edition"}  # fmt: skip
    assert files[f"attachments/{left.attachment.pk}-{left.attachment.name}"] == b"a plan of the office"
    assert ADDRESS.encode() in files[f"mails/{left.mail.pk}.eml"]
    assert b"agreement: mill-bakery" in files["papers/1/agreement.yaml"]
    tickets = json.loads(files["tables/tickets.Ticket.json"])
    assert {each["subject"] for each in tickets} == {f"Printer of {ANN}", "One more thing"}


def test_the_list_of_contents_counts_rows_and_has_the_hash_of_each_file(
    cast: Cast, bakery: Customer, tmp_path: Path
) -> None:
    left_behind(bakery, cast.technician)
    made = export_customer(slug="mill-bakery", target=tmp_path / "all.zip", actor=cast.owner.actor, at=NOW)
    files = read(tmp_path / "all.zip")
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["sha256"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert (manifest["rows"], manifest["about"], manifest["made_at"]) == (made.rows, "customer mill-bakery", NOW)


def test_nothing_of_another_customer_and_no_secret_is_handed_out(cast: Cast, bakery: Customer, tmp_path: Path) -> None:
    left_behind(bakery, cast.technician)
    export_customer(slug="mill-bakery", target=tmp_path / "all.zip", actor=cast.owner.actor, at=NOW)
    whole = b"".join(read(tmp_path / "all.zip").values()).decode("utf-8", "replace")
    assert "Harbour Dental" not in whole
    assert "riverbend" not in whole
    assert not {"password", "token_digest", "secret", "salt"} & {
        key for name, rows in read(tmp_path / "all.zip").items() if name.startswith("tables/")
        for row in json.loads(rows) for key in row
    }  # fmt: skip


def test_a_person_gets_what_is_theirs(cast: Cast, bakery: Customer, tmp_path: Path) -> None:
    left = left_behind(bakery, cast.technician)
    export_person(email=ADDRESS, target=tmp_path / "ann.zip", actor=cast.owner.actor, at=NOW)
    files = read(tmp_path / "ann.zip")
    (person,) = json.loads(files["tables/people.Person.json"])
    assert (person["email"], person["name"]) == (ADDRESS, ANN)
    assert {each["kind"] for each in json.loads(files["tables/tickets.Message.json"])} == {"customer reply"}
    assert f"mails/{left.mail.pk}.eml" in files
    assert "agreements.Edition" not in str(files)


def test_that_it_was_handed_out_is_on_record(cast: Cast, bakery: Customer, tmp_path: Path) -> None:
    left_behind(bakery, cast.technician)
    export_customer(slug="mill-bakery", target=tmp_path / "all.zip", actor=cast.owner.actor, at=NOW)
    export_person(email=ADDRESS, target=tmp_path / "ann.zip", actor=cast.owner.actor, at=NOW)
    told = Event.objects.filter(chain=bakery.pk, kind="records handed out").order_by("pk")
    assert [(each.subject, each.actor) for each in told] == [
        ("customer", cast.owner.actor),
        ("person", cast.owner.actor),
    ]


def test_whom_nobody_knows_nothing_is_made_for(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(NobodyFound):
        export_person(email="who@nowhere.example", target=tmp_path / "x.zip", actor="x", at=NOW)
    with pytest.raises(NoSuchCustomer, match="«nowhere»"):
        export_customer(slug="nowhere", target=tmp_path / "x.zip", actor="x", at=NOW)
    assert not (tmp_path / "x.zip").exists()
