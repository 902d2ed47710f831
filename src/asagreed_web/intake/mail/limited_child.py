"""Mail read where it can do no harm: the general limited child, and the answer checked against its types."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from asagreed_web.intake.mail.parsed_mail import ParsedMail, Unreadable
from asagreed_web.kit.limited_child import DEFAULT_LIMITS, Limits, NoAnswer, ask_child

_ENVELOPE_BYTES = 1024 * 1024
_MAIL = TypeAdapter(ParsedMail)


def parse_in_child(raw: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ParsedMail | Unreadable:
    """Return what a mail says, or why it cannot be read with what its header fields say.

    Never raises for what a mail holds. Raises OSError if this machine cannot start a process: try again later.
    """
    parsed = _asked("answer", raw, limits)
    if isinstance(parsed, ParsedMail):
        return parsed
    # The sanitiser is native code that nothing but the end of its process can stop, so a second try goes without it.
    plain = _asked("answer_without_html", raw, limits)
    if isinstance(plain, ParsedMail):
        return plain
    envelope = _asked("answer_envelope", raw[:_ENVELOPE_BYTES], limits)
    return Unreadable(plain.reason, envelope if isinstance(envelope, ParsedMail) else None)


def _asked(question: str, raw: bytes, limits: Limits) -> ParsedMail | NoAnswer:
    answer = ask_child(f"asagreed_web.intake.mail.reading:{question}", raw, limits=limits)
    if isinstance(answer, NoAnswer):
        return answer
    try:
        return _MAIL.validate_json(answer)
    except ValidationError:
        return NoAnswer("What the reader answered is no mail.")
