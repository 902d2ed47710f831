"""What the corpus does not say of reading: bounds on time, the child's answer, second deliveries, and any bytes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.intake.mails.corpus import CORPUS
from tests.web.intake.mails.writing import written

from asagreed_web.intake.mail import limited_child
from asagreed_web.intake.mail.addresses import read_addresses
from asagreed_web.intake.mail.automatic import message_id_in
from asagreed_web.intake.mail.decoding import clean, header_text, one_line, text_of
from asagreed_web.intake.mail.digest import content_digest
from asagreed_web.intake.mail.header_block import with_bounded_block
from asagreed_web.intake.mail.html_text import html_as_text, is_too_deep
from asagreed_web.intake.mail.limited_child import parse_in_child
from asagreed_web.intake.mail.parsed_mail import Unreadable
from asagreed_web.intake.mail.plain_text import join_flowed, without_empty_runs
from asagreed_web.intake.mail.quotes import is_answer, is_forwarded
from asagreed_web.intake.mail.reading import answer, answer_envelope, answer_without_html, read_mail
from asagreed_web.intake.mail.winmail import unwrap
from asagreed_web.kit.limited_child import Limits, NoAnswer, ask_child

SIZE = 100_000


def test_the_corpus_holds_what_was_promised() -> None:
    assert len(CORPUS) >= 150


def test_a_mail_of_more_than_25_mb_is_not_read_but_its_sender_is_known() -> None:
    answer = parse_in_child(written(body=b"x" * 25 * 1024**2))
    assert isinstance(answer, Unreadable)
    assert answer.reason == "It is larger than 25 MB."
    assert answer.envelope is not None
    assert [sender.email for sender in answer.envelope.senders] == ["ann@harbour.example"]


def test_a_mail_that_takes_too_long_keeps_its_envelope(monkeypatch: pytest.MonkeyPatch) -> None:
    # How much is too much depends on the machine; test_limited_child.py spins for as long as it takes.
    too_long = NoAnswer("Reading it took more than 1 s of processor time.")

    def ask(question: str, raw: bytes, *, limits: Limits) -> bytes | NoAnswer:
        return ask_child(question, raw, limits=limits) if question.endswith("envelope") else too_long

    monkeypatch.setattr(limited_child, "ask_child", ask)
    answer = parse_in_child(written("Precedence: bulk"))
    assert isinstance(answer, Unreadable)
    assert answer.reason == too_long.reason
    assert answer.envelope is not None
    assert (answer.envelope.subject, answer.envelope.is_automatic) == ("Printer", True)


@pytest.mark.parametrize(
    "garbage", [b"", b"{}", b"null", b'{"subject": 1}', b"[", b"\xff", b'{"message_id": "x", "y": 1}']
)
def test_an_answer_that_is_no_mail_makes_the_mail_unreadable(garbage: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_child, "ask_child", lambda *_, **__: garbage)
    assert parse_in_child(b"x") == Unreadable("What the reader answered is no mail.")


def test_an_answer_of_wrong_types_is_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    twisted = answer(written()).replace(b'"sent_at": 1767603600', b'"sent_at": "1767603600"')
    monkeypatch.setattr(limited_child, "ask_child", lambda *_, **__: twisted)
    assert isinstance(parse_in_child(b"x"), Unreadable)


def test_the_envelope_says_the_same_as_the_mail() -> None:
    raw = written("Cc: b@harbour.example", body="words")
    envelope = limited_child._MAIL.validate_json(answer_envelope(raw))
    whole = read_mail(raw)
    assert (envelope.cc, envelope.sent_at, envelope.message_id) == (whole.cc, whole.sent_at, whole.message_id)
    assert envelope.text == ""


def test_without_its_html_a_mail_says_the_same_in_words() -> None:
    raw = written("Content-Type: text/html", body="<p>words</p>")
    plain = limited_child._MAIL.validate_json(answer_without_html(raw))
    assert (read_mail(raw).html, read_mail(raw).text) == ("<p>words</p>", "words")
    assert (plain.html, plain.text) == (None, "words")
    assert plain.notes == ("The HTML is shown as text, because making it safe to show took too much.",)


def test_a_second_delivery_has_the_same_digest_whatever_way_it_took() -> None:
    first = written("Received: from a by b", body="words")
    second = written("Received: from c by d", "Delivered-To: desk@northwind.example", body="words\r\n")
    assert content_digest(read_mail(first)) == content_digest(read_mail(second))


def test_another_mail_with_a_used_message_id_has_another_digest() -> None:
    mails = [written(body="one"), written(body="two"), written(body="one", subject="Other")]
    assert len({content_digest(read_mail(raw)) for raw in mails}) == 3
    assert len({read_mail(raw).message_id for raw in mails}) == 1


def test_answers_and_forwards_are_told_by_their_subjects() -> None:
    assert all(is_answer(s) for s in ("Re: x", "AW: x", "Antw: x", "RE[2]: x", "SV: x", "回复\uff1ax"))
    assert all(is_forwarded(s) for s in ("Fwd: x", "FW: x", "WG: x", "TR: x", "转发: x"))
    assert not any(is_answer(s) or is_forwarded(s) for s in ("Report: x", "Awful printer", "Forward planning", ""))


WORST: dict[str, Callable[[], object]] = {
    "encoded words opened": lambda: header_text("=?utf-8?q?a" * (SIZE // 11)),
    "encoded words of marks": lambda: header_text("=?" * (SIZE // 2)),
    "encoded words, empty": lambda: header_text("=?a?q??=" * (SIZE // 8)),
    "encoded bytes": lambda: header_text("=?utf-8?q?" + "=" * 8000 + "?=" * (SIZE // 2)),
    "addresses of commas": lambda: read_addresses("," * SIZE),
    "addresses of brackets": lambda: read_addresses("(" * SIZE),
    "addresses of angles": lambda: read_addresses("<" * SIZE),
    "addresses of quotes": lambda: read_addresses('"' * SIZE),
    "addresses of escapes": lambda: read_addresses('"' + "\\" * SIZE),
    "addresses of at signs": lambda: read_addresses("@" * SIZE),
    "addresses of encoded words": lambda: read_addresses("=?a?q?" * (SIZE // 6)),
    "addresses, many": lambda: read_addresses("a@b.example," * (SIZE // 12)),
    "Message-IDs": lambda: message_id_in("> " * (SIZE // 2)),
    "Message-IDs opened": lambda: message_id_in("Message-ID: <" * (SIZE // 13)),
    "HTML of angles": lambda: html_as_text("<" * SIZE),
    "HTML of comments": lambda: html_as_text("<!--" * (SIZE // 4)),
    "HTML of scripts": lambda: html_as_text("<script></" * (SIZE // 10)),
    "HTML of scripts closed": lambda: html_as_text("<script></script>" * (SIZE // 17)),
    "HTML of quotes": lambda: html_as_text("<blockquote>x" * (SIZE // 13)),
    "HTML of white space": lambda: html_as_text(" \n" * (SIZE // 2)),
    "HTML of entities": lambda: html_as_text("&" * SIZE),
    "HTML measured for depth": lambda: is_too_deep("<div></div>" * (SIZE // 11)),
    "HTML measured for depth, never closed": lambda: is_too_deep("<p " * (SIZE // 3)),
    "flowed": lambda: join_flowed(" \n" * (SIZE // 2)),
    "flowed quotes": lambda: join_flowed("> " * (SIZE // 2)),
    "empty lines": lambda: without_empty_runs("\n" * SIZE),
    "control characters": lambda: one_line("\0" * SIZE),
    "charset": lambda: text_of(b"x" * SIZE, "idna"),
    "header block": lambda: with_bounded_block(b"a" * 4 * SIZE),
    "header block of blanks": lambda: with_bounded_block(b"\r\n " * 2 * SIZE),
    "winmail of nothing": lambda: unwrap(b"\x78\x9f\x3e\x22" + bytes(SIZE)),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_case_of_100_kb_takes_less_than_half_a_second_of_processor_time(name: str) -> None:
    started = time.process_time()
    WORST[name]()
    assert time.process_time() - started < 0.5


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    assert limited_child._MAIL.validate_json(answer(raw)) == read_mail(raw)


@given(st.text(max_size=200))
def test_no_text_comes_out_with_controls_or_halves_of_characters(text: str) -> None:
    for cleaned in (clean(text), one_line(text), header_text(text)):
        cleaned.encode("utf-8")
        assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in cleaned)


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "ascii", "iso-2022-jp", "utf-7", "gb18030", "hz", "x", None]))
def test_any_bytes_are_text_in_any_charset(content: bytes, charset: str | None) -> None:
    text_of(content, charset)[0].encode("utf-8")


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Return a mail with a few bytes lost, doubled, changed or brought in from others."""
    content = bytearray(raw)
    others = [mail.raw for mail in CORPUS.values() if len(mail.raw) < 4000]
    for _ in range(dice.choice((1, 3, 10))):
        start = dice.randrange(len(content) + 1)
        end = min(len(content), start + dice.choice((1, 8, 60)))
        other = dice.choice(others)
        place = dice.randrange(len(other) + 1)
        new = (b"", bytes(content[start:end]) * 3, dice.randbytes(3), other[place : place + dice.choice((5, 300))])
        content[start:end] = dice.choice(new)
    return bytes(content)


@pytest.mark.parametrize("seed", range(20))
def test_mails_that_were_damaged_on_the_way_are_read(seed: int) -> None:
    dice = random.Random(seed)
    originals = [mail.raw for mail in CORPUS.values() if len(mail.raw) < 4000]
    for _ in range(20):
        raw = mutated(dice.choice(originals), dice)
        assert limited_child._MAIL.validate_json(answer(raw)) == read_mail(raw)
