"""A backup is whole, says when it is not, and comes back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.web.conftest import Cast
from tests.web.logging import AT, logged

from asagreed_web.config.backup import manifest, operations
from asagreed_web.config.backup.manifest import ATTACHMENTS, DATABASES
from asagreed_web.config.errors import BackupRefused, RestoreRefused
from asagreed_web.tickets.models import Attachment, Message, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sees_all")]


@pytest.fixture
def installation(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have an installation with two tickets and a file, and return a folder for its backups."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "media")
    monkeypatch.setattr(settings, "DATA", tmp_path)
    logged(cast.harbour, cast.viewer)
    ticket = logged(cast.other, cast.stranger)
    _attach(ticket, b"A photograph of the server room.")
    return tmp_path / "backups"


@pytest.fixture(scope="module")
def made() -> list[Path]:
    """Return where the first backup lies, once it is made: one is enough for all who only read or damage it."""
    return []


@pytest.fixture
def folder(made: list[Path], request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a backup."""
    if not made:
        made.append(operations.back_up(request.getfixturevalue("installation"), at=AT))
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return Path(shutil.copytree(made[0], tmp_path / "copy" / made[0].name))


def _attach(ticket: Ticket, content: bytes) -> None:
    message, name = Message.objects.get(ticket=ticket), "ab" * 32
    file = Path(settings.MEDIA_ROOT) / "ab" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    of = {"message": message, "ticket": ticket, "customer_id": ticket.customer_id}
    Attachment.objects.create(**of, name="a.png", media_type="image/png", size=len(content), stored_as=name,
                              sha256=manifest.digest_of(file))  # fmt: skip


def test_a_backup_has_the_database_the_files_and_a_sealed_list(folder: Path) -> None:
    listed = manifest.read(folder)
    assert (listed.rows["tickets_ticket"], listed.vendor) == (2, connection.vendor)
    assert set(listed.files) == {DATABASES[connection.vendor], f"{ATTACHMENTS}/ab/{'ab' * 32}"}


def test_a_rehearsal_finds_everything_whole_and_is_remembered(folder: Path) -> None:
    assert operations.rehearse(folder, at=AT + 60).rows["chronicle_event"] > 0
    assert operations.remembered()["rehearsed"]["at"] == AT + 60


def _damage(folder: Path, what: str) -> None:
    file = folder / what
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("what", [DATABASES[connection.vendor], f"{ATTACHMENTS}/ab/{'ab' * 32}"])
def test_one_flipped_bit_is_found(folder: Path, what: str) -> None:
    _damage(folder, what)
    with pytest.raises(RestoreRefused, match="is not as it was written"):
        operations.rehearse(folder, at=AT)


def test_a_file_that_is_missing_or_was_put_in_is_found(folder: Path) -> None:
    (folder / "put-in").write_text("x")
    with pytest.raises(RestoreRefused, match="put-in is not on the list"):
        operations.rehearse(folder, at=AT)
    (folder / "put-in").unlink()
    (folder / ATTACHMENTS / "ab" / ("ab" * 32)).unlink()
    with pytest.raises(RestoreRefused, match="is missing"):
        operations.rehearse(folder, at=AT)


def test_a_list_that_was_rewritten_to_fit_breaks_the_seal(folder: Path) -> None:
    what = DATABASES[connection.vendor]
    _damage(folder, what)
    listed = json.loads((folder / manifest.NAME).read_text())
    listed["files"][what] = manifest.digest_of(folder / what)
    (folder / manifest.NAME).write_text(json.dumps(listed))
    with pytest.raises(RestoreRefused, match="seal"):
        operations.rehearse(folder, at=AT)


def test_a_backup_of_another_key_is_taken_only_on_request(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY", "another key of another installation")
    with pytest.raises(RestoreRefused, match="seal"):
        operations.rehearse(folder, at=AT)
    assert operations.rehearse(folder, at=AT, needs_seal=False).rows["tickets_ticket"] == 2


@pytest.mark.parametrize("text", [None, "", "{}", '{"seal": 1}', "[]"])
def test_a_folder_that_is_no_backup_says_so(folder: Path, text: str | None) -> None:
    (folder / manifest.NAME).unlink() if text is None else (folder / manifest.NAME).write_text(text)
    with pytest.raises(RestoreRefused, match=r"is no backup|cannot be read"):
        operations.rehearse(folder, at=AT)


def test_a_backup_without_a_file_that_a_row_names_is_refused_and_leaves_nothing(installation: Path) -> None:
    (Path(settings.MEDIA_ROOT) / "ab" / ("ab" * 32)).write_text("Something else")
    with pytest.raises(BackupRefused, match="attachment"):
        operations.back_up(installation, at=AT)
    assert list(installation.iterdir()) == []


def test_a_backup_is_not_restored_over_anything(folder: Path) -> None:
    with pytest.raises(RestoreRefused, match="not empty"):
        operations.restore(folder)


def test_a_backup_comes_back_in_another_installation(folder: Path, elsewhere: dict[str, str]) -> None:
    for command in (["restore", str(folder)], ["migrate"], ["verify", "log"]):
        ran = asagreed(command, elsewhere)
        assert ran.returncode == 0, ran.stderr
    assert "events are as they were written" in ran.stdout
    assert "not empty" in asagreed(["restore", str(folder)], elsewhere).stderr


def asagreed(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of the installation as an operator does."""
    started = [sys.executable, "-c", "from asagreed.cli import main; main()", *command]
    return subprocess.run(started, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Return the environment of another, empty installation with the same secret key."""
    environment = {**os.environ, "ASAGREED_DATA": str(tmp_path / "elsewhere")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE IF EXISTS elsewhere")
            cursor.execute("CREATE DATABASE elsewhere TEMPLATE template0")
        environment["ASAGREED_DATABASE_URL"] = os.environ["ASAGREED_DATABASE_URL"].rsplit("/", 1)[0] + "/elsewhere"
    return environment
