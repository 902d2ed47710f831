"""Files that show that recurring work was done: at the desk, in the portal, exported, erased, never rendered."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.upkeep.agreed import london, mill_lane, said

from asagreed_web.chronicle.models import Event
from asagreed_web.config.backup.copies import rows_of
from asagreed_web.config.backup.examining import why_not_whole
from asagreed_web.config.backup.manifest import files_in
from asagreed_web.customers.models import Customer
from asagreed_web.kit import clock
from asagreed_web.people.models import Person
from asagreed_web.protection.erasing import erase_files
from asagreed_web.protection.exporting import export_customer
from asagreed_web.tickets.attachments import FilesRefused, Upload, path_of
from asagreed_web.upkeep.models import EvidenceFile, SettledWork
from asagreed_web.upkeep.operations import settle

AT = london("2026-05-13 09:30")
FORM = "/desk/customers/mill-lane-school/upkeep/2026-05-13/backup%20logs/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def school(cast: Cast, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Customer, Person]:
    """Return Mill Lane School and its bursar on a Wednesday in May; files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    monkeypatch.setattr(clock, "now", lambda: AT)
    return mill_lane()


def signed_in(person: Person) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def shown(cast: Cast, school: Customer, name: str = "jobs.png", content: bytes = PNG) -> EvidenceFile:
    """Return a file of work that the technician put on record."""
    upload = Upload(name, len(content), io.BytesIO(content))
    done = said("backup logs", "2026-05-13", "2026-05-13 09:10")
    row = settle(customer=school, said=done, by=cast.technician, at=AT, uploads=[upload])
    return row.files.get()


def test_a_file_of_the_form_is_on_the_pages_of_desk_and_customer(cast: Cast, school: tuple[Customer, Person]) -> None:
    desk = signed_in(cast.technician)
    sent = {"says": "done", "files": SimpleUploadedFile("../jobs.png", PNG)}
    assert desk.post(FORM, sent).status_code == 303
    file = EvidenceFile.objects.get()

    assert (file.name, file.media_type, file.size) == ("jobs.png", "image/png", len(PNG))
    for page in (FORM, "/desk/customers/mill-lane-school/upkeep/"):
        assert f'href="/desk/upkeep/evidence/{file.pk}/"' in desk.get(page).content.decode()
    assert f'href="/portal/upkeep/evidence/{file.pk}/"' in signed_in(school[1]).get("/portal/upkeep/").content.decode()


def test_a_file_is_a_download_even_where_it_is_a_picture(cast: Cast, school: tuple[Customer, Person]) -> None:
    file = shown(cast, school[0])
    for person, door in ((cast.technician, "desk"), (school[1], "portal")):
        answer = signed_in(person).get(f"/{door}/upkeep/evidence/{file.pk}/?picture")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="jobs.png"'
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.getvalue() == PNG


def test_another_customer_opens_nothing(cast: Cast, school: tuple[Customer, Person]) -> None:
    file = shown(cast, school[0])
    assert signed_in(cast.viewer).get(f"/portal/upkeep/evidence/{file.pk}/").status_code == 404


def test_a_file_that_is_gone_is_not_found(cast: Cast, school: tuple[Customer, Person]) -> None:
    file = shown(cast, school[0])
    path_of(file).unlink()
    assert signed_in(cast.technician).get(f"/desk/upkeep/evidence/{file.pk}/").status_code == 404


def test_with_a_file_that_is_refused_nothing_is_on_record(cast: Cast, school: tuple[Customer, Person]) -> None:
    sent = {"says": "done", "evidence": "typed long", "files": SimpleUploadedFile("page.html", b"<script>")}
    answer = signed_in(cast.technician).post(FORM, sent)

    assert answer.status_code == 422
    assert "«page.html» was not taken in. Files of the kind .html can carry scripts." in answer.content.decode()
    assert "typed long" in answer.content.decode()
    with pytest.raises(FilesRefused):
        shown(cast, school[0], "setup.exe", b"MZ")
    assert not SettledWork.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_the_chain_says_which_files_were_put_on_record(cast: Cast, school: tuple[Customer, Person]) -> None:
    shown(cast, school[0])
    event = Event.objects.filter(chain=school[0].pk, kind="upkeep done").get()
    assert event.says["files"] == [hashlib.sha256(PNG).hexdigest()]
    assert "jobs.png" not in json.dumps(event.says)


def test_files_are_handed_out_with_all_else_of_a_customer(cast: Cast, school: tuple[Customer, Person]) -> None:
    file, made = shown(cast, school[0]), io.BytesIO()
    export_customer(school[0], made, at=AT)
    with zipfile.ZipFile(made) as archive:
        assert archive.read(f"evidence/{file.pk}-jobs.png") == PNG
        assert file.stored_as.encode() not in archive.read("tables/upkeep.EvidenceFile.json")


@pytest.mark.django_db(transaction=True)
def test_files_are_erased_and_the_record_stays(cast: Cast, school: tuple[Customer, Person]) -> None:
    path = path_of(shown(cast, school[0]))
    assert erase_files(EvidenceFile.objects.all()) == 1
    assert (path.exists(), EvidenceFile.objects.exists(), SettledWork.objects.count()) == (False, False, 1)


def test_a_backup_without_a_file_is_not_whole(cast: Cast, school: tuple[Customer, Person], settings: Settings) -> None:
    file = shown(cast, school[0])
    files = files_in(Path(settings.MEDIA_ROOT).parent)
    assert why_not_whole("default", rows=rows_of("default"), files=files) == ""
    without = {name: each for name, each in files.items() if file.stored_as not in name}
    assert "evidence" in why_not_whole("default", rows=rows_of("default"), files=without)


def test_the_customer_reads_what_was_done_skipped_and_missed(cast: Cast, school: tuple[Customer, Person]) -> None:
    settle(
        customer=school[0],
        said=said("backup logs", "2026-05-13", "2026-05-13 09:10", worked=900),
        by=cast.technician,
        at=AT,
    )
    settle(
        customer=school[0],
        said=said("backup logs", "2026-05-12", "2026-05-13 09:12", says="skipped", because="The school was closed"),
        by=cast.technician,
        at=AT,
    )
    page = signed_in(school[1]).get("/portal/upkeep/").content.decode()

    assert "The school was closed" in page
    assert ">0:15<" in page
    assert "Missed" in page
    assert "?month=2026-04" in page
    assert '<form method="post"' not in page.partition("<main")[2]


@pytest.mark.parametrize("month", ["2026-12", "later"])
def test_a_month_that_lies_ahead_is_not_shown(month: str, cast: Cast, school: tuple[Customer, Person]) -> None:
    page = signed_in(school[1]).get(f"/portal/upkeep/?month={month}").content.decode()
    assert "<h2>May 2026</h2>" in page
    assert "?month=2026-06" not in page
    assert "?month=2026-05" in signed_in(school[1]).get("/portal/upkeep/?month=2026-04").content.decode()
