"""Names and texts as Beancount can read them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from asagreed.billing.ledger.accounts import Account

_PLAIN = re.compile(r"[A-Z0-9][A-Za-z0-9-]{0,63}")
_MARKED = re.compile(r"-[0-9a-f]{16}\Z")


def account_name(account: Account) -> str:
    """Return the Beancount account; two accounts never share one."""
    if account.name is None:
        return str(account)
    return ":".join((*account.path[:-1], _component(account.name)))


def quoted(text: str) -> str:
    """Return a text between quotation marks; what cannot be printed is written as its escape."""
    printable = "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
    escaped = printable.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _component(text: str) -> str:
    # A name that already looks marked is marked again: else it could be chosen to equal a marked one.
    if _PLAIN.fullmatch(text) and not _MARKED.search(text):
        return text
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    readable = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "X"
    return f"{readable[0].upper()}{readable[1:]}-{mark}"
