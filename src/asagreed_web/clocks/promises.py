"""The promises of each agreement, kept in this process: what one ticket asked of the terms need not be asked again."""

from __future__ import annotations

from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.versions import History

_KEPT: dict[int, AgreementPromises] = {}
_MOST = 512


def promises_of(history: History) -> AgreementPromises:
    """Return the promises of an agreement; equal situations of its tickets share their targets and hours."""
    kept = _KEPT.get(id(history))
    # Another history may have come to lie where one lay that is gone.
    if kept is None or kept.history is not history:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        kept = _KEPT[id(history)] = AgreementPromises(history)
    return kept
