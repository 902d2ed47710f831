"""Files are taken in by the end of their name and the beginning of their content, under a safe name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed_web.kit.attachments import (
    ALLOWED_EXTENSIONS,
    FILE_BYTES,
    MESSAGE_BYTES,
    judge_attachment,
    safe_name,
    why_too_much,
)

PNG = b"\x89PNG\r\n\x1a\n"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "start", "media_type", "inline"),
    [
        ("offer.pdf", b"%PDF-1.7", "application/pdf", False),
        ("shot.PNG", PNG, "image/png", True),
        ("shot.jpg", b"\xff\xd8\xff\xe0", "image/jpeg", True),
        ("shot.jpeg", b"\xff\xd8\xff\xe1", "image/jpeg", True),
        ("a.gif", b"GIF89a", "image/gif", True),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", True),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic", "image/heic", False),
        ("screen.mp4", b"\x00\x00\x00\x18ftypisom", "video/mp4", False),
        ("screen.mov", b"\x00\x00\x00\x14ftypqt  ", "video/quicktime", False),
        ("screen.webm", b"\x1a\x45\xdf\xa3\x01", "video/webm", False),
        ("notes.txt", b"hello", "text/plain", False),
        ("windows.log", "Fehler".encode("utf-16"), "text/plain", False),
        ("a.csv", b"a;b", "text/csv", False),
        ("a.json", b"{}", "application/json", False),
        ("invoice.xml", b"<?xml version='1.0'?>", "text/plain", False),
        ("invite.ics", b"BEGIN:VCALENDAR", "text/calendar", False),
        ("ann.vcf", b"BEGIN:VCARD", "text/vcard", False),
        ("old.eml", b"From: ann@harbour.example", "message/rfc822", False),
        ("old.msg", OLE, "application/vnd.ms-outlook", False),
        ("a.docx", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("a.xlsx", ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
        ("a.pptx", ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation", False),
        ("a.odt", ZIP, "application/vnd.oasis.opendocument.text", False),
        ("a.ods", ZIP, "application/vnd.oasis.opendocument.spreadsheet", False),
        ("a.zip", b"PK\x05\x06", "application/zip", False),
    ],
)
def test_a_file_of_a_known_kind_is_taken_in(name: str, start: bytes, media_type: str, inline: bool) -> None:
    verdict = judge_attachment(name=name, start=start, size=1000)
    assert (verdict.allowed, verdict.media_type, verdict.inline) == (True, media_type, inline)
    assert verdict.name == name


@pytest.mark.parametrize(
    ("name", "start", "reason"),
    [
        ("run.exe", b"MZ", "kind .exe are not taken in"),
        ("offer.pdf.exe", b"MZ", "kind .exe are not taken in"),
        ("annual\u202efdp.exe", b"MZ", "kind .exe are not taken in"),
        ("shell.pht", b"<?php", "kind .pht are not taken in"),
        ("macro.docm", ZIP, "kind .docm are not taken in"),
        ("old.doc", OLE, "kind .doc are not taken in"),
        ("drawing.svg", b"<svg onload=alert(1)>", "can carry scripts"),
        ("page.html", b"<script>", "can carry scripts"),
        ("page.HTM", b"<script>", "can carry scripts"),
        ("page.mhtml", b"MIME-Version: 1.0", "can carry scripts"),
        ("README", b"hello", "name has no ending"),
        ("", b"hello", "name has no ending"),
        ("empty.txt", b"", "is empty"),
        ("offer.pdf", b"<html>", "its content is of another kind"),
        ("shot.png", b"GIF89a", "its content is of another kind"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WAVE", "its content is of another kind"),
        ("a.docx", OLE, "its content is of another kind"),
        ("notes.txt", b"MZ\x90", "its content is of another kind"),
        ("notes.txt", b"\x7fELF", "its content is of another kind"),
        ("notes.txt", ZIP, "its content is of another kind"),
        ("a.csv", b"a\0b", "its content is of another kind"),
        ("logs.zip", b"Rar!", "its content is of another kind"),
    ],
)
def test_a_file_that_is_refused_says_why(name: str, start: bytes, reason: str) -> None:
    verdict = judge_attachment(name=name, start=start, size=len(start))
    assert not verdict.allowed
    assert not verdict.inline
    assert verdict.media_type == "application/octet-stream"
    assert verdict.reason is not None
    assert reason in verdict.reason


def test_a_file_of_25_mb_is_taken_in_and_one_byte_more_is_not() -> None:
    assert judge_attachment(name="a.txt", start=b"a", size=FILE_BYTES).allowed
    assert judge_attachment(name="a.txt", start=b"a", size=FILE_BYTES + 1).reason == (
        "The file is larger than 25 MB. Send a part of it."
    )


def test_a_zip_bomb_is_judged_by_its_first_bytes_and_never_opened() -> None:
    assert judge_attachment(name="bomb.zip", start=ZIP + b"\xff" * 5000, size=42_000).allowed


def test_a_message_may_carry_40_mb() -> None:
    assert why_too_much([MESSAGE_BYTES - 1, 1]) is None
    assert why_too_much([MESSAGE_BYTES, 1]) == "The files of one message may have 40 MB together."


def test_nothing_that_a_browser_runs_is_on_the_list() -> None:
    live = {"html", "htm", "svg", "xhtml", "js", "mjs", "swf", "hta", "php", "exe", "bat", "cmd", "ps1", "vbs", "jar"}
    assert not live & set(ALLOWED_EXTENSIONS)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("offer.pdf", "offer.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\shot.png", "shot.png"),
        ("a/", "attachment"),
        ("...", "attachment"),
        (".htaccess", "htaccess"),
        ("a\0b\r\n.txt", "ab.txt"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("  two \u3000 blanks .txt", "two blanks.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("Re\u0301seau.txt", "Réseau.txt"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 118),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_name_is_safe_to_show(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@given(st.text(max_size=400))
def test_every_name_is_short_plain_and_stays_the_same_when_made_safe_again(name: str) -> None:
    shown = safe_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in shown)
    assert not shown.startswith((".", " "))
    assert safe_name(shown) == shown
