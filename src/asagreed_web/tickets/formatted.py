"""The formatted original of a mail, cleaned: no scripts, no forms, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from html import escape

import nh3
from django.http import HttpResponse

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div", "dl",
    "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s",
    "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_EVERYWHERE = {"style", "dir", "lang", "align", "valign", "title"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "face", "size"},
    "td": {"colspan", "rowspan", "width", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "bgcolor"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "ol": {"start", "type"},
}
_STYLES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top",
    "color", "font", "font-family", "font-size", "font-style", "font-weight", "height", "line-height", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "padding", "padding-bottom", "padding-left",
    "padding-right", "padding-top", "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip


def cleaned(html: str) -> str:
    """Return what of a mail's HTML may be shown; pictures from elsewhere are taken out."""
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "title", "head"},
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
    )


def _kept(_: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if _PICTURE.match(value.strip()) else None
    if attribute == "href" and value.strip().lower().startswith("data:"):
        return None
    return value


def formatted_page(html: str, *, title: str, language: str) -> HttpResponse:
    """Return the cleaned original as a page of its own, to be shown in a sandboxed frame."""
    page = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{font:15px/1.5 system-ui,sans-serif;color:#1a1b20;background:#fff;margin:12px;overflow-wrap:"
        f"anywhere}}img{{max-width:100%;height:auto}}</style></head><body>{cleaned(html)}</body></html>"
    )
    response = HttpResponse(page)
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
