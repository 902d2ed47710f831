"""Words that sound like a promise and are none, each with the reason."""

from __future__ import annotations

_NO_END = "it has no end, so nobody can say when it was missed"
_OPINION = "whether it was kept is a matter of opinion"
_LATER = "a promise that is still to be decided binds nobody"

VAGUE_WORDS = {
    r"as soon as possible": _NO_END,
    r"asap": _NO_END,
    r"best[ -]efforts?": _NO_END,
    r"immediate(?:ly)?": _NO_END,
    r"same[ -](?:business |working )?day": (
        "a call at 16:59 would have a minute and one at 08:01 the whole day; it does not say until when"
    ),
    r"prompt(?:ly)?": _OPINION,
    r"reasonable|reasonably": _OPINION,
    r"timely": _OPINION,
    r"quick(?:ly)?": _OPINION,
    r"shortly|soon": _OPINION,
    r"depend[ae]nt|depends|depending": "it does not say on what, nor by how much",
    r"tb[acd]": _LATER,
    r"to be (?:agreed|confirmed|decided|determined)": _LATER,
    r"n/?a": "it does not say whether there is no target or whether one was forgotten",
}
