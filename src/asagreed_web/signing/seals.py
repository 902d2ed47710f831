"""The seal of this installation: the one that the operator gave, else one that it makes for itself, once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from asagreed.signing import Seal, make_seal, open_seal
from asagreed_web.kit import wall
from asagreed_web.signing.models import PartySignature

NAME = "seal.p12"
_BITS = 120


def seal_of_installation(*, at: int) -> Seal:
    """Return the seal; `at` (UTC seconds) is from when one that is made now is good. Raises SealUnreadable, OSError."""
    given = settings.SEAL_FILE
    passphrase = settings.SEAL_PASSPHRASE.encode()
    file = Path(given) if given else settings.DATA / NAME
    if not given:
        _make(file, at=at, passphrase=passphrase)
    return open_seal(file.read_bytes(), passphrase=passphrase)


def trusted_seals(*, at: int) -> frozenset[str]:
    """Return the fingerprints of every seal by which something was signed here, and of the one of today."""
    with wall.seeing(wall.ALL):
        used = PartySignature.objects.values_list("seal", flat=True).distinct()
        return frozenset({*used, seal_of_installation(at=at).fingerprint})


def _make(file: Path, *, at: int, passphrase: bytes) -> None:
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    made = make_seal(name=settings.PROVIDER, at=at, number=secrets.randbits(_BITS))
    # Two processes may sign at once: whoever puts the file in its place first decides, and it is never half written.
    waiting = file.with_name(f"{NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(made.as_file(passphrase=passphrase))
    try:
        os.link(waiting, file)
    except FileExistsError:
        pass
    finally:
        waiting.unlink()
