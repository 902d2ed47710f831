"""Text stands out by 4.5:1 and marks by 3:1, in light and dark: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import re

import pytest
from tests.web.kit.test_look.specimen import KIT

TOKENS = (KIT / "static/asagreed/tokens.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", TOKENS))
GROUNDS = ("page", "sheet", "sunken", "raised", "hover", "chosen")
TONES = [name.removesuffix("-wash") for name in PAIRS if name.endswith("-wash")]
PLAIN_TONES = [tone for tone in TONES if tone != "emergency"]

TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-quiet", "accent-ink") for ground in GROUNDS),
    *((f"{tone}-ink", f"{tone}-wash") for tone in TONES),
    *((f"{tone}-ink", ground) for tone in PLAIN_TONES for ground in ("page", "sheet", "sunken")),
    *((ink, wash) for ink in ("ink-quiet", "accent-ink") for wash in ("customer-wash", "staff-wash")),
    *(("button-ink", button) for button in ("button", "button-hover")),
    ("internal-ink", "internal-hatch"),
]
MARKS = [
    *((f"{tone}-line", ground) for tone in TONES for ground in ("page", "sheet")),
    *((line, ground) for line in ("field-line", "focus") for ground in ("page", "sheet")),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS, ids=" on ".join)
def test_text_is_readable_on_its_ground(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS, ids=" on ".join)
def test_a_mark_is_seen_on_its_ground(mark: str, ground: str, theme: str) -> None:
    assert contrast(mark, ground, theme) >= 3


def contrast(first: str, second: str, theme: str) -> float:
    """Return the contrast ratio of two tokens in a theme."""
    darker, lighter = sorted(luminance(PAIRS[name].split(", ")[theme == "dark"]) for name in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
