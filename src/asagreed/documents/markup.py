"""HTML that is escaped by construction: what is not `Markup` is text, and stays text."""

from __future__ import annotations

import re
from html import escape

# Control characters, halves of surrogate pairs, and characters that turn the direction of what follows them: none
# belongs in a ticket id or a reason, and each can break a page or make it say something else.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
VOID = frozenset({"meta", "wbr"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return a text with a visible mark in the place of each character that a page must not hold."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """Return an element; children that are plain texts are escaped, attributes that are None are left out.

    A trailing underscore of an attribute's name is dropped, one within it stands for a hyphen: `class_`, `aria_label`.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{joined(*children)}</{name}>")


def joined(*children: str) -> Markup:
    """Return several children as one."""
    return Markup("".join(map(_html, children)))


def said(text: str) -> Markup:
    """Return a text of the data, kept apart from the direction of the text around it."""
    return element("bdi", text)


def _html(child: str) -> str:
    return str(child) if isinstance(child, Markup) else escape(clean(child), quote=False)
