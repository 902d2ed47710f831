"""Files are taken in by a list, lie under random names, and are handed out as what they are: downloads."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.tickets.answering import answer
from asagreed_web.tickets.attachments import FilesRefused, Upload, check_uploads, hand_out, path_of, store_all
from asagreed_web.tickets.formatted import POLICY, cleaned, formatted_page
from asagreed_web.tickets.models import Attachment, Message
from asagreed_web.tickets.operations import Author

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def message(cast: Cast, tmp_path: Path, settings: Settings) -> Message:
    """Return a message whose files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    return mail_is_down(cast, "2026-05-18 09:30").messages.get()


def upload(name: str, content: bytes) -> Upload:
    """Return a file as a form brings it."""
    return Upload(name, len(content), io.BytesIO(content))


def body(attachment: Attachment) -> bytes:
    """Return what is handed out of an attachment."""
    response = hand_out(attachment)
    assert response
    content = response.getvalue()
    response.close()
    return content


def test_a_file_comes_back_as_it_was_sent(message: Message) -> None:
    [kept] = store_all(message=message, uploads=[upload("notes.txt", b"restart the connector")])
    assert body(kept) == b"restart the connector"


def test_a_file_lies_under_a_random_name_that_only_the_service_may_read(message: Message, tmp_path: Path) -> None:
    [kept] = store_all(message=message, uploads=[upload("../../notes.txt", b"x")])
    path = path_of(kept)
    assert (kept.name, path.name, path.parent.parent) == ("notes.txt", kept.stored_as, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_is_a_download_that_may_do_nothing(message: Message) -> None:
    [kept] = store_all(message=message, uploads=[upload("picture.png", PNG)])
    response = hand_out(kept)
    assert response
    assert response["Content-Disposition"] == 'attachment; filename="picture.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()


@pytest.mark.parametrize(("name", "content", "shown"), [("a.png", PNG, "inline"), ("a.pdf", b"%PDF-1", "attachment")])
def test_only_a_true_picture_is_shown_in_a_page(message: Message, name: str, content: bytes, shown: str) -> None:
    [kept] = store_all(message=message, uploads=[upload(name, content)])
    response = hand_out(kept, as_picture=True)
    assert response
    assert response["Content-Disposition"].startswith(shown)
    response.close()


def test_a_file_that_is_not_on_the_list_is_kept_and_never_handed_out(message: Message) -> None:
    [kept] = store_all(message=message, uploads=[upload("run.exe", b"MZ")])
    assert kept.refused_because
    assert path_of(kept).exists()
    assert hand_out(kept) is None


def test_a_form_with_a_file_that_is_not_on_the_list_is_refused_by_name(cast: Cast, message: Message) -> None:
    by, at = Author.of(cast.technician), chicago("2026-05-18 10:00")
    with pytest.raises(FilesRefused, match=r"«page.html» was not taken in.*can carry scripts"):
        answer(ticket_id=message.ticket_id, by=by, text="See.", at=at, uploads=[upload("page.html", b"<p>")])
    assert not Message.objects.filter(kind=Message.Kind.REPLY).exists()


def test_the_files_of_a_message_have_a_limit_together() -> None:
    files = [Upload("a.txt", 21 * 1024 * 1024, io.BytesIO(b"a")), Upload("b.txt", 21 * 1024 * 1024, io.BytesIO(b"b"))]
    with pytest.raises(FilesRefused, match="40 MB together"):
        check_uploads(files)


def test_when_one_file_cannot_be_stored_none_is_left_behind(message: Message, tmp_path: Path) -> None:
    broken = io.BytesIO(b"b")
    files = [upload("a.txt", b"a"), Upload("b.txt", 1, broken)]
    broken.close()
    with pytest.raises(ValueError, match="closed file"):
        store_all(message=message, uploads=files)
    assert not Attachment.objects.exists()
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p onclick='x()'>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
        ("<img src='https://tracker.example/x.png' alt='logo'>", '<img alt="logo">'),
        ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", "<img>"),
        ("<a href='javascript:alert(1)'>go</a>", '<a rel="noopener noreferrer nofollow">go</a>'),
        ("<form action='https://x.example'><input name='a'>text</form>", "text"),
        ("<iframe src='https://x.example'></iframe><b>bold</b>", "<b>bold</b>"),
    ],
)
def test_formatted_mail_is_shown_without_what_acts_or_calls_home(html: str, clean: str) -> None:
    assert cleaned(html) == clean


def test_formatted_mail_is_a_page_of_its_own_that_may_do_nothing() -> None:
    response = formatted_page("<b>Hi</b>", title="Mail", language="en")
    assert response["Content-Security-Policy"] == POLICY
    assert "sandbox" in POLICY
    assert b"<b>Hi</b>" in response.content
