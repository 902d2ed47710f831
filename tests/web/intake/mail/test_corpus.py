"""Every mail of the corpus becomes what its table says, read here and read in a limited child."""

from __future__ import annotations

import pytest
from tests.web.intake.mails import broken
from tests.web.intake.mails.corpus import CORPUS
from tests.web.intake.mails.writing import Mail

from asagreed_web.intake.mail.limited_child import parse_in_child
from asagreed_web.intake.mail.parsed_mail import ParsedMail, Unreadable
from asagreed_web.intake.mail.reading import read_mail

READABLE = [name for name, mail in CORPUS.items() if mail.unreadable is None and not mail.is_costly]
COSTLY = [name for name, mail in CORPUS.items() if mail.is_costly]
UNREADABLE = [name for name, mail in CORPUS.items() if mail.unreadable is not None]


def facet(mail: ParsedMail, path: str) -> object:
    """Return what a path of the table means: `sender.email`, `attachments.names`, `cc.count`, `signals.list-id`."""
    whole, _, rest = path.partition(".")
    value = getattr(mail, whole)
    if whole == "signals":
        return dict(value).get(rest)
    for step in rest.split(".") if rest else ():
        if step == "count":
            value = len(value)
        elif step in {"names", "emails"}:
            value = tuple(getattr(item, step.removesuffix("s")) for item in value)
        else:
            value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def words(value: object) -> str:
    """Return a facet as text that can be searched."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def assert_becomes(parsed: ParsedMail, mail: Mail) -> None:
    """Compare a mail that was read with its line of the table."""
    assert {path: facet(parsed, path) for path in mail.becomes} == mail.becomes
    for path, expected in mail.holds.items():
        assert expected in words(facet(parsed, path))
    for path, unwanted in mail.lacks.items():
        assert unwanted not in words(facet(parsed, path))


@pytest.mark.parametrize("name", READABLE)
def test_a_mail_becomes_what_the_table_says(name: str) -> None:
    assert_becomes(read_mail(CORPUS[name].raw), CORPUS[name])


@pytest.mark.parametrize("name", COSTLY)
def test_a_mail_that_would_cost_too_much_to_show_is_shown_as_text(name: str) -> None:
    parsed = parse_in_child(CORPUS[name].raw)
    assert isinstance(parsed, ParsedMail)
    assert_becomes(parsed, CORPUS[name])


@pytest.mark.parametrize("name", [name for name in READABLE if name in broken.MAILS])
def test_a_child_reads_the_same(name: str) -> None:
    assert parse_in_child(CORPUS[name].raw) == read_mail(CORPUS[name].raw)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_keeps_its_reason_and_its_envelope(name: str) -> None:
    mail = CORPUS[name]
    answer = parse_in_child(mail.raw)
    assert isinstance(answer, Unreadable)
    assert mail.unreadable in answer.reason if mail.unreadable else False
    assert answer.envelope is not None
    assert answer.envelope.subject == "Printer"
    assert [sender.email for sender in answer.envelope.senders] == ["ann@harbour.example"]
