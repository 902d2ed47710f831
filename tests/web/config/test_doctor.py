"""The examination of an installation says what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from asagreed_web.chronicle import append_only
from asagreed_web.chronicle.models import ChainHead
from asagreed_web.config.health import database, machine, running
from asagreed_web.config.health.examination import examine
from asagreed_web.config.health.findings import Finding, Verdict
from asagreed_web.kit import clock
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.worker_duties import beat

pytestmark = pytest.mark.usefixtures("sees_all")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the installation a data folder of its own."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def worst(examination: Callable[[], Iterator[Finding]], *, matches: str = "") -> str:
    """Return the word of the worst thing that is found; it says something that matches, and what to do."""
    found = sorted(examination(), key=lambda each: list(Verdict).index(each.verdict))
    if not found:
        return ""
    assert re.search(matches, found[-1].what)
    assert found[-1].verdict is Verdict.FINE or found[-1].todo
    return found[-1].verdict.value.split()[1]


def test_a_database_as_it_should_be_is_fine() -> None:
    assert [worst(each) for each in (database.reachable, database.up_to_date)] == ["fine", "fine"]


def test_a_database_that_does_not_answer_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "ensure_connection", refuse)
        assert worst(database.reachable, matches="connection refused") == "wrong"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_sqlite_keeps_what_it_confirms() -> None:
    assert worst(database.durable, matches="WAL, synchronous FULL, foreign keys on") == "fine"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_a_postgresql_without_fsync_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_shown", lambda name: "off" if name == "fsync" else "on")
    assert worst(database.durable, matches="fsync off") == "wrong"


def test_a_guard_that_does_not_stand_is_wrong() -> None:
    with append_only.lifted():
        assert worst(database.up_to_date, matches="do not stand") == "wrong"


def test_a_broken_chain_is_wrong() -> None:
    assert worst(database.chains_whole) == "fine"
    ChainHead.objects.create(chain=7, seq=3, hash="x")
    assert worst(database.chains_whole, matches="customer 7.*event 1") == "wrong"


def test_a_secret_key_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    assert worst(machine.secret_key) == "fine"
    (tmp_path / "secret-key").write_text("secret")
    (tmp_path / "secret-key").chmod(0o644)
    assert worst(machine.secret_key, matches="others can read") == "wrong"
    (tmp_path / "secret-key").chmod(0o600)
    assert worst(machine.secret_key) == "fine"


def test_a_data_folder_that_is_not_there_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worst(machine.data_folder) == "fine"
    monkeypatch.setattr(settings, "DATA", tmp_path / "nowhere")
    assert worst(machine.data_folder, matches="cannot be written") == "wrong"


def test_without_a_worker_it_is_wrong_and_a_worker_in_trouble_says_so() -> None:
    assert worst(running.worker, matches="no worker lives") == "wrong"
    beat("one", started_at=0, troubles={}, at=clock.now())
    assert worst(running.worker) == "fine"
    beat("two", started_at=0, troubles={"mail 1": "refused"}, at=clock.now())
    assert worst(running.worker, matches="«mail 1»: refused") == "wrong"


def test_what_is_stuck_on_its_way_out_is_wrong_and_what_was_given_up_is_to_be_looked_at() -> None:
    entry = OutboxEntry(
        key="1", kind="mail", says={}, written_at=0, next_at=0, state="refused", last_error="no such user"
    )
    entry.save()
    assert worst(running.outbox, matches="no such user") == "look"
    OutboxEntry.objects.update(state="waiting")
    assert worst(running.outbox, matches="1 effects should have left") == "wrong"


@pytest.mark.parametrize(
    ("address", "is_secure", "word"),
    [
        ("https://desk.example", True, "fine"),
        ("http://desk.example", False, "wrong"),
        ("http://[::1]:80", False, "look"),
    ],
)
def test_an_address_without_https_is_for_this_machine_only(
    address: str, word: str, monkeypatch: pytest.MonkeyPatch, *, is_secure: bool
) -> None:
    monkeypatch.setattr(settings, "ADDRESS", address)
    monkeypatch.setattr(settings, "IS_SECURE", is_secure)
    assert worst(running.address) == word


def test_backups_that_are_missing_old_or_were_never_tried_are_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worst(running.backups, matches="no backup yet") == "look"
    now = clock.now()
    known = {"made": {"at": now - 5 * 86400, "folder": "x"}}
    monkeypatch.setattr(running, "remembered", lambda: known)
    assert worst(running.backups) == "look"
    known.update(made={"at": now, "folder": "x"}, rehearsed={"at": now, "folder": "x"})
    assert worst(running.backups) == "fine"


def test_no_mail_server_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worst(running.mail) == "look"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    assert worst(running.mail, matches="127.0.0.1:1") == "wrong"


def test_what_django_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "run_checks", lambda **_: [checks.Warning("DEBUG is on.", id="security.W018")])
    assert worst(running.framework, matches="security.W018: DEBUG is on") == "wrong"


def test_what_stands_on_something_broken_is_not_examined() -> None:
    with append_only.lifted():
        found = list(examine())
    assert (found[-1].verdict, found[-1].what.split(":")[0]) == (Verdict.WRONG, "walls or guards do not stand")
