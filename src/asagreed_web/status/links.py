"""Links to a status page that nobody can guess: made from the key of this installation, and ended by a number."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from asagreed_web.kit import wall
from asagreed_web.status.models import StatusPage

_SIGNER = Signer(salt="status page")


def token_of(page: StatusPage) -> str:
    """Return the token of the link that holds now."""
    return _SIGNER.sign_object([page.pk, page.link_number])


def page_of_token(token: str) -> StatusPage | None:
    """Return the page that a link opens; None for one that was never ours, that was ended, or that opens no more."""
    try:
        # The signature is compared in constant time.
        pk, number = _SIGNER.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    shown = [StatusPage.Shown.LINK, StatusPage.Shown.EVERYBODY]
    return _found(pk=pk, link_number=number, shown__in=shown)


def page_of_word(word: str) -> StatusPage | None:
    """Return the public page at a word; None where there is none."""
    return _found(word=word, shown=StatusPage.Shown.EVERYBODY)


def _found(**asked: object) -> StatusPage | None:
    # Whoever asks may be signed in as somebody of another customer, and sees behind the door only here.
    with wall.seeing(wall.DOOR):
        return StatusPage.objects.filter(**asked).first()
