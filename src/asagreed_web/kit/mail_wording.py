"""What mails say: one wording a mail, in plain words, from which the HTML beside it is made.

A wording is a text template in `mail_templates`: its first line is the subject, the rest the body. What a user
entered reaches it as plain values, on one line each; only `text` may have several. Nothing of it is a link or markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from asagreed_web.kit import wording
from asagreed_web.kit.mail_identity import one_line

MOST_IN_A_SUBJECT = 150
_MOST_IN_A_LINE = 300
_TEMPLATES = Path(__file__).parent / "mail_templates"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mail says; `html` says the same as `text`."""

    subject: str
    text: str
    html: str


def render(template: str, says: Mapping[str, Any], *, language: str = "") -> Wording:
    """Return what a mail says, in a language or in that of the installation. Raises UndefinedError for what lacks."""
    with translation.override(language or settings.LANGUAGE_CODE):
        written = _texts().get_template(f"{template}.txt").render(_plain({"zone": settings.TIME_ZONE, **says}))
        subject, _, body = written.partition("\n")
        text = _tidy(body)
        html = _pages().get_template("mail.html").render(
            blocks=_blocks(text), subject=one_line(subject, MOST_IN_A_SUBJECT), own=f"{settings.ADDRESS}/",
            language=translation.get_language(),
        )  # fmt: skip
    return Wording(one_line(subject, MOST_IN_A_SUBJECT), text, html)


def step_words(step: str) -> str:
    """Return what a warning step means: «75 % of the promised time is used up»."""
    share, _, percent = step.partition(" ")
    if percent == "%":
        return gettext("%(share)s %% of the promised time is used up") % {"share": share}
    length = wording.open_duration(int(share))
    if step.endswith("after"):
        return gettext("the promised time was used up %(length)s of support time ago") % {"length": length}
    return gettext("%(length)s of the promised time are left") % {"length": length}


def desk_link(number: int) -> str:
    """Return where the provider's people find a ticket."""
    return f"{settings.ADDRESS}/desk/tickets/{number}/"


def portal_link(number: int) -> str:
    """Return where the customer finds a ticket."""
    return f"{settings.ADDRESS}/portal/tickets/{number}/"


def _plain(says: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one_line(value, _MOST_IN_A_LINE) if isinstance(value, str) and name not in ("text", "link") else value
        for name, value in says.items()
    }


def _tidy(body: str) -> str:
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def _blocks(text: str) -> list[list[str]]:
    return [block.split("\n") for block in text.strip("\n").split("\n\n") if block]


@cache
def _texts() -> Environment:
    return _environment(autoescape=False)


@cache
def _pages() -> Environment:
    return _environment(autoescape=True)


def _environment(*, autoescape: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=autoescape,  # noqa: S701 – off for plain text only, which is no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method, unknown to its types.
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    made.globals.update(provider=settings.PROVIDER, desk_link=desk_link, portal_link=portal_link)
    made.filters.update(
        day=wording.day,
        moment=wording.moment,
        period_words=wording.period_words,
        near_moment=wording.near_moment,
        promise_name=wording.promise_name,
        step_words=step_words,
        zone_note=wording.zone_note,
    )
    return made
