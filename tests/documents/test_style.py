"""The colours of the page: enough contrast in the light and in the dark."""

import re
from importlib.resources import files

import pytest

STYLE = files("asagreed.documents").joinpath("replay_page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)
TEXTS = [
    *((ink, paper) for ink in ("ink", "soft", "accent") for paper in ("paper", "card")),
    *((f"{state}-ink", f"{state}-paper") for state in ("good", "bad", "neutral")),
]
MARKS = [(mark, "card") for mark in ("good", "bad", "neutral", "promise", "whisker", "edge")]


def light_of(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light_of(one), light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXTS)
def test_text_can_be_read(colours: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "paper"), MARKS)
def test_marks_can_be_seen(colours: dict[str, str], mark: str, paper: str) -> None:
    assert contrast(colours[mark], colours[paper]) >= 3


def test_the_light_and_the_dark_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_the_style_cannot_end_its_element_and_asks_for_nothing() -> None:
    assert re.search(r"</|url\(|@import|https?:", STYLE) is None
